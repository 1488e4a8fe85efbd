"""Where a span stands, in the reader's terms: its sentence, its table row, its heading, its line or page."""

from __future__ import annotations

from bisect import bisect_right

from gouji.types import Cell, Document, DocxRun, Grid, Heading, HtmlText, PdfLine, Place, Report, Sentence, Span


def sentence_at(report: Report, span: Span) -> Sentence | None:
    """The sentence that ``span`` begins in, or None (tables, headings)."""
    sentences = report.outline.sentences
    index = bisect_right(sentences, span.start, key=lambda sentence: sentence.span.start) - 1
    if index < 0 or not _holds(sentences[index].span, span):
        return None
    return sentences[index]


def heading_before(report: Report, span: Span) -> tuple[Heading, ...]:
    """The section heading and the sub-heading that ``span`` stands under; the title is none of them."""
    found: dict[int, Heading] = {}
    for heading in report.outline.headings:
        if heading.span.start > span.start:
            break
        if heading.level:
            found = {level: kept for level, kept in found.items() if level < heading.level}
            found[heading.level] = heading
    return tuple(found[level] for level in sorted(found) if level <= 2)


def grid_at(document: Document, span: Span) -> Grid | None:
    """The table that ``span`` lies in."""
    return next((grid for grid in document.grids if _holds(grid.span, span)), None)


def row_of(grid: Grid, span: Span) -> tuple[Cell, ...]:
    """The cells of the printed row that holds ``span``, from left to right, cells that reach into it included."""
    home = next((cell for cell in grid.cells if _holds(cell.span, span)), None)
    if home is None:
        return ()
    reach = [cell for cell in grid.cells if cell.row <= home.row < cell.row + cell.rowspan]
    return tuple(sorted(reach, key=lambda cell: cell.column))


def line_at(text: str, start: int) -> tuple[Span, int]:
    """The line of ``text`` around ``start`` without its end, and its number from 1."""
    begin = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    return Span(begin, len(text) if end < 0 else end), text.count("\n", 0, begin) + 1


def pages(document: Document, span: Span) -> tuple[int, ...]:
    """The pages that ``span`` touches; empty for formats without pages."""
    return tuple(sorted({place.page for place in document.places(span) if isinstance(place, PdfLine)}))


def place_to_dict(place: Place, line: int) -> dict[str, object]:
    """One place as JSON; ``line`` (from 1) is used for plain text only."""
    if isinstance(place, PdfLine):
        return {"page": place.page, "bbox": _around(place)}
    if isinstance(place, HtmlText):
        return {"xpath": place.xpath, "start": place.start, "end": place.stop}
    if isinstance(place, DocxRun):
        where = {"part": place.part, "paragraph": place.paragraph, "run": place.run}
        return {**where, "start": place.start, "end": place.stop}
    return {"start": place.start, "end": place.stop, "line": line}


def _around(line: PdfLine) -> list[float]:
    """[x0, y0, x1, y1] around the glyphs, in PDF user space, to a hundredth of a point."""
    boxes = line.boxes
    corners = min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)
    return [round(value, 2) for value in corners]


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start < outer.stop or outer == inner or (not inner and inner.stop == outer.stop)

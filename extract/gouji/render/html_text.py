"""The draft on the page: its lines and tables in reading order, every mark an element with exactly its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gouji.render.html_marks import Mark
from gouji.render.html_safe import NOTHING, Html, esc, join, tag
from gouji.types import Cell, Grid, Lang, Report, Span, Text

_SPARSE = 4  # a grid with more holes than this many for each cell is shown without them
_NUMBER = re.compile(r"[\d\s.,，．/+\-−—%％]*")


@dataclass(frozen=True, slots=True)
class Page:
    """One draft: its number on the page, its report, its marks."""

    number: int
    report: Report
    marks: Mapping[Span, Mark]
    lang: Lang

    @property
    def text(self) -> str:
        return self.report.document.text

    def name(self, mark: Mark) -> str:
        """The mark's id."""
        return f"m{self.number}-{mark.number}"

    def link(self, span: Span, label: Html, **attributes: str) -> Html:
        """A link to the place; the label alone if the page shows no such place."""
        mark = self.marks.get(span)
        if mark is None:
            return label
        return tag("a", label, href=f"#{self.name(mark)}", data_go=self.name(mark), **attributes)


class Piece(NamedTuple):
    """A mark, or what of it lies in one line, cell or other mark."""

    mark: Mark
    span: Span


def draft(page: Page) -> Html:
    """The whole text."""
    document, at = page.report.document, 0
    parts: list[Html] = []
    for number, grid in enumerate(document.grids, 1):
        parts += _lines(page, Span(at, grid.span.start))
        parts.append(_table(page, grid, number))
        at = grid.span.stop
    return join([*parts, *_lines(page, Span(at, len(page.text)))], "\n")


def _lines(page: Page, span: Span) -> Iterator[Html]:
    start = span.start
    for line in span.of(page.text).split("\n"):
        here, start = Span(start, start + len(line)), start + len(line) + 1
        if line.strip() or any(here.meets(mark) or mark == here for mark in page.marks):
            yield _line(page, here, line)


def _line(page: Page, here: Span, line: str) -> Html:
    level = _level(page.report, here, line)
    inner = inline(page, here)
    if level is None:
        return tag("p", inner, class_="flush" if line[:1].isspace() else None)
    return tag(f"h{level + 2}", inner)


def _level(report: Report, here: Span, line: str) -> int | None:
    """0 the title, 1-3 a heading that has its line for itself; None a paragraph."""
    inked = Span(here.start + len(line) - len(line.lstrip()), here.start + len(line.rstrip()))
    title = report.outline.title
    if title and title.meets(inked) and title.covers(inked):
        return 0
    for heading in report.outline.headings:
        if heading.span.meets(inked) and inked.stop <= heading.span.stop:
            return min(heading.level, 3)
    first = not report.document.text[: here.start].strip()
    return 0 if first and title is None and len(line.strip()) < 60 and line.rstrip()[-1:] not in "。；，" else None


def _table(page: Page, grid: Grid, number: int) -> Html:
    label = Text(f"报告中的表格 {number}", f"table {number} of the report").say(page.lang)
    table = tag("table", join((_row(page, row) for row in _rows(grid)), "\n"))
    box = tag("div", table, class_="wide", tabindex=0, role="region", aria_label=label)
    return tag("figure", box)


def _row(page: Page, row: Sequence[tuple[Cell | None, int, int]]) -> Html:
    return tag("tr", *(_cell(page, cell, down, across) if cell else tag("td") for cell, down, across in row))


def _cell(page: Page, cell: Cell, down: int, across: int) -> Html:
    words = cell.span.of(page.text)
    inside = [mark for span, mark in page.marks.items() if mark.at and (cell.span.covers(span) or span == cell.span)]
    kind = "n" if _NUMBER.fullmatch(words) else "l"
    name = "td" if kind == "n" else "th"
    return tag(
        name,
        inline(page, cell.span),
        class_=f"{kind} wrong" if inside and kind == "n" else kind,
        rowspan=down if down > 1 else None,
        colspan=across if across > 1 else None,
    )


def _rows(grid: Grid) -> list[list[tuple[Cell | None, int, int]]]:
    """Rows of (cell or hole, rowspan, colspan), spans cut to what the grid has."""
    height = max((cell.row for cell in grid.cells), default=-1) + 1
    width = max((cell.column for cell in grid.cells), default=-1) + 1
    first = {(cell.row, cell.column): cell for cell in reversed(grid.cells)}
    if height * width > _SPARSE * len(grid.cells) + 100:
        return [[(c, 1, 1) for c in grid.cells if c.row == row] for row in sorted({c.row for c in grid.cells})]
    taken: set[tuple[int, int]] = set()
    rows: list[list[tuple[Cell | None, int, int]]] = []
    for row in range(height):
        rows.append([])
        for column in range(width):
            cell = first.get((row, column))
            if cell is None and (row, column) in taken:
                continue
            down = min(cell.rowspan, height - row) if cell else 1
            across = min(cell.colspan, width - column) if cell else 1
            taken |= {(row + r, column + c) for r in range(down) for c in range(across)} if cell else set()
            rows[-1].append((cell, down, across))
    return rows


def inline(page: Page, span: Span) -> Html:
    """The words of ``span`` with the marks in it; one that reaches beyond ``span`` is shown in pieces."""
    near = [Piece(mark, mark.span) for mark in page.marks.values() if _is_in(mark.span, span)]
    return join(_nested(page, span, [_clip(piece, span) for piece in near]))


def _is_in(inner: Span, outer: Span) -> bool:
    return inner.meets(outer) or (not inner and outer.start <= inner.start <= outer.stop)


def _clip(piece: Piece, span: Span) -> Piece:
    start = max(piece.span.start, span.start)
    return Piece(piece.mark, Span(start, max(min(piece.span.stop, span.stop), start)))


def _sorted(pieces: Iterable[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: (piece.span.start, -piece.span.stop))


def _nested(page: Page, span: Span, pieces: Sequence[Piece]) -> Iterator[Html]:
    """Elements within elements; where two cross, the later one is cut at the end of the earlier."""
    at, left = span.start, _sorted(pieces)
    while left:
        piece, *left = left
        inside = [one for one in left if one.span.start < piece.span.stop]
        beyond = [one for one in inside if one.span.stop > piece.span.stop]
        rest = Span(piece.span.stop, span.stop)
        left = _sorted([*(_clip(one, rest) for one in beyond), *left[len(inside) :]])
        yield esc(page.text[at : piece.span.start])
        yield _element(page, piece, join(_nested(page, piece.span, [_clip(one, piece.span) for one in inside])))
        at = piece.span.stop
    yield esc(page.text[at : span.stop])


def _element(page: Page, piece: Piece, inner: Html) -> Html:
    mark, name = piece.mark, page.name(piece.mark)
    at, term = (" ".join(f"i{page.number}-{one}" for one in numbers) for numbers in (mark.at, mark.term))
    blank = not piece.span.of(page.text).strip()
    return tag(
        "mark" if at else "span",
        inner,
        tag("i", class_="blank") if blank and (mark.cell or at) else NOTHING,
        id=name if piece.span.start == mark.span.start else None,
        class_=" ".join(filter(None, ("c" if mark.cell else "f", mark.verdict))),
        title=mark.title or None,
        data_m=name if piece.span != mark.span else None,
        data_at=at or None,
        data_term=term or None,
        tabindex=0 if at else None,
        role="link" if at else None,
    )

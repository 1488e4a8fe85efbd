"""Tables flattened to one cell a line, each cell ended by a bar: what is left of a page that was turned into text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.read.text_lines import TextLine, heads_section, is_clause, is_prose
from gouji.read.text_stacked import stacked_tables
from gouji.types import Span

_BARS = "|｜"
_EDGE = _BARS + " \t\u3000"
_FEWEST = 6  # so many cells ended by a bar are a table
_LEAST_SHARE = 0.4


def ended_tables(lines: Sequence[TextLine]) -> Iterator[list[list[Span]]]:
    """Runs of lines most of which hold one cell and a bar, or a bar alone; read as stacked cells without the bars."""
    at = [index for index, line in enumerate(lines) if _barred(line.text) and not _barred(line.text.strip(_EDGE))]
    if len(at) >= _FEWEST and len(at) >= _LEAST_SHARE * (at[-1] - at[0] + 1):
        yield from stacked_tables(list(_cells(lines[: at[-1] + 1])))


def _barred(text: str) -> bool:
    return any(bar in text for bar in _BARS)


def _cells(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """One line for each cell; a cell may go over two lines, with the bar behind the second or below it."""
    begun: TextLine | None = None
    for index, line in enumerate(lines):
        cell = _without_bars(line)
        if begun is not None and cell.text and line.bare[0] not in _BARS:
            cell = _joined(begun, cell)
        elif begun is not None:
            yield begun
        begun = None
        if cell.text and (_barred(line.text) or _stands_alone(lines, index)):
            yield cell
        elif cell.text:
            begun = cell
    if begun is not None:
        yield begun


def _stands_alone(lines: Sequence[TextLine], index: int) -> bool:
    bare = lines[index].bare
    return is_prose(bare) or is_clause(bare) or heads_section(lines, index)


def _without_bars(line: TextLine) -> TextLine:
    before = len(line.text) - len(line.text.lstrip(_EDGE))
    return TextLine(line.number, line.start + before, line.text.strip(_EDGE), line.paged)


def _joined(above: TextLine, below: TextLine) -> TextLine:
    """One cell of two lines: blanks stand for what is between, so that its span is right."""
    between = " " * (below.start - above.start - len(above.text))
    return TextLine(below.number, above.start, above.text + between + below.text, above.paged)

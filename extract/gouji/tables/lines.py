"""Grids → lines: one record a printed row, each of its cells with its words, ready to be recognised.

Nothing here needs exact geometry: a grid from plain text, where a row is its cells one after the other, will do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from gouji.tables.labels import Label, fold, squeeze
from gouji.tables.values import Value, read_value
from gouji.types import Cell, Document, Span

_PLACE, _ROW = attrgetter("row", "column"), attrgetter("row")


@dataclass(slots=True)
class Entry:
    """A cell, its words as printed, as a label and as a value; ``span`` leaves out white space at both ends.

    ``is_label``: its value is neither a number nor a way to leave a cell empty.
    """

    cell: Cell
    span: Span
    words: str
    label: Label
    value: Value
    is_label: bool


@dataclass(slots=True)
class Line:
    """A printed row; ``grid`` is its grid's number, ``edge``: it begins or ends the grid (where a page may cut it)."""

    grid: int
    row: int
    entries: tuple[Entry, ...]
    edge: bool = False


def lines_of(document: Document) -> list[list[Line]]:
    """The lines of every grid, in reading order."""
    return [_lines(number, document.text, sorted(grid.cells, key=_PLACE)) for number, grid in enumerate(document.grids)]


def _lines(number: int, text: str, cells: Sequence[Cell]) -> list[Line]:
    last = max((cell.row + cell.rowspan for cell in cells), default=0)
    lines = []
    for row, group in groupby(cells, key=_ROW):
        entries = tuple([_entry(text, cell) for cell in group])
        edge = row == 0 or max([entry.cell.rowspan for entry in entries]) + row >= last
        lines.append(Line(number, row, entries, edge))
    return lines


def _entry(text: str, cell: Cell) -> Entry:
    span = cell.span
    words = text[span.start : span.stop]
    stripped = words.strip(" \t\r\n\f\v\u3000\xa0\u200b\ufeff")
    if stripped and stripped != words:
        start = span.start + words.index(stripped)
        span = Span(start, start + len(stripped))
    value = read_value(stripped)
    is_label = value.kind == "words"
    return Entry(cell, span, stripped, fold(stripped) if is_label else NO_LABEL, value, is_label)


NO_LABEL = Label("", "", "", "")


def words_of(lines: Sequence[Line]) -> set[str]:
    """Every label-like cell of the lines, squeezed."""
    return {squeeze(entry.words) for line in lines for entry in line.entries if entry.is_label}

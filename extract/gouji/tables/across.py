"""A table whose rows are printed side by side: one line of all its numbers, or a few lines, or turned on its side.

Its headings are often set upright and fall apart into single characters, so they are read as a bag of characters.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji.tables.book import Book
from gouji.tables.lines import Entry, Line

Cells = list[tuple[str, str, Entry]]
ALIKE = 0.7


def read_across(lines: Sequence[Sequence[Line]], book: Book) -> tuple[Cells, tuple[int, ...]] | None:
    """(row key, column key, entry) for every cell, and the grids it stands in; None if it is not found for sure."""
    for headed in (_headed_itself, _headed_before):
        found = [
            (cells, (number,))
            for number, grid in enumerate(lines)
            if headed(number, lines, book) and (cells := _turned(grid, book) or _in_rows(grid, book))
        ]
        if found:
            return found[0] if len(found) == 1 else None
    size = len(book.table.rows) * len(book.table.columns)
    bare = [(slots, (n,)) for n, grid in enumerate(lines) for line in grid if len(slots := _numbers(line)) == size]
    return (_spread(bare[0][0], book), bare[0][1]) if len(bare) == 1 else None


def _headed_itself(number: int, lines: Sequence[Sequence[Line]], book: Book) -> bool:
    return _is_heading(lines[number], book)


def _headed_before(number: int, lines: Sequence[Sequence[Line]], book: Book) -> bool:
    """True if the headings end the grid before: a page was broken between them and the numbers."""
    return number > 0 and _is_heading([*lines[number - 1][-4:], *lines[number][:2]], book)


def _is_heading(lines: Sequence[Line], book: Book) -> bool:
    """True if the lines have most of the characters of the table's headings."""
    labels = [*(column.label for column in book.table.columns), *(row.label for row in book.table.rows)]
    wanted = {letter for label in labels for letter in label}
    have = {letter for line in lines for entry in line.entries if entry.is_label for letter in entry.words}
    return len(wanted & have) >= ALIKE * len(wanted)


def _numbers(line: Line) -> tuple[Entry, ...]:
    """The cells after the line's last words; none if no number stands among them."""
    cut = max((n + 1 for n, entry in enumerate(line.entries) if entry.is_label), default=0)
    slots = line.entries[cut:]
    return slots if any(entry.value.kind in ("number", "dash") for entry in slots) else ()


def _in_rows(grid: Sequence[Line], book: Book) -> Cells | None:
    """All numbers in one line, or in lines that hold whole rows (5 and 10 of 15)."""
    width, size = len(book.table.columns), len(book.table.rows) * len(book.table.columns)
    runs = [slots for line in grid if (slots := _numbers(line)) and not _labelled(line, book)]
    whole = [slots for slots in runs if len(slots) == size] or [
        line.entries for line in grid if len(line.entries) == size and not any(entry.words for entry in line.entries)
    ]
    if len(whole) == 1:
        return _spread(whole[0], book)
    if runs and all(len(slots) % width == 0 for slots in runs) and sum(map(len, runs)) == size:
        return _spread([entry for slots in runs for entry in slots], book)
    return None


def _labelled(line: Line, book: Book) -> bool:
    """True if the line's label is one of the table's rows: then it is read as a row, not by place."""
    return any(entry.is_label and book.rows(entry.label) for entry in line.entries)


def _spread(slots: Sequence[Entry], book: Book) -> Cells:
    pairs = [(row.key, column.key) for row in book.table.rows for column in book.table.columns]
    return [(row, column, entry) for (row, column), entry in zip(pairs, slots, strict=True)]


def _turned(grid: Sequence[Line], book: Book) -> Cells | None:
    """On its side: a line for each column, with one number a row; or a line for each cell."""
    told = [(key, slots) for line in grid if (slots := _numbers(line)) and (key := _column_named(line, book))]
    order = [column.key for column in book.table.columns]
    rows = book.table.rows
    keys = [key for key, _ in told]
    if keys == order and all(len(slots) == len(rows) for _, slots in told):
        return [(row.key, key, slots[n]) for key, slots in told for n, row in enumerate(rows)]
    if keys == order * len(rows) and all(len(slots) == 1 for _, slots in told):
        return _spread([slots[0] for _, slots in told], book)
    return None


def _column_named(line: Line, book: Book) -> str:
    labels = [entry.label.core for entry in line.entries if entry.is_label]
    return book.columns.get(labels[-1], "") if labels else ""

"""Which slot of a printed row belongs to which column: by the headings above where they are certain, else by count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.family import Row
from gouji.tables.book import Book
from gouji.tables.lines import Entry, Line
from gouji.tables.split import Split


@dataclass(frozen=True, slots=True)
class Header:
    """A heading over one column of the grid: the line it stands in, the grid's column, the form's column."""

    line: int
    at: int
    key: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of one grid, its columns that are blank all the way down, and if its geometry can be relied on."""

    headers: tuple[Header, ...]
    blank: frozenset[int]
    exact: bool


def columns_of(lines: Sequence[Line], book: Book) -> Columns:
    headers = tuple(
        Header(line.row, entry.cell.column, book.columns[entry.label.core])
        for line in lines
        for entry in line.entries
        if entry.label.core in book.columns and entry.cell.colspan == 1
    )
    entries = [entry for line in lines for entry in line.entries]
    used = {entry.cell.column for entry in entries if entry.value.kind != "blank"}
    blank = frozenset(entry.cell.column for entry in entries) - used
    return Columns(headers, blank, any(entry.cell.colspan > 1 or entry.cell.rowspan > 1 for entry in entries))


def fit(each: Split, row: Row, book: Book, columns: Columns) -> list[tuple[str, Entry]] | None:
    """The row's slots by column key, or None if they do not fit and nothing proves which is which."""
    by_header = _by_header(each, row, columns)
    if by_header:
        return by_header
    slots = each.slots
    if len(slots) > len(row.columns):
        slots = tuple(slot for slot in slots if slot.cell.column not in columns.blank)
        slots = _without_tail(slots, len(row.columns))
    if len(slots) == len(row.columns):
        return list(zip(row.columns, slots, strict=True))
    if len(row.columns) == 1:
        return _only_one(row.columns[0], each.slots)
    if len(slots) == 1 and book.table.alone in row.columns and slots[0].value.kind == "number":
        return [(book.table.alone, slots[0])]
    return None


def _without_tail(slots: tuple[Entry, ...], width: int) -> tuple[Entry, ...]:
    """A row that is full, with nothing but blank cells behind it: those are no cells of its own."""
    full = all(slot.value.kind != "blank" for slot in slots[:width])
    return slots[:width] if full and all(slot.value.kind == "blank" for slot in slots[width:]) else slots


def _only_one(column: str, slots: Sequence[Entry]) -> list[tuple[str, Entry]] | None:
    """A row of one column whose cell was drawn as several: the one that is not blank, if there is just one."""
    told = [slot for slot in slots if slot.value.kind != "blank"]
    return [(column, told[0])] if len(told) == 1 else None


def _by_header(each: Split, row: Row, columns: Columns) -> list[tuple[str, Entry]] | None:
    """By the headings right above, if every one of the row's columns that they name has exactly one slot under it."""
    above = _nearest(each, row, columns)
    if not above or not (columns.exact or len({header.line for header in above.values()}) == 1):
        return None
    keys = [above[slot.cell.column].key for slot in each.slots if slot.cell.column in above]
    if len(keys) != len(set(keys)) or set(keys) != {header.key for header in above.values()}:
        return None
    under = [slot for slot in each.slots if slot.cell.column in above]
    complete = set(keys) == set(row.columns)
    if not complete and len(under) < len(each.slots):
        return None
    if any(slot.cell.colspan > 1 for slot in under) and len(row.columns) > 1:
        return None
    return list(zip(keys, under, strict=True))


def _nearest(each: Split, row: Row, columns: Columns) -> dict[int, Header]:
    above: dict[int, Header] = {}
    for header in columns.headers:
        if header.line < each.line.row and header.key in row.columns:
            above[header.at] = header
    return above

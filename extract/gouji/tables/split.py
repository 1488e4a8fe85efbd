"""A printed row → its label and its slots (the cells that should hold numbers)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gouji.tables.book import SUBTOTAL, Book
from gouji.tables.labels import Label
from gouji.tables.lines import NO_LABEL, Entry, Line


class Zone(NamedTuple):
    """The column of a grid at which the numbers begin; ``sure``: in every recognised row, not only in most."""

    column: int
    sure: bool


Zones = Mapping[int, Zone]


@dataclass(slots=True)
class Split:
    """``rows``: what the label may be; ``group``: the group it names; both empty if the label is unknown or lost."""

    line: Line
    label: Entry | None
    slots: tuple[Entry, ...]
    rows: tuple[int, ...] = ()
    group: str = ""
    subtotal: bool = False

    @property
    def words(self) -> Label:
        return self.label.label if self.label else NO_LABEL

    @property
    def has_number(self) -> bool:
        return any(slot.value.kind == "number" for slot in self.slots)


def split(line: Line, book: Book, zones: Zones | None = None) -> Split | None:
    """The line as a row of the book's table, or None if it holds neither a known label with cells nor any number."""
    entries, units, zone = line.entries, book.units, zones.get(line.grid) if zones else None
    followed = headed = False  # by a slot; by a heading among the slots
    for at in range(len(entries) - 1, -1, -1):
        entry = entries[at]
        if followed and entry.is_label:
            if headed:
                return None
            if rows := book.rows(entry.label):
                slots = _slots(entries[at + 1 :], book)
                return Split(line, entry, _trim(slots, zone, len(book.table.rows[rows[0]].columns)), rows)
            if book.group(entry.label) or entry.label.core in SUBTOTAL:
                return _group_line(line, at, _slots(entries[at + 1 :], book), book, zone)
        if entry.words not in units:
            followed, headed = True, headed or entry.is_label and book.heads(entry.label)
    return _unknown(line, book, zone)


def split_again(line: Line, each: Split | None, book: Book, zones: Zones) -> Split | None:
    """``each``, the line as it was split before the zones were known, or what it is now that they are."""
    full = each is not None and each.rows and len(each.slots) <= len(book.table.rows[each.rows[0]].columns)
    return each if full or line.grid not in zones else split(line, book, zones)


def _slots(entries: Sequence[Entry], book: Book) -> tuple[Entry, ...]:
    units = book.units
    return tuple([entry for entry in entries if entry.words not in units])


def _trim(slots: tuple[Entry, ...], zone: Zone | None, width: int) -> tuple[Entry, ...]:
    """Without the blank cells between a label and the first column of numbers (labels of several depths)."""
    if zone is None or len(slots) <= width:
        return slots
    before = [slot for slot in slots if slot.cell.column < zone.column]
    begins = any(slot.cell.column == zone.column for slot in slots)
    return slots[len(before) :] if begins and all(slot.value.kind == "blank" for slot in before) else slots


def _group_line(line: Line, at: int, slots: tuple[Entry, ...], book: Book, zone: Zone | None) -> Split | None:
    """A row under a group's label: the group's own row, unless a label of its own stands (or stood) between."""
    entry, width = line.entries[at], len(book.table.columns)
    lost = zone is not None and zone.sure and any(slot.cell.column < zone.column for slot in slots)
    slots = _trim(slots, zone, width)
    if (lost and entry.cell.rowspan > 1) or len(slots) > width or slots[0].is_label:
        return _unknown(line, book, zone)
    return Split(line, entry, slots, group=book.group(entry.label), subtotal=entry.label.core in SUBTOTAL)


def _unknown(line: Line, book: Book, zone: Zone | None) -> Split | None:
    first = next((n for n, entry in enumerate(line.entries) if entry.value.kind == "number"), None)
    if first is None:
        return None
    cut = max((n + 1 for n in range(first) if line.entries[n].is_label), default=0)
    if zone is not None and zone.sure:
        cut = next((n for n, entry in enumerate(line.entries) if entry.cell.column >= zone.column), cut)
    before = line.entries[cut - 1] if cut else None
    label = before if before and before.is_label and not book.group(before.label) else None
    return Split(line, label, _slots(line.entries[cut:], book))


def find_zones(splits: Sequence[Split], book: Book) -> dict[int, Zone]:
    """For each grid the column at which most of its recognised full rows begin their numbers."""
    seen: dict[int, list[int]] = {}
    for each in splits:
        if len(each.rows) == 1 and len(each.slots) == len(book.table.rows[each.rows[0]].columns):
            seen.setdefault(each.line.grid, []).append(each.slots[0].cell.column)
    zones = {}
    for grid, columns in seen.items():
        column, times = Counter(columns).most_common(1)[0]
        if len(columns) > 1 and 2 * times > len(columns):
            zones[grid] = Zone(column, times == len(columns))
    return zones

"""Tables as printed, put together again: parts on several pages become one sheet, cut rows and labels one cell."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise

from gouji.read.pdf_ink import Glyph
from gouji.read.pdf_lines import Mark, cell_marks, is_han, rows
from gouji.read.pdf_paragraphs import ENUMERATOR
from gouji.read.pdf_tables import TOLERANCE, RawCell, RawTable
from gouji.types import Box


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a sheet: ``x0`` and ``x1`` from the table's left side, ``row`` and ``rows`` counted.

    ``full``: it ends at the foot of the page and its last line fills its width, so the text may go on on the next.
    """

    x0: float
    x1: float
    row: int
    rows: int
    marks: tuple[Mark, ...]
    full: bool

    @property
    def text(self) -> str:
        return "".join(mark.char for mark in self.marks)

    @property
    def end(self) -> int:
        return self.row + self.rows

    def stands_like(self, other: Slot) -> bool:
        return abs(self.x0 - other.x0) <= TOLERANCE and abs(self.x1 - other.x1) <= TOLERANCE


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of one or more pages; ``box`` is that of its last part (in the view)."""

    pages: tuple[int, ...]
    box: Box
    rows: int
    slots: tuple[Slot, ...]


def sheet(table: RawTable) -> Sheet:
    """A page's table with its rows counted."""
    cells = [cell for cell in table.cells if cell.glyphs or not _is_sliver(cell.box)]
    tops = _levels([y for cell in cells for y in (cell.box.y0, cell.box.y1)])
    slots = [_slot(table, cell, tops) for cell in cells]
    bottom = max(slot.end for slot in slots)
    pairs = zip(slots, cells, strict=True)
    slots = [replace(slot, full=_is_full(cell)) if slot.end == bottom else slot for slot, cell in pairs]
    slots.sort(key=lambda slot: (slot.row, slot.x0))
    return Sheet((table.page,), table.box, bottom, tuple(slots))


def _slot(table: RawTable, cell: RawCell, tops: list[float]) -> Slot:
    row, end = index_of(tops, cell.box.y0), index_of(tops, cell.box.y1)
    marks = tuple(cell_marks(table.page, cell.glyphs))
    return Slot(cell.box.x0 - table.box.x0, cell.box.x1 - table.box.x0, row, max(end - row, 1), marks, False)


def _is_sliver(box: Box) -> bool:
    """True for the space between double rulings, which is no cell."""
    return min(box.x1 - box.x0, box.y1 - box.y0) <= 2 * TOLERANCE


def _levels(values: list[float]) -> list[float]:
    """The distinct values, those nearer than the tolerance counted once."""
    ordered = sorted(values)
    return [b for a, b in pairwise([float("-inf"), *ordered]) if b - a > TOLERANCE]


def index_of(levels: list[float], value: float) -> int:
    return max(bisect_right(levels, value + TOLERANCE) - 1, 0)


def _is_full(cell: RawCell) -> bool:
    """True if no more than one character and the usual padding were left in the last line."""
    inked: list[Glyph] = [glyph for glyph in cell.glyphs if glyph.char != " "]
    if not inked:
        return False
    last = rows(inked)[-1]
    room = (cell.box.x1 - cell.box.x0) - (last[-1].x1 - last[0].x0)
    return room < 1.6 * last[-1].size + 12


def columns(whole: Sheet) -> list[float]:
    """Where the sheet's columns begin and end, from its left side."""
    return _levels([x for slot in whole.slots for x in (slot.x0, slot.x1)])


def merged(upper: Sheet, lower: Sheet) -> Sheet:
    """One sheet of two parts, the second on the page after the first. A header printed again is left out."""
    lower = _without_header(upper, _aligned(upper, lower))
    cut = _row_is_cut(upper, lower)
    offset = upper.rows - 1 if cut else upper.rows
    slots = list(upper.slots)
    for slot in lower.slots:
        at = _partner(slots, upper.rows, slot) if slot.row == 0 else None
        if at is not None and (cut or _goes_on(slots[at], slot, lower)):
            slots[at] = _joined(slots[at], slot, cut)
        else:
            slots.append(replace(slot, row=slot.row + offset))
    slots.sort(key=lambda slot: (slot.row, slot.x0))
    return Sheet((*upper.pages, *lower.pages), lower.box, offset + lower.rows, tuple(slots))


def _aligned(upper: Sheet, lower: Sheet) -> Sheet:
    """The lower part with its column borders moved onto the upper part's where they differ by a hair's breadth."""
    borders = columns(upper)
    moved = {x: min(borders, key=lambda border: abs(border - x)) for x in columns(lower)}
    near = {x: border for x, border in moved.items() if abs(border - x) <= 2 * TOLERANCE}

    def at(x: float) -> float:
        return next((border for old, border in near.items() if abs(old - x) <= TOLERANCE), x)

    return replace(lower, slots=tuple(replace(slot, x0=at(slot.x0), x1=at(slot.x1)) for slot in lower.slots))


def _joined(upper: Slot, lower: Slot, cut: bool) -> Slot:
    return replace(upper, marks=upper.marks + lower.marks, rows=upper.rows + lower.rows - cut, full=lower.full)


def _partner(slots: list[Slot], bottom: int, slot: Slot) -> int | None:
    return next((i for i, one in enumerate(slots) if one.end == bottom and one.stands_like(slot)), None)


def _without_header(upper: Sheet, lower: Sheet) -> Sheet:
    count = 0
    while count < lower.rows - 1 and _is_same_header(upper, lower, count):
        count += 1
    while count and any(slot.row < count < slot.end for slot in lower.slots):
        count -= 1
    kept = tuple(replace(slot, row=slot.row - count) for slot in lower.slots if slot.row >= count)
    return replace(lower, slots=kept, rows=lower.rows - count)


def _is_same_header(upper: Sheet, lower: Sheet, row: int) -> bool:
    """True if both parts have the same words in ``row``; a row with a bare number is no header."""
    ours, theirs = ([slot for slot in part.slots if slot.row == row] for part in (upper, lower))
    texts = [slot.text for slot in ours]
    if texts != [slot.text for slot in theirs] or not any(texts):
        return False
    return any(is_han(char) for text in texts for char in text) and not any(map(_is_number, texts))


def _row_is_cut(upper: Sheet, lower: Sheet) -> bool:
    """True if the lower part begins with the rest of the upper part's last row.

    Then the rest of a label follows a filled line and has no enumerator of its own, at least one cell is empty in one
    half where it has text in the other (a whole row has all its cells), and no cell has a number in both halves, unless
    the lower half has no words at all: digits that follow a filled line under a labelled row are the rest of numbers.
    """
    pairs = []
    for slot in lower.slots:
        if slot.row == 0 and slot.rows == 1:
            at = _partner(list(upper.slots), upper.rows, slot)
            if at is None:
                return False
            pairs.append((upper.slots[at], slot))
    if not any(bool(a.text) != bool(b.text) for a, b in pairs):
        return False
    wordless = not any(is_han(char) for _, b in pairs for char in b.text)
    return all(not b.text or _may_follow(a, b) or (wordless and a.full) for a, b in pairs)


def _may_follow(a: Slot, b: Slot) -> bool:
    """True if the text of ``b`` can be the rest of a cell that begins with ``a`` (after an empty half, anything)."""
    if not a.text:
        return True
    return a.full and not ENUMERATOR.match(b.text) and not _is_number(a.text) and not _is_number(b.text)


def _goes_on(a: Slot, b: Slot, lower: Sheet) -> bool:
    """True if ``b`` is the rest of the cell ``a``, which spans several rows with the page break between two of them."""
    if a.rows > 1 or b.rows > 1:
        return not a.text or not b.text or _may_follow(a, b)
    label_follows = any(s.row == 0 and s.x0 > b.x0 and any(map(is_han, s.text)) for s in lower.slots)
    return not b.text and any(map(is_han, a.text)) and label_follows


def _is_number(text: str) -> bool:
    return any(char.isdigit() for char in text) and not any(map(is_han, text))

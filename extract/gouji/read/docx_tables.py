"""Word tables: which are data and which only arrange the page, and where each cell lies in the grid.

Source: ECMA-376 part 1, clause 17.4 (``w:gridSpan``, ``w:vMerge``, ``w:gridBefore``, ``w:hMerge``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from gouji.read.docx_xml import TC, TR, VAL, Element, T, W, child, members, number, switched_on

_TCPR, _TRPR = W + "tcPr", W + "trPr"
_GRID_SPAN, _CELL_DELETED, _ACROSS, _DOWN = (W + tag for tag in ("gridSpan", "cellDel", "hMerge", "vMerge"))
_RESTART = "restart"
_MOST_COLUMNS = 1000
# Printed columns may differ by this share of a table's width where a table was cut in two and laid out again.
_WIDTH_SLACK = 0.01


class Slot(NamedTuple):
    """A cell's place in its table, all counted from 0, and its ``w:tc``."""

    row: int
    column: int
    rowspan: int
    colspan: int
    cell: Element


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table that are printed, and the right edges of its columns in twentieths of a point."""

    rows: tuple[Element, ...]
    edges: tuple[int, ...]

    def continued_by(self, other: Rows) -> bool:
        """True if ``other``, with nothing printed between the two, has the same columns and not the same first row."""
        if len(self.edges) < 2 or len(self.edges) != len(other.edges) or not self.rows or not other.rows:
            return False
        slack = self.edges[-1] * _WIDTH_SLACK
        if any(abs(mine - theirs) > slack for mine, theirs in zip(self.edges, other.edges, strict=True)):
            return False
        return _letters(self.rows[0]) != _letters(other.rows[0])

    def joined(self, other: Rows) -> Rows:
        return replace(self, rows=self.rows + other.rows)


def read_rows(table: Element) -> Rows:
    """The table's rows without those deleted in a tracked change or hidden."""
    kept = tuple(row for row in members(table, TR) if _is_printed(row))
    edges, at = [], 0
    for column in table.iterfind(f"{W}tblGrid/{W}gridCol"):
        width = column.get(W + "w", "0")
        at += int(width) if width.isascii() and width.isdigit() else 0
        edges.append(at)
    return Rows(kept, tuple(edges) if at else ())


def _is_printed(row: Element) -> bool:
    properties = child(row, _TRPR)
    deleted = child(properties, W + "del") is not None
    return not deleted and not switched_on(properties, W + "hidden")


def is_layout(table: Element) -> bool:
    """True if the table only arranges the page: most of its cells are another table's, or it is a frame around prose.

    Prose is told by its full stops, which labels and numbers of a data table have not.
    """
    own = [cell for row in members(table, TR) for cell in members(row, TC)]
    nested = sum(1 for _ in table.iter(TC)) - len(own)
    text = _letters(table)
    if len(own) < 2 or nested > len(own) or not text:
        return True
    if "。" not in text:
        return False
    filled = [text for text in map(_letters, own) if text]
    return 2 * sum("。" in text for text in filled) >= len(filled)


def cells_of(row: Element) -> list[Element]:
    """The ``w:tc`` of a row, without those deleted in a tracked change."""
    return [cell for cell in members(row, TC) if _CELL_DELETED not in _settings(cell)]


def place_cells(rows: tuple[Element, ...]) -> list[Slot]:
    """Every cell of the rows, merges resolved, ordered by row and column; a merged cell comes once, at its corner."""
    slots: list[Slot] = []
    open_at: dict[int, int] = {}
    for index, row in enumerate(rows):
        column = number(child(row, _TRPR), W + "gridBefore", 0)
        for cell in members(row, TC):
            settings = _settings(cell)
            if _CELL_DELETED not in settings:
                column = _place(Slot(index, column, 1, _span(settings), cell), settings, slots, open_at)
    return slots


def _place(slot: Slot, settings: Mapping[str, str], slots: list[Slot], open_at: dict[int, int]) -> int:
    """Adds one cell to ``slots`` or to the cell it continues; the column after it.

    ``open_at`` says by column which slot a vertical merge may extend.
    """
    row, column = slot.row, slot.column
    if settings.get(_ACROSS, _RESTART) != _RESTART and slots and slots[-1].row == row:
        slots[-1] = slots[-1]._replace(colspan=slots[-1].colspan + 1)
        return column + 1
    merge = settings.get(_DOWN)
    above = open_at.pop(column, None)
    if merge is not None:
        open_at[column] = len(slots)
        if merge != _RESTART and above is not None and slots[above].row + slots[above].rowspan == row:
            slots[above] = slots[above]._replace(rowspan=slots[above].rowspan + 1)
            open_at[column] = above
            return column + slots[above].colspan
    slots.append(slot)
    return column + slot.colspan


def _settings(cell: Element) -> dict[str, str]:
    """The cell's properties and their ``w:val``; a merge that says nothing more is a continued one (17.4.84)."""
    properties = child(cell, _TCPR)
    return {} if properties is None else {each.tag: each.get(VAL, "") for each in properties}


def _span(settings: Mapping[str, str]) -> int:
    value = settings.get(_GRID_SPAN, "1")
    return min(max(int(value), 1), _MOST_COLUMNS) if value.isascii() and value.isdigit() else 1


def _letters(node: Element) -> str:
    return "".join(text.text or "" for text in node.iter(T)).strip()

"""A table as it is printed: rows of boxes that may span rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

_FLUSH_LEFT = tuple("123456789一二三四五六七八九（　")


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell. ``number`` tells the cells that hold a value from labels and headers."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    number: bool = False

    @property
    def left(self) -> bool:
        """True for the labels that the form sets flush left: those of rows, not those of columns and blocks."""
        return not self.number and self.colspan < 4 and self.rowspan < 10 and self.text[:1] in _FLUSH_LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the boxes that begin in them, left to right; ``widths`` are the columns' relative widths."""

    rows: tuple[tuple[Box, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A box where a row meets it: ``begins`` is False in the lower rows of a box that spans several."""

    box: Box
    column: int
    begins: bool


def rows_of(table: Table) -> Iterator[tuple[Place, ...]]:
    """Every row with the boxes that hang into it from above. Raises ValueError if a row does not fill the columns."""
    hanging: dict[int, tuple[Box, int]] = {}
    for boxes in table.rows:
        row: list[Place] = []
        queue = list(boxes)
        column = 0
        while column < len(table.widths):
            place = _next(column, hanging, queue)
            row.append(place)
            column += place.box.colspan
        if queue or column != len(table.widths):
            raise ValueError(f"a row does not fill its {len(table.widths)} columns: {[box.text for box in boxes]}")
        yield tuple(row)


def cut(table: Table, after: int) -> list[Table]:
    """``table`` as two tables, the first of ``after`` rows; a box that hangs over the cut goes on as an empty one."""
    if not after:
        return [table]
    above: list[tuple[Box, ...]] = []
    below: list[tuple[Box, ...]] = []
    for number, places in enumerate(rows_of(table)):
        if number < after:
            boxes = (_upto(place.box, after - number) for place in places if place.begins)
            above.append(tuple(boxes))
        elif number == after:
            below.append(tuple(place.box if place.begins else _rest(table, place, after) for place in places))
        else:
            below.append(tuple(place.box for place in places if place.begins))
    return [Table(tuple(above), table.widths), Table(tuple(below), table.widths)]


def _upto(box: Box, rows: int) -> Box:
    return replace(box, rowspan=min(box.rowspan, rows))


def _rest(table: Table, place: Place, after: int) -> Box:
    above = sum(1 for row in list(rows_of(table))[:after] for other in row if other.box is place.box)
    return replace(place.box, text="", rowspan=place.box.rowspan - above)


def _next(column: int, hanging: dict[int, tuple[Box, int]], queue: list[Box]) -> Place:
    if column in hanging:
        box, left = hanging.pop(column)
        if left > 1:
            hanging[column] = (box, left - 1)
        return Place(box, column, begins=False)
    if not queue:
        raise ValueError(f"a row ends before column {column}")
    box = queue.pop(0)
    if box.rowspan > 1:
        hanging[column] = (box, box.rowspan - 1)
    return Place(box, column, begins=True)

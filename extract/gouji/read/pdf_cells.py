"""Where rulings cross → cells → tables.

The rule is pdfplumber's (``intersections_to_cells``: the smallest box at each crossing whose four sides are ruled), its
search is not: that one is quadratic in the crossings, this one looks only along the rulings.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gouji.types import Box

Point = tuple[float, float]
Crossings = dict[Point, dict[str, list[dict[str, Any]]]]
Lines = dict[Point, frozenset[int]]


def cells(crossings: Crossings) -> list[Box]:
    """The smallest ruled box to the right of and below each crossing, left to right and top to bottom."""
    upright: Lines = {point: frozenset(map(id, met["v"])) for point, met in crossings.items()}
    lying: Lines = {point: frozenset(map(id, met["h"])) for point, met in crossings.items()}
    below: dict[float, list[Point]] = {}
    beside: dict[float, list[Point]] = {}
    for point in sorted(crossings):
        below.setdefault(point[0], []).append(point)
        beside.setdefault(point[1], []).append(point)
    found: list[Box] = []
    for x in sorted(below):
        for k, point in enumerate(below[x]):
            row, posts, beams = beside[point[1]], upright[point], lying[point]
            downs = (other for other in below[x][k + 1 :] if not posts.isdisjoint(upright[other]))
            rights = [other for other in row[row.index(point) + 1 :] if not beams.isdisjoint(lying[other])]
            corner = _corner(downs, rights, upright, lying) if rights else None
            if corner is not None:
                found.append(Box(*point, *corner))
    return found


def _corner(downs: Iterable[Point], rights: list[Point], upright: Lines, lying: Lines) -> Point | None:
    for down in downs:
        for right in rights:
            corner = (right[0], down[1])
            if corner in upright and upright[corner] & upright[right] and lying[corner] & lying[down]:
                return corner
    return None


def grouped(boxes: list[Box]) -> list[list[Box]]:
    """Cells that share corners belong to one table (a single cell is a group too: a cut table may leave one)."""
    owner: dict[tuple[float, float], int] = {}
    groups: dict[int, list[Box]] = {}
    for number, cell in enumerate(boxes):
        corners = _corners(cell)
        met = sorted({owner[corner] for corner in corners if corner in owner})
        group = met[0] if met else number
        members = groups.setdefault(group, [])
        members.append(cell)
        for other in met[1:]:
            members += groups.pop(other)
        for box in members if len(met) > 1 else (cell,):
            owner.update(dict.fromkeys(_corners(box), group))
    return sorted(groups.values(), key=lambda group: min((box.y0, box.x0) for box in group))


def _corners(box: Box) -> tuple[Point, Point, Point, Point]:
    x0, y0, x1, y1 = box
    return (x0, y0), (x0, y1), (x1, y0), (x1, y1)


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds them all."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )

"""Ruled tables of one page: pdfplumber's finder on our rulings, and our own cell fill that keeps every glyph's box."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from gouji.read.pdf_cells import around, cells, grouped
from gouji.read.pdf_ink import Glyph, Ink, Rule
from gouji.types import Box

TOLERANCE = 3.0  # points; rulings nearer than this are one (pdfplumber's own default)
MAX_RULES = 6_000
MAX_CROSSINGS = 2_000
MAX_PAIRS = 60_000
BAND = 16.0  # points
Edge = dict[str, Any]


class RawCell(NamedTuple):
    """A cell on a page: its box in the view, and the glyphs in it."""

    box: Box
    glyphs: list[Glyph]


@dataclass(frozen=True, slots=True)
class RawTable:
    """The cells of one page that share corners, and the box around them."""

    page: int
    box: Box
    cells: list[RawCell]


class TooManyRules(Exception):
    """The page has more rulings than any table for readers; finding cells among them would take for ever."""


def find_tables(ink: Ink) -> list[list[Box]]:
    """The cells of each group of cells on the page, top to bottom. Raises ``TooManyRules``."""
    from pdfplumber.table import edges_to_intersections, merge_edges

    if len(ink.rules) > MAX_RULES:
        raise TooManyRules
    if len(ink.rules) < 4:
        return []
    edges = merge_edges([_edge(rule) for rule in ink.rules], TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    edges = [edge for edge in edges if max(edge["width"], edge["height"]) > TOLERANCE]
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright * (len(edges) - upright) > MAX_PAIRS:
        raise TooManyRules
    crossings = edges_to_intersections(_closed(edges), TOLERANCE, TOLERANCE)
    if len(crossings) > MAX_CROSSINGS:
        raise TooManyRules
    return grouped(cells(crossings))


def _edge(rule: Rule) -> Edge:
    width, height = rule.x1 - rule.x0, rule.bottom - rule.top
    return {
        "object_type": "line",
        "orientation": "v" if rule.upright else "h",
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": width,
        "height": height,
    }


def _closed(edges: list[Edge]) -> list[Edge]:
    """With virtual rules where a table's outer side is open: a page break cuts rows without a closing rule."""
    added: list[Edge] = []
    for group in _connected(edges):
        sides = {kind: [edge for edge in group if edge["orientation"] == kind] for kind in "vh"}
        if len(sides["v"]) < 2 or not sides["h"]:
            continue
        for kind, far in (("v", "bottom"), ("v", "top"), ("h", "x0"), ("h", "x1")):
            added += _closing(sides[kind], sides["h" if kind == "v" else "v"], far)
    return edges + added


def _closing(ends: list[Edge], across: list[Edge], far: str) -> list[Edge]:
    """The missing ruling across the outermost ``far`` ends of parallel edges, if no ruling of ``across`` is there."""
    outermost = max if far in ("bottom", "x1") else min
    limit = outermost(edge[far] for edge in ends)
    level = [edge for edge in ends if abs(edge[far] - limit) <= TOLERANCE]
    low, high, at = ("x0", "x1", "top") if far in ("bottom", "top") else ("top", "bottom", "x0")
    start, stop = min(edge[low] for edge in level), max(edge[high] for edge in level)
    if len(level) < 2 or stop - start <= TOLERANCE:
        return []
    there = [edge for edge in across if abs(edge[at] - limit) <= TOLERANCE]
    if any(edge[low] <= start + TOLERANCE and edge[high] >= stop - TOLERANCE for edge in there):
        return []
    rule = Rule(start, limit, stop, limit) if at == "top" else Rule(limit, start, limit, stop)
    return [_edge(rule)]


def _connected(edges: list[Edge]) -> list[list[Edge]]:
    """Edges that touch one another, in groups: one for each table."""
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    lying = [edge for edge in edges if edge["orientation"] == "h"]
    parent = list(range(len(upright) + len(lying)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, v in enumerate(upright):
        for j, h in enumerate(lying, len(upright)):
            if _touch(v, h):
                parent[root(i)] = root(j)
    groups: dict[int, list[Edge]] = {}
    for i, edge in enumerate(upright + lying):
        groups.setdefault(root(i), []).append(edge)
    return list(groups.values())


def _touch(v: Edge, h: Edge) -> bool:
    across = h["x0"] - TOLERANCE <= v["x0"] <= h["x1"] + TOLERANCE
    return bool(across and v["top"] - TOLERANCE <= h["top"] <= v["bottom"] + TOLERANCE)


def without_frames(pages: list[list[list[Box]]]) -> list[list[list[Box]]]:
    """Without the groups of one column: frames around paragraphs, not tables.

    One column may be the rest of a table, though: kept if it stands last (first) on its page and a table of the same
    width first on the next (last on the one before).
    """
    kept = [[group for group in groups if not _is_weak(group)] for groups in pages]
    for (above, below), (strong_above, strong_below) in zip(pairwise(pages), pairwise(list(kept)), strict=True):
        if above and below and _is_weak(above[-1]) and strong_below and strong_below[0] is below[0]:
            _keep_rest(strong_above, above[-1], below[0], len(strong_above))
        if above and below and _is_weak(below[0]) and strong_above and strong_above[-1] is above[-1]:
            _keep_rest(strong_below, below[0], above[-1], 0)
    return kept


def _keep_rest(kept: list[list[Box]], rest: list[Box], table: list[Box], at: int) -> None:
    if same_width(around(rest), around(table)):
        kept.insert(at, rest)


def same_width(a: Box, b: Box) -> bool:
    """Equal width within what page margins and row rulings of one table differ by (the left side may shift)."""
    return abs((a.x1 - a.x0) - (b.x1 - b.x0)) <= 2 * TOLERANCE


def fill_tables(ink: Ink, groups: list[list[Box]]) -> tuple[list[RawTable], list[Glyph]]:
    """The tables with their text, and the glyphs that stand in none of them.

    A glyph belongs to the smallest cell around its centre. Groups of cells without any text are ornament.
    """
    cells = [[RawCell(box, []) for box in group] for group in groups]
    tables = [RawTable(ink.number, around(group), members) for group, members in zip(groups, cells, strict=True)]
    outside: list[Glyph] = []
    last: RawCell | None = None
    left = top = right = bottom = 0.0  # of the last glyph's cell
    nested = any(_overlap(a.box, b.box) for a, b in combinations(tables, 2))
    bands = _bands(tables)
    for glyph in ink.glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        if last is None or nested or not (left <= x <= right and top <= y <= bottom):
            near = bands.get(int(y // BAND), ())
            found = [cell for (x0, y0, x1, y1), cell in near if x0 <= x <= x1 and y0 <= y <= y1]
            last = min(found, key=_area) if len(found) > 1 else found[0] if found else None
            left, top, right, bottom = last.box if last else (0.0, 0.0, 0.0, 0.0)
        if last is None:
            outside.append(glyph)
        elif glyph.turn != 4:
            last.glyphs.append(glyph)
    return [table for table in tables if any(cell.glyphs for cell in table.cells)], outside


def _bands(tables: list[RawTable]) -> dict[int, list[tuple[Box, RawCell]]]:
    """The cells that each strip of the page meets, so that a glyph is not looked for among all of them."""
    bands: dict[int, list[tuple[Box, RawCell]]] = {}
    for table in tables:
        for cell in table.cells:
            for band in range(int(cell.box.y0 // BAND), int(cell.box.y1 // BAND) + 1):
                bands.setdefault(band, []).append((cell.box, cell))
    return bands


def _overlap(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def _area(cell: RawCell) -> float:
    x0, y0, x1, y1 = cell.box
    return (x1 - x0) * (y1 - y0)


def _is_weak(group: list[Box]) -> bool:
    return len({round(box.x0) for box in group}) == 1

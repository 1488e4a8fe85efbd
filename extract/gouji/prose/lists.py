"""Wholes and parts by the words and marks between figures: 其中, 包括, brackets, colons, 合计 at the end."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.prose.closing import closing
from gouji.prose.cues import Cue, cue_of
from gouji.prose.extent import chosen, estranged, extent
from gouji.prose.row import Item, Row, family, row_of
from gouji.prose.totals import before_total
from gouji.prose.whole import wholes
from gouji.types import Parts

__all__ = ["Item", "listed"]


def _opened(row: Row, index: int) -> bool:
    """Does a bracket open before the figure, with a list in it (two figures of the kind of the one outside)?"""
    if not index or row.depths[index] <= row.depths[index - 1] or "（" not in row.gaps[index]:
        return False
    if row.items[index].key.endswith(".by_head"):
        return True
    return (
        index + 1 < len(row.items)
        and row.depths[index + 1] == row.depths[index]
        and row.kindred(index + 1, index)
        and row.kindred(index - 1, index)
    )


def _first(row: Row, index: int) -> int | None:
    """The list's first figure: behind 其中 a count of names may stand before it (其中甲、乙两类分别为…)."""
    if row.counts[index] and not _names(row, index):
        return index
    following = index + 1
    if following < len(row.items) and not any(mark in row.gaps[following] for mark in "，；。：（"):
        return following if row.counts[following] else None
    return None


def _names(row: Row, index: int) -> bool:
    """A figure that counts the names before it, of another kind than what follows."""
    return index + 1 < len(row.items) and "分别" in row.gaps[index + 1] and not row.kindred(index, index + 1)


def _suits(row: Row, whole: int, members: Sequence[int], cue: Cue) -> bool:
    if any(estranged(row, whole, i) for i in members):
        return False
    kinds = family(row.items[whole].key), {family(row.items[i].key) for i in members}
    if cue.kind in {"axis", "of_named", "bare"} and kinds[0] in {"requests", "disputes"}:
        return False  # the form's own divisions are told by their keys; subjects of requests divide nothing
    return True


def _read(row: Row, index: int, cue: Cue, found: Sequence[Parts]) -> Parts | None:
    first = _first(row, index)
    if first is None:
        return None
    readings = []
    for whole in wholes(row, first, cue, found):
        members = chosen(row, whole, extent(row, first, whole, cue))
        if _suits(row, whole, members, cue) and whole not in members:
            readings.append((whole, members))
    best = next((one for one in readings if row.exact(*one)), None) or next(
        (one for one in readings if row.holds(*one)), None
    )
    if best is None and readings and _plain_slip(row, *readings[0], cue):
        best = readings[0]
    if best is None:
        return None
    closed, why = closing(row, *best, cue)
    return Parts(best[0], tuple(best[1]), closed, why)


def _plain_slip(row: Row, whole: int, members: Sequence[int], cue: Cue) -> bool:
    """The parts are more than the whole: an error of the report only if the list can be read in no other way."""
    total, value = row.total(members), row.value(whole)
    near = total is not None and value is not None and total < 2 * value
    return row.same_unit(whole, members[0]) and near and cue.kind != "axis"


def listed(items: Sequence[Item]) -> list[Parts]:
    """The lists of a paragraph, by what stands between its figures."""
    row = row_of(items)
    found: list[Parts] = []
    for index in range(1, len(row.items)):
        total = before_total(row, index, found)
        if total:
            found.append(total)
            continue
        cue = cue_of(row.gaps[index], _opened(row, index))
        parts = _read(row, index, cue, found) if cue else None
        if parts:
            found.append(parts)
    return found

"""Figures that may be all the parts of another, though no word says so and they do not add up to it.

A list that adds up is found by its sum (bare.py, arithmetic.py). When one of its numbers is wrong that way is gone;
then only its build speaks for it, which the model of built.py weighs against what lists of all the corpora look like.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.prose.cues import announced
from gouji.prose.divisions import CARRIED_IN, CARRIED_OUT, RECEIVED, WHOLES
from gouji.prose.extent import estranged
from gouji.prose.row import Row
from gouji.prose.slips import is_slip, like_a_slip
from gouji.prose.ways import AHEAD, counted_together, ways_of
from gouji.types import Parts

_LEAST, _MOST = Decimal("0.3"), Decimal(4)  # sums that are further from the whole are never the work of one slip
_BALANCED = WHOLES - {CARRIED_OUT}
_OF_NAMED = frozenset(["个", "家", "名"])


@dataclass(frozen=True, slots=True)
class Suspect:
    """``members`` may be all the parts of ``whole``; ``via``: what made one think so."""

    whole: int
    members: tuple[int, ...]
    via: tuple[str, ...]


def suspects(row: Row, found: Sequence[Parts]) -> Iterator[Suspect]:
    """All that may be lists and do not add up; ``found``: the lists that were read, as places in the row."""
    possible = list(_wholes(row))
    if not possible:
        return
    settled, told = _apart(row, found)
    wholes, owned = {one.whole for one in told}, {part for one in told for part in one.parts}
    for whole, value in possible:
        if whole in wholes:
            continue  # its sum is told to fail already
        for one in _of(row, whole, value, settled, owned):
            if not _parts_together(row, one, found):
                yield one


def _parts_together(row: Row, one: Suspect, found: Sequence[Parts]) -> bool:
    """Are the whole and its members parts of one whole, behind 其中?"""
    around = (parts for parts in found if one.whole in parts.parts and {*parts.parts}.issuperset(one.members))
    return any(announced(row.gaps[parts.parts[0]]) for parts in around)


def _apart(row: Row, found: Sequence[Parts]) -> tuple[list[Parts], list[Parts]]:
    """The lists that add up, and those whose sum is told to fail."""
    exact = [len(one.parts) > 1 and row.exact(one.whole, one.parts) for one in found]
    settled = [one for one, adds_up in zip(found, exact, strict=True) if adds_up]
    failing = (
        one
        for one, adds_up in zip(found, exact, strict=True)
        if not adds_up and (one.closed or not row.holds(one.whole, one.parts))
    )
    return settled, list(failing)


def _wholes(row: Row) -> Iterator[tuple[int, Decimal]]:
    """The figures, with their values, that two or more of the others can come to at all."""
    counted = zip(row.items, row.counts, strict=True)
    known = [(i, item.value) for i, (item, counts) in enumerate(counted) if counts and item.value is not None]
    if len(known) < 3:
        return
    values = sorted(value for _, value in known)
    together, three = sum(values), sum(values[:3])
    for whole, value in known:
        smallest = three - (value if value <= values[1] else values[2])  # two of the others
        if value >= 2 and together - value >= value * _LEAST and smallest < value * _MOST:
            yield whole, value


def _of(row: Row, whole: int, value: Decimal, settled: Sequence[Parts], owned: set[int]) -> Iterator[Suspect]:
    """The suspects with this whole; ``owned``: parts of lists whose sum is told to fail."""
    ways: dict[tuple[int, ...], list[str]] = {}
    bounds = value * _LEAST, value * _MOST
    for via, members in ways_of(row, whole, bounds):
        ways.setdefault(members, []).append(via)
    if not ways:
        return
    totals = [(members, total) for members in ways if (total := row.total(members)) is not None]
    exact = {i for members, total in totals if total == value for i in members}
    for members, total in totals:
        if total == value or not exact.isdisjoint(members) or not owned.isdisjoint(members):
            continue
        if not _one_slip(row, value, total, members) or _explained(whole, members, settled):
            continue
        if _thinkable(row, whole, members, total - value) and not _goes_on(row, whole, members):
            yield Suspect(whole, members, tuple(ways[members]))


def _one_slip(row: Row, value: Decimal, total: Decimal, members: Sequence[int]) -> bool:
    """Is the sum near the whole, or does one mistyped digit, or two that are swapped, explain why it is not?"""
    if value * 5 <= total * 10 < value * 11:
        return True
    less = value - total
    if not like_a_slip(less):
        return False
    return is_slip(value, total) or any(
        is_slip(part, part + less) for i in members if (part := row.values[i]) is not None
    )


def _thinkable(row: Row, whole: int, members: Sequence[int], more: Decimal) -> bool:
    """Could one mistake keep them from adding up? ``more``: by how much they are more than the whole."""
    if row.items[whole].key in WHOLES and any(row.items[i].key in _BALANCED for i in members):
        return False  # what came in and what became of it balance in more than one way: a check of its own
    if any(row.values[i] == more and not row.same_unit(whole, i) for i in members):
        return False  # without the one that is counted otherwise they add up
    if _sums_otherwise(row, whole, members):
        return False
    if _carried_in(row, whole, more):
        return False
    return not any(estranged(row, whole, i) for i in members)


def _sums_otherwise(row: Row, whole: int, members: Sequence[int]) -> bool:
    """Is one of them the whole said again (收到5件，网上5件，1件不属于公开范围), or the sum of all the others?

    常务会议42篇，全体会议10篇，会议共52篇.
    """
    value, total = row.values[whole], row.total(members)
    if value is None or total is None:
        return False
    return any(part == value or part * 2 == value + total for i in members if (part := row.values[i]) is not None)


def _carried_in(row: Row, whole: int, more: Decimal) -> bool:
    """新收6件，上年转入1件。公开3件，无法提供3件，撤回1件: the results are those of what was carried in, too."""
    if row.items[whole].key != RECEIVED or more <= 0:
        return False
    return any(item.value == more for item in row.items if item.key == CARRIED_IN)


def _goes_on(row: Row, whole: int, members: Sequence[int]) -> bool:
    """Does the list break off with 等 or at another noun, or do the figures right behind it make up what is missing?"""
    if row.after(members[-1]).startswith("等"):
        return True
    if row.items[members[-1]].unit in _OF_NAMED and row.after(members[-1]) and not row.after(whole):
        return True  # 查出问题36个，整改36个，余下2个乡镇: the last counts what is named behind it
    more = list(members)
    for index in range(members[-1] + 1, min(members[-1] + 1 + AHEAD, len(row.items))):
        if index == whole or row.sentences[index] - row.sentences[members[-1]] > 1:
            return False
        if row.counts[index] and counted_together(row, whole, index):
            more.append(index)
            if row.exact(whole, more):
                return True
    return False


def _explained(whole: int, members: Sequence[int], settled: Sequence[Parts]) -> bool:
    """Do lists that add up say what these figures are?"""
    mine = frozenset(members)
    for one in settled:
        if one.whole == whole:
            if mine.issubset(one.parts) or mine.issuperset(one.parts):
                return True
        elif not mine.isdisjoint(one.parts) and (
            one.whole not in mine or whole in one.parts or mine.issubset(one.parts)
        ):
            return True
    return False

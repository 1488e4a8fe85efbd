"""Figures that may be all the parts of another, though no word says so and they do not add up to it.

A list that adds up is found by its sum (bare.py, arithmetic.py). When one of its numbers is wrong that way is gone;
then only its build speaks for it, which the model of built.py weighs against what lists of all the corpora look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gouji.prose.bare import in_list
from gouji.prose.cues import Cue, announced
from gouji.prose.divisions import CARRIED_IN, CARRIED_OUT, PARTITIONS, RECEIVED, WHOLES, Partition, is_member
from gouji.prose.extent import estranged, extent, link
from gouji.prose.row import Row, plain
from gouji.prose.slips import is_slip
from gouji.types import Parts

_CUES = (Cue("bare"), Cue("bare", even=True))
_LEAST, _MOST = Decimal("0.3"), Decimal(4)  # sums that are further from the whole are never the work of one slip
_PLAIN = re.compile(r"^[，、][^，。；：（）、0]{2,12}$")
_SUM = re.compile(r"合计|共|总")
_BALANCED = WHOLES - {CARRIED_OUT}
_OF_NAMED = frozenset(["个", "家", "名"])
_AHEAD = 4  # how far behind its whole a list may begin


@dataclass(frozen=True, slots=True)
class Suspect:
    """``members`` may be all the parts of ``whole``; ``via``: what made one think so."""

    whole: int
    members: tuple[int, ...]
    via: tuple[str, ...]


def suspects(row: Row, found: Sequence[Parts]) -> Iterator[Suspect]:
    """All that may be lists and do not add up; ``found``: the lists that were read, as places in the row."""
    settled, told = _apart(row, found)
    wholes, owned = {one.whole for one in told}, {part for one in told for part in one.parts}
    beside = [frozenset(one.parts) for one in found if announced(row.gaps[one.parts[0]])]  # 其中: parts of one whole
    for whole, value in _wholes(row):
        if whole in wholes:
            continue  # its sum is told to fail already
        for one in _of(row, whole, value, settled, owned):
            if not any(whole in parts and parts.issuperset(one.members) for parts in beside):
                yield one


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
    for via, members in (*_behind(row, whole), *_before(row, whole), *_by_key(row, whole)):
        if len(members) > 1 and whole not in members:
            ways.setdefault(members, []).append(via)
    totals = {members: row.total(members) for members in ways}
    exact = {i for members, total in totals.items() if total == value for i in members}
    low, high = value * _LEAST, value * _MOST
    for members, total in totals.items():
        if total is None or total == value or not low <= total < high or not _one_slip(row, value, total, members):
            continue
        if not exact.isdisjoint(members) or not owned.isdisjoint(members) or _explained(whole, members, settled):
            continue
        if _thinkable(row, whole, members, total - value) and not _goes_on(row, whole, members):
            yield Suspect(whole, members, tuple(ways[members]))


def _one_slip(row: Row, value: Decimal, total: Decimal, members: Sequence[int]) -> bool:
    """Is the sum near the whole, or does one mistyped digit, or two that are swapped, explain why it is not?"""
    if value * 5 <= total * 10 < value * 11 or is_slip(value, total):
        return True
    less = value - total
    return any(is_slip(part, part + less) for i in members if (part := row.values[i]) is not None)


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
    for index in range(members[-1] + 1, min(members[-1] + 1 + _AHEAD, len(row.items))):
        if index == whole or row.sentences[index] - row.sentences[members[-1]] > 1:
            return False
        if row.counts[index] and _counted(row, whole, index):
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


def _counted(row: Row, one: int, other: int) -> bool:
    return row.kindred(one, other) or row.kindred(other, one)


def _behind(row: Row, whole: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Lists that begin behind the whole, in its sentence or the next, in its brackets or at its depth."""
    firsts = _firsts(row, whole)
    listed = bool(firsts) and (in_list(row, whole) or _sibling(row, whole))
    for first in firsts:
        if listed and row.depths[first] == row.depths[whole]:
            continue
        for cue in _CUES if any("；" in gap for gap in row.gaps[first + 1 :]) else _CUES[:1]:
            for members in extent(row, first, whole, cue).prefixes():
                yield "behind", members


def _sibling(row: Row, whole: int) -> bool:
    """文件39件，解读42条，会议22条，人事20条: said as those before and behind it are, it is one more of them."""
    if not whole or whole + 1 == len(row.items) or row.sentences[whole - 1] != row.sentences[whole]:
        return False
    gaps = row.gaps[whole], row.gaps[whole + 1]
    return _counted(row, whole - 1, whole) and all(map(_PLAIN.match, gaps)) and not _SUM.search(gaps[0])


def _firsts(row: Row, whole: int) -> list[int]:
    found: list[int] = []
    for index in range(whole + 1, min(len(row.items), whole + 2 + _AHEAD)):
        if row.sentences[index] - row.sentences[whole] > 1 or row.depths[index] < row.depths[whole]:
            break
        if row.depths[index] > row.depths[whole] + 1 or not row.counts[index]:
            continue
        deeper = row.depths[index] > row.depths[whole]
        if _counted(row, whole, index) and not (found and deeper):
            found.append(index)
        if found and not deeper:
            break
    return found


def _before(row: Row, whole: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Figures up to the whole, in its sentence or the one before: each end that the marks allow."""
    members: tuple[int, ...] = ()
    for index in reversed(range(whole)):
        if row.sentences[whole] - row.sentences[index] > 1:
            break
        if not row.counts[index] or row.depths[index] != row.depths[whole] or not _counted(row, index, whole):
            continue
        if members:
            how = link(plain(row.between(index, members[0])), True)
            if how == "stop":
                break
            if how != "next" or row.sentences[index] != row.sentences[members[0]]:
                yield "before", members
        members = (index, *members)
    yield "before", members


@cache
def _divided_by(key: str) -> tuple[Partition, ...]:
    """The divisions of what has this key."""
    return tuple(one for one in PARTITIONS if key in one.wholes)


def _by_key(row: Row, whole: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """All figures of the paragraph with keys of one division of the whole."""
    for one in _divided_by(row.items[whole].key):
        of_it = [
            i
            for i in range(len(row.items))
            if i != whole and row.counts[i] and is_member(one.members, row.items[i].key) and row.same_unit(i, whole)
        ]
        outer = [i for i in of_it if not (one.inner and one.inner.fullmatch(row.items[i].key))]
        for members in (of_it, outer):
            yield one.name, tuple(i for i in members if i > whole)
            yield one.name, tuple(i for i in members if i < whole)

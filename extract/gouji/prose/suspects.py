"""Figures that may be all the parts of another, though no word says so and they do not add up to it.

A list that adds up is found by its sum (bare.py, arithmetic.py). When one of its numbers is wrong that way is gone;
then only its build speaks for it, which the model of built.py weighs against what lists of all the corpora look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.prose.bare import in_list
from gouji.prose.cues import Cue
from gouji.prose.divisions import CARRIED_IN, CARRIED_OUT, PARTITIONS, RECEIVED, WHOLES, is_member
from gouji.prose.extent import estranged, extent, link
from gouji.prose.row import Row, plain
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
    settled = [one for one in found if len(one.parts) > 1 and row.exact(one.whole, one.parts)]
    told = [one for one in found if not row.holds(one.whole, one.parts) or (one.closed and one not in settled)]
    for whole in range(len(row.items)):
        value = row.value(whole)
        if not row.counts[whole] or value is None or value < 2:
            continue
        ways: dict[tuple[int, ...], list[str]] = {}
        for via, members in (*_behind(row, whole), *_before(row, whole), *_by_key(row, whole)):
            if len(members) > 1 and whole not in members:
                ways.setdefault(members, []).append(via)
        exact = [members for members in ways if row.exact(whole, members)]
        for members, vias in ways.items():
            if any(set(members) & set(one) for one in exact) or _goes_on(row, whole, members):
                continue
            if _explained(whole, members, settled) or any(_meets(one, whole, members) for one in told):
                continue
            if _thinkable(row, whole, members, value):
                yield Suspect(whole, members, tuple(vias))


def _thinkable(row: Row, whole: int, members: Sequence[int], value: Decimal) -> bool:
    """Could one mistake keep them from adding up?"""
    if row.items[whole].key in WHOLES and any(row.items[i].key in _BALANCED for i in members):
        return False  # what came in and what became of it balance in more than one way: a check of its own
    total = row.total(members)
    if total is None or total == value or not value * _LEAST <= total < value * _MOST:
        return False
    if _carried_in(row, whole, total - value) or any(
        row.exact(whole, [j for j in members if j != i]) for i in members if not row.same_unit(whole, i)
    ):
        return False
    return not any(estranged(row, whole, i) for i in members)


def _carried_in(row: Row, whole: int, more: Decimal) -> bool:
    """新收6件，上年转入1件。公开3件，无法提供3件，撤回1件: the results are those of what was carried in, too."""
    carried = (item.value for item in row.items if item.key == CARRIED_IN)
    return row.items[whole].key == RECEIVED and more > 0 and any(value == more for value in carried)


def _goes_on(row: Row, whole: int, members: Sequence[int]) -> bool:
    """Does the list break off with 等 or at another noun, or do the figures right behind it make up what is missing?"""
    if row.after(members[-1]).startswith("等"):
        return True
    if row.items[members[-1]].unit in _OF_NAMED and row.after(members[-1]) and not row.after(whole):
        return True  # 查出问题36个，整改36个，余下2个乡镇: the last counts what is named behind it
    more = list(members)
    for index in range(members[-1] + 1, min(members[-1] + 1 + _AHEAD, len(row.items))):
        if index == whole or row.sentence(index) != row.sentence(members[-1]):
            return False
        if row.counts[index] and _counted(row, whole, index):
            more.append(index)
            if row.exact(whole, more):
                return True
    return False


def _explained(whole: int, members: Sequence[int], settled: Sequence[Parts]) -> bool:
    """Do lists that add up say what these figures are?"""
    mine = set(members)
    for one in settled:
        parts = set(one.parts)
        owned = mine <= parts or (one.whole != whole and one.whole not in mine and mine & parts)
        sibling = whole in parts and mine & parts
        if owned or sibling or (one.whole == whole and mine > parts):
            return True
    return False


def _meets(one: Parts, whole: int, members: Sequence[int]) -> bool:
    """Does a list whose sum is told to fail hold one of these figures in the same role?"""
    return one.whole == whole or bool(set(one.parts) & set(members))


def _counted(row: Row, one: int, other: int) -> bool:
    return row.kindred(one, other) or row.kindred(other, one)


def _behind(row: Row, whole: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Lists that begin behind the whole, in its sentence or the next, in its brackets or at its depth."""
    listed = in_list(row, whole) or _sibling(row, whole)
    for first in _firsts(row, whole):
        if listed and row.depths[first] == row.depths[whole]:
            continue
        for cue in _CUES:
            for members in extent(row, first, whole, cue).prefixes():
                yield "behind", members


def _sibling(row: Row, whole: int) -> bool:
    """文件39件，解读42条，会议22条，人事20条: said as those before and behind it are, it is one more of them."""
    if not whole or whole + 1 == len(row.items) or row.sentence(whole - 1) != row.sentence(whole):
        return False
    gaps = row.gaps[whole], row.gaps[whole + 1]
    return _counted(row, whole - 1, whole) and all(map(_PLAIN.match, gaps)) and not _SUM.search(gaps[0])


def _firsts(row: Row, whole: int) -> list[int]:
    found: list[int] = []
    for index in range(whole + 1, min(len(row.items), whole + 2 + _AHEAD)):
        if row.sentence(index) - row.sentence(whole) > 1 or row.depths[index] < row.depths[whole]:
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
    near = [
        i
        for i in range(whole)
        if row.sentence(whole) - row.sentence(i) <= 1
        and row.counts[i]
        and row.depths[i] == row.depths[whole]
        and _counted(row, i, whole)
    ]
    for run in ([i for i in near if row.sentence(i) == row.sentence(whole)], near):
        members = run[-1:]
        for index in reversed(run[:-1]):
            how = link(plain(row.between(index, members[0])), True)
            if how == "stop":
                break
            if how != "next":
                yield "before", tuple(members)
            members.insert(0, index)
        yield "before", tuple(members)


def _by_key(row: Row, whole: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """All figures of the paragraph with keys of one division of the whole."""
    for one in PARTITIONS:
        if row.items[whole].key not in one.wholes:
            continue
        of_it = [
            i
            for i in range(len(row.items))
            if i != whole and row.counts[i] and is_member(one.members, row.items[i].key) and row.same_unit(i, whole)
        ]
        outer = [i for i in of_it if not (one.inner and one.inner.fullmatch(row.items[i].key))]
        for members in (of_it, outer):
            yield one.name, tuple(i for i in members if i > whole)
            yield one.name, tuple(i for i in members if i < whole)

"""Where the parts of a figure may stand: behind it, before it, or anywhere by their keys; whatever they come to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.prose.bare import in_list
from gouji.prose.cues import Cue
from gouji.prose.divisions import divisions_into, divisions_of, is_member
from gouji.prose.extent import Extent, extent, link
from gouji.prose.row import Row, plain

Way = tuple[str, tuple[int, ...]]  # what made one think of these members
Bounds = tuple[Decimal, Decimal]  # between these sums, the higher one left out, members come near their whole
AHEAD = 4  # how far behind its whole a list may begin
_CUES = (Cue("bare"), Cue("bare", even=True))
PLAIN = re.compile(r"^[，、][^，。；：（）、0]{2,12}$")  # 会议22条，人事信息20条: one of many
_SUM = re.compile(r"合计|共|总")


def ways_of(row: Row, whole: int, bounds: Bounds) -> Iterator[Way]:
    """All that may be the parts of ``whole``, two or more of them; the same may be found in several ways."""
    yield from _behind(row, whole, bounds)
    yield from _before(row, whole, bounds)
    yield from _by_key(row, whole, bounds)


def counted_together(row: Row, one: int, other: int) -> bool:
    """Can the two be counted together, whichever is the whole?"""
    return row.kindred(one, other) or row.kindred(other, one)


def _behind(row: Row, whole: int, bounds: Bounds) -> Iterator[Way]:
    """Lists that begin behind the whole, in its sentence or the next, in its brackets or at its depth."""
    firsts = [first for first in _firsts(row, whole) if _reaches(row, first, bounds)]
    listed = bool(firsts) and (in_list(row, whole) or _sibling(row, whole))
    for first in firsts:
        if listed and row.depths[first] == row.depths[whole]:
            continue
        # where no semicolon stands both cues find the same list, and the even one may have been asked for already
        for cue in _CUES if _semicolon(row, first) else _CUES[1:]:
            for members in _within(row, extent(row, first, whole, cue), bounds):
                yield "behind", members


def _semicolon(row: Row, first: int) -> bool:
    """Does one stand between the figures of the sentence behind ``first``?"""
    later = range(first + 1, len(row.items))
    return any("；" in row.gaps[i] and row.sentences[i] == row.sentences[first] for i in later)


def _reaches(row: Row, first: int, bounds: Bounds) -> bool:
    """Can a list that begins here, and ends in its sentence, come near the whole at all?"""
    value, low, high = row.values[first], *bounds
    if value is None or value >= high:
        return False
    sentence, index = row.sentences[first], first + 1
    while value < low and index < len(row.items) and row.sentences[index] == sentence:
        value += row.values[index] or 0
        index += 1
    return value >= low and first + 1 < len(row.items) and row.sentences[first + 1] == sentence


def _within(row: Row, read: Extent, bounds: Bounds) -> Iterator[tuple[int, ...]]:
    """The ends of a list at which its members, two or more, come near the whole."""
    for members in read.prefixes():
        if len(members) > 1 and _near(row, members, bounds):
            yield members


def _near(row: Row, members: Sequence[int], bounds: Bounds) -> bool:
    total = row.total(members)
    return total is not None and bounds[0] <= total < bounds[1]


def _sibling(row: Row, whole: int) -> bool:
    """文件39件，解读42条，会议22条，人事20条: said as those before and behind it are, it is one more of them."""
    if not whole or whole + 1 == len(row.items) or row.sentences[whole - 1] != row.sentences[whole]:
        return False
    gaps = row.gaps[whole], row.gaps[whole + 1]
    return counted_together(row, whole - 1, whole) and all(map(PLAIN.match, gaps)) and not _SUM.search(gaps[0])


def _firsts(row: Row, whole: int) -> list[int]:
    found: list[int] = []
    for index in range(whole + 1, min(len(row.items), whole + 2 + AHEAD)):
        if row.sentences[index] - row.sentences[whole] > 1 or row.depths[index] < row.depths[whole]:
            break
        if row.depths[index] > row.depths[whole] + 1 or not row.counts[index]:
            continue
        deeper = row.depths[index] > row.depths[whole]
        if counted_together(row, whole, index) and not (found and deeper):
            found.append(index)
        if found and not deeper:
            break
    return found


def _before(row: Row, whole: int, bounds: Bounds) -> Iterator[Way]:
    """Figures up to the whole, in its sentence or the one before: each end that the marks allow."""
    members: tuple[int, ...] = ()
    total, (low, high) = Decimal(0), bounds
    for index in reversed(range(whole)):
        if row.sentences[whole] - row.sentences[index] > 1:
            break
        if not row.counts[index] or row.depths[index] != row.depths[whole] or not counted_together(row, index, whole):
            continue
        if members:
            how = link(plain(row.between(index, members[0])), True)
            if how == "stop":
                break
            apart = how != "next" or row.sentences[index] != row.sentences[members[0]]
            if apart and len(members) > 1 and total >= low:
                yield "before", members
        value = row.values[index]
        if value is None or total + value >= high:
            return  # whatever else goes with it, they no longer come near the whole
        members, total = (index, *members), total + value
    if len(members) > 1 and total >= low:
        yield "before", members


def _by_key(row: Row, whole: int, bounds: Bounds) -> Iterator[Way]:
    """All figures of the paragraph with keys of one division of the whole, behind it or before it."""
    divisions, unit = divisions_into(row.items[whole].key), row.units[whole]
    if not divisions:
        return
    alike = [i for i, one in enumerate(row.units) if one == unit and row.counts[i] and i != whole]
    for one in divisions:
        of_it = [i for i in alike if one in divisions_of(row.items[i].key)]
        if len(of_it) < 2:
            continue
        outer = [i for i in of_it if not (one.inner and is_member(one.inner, row.items[i].key))]
        for some in (of_it, outer) if outer != of_it else (of_it,):
            for members in (tuple([i for i in some if i > whole]), tuple([i for i in some if i < whole])):
                if len(members) > 1 and _near(row, members, bounds):
                    yield one.name, members

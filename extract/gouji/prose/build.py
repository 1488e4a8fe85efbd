"""The build of a list as features: marks, names, measure words and keys; of the numbers only how they miss the sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain, pairwise

from gouji.prose.closing import shares_full
from gouji.prose.cues import is_channel, is_rest
from gouji.prose.divisions import divisions_of
from gouji.prose.extent import link
from gouji.prose.row import Row, family, plain
from gouji.prose.slips import is_slip, like_a_slip
from gouji.prose.suspects import Suspect
from gouji.prose.ways import PLAIN
from gouji.types import Parts

_SUM = re.compile(r"合计|共|总|计(?=为|达|$)|之和|合为|加起来|全部|累计")
_MARK = re.compile(r"[，。；：（）、“”]")
_CUES = ("其中", "包括", "分别", "依次", "按", "主要", "涉及", "来自", "中，", "里")
_LENGTHS = (0, 2, 5, 9, 15, 25)
_RATIOS = tuple(map(Decimal, ("0.6", "0.9", "1", "1.1", "1.5", "2")))


@lru_cache(maxsize=4096)
def _marks(text: str) -> str:
    return "".join(_MARK.findall(text))


def _step(value: int | Decimal, steps: Sequence[int | Decimal]) -> int:
    return sum(value > step for step in steps)


def build(row: Row, one: Suspect, found: Sequence[Parts]) -> frozenset[str]:
    """The features of a suspect among the lists ``found``; words of names play no part, only marks and frames."""
    told = (_frame(row, one), _steps(row, one), _names(row, one), _peers(row, one), _kinds(row, one), _around(row, one))
    return frozenset(chain(*told, _readings(row, one, found), _numbers(row, one)))


def _frame(row: Row, one: Suspect) -> Iterator[str]:
    """Where the whole stands, and what stands between it and its list."""
    whole, first, last = one.whole, one.members[0], one.members[-1]
    ahead = first > whole
    gap = row.between(whole, first) if ahead else row.between(last, whole)
    between = (first - whole if ahead else whole - last) - 1
    yield from (f"via={via}" for via in one.via)
    yield f"ahead={ahead}"
    yield f"members={min(len(one.members), 7)}"
    yield f"sentences={min(abs(row.sentences[first if ahead else last] - row.sentences[whole]), 2)}"
    yield f"depth={row.depths[first] - row.depths[whole]}"
    yield f"gap marks={_marks(gap)[:8]}"
    yield f"gap length={_step(len(gap), _LENGTHS)}"
    yield f"gap figures={min(3, between)}"
    yield from (f"cue={cue}" for cue in _CUES if cue in gap)


def _steps(row: Row, one: Suspect) -> Iterator[str]:
    """What stands between its members."""
    gaps = [row.between(a, b) for a, b in pairwise(one.members)]
    marks = {plain(gap)[:1] for gap in gaps}
    yield f"nested={any('0' in gap for gap in gaps)}"
    yield f"marks={''.join(sorted(marks))}"
    yield f"even={len(marks) == 1}"
    yield f"links={','.join(sorted({link(plain(gap), False) for gap in gaps}))}"
    yield f"longest gap={_step(max(map(len, gaps)), _LENGTHS)}"


def _names(row: Row, one: Suspect) -> Iterator[str]:
    """How its members are named: alike, by channel, the last as the rest."""
    labels = [row.labels[i] for i in one.members]
    behind = [row.after(i) for i in one.members]
    channels = sum(map(is_channel, labels))
    rests = sum(is_rest(row.clause(i)) for i in one.members)
    yield f"channels={channels == len(labels)} {min(3, channels)}"
    yield f"channel of channels={is_channel(row.labels[one.whole])}"
    yield f"one ending={len({label[-1:] for label in labels[:-1]}) == 1}"
    yield f"beginnings={len({label[:1] for label in labels})}"
    yield f"behind={len(set(behind)) == 1} {not any(behind)}"
    yield f"rest={is_rest(row.clause(one.members[-1]))} {min(2, rests)}"


def _peers(row: Row, one: Suspect) -> Iterator[str]:
    """Is the whole said as a whole is, or just as its members are?"""
    labels = {row.labels[i][-2:] for i in one.members}
    first = one.members[0]
    plainly = bool(PLAIN.match(row.gaps[one.whole])) and bool(PLAIN.match(row.gaps[first]))
    yield f"summing={bool(_SUM.search(row.labels[one.whole]))} {first > one.whole}"
    yield f"said alike={row.labels[one.whole][-2:] in labels} {first > one.whole}"
    yield f"set off alike={plainly} {row.depths[first] == row.depths[one.whole]}"
    yield f"channels alike={is_channel(row.labels[one.whole]) and is_channel(row.labels[first])} {first > one.whole}"


def _kinds(row: Row, one: Suspect) -> Iterator[str]:
    """Measure words and keys."""
    alike = [row.same_unit(one.whole, i) for i in one.members]
    key, keys = row.items[one.whole].key, [row.items[i].key for i in one.members]
    families = sorted({family(k) for k in keys})
    yield f"units={all(alike)} {any(alike)} {len({row.units[i] for i in one.members}) == 1}"
    yield f"unit={row.items[one.whole].unit}"
    yield f"whole={key}"
    yield f"family={family(key)}"
    yield f"families={family(key)}>{','.join(families)[:60]}"
    yield f"shares={shares_full(row, one.members)}"
    yield f"repeated={len(set(keys)) < len(keys)} {key in keys}"
    for partition in frozenset.intersection(*map(divisions_of, keys)):
        yield f"division={partition.name}"
        yield f"division={partition.name} {key in partition.wholes}"


def _around(row: Row, one: Suspect) -> Iterator[str]:
    """The figures before and behind it all: does the list go on there?"""
    last = max(*one.members, one.whole)
    first = min(*one.members, one.whole)
    if last + 1 == len(row.items):
        yield "next=$"
    else:
        gap = row.gaps[last + 1]
        near = row.sentences[last + 1] == row.sentences[last]
        alike = row.counts[last + 1] and row.same_unit(last + 1, last) and near
        yield f"next={alike} {_marks(gap)[:1]}"
        yield f"next link={alike} {link(plain(gap), False)}"
        yield f"next depth={row.depths[last + 1] - row.depths[last]}"
    if not first or row.sentences[first - 1] != row.sentences[first]:
        yield "before=^"
        return
    gap, alike = row.gaps[first], row.counts[first - 1] and row.same_unit(first - 1, first)
    yield f"before={alike} {_marks(gap)[:2]}"
    yield f"before link={alike} {link(plain(gap), False)}"


def _readings(row: Row, one: Suspect, found: Sequence[Parts]) -> Iterator[str]:
    """What the lists that were read say of these figures."""
    mine = set(one.members)
    for parts in found:
        theirs = set(parts.parts)
        told = f"{parts.closed} {len(theirs) > 1 and row.exact(parts.whole, parts.parts)}"
        if parts.whole == one.whole:
            yield f"read: whole {told}"
            if theirs == mine:
                yield f"read: this {parts.why.split(':')[0]}"
            elif theirs & mine:
                yield f"read: over {told} {theirs < mine}"
        elif theirs & mine:
            yield f"read: owned {told} {mine <= theirs}"
        if parts.whole in mine:
            yield f"read: divided {told}"
        if one.whole in theirs:
            yield f"read: part {told}"


def _numbers(row: Row, one: Suspect) -> Iterator[str]:
    """How the sum misses the whole, and whether one slip of the pen explains it."""
    value, values = row.values[one.whole] or Decimal(0), [row.values[i] or Decimal(0) for i in one.members]
    total = sum(values, Decimal(0))
    missing, size = total - value, min(len(str(value)), 4)
    likely = like_a_slip(missing)
    slips = min(2, sum(is_slip(number, number - missing) for number in values)) if likely else 0
    whole_slips = likely and is_slip(value, total)
    slipped = whole_slips or slips > 0
    yield f"ratio={_step(total / value, _RATIOS)}"
    yield f"below={all(number <= value for number in values)} {all(number < value for number in values)}"
    yield f"size={size}"
    yield f"size={size} {min(len(values), 5)}"
    yield f"missing={_step(abs(missing), (1, 2, 3, 9))}"
    yield f"slip={whole_slips} {slips}"
    yield f"slipped={slipped} {size}"
    yield f"slipped={slipped} {value * 9 < total * 10 < value * 11}"
    yield f"zero={any(not number for number in values)}"
    yield f"twice={len(set(values)) < len(values)}"

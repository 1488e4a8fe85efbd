"""Lists that nothing but their sum shows: 新收178件，结转自上年5件，以上183件中…; 收到6件，3件公开，1件部分公开，2件….

Believed only where the figures stand right beside their whole and so many of them, or so large a number, add up by
chance hardly ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gouji.prose.cues import is_channel, is_rest
from gouji.prose.divisions import divides
from gouji.prose.row import Row, family
from gouji.types import Parts

_WHY = "the parts add up"
_ITEM = re.compile(r"^，(?!共|合计|总计|其中|新收|收到|受理|结转)[^，。；：（）0]{3,8}$")
_TELLING = {2: Decimal(10), 3: Decimal(6)}  # the least whole that so many members make up by chance hardly ever
_LEAST = Decimal(4)  # … or still more members
_APART = Decimal(50)  # of two members one of which stands in another sentence
_MIXED = Decimal(100)  # of members in other measure words, four or more
_MOST = 12


def _telling(row: Row, whole: int, members: Sequence[int]) -> bool:
    value = row.values[whole]
    apart = len(members) == 2 and len({row.sentences[i] for i in (whole, *members)}) > 1
    least = _APART if apart else _TELLING.get(len(members), _LEAST)
    if not all(row.same_unit(i, whole) for i in members) and (value is None or value < _MIXED or len(members) < 4):
        return False
    return value is not None and value >= least and all(row.values[i] for i in members)


def _beside(row: Row, whole: int, step: int, owners: Mapping[int, int]) -> Iterator[int]:
    """The figures next to the whole, backwards or forwards, that can be counted with it; up to one sentence away.

    Parts of another list of the same whole are passed over: one number may be divided twice. So are those of a figure
    on the way, for which it stands itself.
    """
    index, sentence, depth = whole + step, row.sentences[whole], row.depths[whole]
    while 0 <= index < len(row.items) and abs(row.sentences[index] - sentence) <= 1:
        owner = owners.get(index, whole)
        if step < 0 and owner < index and owner != whole:
            index = owner
            continue
        passed = step > 0 and whole < owner < index
        if row.counts[index] and row.depths[index] <= depth and not passed and not _names(row, index, whole):
            if owner != whole or row.depths[index] < depth or not row.kindred(index, whole):
                return
            if index not in owners:
                yield index
        index += step


def _names(row: Row, index: int, whole: int) -> bool:
    """27个部门报送6940条: what is counted only names the next figure."""
    return not row.same_unit(index, whole) and row.leads_on(index)


def _sibling(row: Row, whole: int, index: int) -> bool:
    """Do the keys, or the marks between them, say that the two are not whole and part?"""
    a, b = row.items[whole].key, row.items[index].key
    if family(a) and family(b) and family(a) != family(b):
        # 信息590条，规划16条、在线回应19次、其他83条: one more item of what was published
        return not (family(a) == "disclosed" and index > whole + 1 and row.gaps[index].lstrip("）").startswith("、"))
    if family(a) == family(b) and family(a) in {"requests", "disputes"}:
        return a != b and not divides(a, b)
    if is_channel(row.labels[whole]) and is_channel(row.labels[index]):
        return True  # 网站公开136条；微信公开88条，其他方式48条
    if index == whole + 1 and _ITEM.match(row.gaps[whole]) and _ITEM.match(row.gaps[index]):
        return True  # 解读42条，常务会议22条，人事信息20条
    return index == whole + 1 and row.gaps[index].lstrip("）").startswith("、")


def _run(row: Row, whole: int, step: int, owners: Mapping[int, int]) -> tuple[int, ...]:
    """The figures right beside the whole that add up to it; none if they do not."""
    members: list[int] = []
    missing = row.values[whole]
    for index in _beside(row, whole, step, owners):
        part = row.values[index]
        if part is None or missing is None or part > missing or len(members) == _MOST or _sibling(row, whole, index):
            break
        members.append(index)
        missing -= part
        if not missing and len(members) > 1:
            return tuple(sorted(members))
    return ()


def by_sum(row: Row, found: Sequence[Parts]) -> list[Parts]:
    """Lists among the figures that no other way of reading has claimed."""
    owners = {part: parts.whole for parts in found for part in parts.parts}
    told: list[Parts] = []
    for whole in range(len(row.items)):
        value = row.values[whole]
        if not row.counts[whole] or value is None or value < _LEAST:
            continue
        # 会议42篇、全会10篇，其他会议52篇: a rest stands beside what comes before it
        for step in (1,) if is_rest(row.clause(whole)) else (1, -1):
            members = _run(row, whole, step, owners)
            if members and _telling(row, whole, members):
                told.append(Parts(whole, members, True, _WHY))
                owners |= dict.fromkeys(members, whole)
                break
    return told

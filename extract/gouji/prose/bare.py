"""Lists that no word announces: 公开信息367条，网站152条，公示栏127条，公众号88条.

Believed when they add up; or, if they do not, when they stop at a rest and all but reach the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gouji.prose.closing import is_pair, names_pair, shares_full
from gouji.prose.cues import Cue, is_channel, is_rest
from gouji.prose.extent import alien, estranged, extent, link
from gouji.prose.row import Row, family, plain, remembered
from gouji.prose.slips import slipped
from gouji.types import Parts

_BESIDE = re.compile(r"^[^，。；：（）]{0,16}(?:，[^，。；：（）、0]{0,14})?[，；。：](?:一是)?[^，。；：（）]{1,24}$")
_PASSED = re.compile(r"，[^，。；]*0(?=[，。；])|（[^（）]*）")
_CUE = Cue("bare", even=True)
_LARGE = 100
_REST = re.compile(r"、(?:和|及)?(?:其他|其余|其它)[^，。；：（）、0]{0,6}")
_DONE = re.compile(
    r"^，(?:已|全年|年内|当年|当场|现已|立即)*(?:整改|办结|完成|解决|答复|办理|处理|销号|纠正|采纳|修复|落实|回复)(?:了|到位|完成)*$"
)
_SORTED = re.compile(r"(?:保留|继续有效|废止|失效|修订|修改|宣布失效|拟废止|拟修改|重新公布)(?:的|了)?$")
_LEFT = re.compile(r"^，(?:其余|余下|剩余|剩下|尚余|尚有|还有|另有|余|剩)(?:的)?$")
_OPEN_END = re.compile(r"^(?:$|正|已|尚|结转|转|待|跨|在|均|按|将|未|列入|作|继续|纳入|顺延|需|因|限期|仍)")
_GOES_ON = re.compile(r"其次|再次|此外|同时|还有|另")
_NAMELESS = frozenset(["unnamed", "prose.disclosed.kind", "prose.disclosed.channel", "prose.requests.channel"])

Reader = Callable[[Row, int, int, set[int]], Parts | None]


def _next(row: Row, whole: int) -> int | None:
    """The first figure behind ``whole`` that may begin a list of it."""
    for index in range(whole + 1, len(row.items)):
        if row.sentences[index] - row.sentences[whole] > 1 or row.depths[index] < row.depths[whole]:
            return None
        if row.depths[index] == row.depths[whole] and row.counts[index]:
            beside = row.same_unit(whole, index) and _BESIDE.match(_PASSED.sub("", row.between(whole, index)))
            return index if beside else None
    return None


@remembered
def _beginnings(row: Row) -> list[tuple[int, int]]:
    """The figures that may be wholes of such lists, each with the first figure of its list."""
    counted = [i for i in range(len(row.items) - 2) if row.counts[i] and row.values[i]]
    return [(whole, first) for whole in counted if (first := _next(row, whole)) is not None]


def _stranger(row: Row, whole: int, member: int) -> bool:
    """Of another kind by its key and its measure word: its number fits by chance."""
    return alien(row, whole, member) and not row.same_unit(whole, member)


def _trusted(row: Row, whole: int, members: Sequence[int]) -> bool:
    """Does the list add up, and would that be odd if it were none?"""
    if len(members) < 2 or not row.exact(whole, members) or any(_stranger(row, whole, i) for i in members):
        return False
    if sum(row.values[i] != 0 for i in members) < 2:
        return False  # 发布会公开12条，媒体公开12条，公报公开0条: the same number twice is no sum
    value = row.values[whole]
    channels = all(is_channel(row.labels[i]) for i in members)
    telling = len(members) >= 3 or channels or is_pair(row, members) or is_rest(row.clause(members[-1]))
    return telling or value is not None and value >= _LARGE


def _all_but(row: Row, whole: int, members: Sequence[int]) -> bool:
    """A list of what was published that ends in a rest and misses its whole by less than a tenth."""
    total, value = row.total(members), row.values[whole]
    if len(members) < 3 or total is None or not value or family(row.items[whole].key) != "disclosed":
        return False
    ends = is_rest(row.labels[members[-1]]) and all(row.same_unit(whole, i) for i in members)
    channels = all(is_channel(row.labels[i]) for i in members) or all(
        is_channel(row.labels[i]) for i in (whole, members[0])
    )
    return ends and abs(total - value) * 10 < value and not channels


def in_list(row: Row, whole: int) -> bool:
    """文件51条，规划40条，清单269条，资金4条…: the figure goes on a list, so it is one more member of it."""
    before = whole - 1
    if before < 0 or row.sentences[before] != row.sentences[whole] or not row.same_unit(before, whole):
        return False
    return row.counts[before] and link(plain(row.between(before, whole)), False) == "next"


def _slip(row: Row, whole: int, members: Sequence[int]) -> bool:
    """A list of three or more that one mistyped digit keeps from adding up, its whole too large for chance.

    A channel before other channels, or a figure before a semicolon, is one more member and not the whole.
    """
    if in_list(row, whole):
        return False
    value = row.values[whole]
    if len(members) < 3 or value is None or value < _LARGE or not all(row.same_unit(whole, i) for i in members):
        return False
    beside = all(is_channel(row.labels[i]) for i in (whole, members[0])) or "；" in row.gaps[members[0]]
    return slipped(row, whole, members) and not beside and not any("。" in row.gaps[i] for i in members)


def _two(row: Row, whole: int, members: Sequence[int]) -> bool:
    """Two that between them are all there is (专职, 兼职), right behind their whole, which is not one such itself."""
    behind = members[0] == whole + 1 and all(row.same_unit(whole, i) for i in members)
    beside = row.items[whole].key == "prose.disclosed.kind" or any(is_pair(row, (whole, i)) for i in members)
    if beside and not names_pair(row.labels[whole]):
        return False  # 采购信息20条，建议89条，提案76条; 全国建议6件、提案17件，省建议406件、提案615件
    return behind and is_pair(row, members) and family(row.items[whole].key) == family(row.items[members[0]].key)


def _sorted_out(row: Row, whole: int, members: Sequence[int]) -> bool:
    """清理文件58件，保留31件，废止15件，修订12件: what is looked through is kept, changed or repealed."""
    named = len(members) > 1 and all(_SORTED.search(row.labels[i]) for i in members)
    return named and "清理" in row.items[whole].slot.left[-30:] and all(row.same_unit(whole, i) for i in members)


def _done_and_left(row: Row, whole: int) -> bool:
    """查出问题38个，整改36个，余下2个列入下年: what was done and what is left, right behind what there was to do."""
    if whole + 2 >= len(row.items) or row.sentences[whole + 2] != row.sentences[whole]:
        return False
    alike = all(row.same_unit(whole, i) and row.depths[i] == row.depths[whole] for i in (whole + 1, whole + 2))
    counted = all(row.counts[i] and row.values[i] is not None for i in (whole, whole + 1, whole + 2))
    done, left = row.gaps[whole + 1], row.gaps[whole + 2]
    return alike and counted and bool(_DONE.match(done) and _LEFT.match(left) and _OPEN_END.match(row.after(whole + 2)))


def _list(row: Row, whole: int, first: int, taken: set[int]) -> Parts | None:
    if first in taken or estranged(row, whole, first):
        return None
    read = extent(row, first, whole, _CUE)
    for members in read.prefixes():
        if _trusted(row, whole, members) and not taken & set(members):
            return Parts(whole, tuple(members), True, "the parts add up")
    return None


def _inexact(row: Row, whole: int, first: int, taken: set[int]) -> Parts | None:
    """A list that does not add up, though its words say that it should."""
    if first in taken or estranged(row, whole, first):
        return None
    read = extent(row, first, whole, _CUE)
    for members in read.prefixes():
        if _slip(row, whole, members) and not taken & set(members):
            return Parts(whole, tuple(members), True, "one digit keeps the parts from adding up")
    for members in read.prefixes():
        alike = all(row.same_unit(whole, i) for i in members)
        if len(members) > 1 and alike and shares_full(row, members) and not taken & set(members):
            return Parts(whole, tuple(members), True, "the shares make 100 %")
    members = read.members
    if _sorted_out(row, whole, members) and not taken & set(members):
        return Parts(whole, tuple(members), True, "the ways of sorting out are all there is")
    pair = (whole + 1, whole + 2)
    if _done_and_left(row, whole) and not taken & set(pair):
        return Parts(whole, pair, True, "the last part is the rest")
    members = read.members[: read.sure]
    if _two(row, whole, members) and not taken & set(members):
        return Parts(whole, tuple(members), True, "the two are all there is")
    if _all_but(row, whole, members) and not taken & set(members):
        return Parts(whole, tuple(members), True, "the last part is the rest")
    return None


def bare(row: Row, found: Sequence[Parts]) -> list[Parts]:
    """The lists without a cue that add up, among figures that are neither whole nor part of another list."""
    return _pass(row, found, _list)


def slips(row: Row, found: Sequence[Parts]) -> list[Parts]:
    """Lists without a cue that do not add up: to be asked for only among figures that no sum explains."""
    told = _pass(row, found, _inexact)
    return told + _pass(row, [*found, *told], _down_to_the_rest, every=True)


def _down_to_the_rest(row: Row, whole: int, first: int, taken: set[int]) -> Parts | None:
    """新收申请31件，涉及违建查处22件、户外广告6件、其他3件: strung together by 、 down to 其他, behind one number.

    Whatever they add up to, as long as they can be its parts at all.
    """
    if row.sentences[first] != row.sentences[whole] or estranged(row, whole, first):
        return None
    members = [first]
    while members[-1] + 1 < len(row.items) and row.gaps[members[-1] + 1].startswith("、"):
        members.append(members[-1] + 1)
    last = _REST.fullmatch(row.gaps[members[-1]])
    total, value = row.total(members), row.values[whole]
    gap = row.gaps[first]
    apart = last is None or gap.startswith("、") or _GOES_ON.search(gap) or taken & set(members)
    if apart or total is None or not value or not value * 6 <= total * 10 <= value * 15:
        return None
    alike = all(row.same_unit(whole, i) and row.items[i].key in _NAMELESS for i in members)
    return Parts(whole, tuple(members), True, "the last part is the rest") if alike else None


def _pass(row: Row, found: Sequence[Parts], read: Reader, *, every: bool = False) -> list[Parts]:
    """Lists as ``read`` sees them; of requests and disputes (their own keys divide them) only if asked for."""
    wholes, taken = {parts.whole for parts in found}, {part for parts in found for part in parts.parts}
    told: list[Parts] = []
    for whole, first in _beginnings(row):
        if whole in wholes:
            continue
        if not every and family(row.items[whole].key) in {"requests", "disputes"}:
            continue
        parts = read(row, whole, first, taken)
        if parts:
            told.append(parts)
            taken |= set(parts.parts)
    return told

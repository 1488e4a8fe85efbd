"""Wholes and parts by the words and marks between figures: 其中, 包括, brackets, colons, 合计 at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.prose.context import Slot
from gouji.types import Parts

_CUE = re.compile(r"其中|包括|包含|涵盖|内含|内容为|分别为|分为|由(?=[^，。]{1,20}$)|(?<![包])含(?!量)|里(?=，|，?[^，]{1,12}$)|中(?=[，、]|[^，。；]{0,14}$)")
_ENUMERATES = re.compile(r"(?:按|从|形式上|内容上|渠道上)[^，。；]{0,10}(?:分|看|划分|来看|统计)|：|分别为|即|由[^，。]{1,20}(?:组成|构成)")
_TOTAL = re.compile(r"(?:合计|共计|总计|总数|累计|相加|两项共|三项共|(?:^|[，、；])(?:总)?共)(?:公开|发布|为|是|有|达|办理|信息|主动公开|各类|政府|受理|推送|的|得|约)*$")
_SKIP = re.compile(r"prose\.(?:growth|share|rate|visits)")
_LIST = re.compile(r"^(?:[^，。；：（）]{0,3}[）])?[，、；和及与（以]")
_BREAK = re.compile(
    r"开展|举办|组织|召开|收到|受理|培训|回应|制发|印发|废止|现行有效|办结|答复|结转|新增|新开|参加|参训|访问|粉丝|阅读|较上年|同比"
    r"|下发|发放|整改|全年(?!公开)|年内|接受|配备|建成|覆盖|运行|关停|注销|发现|采纳|满意|累计(?!公开)|开设|解读|另(?!其)|还|同时|并(?!购)|已|未|均|仍|均已|上述"
)
_REST = re.compile(r"(?:其他|其它|其余|余下|剩余|另外|余)[^，。；、]{0,10}$")
_COMPATIBLE = ({"条", "篇", "件", "个", "次", "期", "则", "份", "部", "张", "幅", "条次"}, {"人", "名", "位"}, {"个", "家", "户"})


@dataclass(frozen=True, slots=True)
class Item:
    """A figure as the lists see it."""

    slot: Slot
    key: str
    value: Decimal | None  # None: hedged

    @property
    def unit(self) -> str:
        return self.slot.found.unit


def _same_kind(first: str, second: str) -> bool:
    return first == second or any(first in units and second in units for units in _COMPATIBLE)


def _counts(item: Item) -> bool:
    """Can the figure be a whole or a part at all?"""
    return item.unit not in {"%", "‰", "成", "倍", "个百分点", "百分点", "番"} and not _SKIP.match(item.key)


def _whole_before(items: Sequence[Item], first: int) -> int | None:
    """The figure that a list beginning at ``first`` divides: the nearest one of its kind that is no side remark."""
    depth = items[first].slot.depth
    best = None
    for index in range(first - 1, -1, -1):
        item = items[index]
        if items[first].slot.sentence - item.slot.sentence > 1:
            break
        if not _counts(item) or item.slot.depth > depth or _is_last_year(item):
            continue
        if item.unit == items[first].unit:
            return index
        if best is None and _same_kind(item.unit, items[first].unit) and item.slot.sentence == items[first].slot.sentence:
            best = index
    return best


def _is_last_year(item: Item) -> bool:
    return item.key == "unnamed" and bool(re.search(r"(?:上年|去年|年初|往年)[^，。；]{0,6}$", item.slot.left))


def _members(items: Sequence[Item], first: int, whole: int) -> list[int]:
    """The list's figures from ``first`` on: same kind, separated as a list is, at the list's bracket depth or inside it."""
    depth, sentence = items[first].slot.depth, items[first].slot.sentence
    members = [first]
    for index in range(first + 1, len(items)):
        item = items[index]
        if item.slot.sentence != sentence or item.slot.depth < depth:
            break
        if item.slot.depth > depth or not _counts(item):
            continue
        between = items[index].slot.gap
        fresh = between.rsplit("）", 1)[-1] if "）" in between else between
        if _BREAK.search(fresh) or len(fresh) > 30 or not _same_kind(item.unit, items[first].unit):
            break
        if _TOTAL.search(fresh) or _CUE.search(fresh) and not fresh.startswith(("、", "和")):
            break
        members.append(index)
        if _REST.search(fresh):
            break
    return members


def _exact(items: Sequence[Item], whole: int, members: Sequence[int]) -> bool:
    values = [items[i].value for i in members]
    total = items[whole].value
    return total is not None and all(v is not None for v in values) and sum(v for v in values if v is not None) == total


def _fit(items: Sequence[Item], whole: int, members: list[int]) -> list[int]:
    """If a beginning of the list adds up, what follows is no part of it: that is how a careful reader ends a list."""
    if _exact(items, whole, members):
        return members
    for stop in range(len(members) - 1, 1, -1):
        if _exact(items, whole, members[:stop]):
            return members[:stop]
    return members


def _closed(items: Sequence[Item], whole: int, members: Sequence[int]) -> tuple[bool, str]:
    if len(members) < 2:
        return False, "one part"
    if _REST.search(items[members[-1]].slot.gap):
        return True, "the last part is the rest"
    lead = items[members[0]].slot.gap
    if _ENUMERATES.search(lead):
        return True, "the list is said to be the whole"
    if _exact(items, whole, members):
        return True, "the parts add up"
    if lead.endswith("（") or "（" in lead and not _CUE.search(lead):
        return True, "an enumeration in brackets"
    return False, "open list"


def _opens(items: Sequence[Item], index: int) -> bool:
    gap = items[index].slot.gap
    if not _counts(items[index]):
        return False
    lead = gap.rsplit("。", 1)[-1]
    if _CUE.search(lead) or re.search(r"按[^，。；]{0,10}(?:分|看)|形式上看|内容上看|从[^，。；]{0,6}看", lead):
        return True
    if "：" in lead and index and not _BREAK.search(lead.rsplit("：", 1)[-1]):
        return True
    previous = items[index - 1].slot.depth if index else 0
    return items[index].slot.depth > previous and "（" in gap and index + 1 < len(items) and _brackets(items, index)


def _brackets(items: Sequence[Item], index: int) -> bool:
    """Brackets without a word: a list only if two figures of the whole's kind stand in them."""
    nexts = items[index + 1]
    whole = items[index - 1]
    return (
        nexts.slot.depth == items[index].slot.depth
        and _same_kind(nexts.unit, items[index].unit)
        and _same_kind(whole.unit, items[index].unit)
        and not re.search(r"上年|去年|往年|由|从", items[index].slot.gap)
    )


def _before_total(items: Sequence[Item], index: int) -> Parts | None:
    """甲3件、乙2件，共5件: the parts stand before the whole."""
    if not _counts(items[index]) or not _TOTAL.search(items[index].slot.gap):
        return None
    members: list[int] = []
    for i in range(index - 1, -1, -1):
        item = items[i]
        if item.slot.sentence != items[index].slot.sentence:
            break
        if not _counts(item) or item.unit != items[index].unit or item.slot.depth > items[index].slot.depth:
            continue
        members.insert(0, i)
        if len(members) >= 2 and _exact(items, index, members):
            return Parts(index, tuple(members), True, "the whole is said at the end")
    run = [m for m in members if index - m <= len(members)]
    listed = len(run) >= 2 and all(_LIST.match(items[m].slot.gap) for m in run[1:])
    return Parts(index, tuple(run), True, "the whole is said at the end") if listed else None


def listed(items: Sequence[Item]) -> list[Parts]:
    """The lists of a paragraph, by what stands between its figures."""
    found: list[Parts] = []
    for index in range(len(items)):
        total = _before_total(items, index) if index else None
        if total:
            found.append(total)
            continue
        if not index or not _opens(items, index):
            continue
        whole = _whole_before(items, index)
        if whole is None:
            continue
        members = _fit(items, whole, _members(items, index, whole))
        whole = _raised(items, found, whole, members)
        closed, why = _closed(items, whole, members)
        found.append(Parts(whole, tuple(members), closed, why))
    return found


def _raised(items: Sequence[Item], found: list[Parts], whole: int, members: list[int]) -> int:
    """A second 其中 whose parts cannot be parts of the figure before it speaks of the whole above."""
    values = [items[i].value for i in members]
    total = items[whole].value
    if total is None or any(v is None for v in values):
        return whole
    if sum(v for v in values if v is not None) <= total:
        return whole
    above = next((parts.whole for parts in reversed(found) if whole in parts.parts), whole)
    fits = items[above].value is not None and sum(v for v in values if v is not None) <= (items[above].value or 0)
    return above if fits else whole

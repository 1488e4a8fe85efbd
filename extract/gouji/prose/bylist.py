"""Keys that a figure has from its list: parts of what was disclosed, sums that no words name, a whole said again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.figures.find import Found
from gouji.figures.numerals import MONEY, tidy
from gouji.prose.context import Slot
from gouji.prose.cues import is_channel, is_heading_too, is_rest
from gouji.prose.row import Item
from gouji.prose.summed import key_of_whole, odd_way
from gouji.types import Parts

_MARKS = re.compile(r"[，。；：（）]")
_LABEL, _OF_LIST = 40, 24  # how much of a clause can name a part; if other figures stand in it
_COUNTED = re.compile(r"0[^、和0]{1,2}[、和]")  # 政府公报0条、人事任免: each count ends a name
_NOTE = re.compile(r"（[^（）]{1,30}）$")  # 微博（云溪发布）: what is named stands before the note
# 网站发布新闻类, 蒙古文版信息: named by content or language, wherever it was published
_CONTENT = re.compile(r"(?:(?<![各分])类|[文语]版)(?:信息)?$")
_SORT = re.compile(r"信息|动态|公告|公示|文件|政策|解读|回应|栏目")
# 25个试点领域: they count where information is from, not information
_SOURCES = re.compile(r"[^，。；：（）、]{0,2}(?:领域|部门|单位|乡镇|街道|栏目|方面|平台|账号)")
# 34条公告中临时发布的8条, 218条中40条集中在12月上传: by how it was published, not by content
_FAULTY = re.compile(
    r"(?:逾期|超期|临时|迟|晚)[^，。；：]{0,6}(?:发布|公开|上网|上传)[^#]*#|#(?:[集多]中?在|比规定|晚于|迟于|逾期|超期|超过)"
)
_DISCLOSED = {"prose.disclosed", "prose.disclosed.kind", "stats.disclosed"}
_CHANNEL = "prose.disclosed.channel"
_BESIDE_CHANNEL = {"unnamed", "prose.disclosed"}  # a part of what a channel carried is not the year's total
_OWN_IN_LIST = re.compile(
    r"prose\.reprinted|prose\.gazette|prose\.share|prose\.rate|prose\.growth|stats\.(?:channel|disclosed)\..*|prose\.visits"
)


@dataclass(slots=True)
class Said:
    """A figure or a zero of a paragraph with its key."""

    slot: Slot
    key: str
    by: str
    zero: bool = False


def items_of(said: list[Said]) -> list[Item]:
    """The figures as the lists see them; a hedged one has no value, money has it in 元."""
    return [Item(s.slot, s.key, None if s.slot.found.hedged else _value(s.slot.found)) for s in said]


def _value(found: Found) -> Decimal:
    return tidy(found.low * MONEY[found.unit]) if found.unit in MONEY else found.low


def rekeyed(said: list[Said], parts: list[Parts]) -> list[Said]:
    """Parts of what was disclosed are kinds or channels of it, whatever else their words might mean."""
    found = _said_again(said, parts)
    for one in sorted(parts, key=lambda p: p.whole):
        if found[one.whole].key == _CHANNEL and len(one.parts) >= 3:
            _kinds_of_channel(found, one)
        if found[one.whole].key not in _DISCLOSED:
            continue
        for index in one.parts:
            part = found[index]
            counted = part.slot.found.unit not in {"人", "人次", "名"} and not _SOURCES.match(part.slot.right)
            counted = counted and not _FAULTY.search(f"{_label(part)}#{part.slot.right[:6]}")
            if _OWN_IN_LIST.fullmatch(part.key) or not counted:
                continue
            said_to_be = part.key == _CHANNEL and not _CONTENT.search(_label(part))
            key = _CHANNEL if said_to_be or _is_channel(index, found, one) else "prose.disclosed.kind"
            found[index] = replace(part, key=key, by=f"part of {found[one.whole].key}")
    return found


def _said_again(said: list[Said], parts: list[Parts]) -> list[Said]:
    """公开信息224条，甲股41条，乙股183条，合计224条: two wholes of the very same parts are one quantity."""
    found = list(said)
    closed = [one for one in parts if one.closed]
    for one in closed:
        named = (found[p.whole] for p in closed if p.parts == one.parts and found[p.whole].key != "unnamed")
        same = next(named, None)
        if same and found[one.whole].key == "unnamed" and same.slot.found.unit == found[one.whole].slot.found.unit:
            found[one.whole] = replace(found[one.whole], key=same.key, by="the same whole said again")
    return found


def summed(said: list[Said], parts: list[Parts], names: Mapping[str, str]) -> list[Said]:
    """维持4件，纠正1件，未审结1件，计6件: a sum that no words name has its key from its parts.

    从网上来的3件，信函4件，当面1件: the one of a list of ways that was not seen to be one.
    """
    found = list(said)
    for one in (one for one in parts if one.closed):
        odd = odd_way([found[i].key for i in one.parts], found[one.whole].key)
        if odd is not None:
            index = one.parts[odd]
            found[index] = replace(found[index], key="prose.requests.channel", by="a way among ways")
    for one in parts:
        whole = found[one.whole]
        if not one.closed or one.whole < max(one.parts) or whole.by or whole.slot.planned:
            continue
        key = key_of_whole([found[i].key for i in one.parts], [other.key for other in found])
        if key:
            found[one.whole] = replace(whole, key=names.get(key, key), by="the sum of its parts")
    return found


def _kinds_of_channel(said: list[Said], parts: Parts) -> None:
    """公众号发布80条，其中党建12条、综治30条、文化38条: what one channel carried, by content."""
    if any(said[index].key == _CHANNEL for index in parts.parts):
        return
    for index in parts.parts:
        part = said[index]
        if part.key in _BESIDE_CHANNEL and part.slot.found.unit == said[parts.whole].slot.found.unit:
            said[index] = replace(part, key="prose.disclosed.kind", by="part of a channel by content")


def _label(said: Said) -> str:
    """The clause that names a part; a part counted before its name (2条为动态) has it behind."""
    clause = _MARKS.split(_NOTE.sub("", said.slot.left[-2 * _LABEL :]))[-1][-_LABEL:]
    name = _COUNTED.split(clause)[-1]
    return name[-_OF_LIST:] if "0" in name else name


def _is_channel(index: int, said: list[Said], parts: Parts) -> bool:
    """A part by channel: its words name one, or it is the rest of a list by channel."""
    label = _label(said[index])
    if _CONTENT.search(label):
        return False
    others = [_label(said[i]) for i in parts.parts if i != index]
    if not is_rest(label):
        if len(others) > 2 and all(map(is_channel, others)) and not _SORT.search(label):
            return True  # 门户网站20条、公众号24条、局网站14条、襄阳号26条
        return is_channel(label) and (not is_heading_too(label) or any(map(is_channel, others)))
    return bool(others) and all(is_channel(other) for other in others)

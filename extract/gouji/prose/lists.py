"""Wholes and parts by the words and marks between figures: 其中, 包括, brackets, colons, 合计 at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.prose.bare import bare
from gouji.prose.closing import closing
from gouji.prose.cues import Cue, announced, cue_of, is_channel, is_rest
from gouji.prose.extent import chosen, estranged, extent
from gouji.prose.row import RATIO, Row, family
from gouji.prose.slips import slipped
from gouji.prose.totals import before_total
from gouji.prose.whole import wholes
from gouji.types import Parts

Reading = tuple[int, tuple[int, ...]]
_THRESHOLD = re.compile(r"^(?:的|才|以上的?|以下的?|以内的?)[^，。；：（）]{0,8}$")
_SAME = re.compile(r"，(?:为|计|共|即|有|达|共计){1,2}")
_LARGE = 100
_NO_LIST = re.compile(r"上年|去年|往年|计划|累计|共|总|目标|原|约|由|从|另|即|第|比|较|同比|平均|每")


def _opened(row: Row, index: int) -> bool:
    """Does a bracket open before the figure, with a list or one plain part in it (33篇（图解12篇）)?"""
    if not index or row.depths[index] <= row.depths[index - 1] or "（" not in row.gaps[index]:
        return False
    if announced(row.gaps[index]):
        return True
    together = index + 1 < len(row.items) and "）" not in row.gaps[index + 1]
    if together and row.depths[index + 1] == row.depths[index]:
        return row.kindred(index + 1, index) and row.kindred(index - 1, index)
    alone = row.same_unit(index - 1, index) and row.gaps[index].startswith("（")
    return alone and not _NO_LIST.search(row.labels[index]) and row.holds(index - 1, (index,))


def _first(row: Row, index: int) -> int | None:
    """The list's first figure: behind 其中 a count of names or a threshold may stand before it."""
    if row.counts[index] and not _leads_on(row, index):
        return index
    following = index + 1
    if following >= len(row.items) or not row.counts[following]:
        return None
    if row.units[index] in RATIO and _SAME.fullmatch(row.gaps[following]):
        return following  # 其中预决算信息占31.2%，为582条
    explained = row.gaps[following] == "（" and row.depths[following] == row.depths[index]
    marked = any(mark in row.gaps[following] for mark in "，；。：（）")
    return following if explained or not marked else None


def _leads_on(row: Row, index: int) -> bool:
    """其中甲、乙两类分别有3条…; 其中超过1万次的136条: the figure only leads to the list's first."""
    if index + 1 >= len(row.items):
        return False
    gap = row.gaps[index + 1]
    names = re.search(r"分别|依次", gap) and not row.kindred(index, index + 1)
    counts = row.leads_on(index) and "（" in gap and not row.same_unit(index, index + 1)  # 7个乡镇（街道）公开350条
    return bool(names or counts or _THRESHOLD.match(gap))


def _suits(row: Row, whole: int, members: Sequence[int], cue: Cue) -> bool:
    strange = any(estranged(row, whole, i) for i in members)
    if strange and not (cue.words and row.exact(whole, members)) or whole in members:
        return False
    if cue.kind == "except" and not row.after(members[0]).startswith(("外", "以外", "之外")):
        return False
    if cue.kind == "inside" and not row.same_unit(whole, members[0]):
        return False
    told = family(row.items[whole].key)
    named = any(row.items[i].key != "unnamed" for i in members)
    if told in {"requests", "disputes"} and (cue.kind == "axis" or cue.kind == "of_named" and named):
        return False  # the form's own divisions are told by their keys; by subject they need not be divided at all
    if row.holds(whole, members) or not _overlap(row, members):
        return True
    return _slip(row, whole, members) or _beyond(row, whole, members)


def _beyond(row: Row, whole: int, members: Sequence[int]) -> bool:
    """公开信息3747条，其中网站3758条，公众号506条: one channel alone carried more than all that was published."""
    value = row.values[whole]
    return value is not None and any((part := row.values[i]) is not None and part > value for i in members)


def _overlap(row: Row, members: Sequence[int]) -> bool:
    """Channels may carry the same thing twice, so that together they are more than what was published."""
    labels = [row.labels[i] for i in members]
    return any(map(is_channel, labels)) and all(is_channel(label) or is_rest(label) for label in labels)


def _slip(row: Row, whole: int, members: Sequence[int]) -> bool:
    """The sum differs from the whole in one digit, or in two that are swapped."""
    a, b = str(row.total(members)), str(row.values[whole])
    wrong = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    swapped = len(wrong) == 2 and sorted(a[i] for i in wrong) == sorted(b[i] for i in wrong)
    return len(a) == len(b) and (len(wrong) == 1 or swapped)


def _apart(row: Row, index: int, members: Sequence[int]) -> bool:
    """甲119块、乙238块，其中不合格的分别为6块和21块: each is a part of another whole."""
    named = re.search(r"(?:和|与|及|、)[^，。；：]*分别", row.gaps[index])  # 其中甲和乙分别为: it names its own two
    if "分别" not in row.gaps[index] or named or len(members) < 2:
        return False
    before = [i for i in range(index) if row.sentences[i] == row.sentences[index] and row.same_unit(i, members[0])]
    return len(before) >= len(members) and not row.exact(before[-1], members)


def _read(row: Row, index: int, cue: Cue, found: Sequence[Parts]) -> Parts | None:
    first = _first(row, index)
    if first is None:
        return None
    readings = []
    for whole in wholes(row, index, first, cue, found):
        members = chosen(row, whole, extent(row, first, whole, cue))
        if _suits(row, whole, members, cue) and not _apart(row, index, members):
            readings.append((whole, members))
    best = _best(row, readings, cue, found)
    if best is None:
        return None
    if cue.kind == "among" and not row.exact(*best) and _coordinate(row, best[0]):
        return None
    closed, why = closing(row, *best, cue)
    return Parts(best[0], tuple(best[1]), closed, why)


def _best(row: Row, readings: Sequence[Reading], cue: Cue, found: Sequence[Parts]) -> Reading | None:
    """The reading that adds up; else the nearest whole that can hold its parts (or one above it); else a plain slip."""
    exact = next((one for one in readings if len(one[1]) > 1 and row.exact(*one)), None)
    if exact or not readings:
        return exact
    nearest = readings[0]
    above = {parts.whole for parts in found if nearest[0] in parts.parts}
    inner = {part for parts in found for part in parts.parts}
    near = [one for one in readings if one is nearest or one[0] in above or (cue.behind and one[0] not in inner)]
    if cue.kind == "axis" and _plain_slip(row, *nearest, cue):
        return nearest
    holding = next((one for one in near if row.holds(*one)), None)
    return holding or (nearest if _plain_slip(row, *nearest, cue) else None)


def _coordinate(row: Row, whole: int) -> bool:
    """建议32件和提案41件，其中…: the list may speak of both."""
    joined = re.match(r"^[^，。；：（）、]{0,8}(?:、|和|与|及|以及)[^，。；：]*$", row.gaps[whole])
    return whole > 0 and row.same_unit(whole - 1, whole) and bool(joined)


def _plain_slip(row: Row, whole: int, members: Sequence[int], cue: Cue) -> bool:
    """The parts are more than the whole: an error of the report only if the list can be read in no other way."""
    total, value = row.total(members), row.values[whole]
    near = total is not None and value is not None and total < 2 * value
    beside = row.sentences[whole] == row.sentences[members[0]] or is_rest(row.labels[members[-1]])
    close = near and value is not None and total is not None and total * 10 <= value * 11
    alike = row.items[members[0]].unit in row.units[whole]  # 条 of 条次, too; a member may have lost its own
    if alike and cue.kind in {"composed", "respective", "colon", "bracket", "axis"} and slipped(row, whole, members):
        return len(members) >= 2
    large = value is not None and value >= _LARGE and len(members) >= 3
    if alike and large and not cue.behind and slipped(row, whole, members):
        return True
    return alike and near and (cue.kind != "axis" or beside or close)


def _one(row: Row, index: int, found: Sequence[Parts]) -> Parts | None:
    total = before_total(row, index, found)
    if total:
        return total
    included = row.items[index].slot.right.startswith(("包括在内", "包含在内", "计算在内", "在内"))
    cue = Cue("bare") if included else cue_of(row.gaps[index], _opened(row, index))
    if cue and cue.kind == "composed" and index > 1 and cue_of(row.gaps[index - 1], False) == cue:
        return None  # 解读26件，由部门解读9件，由专家解读17件: each is made by another, none is made up of the next
    return _read(row, index, cue, found) if cue else None


def listed(row: Row) -> list[Parts]:
    """The lists of a paragraph, by what stands between its figures; first those that words announce."""
    found: list[Parts] = []
    for index in range(1, len(row.items)):
        parts = _one(row, index, found)
        if parts:
            found.append(parts)
    return found + bare(row, found)

"""Which figure a list divides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.prose.cues import Cue, is_channel
from gouji.prose.row import Row
from gouji.types import Parts

_BACK = {"axis": 4, "of_named": 3}
_ADJACENT = {"inside", "composed", "respective", "colon", "bracket", "bare", "except"}
_SHARED = 3
_NAMES = frozenset(["类", "项", "种", "者", "方面"])
# 在主动公开的信息中: the year's total, however it was worded
_PUBLISHED = re.compile(r"(?:公开|发布)的(?:政府|政务|各类)?信息$")
_TOTALS = {"prose.disclosed", "stats.disclosed"}


def _fits(row: Row, whole: int, first: int) -> bool:
    return row.counts[whole] and row.depths[whole] <= row.depths[first] and row.kindred(whole, first)


def _adjacent(row: Row, start: int, first: int, cue: Cue) -> int | None:
    """The figure just before; numbers that count nothing (比上年多5%) may stand between."""
    for index in range(start - 1, -1, -1):
        if row.sentences[index] != row.sentences[first]:
            return None
        if cue.kind == "bracket" and re.search(r"[，。；]", row.gaps[start].split("（")[0].removesuffix("，")):
            return None
        if cue.kind == "bracket":
            return index if row.counts[index] and row.depths[index] == row.depths[first] - 1 else None
        if row.depths[index] > row.depths[first]:
            continue
        if row.units[index] in _NAMES and row.leads_on(index) and not row.kindred(index, first):
            continue  # 社会救助、养老服务、社会组织三类分别为: it counts the names before it
        if row.counts[index]:
            return index if row.kindred(index, first) else None
        if cue.kind == "inside":
            return None
    return None


def _overlap(name: str, label: str) -> int:
    """The length of the longest run of characters of ``name`` that stands in ``label``."""
    best = 0
    for start in range(len(name)):
        while start + best < len(name) and name[start : start + best + 1] in label:
            best += 1
    return best


def _named(row: Row, first: int, cue: Cue) -> Iterator[int]:
    """The figure whose own words are those of the cue (民生类5926条 … 民生类中)."""
    best, at = 1, None
    for index in range(first - 1, -1, -1):
        if row.sentences[first] - row.sentences[index] > _BACK["of_named"]:
            break
        if _fits(row, index, first):
            if _PUBLISHED.search(cue.name) and row.items[index].key in _TOTALS:
                yield index
                return
            shared = _overlap(cue.name, row.labels[index] + "|" + row.after(index)[:8])
            enough = 2 if is_channel(cue.name) and is_channel(row.labels[index]) else _SHARED  # 网站所发信息中
            if shared > best and shared >= min(enough, len(cue.name)):
                best, at = shared, index
    if at is not None:
        yield at


def wholes(row: Row, start: int, first: int, cue: Cue, found: Sequence[Parts]) -> Iterator[int]:
    """The figures that a list may divide, the likeliest first; it begins at ``first``, its cue before ``start``."""
    if cue.kind in _ADJACENT and not cue.behind:
        one = _adjacent(row, start, first, cue)
        if one is not None:
            yield one
        return
    if cue.kind == "of_named":
        yield from _named(row, first, cue)
        return
    yield from _before(row, first, cue, found)


def _before(row: Row, first: int, cue: Cue, found: Sequence[Parts]) -> Iterator[int]:
    """Going back: figures with the list's own measure word; behind a full stop a part stands for its whole."""
    above = {part: parts.whole for parts in found for part in parts.parts}
    back = _BACK.get(cue.kind, 1 if cue.behind else 0)
    told: list[int] = []
    other: list[int] = []
    for index in range(first - 1, -1, -1):
        if row.sentences[first] - row.sentences[index] > back:
            break
        if not _fits(row, index, first):
            continue
        one = above[index] if index in above and (cue.behind or row.depths[index] > row.depths[first]) else index
        kept = told if row.same_unit(one, first) else other
        kept.append(one)
        if index in above:
            kept.append(above[index])
    near = (i for i in range(first - 1, -1, -1) if row.sentences[first] - row.sentences[i] <= back)
    told += [i for i in near if cue.behind and i in above and _fits(row, i, first)]
    yield from dict.fromkeys(told or (other if cue.kind != "axis" else []))

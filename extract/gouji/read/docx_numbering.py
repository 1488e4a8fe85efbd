"""Automatic paragraph numbers: 一、 （一） 1. that Word counts itself and keeps out of the text.

Drafts often number their headings this way, so that without them a heading reads 总体情况. Source: ECMA-376 part 1,
clauses 17.9 (numbering) and 17.18.59 (number formats).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gouji.read.docx_numerals import counted
from gouji.read.docx_xml import PPR, RPR, VAL, Element, W, child, number, switched_on

_PLACEHOLDER = re.compile(r"%([1-9])")
# After these nothing can be mistaken; after a digit, a letter or a point "1." + "5万元" would read as one number.
_CLOSED = ("、", "）", ")", "：", ":", "】", "]")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its number format, its pattern (``（%1）``), where it starts and when it starts again."""

    format: str
    pattern: str
    start: int
    restarts: bool
    legal: bool
    hidden: bool
    style: str | None


@dataclass(frozen=True, slots=True)
class List:
    """A ``w:num``: the abstract list it counts in, its levels, and the levels it starts anew at its first use."""

    abstract: str
    levels: Mapping[int, Level]
    anew: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says about numbering."""

    parent: str | None
    list_id: str | None
    level: int | None


@dataclass(slots=True)
class Numbering:
    """Counts a document's automatic numbers; ask it once for each paragraph, in reading order."""

    lists: Mapping[str, List]
    styles: Mapping[str, Style]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def of(self, paragraph: Element) -> str:
        """The paragraph's number as printed ("" if none, or a bullet), with a space behind it where one is needed."""
        found = self._found(child(paragraph, PPR)) if self.lists else None
        if found is None:
            return ""
        text = self._printed(found[0], found[1], self._count(*found))
        return text if not text or text.endswith(_CLOSED) else text + " "

    def numbers(self, paragraph: Element) -> bool:
        """True if the paragraph is in a list; it is not counted by asking."""
        return bool(self.lists) and self._found(child(paragraph, PPR)) is not None

    def _found(self, properties: Element | None) -> tuple[str, int] | None:
        if properties is None:
            return None
        direct = child(properties, W + "numPr")
        list_id, level = _value(direct, W + "numId"), 0
        if list_id is None:
            list_id, level = self._of_style(_value(properties, W + "pStyle"))
        level = number(direct, W + "ilvl", level)
        found = self.lists.get(list_id or "")
        return (list_id or "", level) if found is not None and level in found.levels else None

    def _of_style(self, style_id: str | None) -> tuple[str | None, int]:
        seen: set[str] = set()
        first, level = style_id, None
        while style_id is not None and style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            style = self.styles[style_id]
            level = style.level if level is None else level
            if style.list_id is not None:
                return style.list_id, self._level_of_style(style.list_id, (first, style_id), level or 0)
            style_id = style.parent
        return None, 0

    def _level_of_style(self, list_id: str, styles: tuple[str | None, str | None], default: int) -> int:
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        for style in styles:
            for index, level in levels.items():
                if style is not None and level.style == style:
                    return index
        return default

    def _count(self, list_id: str, level: int) -> dict[int, int]:
        """Counts the paragraph and gives the counters of its list."""
        counted_list = self.lists[list_id]
        counts = self._counts.setdefault(counted_list.abstract, {})
        if list_id not in self._used:
            self._used.add(list_id)
            for index in counted_list.anew:
                counts.pop(index, None)
        start = counted_list.anew.get(level, counted_list.levels[level].start)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [index for index in counts if index > level]:
            if deeper not in counted_list.levels or counted_list.levels[deeper].restarts:
                del counts[deeper]
        return counts

    def _printed(self, list_id: str, index: int, counts: Mapping[int, int]) -> str:
        levels = self.lists[list_id].levels
        level = levels[index]
        if level.hidden or level.format == "bullet":
            return ""

        def numeral(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            if at not in levels:
                return ""
            return counted(counts.get(at, levels[at].start), "decimal" if level.legal else levels[at].format)

        return _PLACEHOLDER.sub(numeral, level.pattern).strip()


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """The lists of ``numbering.xml`` and the paragraph styles of ``styles.xml`` (either may be missing)."""
    numbered = numbering is not None and child(numbering, W + "num") is not None
    by_style = dict(map(_style, styles.iterchildren(W + "style"))) if numbered and styles is not None else {}
    lists = _lists(numbering, by_style) if numbered else {}
    return Numbering(lists, by_style)


def _style(node: Element) -> tuple[str, Style]:
    properties = child(child(node, PPR), W + "numPr")
    level = number(properties, W + "ilvl", -1)
    found = Style(_value(node, W + "basedOn"), _value(properties, W + "numId"), level if level >= 0 else None)
    return node.get(W + "styleId", ""), found


def _lists(root: Element, styles: Mapping[str, Style]) -> dict[str, List]:
    abstracts = {node.get(W + "abstractNumId"): node for node in root.iterchildren(W + "abstractNum")}
    nums = {node.get(W + "numId"): node for node in root.iterchildren(W + "num")}
    lists = {}
    for list_id, node in nums.items():
        abstract = abstracts.get(_value(node, W + "abstractNumId"))
        link = _value(abstract, W + "numStyleLink")
        linked = styles[link].list_id if link is not None and link in styles else None
        if linked in nums:
            abstract = abstracts.get(_value(nums[linked], W + "abstractNumId"))
        if abstract is not None:
            lists[list_id] = _list(node, abstract)
    return lists


def _list(node: Element, abstract: Element) -> List:
    levels = {_index(level): _level(level) for level in abstract.iterchildren(W + "lvl")}
    anew = {}
    for override in node.iterchildren(W + "lvlOverride"):
        index = _index(override)
        if child(override, W + "lvl") is not None:
            levels[index] = _level(child(override, W + "lvl"))
        if child(override, W + "startOverride") is not None:
            anew[index] = number(override, W + "startOverride", 1, 100_000)
    return List(abstract.get(W + "abstractNumId", ""), levels, anew)


def _level(node: Element) -> Level:
    # A custom format stands in an alternative whose fall-back, the last, is a standard one.
    formats = [found.get(VAL, "decimal") for found in node.iter(W + "numFmt")]
    return Level(
        format=formats[-1] if formats else "decimal",
        pattern=_value(node, W + "lvlText") or "",
        start=number(node, W + "start", 0, 100_000),
        restarts=number(node, W + "lvlRestart", 1) != 0,
        legal=bool(switched_on(node, W + "isLgl")),
        hidden=bool(switched_on(child(node, RPR), W + "vanish")),
        style=_value(node, W + "pStyle"),
    )


def _index(node: Element) -> int:
    value = node.get(W + "ilvl", "0")
    return int(value) if value.isascii() and value.isdigit() else 0


def _value(node: Element | None, tag: str) -> str | None:
    found = child(node, tag)
    return str(found.get(VAL, "")) if found is not None else None

"""The figures of one paragraph as the lists see them: a row of items and the words between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Concatenate, ParamSpec, TypeVar

from gouji.figures.numerals import MONEY
from gouji.prose.context import Slot

T = TypeVar("T")
P = ParamSpec("P")
RATIO = {"%", "‰", "成", "倍", "个百分点", "百分点", "番"}
_NO_PART = frozenset({"prose.growth", "prose.share", "prose.rate", "prose.visits"})
_PIECES = frozenset(
    ["条", "篇", "件", "个", "处", "次", "期", "则", "份", "部", "张", "幅", "场", "起", "套", "项", "组", "宗", "集"]
    + ["批", "条次", "篇次", "件次", "期次", "篇条", "余条"]
)
_KINDS = (_PIECES, frozenset(["人", "名", "位", "人次"]), frozenset(["个", "家", "户", "所"]))
_ASIDE = re.compile(
    r"(?:上年|去年|年初|往年|前年|同期|上一年|上年度)(?![^，。；：（）、]{0,8}(?:年报|报告|预算|决算|总结))"
    r"[^，。；：（）、]{0,8}（?$|(?:日均|月均|年均|周均|季均|平均|人均|件均|每|逐月|逐日)"
    r"[^，。；：（）、]{0,8}（?$|平均每[^，。；：（）、]{1,14}$|(?:多出|多了|少了|增加了?|减少了?|净增|净减)$"
)
_FROM = re.compile(r"(?:由|从)[^，。；：（）、]{0,12}$")
_TO = re.compile(r"^[^，。；：（）、0]{0,8}(?:增|减|降|升|压|整合|缩|扩|变|调|到|至|精简|优化|归并)")
_NAMED = re.compile(r"^(?:渠道|途径|口径|方式|主线|战线|举措)")
_DISCLOSED = re.compile(
    r"prose\.(?:disclosed|reprinted|interpretations|gazette)|stats\.(?:disclosed|normative|interpretations)"
)
_BRACKETED = re.compile(r"（[^（）]*）")
_NOTHING = Decimal(0)


_MARK = re.compile(r"[，。；：（）、]")
_MARKS = "，。；：（）、"


def _clause(text: str) -> str:
    """The text behind its last mark."""
    return text[max(map(text.rfind, _MARKS)) + 1 :]


@dataclass(slots=True)
class Item:
    """A figure as the lists see it; ``value`` None: hedged."""

    slot: Slot
    key: str
    value: Decimal | None

    @property
    def unit(self) -> str:
        return self.slot.found.unit


@lru_cache(maxsize=4096)
def _label(left: str) -> str:
    return _clause(left)[-30:]


@cache
def _kin(a: str, b: str) -> bool:
    return (not b and a in _PIECES) or any(a in kind and b in kind for kind in _KINDS)


@lru_cache(maxsize=4096)
def _marked(left: str) -> str:
    return left[max(0, len(left) - len(_clause(left)) - 1) :][-30:]


@lru_cache(maxsize=4096)
def _leads(gap: str) -> bool:
    return not _MARK.search(_BRACKETED.sub("", gap))


@dataclass(slots=True)
class Row:
    """The figures of a paragraph, the text before each since the last one, and which of them count things.

    ``labels``: the words that name each figure, its own clause before it; the rest are columns of the items, with all
    money in 元.
    """

    items: tuple[Item, ...]
    gaps: tuple[str, ...]
    counts: tuple[bool, ...]
    depths: tuple[int, ...]
    units: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    sentences: tuple[int, ...]
    labels: tuple[str, ...]
    memory: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    def between(self, first: int, second: int) -> str:
        """The text from one figure to another, 0 for each figure on the way."""
        return self.gaps[second] if first + 1 == second else "0".join(self.gaps[first + 1 : second + 1])

    def clause(self, index: int) -> str:
        """The label with the mark before it (，另有)."""
        return _marked(self.items[index].slot.left[-40:])

    def after(self, index: int) -> str:
        """The words behind a figure up to the next mark."""
        right = self.items[index].slot.right
        mark = _MARK.search(right)
        return right[: mark.start()] if mark else right

    def leads_on(self, index: int) -> bool:
        """Does the figure only name the next one (其他5个单位公开197条)?"""
        return index + 1 < len(self.gaps) and _leads(self.gaps[index + 1])

    def same_unit(self, first: int, second: int) -> bool:
        return self.units[first] == self.units[second]

    def kindred(self, first: int, second: int) -> bool:
        """Can the two be counted together (条 and 篇), their measure words allowing? One may have lost its own."""
        a, b = self.units[first], self.units[second]
        return a == b or _kin(a, b)

    def total(self, members: Sequence[int]) -> Decimal | None:
        """The sum of the members; None if one of them is hedged."""
        total, values = _NOTHING, self.values
        for index in members:
            value = values[index]
            if value is None:
                return None
            total += value
        return total

    def exact(self, whole: int, members: Sequence[int]) -> bool:
        total = self.total(members)
        return total is not None and total == self.values[whole]

    def least(self, members: Sequence[int]) -> Decimal:
        """What the members come to at the least (65余条: 65)."""
        return sum((self.items[i].slot.found.low for i in members), Decimal(0))

    def holds(self, whole: int, members: Sequence[int]) -> bool:
        """The members are not more than the whole, as far as one can tell."""
        total, value = self.total(members), self.values[whole]
        if total is None and value is not None and not self.same_unit(whole, members[0]):
            return self.least(members) <= value  # 信件44件，其中信息65余条: hardly of those
        return total is None or value is None or total <= value


def remembered(read: Callable[Concatenate[Row, P], T]) -> Callable[Concatenate[Row, P], T]:
    """Let a reading of a row be made once, however many ask for it."""

    def asked(row: Row, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (read, *args)
        if key not in row.memory:
            row.memory[key] = read(row, *args, **kwargs)
        found: T = row.memory[key]
        return found

    asked.__doc__ = read.__doc__
    return asked


def _counts(item: Item) -> bool:
    """Can the figure be a whole or a part at all? Shares, growth, visits and last year's figures cannot."""
    if item.unit in RATIO or item.key in _NO_PART:
        return False
    left, right = item.slot.left[-24:], item.slot.right
    from_it = ("由" in left or "从" in left) and _FROM.search(left)
    if _NAMED.match(right) or (from_it and _TO.match(right)):
        return False
    return not (item.key == "unnamed" and _ASIDE.search(left))


def _depths(items: Sequence[Item]) -> tuple[int, ...]:
    """How deep in brackets; 占38%（644条）: the number that explains a share stands where the share does."""
    depths: list[int] = []
    for index, item in enumerate(items):
        before = items[index - 1] if index else None
        explains = before is not None and before.unit in RATIO and item.slot.gap == "（"
        depths.append(item.slot.depth - 1 if explains else item.slot.depth)
    return tuple(depths)


def row_of(items: Sequence[Item]) -> Row:
    """The row of a paragraph's figures (without the zeros that are said in words)."""
    gaps = [
        "、" if index and item.slot.found.start == items[index - 1].slot.found.start else item.slot.gap
        for index, item in enumerate(items)
    ]
    return Row(
        tuple(items),
        tuple(gaps),
        tuple([_counts(item) for item in items]),
        _depths(items),
        tuple(["元" if item.unit in MONEY else item.unit for item in items]),
        tuple([item.value for item in items]),
        tuple([item.slot.sentence for item in items]),
        tuple([_label(item.slot.left[-40:]) for item in items]),
    )


@cache
def family(key: str) -> str:
    """What a key speaks of: figures of two families are never whole and part."""
    if key == "unnamed":
        return ""
    if _DISCLOSED.match(key) or key.startswith("stats.channel"):
        return "disclosed"
    if key.startswith(("disputes.", "prose.lawsuits", "stats.review", "stats.lawsuit")):
        return "disputes"
    if key.startswith(("requests.", "prose.requests")) or re.match(r"stats\.(?:received|closed|answered)", key):
        return "requests"
    return ".".join(key.split(".")[:2])


def plain(text: str) -> str:
    """The text without what stands in brackets; an open bracket's rest and a closed one's head go too."""
    if "）" not in text:
        return text
    text = _BRACKETED.sub("", text)
    return text.rsplit("）", 1)[-1] if "）" in text else text

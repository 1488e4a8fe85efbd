"""Figures → keys: the family's rules, tried in order, on what stands around the figure. No rule sees a value."""

from __future__ import annotations

import re
from dataclasses import replace

from gouji.figures.demands import places
from gouji.figures.needed import MARKS, compiled
from gouji.prose.context import Paragraph, Slot
from gouji.prose.phrases import Phrases, Rule

_ENDS = "，。；：（）"
_END = re.compile(f"[{_ENDS}]")
_HALF = {"半数", "过半", "过半数", "半数以上", "大半", "多半"}
_NEAR_RIGHT = 24
_ASIDE = re.compile(r"（[^（）#0]{1,40}）(?=[^（），。；]{0,24}$)")  # 新闻发布会（含见面会）9场
_ASIDE_REACH = 25
_BEFORE_IT = re.compile(
    r"(?:数|数量|总数|总量|量)?(?:虽|虽然|已|现|也)?(?:由|从)[^，。；：（）#0]{0,8}0[^，。；：（）0]{0,4}"
    r"(?:增|减|降|升|压|缩|扩|精简|整合|归并)[^，。；：（）#0]{0,4}(?:至|到|为|成)$"
)  # 账号由年初的41个减至33个: what stands before names both
_ENDS_OF_CHANGE = frozenset("至到为成")


def _slot_word(rule: Rule, slot: Slot) -> str | None:
    """The slot's word (规章 or 规范性文件) that stands right behind the figure, else last before it, else after it."""
    right = slot.right.removeprefix("行政")
    behind = next((name for name, words in rule.last_word if compiled(words).match(right)), None)
    if behind:
        return behind
    best, at = None, -1
    for name, words in rule.last_word:
        for found in compiled(words).finditer(slot.left):
            if found.start() > at:
                best, at = name, found.start()
    if best is None:
        best = next((name for name, words in rule.last_word if compiled(words).search(slot.right[:16])), None)
    return best


def _clause(slot: Slot) -> str:
    """The clause in which the figure stands."""
    return slot.left[_behind(slot.left, _ENDS) :] + "#" + _END.split(slot.right, maxsplit=1)[0]


def _allows(rule: Rule, slot: Slot, context: str) -> bool:
    """The rule's words are there; does anything else around the figure forbid it?"""
    if rule.near and not _near(compiled(rule.near), slot):
        return False
    if rule.refuse and compiled(rule.refuse).search(context):
        return False
    return not (rule.refuse_clause and compiled(rule.refuse_clause).search(_clause(slot)))


def _near(words: re.Pattern[str], slot: Slot) -> bool:
    return bool(words.search(slot.left) or words.search(slot.right[:_NEAR_RIGHT]))


def _behind(left: str, marks: str) -> int:
    """Where in the words before a figure none of the marks stands any longer."""
    return max([left.rfind(mark) for mark in marks], default=-1) + 1


def candidates(one: Paragraph, phrases: Phrases) -> list[int | None]:
    """The variants (as bits) that might fit each slot of a paragraph; None where its words are not as printed."""
    told = phrases.index.along(one.heading, one.masked, [found.unit for found in one.found])
    known = dict(zip([found.start for found in one.found], told, strict=True))
    return [known[slot.found.start] if slot.plain else None for slot in one.slots]


def key_of(
    slot: Slot, prev: str, form: str, phrases: Phrases, half: bool = False, possible: int | None = None
) -> tuple[str, str]:
    """(key, the rule that gave it) of a figure whose predecessor in the sentence has the key ``prev``.

    ``possible``: the variants that might fit it, if they are known.

    Brackets that only explain a name (新闻发布会（含见面会）9场) are left out, unless nothing fits without them.
    """
    plain = _ASIDE.sub("", slot.left) if "）" in slot.left[-_ASIDE_REACH:] else slot.left
    plain = _BEFORE_IT.sub("", plain) if plain[-1:] in _ENDS_OF_CHANGE else plain
    if plain != slot.left:
        key, by = _key_of(replace(slot, left=plain), prev, form, phrases, half)
        if by:
            return key, by
    return _key_of(slot, prev, form, phrases, half, possible)


def _key_of(
    slot: Slot, prev: str, form: str, phrases: Phrases, half: bool, possible: int | None = None
) -> tuple[str, str]:
    left, context, at = slot.left, slot.context, len(slot.left)
    alone = "#" not in left and "#" not in slot.right  # the text may have one of its own: 3#楼
    asked = phrases.variants_for(form, slot.found.unit, half, slot.planned)
    if alone:
        asked &= phrases.index.candidates(left, slot.right) if possible is None else possible
    settled = -1  # the rule that one of its variants has decided
    starts = {mark: left.rfind(mark) + 1 for mark in MARKS} if alone else {}
    for place in places(asked):
        number, wanted, marks, width, pattern = phrases.tries[place]
        if number == settled or wanted and not compiled(wanted).fullmatch(prev):
            continue
        start = at - width
        for mark in marks if alone else "":  # a match, which holds the figure, begins behind what it cannot hold
            if starts[mark] > start:
                start = starts[mark]
        if not compiled(pattern).search(context, max(start, 0)):
            continue
        settled, rule = number, phrases.rules[number]
        key = _named(rule, phrases.variants[place].key, slot) if _allows(rule, slot, context) else None
        if key:
            return phrases.translate.get(form, {}).get(key, key), rule.by
    return "unnamed", ""


def _named(rule: Rule, key: str, slot: Slot) -> str | None:
    """The key, the word of its slot filled in; None if there is none."""
    if not rule.last_word:
        return key
    word = _slot_word(rule, slot)
    return key[: key.index("{")] + word + key[key.index("}") + 1 :] if word is not None else None


def is_half(text: str) -> bool:
    return text in _HALF

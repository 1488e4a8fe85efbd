"""Figures → keys: the family's rules, tried in order, on what stands around the figure. No rule sees a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.figures.demands import places
from gouji.figures.needed import MARKS, compiled
from gouji.prose.context import Paragraph, Slot
from gouji.prose.phrases import Phrases, Rule

_END = re.compile("[，。；：（）]")
_ENDS = [MARKS.index(mark) for mark in "，。；：（）"]
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


@dataclass(slots=True)
class _Around:
    """A figure as the patterns meet it. ``last``: where each of MARKS last stands before it, else -1.

    ``alone``: no other # is there; the text may have one of its own (3#楼), and a match may then hold that one.
    """

    slot: Slot
    context: str
    last: list[int]
    alone: bool

    def clause(self) -> str:
        """The clause in which the figure stands."""
        begins = max([self.last[mark] for mark in _ENDS]) + 1
        return self.slot.left[begins:] + "#" + _END.split(self.slot.right, maxsplit=1)[0]

    def fits(self, pattern: str, marks: Sequence[int], width: int) -> bool:
        """Is there a match? It holds the figure, so that it begins behind the marks that it cannot hold."""
        start = max(len(self.slot.left) - width, 0)
        if self.alone:
            for mark in marks:
                if self.last[mark] >= start:
                    start = self.last[mark] + 1
        return compiled(pattern).search(self.context, start) is not None


def _around(slot: Slot) -> _Around:
    left, right = slot.left, slot.right
    return _Around(slot, f"{left}#{right}", [*map(left.rfind, MARKS)], "#" not in left and "#" not in right)


def _allows(number: int, around: _Around, phrases: Phrases, possible: int) -> bool:
    """The words of the rule of this number are there; does anything else around the figure forbid it?"""
    rule = phrases.rules[number]
    if rule.near and not _near(compiled(rule.near), around.slot):
        return False
    if rule.refuse and _refused(rule.refuse, phrases.refusing[number], around, phrases, possible):
        return False
    return not (rule.refuse_clause and compiled(rule.refuse_clause).search(around.clause()))


def _refused(refuse: str, refusing: int, around: _Around, phrases: Phrases, possible: int) -> bool:
    """Does one of the alternatives of ``refuse`` (as bits: ``refusing``) fit? Only those are tried that might."""
    if not around.alone:
        return compiled(refuse).search(around.context) is not None
    tries = map(phrases.tries.__getitem__, places(refusing & possible))
    return any(around.fits(pattern, marks, width) for _, _, marks, width, pattern in tries)


def _near(words: re.Pattern[str], slot: Slot) -> bool:
    return bool(words.search(slot.left) or words.search(slot.right[:_NEAR_RIGHT]))


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
    around = _around(slot)
    asked = phrases.variants_for(form, slot.found.unit, half, slot.planned)
    if around.alone:
        possible = phrases.index.candidates(slot.left, slot.right) if possible is None else possible
        asked &= possible & phrases.variants_behind(slot.left)
    settled = -1  # the rule that one of its variants has decided
    for place in places(asked):
        number, wanted, marks, width, pattern = phrases.tries[place]
        if number == settled or wanted and not compiled(wanted).fullmatch(prev):
            continue
        if not around.fits(pattern, marks, width):
            continue
        settled = number
        allowed = _allows(number, around, phrases, possible or 0)
        key = _named(phrases.rules[number], phrases.variants[place].key, slot) if allowed else None
        if key:
            return phrases.translate.get(form, {}).get(key, key), phrases.rules[number].by
    return "unnamed", ""


def _named(rule: Rule, key: str, slot: Slot) -> str | None:
    """The key, the word of its slot filled in; None if there is none."""
    if not rule.last_word:
        return key
    word = _slot_word(rule, slot)
    return key[: key.index("{")] + word + key[key.index("}") + 1 :] if word is not None else None


def is_half(text: str) -> bool:
    return text in _HALF

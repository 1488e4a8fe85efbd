"""Figures → keys: the family's rules, tried in order, on what stands around the figure. No rule sees a value."""

from __future__ import annotations

import re
from dataclasses import replace

from gouji.prose.context import Slot
from gouji.prose.needed import grams
from gouji.prose.phrases import Phrases, Rule, Variant

_BEFORE = re.compile(r"[，。；：（）]")
_HALF = {"半数", "过半", "过半数", "半数以上", "大半", "多半"}
_NEAR_RIGHT = 24
_ASIDE = re.compile(r"（[^（）#0]{1,40}）(?=[^（），。；]{0,24}$)")  # 新闻发布会（含见面会）9场


def _slot_word(rule: Rule, slot: Slot) -> str | None:
    """The slot's word (规章 or 规范性文件) that stands right behind the figure, else last before it, else after it."""
    behind = next((name for name, words in rule.last_word if words.match(slot.right.removeprefix("行政"))), None)
    if behind:
        return behind
    best, at = None, -1
    for name, words in rule.last_word:
        for found in words.finditer(slot.left):
            if found.start() > at:
                best, at = name, found.start()
    if best is None:
        best = next((name for name, words in rule.last_word if words.search(slot.right[:16])), None)
    return best


def _clause(slot: Slot) -> str:
    """The clause in which the figure stands."""
    return _BEFORE.split(slot.left)[-1] + "#" + _BEFORE.split(slot.right)[0]


def _allows(rule: Rule, slot: Slot, context: str) -> bool:
    """The rule's words are there; does anything else around the figure forbid it?"""
    if rule.near and not rule.near.search(slot.left) and not rule.near.search(slot.right[:_NEAR_RIGHT]):
        return False
    if rule.refuse and rule.refuse.search(context):
        return False
    return not (rule.refuse_clause and rule.refuse_clause.search(_clause(slot)))


def _found(variants: tuple[Variant, ...], context: str, at: int, held: frozenset[str]) -> str | None:
    """The key of the first variant that fits the figure, which stands at ``at`` in the context."""
    for one in variants:
        if one.needs is not None and one.needs.isdisjoint(held):
            continue
        if one.pattern.search(context, max(0, at - one.width)):
            return one.key
    return None


def key_of(slot: Slot, prev: str, form: str, phrases: Phrases, half: bool = False) -> tuple[str, str]:
    """(key, the rule that gave it) of a figure whose predecessor in the sentence has the key ``prev``.

    Brackets that only explain a name (新闻发布会（含见面会）9场) are left out, unless nothing fits without them.
    """
    plain = _ASIDE.sub("", slot.left)
    if plain != slot.left:
        key, by = _key_of(replace(slot, left=plain), prev, form, phrases, half)
        if by:
            return key, by
    return _key_of(slot, prev, form, phrases, half)


def _key_of(slot: Slot, prev: str, form: str, phrases: Phrases, half: bool) -> tuple[str, str]:
    context = slot.context
    held, at = grams(context), len(slot.left)
    for rule in phrases.rules_for(form, slot.found.unit, half):
        if rule.plan and not slot.planned or rule.needs is not None and rule.needs.isdisjoint(held):
            continue
        if rule.prev and not rule.prev.fullmatch(prev):
            continue
        key = _found(rule.variants, context, at, held)
        if key is None or not _allows(rule, slot, context):
            continue
        if rule.last_word:
            word = _slot_word(rule, slot)
            if word is None:
                continue
            key = key[: key.index("{")] + word + key[key.index("}") + 1 :]
        return phrases.translate.get(form, {}).get(key, key), rule.by
    return "unnamed", ""


def is_half(text: str) -> bool:
    return text in _HALF

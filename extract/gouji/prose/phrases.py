"""The family's phrases (prose.toml), compiled: which words around a figure give it which key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.prose.needed import needed


@dataclass(frozen=True, slots=True)
class Variant:
    """A pattern that gives ``key``; ``needs``: strings of which a context must hold one; ``width``: longest match."""

    key: str
    pattern: re.Pattern[str]
    needs: frozenset[str] | None
    width: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of prose.toml. ``variants``: one, or one for each word of the key's slot."""

    by: str
    variants: tuple[Variant, ...]
    needs: frozenset[str] | None
    refuse: re.Pattern[str] | None
    refuse_clause: re.Pattern[str] | None
    unit: re.Pattern[str] | None
    prev: re.Pattern[str] | None
    near: re.Pattern[str] | None
    form: str | None
    plan: bool
    half: bool
    last_word: tuple[tuple[str, re.Pattern[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Zero:
    """A quantity that can be said not to be.

    ``words`` stand behind the negation, ``subject`` before it (败诉没有); ``noun``: its name if it is the second one.
    """

    key: str
    words: re.Pattern[str]
    noun: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    near: re.Pattern[str] | None
    form: str | None
    subject: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Phrases:
    rules: tuple[Rule, ...]
    negation: re.Pattern[str]
    never: re.Pattern[str]
    zeros: tuple[Zero, ...]
    plan_cue: re.Pattern[str]
    plan_lasting: re.Pattern[str]
    translate: Mapping[str, Mapping[str, str]]
    _chosen: dict[tuple[str, str, bool], tuple[Rule, ...]] = field(default_factory=dict, repr=False, compare=False)

    def rules_for(self, form: str, unit: str, half: bool) -> tuple[Rule, ...]:
        """The rules, in order, that a figure with this measure word can meet in a report of this form."""
        asked = (form, unit, half)
        if asked not in self._chosen:
            self._chosen[asked] = tuple(
                rule
                for rule in self.rules
                if rule.form in {None, form}
                and (half or not rule.half)
                and (not rule.unit or rule.unit.fullmatch(unit))
            )
        return self._chosen[asked]


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    for _ in range(3):
        pattern = re.sub(r"<(\w+)>", lambda m: macros.get(m[1], m[0]), pattern)
    return pattern


def _compiled(pattern: str | None, macros: Mapping[str, str]) -> re.Pattern[str] | None:
    return re.compile(_expand(pattern, macros)) if pattern else None


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern at its top level."""
    found, depth, start = [], 0, 0
    for at, char in enumerate(pattern):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "|" and not depth:
            found.append(pattern[start:at])
            start = at + 1
    return [*found, pattern[start:]] if pattern else []


def _meets_figure(pattern: str) -> bool:
    """Does the pattern speak of the figure itself? A # among the characters that a gap must not have does not count."""
    return "#" in re.sub(r"\[\^[^\]]*\]", "", re.sub(r"<[gG]>", "", pattern))


_SHARE = "占[^，。；：（）#]{0,4}0%(?:，(?:为|计|即|有)|（)"  # 予以公开的占46.2%（18件）
_GAP = "[^，。；：（）、#0中里均全都]{0,3}"  # 5件均为自然人提出 counts all five, not the kind


def _variant(key: str, pattern: str) -> Variant:
    return Variant(key, re.compile(pattern), *needed(pattern))


def _variants(rule: Mapping[str, Any], slots: Mapping[str, Any], macros: Mapping[str, str]) -> tuple[Variant, ...]:
    """A rule whose pattern has @ is tried with each word of its slot, before and behind the figure."""
    if "@" not in rule["find"]:
        return (_variant(rule["key"], _expand(rule["find"], macros)),)
    slot = next(name for name in slots if rule.get(name) is True)
    found = []
    for word in slots[slot]["words"]:
        near = f"(?:(?:{word['before']})(?:{_SHARE})?#|#(?:{_GAP})(?:{word['after']}))"
        pattern = _expand(rule["find"].replace("@", near), macros)
        found.append(_variant(rule["key"].replace(f"{{{slot}}}", word["name"]), pattern))
    return tuple(found)


def _all_needs(variants: tuple[Variant, ...]) -> frozenset[str] | None:
    """What one of the variants needs; None if one needs nothing."""
    needs = [one.needs for one in variants]
    return frozenset().union(*(n for n in needs if n is not None)) if None not in needs else None


def _last_words(rule: Mapping[str, Any], slots: Mapping[str, Any]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    slot = next((name for name in slots if rule.get(name) is True and isinstance(slots[name], list)), None)
    return tuple((word["name"], re.compile(word["words"])) for word in slots[slot]) if slot else ()


def _rule(rule: Mapping[str, Any], slots: Mapping[str, Any], macros: Mapping[str, str]) -> Rule:
    variants = _variants(rule, slots, macros)
    refused = _alternatives(rule.get("not", ""))
    return Rule(
        by=rule["by"],
        variants=variants,
        needs=_all_needs(variants),
        refuse=_compiled("|".join(a for a in refused if _meets_figure(a)), macros),
        refuse_clause=_compiled("|".join(a for a in refused if not _meets_figure(a)), macros),
        unit=_compiled(rule.get("unit"), macros),
        prev=_compiled(rule.get("prev"), macros),
        near=_compiled(rule.get("near"), macros),
        form=rule.get("form"),
        plan=rule.get("plan", False),
        half=rule.get("half", False),
        last_word=_last_words(rule, slots),
    )


@cache
def load_phrases(family: str) -> Phrases:
    """The phrases of the family whose folder is ``families/<family>``."""
    data = tomllib.loads(files("gouji.families").joinpath(family, "prose.toml").read_text("utf-8"))
    macros = {**data["macros"], **data["macros_of_grounds"]}
    zero = data["zero"]
    return Phrases(
        rules=tuple(_rule(rule, data["slots"], macros) for rule in data["rule"]),
        negation=re.compile(zero["negation"]),
        never=re.compile(zero["never"]),
        zeros=tuple(
            Zero(
                z["key"],
                re.compile(z["words"]),
                _compiled(z.get("noun"), macros),
                _compiled(z.get("unless"), macros),
                _compiled(z.get("near"), macros),
                z.get("form"),
                _compiled(z.get("subject"), macros),
            )
            for z in zero["of"]
        ),
        plan_cue=re.compile(data["plan"]["cue"]),
        plan_lasting=re.compile(data["plan"]["lasting"]),
        translate=data["translate"],
    )

"""The family's phrases (prose.toml): which words around a figure give it which key. They compile when first asked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.figures.begun import all_begun, before_figure, begun
from gouji.figures.needed import MARKS, Needs, apart, needs_of
from gouji.prose.index import Index, index_of


@dataclass(frozen=True, slots=True)
class Variant:
    """A pattern that gives ``key`` (one alternative of those of its rule); ``rule``: the place of its rule."""

    key: str
    pattern: str
    needs: Needs
    rule: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of prose.toml, its patterns as they are written there but for the macros."""

    by: str
    refuse: str | None
    refuse_clause: str | None
    unit: str | None
    prev: str | None
    near: str | None
    form: str | None
    plan: bool
    half: bool
    last_word: tuple[tuple[str, str], ...] = ()


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


# Of a variant: the place of its rule, what the key before must be, the MARKS (by place) that it cannot hold before the
# figure, its width, its pattern.
Try = tuple[int, str | None, tuple[int, ...], int, str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """``variants``: the patterns of all rules, in the order of the rules, each alternative by itself; ``tries``: what
    there is to know of each before it fits, and behind them of each alternative that refuses a figure to its rule;
    ``refusing``: of each rule, the places of the latter (as bits). The index knows both. ``beside``: the variants (as
    bits) that can stand behind a character, and those that can stand behind any other.
    """

    rules: tuple[Rule, ...]
    variants: tuple[Variant, ...]
    index: Index
    negation: re.Pattern[str]
    never: re.Pattern[str]
    zeros: tuple[Zero, ...]
    plan_cue: re.Pattern[str]
    plan_lasting: re.Pattern[str]
    translate: Mapping[str, Mapping[str, str]]
    tries: tuple[Try, ...] = ()
    refusing: tuple[int, ...] = ()
    beside: tuple[Mapping[str, int], int] = ({}, -1)
    _chosen: dict[tuple[str, str, bool, bool], int] = field(default_factory=dict, repr=False, compare=False)

    def variants_behind(self, left: str) -> int:
        """The variants (as bits) that can match a figure right behind these words."""
        by_character, any_other = self.beside
        return by_character.get(left[-1], any_other) if left else -1

    def variants_for(self, form: str, unit: str, half: bool, planned: bool) -> int:
        """The variants (as bits) that a figure with this measure word can meet in a report of this form."""
        asked = (form, unit, half, planned)
        if asked not in self._chosen:
            fits = [
                rule.form in {None, form}
                and (half or not rule.half)
                and (planned or not rule.plan)
                and (not rule.unit or re.fullmatch(rule.unit, unit) is not None)
                for rule in self.rules
            ]
            self._chosen[asked] = sum(1 << place for place, one in enumerate(self.variants) if fits[one.rule])
        return self._chosen[asked]


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    for _ in range(3):
        pattern = re.sub(r"<(\w+)>", lambda m: macros.get(m[1], m[0]), pattern)
    return pattern


def _written(pattern: str | None, macros: Mapping[str, str]) -> str | None:
    return _expand(pattern, macros) if pattern else None


def _compiled(pattern: str | None, macros: Mapping[str, str]) -> re.Pattern[str] | None:
    return re.compile(_expand(pattern, macros)) if pattern else None


def _meets_figure(pattern: str) -> bool:
    """Does the pattern speak of the figure itself? A # among the characters that a gap must not have does not count."""
    return "#" in re.sub(r"\[\^[^\]]*\]", "", re.sub(r"<[gG]>", "", pattern))


_SHARE = "占[^，。；：（）#]{0,4}0%(?:，(?:为|计|即|有)|（)"  # 予以公开的占46.2%（18件）
_GAP = "[^，。；：（）、#0中里均全都没未]{0,3}"  # 5件均为自然人提出 counts all five, not the kind


def _beside(word: Mapping[str, str]) -> Iterator[str]:
    """A word of a slot before the figure, with or without its share between them, or behind it."""
    for before in apart(word["before"]):
        yield f"(?:{before})#"
        yield f"(?:{before}){_SHARE}#"
    for after in apart(word["after"]):
        yield f"#(?:{_GAP})(?:{after})"


def _patterns(rule: Mapping[str, Any], slots: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(key, pattern) of a rule; one whose pattern has @ is tried with each word of its slot."""
    if "@" not in rule["find"]:
        yield rule["key"], rule["find"]
        return
    slot = next(name for name in slots if rule.get(name) is True)
    for word in slots[slot]["words"]:
        key = rule["key"].replace(f"{{{slot}}}", word["name"])
        yield from ((key, rule["find"].replace("@", near)) for near in _beside(word))


def _variants(
    rules: Sequence[Mapping[str, Any]], slots: Mapping[str, Any], macros: Mapping[str, str]
) -> Iterator[Variant]:
    """Each alternative of a pattern apart: it needs more, and reaches less far, than all of them together."""
    written = [
        (key, one, place)
        for place, rule in enumerate(rules)
        for key, pattern in _patterns(rule, slots)
        for one in apart(_expand(pattern, macros))
    ]
    needs = needs_of("needs", [pattern for _, pattern, _ in written])
    for (key, pattern, place), need in zip(written, needs, strict=True):
        if frozenset() not in need.words:
            yield Variant(key, pattern, need, place)


def _refusals(rules: Sequence[Rule]) -> list[Variant]:
    """The alternatives that refuse a figure to its rule by what stands around it; they give it no key."""
    written = [(one, place) for place, rule in enumerate(rules) for one in apart(rule.refuse or "")]
    needs = needs_of("refusals", [pattern for pattern, _ in written])
    return [Variant("", pattern, need, place) for (pattern, place), need in zip(written, needs, strict=True)]


def _tries(variants: Sequence[Variant], rules: Sequence[Rule]) -> Iterator[Try]:
    searched = all_begun("tries", [one.pattern for one in variants])
    for one, pattern in zip(variants, searched, strict=True):
        marks = tuple(map(MARKS.index, one.needs.left))
        yield one.rule, rules[one.rule].prev, marks, one.needs.width, pattern


def _refusing(refusals: Sequence[Variant], first: int, size: int) -> tuple[int, ...]:
    """Of each of ``size`` rules, its refusals as bits, of which that of ``first`` is the lowest."""
    found = [0] * size
    for place, one in enumerate(refusals, first):
        found[one.rule] |= 1 << place
    return tuple(found)


def _last_words(rule: Mapping[str, Any], slots: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    slot = next((name for name in slots if rule.get(name) is True and isinstance(slots[name], list)), None)
    return tuple((word["name"], word["words"]) for word in slots[slot]) if slot else ()


def _rule(rule: Mapping[str, Any], slots: Mapping[str, Any], macros: Mapping[str, str]) -> Rule:
    refused = apart(rule.get("not", ""))
    return Rule(
        by=rule["by"],
        refuse=_written("|".join(a for a in refused if _meets_figure(a)), macros),
        refuse_clause=_written("|".join(a for a in refused if not _meets_figure(a)), macros),
        unit=_written(rule.get("unit"), macros),
        prev=_written(rule.get("prev"), macros),
        near=_written(rule.get("near"), macros),
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
    zero, rules, slots = data["zero"], data["rule"], data["slots"]
    variants, read = list(_variants(rules, slots, macros)), tuple(_rule(rule, slots, macros) for rule in rules)
    refusals = _refusals(read)
    every = [*variants, *refusals]
    return Phrases(
        rules=read,
        variants=tuple(variants),
        index=index_of([one.needs for one in every]),
        negation=re.compile(begun(zero["negation"])),
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
        plan_cue=re.compile(begun(data["plan"]["cue"])),
        plan_lasting=re.compile(begun(data["plan"]["lasting"])),
        translate=data["translate"],
        tries=tuple(_tries(every, read)),
        beside=before_figure("beside", [one.pattern for one in variants]),
        refusing=_refusing(refusals, len(variants), len(read)),
    )

"""A formula on the page: each number that stands in the draft is a link to its place, each computed one is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.equations import shown
from gouji.render.html_safe import Html, esc, join, tag
from gouji.render.html_text import Page
from gouji.types import Fact, Outcome

_NUMBER = re.compile(r"[≥≈]?\d[\d,]*(?:\.\d+)?(?:~\d[\d,]*(?:\.\d+)?)?")
_BETWEEN = re.compile(r"( (?:≠|>|<|≤|≥) )")


def formula(page: Page, outcome: Outcome) -> Html:
    """``8 + 180 = 188 ≠ 618`` as a line of its own; the sums that do not meet are set off."""
    sides = _BETWEEN.split(outcome.formula or "")
    left = _groups(page, outcome)
    parts = [_sign(side) if index % 2 else _side(page, side, left) for index, side in enumerate(sides)]
    return tag("span", *parts, class_="math")


def _sign(words: str) -> Html:
    return tag("b", esc(words), class_="off")


def _groups(page: Page, outcome: Outcome) -> list[list[Fact]]:
    """The facts of either side of the equation; without one, those that the evidence speaks of."""
    if outcome.equation:
        terms = outcome.equation.terms
        return [[fact for factor, fact in terms if (factor > 0) is plus] for plus in (True, False)]
    facts = [*page.report.mentions, *page.report.tables.cells]
    places = [one.span for one in outcome.evidence]
    return [[fact for span in places for fact in facts if fact.span == span and fact.figure]]


def _side(page: Page, side: str, groups: Sequence[list[Fact]]) -> Html:
    """``8 + 180 = 188``: what stands after the = is computed, unless it stands there alone."""
    terms, equals, result = side.partition(" = ")
    if equals and not re.search(r" [+−×÷/-] ", terms):
        return join([_side(page, terms, groups), esc(equals), _side(page, result, groups)])
    numbers = _NUMBER.findall(terms)
    group = max(groups, key=lambda facts: _fit(numbers, facts), default=[])
    computed = tag("span", esc(f"{equals}{result}"), class_="sum") if equals else esc("")
    return join([_linked(page, terms, group), computed])


def _fit(numbers: Sequence[str], facts: Sequence[Fact]) -> tuple[int, int]:
    """How many of the numbers the facts have, each used once; of equal ones the smaller side."""
    values = [_value(fact) for fact in facts]
    hits = 0
    for number in numbers:
        if number in values:
            values.remove(number)
            hits += 1
    return hits, -len(values)


def _linked(page: Page, terms: str, facts: list[Fact]) -> Html:
    parts, at = [], 0
    for found in _NUMBER.finditer(terms):
        fact = next((one for one in facts if _value(one) == found[0]), None)
        parts.append(esc(terms[at : found.start()]))
        parts.append(page.link(fact.span, esc(found[0])) if fact else esc(found[0]))
        if fact:
            facts.remove(fact)
        at = found.end()
    return join([*parts, esc(terms[at:])])


def _value(fact: Fact) -> str:
    return shown(fact) if fact.figure else ""

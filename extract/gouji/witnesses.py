"""Shares beside parts as witnesses: which figure of a failed sum is the slip, and which share fails for that alone.

公开信息355条，其中网站120条，占48%，公众号130条，占52%: both shares say that the whole was 250.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.causes import Cause, Change, possible, unlikely
from gouji.checking import Case, Check
from gouji.equations import value, violation
from gouji.ratios import PERCENT, fit, percent
from gouji.types import Equation, Fact, Outcome, Span


@dataclass(frozen=True, slots=True)
class Witness:
    """A share that was compared: its outcome, its own figure, and the figures of the part and the whole."""

    outcome: Outcome
    said: Fact
    part: Fact
    whole: Fact


def witnesses(case: Case, found: Iterable[tuple[Check, Outcome]]) -> list[Witness]:
    """The shares among the outcomes: one percentage beside two numbers."""
    by_span: Mapping[Span, Fact] = {fact.span: fact for fact in case.report.mentions if fact.figure}
    starts = {span.start for span in by_span}  # most outcomes speak of tables, and need no longer look
    told = []
    for _, outcome in found:
        if outcome.verdict == "unread" or len(outcome.evidence) < 3:
            continue
        facts = [by_span[e.span] for e in outcome.evidence if e.span.start in starts and e.span in by_span]
        if len(facts) != 3 or not _is_share(facts[0]):
            continue
        part, whole = facts[1:]
        if not _is_share(part) and not _is_share(whole):
            told.append(Witness(outcome, facts[0], part, whole))
    return told


def _is_share(fact: Fact) -> bool:
    return fact.figure is not None and fact.figure.unit in PERCENT and fact.key == "prose.share"


def bears_out(case: Case, one: Witness, change: Change) -> bool:
    """Is the share right once the change is made?"""
    part, whole = (value(fact)[0] + change.get(fact, Decimal(0)) for fact in (one.part, one.whole))
    return whole > 0 and fit(case, one.said, percent(part, whole)) == "exact"


def _weight(case: Case, told: Sequence[Witness], change: Change) -> int:
    """How many shares speak for the change, less those that speak against it."""
    weight = 0
    for one in told:
        if one.part in change or one.whole in change:
            was, now = bears_out(case, one, {}), bears_out(case, one, change)
            weight += now - was
    return weight


def _single(equation: Equation) -> list[Change]:
    """Each correction of one figure that heals the sum."""
    missing = violation(equation)
    changes = [(fact, -missing / factor) for factor, fact in equation.terms if factor]
    return [{fact: change} for fact, change in changes if possible(fact, change)]


def heard(case: Case, cause: Cause, equations: Sequence[Equation], told: Sequence[Witness]) -> Cause:
    """The cause with its corrections ranked by the shares; of a single sum those that a share or a slip speaks for."""
    heals = list(cause.heals)
    if len(cause.failed) == 1:
        equation = equations[cause.failed[0]]
        heals = _spoken_for(case, heals or _single(equation), equation, told)
    weights = [_weight(case, told, change) for change in heals]
    best = max(weights, default=0)
    if best > 0:
        heals = [change for change, weight in zip(heals, weights, strict=True) if weight == best]
    return Cause(cause.failed, tuple(heals))


def _spoken_for(case: Case, heals: list[Change], equation: Equation, told: Sequence[Witness]) -> list[Change]:
    """Corrections that look like a slip of the pen, or that a share beside one of the sum's figures speaks for."""
    terms = {fact for _, fact in equation.terms}
    near = [one for one in told if one.part in terms or one.whole in terms]
    borne_out = [change for change in heals if _weight(case, near, change) > 0]
    slips = [change for change in heals if unlikely(change) <= 1 and _weight(case, near, change) == 0]
    return sorted(borne_out, key=unlikely) or slips


def absorbed(case: Case, cause: Cause, told: Sequence[Witness]) -> list[Outcome]:
    """Shares that are wrong for no other reason than the cause: its best correction makes them right."""
    if not cause.heals:
        return []
    best = cause.heals[0]
    wrong = [one for one in told if one.outcome.verdict == "differs" and (one.part in best or one.whole in best)]
    return [one.outcome for one in wrong if bears_out(case, one, best)]

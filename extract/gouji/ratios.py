"""Shares, rates and growth: percentages beside the figures they were made of, to the digits that are printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Literal, NamedTuple

from gouji.against import loosened
from gouji.checking import Case, once
from gouji.clean import Folded, plain
from gouji.equations import printed, shown, value
from gouji.passages import Passage, paragraphs, sentences
from gouji.types import Equation, Evidence, Fact, Outcome, Severity, Text

Fit = Literal["exact", "near", "off"]
PERCENT = frozenset(["%", "成"])
_RELATIVE = frozenset(["%", "‰", "成", "倍", "个百分点", "百分点", "番"])
_DIGITS = re.compile(r"\d(?:[\d，,\s]*\d)?(?:\.(\d+))?")


class Said(NamedTuple):
    """A figure in its sentence: ``gap`` are the folded words since the figure before it, ``right`` those behind it."""

    fact: Fact
    gap: str
    right: str
    unit: str

    @property
    def number(self) -> Decimal:
        return value(self.fact)[0]

    @property
    def exact(self) -> bool:
        figure = self.fact.figure
        return figure is not None and not figure.hedged and figure.low == figure.high

    @property
    def counts(self) -> bool:
        """Is it a plain number of things, that can be compared?"""
        return self.unit not in _RELATIVE and self.exact and self.fact.by != "zero"


Rows = tuple[tuple[Passage, tuple[Said, ...]], ...]


def rows(case: Case, *, wide: bool = False) -> Rows:
    """Every sentence (``wide``: paragraph) that has figures, with them in reading order."""
    return _by_paragraph(case) if wide else _by_sentence(case)


@once
def _by_paragraph(case: Case) -> Rows:
    return tuple(_rows(case, paragraphs(case)))


@once
def _by_sentence(case: Case) -> Rows:
    return tuple(_rows(case, sentences(case)))


@once
def _facts(case: Case) -> tuple[list[Fact], list[int]]:
    """The facts with figures in the order of the text, and where they begin."""
    mentioned = (fact for fact in case.report.mentions if fact.figure is not None)
    facts = sorted(mentioned, key=lambda fact: (fact.span.start, fact.span.stop))
    return facts, [fact.span.start for fact in facts]


def _rows(case: Case, passages: Iterable[Passage]) -> Iterator[tuple[Passage, tuple[Said, ...]]]:
    facts, starts = _facts(case)
    for one in passages:
        held = facts[bisect_left(starts, one.extent.start) : bisect_left(starts, one.extent.stop)]
        if held and one.section:
            yield one, tuple(_said(one.folded, held))


def _said(folded: Folded, facts: Sequence[Fact]) -> list[Said]:
    end, text, index, said = 0, folded.text, folded.index, []
    for fact in facts:
        span, figure = fact.span, fact.figure
        start, stop = index(span.start), index(span.stop)
        unit = figure.unit if figure else ""
        said.append(Said(fact, text[end:start] if start >= end else "", text[stop : stop + 24], unit))
        end = max(end, stop)
    return said


def step(case: Case, fact: Fact) -> Decimal:
    """The weight of the last printed digit of a percentage: 1 for 12%, 0.01 for 12.05%."""
    found = _DIGITS.search(plain(case.text(fact)))
    return Decimal(1).scaleb(-len(found[1] or "")) if found else Decimal(1)


def fit(case: Case, said: Fact, low: Decimal, high: Decimal | None = None) -> Fit:
    """Is ``said`` a rounded or cut-off number of ``low``..``high``? "near": one unit of the last digit off."""
    assert said.figure is not None
    unit = step(case, said)
    bottom, top = said.figure.low, said.figure.high
    high = low if high is None else high
    if top is None or said.figure.hedged:
        return "exact" if bottom - unit <= high and (top is None or low <= top + unit) else "off"
    if low - unit / 2 <= bottom <= high + unit / 2 or high.quantize(unit, ROUND_DOWN) == bottom:
        return "exact"
    return "near" if low - 2 * unit < bottom < high + 2 * unit else "off"


def quotient(case: Case, part: Fact, whole: Fact) -> tuple[Decimal, Decimal]:
    """part ÷ whole in percent, as far as the printed digits (4.14万) leave it open."""
    above, below = loosened(case, part).figure, loosened(case, whole).figure
    assert above and below and above.high is not None and below.high is not None
    if below.low <= 0:
        return Decimal(0), Decimal(1000)
    return percent(above.low, below.high), percent(above.high, below.low)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    return part * 100 / whole


def rounded(case: Case, said: Fact, true: Decimal) -> str:
    """``true`` to as many digits as ``said`` is printed with."""
    return printed(true.quantize(step(case, said)))


def agrees(said: Fact, terms: Sequence[Fact], formula: str) -> Outcome:
    """A percentage that fits; its facts are told to the ledger by an equation of no weight."""
    evidence = (Evidence(said.span, said.key), *(Evidence(f.span, f.key, "term") for f in terms))
    return Outcome("agrees", evidence, formula=formula, equation=Equation(((0, said),)))


def differs(
    said: Fact, terms: Sequence[Fact], told: Text, *, expected: str, formula: str, severity: Severity | None
) -> Outcome:
    """A percentage that does not fit its figures."""
    evidence = (Evidence(said.span, said.key), *(Evidence(f.span, f.key, "term") for f in terms))
    return Outcome("differs", evidence, told, expected, shown(said), formula, severity)

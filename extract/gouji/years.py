"""This year's report beside last year's: sums over both, and what last year's report gave for an indicator.

Evidence is always a place in this year's document; last year's numbers stand in the formula and the message only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gouji.checking import Case
from gouji.equations import printed, value
from gouji.families.nouns import LAST, Sum
from gouji.sums import aggregate, form_of
from gouji.types import Fact, Report


@dataclass(frozen=True, slots=True)
class YearSum:
    """A sum over two years with its numbers: ``left`` are this year's facts, ``right`` is what they should be."""

    rule: Sum
    left: tuple[Fact, ...]
    found: Decimal
    right: Decimal
    formula: str

    @property
    def holds(self) -> bool:
        return self.found == self.right


def last_year(case: Case) -> Report | None:
    """Last year's report, if it is that: of the year before, where both years were read."""
    previous, year = case.previous, case.report.outline.year
    if previous is None:
        return None
    before = previous.outline.year
    return previous if year is None or before is None or before == year - 1 else None


def year_sums(case: Case, *codes: str) -> Iterator[YearSum]:
    """The sums of sums.toml with these codes whose cells were read in both reports."""
    previous, form = last_year(case), form_of(case)
    if previous is None or form is None:
        return
    now, last = case.cells, previous.tables.by_key()
    for rule in form.sums:
        if rule.code in codes and rule.years:
            left = [_term(now, last, key) for key in rule.left]
            right = [_term(now, last, key) for key in rule.right]
            if all(left) and all(right):
                yield _sum(rule, [t for t in left if t], [t for t in right if t])


def _term(now: Mapping[str, Fact], last: Mapping[str, Fact], key: str) -> tuple[int, Fact] | None:
    sign, bare = (-1, key[1:]) if key.startswith("-") else (1, key)
    cells, bare = (last, bare.removeprefix(LAST)) if bare.startswith(LAST) else (now, bare)
    fact = cells.get(bare)
    return (sign, fact) if fact and fact.figure else None


def _sum(rule: Sum, left: list[tuple[int, Fact]], right: list[tuple[int, Fact]]) -> YearSum:
    found, wanted = (sum((s * value(f)[0] for s, f in side), Decimal(0)) for side in (left, right))
    terms = "".join(f" {'+' if s > 0 else '−'} {printed(value(f)[0])}" for s, f in right)
    terms = terms.removeprefix(" + ") + (f" = {printed(wanted)}" if len(right) > 1 else "")
    formula = f"{terms} {'=' if found == wanted else '≠'} {printed(found)}"
    return YearSum(rule, tuple(f for _, f in left), found, wanted, formula)


def gave(report: Report, case: Case, key: str) -> Decimal | None:
    """What ``report`` gave for the indicator ``key``, None if it gave nothing, a hedged number, or two numbers."""
    cells = aggregate(Case(report, case.family), key)
    if cells:
        return sum((value(cell)[0] for cell in cells), Decimal(0))
    told = [f.figure for f in report.mentions if f.key == key and f.figure and f.by != "plan"]
    numbers = {figure.low for figure in told}
    return numbers.pop() if len(numbers) == 1 and not any(figure.hedged for figure in told) else None

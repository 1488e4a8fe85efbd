"""N108: growth beside last year's figure, where the sentence states it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from gouji.against import rounding
from gouji.checking import Case, check
from gouji.comparisons import (
    joined,
    less_than_growth,
    named_before,
    pair_before,
    pair_behind,
    sign_of,
    step_before,
)
from gouji.equations import printed, scale, shown
from gouji.passages import year_of
from gouji.ratios import PERCENT, Said, agrees, differs, fit, percent, rounded, rows
from gouji.types import Outcome, Severity, Text


@check(
    "N108",
    Text("增减幅度与前后两数不符", "growth differs from its two figures"),
    severity="warning",
    source="通行的勾稽读法：增减由本句所述的本年数与上年数得出，精确到所印位数",
    fires=(
        "全年公开信息300条，比上年的200条增加⟦120条⟧。\n",
        "政务新媒体由14个减为11个，减少⟦4个⟧。\n",
        "全年公开信息300条，比上年的200条下降⟦50%⟧。\n",
        "全年公开信息300条，同比增长⟦40%⟧（上年200条）。\n",
        "新收申请43件，上年结转4件。新收申请数比去年的31件上升⟦35.7%⟧。\n",
        "累计答复27件。比上年的33件减少⟦7件⟧。\n",
        "全年收到申请45件，比上年增加⟦99件⟧。\n",
    ),
    quiet=(
        "全年公开信息300条，比上年的200条增加100条、增长50%。\n",
        "政务新媒体由14个减为11个，减少3个。\n",
        "全年公开信息300条，同比增长50%（上年200条）。\n",
        "全年收到申请22件，较上年（31件）下降29%，公开信息300条，同比增长12%。\n",
        "新收申请43件，上年结转4件。新收申请数比去年的31件上升38.7%。\n",
        "累计答复27件。比上年的33件减少6件。\n",
        "全年收到申请45件，比上年增加9件。\n",
    ),
)
def growth(case: Case) -> Iterator[Outcome]:
    """What is said to be the growth from last year's figure to this year's, both in the sentence, is not it.

    本年数、上年数都在句中，所说的增减幅度与两数算出的不符。
    """
    covered = year_of(case)
    for _, row in rows(case):
        for index, said in enumerate(row):
            sign = sign_of(said.gap) or (sign_of(row[index - 1].gap) if index and joined(row[index - 1], said) else 0)
            if sign and (pair := pair_before(row, index, covered)):
                yield from _outcome(case, said, *pair, sign, row)
            elif sign and (step := step_before(row, index)):
                yield from _by_step(case, said, *step, sign, row)
            elif sign and (pair := pair_behind(row, index, covered)):
                yield from _outcome(case, said, *pair, sign, row)
            elif sign > 0 and (now := less_than_growth(row, index)):
                yield _beyond(case, said, now)
    yield from _named_before(case, covered)


def _beyond(case: Case, said: Said, now: Said) -> Outcome:
    told = Text(
        f"比上年增加「{case.text(said.fact)}」，多于本年的「{case.text(now.fact)}」",
        f"“{case.text(said.fact)}” more than last year, but this year there are only “{case.text(now.fact)}”",
    )
    formula = f"{shown(said.fact)} > {shown(now.fact)}"
    return differs(said.fact, [now.fact], told, expected=f"≤ {shown(now.fact)}", formula=formula, severity=None)


def _named_before(case: Case, covered: int | None) -> Iterator[Outcome]:
    for _, row in rows(case, wide=True):
        for index in range(2, len(row)):
            gap = row[index].gap
            if len(gap) <= 8 and "。" not in gap and (now := named_before(row, index, covered)):
                yield from _outcome(case, row[index], now, row[index - 1], False, sign_of(gap), row)


def _by_step(case: Case, said: Said, now: Said, step: Said, sign: int, row: Sequence[Said]) -> Iterator[Outcome]:
    base = now.number - sign * step.number
    true = percent(step.number, base)
    before = f"{shown(now.fact)} {'−' if sign > 0 else '+'} {shown(step.fact)}"
    formula = f"{shown(step.fact)} ÷ ({before}) = {printed(round(true, 4))}%"
    how = fit(case, said.fact, true)
    if how == "exact":
        yield agrees(said.fact, [now.fact, step.fact], formula)
        return
    others = [one.number - sign * step.number for one in row if one.counts and one is not step]
    if any(other > 0 and fit(case, said.fact, percent(step.number, other)) == "exact" for other in others):
        return
    wanted = rounded(case, said.fact, true)
    told = Text(
        f"「{case.text(now.fact)}」中比上年{_word(sign)}「{case.text(step.fact)}」，应为{wanted}%，文中为「{case.text(said.fact)}」",
        f"“{case.text(step.fact)}” of “{case.text(now.fact)}” is a growth of {wanted}%, not “{case.text(said.fact)}”",
    )
    severity: Severity | None = None if how == "off" else "warning"
    formula = f"{formula} ≠ {shown(said.fact)}%"
    yield differs(said.fact, [now.fact, step.fact], told, expected=f"{wanted}%", formula=formula, severity=severity)


def _outcome(
    case: Case, said: Said, now: Said, base: Said, certain: bool, sign: int, row: Sequence[Said]
) -> Iterator[Outcome]:
    true = _change(said, now.number, base.number)
    formula = f"{shown(now.fact)} − {shown(base.fact)} = {printed(now.number - base.number)}"
    if said.unit in PERCENT:
        formula += f"，÷ {shown(base.fact)} = {printed(round(true, 4))}%"
    how = fit(case, said.fact, *_open(case, true, now, base))
    if how == "exact" and true * sign >= 0:
        yield agrees(said.fact, [now.fact, base.fact], formula)
        return
    if _otherwise(case, said, sign, row):
        return
    turned = how == "exact"
    wanted = ("增长" if true > 0 else "下降") if turned else rounded(case, said.fact, abs(true)) + said.unit
    told = Text(
        f"由「{case.text(base.fact)}」到「{case.text(now.fact)}」应为{wanted}，文中为{_word(sign)}「{case.text(said.fact)}」",
        f"“{case.text(base.fact)}” to “{case.text(now.fact)}” is {wanted}, not {_word(sign)} “{case.text(said.fact)}”",
    )
    severity: Severity | None = None if certain and how != "near" else "warning"
    yield differs(said.fact, [now.fact, base.fact], told, expected=wanted, formula=formula, severity=severity)


def _open(case: Case, true: Decimal, now: Said, base: Said) -> tuple[Decimal, Decimal]:
    """The growth as far as the printed digits of the two figures (4.14万, 96.8%) leave it open."""
    if (
        now.number != base.number
        and rounding(case.text(now.fact), now.unit) + rounding(case.text(base.fact), base.unit) == 0
    ):
        return abs(true), abs(true)
    slack = rounding(case.text(now.fact), now.unit) + rounding(case.text(base.fact), base.unit)
    slack = slack / 2 if now.unit == "%" else percent(slack, base.number) if true != now.number - base.number else slack
    return abs(true) - slack, abs(true) + slack


def _word(sign: int) -> str:
    return "增长" if sign > 0 else "下降"


def _change(said: Said, now: Decimal, base: Decimal) -> Decimal:
    return percent(now - base, base) if said.unit in PERCENT else (now - base) / scale(said.fact)


def _otherwise(case: Case, said: Said, sign: int, row: Sequence[Said]) -> bool:
    """Do two other figures of the sentence give the growth, in its direction?"""
    counts = [one for one in row if one.counts and one is not said and one.number]
    return any(
        a.unit == b.unit
        and (true := _change(said, a.number, b.number)) * sign > 0
        and fit(case, said.fact, abs(true)) == "exact"
        for a, b in permutations(counts, 2)
    )

"""Sums as equations over facts: what they give, how they print, and the outcome of one.

Values are closed intervals, so that a hedged figure (5500余条) contradicts a sum only where no reading of it fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from gouji.figures.numerals import MONEY
from gouji.types import Equation, Evidence, Fact, Outcome, Severity, Text

Shifts = Mapping[Fact, Decimal]
_NOTHING = Decimal(0)


def scale(fact: Fact) -> Decimal:
    """How many of the smallest unit (元) one unit of the figure is; 1 for what is no money."""
    assert fact.figure is not None
    return MONEY.get(fact.figure.unit, Decimal(1))


def value(fact: Fact) -> tuple[Decimal, Decimal | None]:
    """The interval of a fact's figure; money in 元."""
    figure = fact.figure
    assert figure is not None
    low, high = figure.low, figure.high
    scale = MONEY.get(figure.unit) if figure.unit else None
    return (low, high) if scale is None else (low * scale, None if high is None else high * scale)


def violation(equation: Equation, shifts: Shifts | None = None) -> Decimal:
    """By how much Σ coefficient × fact misses the relation; 0 if some reading of the figures meets it."""
    exact = low = high = _NOTHING
    open_above = open_below = False
    for factor, fact in equation.terms:
        figure = fact.figure
        if figure is None or figure.unit in MONEY:
            bottom, top = value(fact)
        else:
            bottom, top = figure.low, figure.high
        if shifts and (shift := shifts.get(fact)):
            bottom, top = bottom + shift, None if top is None else top + shift
        if bottom is top:  # exact, as nearly all are
            if factor == 1:
                exact += bottom
            elif factor == -1:
                exact -= bottom
            else:
                exact += factor * bottom
            continue
        first, last = (bottom, top) if factor > 0 else (top, bottom)
        if first is None:
            open_below = True
        else:
            low += factor * first
        if last is None:
            open_above = True
        else:
            high += factor * last
    low, high = low + exact, high + exact
    if not open_below and low > 0:
        return low
    if equation.relation == "=" and not open_above and high < 0:
        return high
    return _NOTHING


def printed(number: Decimal) -> str:
    """A number as one writes it: no exponent, no trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(fact: Fact) -> str:
    """The value of a fact as it is printed in a formula."""
    assert fact.figure is not None
    figure = fact.figure
    if figure.high is None:
        return f"≥{printed(figure.low)}"
    return printed(figure.low) if figure.low == figure.high else f"{printed(figure.low)}~{printed(figure.high)}"


def total(facts: Iterable[Fact]) -> Decimal:
    """The sum of exact facts (of a hedged one its lower end)."""
    return sum((value(fact)[0] for fact in facts), Decimal(0))


def side(facts: Sequence[Fact], *, most: int = 12, units: bool = False) -> str:
    """``701 + 618 + 16``: of more than three terms zeros are left out; a side of several shows its own sum.

    The sum is in the unit of the first; ``units``: tell them (0.5万元 + 8000元 = 1.3万元).
    """
    kept = [f for f in facts if any(value(f))] if len(facts) > 3 else list(facts)
    kept = kept or list(facts[:1])
    names = [money(fact) if units else "" for fact in kept]
    terms = " + ".join([shown(fact) + name for fact, name in zip(kept[:most], names, strict=False)])
    terms += " + …" if len(kept) > most else ""
    return f"{terms} = {total_of(facts, kept[0])}{names[0]}" if len(kept) > 1 else terms or "0"


def money(fact: Fact) -> str:
    """The unit of an amount of money, "" for what is no money."""
    assert fact.figure is not None
    return fact.figure.unit if fact.figure.unit in MONEY else ""


def total_of(facts: Iterable[Fact], like: Fact) -> str:
    """The sum of exact facts as it is printed in the unit of the fact ``like``."""
    return printed(total(facts) / scale(like))


def sum_formula(whole: Sequence[Fact], parts: Sequence[Fact], sign: str) -> str:
    """``701 + 618 + 16 = 1335 ≠ 1355``; amounts of money in several units are told with them."""
    mixed = len({money(fact) for fact in (*whole, *parts)}) > 1
    return f"{side(parts, units=mixed)} {sign} {side(whole, units=mixed)}"


def sum_outcome(
    whole: Sequence[Fact],
    parts: Sequence[Fact],
    message: Text,
    *,
    at: Sequence[Fact] = (),
    at_most: bool = False,
    severity: Severity | None = None,
) -> Outcome:
    """Σ parts = Σ whole (``at_most``: Σ parts ≤ Σ whole). ``at``: where to look, by default the whole."""
    terms = tuple([(1, fact) for fact in parts] + [(-1, fact) for fact in whole])
    equation = Equation(terms, "<=" if at_most else "=")
    differs = violation(equation) != 0
    return Outcome(
        "differs" if differs else "agrees",
        _places(whole, parts, at or whole),
        message,
        expected=total_of(parts, whole[0]) if differs else None,
        found=total_of(whole, whole[0]) if differs else None,
        formula=sum_formula(whole, parts, ">" if at_most else "≠") if differs else None,
        severity=severity,
        equation=equation,
    )


def _places(whole: Sequence[Fact], parts: Sequence[Fact], at: Sequence[Fact]) -> tuple[Evidence, ...]:
    """Where to look first, then every other number of the sum."""
    keys = {fact.key for fact in at}
    others = [*whole, *parts] if at is not whole else list(parts)
    if not keys.isdisjoint([fact.key for fact in others]):
        marked = [(fact.key, fact.span) for fact in at]
        others = [f for f in others if f.key not in keys or (f.key, f.span) not in marked]
    return tuple(
        [Evidence(fact.span, fact.key, "at") for fact in at] + [Evidence(f.span, f.key, "term") for f in others]
    )

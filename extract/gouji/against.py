"""Prose against table: a figure of the narrative beside the cell, or the cells, that it speaks of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from gouji.causes import digit_distance
from gouji.checking import Case, once
from gouji.clean import plain
from gouji.equations import printed, shown, side, value, violation
from gouji.figures.numerals import arabic
from gouji.sums import aggregate, cell_name, form_of
from gouji.types import Equation, Evidence, Fact, Outcome, Severity, Span, Text

_PRINTED = re.compile(r"\d[\d，,\s]*(?:\.(\d+))?")
_SCALE = {"万": 4, "亿": 8, "千": 3, "百": 2}


@lru_cache(maxsize=4096)
def rounding(text: str, unit: str) -> Decimal:
    """The weight of the last printed digit where a number is rounded by its print (4.14万, 12.5), else 0."""
    folded = plain(text)
    found = _PRINTED.search(folded)
    if not found:
        return Decimal(0)
    arabic(found[0])
    places = len(found[1] or "")
    behind = folded[found.end() : found.end() + 2]
    scale = next((power for word, power in _SCALE.items() if behind.startswith(word)), 0)
    if unit in {"万元", "亿元"}:
        scale = 0
    return Decimal(1).scaleb(scale - places) if scale or places else Decimal(0)


def loosened(case: Case, fact: Fact) -> Fact:
    """The fact with the interval that its printed digits leave open (cut off or rounded)."""
    assert fact.figure is not None
    slack = rounding(case.text(fact), fact.figure.unit)
    if not slack or fact.figure.hedged or fact.figure.high is None:
        return fact
    figure = replace(fact.figure, low=fact.figure.low - slack, high=fact.figure.high + slack)
    return replace(fact, figure=figure)


def with_unit(case: Case, cell: Fact) -> Fact:
    """A cell's number with the unit that its column prints (万元)."""
    form = form_of(case)
    known = form.cells.get(cell.key) if form else None
    if cell.figure is None or cell.figure.unit or known is None or known.unit not in {"元", "万元", "亿元"}:
        return cell
    return replace(cell, figure=replace(cell.figure, unit=known.unit))


def beside(case: Case, fact: Fact, readings: Sequence[Sequence[Fact]], *, severity: Severity | None = None) -> Outcome:
    """A prose fact must fit one of the readings, each the cells that may make it up; the first is the plain one."""
    loose = loosened(case, fact)
    for cells in readings:
        equation = _equation(case, loose, cells)
        if violation(equation) == 0:
            return Outcome(
                "agrees", _evidence(fact, cells), formula=f"{shown(fact)} = {side(list(cells))}", equation=equation
            )
    cells = list(readings[0])
    exact = fact if loose is fact else loose
    return Outcome(
        "differs",
        _evidence(fact, cells),
        _message(case, fact, cells),
        expected=printed(sum((value(with_unit(case, c))[0] for c in cells), Decimal(0)) / _unit(fact)),
        found=shown(fact),
        formula=f"{_with_money(fact)} ≠ {_cells_shown(case, cells)}",
        severity=severity,
        equation=_equation(case, exact, cells),
    )


_NARROWER = re.compile(
    r"本级|代表|政府办(?!理)|办公室|办公厅|局机关|厅机关|委机关|机关本部|本部|直接(?:受理|收到|办理)|牵头|统筹|转办|协调"
)


def _narrower(case: Case, fact: Fact, outcome: Outcome) -> bool:
    """Do the words say that the figure counts less than the table does, and is it less?"""
    words = before(case, fact.span, 40)
    found = _NARROWER.search(words)
    own = case.report.outline.organ or ""
    less = Decimal(outcome.found or 0) < Decimal(outcome.expected or 0) if _plain(outcome) else False
    return bool(found) and found is not None and found[0] not in own and less


def _plain(outcome: Outcome) -> bool:
    return all(one is not None and one.replace(".", "", 1).isdigit() for one in (outcome.found, outcome.expected))


def _fits_elsewhere(case: Case, fact: Fact, outcome: Outcome) -> bool:
    others = [f for f in case.told.get(fact.key, ()) if f is not fact and f.figure and f.by != "zero"]
    return any(shown(f) == outcome.expected for f in others)


def _in_several(case: Case, fact: Fact, outcome: Outcome) -> Outcome | None:
    """废止6件，宣布失效5件: figures of one sentence that share a cell are its parts if together they are the cell."""
    sentence = next((s.span for s in case.report.outline.sentences if s.span.covers(fact.span)), None)
    told = [f for f in case.told.get(fact.key, ()) if f.figure and f.by != "zero"]
    parts = [f for f in told if sentence and sentence.covers(f.span)]
    if len(parts) < 2 or outcome.equation is None:
        return None
    cells = [(factor, cell) for factor, cell in outcome.equation.terms if factor < 0]
    equation = Equation((*((1, part) for part in parts), *cells))
    if violation(equation) != 0:
        return None
    evidence = (*(Evidence(part.span, part.key) for part in parts), *outcome.evidence[1:])
    return Outcome("agrees", evidence, formula=side(parts), equation=equation)


def within_scope(case: Case, fact: Fact, outcome: Outcome) -> Outcome:
    """A figure that may speak of less than the table is not compared.

    That is: its words say so (区政府办代表区政府受理17件), or the same key agrees elsewhere; a slip of one digit is an
    error all the same.
    """
    if outcome.verdict != "differs" or outcome.expected is None or outcome.found is None:
        return outcome
    if together := _in_several(case, fact, outcome):
        return together
    if not (_narrower(case, fact, outcome) or _fits_elsewhere(case, fact, outcome)):
        return outcome
    if _fits_elsewhere(case, fact, outcome) and digit_distance(outcome.found, outcome.expected) == 1:
        return outcome
    said = case.text(fact)
    doubt = Text(
        f"未核对：「{said}」与表格不同，但从行文看口径可能小于表格",
        f"not compared: “{said}” differs from the table, but its words may speak of less than the table does",
    )
    return Outcome("unread", outcome.evidence, doubt, equation=outcome.equation)


def _with_money(fact: Fact) -> str:
    assert fact.figure is not None
    return shown(fact) + (fact.figure.unit if fact.figure.unit in {"元", "万元", "亿元"} else "")


def _cells_shown(case: Case, cells: Sequence[Fact]) -> str:
    return _with_money(with_unit(case, cells[0])) if len(cells) == 1 else side(cells)


def _unit(fact: Fact) -> Decimal:
    assert fact.figure is not None
    return {"万元": Decimal(10**4), "亿元": Decimal(10**8)}.get(fact.figure.unit, Decimal(1))


def _equation(case: Case, fact: Fact, cells: Sequence[Fact]) -> Equation:
    return Equation(((1, fact), *((-1, with_unit(case, cell)) for cell in cells)))


def _evidence(fact: Fact, cells: Sequence[Fact]) -> tuple[Evidence, ...]:
    return (Evidence(fact.span, fact.key), *(Evidence(cell.span, cell.key, "term") for cell in cells))


def _message(case: Case, fact: Fact, cells: Sequence[Fact]) -> Text:
    said = case.text(fact).replace("\n", "")
    names = "、".join(cell_name(case, cell.key) for cell in cells[:3]) + ("等" if len(cells) > 3 else "")
    english = ", ".join(cell_name(case, cell.key, "en") for cell in cells[:3]) + (" …" if len(cells) > 3 else "")
    together = "合计" if len(cells) > 1 else ""
    number = printed(sum((value(cell)[0] for cell in cells), Decimal(0)))
    verb = "add up to" if len(cells) > 1 else "is"
    return Text(
        f"正文「{said}」与表格不符，表中{names}{together}为{number}",
        f"“{said}” in the text differs from the table, where {english} {verb} {number}",
    )


def before(case: Case, span: Span, length: int = 24) -> str:
    """The folded words before a figure in its own sentence."""
    sentences = case.report.outline.sentences
    at = bisect_right(_starts(case), span.start) - 1
    inside = at >= 0 and sentences[at].span.covers(span)
    start = sentences[at].span.start if inside else max(0, span.start - length)
    return _folded(case.report.document.text[start : span.start])[-length:]


@once
def _starts(case: Case) -> list[int]:
    return [sentence.span.start for sentence in case.report.outline.sentences]


_folded = lru_cache(maxsize=1024)(plain)  # several checks look at the words before one figure


def compared(case: Case, fact: Fact, keys: Sequence[str]) -> list[list[Fact]]:
    """The cells of each key, for the keys whose cells were all read."""
    return [cells for key in keys if (cells := aggregate(case, key)) is not None]


def mentions(case: Case, prefixes: tuple[str, ...]) -> Iterator[Fact]:
    """Prose facts whose key begins with one of the prefixes, and that are no plan."""
    for fact in case.report.mentions:
        if fact.key.startswith(prefixes) and fact.figure is not None and fact.by != "plan":
            yield fact

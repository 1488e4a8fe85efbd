"""The ledger: how every numeral of the prose and every cell of the tables ends, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.checking import Check
from gouji.types import Fact, Issue, Outcome, Report, Span, Text

_NO_PARTNER = Text("没有可与之核对的数", "nothing in the report to compare it with")
_SEE = Text("见问题清单", "see the issues")
_ORDER = ("agrees", "differs", "undecidable", "unchecked", "not_a_figure")
_PLAN = Text("计划数或目标数，不核对", "a plan or a target, not compared")


Id = tuple[int, int, str]
Ends = dict[Id, Text]


def _id(fact: Fact) -> Id:
    """What tells a fact apart, also where a check looks at it with a wider interval or another unit."""
    return fact.span.start, fact.span.stop, fact.key


def _ends(found: Sequence[tuple[Check, Outcome]]) -> tuple[Ends, Ends, Ends]:
    """Facts that agree, differ, or are undecided, each with the name of the check that says so."""
    agree: Ends = {}
    differ: Ends = {}
    open_: Ends = {}
    for check, outcome in reversed(found):  # the first check that says so is the last to write its name
        if outcome.equation is None:
            continue
        wrong = outcome.verdict == "differs"
        at = {e.span for e in outcome.evidence if e.role == "at"} if wrong else ()
        into, name = {"agrees": agree, "differs": differ, "unread": open_}[outcome.verdict], check.name
        for _, fact in outcome.equation.terms:
            if not wrong or fact.span in at or fact.told == "prose":
                span = fact.span
                into[span.start, span.stop, fact.key] = name
    return agree, differ, open_


def _cell_end(fact: Fact, agree: Ends, differ: Ends, open_: Ends) -> str:
    """How a table's cell ends; a blank one is undecidable."""
    if fact.figure is None:
        return "undecidable"
    known = _id(fact)
    if known in differ:
        return "differs"
    return "agrees" if known in agree else "undecidable" if known in open_ else "unchecked"


@dataclass(frozen=True, slots=True)
class Ledger:
    """``verdicts`` and ``whys`` go with the prose facts, ``cells`` with the table's; ``counts`` has all numerals."""

    verdicts: tuple[str, ...]
    whys: tuple[Text, ...]
    cells: tuple[str, ...]
    counts: Mapping[str, int]


def ledger_of(report: Report, found: Sequence[tuple[Check, Outcome]], issues: Sequence[Issue]) -> Ledger:
    """How each prose fact and each cell ended and why, and how many numerals of the document ended in which way."""
    ends = _ends(found)
    wrong = {e.span for i in issues for e in i.outcome.evidence if i.severity != "info" and e.role == "at"}
    told = [_prose_end(fact, ends, wrong) for fact in report.mentions]
    cells = [_cell_end(fact, *ends) for fact in report.tables.cells]
    counts = Counter(verdict for verdict, _ in told) + Counter(cells)
    counts["not_a_figure"] = len(report.numerals)
    verdicts, whys = tuple(verdict for verdict, _ in told), tuple(why for _, why in told)
    return Ledger(verdicts, whys, tuple(cells), {name: counts[name] for name in _ORDER})


def _prose_end(fact: Fact, ends: tuple[Ends, Ends, Ends], wrong: set[Span]) -> tuple[str, Text]:
    agree, differ, open_ = ends
    known = _id(fact)
    if known in differ or fact.span in wrong:
        name = differ.get(known)
        failed = Text(f"未通过「{name.zh}」检查", f"failed: {name.en}") if name else _SEE
        return "differs", failed
    if known in agree:
        return "agrees", Text(f"已通过「{agree[known].zh}」检查", f"passed: {agree[known].en}")
    if known in open_:
        return "undecidable", Text(f"「{open_[known].zh}」检查无法判断", f"not decided: {open_[known].en}")
    return "unchecked", _PLAN if fact.by == "plan" else _NO_PARTNER

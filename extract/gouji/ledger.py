"""The ledger: how every numeral of the prose and every cell of the tables ends, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from gouji.checking import Check
from gouji.types import Fact, Issue, Outcome, Report, Span, Text

_NO_PARTNER = Text("没有可与之核对的数", "nothing in the report to compare it with")
_PLAN = Text("计划数或目标数，不核对", "a plan or a target, not compared")


Ends = dict[tuple[Span, str], Text]


def _id(fact: Fact) -> tuple[Span, str]:
    """What tells a fact apart, also where a check looks at it with a wider interval or another unit."""
    return fact.span, fact.key


def _ends(found: Sequence[tuple[Check, Outcome]]) -> tuple[Ends, Ends, Ends]:
    """Facts that agree, differ, or are undecided, each with the name of the check that says so."""
    agree: Ends = {}
    differ: Ends = {}
    open_: Ends = {}
    for check, outcome in found:
        facts = [fact for _, fact in outcome.equation.terms] if outcome.equation else []
        at = {e.span for e in outcome.evidence if e.role == "at"}
        into = {"agrees": agree, "differs": differ, "unread": open_}[outcome.verdict]
        for fact in facts:
            if outcome.verdict != "differs" or fact.span in at or fact.told == "prose":
                into.setdefault(_id(fact), check.name)
    return agree, differ, open_


def _cell_end(fact: Fact, agree: Ends, differ: Ends, open_: Ends) -> str:
    """How a table's cell ends; a blank one is undecidable."""
    if fact.figure is None:
        return "undecidable"
    if _id(fact) in differ:
        return "differs"
    return "agrees" if _id(fact) in agree else "undecidable" if _id(fact) in open_ else "unchecked"


def ledger_of(
    report: Report, found: Sequence[tuple[Check, Outcome]], issues: Sequence[Issue]
) -> tuple[list[str], list[Text], Mapping[str, int]]:
    """Verdict and reason of each prose fact, and how many numerals and cells of the document ended in which way."""
    agree, differ, open_ = _ends(found)
    wrong = {e.span for i in issues for e in i.outcome.evidence if i.severity != "info" and e.role == "at"}
    verdicts: list[str] = []
    whys: list[Text] = []
    for fact in report.mentions:
        known = _id(fact)
        if known in differ or fact.span in wrong:
            verdicts.append("differs")
            whys.append(differ.get(known, Text("见问题清单", "see the issues")))
        elif known in agree:
            verdicts.append("agrees")
            whys.append(agree[known])
        elif known in open_:
            verdicts.append("undecidable")
            whys.append(open_[known])
        else:
            verdicts.append("unchecked")
            whys.append(_PLAN if fact.by == "plan" else _NO_PARTNER)
    counts = Counter(verdicts)
    counts.update(_cell_end(fact, agree, differ, open_) for fact in report.tables.cells)
    counts["not_a_figure"] = len(report.numerals)
    order = ("agrees", "differs", "undecidable", "unchecked", "not_a_figure")
    return verdicts, whys, {name: counts[name] for name in order}

"""How every cell of the statutory tables ended, cell by cell: what the ledger only counts."""

from __future__ import annotations

from gouji.types import Audit, Fact


def cell_ends(audit: Audit) -> list[str]:
    """agrees, differs, undecidable or unchecked for each of ``report.tables.cells``, by the rules of the ledger."""
    ends: dict[object, str] = {}
    for _, outcome in audit.outcomes:
        at = {one.span for one in outcome.evidence if one.role == "at"}
        end = {"agrees": "agrees", "differs": "differs"}.get(outcome.verdict, "undecidable")
        for _, fact in outcome.equation.terms if outcome.equation else ():
            if end != "differs" or fact.span in at:
                ends[_id(fact)] = min(ends.get(_id(fact), "unchecked"), end, key=_rank)
    return [_end(fact, ends.get(_id(fact), "unchecked")) for fact in audit.report.tables.cells]


def _id(fact: Fact) -> object:
    return fact.span, fact.key


def _rank(end: str) -> int:
    return ("differs", "agrees", "undecidable", "unchecked").index(end)


def _end(fact: Fact, end: str) -> str:
    return end if fact.figure else "undecidable"

"""Every place of a draft that the page can show, link to or colour: figures, cells, numerals, evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gouji.decisions import Judged
from gouji.render.key_names import key_name, value_of
from gouji.render.words import LEDGER, no_figure
from gouji.types import Fact, Issue, Lang, Outcome, Span, Text

_WORST = ("differs", "undecidable", "unread", "unchecked", "agrees", "none")


@dataclass(frozen=True, slots=True)
class Mark:
    """One place. ``verdict`` is how its figure ended, ``none`` for a numeral that is no figure, empty for mere words.

    ``at`` and ``term`` are the numbers of the issues that point at it, or that count it.
    """

    span: Span
    number: int
    verdict: str
    title: str
    at: tuple[int, ...]
    term: tuple[int, ...]
    cell: bool


@dataclass(slots=True)
class _Draft:
    verdicts: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    at: dict[int, None] = field(default_factory=dict)
    term: dict[int, None] = field(default_factory=dict)
    cell: bool = False


def marks_of(audit: Judged, issues: Sequence[Issue], lang: Lang) -> Mapping[Span, Mark]:
    """All places in reading order, longer ones first; one for each span."""
    drafts: dict[Span, _Draft] = {}
    for span, verdict, title in (*_figures(audit, lang), *_numerals(audit, lang)):
        draft = drafts.setdefault(span, _Draft())
        draft.verdicts.append(verdict)
        draft.titles.append(title)
    for fact in audit.report.tables.cells:
        drafts[fact.span].cell = True
    for number, issue in enumerate(issues):
        for span, role in _places(issue):
            draft = drafts.setdefault(span, _Draft())
            (draft.at if role == "at" else draft.term)[number] = None
    ordered = sorted(drafts.items(), key=lambda item: (item[0].start, -item[0].stop))
    return {span: _mark(span, number, draft) for number, (span, draft) in enumerate(ordered)}


def _mark(span: Span, number: int, draft: _Draft) -> Mark:
    verdict = min(draft.verdicts, key=_WORST.index, default="")
    title = "\n".join(dict.fromkeys(draft.titles))
    return Mark(span, number, verdict, title, tuple(draft.at), tuple(draft.term), draft.cell)


def _figures(audit: Judged, lang: Lang) -> Iterator[tuple[Span, str, str]]:
    report = audit.report
    for index, fact in enumerate(report.mentions):
        verdict = audit.verdicts[index]
        why = audit.whys[index].say(lang)
        yield span_of(fact), verdict, _title(audit, fact, verdict, why, lang)
    for fact, verdict in zip(report.tables.cells, audit.cell_verdicts, strict=True):
        yield fact.span, verdict, _title(audit, fact, verdict, "", lang)


def span_of(fact: Fact) -> Span:
    """The figure's own characters; those of an implicit zero are its words."""
    return fact.figure.span if fact.figure and fact.told == "prose" else fact.span


def _title(audit: Judged, fact: Fact, verdict: str, why: str, lang: Lang) -> str:
    value = value_of(fact.figure) if fact.figure else Text("（空）", "(blank)").say(lang)
    end = LEDGER.get(verdict, Text(verdict, verdict)).say(lang)
    return f"{key_name(audit, fact.key, lang)} = {value} · {end}" + (f" · {why}" if why else "")


def _numerals(audit: Judged, lang: Lang) -> Iterator[tuple[Span, str, str]]:
    for one in audit.report.numerals:
        yield one.span, "none", f"{LEDGER['not_a_figure'].say(lang)} · {no_figure(one.why).say(lang)}"


def _places(issue: Issue) -> Iterator[tuple[Span, str]]:
    for evidence in issue.outcome.evidence:
        yield evidence.span, evidence.role
    for repair in issue.outcome.repairs:
        yield repair.span, "term"
    for outcome in issue.related:
        yield from ((evidence.span, "term") for evidence in outcome.evidence)
        yield from ((fact.span, "term") for fact in _facts(outcome))
    yield from ((fact.span, "term") for fact in _facts(issue.outcome))


def _facts(outcome: Outcome) -> list[Fact]:
    return [fact for _, fact in outcome.equation.terms] if outcome.equation else []

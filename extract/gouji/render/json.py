"""A run as the JSON document of docs/schema.json: one object; fields may be added, never changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

import gouji
from gouji.decisions import Decision, Judged, Trace, as_judged
from gouji.decisions.trace import trace_of
from gouji.render.excerpt import where_issue
from gouji.render.result import Failure, Result
from gouji.render.where import line_at, place_to_dict, sentence_at
from gouji.types import Audit, Evidence, Fact, Issue, Lang, Outcome, Parts, Repair, Report, Span


def dumps(results: Sequence[Result], lang: Lang) -> str:
    """The whole document as text, with a line end; Chinese is written as it is."""
    return json.dumps(run_to_dict(results, lang), ensure_ascii=False, indent=1) + "\n"


def run_to_dict(results: Sequence[Result], lang: Lang) -> dict[str, object]:
    """One entry for each file, in the order given; a file that could not be read has ``error`` in place of facts."""
    tool = {"name": "gouji", "version": gouji.__version__}
    return {"tool": tool, "documents": [_result(result, lang) for result in results]}


def plain(number: Decimal) -> str:
    """The exact decimal without exponent and without idle zeros: ``Decimal("1.30E+4")`` → ``"13000"``."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def document_to_dict(audit: Audit, lang: Lang) -> dict[str, object]:
    report = audit.report
    document, outline = report.document, report.outline
    return {
        "name": document.name,
        "sha256": document.sha256,
        "format": document.format,
        "family": audit.family,
        "form": report.tables.form,
        "organ": outline.organ,
        "year": outline.year,
        "cells": {fact.key: _cell(report, fact) for fact in report.tables.cells},
        "figures": [_figure(audit, index, lang) for index in range(len(report.mentions))],
        "parts": [_parts(parts) for parts in report.parts],
        "numerals": [{**_span(report, one.span), "why": one.why} for one in report.numerals],
        **_issues(as_judged(audit), lang),
        "unread": [{"what": what.say(lang), "why": why.say(lang)} for what, why in audit.unread],
        "notes": [{"kind": note.kind, "text": note.text.say(lang)} for note in document.notes],
        "ledger": dict(audit.ledger),
    }


def _result(result: Result, lang: Lang) -> dict[str, object]:
    if isinstance(result, Failure):
        return {"name": result.name, "error": result.text.say(lang)}
    return document_to_dict(result, lang)


def _span(report: Report, span: Span) -> dict[str, object]:
    return {"text": span.of(report.document.text), "start": span.start, "end": span.stop}


def _place(report: Report, span: Span) -> object:
    """Null for words that stand nowhere (a blank cell), one place, or a list in reading order."""
    if not span:
        return None
    line = line_at(report.document.text, span.start)[1]
    places = [place_to_dict(place, line) for place in report.document.places(span)]
    if len(places) < 2:
        return places[0] if places else None
    return places


def _cell(report: Report, fact: Fact) -> dict[str, object]:
    value = None if fact.figure is None else plain(fact.figure.low)
    return {"value": value, "text": fact.span.of(report.document.text), "place": _place(report, fact.span)}


def _figure(audit: Audit, index: int, lang: Lang) -> dict[str, object]:
    report, fact = audit.report, audit.report.mentions[index]
    figure = fact.figure
    span = figure.span if figure else fact.span
    sentence = sentence_at(report, span)
    return {
        **_span(report, span),
        "low": plain(figure.low) if figure else None,
        "high": plain(figure.high) if figure and figure.high is not None else None,
        "unit": figure.unit if figure else "",
        "hedged": bool(figure and figure.hedged),
        "key": fact.key,
        "told": fact.told,
        "by": fact.by,
        "verdict": audit.verdicts[index],
        "why": audit.whys[index].say(lang),
        "sentence": sentence.span.of(report.document.text) if sentence else None,
        "place": _place(report, span),
    }


def _parts(parts: Parts) -> dict[str, object]:
    return {"whole": parts.whole, "parts": list(parts.parts), "closed": parts.closed, "why": parts.why}


def _issues(audit: Judged, lang: Lang) -> dict[str, object]:
    """What stands, what was set aside by decisions and by the baseline, and what is found no more."""
    told: dict[str, object] = {
        name: [issue_to_dict(audit, issue, lang) for issue in issues]
        for name, issues in (("issues", audit.issues), ("rejected", audit.rejected), ("known", audit.known))
    }
    return {**told, "fixed": [trace_to_dict(one) for one in audit.fixed], "lost": [*map(trace_to_dict, audit.lost)]}


def trace_to_dict(trace: Trace) -> dict[str, object]:
    """An issue of an earlier version, found no more."""
    said = {"fingerprint": trace.fingerprint, "code": trace.code, "severity": trace.severity}
    return {**said, "message": trace.message, "formula": trace.formula or None}


def _decision(decision: Decision) -> dict[str, object]:
    return {"decision": decision.choice, "remark": decision.remark, "by": decision.by, "date": decision.date}


def issue_to_dict(audit: Judged, issue: Issue, lang: Lang) -> dict[str, object]:
    """One issue, with what was decided on it."""
    report, decision = audit.report, audit.decisions.get(issue.fingerprint)
    return {
        "code": issue.code,
        "name": issue.name.say(lang),
        "severity": issue.severity,
        **_outcome(report, issue.outcome, lang),
        "repairs": [_repair(repair, lang) for repair in issue.outcome.repairs],
        "related": [_outcome(report, outcome, lang) for outcome in issue.related],
        "fingerprint": issue.fingerprint,
        "where": where_issue(report, issue.outcome, lang),
        "near": trace_of(report, issue).near,
        "decision": _decision(decision) if decision else None,
    }


def _outcome(report: Report, outcome: Outcome, lang: Lang) -> dict[str, object]:
    return {
        "message": outcome.message.say(lang),
        "expected": outcome.expected,
        "found": outcome.found,
        "formula": outcome.formula,
        "evidence": [_evidence(report, evidence) for evidence in outcome.evidence],
    }


def _evidence(report: Report, evidence: Evidence) -> dict[str, object]:
    where = {"key": evidence.key, "role": evidence.role, "place": _place(report, evidence.span)}
    return {**_span(report, evidence.span), **where}


def _repair(repair: Repair, lang: Lang) -> dict[str, object]:
    change = {"key": repair.key, "start": repair.span.start, "end": repair.span.stop}
    return {**change, "was": repair.was, "becomes": repair.becomes, "why": repair.why.say(lang)}

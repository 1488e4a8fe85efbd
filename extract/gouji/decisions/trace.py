"""Traces of issues: of an audit's, and of those in a JSON document written earlier."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.fuzz import ratio

from gouji.clean import plain
from gouji.decisions.nouns import Trace
from gouji.types import Audit, Evidence, Issue, Report, Span

_ALIKE = 60.0  # per cent of characters in common, numbers left out: below it a sentence was written anew
_DIGITS = re.compile(r"[\d.]+")


def trace_of(report: Report, issue: Issue) -> Trace:
    """The trace of an issue of ``report``."""
    at = [one for one in issue.outcome.evidence if one.role == "at"]
    text = report.document.text
    return Trace(
        issue.fingerprint,
        issue.code,
        issue.severity,
        issue.outcome.message.zh,
        issue.outcome.formula or "",
        tuple(one.key or "" for one in at),
        tuple(plain(one.span.of(text)) for one in at),
        next((_near(report, one) for one in at), ""),
    )


def _near(report: Report, evidence: Evidence) -> str:
    cells = report.tables.by_key()
    if evidence.key and evidence.key in cells and cells[evidence.key].span == evidence.span:
        return ""
    return sentence_of(report, evidence.span)


def sentence_of(report: Report, span: Span) -> str:
    """The sentence around a span, folded; its line where there is no sentence."""
    text = report.document.text
    for sentence in report.outline.sentences:
        if sentence.span.covers(span):
            return plain(sentence.span.of(text))
    stop = text.find("\n", span.stop)
    return plain(text[text.rfind("\n", 0, span.start) + 1 : len(text) if stop < 0 else stop])


def trace_of_dict(issue: Mapping[str, object]) -> Trace:
    """The trace of an issue in an earlier run's JSON output (docs/schema.json). Raises ValueError if it is none."""
    evidence = issue.get("evidence", [])
    if not isinstance(evidence, list) or not isinstance(issue.get("fingerprint"), str):
        raise ValueError("no issue of gouji")
    at = [one for one in evidence if one.get("role", "at") == "at"]
    code, severity, message, formula, near = (
        str(issue.get(name) or "") for name in ("code", "severity", "message", "formula", "near")
    )
    keys = tuple(str(one.get("key") or "") for one in at)
    words = tuple(plain(str(one.get("text", ""))) for one in at)
    return Trace(str(issue["fingerprint"]), code, severity, message, formula, keys, words, near)


def traces(audit: Audit, issues: Iterable[Issue]) -> list[Trace]:
    return [trace_of(audit.report, issue) for issue in issues]


def pair(old: Sequence[Trace], new: Sequence[Trace], *, exact: bool = False) -> dict[int, int]:
    """For each of ``new`` that is one of ``old`` the index of that: by fingerprint, then by code, keys and near text.

    ``exact``: after the fingerprint only an issue with the same words and the same sum is the same.
    """
    left = {trace.fingerprint: index for index, trace in reversed(list(enumerate(old)))}
    found = {at: left[trace.fingerprint] for at, trace in enumerate(new) if trace.fingerprint in left}
    taken = set(found.values())
    likely = [
        (score, at, index)
        for at, trace in enumerate(new)
        for index, other in enumerate(old)
        if at not in found and index not in taken and (score := _likeness(other, trace, exact=exact)) >= _ALIKE
    ]
    for _, at, index in sorted(likely, key=lambda one: (-one[0], one[1], one[2])):
        if at not in found and index not in taken:
            found[at] = index
            taken.add(index)
    return found


def _likeness(old: Trace, new: Trace, *, exact: bool) -> float:
    """0 to 100: how much the sentences have in common, if all else is the same."""
    if not old.code or (old.code, old.keys) != (new.code, new.keys):
        return 0.0
    if exact and (old.words, old.formula) != (new.words, new.formula):
        return 0.0
    return ratio(_DIGITS.sub("", old.near), _DIGITS.sub("", new.near))


def still_read(audit: Audit, trace: Trace) -> bool:
    """Whether any figure the trace speaks of was read in this version (a trace without keys speaks of none)."""
    keys = {fact.key for fact in audit.report.tables.cells if fact.figure} | {f.key for f in audit.report.mentions}
    named = [key for key in trace.keys if key]
    return not named or any(key in keys for key in named)

"""Outcomes that differ → issues: one for each root cause, errors first, each with a fingerprint that lasts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gouji.causes import Cause, Change, causes, unlikely
from gouji.checking import Case, Check
from gouji.clean import plain
from gouji.equations import printed, scale, total_of, value
from gouji.sums import cell_name
from gouji.types import Evidence, Fact, Issue, Outcome, Repair, Severity, Span, Text
from gouji.witnesses import absorbed, heard, witnesses

_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
Found = Sequence[tuple[Check, Outcome]]


def _severity(check: Check, outcome: Outcome) -> Severity:
    return outcome.severity or check.severity


def issues_of(case: Case, found: Found) -> list[Issue]:
    """All issues of a case, errors first, then in reading order."""
    sums = [(check, outcome) for check, outcome in found if outcome.equation and outcome.verdict != "unread"]
    equations = [outcome.equation for _, outcome in sums if outcome.equation]
    failed = [index for index, (_, outcome) in enumerate(sums) if outcome.verdict == "differs"]
    hard = [i for i in failed if _severity(*sums[i]) == "error"]
    soft = [i for i in failed if i not in hard]
    made: list[tuple[Check, Outcome, tuple[Outcome, ...]]] = []
    told, explained = witnesses(case, found), list[Outcome]()
    for cause in causes(equations, hard):
        known = heard(case, cause, equations, told)
        shares = absorbed(case, known, told)
        explained += shares
        check, outcome, related = _of_cause(case, sums, known)
        made.append((check, outcome, (*related, *shares)))
    for index in soft:
        made.append((*sums[index], ()))
    apart = [(c, o) for c, o in found if o.verdict == "differs" and not o.equation]
    made += [(c, o, ()) for c, o in apart if not any(o is one for one in explained)]
    made.sort(key=lambda m: (_RANK[_severity(m[0], m[1])], _at(m[1])))
    return _numbered(case, made)


def _at(outcome: Outcome) -> int:
    return min((e.span.start for e in outcome.evidence), default=0)


def _of_cause(case: Case, sums: Found, cause: Cause) -> tuple[Check, Outcome, tuple[Outcome, ...]]:
    """The issue of one root cause: its clearest failed sum, told with the others and with what would heal them all."""
    failed = sorted(cause.failed, key=lambda i: _clearness(sums[i][1], cause))
    check, first = sums[failed[0]]
    others = tuple(sums[i][1] for i in failed[1:])
    repairs = tuple(r for change in _likely(cause) for r in _repairs(case, change, len(failed)))
    outcome = replace(first, repairs=repairs)
    if others:
        outcome = replace(outcome, evidence=_evidence(sums, failed, cause), message=_told(case, first, others, cause))
    return check, outcome, others


def _likely(cause: Cause) -> list[Change]:
    """The corrections worth telling: of one cause with several figures the best, else those that look like a slip."""
    if not cause.heals:
        return []
    if len(cause.heals[0]) > 1:
        return [cause.heals[0]]
    slips = [change for change in cause.heals if unlikely(change) <= 1]
    return slips[:3] or list(cause.heals[:1])


def _clearness(outcome: Outcome, cause: Cause) -> tuple[bool, int, int]:
    """The clearest sum is one whose own whole is wrong, and of these the total's; else the shortest."""
    suspects = {fact.span for fact in cause.heals[0]} if cause.heals else set()
    own = {e.span for e in outcome.evidence if e.role == "at"}
    return not own <= suspects, -_at(outcome) if own <= suspects else len(outcome.evidence), _at(outcome)


def _evidence(sums: Found, failed: Sequence[int], cause: Cause) -> tuple[Evidence, ...]:
    """What the correction would change comes first; every other number of the failed sums is a term."""
    suspects = list(cause.heals[0]) if cause.heals else []
    places = {fact.span: Evidence(fact.span, fact.key, "at") for fact in suspects}
    for index in failed:
        for fact in _facts(sums[index][1]):
            if fact.span not in places and (value(fact)[0] or len(places) < 3):
                places[fact.span] = Evidence(fact.span, fact.key, "term")
    return tuple(places.values())


def _facts(outcome: Outcome) -> list[Fact]:
    return [fact for _, fact in outcome.equation.terms] if outcome.equation else []


def _told(case: Case, first: Outcome, others: Sequence[Outcome], cause: Cause) -> Text:
    heal = cause.heals[0] if cause.heals else {}
    zh = "；".join(f"「{_name(case, f, 'zh')}」由{_was(f)}改为{_becomes(f, d)}" for f, d in heal.items())
    en = "; ".join(f"{_name(case, f, 'en')} from {_was(f)} to {_becomes(f, d)}" for f, d in heal.items())
    count = len(others) + 1
    return Text(
        f"{first.message.zh}；同一处共使{count}个勾稽关系不平" + (f"，若{zh}，则全部相符" if zh else ""),
        f"{first.message.en}; {count} sums fail for this one cause" + (f"; {en} would heal them all" if en else ""),
    )


def _name(case: Case, fact: Fact, lang: str) -> str:
    if fact.told == "table":
        return cell_name(case, fact.key, lang)
    return case.text(fact) if lang == "zh" else f"“{case.text(fact)}” in the text"


def _was(fact: Fact) -> str:
    return total_of([fact], fact)


def _becomes(fact: Fact, change: object) -> str:
    from decimal import Decimal

    assert isinstance(change, Decimal)
    return printed((value(fact)[0] + change) / scale(fact))


def _repairs(case: Case, change: object, healed: int) -> list[Repair]:
    assert isinstance(change, dict)
    why = Text(
        "改后本项即相符" if healed == 1 else f"改后{healed}个勾稽关系全部相符",
        "this would heal the sum" if healed == 1 else f"this would heal all {healed} sums",
    )
    return [Repair(fact.key, fact.span, _was(fact), _becomes(fact, d), why) for fact, d in change.items()]


def _numbered(case: Case, made: Sequence[tuple[Check, Outcome, tuple[Outcome, ...]]]) -> list[Issue]:
    """Issues with fingerprints: of what they say and where in the words, never of offsets; equal ones are counted."""
    seen: Counter[str] = Counter()
    issues = []
    for check, outcome, related in made:
        body = "|".join([check.code, *(_mark(case, e) for e in outcome.evidence if e.role == "at")])
        digest = hashlib.sha256(body.encode()).hexdigest()[:16]
        seen[digest] += 1
        suffix = f"-{seen[digest]}" if seen[digest] > 1 else ""
        severity = _severity(check, outcome)
        issues.append(Issue(check.code, check.name, severity, outcome, digest + suffix, related))
    return issues


def _mark(case: Case, evidence: Evidence) -> str:
    text = case.report.document.text
    words = plain(evidence.span.of(text))
    if evidence.key and evidence.key in case.cells and case.cells[evidence.key].span == evidence.span:
        return f"{evidence.key}={words}"
    return f"{evidence.key or ''}={words}@{_sentence(case, evidence.span)}"


def _sentence(case: Case, span: Span) -> str:
    text = case.report.document.text
    for sentence in case.report.outline.sentences:
        if sentence.span.covers(span):
            return plain(sentence.span.of(text))
    return ""

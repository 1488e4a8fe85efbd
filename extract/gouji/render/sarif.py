"""A run as SARIF 2.1.0 (OASIS Standard), for code-review tools; characters are counted in Unicode code points."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from urllib.parse import quote

import gouji
from gouji.checking import Check, registry
from gouji.decisions import CHOICES, Judged, Trace, as_judged
from gouji.render.excerpt import where
from gouji.render.result import Failure, Result
from gouji.render.where import line_at, place_to_dict
from gouji.types import Audit, Evidence, Issue, Lang, Report, TextRange

_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_MARK = "goujiIssue/v1"
Object = dict[str, object]


def dumps(results: Sequence[Result], lang: Lang) -> str:
    """One run with a result for each issue; rejected ones are suppressed, those of a baseline ``unchanged``."""
    rules = {code: index for index, code in enumerate(registry())}
    audits = [as_judged(one) for one in results if not isinstance(one, Failure)]
    driver: Object = {"name": "gouji", "version": gouji.__version__, "semanticVersion": gouji.__version__}
    driver["rules"] = [_rule(check, lang) for check in registry().values()]
    run: Object = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": "en" if lang == "en" else "zh-CN",
        "artifacts": [_artifact(audit) for audit in audits],
        "results": [one for at, audit in enumerate(audits) for one in _results(audit, at, rules, lang)],
        "invocations": [_invocation(results, lang)],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(check: Check, lang: Lang) -> Object:
    return {
        "id": check.code,
        "shortDescription": {"text": check.name.say(lang)},
        "fullDescription": {"text": check.doc.say(lang)},
        "help": {"text": check.source},
        "defaultConfiguration": {"level": _LEVEL[check.severity]},
    }


def uri_of(name: str) -> str:
    """A file name as a URI reference: relative names stay relative."""
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _artifact(audit: Audit) -> Object:
    document = audit.report.document
    return {"location": {"uri": uri_of(document.name)}, "hashes": {"sha-256": document.sha256}}


def _results(audit: Judged, at: int, rules: Mapping[str, int], lang: Lang) -> Iterator[Object]:
    for state, issues in (("new", (*audit.issues, *audit.rejected)), ("unchanged", audit.known)):
        for issue in issues:
            told = {"baselineState": state} if audit.compared else {}
            yield {**_result(audit, issue, at, rules, lang), **told}
    for trace in audit.fixed if audit.compared else ():
        yield _absent(audit, trace, at)


def _result(audit: Judged, issue: Issue, at: int, rules: Mapping[str, int], lang: Lang) -> Object:
    outcome = issue.outcome
    places = [_location(audit.report, one, at, lang) for one in outcome.evidence if one.role == "at"]
    terms = [_location(audit.report, one, at, lang) for one in outcome.evidence if one.role == "term"]
    index = {"ruleIndex": rules[issue.code]} if issue.code in rules else {}
    said = outcome.message.say(lang)
    return {
        "ruleId": issue.code,
        **index,
        "level": _LEVEL[issue.severity],
        "message": {"text": f"{said} {outcome.formula}" if outcome.formula else said},
        "locations": places or [{"physicalLocation": _file(audit, at)}],
        **({"relatedLocations": [{"id": number, **one} for number, one in enumerate(terms, 1)]} if terms else {}),
        "partialFingerprints": {_MARK: issue.fingerprint},
        "suppressions": _suppressions(audit, issue, lang),
    }


def _suppressions(audit: Judged, issue: Issue, lang: Lang) -> list[Object]:
    """Only an issue that was rejected is suppressed; viewers hide whatever has a suppression."""
    decision = audit.decisions.get(issue.fingerprint)
    if decision is None or decision.choice != "rejected":
        return []
    justification = decision.remark or CHOICES[decision.choice].say(lang)
    return [{"kind": "external", "status": "accepted", "justification": justification}]


def _absent(audit: Audit, trace: Trace, at: int) -> Object:
    """An issue of the baseline that was fixed."""
    return {
        "ruleId": trace.code,
        "level": _LEVEL.get(trace.severity, "warning"),
        "message": {"text": trace.message or trace.code},
        "locations": [{"physicalLocation": _file(audit, at)}],
        "partialFingerprints": {_MARK: trace.fingerprint},
        "suppressions": [],
        "baselineState": "absent",
    }


def _file(audit: Audit, at: int) -> Object:
    return {"artifactLocation": {"uri": uri_of(audit.report.document.name), "index": at}}


def _location(report: Report, evidence: Evidence, at: int, lang: Lang) -> Object:
    """Characters of a text file; of other formats the heading, and where gouji stands in the file as a property."""
    document, span = report.document, evidence.span
    physical: Object = {"artifactLocation": {"uri": uri_of(document.name), "index": at}}
    places = document.places(span) if span else ()
    line = line_at(document.text, span.start)[1]
    texts = [place for place in places if isinstance(place, TextRange)]
    if texts:
        physical["region"] = _region(document.text, texts[0].start, texts[-1].stop)
    found: Object = {"physicalLocation": physical}
    if name := where(report, span, lang):
        found["logicalLocations"] = [{"fullyQualifiedName": name, **({"name": evidence.key} if evidence.key else {})}]
    if words := span.of(document.text).strip():
        found["message"] = {"text": words}
    if places and not texts:
        found["properties"] = {"places": [place_to_dict(place, line) for place in places]}
    return found


def _region(text: str, start: int, stop: int) -> Object:
    """The same characters told both ways, which the standard wants (3.30.4)."""
    (first, line), (last, end) = line_at(text, start), line_at(text, stop)
    lines = {"startLine": line, "startColumn": start - first.start + 1, "endLine": end}
    columns: Object = {"endColumn": stop - last.start + 1, "charOffset": start, "charLength": stop - start}
    return {**lines, **columns, "snippet": {"text": text[start:stop]}}


def _invocation(results: Sequence[Result], lang: Lang) -> Object:
    """What could not be checked or read is told as notifications, never left out."""
    told: list[Object] = []
    for result in results:
        if isinstance(result, Failure):
            told.append(_notification("error", result.text.say(lang), result.name))
            continue
        for what, why in result.unread:
            told.append(_notification("note", f"{what.say(lang)}: {why.say(lang)}", result.report.document.name))
    done = not any(isinstance(result, Failure) for result in results)
    return {"executionSuccessful": done, "toolExecutionNotifications": told}


def _notification(level: str, said: str, name: str) -> Object:
    place = {"physicalLocation": {"artifactLocation": {"uri": uri_of(name)}}}
    return {"level": level, "message": {"text": said}, "locations": [place]}

"""Planted faults and neutral edits against the checks: recall by kind, and false errors on what is consistent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gouji.pipeline import audit_report, report_of
from gouji.read import read_bytes
from gouji.types import Audit, Issue, Span

from . import neutral, planter, reading
from .planter import Planted, Subject
from .scores import Tally
from .writer import txt


@dataclass(slots=True)
class Detection:
    """``found`` by kind of fault; ``false`` by kind of consistent text: (texts, errors, warnings)."""

    found: dict[str, Tally] = field(default_factory=dict)
    texts: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    by_code: dict[str, Tally] = field(default_factory=dict)
    details: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        right, wanted = (sum(getattr(t, name) for t in self.found.values()) for name in ("right", "wanted"))
        return right / wanted if wanted else 1.0

    @property
    def false_errors(self) -> float:
        """Errors for every 100 consistent texts."""
        return 100 * sum(self.errors.values()) / max(1, sum(self.texts.values()))

    @property
    def false_warnings(self) -> float:
        return 100 * sum(self.warnings.values()) / max(1, sum(self.texts.values()))


def audit(subject: Subject) -> tuple[Audit, list[Span]]:
    """What gouji finds, and where the narrative's figures stand in its text."""
    if subject.report is None:
        text, offset = reading.titled(subject.narrative)
        found = audit_report(report_of(read_bytes(text.encode("utf-8"), "narrative.txt")))
        return found, [Span(f.start + offset, f.stop + offset) for f in subject.narrative.figures]
    document = read_bytes(txt.render(subject.report, "rows"), "report.txt")
    return audit_report(report_of(document)), _places(subject, document.text)


def _places(subject: Subject, text: str) -> list[Span]:
    """Figures of the narrative in the printed report, found line by line."""
    narrative = subject.narrative
    lines: list[tuple[int, int]] = []
    at = printed = 0
    for line in narrative.text.removesuffix("\n").split("\n"):
        printed = text.index(line, printed)
        lines.append((at, printed - at))
        at, printed = at + len(line) + 1, printed + len(line)
    shifts = [max((s for s in lines if s[0] <= figure.start), default=(0, 0))[1] for figure in narrative.figures]
    ends = [max((s for s in lines if s[0] < max(1, figure.stop)), default=(0, 0))[1] for figure in narrative.figures]
    return [
        Span(f.start + a, max(f.start + a, f.stop + b)) for f, a, b in zip(narrative.figures, shifts, ends, strict=True)
    ]


def loud(found: Audit) -> list[Issue]:
    return [issue for issue in found.issues if issue.severity in {"error", "warning"}]


def points_at(issue: Issue, planted: Planted, places: Sequence[Span]) -> bool:
    """Does the issue show one of the changed figures, cells, or a number of the sum they break?"""
    spans = [places[index] for index in planted.figures]
    keys = {half for key in planted.keys for half in key.split("+")}
    evidence = [e for outcome in (issue.outcome, *issue.related) for e in outcome.evidence]
    return any(e.key in keys or any(e.span.meets(span) for span in spans) for e in evidence)


def try_faults(subject: Subject, detection: Detection, seeds: Iterable[int], kinds: Iterable[str] = ()) -> None:
    """Plant every kind of fault into a consistent report and see whether it is found."""
    known = {issue.fingerprint for issue in loud(audit(subject)[0])}
    for kind in kinds or planter.kinds():
        for seed in seeds:
            planted = planter.plant(subject, kind, seed)
            if planted is None:
                break
            found, places = audit(planted.subject)
            fresh = [issue for issue in loud(found) if issue.fingerprint not in known]
            right = any(points_at(issue, planted, places) for issue in fresh)
            detection.found.setdefault(kind, Tally()).add(right, 1, 1)
            for issue in fresh:
                hit = points_at(issue, planted, places)
                detection.by_code.setdefault(issue.code, Tally()).add(hit, 1, 0)
            if not right:
                detection.details.append(_missed(planted, places, found))


def _missed(planted: Planted, places: Sequence[Span], found: Audit) -> str:
    text = found.report.document.text
    shown = [text[max(0, s.start - 10) : s.stop + 2].replace("\n", "⏎") for s in (places[i] for i in planted.figures)]
    return f"not found {planted.kind} in {planted.subject.name}: {' … '.join(shown)} {' '.join(planted.keys[:3])}"


def try_neutral(subject: Subject, detection: Detection, seeds: Iterable[int]) -> None:
    """The report as it is and after every neutral edit: any error is a false one."""
    _quiet(subject, "as written", detection)
    for kind in neutral.KINDS:
        for seed in seeds:
            changed = neutral.neutral(subject, kind, seed)
            if changed is None:
                break
            _quiet(changed, kind, detection)


def _quiet(subject: Subject, kind: str, detection: Detection) -> None:
    found, _ = audit(subject)
    detection.texts[kind] += 1
    for issue in found.issues:
        if issue.severity == "info":
            continue
        into = detection.errors if issue.severity == "error" else detection.warnings
        into[kind] += 1
        detection.by_code.setdefault(issue.code, Tally()).add(0, 1, 0)
        said = re.sub(r"\s+", " ", issue.outcome.message.zh)
        detection.details.append(f"false {issue.severity} {issue.code} in {subject.name} ({kind}): {said}")

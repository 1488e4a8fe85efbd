"""Every example of every check is a test: a firing one must be hit once, at the marked words; a quiet one not at all.

An example is a small plain text report: a line with ``|`` is a table row, any other line is prose. Lines of their own
that only tests need (a title, a heading) are part of the example.
"""

from __future__ import annotations

import re

import pytest

from gouji import pipeline
from gouji.checking import Check, registry
from gouji.types import Audit, Span

MARK = re.compile(r"⟦([^⟦⟧]*)⟧")
CHECKS = tuple(registry().values())


def named(kind: str) -> list[object]:
    """One parameter for each example, under a name like ``T101-fires-2``."""
    return [
        pytest.param(check, example, id=f"{check.code}-{kind}-{number}")
        for check in CHECKS
        for number, example in enumerate(getattr(check, kind), 1)
    ]


def unmarked(example: str) -> tuple[str, list[str]]:
    """The report without marks, and the marked words in the order they stand in."""
    return MARK.sub(r"\1", example), MARK.findall(example)


def spans(example: str) -> list[Span]:
    """Where the marked words stand once the marks are gone."""
    found, gone = [], 0
    for match in MARK.finditer(example):
        start = match.start() - gone
        found.append(Span(start, start + len(match.group(1))))
        gone += 2
    return found


def audited(text: str) -> Audit:
    audit = pipeline.audit_bytes(text.encode("utf-8"), "example.txt")
    assert audit.report.document.text.strip(), "the example was not read"
    return audit


@pytest.mark.parametrize(("check", "example"), named("fires"))
def test_fires_once_and_at_the_marked_words(check: Check, example: str) -> None:
    source, words = unmarked(example)
    assert words, "a firing example marks the words an issue must point at"
    audit = audited(source)
    issues = [issue for issue in audit.issues if issue.code == check.code]
    assert len(issues) == 1, [issue.outcome.message.zh for issue in audit.issues]
    text = audit.report.document.text
    found = sorted(one.span for one in issues[0].outcome.evidence if one.role == "at")
    assert [span.of(text) for span in found] == words
    assert found == spans(example)  # a plain text is its document's text, character by character
    assert issues[0].outcome.message.zh
    assert issues[0].outcome.message.en


@pytest.mark.parametrize(("check", "example"), named("quiet"))
def test_is_quiet(check: Check, example: str) -> None:
    assert not MARK.search(example), "a quiet example marks nothing"
    audit = audited(example)
    found = [issue.outcome.message.zh for issue in audit.issues if issue.code == check.code]
    assert not found, found
    read = audit.report.tables.cells or audit.report.mentions or audit.report.outline.headings
    assert read or audit.report.outline.sentences, "nothing was read, so silence says nothing"


def test_there_are_examples_to_test() -> None:
    assert len(named("fires")) >= len(CHECKS) > 0
    assert len(named("quiet")) >= len(CHECKS)


def test_marks_are_found_where_they_stand() -> None:
    assert unmarked("甲⟦12⟧乙⟦3件⟧。") == ("甲12乙3件。", ["12", "3件"])
    assert spans("甲⟦12⟧乙⟦3件⟧。") == [Span(1, 3), Span(4, 6)]

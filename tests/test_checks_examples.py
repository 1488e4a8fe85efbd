"""Every example of every check is a test: a firing one must be hit once, at the marked words; a quiet one not at all.

An example is a small plain text report: a line with ``|`` is a table row, any other line is prose. Lines of their own
that only tests need (a title, a heading) are part of the example. Behind a line of ``=====`` stands last year's report.
What only another format can show is written as the body of a DOCX (``<w:p>…``) or as the pages of a PDF (``%PDF``, then
a line a page, ``%picture`` for one that is a picture).
"""

from __future__ import annotations

import re

import pytest

from docx_maker import docx
from gouji import pipeline
from gouji.checking import Check, registry
from gouji.read import read_bytes
from gouji.types import Audit, Span
from pdf_maker import Page, pdf

MARK = re.compile(r"⟦([^⟦⟧]*)⟧")
LAST_YEAR = "\n=====\n"
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


def _bytes(text: str) -> bytes:
    if text.startswith("<w:p>"):
        return docx(text)
    if text.startswith("%PDF"):
        lines = text.strip().splitlines()[1:]
        return pdf(*(Page(image=True) if line == "%picture" else Page().text(60, 700, line) for line in lines))
    return text.encode("utf-8")


def audited(text: str) -> Audit:
    now, _, last = text.partition(LAST_YEAR)
    report = pipeline.report_of(read_bytes(_bytes(now), "example.txt"))
    previous = pipeline.report_of(read_bytes(_bytes(last), "last.txt")) if last else None
    audit = pipeline.audit_report(report, previous=previous)
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
    if audit.report.document.format == "txt":
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

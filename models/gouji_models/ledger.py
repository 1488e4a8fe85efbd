"""The ledger's proof: every numeral of the prose lies in a figure or in a numeral whose reason is told."""

from __future__ import annotations

import re

from gouji.types import Report, Span

from .scores import Tally

NUMERAL = re.compile(r"\d+|[零〇一二两三四五六七八九十百千万亿]+")


def unaccounted(report: Report) -> tuple[int, list[Span]]:
    """How many numerals the prose has (headings aside), and those that no figure and no numeral covers."""
    text = report.document.text
    ends = [fact.span for fact in report.mentions] + [one.span for one in report.numerals]
    covered = {at for span in ends for at in range(span.start, span.stop)}
    every = [
        Span(found.start(), found.end())
        for sentence in report.outline.sentences
        for found in NUMERAL.finditer(text, sentence.span.start, sentence.span.stop)
    ]
    return len(every), [one for one in every if not covered.issuperset(range(one.start, one.stop))]


def account(report: Report, tally: Tally, details: list[str]) -> None:
    """Add a report's numerals to ``tally``."""
    count, lost = unaccounted(report)
    tally.add(count - len(lost), count, count)
    text = report.document.text
    details += [f"numeral without an end: {text[max(0, s.start - 12) : s.stop + 8]!r}" for s in lost]

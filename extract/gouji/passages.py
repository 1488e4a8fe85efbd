"""The prose as checks of form and wording see it: folded paragraphs and sentences, each match a span of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from gouji.checking import Case, once
from gouji.clean import Folded, fold
from gouji.types import Evidence, Outcome, Severity, Span, Text


@dataclass(frozen=True, slots=True)
class Passage:
    """A folded paragraph or sentence of the prose; ``section`` 0 is the preamble."""

    folded: Folded
    section: int
    extent: Span

    @property
    def text(self) -> str:
        return self.folded.text

    def span(self, match: re.Match[str], group: int | str = 0) -> Span:
        return self.folded.span(match.start(group), match.end(group))


@lru_cache(maxsize=2048)
def _folded(text: str, extent: Span) -> Folded:
    """Every check folds the same paragraphs; once is enough."""
    return fold(text, extent)


@once
def paragraphs(case: Case) -> tuple[Passage, ...]:
    """The paragraphs of the prose in reading order, without headings and tables."""
    text = case.report.document.text
    found = []
    for _, group in groupby(case.report.outline.sentences, key=lambda sentence: sentence.paragraph):
        held = list(group)
        extent = Span(held[0].span.start, held[-1].span.stop)
        found.append(Passage(_folded(text, extent), held[0].section, extent))
    return tuple(found)


@once
def sentences(case: Case) -> tuple[Passage, ...]:
    """The sentences of the prose in reading order."""
    text = case.report.document.text
    return tuple(Passage(_folded(text, one.span), one.section, one.span) for one in case.report.outline.sentences)


@once
def headings(case: Case) -> tuple[Passage, ...]:
    """Titles and headings in reading order."""
    text = case.report.document.text
    return tuple(Passage(_folded(text, one.span), one.section, one.span) for one in case.report.outline.headings)


@once
def all_text(case: Case) -> str:
    """Headings and paragraphs, one a line: what is not found in it is found in none of them.

    (A pattern with ``^``, ``$`` or a class that takes line ends is not to be looked for in it.)
    """
    return "\n".join([one.text for one in (*headings(case), *paragraphs(case))])


def whole(case: Case) -> tuple[Evidence, ...]:
    """The place of what concerns the file as a whole: its title, if it has one."""
    title = case.report.outline.title
    return (Evidence(title),) if title else ()


def first_cell(case: Case, table: str) -> tuple[Evidence, ...]:
    """The place of what concerns a table as a whole: its first cell, or else the title, or the first cell there is."""
    cells = [fact for fact in case.report.tables.cells if len(fact.span)]
    own = next((fact for fact in cells if fact.key.startswith(f"{table}.")), None)
    if own is None:
        return whole(case) or tuple(Evidence(fact.span, fact.key) for fact in cells[:1])
    return (Evidence(own.span, own.key),)


def look(
    spans: Span | tuple[Span, ...],
    zh: str,
    en: str,
    *,
    severity: Severity | None = None,
    expected: str | None = None,
    found: str | None = None,
) -> Outcome:
    """Something to look at in one place (or several)."""
    places = (spans,) if isinstance(spans, Span) else spans
    evidence = tuple(Evidence(span) for span in places)
    return Outcome("differs", evidence, Text(zh, en), expected, found, severity=severity)


@once
def year_of(case: Case) -> int | None:
    """The year that the report covers: its title's, unless the text opens again and again with one other year."""
    past = [one.text for one in sentences(case) if one.section < 5 and not _PLANNED.search(one.text)]
    said = [int(match[1]) for text in past if (match := _OPENS.match(text))]
    titled = case.report.outline.year
    others = {year for year in said if year != titled}
    if titled is not None and titled not in said and len(said) >= 2 and len(others) == 1:
        return others.pop()
    return titled


_PLANNED = re.compile(r"将|拟|计划|力争|下一步|继续|打算|目标|要求|要点")
_OPENS = re.compile(r"(?:（[一二三四五六]）)?((?:19|20)\d\d)年度?[，,]")

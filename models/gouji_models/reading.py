"""Gold narratives as gouji reads them: the text under a title, and what was read in the notation of the gold."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.pipeline import report_of
from gouji.read import read_bytes
from gouji.types import Fact, Report

from .markup import GoldFigure, GoldParts, Narrative


@dataclass(frozen=True, slots=True)
class Reading:
    """A narrative and gouji's report of it; the narrative begins at ``offset`` of the document's text."""

    narrative: Narrative
    report: Report
    offset: int


def titled(narrative: Narrative) -> tuple[str, int]:
    """The narrative under a report's title, and where it begins."""
    title = f"{narrative.meta['organ']}{narrative.meta['year']}年政府信息公开工作年度报告\n"
    return title + narrative.text, len(title)


def read(narrative: Narrative) -> Reading:
    """What gouji reads in a narrative that stands alone, without tables."""
    text, offset = titled(narrative)
    document = read_bytes(text.encode("utf-8"), narrative.name or "narrative.txt")
    return Reading(narrative, report_of(document), offset)


def told(reading: Reading) -> Narrative:
    """Gouji's figures, keys and parts as a narrative of the same text: gold and reading have one shape."""
    mentions = reading.report.mentions
    figures = tuple(_figure(fact, reading) for fact in mentions)
    parts = tuple(GoldParts(one.whole, one.parts, one.closed) for one in reading.report.parts)
    return Narrative(reading.narrative.name, dict(reading.narrative.meta), reading.narrative.text, figures, parts)


def _figure(fact: Fact, reading: Reading) -> GoldFigure:
    figure = fact.figure
    if figure is None:
        raise ValueError(f"a mention of {reading.narrative.name} has no figure: {fact.key}")
    start, stop = fact.span.start - reading.offset, fact.span.stop - reading.offset
    text = reading.narrative.text[start:stop]
    return GoldFigure(start, stop, text, figure.low, figure.high, figure.unit, figure.hedged, fact.key)

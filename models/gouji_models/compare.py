"""What people would use instead, on the same sentences in one run: value and span of each number, strictly.

Each tool is asked twice: as it is (the span is the number alone), and with our list of measure words behind it (the
span is number and measure word, and what has none is no figure). Tools that are not installed are named and left out.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import metadata

from gouji.figures.words import load_words

from . import reading
from .compare_tools import OTHERS, Told, Tool, digits, pattern
from .markup import GoldFigure, Narrative
from .scores import Tally, align, core, in_words

_PRINTED = re.compile(r"(?:[0-9０-９][0-9０-９,，.\s]*)?[零〇一二两三四五六七八九十百千万亿半]*")
Where = tuple[int, int]


@dataclass(slots=True)
class Row:
    """One line of the table: alone, with the list of measure words; ``note`` if the tool could not run."""

    name: str
    alone: Tally
    listed: Tally
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence, its gold figures and what gouji read, in the sentence's own characters."""

    text: str
    gold: tuple[GoldFigure, ...]
    ours: tuple[GoldFigure, ...]


def samples(narratives: Iterable[Narrative]) -> Iterator[Sample]:
    """The sentences of the sections with their figures."""
    for narrative in narratives:
        read = reading.read(narrative)
        told = reading.told(read)
        for sentence in read.report.outline.sentences:
            start, stop = sentence.span.start - read.offset, sentence.span.stop - read.offset
            if start >= 0:
                text = narrative.text[start:stop]
                yield Sample(text, _inside(narrative.figures, start, stop), _inside(told.figures, start, stop))


def _inside(figures: Sequence[GoldFigure], start: int, stop: int) -> tuple[GoldFigure, ...]:
    kept = [f for f in figures if start <= f.start and f.stop <= stop]
    return tuple(replace(f, start=f.start - start, stop=f.stop - start) for f in kept)


def compare(given: Sequence[Sample]) -> list[Row]:
    """All rows, gouji's last."""
    rows = [_row(r"`\d+`", digits, given), _row("a regular expression", pattern, given)]
    for name, (package, make) in OTHERS.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tool = make()
                rows.append(_row(f"{name} {metadata.version(package)}", tool, given))
        except ImportError as error:
            rows.append(Row(name, Tally(), Tally(), note=f"not run: {error}"))
    return [*rows, _ours(given)]


def _row(name: str, tool: Tool, given: Sequence[Sample]) -> Row:
    row = Row(name, Tally(), Tally())
    told = [list(tool(one.text)) for one in given]
    for one, found in zip(given, told, strict=True):
        numbers = [((number.start, number.stop), number.value) for number in found]
        _count(row.alone, [(_number_span(f), _values(f)) for f in one.gold], numbers)
        _count(row.listed, [(core(one.text, f), _values(f)) for f in one.gold], list(_listed(one.text, found)))
    return row


def _ours(given: Sequence[Sample]) -> Row:
    """Gouji by the count of ``scores``: the interval, the hedge and the unit must be right, too."""
    row = Row("gouji", Tally(), Tally())
    for one in given:
        gold = Narrative("", {}, one.text, one.gold, ())
        right = len(align(gold, replace(gold, figures=one.ours)))
        row.alone.add(right, len(one.ours), len(one.gold))
        row.listed.add(right, len(one.ours), len(one.gold))
    return row


def _count(tally: Tally, wanted: list[tuple[Where, frozenset[Decimal]]], given: list[tuple[Where, Decimal]]) -> None:
    right, left = 0, list(wanted)
    for place, value in given:
        hit = next((one for one in left if one[0] == place and value in one[1]), None)
        if hit:
            left.remove(hit)
            right += 1
    tally.add(right, len(given), len(wanted))


def _number_span(figure: GoldFigure) -> Where:
    """The number without its measure word; words for nothing are their own span."""
    if in_words(figure):
        return figure.start, figure.stop
    found = next((m for m in _PRINTED.finditer(figure.text) if m[0]), None)
    if not found:
        return -1, -1
    return figure.start + found.start(), figure.start + len(figure.text[: found.end()].rstrip())


def _values(figure: GoldFigure) -> frozenset[Decimal]:
    """Numbers that may stand for a figure: what is printed, which of a hedged one is an end or the middle."""
    ends = {figure.low} | ({figure.high} if figure.high is not None else set())
    if figure.hedged and figure.high is not None:
        ends.add((figure.low + figure.high) / 2)
    return frozenset(ends) if figure.hedged or figure.low == figure.high else frozenset()


def _listed(text: str, found: Iterable[Told]) -> Iterator[tuple[Where, Decimal]]:
    """Only numbers that a measure word of our list follows, with it (and 余 or 多 between)."""
    for one in found:
        behind = _measure().match(text, one.stop)
        if behind:
            yield (one.start, behind.end()), one.value


@cache
def _measure() -> re.Pattern[str]:
    unit = re.search(r"\(\?P<unit>(.+?)\)\?", load_words().arabic.pattern)
    if not unit:
        raise ValueError("the measure words have no group of their own")
    return re.compile(rf"\s*[余多]?(?:{unit[1]})")


def table(rows: Sequence[Row], given: Sequence[Sample]) -> str:
    """The table for docs/comparison.md."""
    figures = sum(len(one.gold) for one in given)
    lines = [f"{len(given)} sentences, {figures} figures.", ""]
    lines += ["| tool | precision | recall | F1 | with our measure words: precision | recall | F1 |"]
    lines += ["|---|---|---|---|---|---|---|"]
    for row in rows:
        cells = [f"{v:.3f}" for t in (row.alone, row.listed) for v in (t.precision, t.recall, t.f1)]
        lines.append(f"| {row.name} | {' | '.join(cells)} |" if not row.note else f"| {row.name} | {row.note} |||||| ")
    return "\n".join(lines) + "\n"

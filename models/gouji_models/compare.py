"""What people would use instead, on the same sentences in one run: value and span of each number, strictly.

Each tool is asked twice: as it is (the span is the number alone), and with our list of measure words behind it (the
span is number and measure word, and what has none is no figure). Tools that are not installed are named and left out.
"""

from __future__ import annotations

import re
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from importlib import metadata

from gouji.figures.words import load_words

from . import reading
from .markup import GoldFigure, Narrative
from .scores import Tally, in_words


@dataclass(frozen=True, slots=True)
class Told:
    """A number that a tool found: ``text[start:stop]`` of the sentence, and its value."""

    start: int
    stop: int
    value: Decimal


Tool = Callable[[str], Iterable[Told]]
_NUMBER = re.compile(r"[0-9０-９][0-9０-９,，. ]*[0-9０-９]|[0-9０-９]")
_NUMERAL = re.compile(r"\d+(?:\.\d+)?[十百千万亿]*|[零〇一二两三四五六七八九十百千万亿]+")
_PRINTED = re.compile(r"(?:[0-9０-９][0-9０-９,，.\s]*)?[零〇一二两三四五六七八九十百千万亿半]*")
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}


def digits(text: str) -> Iterator[Told]:
    """``\\d+`` and nothing else."""
    for found in re.finditer(r"\d+", text):
        yield Told(found.start(), found.end(), Decimal(found[0]))


def pattern(text: str) -> Iterator[Told]:
    """A regular expression as one would write it: decimals, thousands, 万 and 亿."""
    for found in re.finditer(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)([万亿]?)", text):
        yield Told(found.start(), found.end(), Decimal(found[1].replace(",", "")) * _SCALES[found[2]])


def by_cn2an() -> Tool:
    import cn2an  # type: ignore[import-not-found]

    def find(text: str) -> Iterator[Told]:
        for found in _NUMERAL.finditer(text):
            try:
                yield Told(found.start(), found.end(), Decimal(str(cn2an.cn2an(found[0], "smart"))))
            except (ValueError, InvalidOperation):
                continue

    return find


def by_jionlp() -> Tool:
    import jionlp  # type: ignore[import-not-found]

    def find(text: str) -> Iterator[Told]:
        for one in jionlp.ner.extract_money(text, with_parsing=True):
            value = one.get("detail", {}).get("num")
            if value is not None and not isinstance(value, list):
                yield Told(one["offset"][0], one["offset"][1], Decimal(str(value)))

    return find


def by_quantulum3() -> Tool:
    from quantulum3 import parser  # type: ignore[import-not-found]

    def find(text: str) -> Iterator[Told]:
        for one in parser.parse(text):
            yield Told(one.span[0], one.span[1], Decimal(str(one.value)))

    return find


def by_recognizers() -> Tool:
    from recognizers_number import Culture, recognize_number  # type: ignore[import-not-found]

    def find(text: str) -> Iterator[Told]:
        for one in recognize_number(text, Culture.Chinese):
            value = (one.resolution or {}).get("value")
            if value:
                yield Told(one.start, one.end + 1, Decimal(value))

    return find


OTHERS: dict[str, tuple[str, Callable[[], Tool]]] = {
    "cn2an": ("cn2an", by_cn2an),
    "jionlp": ("jionlp", by_jionlp),
    "quantulum3": ("quantulum3", by_quantulum3),
    "recognizers-text": ("recognizers-text-number", by_recognizers),
}


@dataclass(slots=True)
class Row:
    """One line of the table: alone, with the list of measure words, seconds; ``note`` if the tool could not run."""

    name: str
    alone: Tally
    listed: Tally
    seconds: float = 0.0
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
    from dataclasses import replace

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
    start = time.perf_counter()
    told = [list(tool(one.text)) for one in given]
    row.seconds = time.perf_counter() - start
    for one, found in zip(given, told, strict=True):
        _count(row.alone, [(_number_span(f), _values(f)) for f in one.gold], [((t.start, t.stop), t.value) for t in found])
        _count(row.listed, [(_whole_span(one.text, f), _values(f)) for f in one.gold], list(_listed(one.text, found)))
    return row


def _ours(given: Sequence[Sample]) -> Row:
    """Gouji by the same count; its values are intervals, of which the others can only give a printed number."""
    row = Row("gouji", Tally(), Tally())
    for one in given:
        for tally, span in ((row.alone, _number_span), (row.listed, lambda f: _whole_span(one.text, f))):
            wanted = [(span(f), frozenset({f.low, f.high})) for f in one.gold]
            _count_intervals(tally, wanted, [(span(f), frozenset({f.low, f.high})) for f in one.ours])
    return row


Where = tuple[int, int]


def _count(tally: Tally, wanted: list[tuple[Where, frozenset[Decimal]]], given: list[tuple[Where, Decimal]]) -> None:
    right, left = 0, list(wanted)
    for place, value in given:
        hit = next((one for one in left if one[0] == place and value in one[1]), None)
        if hit:
            left.remove(hit)
            right += 1
    tally.add(right, len(given), len(wanted))


def _count_intervals(
    tally: Tally,
    wanted: list[tuple[Where, frozenset[Decimal | None]]],
    given: list[tuple[Where, frozenset[Decimal | None]]],
) -> None:
    left = list(wanted)
    right = 0
    for one in given:
        if one in left:
            left.remove(one)
            right += 1
    tally.add(right, len(given), len(wanted))


def _number_span(figure: GoldFigure) -> Where:
    """The number without its measure word; words for nothing are their own span."""
    if in_words(figure):
        return figure.start, figure.stop
    found = next((m for m in _PRINTED.finditer(figure.text) if m[0]), None)
    return (figure.start + found.start(), figure.start + len(figure.text[: found.end()].rstrip())) if found else (-1, -1)


def _whole_span(text: str, figure: GoldFigure) -> Where:
    from .scores import core

    return core(text, figure)


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


_CACHE: list[re.Pattern[str]] = []


def _measure() -> re.Pattern[str]:
    if not _CACHE:
        unit = re.search(r"\(\?P<unit>(.+?)\)\?", load_words().arabic.pattern)
        if not unit:
            raise ValueError("the measure words have no group of their own")
        _CACHE.append(re.compile(rf"\s*[余多]?(?:{unit[1]})"))
    return _CACHE[0]


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

"""The tools that gouji is compared with, each as one function from a sentence to its numbers; all are optional."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True, slots=True)
class Told:
    """A number that a tool found: ``text[start:stop]`` of the sentence, and its value."""

    start: int
    stop: int
    value: Decimal


Tool = Callable[[str], Iterable[Told]]
_NUMERAL = re.compile(r"\d+(?:\.\d+)?[十百千万亿]*|[零〇一二两三四五六七八九十百千万亿]+")
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

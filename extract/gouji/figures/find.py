"""Folded sentence → its figures and the numerals that are none. Nothing is dropped silently."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

from gouji.figures.masks import Masked, masked
from gouji.figures.numerals import Hedge, arabic, chinese, interval, multiplied, step, tidy
from gouji.figures.words import load_words

_HEDGES: dict[str | None, Hedge] = {"余": "above", "多": "above", "来": "about", "几": "above"}
_FRACTIONAL = {"%", "‰", "成", "个百分点", "百分点", "元", "万元", "亿元", "公里", "米", "吨", "亩", "倍", "分"}
_ONE = Decimal(1)
_BY_START = itemgetter(0)
_HEDGING = 9  # characters before a number that can hedge it
_CLAUSE = "，。；：（）、！？"
_NUMERAL = re.compile(  # one class first, so that most characters are passed over at once
    r"[\d零〇一二两三四五六七八九十百千万亿半](?:(?<=\d)\d*(?:\.\d+)?|(?<!\d)[零〇一二两三四五六七八九十百千万亿半]*)"
)
_RANGE = re.compile(r"(?:[%‰]|个|年|天|日|次|件|条|元|万元|人|名|个月|个工作日|小时|分钟|分|篇)?[—~至到-](?:近|约)?$")


@dataclass(slots=True)
class Found:
    """A figure of a folded sentence: ``text[start:stop]`` is digits or numerals with the measure word."""

    start: int
    stop: int
    low: Decimal
    high: Decimal | None
    unit: str
    hedged: bool


@dataclass(slots=True)
class _Number:
    """A number before its hedges are looked at; ``digits`` are printed in units of ``scale``."""

    start: int
    stop: int
    value: Decimal
    digits: Decimal
    unit: str
    hedge: Hedge | None
    fixed: tuple[Decimal, Decimal] | None = None
    scale: Decimal = _ONE


def _of_digits(found: re.Match[str]) -> _Number:
    printed = arabic(found["number"])
    scale = multiplied(_ONE, found["scale"] or "")
    hedge = _HEDGES.get(found["more"] or found["more2"])
    return _Number(*found.span(), printed * scale, printed, found["unit"] or "", hedge, scale=scale)


_VAGUE = {"十": (20, 90), "百": (200, 900), "千": (2000, 9000), "万": (20000, 90000), "十万": (200000, 900000)}
_HALF = {"半数": (45, 55)}


def _of_words(found: re.Match[str]) -> _Number | None:
    start, stop = found.span()
    if found["half"]:
        low, high = _HALF.get(found["half"], (50, 100))
        return _Number(start, stop, Decimal(low), _ONE, "%", "about", (Decimal(low), Decimal(high)))
    if found["doubled"]:
        value = chinese(found["doubled"])
        return _Number(found.start("doubled"), stop, value, _ONE, "番", None) if value else None
    if found["percent"]:
        return _percent(found)
    if found["nil"]:
        return _Number(start, stop, Decimal(0), _ONE, "", None)
    value = chinese(found["number"])
    if value is None:
        return None
    if found["vague"] == "上":
        return _Number(start, stop, value, _ONE, found["unit"], "above", scale=value)
    if found["vague"]:
        between = _VAGUE.get(found["number"] + (found["scale"] or ""))
        pair = (Decimal(between[0]), Decimal(between[1])) if between else None
        return _Number(start, stop, value, _ONE, found["unit"], "about", pair) if pair else None
    scale = multiplied(_ONE, found["scale"] or "")
    hedge = _HEDGES.get(found["more"] or found["more2"])
    unit = found["unit"]
    if unit == "成":
        return _Number(start, stop, value * 10, _ONE, unit, hedge, scale=Decimal(10))
    return _Number(start, stop, value * scale, value, unit, hedge, scale=scale)


def _percent(found: re.Match[str]) -> _Number | None:
    whole, _, fraction = found["of"].partition("点")
    value = chinese(whole)
    if value is None:
        return None
    if fraction:
        value += Decimal("0." + "".join(str(chinese(c)) for c in fraction))
    return _Number(found.start(), found.end(), value, value, "%", _HEDGES.get(found["more3"]))


@lru_cache(maxsize=4096)
def _hedge_before(left: str) -> Hedge | None:
    if not load_words().any_before.search(left):
        return None
    return next((kind for kind, words in load_words().before if words.search(left)), None)


def _hedge_behind(text: str, stop: int) -> Hedge | None:
    if not load_words().any_behind.match(text, stop):
        return None
    return next((kind for kind, words in load_words().behind if words.match(text, stop)), None)


def _whole(number: _Number) -> bool:
    return number.unit not in _FRACTIONAL and number.value == number.value.to_integral_value()


def _finish(text: str, number: _Number, before: Hedge | None) -> Found:
    behind = _hedge_behind(text, number.stop)
    hedge = behind if behind == "within" else (before or number.hedge or behind)
    if hedge == "above" and behind == "about":
        hedge = behind
    if number.fixed:
        low, high = number.fixed
    elif hedge:
        low, high = interval(number.value, step(number.digits, number.scale), hedge, _whole(number))
    else:
        low = tidy(number.value)
        return Found(number.start, number.stop, low, low, number.unit, False)
    return Found(number.start, number.stop, tidy(low), tidy(high), number.unit, hedge is not None)


def _numbers(text: str, masks: tuple[Masked, ...]) -> Iterator[_Number]:
    """Numbers with their measure words, outside the masks, from left to right."""
    words = load_words()
    starts = [mask.start for mask in masks]
    candidates = [(m, _of_digits) for m in words.arabic.finditer(text)]
    taken = [match.span() for match, _ in candidates]
    begins = [start for start, _ in taken]
    at = 0
    every: list[tuple[int, _Number]] = []
    for match, read in candidates:
        if not _in(masks, starts, match.start()):
            every.append((match.start(), read(match)))
    for match in words.chinese.finditer(text):
        last = bisect_left(begins, match.end()) - 1
        inside = last >= 0 and match.start() < taken[last][1]
        if not inside and not _in(masks, starts, match.start("number") if match["number"] else match.start()):
            number = _of_words(match)
            if number:
                every.append((match.start(), number))
    for start, number in sorted(every, key=_BY_START):
        if start >= at:
            at = number.stop
            yield number


def _in(masks: tuple[Masked, ...], starts: list[int], at: int) -> bool:
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < masks[index].stop


def _ranged(text: str, left: _Number, right: _Number) -> Found | None:
    """3—5个, 2至4天, 2.3%至3.5%: one figure."""
    between = text[left.stop : right.start]
    if left.fixed or left.hedge or right.hedge or between not in {"—", "——", "~", "至", "到", "-"}:
        return None
    if left.unit not in {"", right.unit} or left.value > right.value:
        return None
    low = left.value
    printed = re.match(r"\d+(?:\.\d+)?", text[right.start : right.stop])
    if not left.unit and printed and arabic(printed[0]):
        scale = right.value / arabic(printed[0])  # 2—3万条: the multiplier stands for both
        low = low * scale if scale in {Decimal(10**4), Decimal(10**8)} and low < right.value / scale else low
    return Found(left.start, right.stop, tidy(low), tidy(right.value), right.unit, False)


def figures(text: str) -> tuple[tuple[Found, ...], tuple[tuple[int, int, str], ...]]:
    """The figures of a folded sentence, and (start, stop, why) of each numeral that is none."""
    masks = masked(text)
    numbers = list(_numbers(text, masks))
    found: list[Found] = []
    index = 0
    while index < len(numbers):
        number = numbers[index]
        pair = _ranged(text, number, numbers[index + 1]) if index + 1 < len(numbers) else None
        if pair:
            found.append(pair)
        else:
            found.append(_finish(text, number, _hedge_before(text[max(0, number.start - _HEDGING) : number.start])))
        index += 2 if pair else 1
    return tuple(found), tuple(_rest(text, masks, found))


def _rest(text: str, masks: tuple[Masked, ...], found: list[Found]) -> Iterator[tuple[int, int, str]]:
    """Every other numeral of the sentence with its reason."""
    starts = [mask.start for mask in masks]
    begins = [one.start for one in found]
    for numeral in _NUMERAL.finditer(text):
        start, stop = numeral.span()
        last = bisect_left(begins, stop) - 1
        if last >= 0 and start < found[last].stop:
            continue
        index = bisect_right(starts, start) - 1
        inside = index >= 0 and start < masks[index].stop
        yield start, stop, masks[index].why if inside else "no_measure_word"

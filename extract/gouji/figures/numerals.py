"""Digits and Chinese numerals → exact numbers, and the interval that a hedge word makes of one.

Source of the intervals: the marking conventions of the project (step = weight of the last printed non-zero digit).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

Hedge = Literal["above", "below", "about", "within"]

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
MULTIPLIERS = {**_SMALL, **_LARGE}


def chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral (一百二十三, 两千, 三万五, 二〇二三), None if it is not well formed."""
    if re.fullmatch(r"[零〇一二三四五六七八九]{2,}", text):
        return Decimal("".join(str(_DIGIT[c]) for c in text))
    total = section = digit = 0
    last_unit, fresh = 0, False
    for char in text:
        if char in _DIGIT:
            if fresh and digit:
                return None
            digit, fresh = _DIGIT[char], True
        elif char in _SMALL:
            section += (digit if fresh else 1) * _SMALL[char]
            last_unit, digit, fresh = _SMALL[char], 0, False
        elif char in _LARGE:
            section += digit
            total = (total + (section or 1)) * _LARGE[char] if char == "亿" else total + (section or 1) * _LARGE[char]
            last_unit, section, digit, fresh = _LARGE[char], 0, 0, False
        else:
            return None
    if digit and last_unit >= 100 and "零" not in text[-2:] and "〇" not in text[-2:]:
        digit *= last_unit // 10  # 三万五 is 35000, 一百二 is 120
    return Decimal(total + section + digit)


def arabic(text: str) -> Decimal:
    """The value of printed digits, thousands separators and stray spaces left out."""
    return Decimal(text if text.isdecimal() else re.sub(r"[，,\s]", "", text))


def multiplied(number: Decimal, multipliers: str) -> Decimal:
    """万, 百万, 亿 … multiplied out."""
    for char in multipliers:
        number *= MULTIPLIERS[char]
    return number


def step(number: Decimal, scale: Decimal) -> Decimal:
    """Weight of the last printed non-zero digit of ``number``, which is printed in units of ``scale``."""
    if not number:
        return scale
    sign, digits, exponent = number.normalize().as_tuple()
    assert isinstance(exponent, int)
    return scale.scaleb(exponent)


def interval(low: Decimal, weight: Decimal, hedge: Hedge, whole: bool) -> tuple[Decimal, Decimal]:
    """What a hedge makes of ``low``; ``whole``: it counts things that have no fractions."""
    if hedge == "above":
        return low, low + weight - (1 if whole and weight >= 1 else 0)
    if hedge == "below":
        return max(low - weight, low * Decimal("0.9")), low
    if hedge == "about":
        return low - weight / 2, low + weight / 2
    return Decimal(0), low


MONEY = {"元": Decimal(1), "万元": Decimal(10**4), "亿元": Decimal(10**8)}  # in 元


def tidy(number: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent."""
    if number.as_tuple().exponent == 0:
        return number
    number = number.normalize()
    _, _, exponent = number.as_tuple()
    return number.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else number

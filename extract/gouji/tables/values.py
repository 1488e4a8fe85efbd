"""What a cell of a table holds: a number, nothing, a dash, or words. Numbers are exact and keep their unit."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from gouji.tables.labels import squeeze

DASHES = re.compile(r"[-/\\|—–―─−‐‑ー~*]+")
NUMBER = re.compile(
    r"(?P<sign>[-+−↑↓]|增加?|新增|减少?|净增|净减)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?:0|[1-9]\d*)(?:\.\d+)?)"
    r"(?P<times>[万亿]?)(?P<unit>元|人次|件次|次|件|条|个|项|起|宗|份|人|篇|期|场|家|种|类|户|处|%)?"
)
DOWN = frozenset("-−↓")
TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}


class Value(NamedTuple):
    """``kind`` "words" is whatever is neither a number nor a way to leave a cell empty; ``signed``: 增8, -3, +3."""

    kind: Literal["number", "blank", "dash", "words"]
    number: Decimal | None = None
    unit: str = ""
    signed: bool = False
    spelt: bool = False


@lru_cache(maxsize=8192)
def read_value(text: str, money: bool = False) -> Value:
    """The value of a cell; 万 and 亿 are multiplied out but for money, which keeps them in its unit."""
    bare = squeeze(text)
    if not bare:
        return Value("blank")
    match = NUMBER.fullmatch(bare)
    if match is None:
        return Value("dash" if DASHES.fullmatch(bare) else "words")
    number = Decimal(match["digits"].replace(",", ""))
    sign, times, unit = match["sign"] or "", match["times"], match["unit"] or ""
    if sign in DOWN or "减" in sign:
        number = -number if number else number
    if times and (money or unit == "元"):
        return Value("number", number, times + (unit or "元"), bool(sign), _spelt(sign))
    return Value("number", number * TIMES[times], unit, bool(sign), _spelt(sign))


def _spelt(sign: str) -> bool:
    return sign not in ("", "-", "+", "−")

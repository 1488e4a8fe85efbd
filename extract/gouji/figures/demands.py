"""Which of many patterns a text can match at all, by the words it holds: their demands as bits of one number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.figures.needed import DEMANDS, LONG, Words

_LONG = re.compile(rf"\d\d{{{min(LONG) - 1},}}")
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class Demands:
    """Bit i stands for the first demand of the i-th of ``size`` patterns, bit size + i for its second, and so on.

    ``words``: a word → the demands that it meets; ``single``, ``double``: those of one character, and of two;
    ``pairs`` finds what might be the latter; ``met``: the demands that are none.
    """

    size: int
    words: Mapping[str, int]
    single: frozenset[str]
    double: frozenset[str]
    pairs: re.Pattern[str]
    met: int

    def held(self, text: str) -> int:
        """The demands that the words of a text meet."""
        bits, words = 0, self.words
        for word in self.single.intersection(text) | self.double.intersection(self.pairs.findall(text)):
            bits |= words[word]
        longest = max(map(len, _LONG.findall(text)), default=0)
        for length in LONG:
            if length <= longest:
                bits |= words.get("0" * length, 0)
        return bits

    def possible(self, held: int) -> int:
        """The patterns whose demands are all met."""
        held |= self.met
        bits = (1 << self.size) - 1
        for demand in range(DEMANDS):
            bits &= held >> demand * self.size
        return bits


def demands_of(patterns: Sequence[Sequence[Words]]) -> Demands:
    """``patterns``: the demands of each."""
    words: defaultdict[str, int] = defaultdict(int)
    met, size = 0, len(patterns)
    for place, demands in enumerate(patterns):
        for number in range(DEMANDS):
            bit = 1 << place + number * size
            for word in demands[number] if number < len(demands) else ():
                words[word] |= bit
            met |= bit if number >= len(demands) else 0
    single = frozenset(word for word in words if len(word) == 1)
    double = frozenset(word for word in words if len(word) == 2)
    return Demands(size, dict(words), single, double, _pairs(double), met)


def _pairs(words: Iterable[str]) -> re.Pattern[str]:
    """Finds two characters of which some word begins with the one, and some ends with the other; they may overlap."""
    first, last = ("".join(sorted({word[at] for word in words})) for at in (0, 1))
    return re.compile(f"(?=([{re.escape(first)}][{re.escape(last)}]))" if first else _NEVER)


def places(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest

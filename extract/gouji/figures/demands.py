"""Which of many patterns a text can match at all, by the words it holds: their demands as bits of one number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from gouji.figures.needed import DEMANDS, LONG, Words

_LONG = re.compile(rf"\d{{{min(LONG)},}}")


@dataclass(frozen=True, slots=True)
class Demands:
    """Bit i stands for the first demand of the i-th of ``size`` patterns, bit size + i for its second, and so on.

    ``words``: a word → the demands that it meets; ``known``: all words; ``met``: the demands that are none.
    """

    size: int
    words: Mapping[str, int]
    known: frozenset[str]
    met: int

    def held(self, text: str) -> int:
        """The demands that the words of a text meet."""
        bits, words = 0, self.words
        for word in self.known.intersection(text) | self.known.intersection(map(add, text, text[1:])):
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
    return Demands(size, dict(words), frozenset(words), met)


def places(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest

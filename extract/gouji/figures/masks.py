"""What in a sentence is no figure, and why: document numbers, articles, dates, phones, names, list numbers, idioms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from gouji.figures.demands import places
from gouji.figures.needed import compiled
from gouji.figures.words import load_words

_BY_START = itemgetter(0)


class Masked(NamedTuple):
    start: int
    stop: int
    why: str


def _free(patterns: Sequence[re.Pattern[str]], text: str, taken: list[Masked]) -> Iterator[tuple[int, int]]:
    """The matches of any of the patterns that meet none of ``taken``: of those farthest left the first pattern's.

    Behind one that does, the search goes on where the mask ends.
    """
    found = [match for match in [one.search(text) for one in patterns] if match]
    while found:
        start, stop = min([match.span() for match in found], key=_BY_START)
        held = 0
        for begin, end, _ in taken:
            if start < end and begin < stop and end > held:
                held = end
        if not held and start < stop:
            yield start, stop
        at = max(held or stop, start + 1)
        found = [match for match in [_next(match, text, at) for match in found] if match]


def _next(match: re.Match[str], text: str, at: int) -> re.Match[str] | None:
    """The first match from ``at`` on; one that is known is not searched again, or long texts would cost squares."""
    return match if match.start() >= at else match.re.search(text, at)


def _asked(text: str) -> dict[tuple[int, str], list[re.Pattern[str]]]:
    """The alternatives of each mask (by its place, with its reason) that the text might match: most it does not."""
    words, last = load_words(), ""
    asked: dict[tuple[int, str], list[re.Pattern[str]]] = {}
    for place in places(words.demands.possible(words.demands.held(text))):
        mask, pattern = words.masks[place]
        if pattern is not last:  # one alternative may have several demands
            asked.setdefault(mask, []).append(compiled(pattern))
            last = pattern
    return asked


def masked(text: str) -> tuple[Masked, ...]:
    """Ranges of the folded ``text`` that hold no figure, by the order of the masks; they do not overlap."""
    taken: list[Masked] = []
    for (_, why), patterns in _asked(text).items():
        taken.extend([Masked(start, stop, why) for start, stop in _free(patterns, text, taken)])
    return tuple(sorted(taken, key=_BY_START))

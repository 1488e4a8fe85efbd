"""What in a sentence is no figure, and why: document numbers, articles, dates, phones, names, list numbers, idioms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from gouji.figures.words import load_words

_BY_START = itemgetter(0)


class Masked(NamedTuple):
    start: int
    stop: int
    why: str


def _free(pattern: re.Pattern[str], text: str, taken: list[Masked]) -> Iterator[tuple[int, int]]:
    """The matches that meet none of ``taken``; behind one that does, the search goes on where the mask ends."""
    at = 0
    while found := pattern.search(text, at):
        start, stop = found.span()
        held = 0
        for begin, end, _ in taken:
            if start < end and begin < stop:
                held = max(held, end)
        if not held and start < stop:
            yield start, stop
        at = max(held or stop, start + 1)


def masked(text: str) -> tuple[Masked, ...]:
    """Ranges of the folded ``text`` that hold no figure, by the order of the masks; they do not overlap."""
    taken: list[Masked] = []
    words = load_words()
    possible = words.demands.possible(words.demands.held(text))
    for why, pattern, alternatives in words.masks:
        if possible & alternatives:
            taken.extend([Masked(start, stop, why) for start, stop in _free(pattern, text, taken)])
    return tuple(sorted(taken, key=_BY_START))

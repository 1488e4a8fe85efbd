"""Which patterns can fit a figure at all, by the words and marks around it.

Going towards the figure mark by mark, what was met beyond a mark counts only for the variants that can reach over it; a
variant is a candidate if the words that it needs were met on the way, each on its side of the figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gouji.figures.demands import Demands, demands_of
from gouji.figures.needed import DEMANDS, MARKS, Needs, Words

_PIECES = re.compile(f"([{MARKS}])")
_KEPT = 4096  # clauses whose words are remembered: the figures of a sentence share them
_NOWHERE: Words = frozenset()
_FIGURE = "0"


@dataclass(frozen=True, slots=True)
class Side:
    """``demands`` of the variants, of which words on this side of a figure meet some;
    ``held``: a piece of text → those that a word of it meets; ``over``: a mark → the demands that reach over it.
    """

    demands: Demands
    held: Callable[[str], int]
    over: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Index:
    """Both sides of a figure; a word may stand across a mark."""

    left: Side
    right: Side

    def candidates(self, left: str, right: str) -> int:
        """The variants (as bits) that might fit a figure between ``left`` and ``right``."""
        before, behind = ["", *_PIECES.split(left), ""], ["", *_PIECES.split(right), ""]  # mark, text, mark …
        held, over, found, beyond = self.left.held, self.left.over, 0, 0
        for far, text, near in zip(before[::2], before[1::2], before[2::2], strict=False):
            found = found & over.get(far, 0) | held(far + text + near)
        held, over = self.right.held, self.right.over
        for far, text, near in zip(behind[::-2], behind[-2::-2], behind[-3::-2], strict=False):
            beyond = beyond & over.get(far, 0) | held(near + text + far)
        return self.left.demands.possible(found | beyond)

    def along(self, before: str, text: str, units: Sequence[str]) -> list[int]:
        """The candidates of each figure of a paragraph, in one walk there and one back.

        ``text``: with a 0 and its measure word (``units``) for each figure; ``before``: what stands before them all.
        """
        behind = self._behind(_PIECES.split(text), units)
        ahead = self._ahead(_PIECES.split(before + text))[-len(behind) :]
        return [self.left.demands.possible(found | beyond) for found, beyond in zip(ahead, behind, strict=True)]

    def _ahead(self, pieces: Sequence[str]) -> list[int]:
        """What is met before each 0."""
        held, over, found, far = self.left.held, self.left.over, 0, ""
        met: list[int] = []
        for text, near in zip(pieces[::2], pieces[1::2], strict=False):
            if near == _FIGURE:
                met.append(found & over.get(far, 0) | held(far + text))
            found = found & over.get(far, 0) | held(far + text + near)
            far = near
        return met

    def _behind(self, pieces: Sequence[str], units: Sequence[str]) -> list[int]:
        """What is met behind each 0 and its measure word."""
        held, over, beyond, far = self.right.held, self.right.over, 0, ""
        met: list[int] = []
        left = [*units]
        for text, near in zip(pieces[::-2], pieces[-2::-2], strict=False):
            if near == _FIGURE:
                met.append(beyond & over.get(far, 0) | held(text[len(left.pop()) :] + far))
            beyond = beyond & over.get(far, 0) | held(near + text + far)
            far = near
        return met[::-1]


def index_of(needs: Sequence[Needs]) -> Index:
    """The index of variants with these needs, in this order."""
    left = {mark: _each([mark not in one.left for one in needs]) for mark in MARKS}
    right = {mark: _each([mark not in one.right for one in needs]) for mark in MARKS}
    return Index(_side(needs, ">", left), _side(needs, "<", right))


def _side(needs: Sequence[Needs], other: str, over: Mapping[str, int]) -> Side:
    """One side of the figure: no word on it meets what must stand on the ``other``."""
    words = [
        [_NOWHERE if side == other else some for some, side in zip(one.words, one.sides, strict=True)] for one in needs
    ]
    demands = demands_of(words)
    return Side(demands, lru_cache(_KEPT)(demands.held), over)


def _each(flags: list[bool]) -> int:
    """The bits of the variants that are flagged, for each of their demands."""
    return sum(1 << place for place, flag in enumerate(flags * DEMANDS) if flag)

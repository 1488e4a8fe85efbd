"""Which patterns can fit a figure at all, by the words and marks around it.

Going towards the figure mark by mark, what was met beyond a mark counts only for the variants that can reach over it; a
variant is a candidate if the words that it needs were met on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gouji.figures.demands import Demands, demands_of
from gouji.figures.needed import DEMANDS, MARKS, Needs

_PIECES = re.compile(f"([{MARKS}])")
_KEPT = 4096  # clauses whose words are remembered: the figures of a sentence share them


@dataclass(frozen=True, slots=True)
class Index:
    """``demands`` of the variants; ``held``: a piece of text → those that a word of it meets;
    ``left``, ``right``: a mark → the demands of the variants that can reach over it.
    """

    demands: Demands
    held: Callable[[str], int]
    left: Mapping[str, int]
    right: Mapping[str, int]

    def candidates(self, left: str, right: str) -> int:
        """The variants (as bits) that might fit a figure between ``left`` and ``right``."""
        before, behind = ["", *_PIECES.split(left), ""], ["", *_PIECES.split(right), ""]  # mark, text, mark …
        held, found, beyond = self.held, 0, 0
        for far, text, near in zip(before[::2], before[1::2], before[2::2], strict=False):
            found = found & self.left.get(far, 0) | held(far + text + near)  # a word may stand across a mark
        for far, text, near in zip(behind[::-2], behind[-2::-2], behind[-3::-2], strict=False):
            beyond = beyond & self.right.get(far, 0) | held(near + text + far)
        return self.demands.possible(found | beyond)


def index_of(needs: Sequence[Needs]) -> Index:
    """The index of variants with these needs, in this order."""
    demands = demands_of([one.words for one in needs])
    left = {mark: _each([mark not in one.left for one in needs]) for mark in MARKS}
    right = {mark: _each([mark not in one.right for one in needs]) for mark in MARKS}
    return Index(demands, lru_cache(_KEPT)(demands.held), left, right)


def _each(flags: list[bool]) -> int:
    """The bits of the variants that are flagged, for each of their demands."""
    return sum(1 << place for place, flag in enumerate(flags * DEMANDS) if flag)

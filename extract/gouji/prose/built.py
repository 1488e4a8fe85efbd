"""Lists that only their build shows, weighed by a model: a logistic regression over build.py's features.

models/ trains it on the corpora, as they are and with planted slips (python scripts/train.py); weights/lists.json holds
its weights. Two thresholds, chosen on hands that the model did not see: from ``sure`` on a list is read as closed, so
that its sum must hold; from ``likely`` on it is only told as one that looks full (check N112).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import repeat
from math import fsum
from typing import Any

from gouji.prose.build import build
from gouji.prose.cues import announced
from gouji.prose.row import Row
from gouji.prose.slips import is_slip
from gouji.prose.suspects import Suspect, suspects
from gouji.types import Parts

_LARGE = 100
BUILT = "built as a list of all there is"
LOOKS_FULL = "looks like a list of all there is"


@dataclass(frozen=True, slots=True)
class Scale:
    """``weights`` by feature; ``sure`` and ``likely``: the scores from which on a suspect is believed."""

    weights: Mapping[str, float]
    intercept: float
    sure: float
    likely: float

    def score(self, features: Iterable[str]) -> float:
        """The logarithm of the odds that this is a list of all parts."""
        return self.intercept + fsum(map(self.weights.get, features, repeat(0.0)))  # the same in any order


@cache
def load() -> Scale:
    """The weights that the package brings."""
    path = files("gouji.prose").joinpath("weights", "lists.json")
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return Scale(told["weights"], told["intercept"], told["sure"], told["likely"])


def weighed(row: Row, found: Sequence[Parts]) -> list[tuple[float, Suspect]]:
    """The suspects that are likely enough to be told, the likeliest first; each figure at most once in a role."""
    scale = load()
    scored = [(scale.score(build(row, one, found)), one) for one in suspects(row, found)]
    told: list[tuple[float, Suspect]] = []
    wholes: set[int] = set()
    parts: set[int] = set()
    for score, one in sorted(scored, key=lambda pair: -pair[0]):
        if score < scale.likely:
            break
        if one.whole in wholes or parts & set(one.members):
            continue
        told.append((score, one))
        wholes.add(one.whole)
        parts.update(one.members)
    return told


def _all_but(row: Row, one: Suspect) -> bool:
    """An open list of three or more that one digit keeps from its whole: a finding of its own (N103)."""
    total, value = row.total(one.members), row.values[one.whole]
    if total is None or value is None or len(one.members) < 3 or value < _LARGE:
        return False
    return value * 9 <= total * 10 < value * 10 and is_slip(value, total)


def built(row: Row, found: Sequence[Parts]) -> list[Parts]:
    """The lists ``found`` and those that only their build shows; an open list that looks full says so.

    Behind 其中 or 包括 a list may fall short, however sure it is one; and two figures are soon taken for a pair.
    """
    lists = list(found)
    sure = load().sure
    for score, one in weighed(row, found):
        same = next((i for i, p in enumerate(lists) if p.whole == one.whole and set(p.parts) == set(one.members)), None)
        if same is None:
            closed = score >= sure and len(one.members) > 2 and not announced(row.gaps[one.members[0]])
            lists.append(Parts(one.whole, one.members, closed, BUILT if closed else LOOKS_FULL))
        elif not lists[same].closed and row.holds(one.whole, one.members) and not _all_but(row, one):
            lists[same] = replace(lists[same], why=LOOKS_FULL)
    return lists

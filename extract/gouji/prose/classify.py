"""The key model: a second opinion on the rules' keys, and a suggestion where they gave none. Inference with numpy.

The weights (weights/keys.npz, keys.json) are a multinomial logistic regression that models/ trains with scikit-learn;
a test proves that both give the same probabilities. The model never sees a value and abstains under a threshold.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import compress
from math import log
from typing import Any

from gouji.prose.context import Slot
from gouji.prose.divisions import WHOLES
from gouji.prose.features import KIND, Told, features, surroundings, thinkable

TIED = re.compile(r"(?:requests|disputes|disclosure|stats)\.")
DOUBT = 0.03  # a key that the model holds for less likely is withdrawn: a wrong key is worse than none
KNOWN = 0.25  # of a figure's features the model must know so many before it may speak against a rule
TRUSTED = WHOLES  # told in so many ways that the rules know more of them than any corpus: no second opinion
_ROUNDING = 1e-6
_TIED_THRESHOLD = 0.995  # a wrong cell is a false alarm, a figure without a key is only one figure less


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A key with the model's calibrated probability."""

    key: str
    probability: float


@dataclass(frozen=True, slots=True)
class Model:
    """``coefficients`` (features x classes), ``intercepts`` (classes) as numpy arrays; ``index``: feature → its row."""

    classes: tuple[str, ...]
    index: Mapping[str, int]
    coefficients: Any
    intercepts: Any
    temperature: float
    threshold: float

    def rows(self, seen: Iterable[str]) -> list[int]:
        """The rows of the features that the model knows."""
        row = self.index.get
        return sorted([known for one in {*seen} if (known := row(one)) is not None])

    def probabilities(self, seen: Iterable[str]) -> Any:
        """Calibrated probabilities of the classes; features count equally, and together have length one."""
        import numpy as np

        rows = self.rows(seen)
        summed = np.add.reduce(self.coefficients[rows], axis=0, dtype=np.float64)
        scores = (summed / max(len(rows), 1) ** 0.5 + self.intercepts) / self.temperature
        powers = np.exp(scores - np.maximum.reduce(scores))
        return powers / np.add.reduce(powers)

    def suggest(self, seen: Iterable[str]) -> Suggestion | None:
        """The likeliest key, if it is likely enough to be told and is one."""
        chances = self.probabilities(seen)
        best = int(chances.argmax())
        key, chance = self.classes[best], float(chances[best])
        least = _TIED_THRESHOLD if TIED.match(key) else self.threshold
        return Suggestion(key, chance) if key != "unnamed" and chance >= least else None

    def doubts(self, seen: Collection[str], key: str) -> bool:
        """Is the key, which a rule gave, hardly to be expected among these words?

        Keys that it never met it cannot judge, nor words most of which are new to it.
        """
        if key in TRUSTED or key not in self.places or len(self.rows(seen)) < KNOWN * len(seen):
            return False
        return float(self.probabilities(seen)[self.places[key]]) < DOUBT

    @property
    def places(self) -> Mapping[str, int]:
        """The column of each class."""
        return _places(self.classes)


@cache
def _places(classes: tuple[str, ...]) -> Mapping[str, int]:
    return {name: column for column, name in enumerate(classes)}


@cache
def load() -> Model:
    """The model that the package brings."""
    import numpy as np

    folder = files("gouji.prose").joinpath("weights")
    told: dict[str, Any] = json.loads(folder.joinpath("keys.json").read_text("utf-8"))
    with np.load(io.BytesIO(folder.joinpath("keys.npz").read_bytes()), allow_pickle=False) as arrays:
        coefficients, intercepts = arrays["coefficients"], arrays["intercepts"]
    index = {name: row for row, name in enumerate(told["features"])}
    return Model(tuple(told["classes"]), index, coefficients, intercepts, told["temperature"], told["threshold"])


@dataclass(frozen=True, slots=True)
class _Glance:
    """What the model can say at the most, before the clause is cut into words, which costs as much as all the rest.

    ``rows``: a kind of features → its text → the model's row; ``longest``: the characters of its longest word.
    """

    model: Model
    rows: Mapping[str, Mapping[str, int]]
    longest: int

    def most(self, slots: Sequence[Slot], keys: Sequence[str], asked: Sequence[int], form: str) -> Any:
        """By how much each class can at most be likelier than each figure's key, whatever the words are.

        Figures x classes, logarithms of chances. A score is a sum divided by the root of the number of its terms: both
        ends of that number are looked at.
        """
        import numpy as np

        model, places, each = self.model, self.model.places, np.arange(len(asked))
        own = np.array([places[keys[i]] for i in asked])
        sure = [self._known(surroundings(slots, keys, i, form)) for i in asked]
        maybe = [self._known(thinkable(slots[i], self.longest)) for i in asked]
        if not all(sure):
            return np.full((len(asked), len(places)), np.inf)
        first, last = np.array([len(rows) for rows in sure]), np.array([len(rows) for rows in maybe])
        known = model.coefficients[[row for rows in sure for row in rows]]
        summed = np.add.reduceat(known, np.cumsum(first) - first, axis=0, dtype=np.float64)
        summed -= summed[each, own][:, None]
        if last.any():
            figure = np.repeat(each, last)
            more = model.coefficients[[row for rows in maybe for row in rows]].astype(np.float64)
            more -= np.take_along_axis(more, own[figure][:, None], axis=1)
            np.add.at(summed, figure, np.maximum(more, 0))
        scores = np.maximum(summed * first[:, None] ** -0.5, summed * (first + last)[:, None] ** -0.5)
        return (scores + (model.intercepts - model.intercepts[own][:, None])) / model.temperature

    def _known(self, told: Iterable[Told]) -> list[int]:
        rows = self.rows
        return [known[text] for kind, texts in told if (known := rows.get(kind)) for text in texts if text in known]


@cache
def _glance() -> _Glance:
    """At the model that the package brings."""
    rows: dict[str, dict[str, int]] = {}
    for name, row in load().index.items():
        kind = KIND.match(name)
        assert kind, name
        rows.setdefault(kind[0], {})[name[kind.end() :]] = row
    words = [len(text) for kind, texts in rows.items() if kind.startswith("w") for text in texts]
    return _Glance(load(), rows, max(words, default=0))


def classify(
    slots: Sequence[Slot], keys: Sequence[str], form: str, asked: Sequence[bool] | None = None
) -> list[Suggestion | None]:
    """A suggestion for each figure of a paragraph that is ``unnamed`` in ``keys`` (and ``asked`` about), else None."""
    wanted = [key == "unnamed" and (asked is None or asked[i]) for i, key in enumerate(keys)]
    if not any(wanted):
        return [None] * len(keys)
    model = load()
    told: list[Suggestion | None] = [None] * len(keys)
    least = min(model.threshold, _TIED_THRESHOLD)
    at = [index for index, ask in enumerate(wanted) if ask]
    near = _glance().most(slots, keys, at, form).max(axis=1) > log(least / (1 - least)) - _ROUNDING
    for index in compress(at, near):
        told[index] = model.suggest(features(slots, keys, index, form))
    return told


def doubtful(slots: Sequence[Slot], keys: Sequence[str], form: str, asked: Sequence[bool]) -> list[bool]:
    """Which of the keys that rules gave the model does not believe, among those it is ``asked`` about."""
    import numpy as np

    told = [False] * len(keys)
    if not any(asked):
        return told
    model = load()
    places = model.places
    at = [i for i, ask in enumerate(asked) if ask and keys[i] in places and keys[i] not in TRUSTED]
    if at:
        unlikely = np.exp(_glance().most(slots, keys, at, form)).sum(axis=1) > 1 / DOUBT - _ROUNDING
        for index in compress(at, unlikely):
            told[index] = model.doubts(features(slots, keys, index, form), keys[index])
    return told

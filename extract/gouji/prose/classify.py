"""The key model: a suggestion where the rules gave no key. Inference with numpy.

The weights (weights/keys.npz, keys.json) are a multinomial logistic regression that models/ trains with scikit-learn;
a test proves that both give the same probabilities. The model never sees a value and abstains under a threshold.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from typing import Any

from gouji.prose.features import features
from gouji.prose.glance import Asked, Glance, glance_at

TIED = re.compile(r"(?:requests|disputes|disclosure|stats)\.")
_ROUNDING = 1e-3  # the glance's numbers are of single precision
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


@cache
def _glance() -> Glance:
    """At the model that the package brings."""
    model = load()
    return glance_at(model.index, model.places, model.coefficients, model.intercepts, model.temperature)


def classify(asked: Sequence[Asked], form: str) -> list[Suggestion | None]:
    """A suggestion for each of these figures, none of which has a key, or None."""
    if not asked:
        return []
    model = load()
    least = min(model.threshold, _TIED_THRESHOLD)
    near = _glance().most(asked, form).max(axis=1) > log(least / (1 - least)) - _ROUNDING
    return [model.suggest(_seen(one, form)) if worth else None for one, worth in zip(asked, near, strict=True)]


def _seen(one: Asked, form: str) -> set[str]:
    return features(one.slots, one.keys, one.index, form)

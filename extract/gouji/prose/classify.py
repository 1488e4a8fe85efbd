"""The key model: a second opinion on the rules' keys, and a suggestion where they gave none. Inference with numpy.

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
from typing import Any

from gouji.prose.context import Slot
from gouji.prose.features import features

TIED = re.compile(r"(?:requests|disputes|disclosure|stats)\.")
DOUBT = 0.02  # a key that the model holds for less likely is withdrawn: a wrong key is worse than none
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
        return sorted(map(self.index.__getitem__, self.index.keys() & seen))

    def probabilities(self, seen: Iterable[str]) -> Any:
        """Calibrated probabilities of the classes; features count equally, and together have length one."""
        import numpy as np

        rows = self.rows(seen)
        summed = self.coefficients[rows].sum(axis=0, dtype=np.float64) / max(len(rows), 1) ** 0.5
        scores = (summed + self.intercepts) / self.temperature
        powers = np.exp(scores - scores.max())
        return powers / powers.sum()

    def suggest(self, seen: Iterable[str]) -> Suggestion | None:
        """The likeliest key, if it is likely enough to be told and is one."""
        chances = self.probabilities(seen)
        best = int(chances.argmax())
        key, chance = self.classes[best], float(chances[best])
        least = _TIED_THRESHOLD if TIED.match(key) else self.threshold
        return Suggestion(key, chance) if key != "unnamed" and chance >= least else None

    def doubts(self, seen: Iterable[str], key: str) -> bool:
        """Is the key, which a rule gave, hardly to be expected among these words? Keys it never met it cannot judge."""
        return key in self.places and float(self.probabilities(seen)[self.places[key]]) < DOUBT

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


def classify(
    slots: Sequence[Slot], keys: Sequence[str], form: str, asked: Sequence[bool] | None = None
) -> list[Suggestion | None]:
    """A suggestion for each figure of a paragraph that is ``unnamed`` in ``keys`` (and ``asked`` about), else None."""
    wanted = [key == "unnamed" and (asked is None or asked[i]) for i, key in enumerate(keys)]
    if not any(wanted):
        return [None] * len(keys)
    model = load()
    return [model.suggest(features(slots, keys, i, form)) if ask else None for i, ask in enumerate(wanted)]


def doubtful(slots: Sequence[Slot], keys: Sequence[str], form: str, asked: Sequence[bool]) -> list[bool]:
    """Which of the keys that rules gave the model does not believe, among those it is ``asked`` about."""
    if not any(asked):
        return [False] * len(keys)
    model = load()
    return [ask and model.doubts(features(slots, keys, i, form), keys[i]) for i, ask in enumerate(asked)]

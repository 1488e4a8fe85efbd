"""Train the list model: which figures are all the parts of another, though no word says so and no sum shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from gouji.prose.built import Scale

from . import corpus
from .list_examples import ListExample, Scene, scenes
from .train import WEIGHTS

_STRENGTH = 0.5
_NO_LIST = 3.0  # a false alarm costs more than a list that is not seen
_FEWEST = 3  # examples that must have a feature
_SURE = 0.0  # false alarms for every hundred texts of hands that the model did not see
_LIKELY = 2.5  # some of these are silenced later: the text says that channels overlap, what was carried over balances
_ROUNDED = 3


def fit(given: Sequence[ListExample]) -> Scale:
    """A logistic regression on the features of the examples."""
    counted: dict[str, int] = {}
    for one in given:
        for feature in one.features:
            counted[feature] = counted.get(feature, 0) + 1
    known = {feature for feature, count in counted.items() if count >= _FEWEST}
    table = DictVectorizer(dtype=np.float32)
    rows = table.fit_transform([dict.fromkeys(sorted(one.features & known), 1.0) for one in given])
    labels = [one.right for one in given]
    weights = [1.0 if one.right else _NO_LIST for one in given]
    model = LogisticRegression(C=_STRENGTH, max_iter=2000).fit(rows, labels, sample_weight=weights)
    names = table.get_feature_names_out()
    told = {str(n): round(float(w), _ROUNDED) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.005}
    return Scale(told, round(float(model.intercept_[0]), _ROUNDED), 0.0, 0.0)


def examples(given: Sequence[Scene]) -> list[ListExample]:
    """What is no list from the texts as they are, and lists from those with a planted slip."""
    clean = [one for scene in given if not scene.fault for one in scene.suspects if not one.right]
    return clean + [one for scene in given if scene.fault for one in scene.suspects if one.right]


def _best(scale: Scale, scene: Scene) -> float:
    """The score of the likeliest suspect of a scene."""
    return max((scale.score(one.features) for one in scene.suspects), default=float("-inf"))


def held_out(given: Sequence[Scene]) -> list[tuple[float, Scene]]:
    """The best score of each scene by a model that did not see its hand."""
    told = []
    for hand in sorted({scene.name.split("/")[0] for scene in given}):
        scale = fit(examples([scene for scene in given if scene.name.split("/")[0] != hand]))
        told += [(_best(scale, scene), scene) for scene in given if scene.name.split("/")[0] == hand]
    return told


def level(scored: Sequence[tuple[float, Scene]], alarms: float) -> float:
    """The lowest score that gives no more than so many false alarms for every hundred texts."""
    texts = {scene.name for _, scene in scored}
    clean = sorted((score for score, scene in scored if not scene.fault), reverse=True)
    highest: float = clean[int(alarms * len(texts) / 100)]
    return round(highest + 10.0**-_ROUNDED, _ROUNDED)


def train() -> tuple[Scale, Mapping[str, Any]]:
    """Train on all open hands and the consistent reports; thresholds and scores from hands held out one by one."""
    told = [replace(report.narrative, name=f"reports/{report.slug}") for report in corpus.reports("open")]
    given = list(scenes([*corpus.narratives("open"), *told]))
    scored = held_out(given)
    sure, likely = level(scored, _SURE), level(scored, _LIKELY)
    whole = fit(examples(given))
    faults = [(score, scene) for score, scene in scored if scene.fault]
    found = sum(scene.told for _, scene in faults)
    return Scale(whole.weights, whole.intercept, sure, likely), {
        "texts": len({scene.name for scene in given}),
        "hands": len({scene.name.split("/")[0] for scene in given}),
        "no_lists": sum(not one.right for one in examples(given)),
        "lists": sum(one.right for one in examples(given)),
        "list_features": len(whole.weights),
        "faults": len(faults),
        "found_without": f"{found / len(faults):.3f}",
        "found_sure": f"{sum(scene.told or score >= sure for score, scene in faults) / len(faults):.3f}",
        "found_likely": f"{sum(scene.told or score >= likely for score, scene in faults) / len(faults):.3f}",
        "sure": sure,
        "likely": likely,
        "alarms": _LIKELY,
    }


def save(scale: Scale, folder: Path = WEIGHTS) -> None:
    """Write lists.json; the same model gives the same bytes."""
    told = {
        "intercept": scale.intercept,
        "sure": scale.sure,
        "likely": scale.likely,
        "weights": dict(sorted(scale.weights.items())),
    }
    (folder / "lists.json").write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

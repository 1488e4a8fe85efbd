"""Train the key model: python scripts/train.py. The same corpus gives the same weights."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.feature_selection import SelectKBest, chi2
from sklearn.linear_model import LogisticRegression

from gouji.prose import classify
from gouji.prose.classify import Model

from . import corpus
from .examples import Example, examples, rule_examples
from .scores import same_key

WEIGHTS = Path(classify.__file__).with_name("weights")
CARD = Path(__file__).resolve().parents[1] / "CARD.md"
_FEWEST = 6  # of a key, for it to be a class of its own
_LEFT_WEIGHT = 10  # what the rules leave is what the model is asked about
_EVERY = -1  # held out of no fold: a rule and its example are written together
_FOLDS = 4


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trained classifier and the features it knows, in the order of their columns."""

    features: tuple[str, ...]
    classifier: LogisticRegression


def target(key: str) -> str:
    """Visits are not told apart from figures without a key: neither is ever compared."""
    return "unnamed" if key == "prose.visits" else key


def matrix(seen: Sequence[frozenset[str]], index: Mapping[str, int]) -> csr_matrix:
    """Rows of features, each of length one."""
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for one in seen:
        known = sorted(index[name] for name in one if name in index)
        columns += known
        values += [max(len(known), 1) ** -0.5] * len(known)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(seen), len(index)))


def fit(given: Sequence[Example], size: int, strength: float = 30.0) -> Fitted:
    """A logistic regression on the ``size`` most telling features of the examples."""
    enough = {key for key, count in Counter(target(one.key) for one in given).items() if count >= _FEWEST}
    kept = [one for one in given if target(one.key) in enough]
    labels = [target(one.key) for one in kept]
    counted = Counter(name for one in kept for name in one.features)
    names = sorted(name for name, count in counted.items() if count > 2)
    seen = [one.features for one in kept]
    chosen = SelectKBest(chi2, k=min(size, len(names)))
    chosen.fit(matrix(seen, {name: i for i, name in enumerate(names)}), labels)
    features = tuple(name for name, keep in zip(names, chosen.get_support(), strict=True) if keep)
    classifier = LogisticRegression(C=strength, max_iter=400)
    weights = [_LEFT_WEIGHT if one.left else 1 for one in kept]
    classifier.fit(matrix(seen, {name: i for i, name in enumerate(features)}), labels, sample_weight=weights)
    return Fitted(features, classifier)


def model_of(fitted: Fitted, temperature: float, threshold: float) -> Model:
    """The classifier as gouji keeps it: half precision, features by rows."""
    coefficients = fitted.classifier.coef_.T.astype(np.float16)
    intercepts = fitted.classifier.intercept_.astype(np.float32)
    index = {name: row for row, name in enumerate(fitted.features)}
    classes = tuple(str(name) for name in fitted.classifier.classes_)
    return Model(classes, index, coefficients, intercepts, temperature, threshold)


def held_out(given: Sequence[Example], folds: Sequence[int], size: int) -> list[tuple[Model, list[Example]]]:
    """For each fold a model that did not see it (temperature 1), and the figures of its texts."""
    found = []
    for fold in range(_FOLDS):
        fitted = fit([one for one, at in zip(given, folds, strict=True) if at != fold], size)
        unseen = [one for one, at in zip(given, folds, strict=True) if at == fold]
        found.append((model_of(fitted, 1.0, 0.0), unseen))
    return found


def temperature(held: Sequence[tuple[Model, Sequence[Example]]]) -> float:
    """The temperature at which texts that a model did not see are told with honest probabilities."""
    scores = []
    for model, ones in held:
        known = {name: i for i, name in enumerate(model.classes)}
        inside = [one for one in ones if target(one.key) in known]
        scores += [(np.log(model.probabilities(one.features)), known[target(one.key)]) for one in inside]
    found = minimize_scalar(lambda t: _surprise(scores, t), bounds=(0.3, 5.0), method="bounded")
    return round(float(found.x), 3)


def _surprise(scores: Sequence[tuple[Any, int]], heat: float) -> float:
    total = 0.0
    for row, right in scores:
        scaled = row / heat
        top = scaled.max()
        total += float(top + np.log(np.exp(scaled - top).sum()) - scaled[right])
    return total / max(len(scores), 1)


def told(model: Model, given: Sequence[Example]) -> list[tuple[float, bool]]:
    """(probability, right?) of every key the model would give to what the rules leave, the threshold aside."""
    found = []
    for one in given:
        chances = model.probabilities(one.features)
        best = int(chances.argmax())
        key = model.classes[best]
        tied = bool(classify.TIED.match(key)) and chances[best] < 0.995
        if one.left and key != "unnamed" and not tied:
            found.append((float(chances[best]), same_key(target(one.key), key)))
    return found


def threshold(answers: Sequence[tuple[float, bool]], precision: float = 0.95, least: float = 0.6) -> float:
    """The lowest threshold from ``least`` on at which texts that the model did not see are told with ``precision``."""
    for step in range(round(least * 100), 100):
        kept = [right for chance, right in answers if chance >= step / 100]
        if kept and sum(kept) / len(kept) >= precision:
            return step / 100
    return 0.99


def train(size: int = 5000) -> tuple[Model, Mapping[str, Any]]:
    """Train on the train part, choose the threshold on held-out texts and the development part; model and scores."""
    texts = list(corpus.narratives("train"))
    given = [(one, number % _FOLDS) for number, text in enumerate(texts) for one in examples([text])]
    given += [(one, _EVERY) for one in rule_examples()]
    train_part, folds = [one for one, _ in given], [fold for _, fold in given]
    dev = list(examples(corpus.narratives("dev")))
    held = held_out(train_part, folds, size)
    heat = temperature([(model, [one for one in ones if one.left]) for model, ones in held])
    warm = [(replace(model, temperature=heat), ones) for model, ones in held]
    fitted = fit(train_part, size)
    answers = told(model_of(fitted, heat, 0.0), dev)
    unseen = [one for model, ones in warm for one in told(model, ones)]
    model = model_of(fit([*train_part, *dev], size), heat, threshold([*answers, *unseen]))
    return model, _measured(model, train_part, dev, answers)


def _measured(
    model: Model, given: Sequence[Example], dev: Sequence[Example], answers: Sequence[tuple[float, bool]]
) -> Mapping[str, Any]:
    kept = [right for chance, right in answers if chance >= model.threshold]
    left = [one for one in dev if one.left]
    return {
        "trained_on": len(given),
        "development": len(dev),
        "left_by_rules": len(left),
        "of_these_have_a_key": sum(target(one.key) != "unnamed" for one in left),
        "told": len(kept),
        "told_rightly": sum(kept),
        "features": len(model.index),
        "classes": len(model.classes),
        "temperature": model.temperature,
        "threshold": model.threshold,
    }


def save(model: Model, folder: Path = WEIGHTS) -> None:
    """Write keys.npz and keys.json; the same model gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {"coefficients": model.coefficients, "intercepts": model.intercepts}
    np.savez_compressed(folder / "keys.npz", **arrays)
    names = sorted(model.index, key=lambda name: model.index[name])
    told_of = {
        "classes": list(model.classes),
        "temperature": model.temperature,
        "threshold": model.threshold,
        "features": names,
    }
    (folder / "keys.json").write_text(json.dumps(told_of, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

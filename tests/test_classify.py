"""The key model: the same probabilities as scikit-learn's, blind to values, silent when unsure, reproducible."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from gouji.prose import classify
from gouji.prose.context import Slot
from gouji.prose.features import features
from gouji.prose.glance import Asked, Glance
from gouji_models import corpus, reading
from gouji_models.card import card
from gouji_models.examples import Example, examples, slots_of
from gouji_models.train import CARD, fit, matrix, model_of, save


@pytest.fixture(scope="module")
def given() -> list[Example]:
    return list(examples(corpus.narratives("train", 8)))


def test_shipped_weights_give_the_probabilities_of_scikit_learn(given: list[Example]) -> None:
    model = classify.load()
    theirs = LogisticRegression()
    theirs.classes_ = np.array(model.classes)
    theirs.coef_ = model.coefficients.T.astype(np.float64) / model.temperature
    theirs.intercept_ = model.intercepts.astype(np.float64) / model.temperature
    seen = [one.features for one in given[:300]]
    expected = theirs.predict_proba(matrix(seen, model.index))
    ours = np.array([model.probabilities(one) for one in seen])
    assert np.allclose(ours, expected, atol=1e-6) and ours.max() > 0.5


def test_a_fresh_model_gives_the_probabilities_of_scikit_learn(given: list[Example]) -> None:
    fitted = fit(given, 800, 5.0)
    model = model_of(fitted, 1.0, 0.5)
    seen = [one.features for one in given]
    expected = fitted.classifier.predict_proba(matrix(seen, model.index))
    ours = np.array([model.probabilities(one) for one in seen])
    assert np.abs(ours - expected).max() < 0.005  # half precision
    assert (ours.argmax(axis=1) == expected.argmax(axis=1)).mean() > 0.99


def test_training_twice_writes_the_same_bytes(given: list[Example], tmp_path: Path) -> None:
    for name in ("one", "two"):
        save(model_of(fit(given[:250], 300, 1.0), 1.0, 0.5), tmp_path / name)
    for file in ("keys.npz", "keys.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def _slots(text: str) -> list[list[Slot]]:
    source = f"@organ: 青岚县人民政府\n@year: 2023\n@form: 2021\n一、总体情况\n{text}\n"
    from gouji_models.markup import parse

    return [list(run) for run in slots_of(reading.read(parse(source)).report)]


def test_no_feature_holds_a_value() -> None:
    first = _slots("全年走访企业35家，发放资料1234份，其中信封88个。")
    other = _slots("全年走访企业71家，发放资料9605份，其中信封12个。")
    for one, two in zip(first, other, strict=True):
        for i in range(len(one)):
            seen = features(one, ["unnamed"] * len(one), i, "2021")
            assert seen == features(two, ["unnamed"] * len(two), i, "2021")
            assert not any(re.search(r"[1-9]", name) for name in seen if name[0] in "lrcw")


def test_a_suggestion_is_made_for_each_figure_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    (slots,) = _slots("全年走访企业35家，发放资料1234份，其中信封88个。")
    every = classify.Suggestion("prose.visits", 1.0)
    monkeypatch.setattr(classify.Model, "suggest", lambda *_: every)
    monkeypatch.setattr(Glance, "most", lambda _, asked, form: np.full((len(asked), 1), np.inf))
    keys = ["unnamed", "prose.rate", "unnamed"]
    asked = [Asked(slots, keys, index) for index in (0, 2)]
    assert classify.classify(asked, "2021") == [every, every] and classify.classify([], "2021") == []


def test_a_glance_leaves_nothing_out_that_the_model_would_say() -> None:
    """Without the words of the clause the model is not asked where they could change nothing: nothing is lost by it."""
    model, spoken, passed = classify.load(), 0, 0
    for narrative in corpus.narratives("train", 12):
        for slots in filter(None, map(list, slots_of(reading.read(narrative).report))):
            keys = [model.classes[place % len(model.classes)] for place in range(len(slots))]
            seen = [features(slots, keys, i, "2021") for i in range(len(slots))]
            asked = [Asked(slots, keys, index) for index in range(len(slots))]
            for key, one, bound in zip(keys, seen, classify._glance().most(asked, "2021"), strict=True):
                chances = np.log(model.probabilities(one))
                assert (chances - chances[model.places[key]] <= bound + 1e-4).all()
            unnamed = ["unnamed"] * len(slots)
            told = [model.suggest(features(slots, unnamed, i, "2021")) for i in range(len(slots))]
            assert classify.classify([Asked(slots, unnamed, i) for i in range(len(slots))], "2021") == told
            spoken, passed = spoken + sum(map(bool, told)), passed + told.count(None)
    assert spoken > 50 and passed > 100, (spoken, passed)


def test_it_is_silent_below_its_thresholds() -> None:
    index = {"a": 0}
    two = np.array([[4.0, 0.0]])
    cell = classify.Model(("requests.received.total", "unnamed"), index, two, np.zeros(2), 1.0, 0.5)
    assert cell.probabilities({"a"})[0] == pytest.approx(0.982, abs=1e-3) and cell.suggest({"a"}) is None
    prose = classify.Model(("prose.columns", "unnamed"), index, two, np.zeros(2), 1.0, 0.5)
    assert prose.suggest({"a"}) == classify.Suggestion("prose.columns", pytest.approx(0.982, abs=1e-3))
    assert classify.Model(("prose.columns", "unnamed"), index, -two, np.zeros(2), 1.0, 0.5).suggest({"a"}) is None
    assert classify.Model(("prose.columns", "unnamed"), index, two, np.zeros(2), 1.0, 0.99).suggest({"a"}) is None


def test_suggestions_on_the_development_part_are_right() -> None:
    model, right, told = classify.load(), 0, 0
    for one in examples(corpus.narratives("dev")):
        suggestion = model.suggest(one.features) if one.left else None
        if suggestion:
            told, right = told + 1, right + (suggestion.key == one.key)
    assert right >= told - max(1, told // 10)


def test_the_card_tells_of_the_shipped_model() -> None:
    told = json.loads((Path(classify.__file__).with_name("weights") / "keys.json").read_text(encoding="utf-8"))
    text = CARD.read_text(encoding="utf-8")
    assert f"{len(told['features'])} features, {len(told['classes'])} classes" in text
    assert f"Under {told['threshold']} " in text and f"One temperature, {told['temperature']}," in text
    names = re.findall(r"\{(\w+)\}", card.__globals__["_CARD"])
    assert {"trained_on", "told", "told_rightly"} <= set(names)

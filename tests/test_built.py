"""The list model: what its suspects are, what it sees, what its thresholds mean, and that it is reproducible."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from gouji.pipeline import audit_bytes
from gouji.prose import built
from gouji.types import Audit
from gouji_models import corpus
from gouji_models.list_examples import ListExample, Scene, scenes
from gouji_models.train import CARD
from gouji_models.train_lists import examples, fit, level, save

_TITLE = "青岚县2023年政府信息公开工作年度报告\n一、总体情况\n"


@pytest.fixture(scope="module")
def given() -> list[Scene]:
    return list(scenes(corpus.narratives("train", 6)))


def _audit(text: str) -> Audit:
    return audit_bytes(f"{_TITLE}{text}\n".encode(), "draft.txt")


def _codes(text: str) -> list[str]:
    return [issue.code for issue in _audit(text).issues if issue.code.startswith("N1")]


def test_a_list_that_misses_its_whole_is_told() -> None:
    assert _codes("全年公开信息619条，其中动态信息309条，公告信息131条，财政信息68条，人事信息111条。") == []
    assert _codes("全年公开信息620条，其中动态信息309条，公告信息131条，财政信息68条，人事信息111条。") == ["N112"]


def test_one_digit_before_the_whole_is_a_finding_of_its_own() -> None:
    assert _codes("全年公开信息620条，其中重点领域109条，两化领域31条，招考领域460条。") == ["N103"]


@pytest.mark.parametrize(
    "text",
    [
        "主动公开信息140条，其中工作动态127条；人事信息10条；财政资金信息2条；工作年报1条。",  # adds up with the last
        "制定文件39件，解读政策42条，会议信息22条，人事信息20条，实事信息10条，办理建议13件。",  # members all
        "发布信息600条，包括政务动态345条、领导信息72条、工作年报64条、通知公告79条等。",  # 等: there are more
        "收到申请10件，上年结转2件，办结10件，结转下年度2件。",  # balances with what was carried in
        "公开信息114条，网站89条，公众号45条，部分信息经多个渠道发布。",
    ],
)
def test_what_is_no_full_list_is_not_told(text: str) -> None:
    assert _codes(text) == []


def test_an_issue_points_at_every_figure() -> None:
    audit = _audit("全年公开信息620条，其中动态信息309条，公告信息131条，财政信息68条，人事信息111条。")
    (issue,) = [one for one in audit.issues if one.code == "N112"]
    assert issue.severity == "warning" and issue.outcome.formula == "309 + 131 + 68 + 111 = 619 ≠ 620"
    words = [evidence.span.of(audit.report.document.text) for evidence in issue.outcome.evidence]
    assert words == ["620条", "309条", "131条", "68条", "111条"]


def test_features_hold_no_number_of_the_text(given: list[Scene]) -> None:
    seen = {feature for scene in given for one in scene.suspects for feature in one.features}
    assert len(seen) > 100
    assert not [feature for feature in seen if re.search(r"\d{3}", feature.replace(" 2014", ""))]


def test_scores_are_the_decisions_of_scikit_learn(given: list[Scene]) -> None:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    told = examples(given)
    scale = fit(told)
    table = DictVectorizer()
    rows = table.fit_transform([dict.fromkeys(sorted(one.features & scale.weights.keys()), 1.0) for one in told])
    theirs = LogisticRegression()
    theirs.classes_ = np.array([False, True])
    theirs.coef_ = np.array([[scale.weights[name] for name in table.get_feature_names_out()]])
    theirs.intercept_ = np.array([scale.intercept])
    ours = [scale.score(one.features) for one in told]
    assert np.allclose(ours, theirs.decision_function(rows), atol=1e-9) and max(ours) > 1


def test_training_twice_writes_the_same_bytes(given: list[Scene], tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        save(fit(examples(given)), tmp_path / name)
    assert (tmp_path / "one" / "lists.json").read_bytes() == (tmp_path / "two" / "lists.json").read_bytes()


def test_the_threshold_lets_no_more_alarms_through_than_it_says() -> None:
    scored = [(float(i), Scene(f"a/{i:03}.txt", "", False, ())) for i in range(200)]
    for alarms in (0.0, 0.5, 2.0):
        least = level(scored, alarms)
        assert sum(score >= least for score, _ in scored) == int(alarms * 2)


def test_a_planted_slip_is_an_example_and_the_text_itself_is_none(given: list[Scene]) -> None:
    told = examples(given)
    assert {one.right for one in told} == {True, False}
    clean: list[ListExample] = [one for scene in given if not scene.fault for one in scene.suspects]
    assert sum(one.right for one in clean) < len(clean) / 20  # a list of the gold that fails as it stands: hardly any


def test_the_card_tells_of_the_shipped_weights() -> None:
    path = Path(built.__file__).with_name("weights") / "lists.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    text = CARD.read_text(encoding="utf-8")
    assert f"on {len(told['weights'])} features" in text
    assert f"From a score of {told['sure']} on" in text and f"from {told['likely']} on" in text

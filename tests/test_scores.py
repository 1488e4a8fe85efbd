"""What counts as equal when gold and reading are compared, and how the corpora are split."""

from __future__ import annotations

import pytest

from gouji_models import corpus, markup, reading
from gouji_models.ledger import unaccounted
from gouji_models.markup import Narrative
from gouji_models.scores import Scores, align, same_key, score

META = "@organ: 青岚县人民政府\n@year: 2023\n@form: 2021\n"


def _text(source: str) -> Narrative:
    return markup.parse(META + source, "x/001.txt")


def _scored(gold: str, told: str) -> Scores:
    scores = Scores()
    score(_text(gold), _text(told), scores)
    return scores


@pytest.mark.parametrize(
    ("gold", "told"),
    [
        ("发布近⟦4000条|prose.disclosed|~3600..4000|条⟧。", "发布⟦近4000条|prose.disclosed|~3600..4000|条⟧。"),
        ("满意度在⟦98%|prose.rate|~98..99|%⟧以上。", "满意度在⟦98%以上|prose.rate|~98..99|%⟧。"),
        ("收费⟦12.5万元|prose.handling_fee|12.5|万元⟧。", "收费⟦12.5万元|prose.handling_fee|125000|元⟧。"),
        ("超过⟦20天|unnamed|~20..29|天⟧。", "超过⟦20天|unnamed|~20..|天⟧。"),
        ("⟦半数|prose.share|~45..55|%⟧。", "⟦半数|prose.share|~45..55⟧。"),
    ],
)
def test_these_are_the_same_figure(gold: str, told: str) -> None:
    assert len(align(_text(gold), _text(told))) == 1


@pytest.mark.parametrize(
    ("gold", "told"),
    [
        ("发布⟦40条|prose.disclosed⟧。", "发布⟦40|prose.disclosed|40⟧条。"),
        ("发布⟦40条|prose.disclosed⟧。", "发布⟦40条|prose.disclosed|41|条⟧。"),
        ("发布⟦40条|prose.disclosed⟧。", "发布⟦40条|prose.disclosed|~40..40|条⟧。"),
        ("⟦未收到|requests.received.total|0⟧申请。", "未收到申请。"),
        ("⟦40余条|unnamed|~40..49|条⟧。", "⟦40余条|unnamed|~40..50|条⟧。"),
    ],
)
def test_these_are_not(gold: str, told: str) -> None:
    assert align(_text(gold), _text(told)) == {}


def test_each_figure_is_counted_once_though_two_share_a_span() -> None:
    gold = "甲、乙各⟦a&b:2次|prose.meetings&unnamed⟧。"
    scores = _scored(gold, "甲、乙各⟦2次|unnamed⟧。")
    assert (scores.figures.right, scores.figures.given, scores.figures.wanted) == (1, 1, 2)
    scores = _scored(gold, gold)
    assert (scores.figures.right, scores.keys.right) == (2, 2)


def test_keys_by_their_rules() -> None:
    both = "requests.received.total+requests.carried_in.total"
    assert same_key(both, "requests.received.total") and same_key("unnamed", "prose.visits")
    assert not same_key("requests.received.total", both) and not same_key("prose.share", "prose.rate")


def test_words_beside_a_printed_zero_may_be_missed_and_others_may_not() -> None:
    beside = "⟦未|prose.handling_fee|0⟧收取信息处理费，收费⟦0元|prose.handling_fee⟧。"
    bare = "未收取信息处理费，收费⟦0元|prose.handling_fee⟧。"
    assert _scored(beside, bare).zeros.recall == _scored(bare, beside).zeros.precision == 1.0
    alone = "⟦未|disputes.review.total|0⟧发生行政复议。"
    assert _scored(alone, "未发生行政复议。").zeros.recall == 0.0


def test_parts_are_counted_by_pairs() -> None:
    gold = "申请⟦w:5件|unnamed⟧，甲⟦a:3件|unnamed⟧，乙⟦b:2件|unnamed⟧。\n"
    scores = _scored(gold + "= w: a b\n", gold + "> w: a\n")
    assert (scores.parts.right, scores.parts.given, scores.parts.wanted) == (1, 1, 2)
    assert (scores.closed.right, scores.closed.wanted) == (0, 1)


def test_parts_of_a_figure_that_was_misread_are_wrong() -> None:
    gold = "申请⟦w:5件|unnamed⟧，甲⟦a:3件|unnamed⟧。\n> w: a\n"
    told = "申请⟦w:5件|unnamed|6|件⟧，甲⟦a:3件|unnamed⟧。\n> w: a\n"
    scores = _scored(gold, told)
    assert (scores.parts.right, scores.parts.given, scores.parts.wanted) == (0, 1, 1)


def test_splits_share_nothing_and_lose_nothing() -> None:
    folder = corpus.ROOT / "narratives"
    paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*.txt")]
    parts = ("train", "dev", "test")
    assert all(sum(corpus.belongs(name, split) for split in parts) == 1 for name in paths)
    assert all(corpus.belongs(name, "open") != corpus.belongs(name, "test") for name in paths)
    assert {name for name in paths if corpus.belongs(name, "test")} == {
        name for name in paths if name.partition("/")[0] in corpus.FROZEN
    }
    assert len(list(corpus.narratives("dev"))) == sum(corpus.belongs(name, "dev") for name in paths)


def test_a_numeral_without_an_end_is_seen() -> None:
    from dataclasses import replace

    report = reading.read(_text("一、总体情况\n全年公开信息35条，依据第十条开会三次。\n")).report
    count, lost = unaccounted(report)
    assert (count, lost) == (3, [])
    _, lost = unaccounted(replace(report, numerals=()))
    assert [span.of(report.document.text) for span in lost] == ["十"]

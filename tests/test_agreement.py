"""Two annotators compared: what counts as agreement, the chance-corrected figure, and the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji_models.agreement import Agreement, compare, kappa, main, match
from gouji_models.markup import parse


def agreement(first: str, second: str) -> Agreement:
    total = Agreement()
    compare(parse(first, "a/001.txt"), parse(second, "a-001.txt"), total)
    return total


SAME = [
    ("培训⟦3次|prose.training⟧", "培训⟦3次|prose.training⟧"),
    ("⟦约300人|prose.training.people|~250..350|人⟧", "约⟦300人|prose.training.people|~250..350|人⟧"),
    ("不少于⟦6条|unnamed|~6..6|条⟧", "不少于⟦6条|unnamed|~6..|条⟧"),
    ("⟦12.5万元|unnamed⟧", "⟦12.5万元|unnamed|125000|元⟧"),
    ("粉丝⟦9人|prose.visits⟧", "粉丝⟦9人|unnamed⟧"),
    ("受理⟦9件|requests.received.total⟧", "受理⟦9件|requests.received.total+requests.carried_in.total⟧"),
    ("⟦未收到|requests.received.total|0⟧申请", "⟦未|requests.received.total|0⟧收到申请"),
    ("甲、乙各⟦2次|unnamed&prose.meetings⟧", "甲、乙各⟦2次|prose.meetings&unnamed⟧"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_what_the_conventions_leave_open_is_agreement(first: str, second: str) -> None:
    total = agreement(first, second)
    assert total.spans.f1 == total.whole.f1 == 1
    assert total.whole.wanted > 0
    assert kappa(total.labels) == 1
    assert total.details == []


@pytest.mark.parametrize(
    ("aspect", "first", "second"),
    [
        ("value", "近⟦4000人|unnamed|~3600..4000|人⟧", "近⟦4000人|unnamed|~3000..4000|人⟧"),
        ("value", "⟦4次|unnamed|4..6|次⟧", "⟦4次|unnamed|4..|次⟧"),
        ("unit", "共⟦12件次|unnamed⟧", "共⟦12件次|unnamed|12|件⟧"),
        ("hedge", "⟦3日|unnamed⟧内", "⟦3日|unnamed|~3|日⟧内"),
        ("key", "检查⟦3次|prose.inspections⟧", "检查⟦3次|unnamed⟧"),
    ],
)
def test_one_aspect_that_differs_is_counted_and_told(aspect: str, first: str, second: str) -> None:
    total = agreement(first, second)
    wrong = [name for name, tally in total.aspects.items() if not tally.right]
    assert wrong == [aspect]
    assert total.whole.right == 0
    assert [line.split()[0] for line in total.details] == [aspect]


def test_a_figure_of_one_side_lowers_the_spans_alone() -> None:
    total = agreement("培训⟦3次|prose.training⟧，⟦三类|unnamed|3|类⟧人员", "培训⟦3次|prose.training⟧，三类人员")
    assert (total.spans.right, total.spans.wanted, total.spans.given) == (1, 2, 1)
    assert total.whole.f1 == 1
    assert [line[:10] for line in total.details] == ["first only"]


def test_the_cut_of_a_span_counts_unless_it_is_a_hedge() -> None:
    total = agreement("共⟦12件|unnamed⟧次", "共⟦12件次|unnamed⟧")
    assert total.spans.right == 0
    assert agreement(*SAME[1]).exact.right == 0


PARTS = "⟦w:9条|unnamed⟧，其中⟦a:4条|unnamed⟧、⟦b:5条|unnamed⟧\n"


def test_parts_are_compared_as_pairs_and_then_as_closed_or_open() -> None:
    total = agreement(PARTS + "= w: a b", PARTS + "> w: a")
    assert (total.parts.right, total.parts.wanted, total.parts.given) == (1, 2, 1)
    assert (total.closed.right, total.closed.wanted) == (0, 1)


def test_parts_of_figures_that_the_other_did_not_mark_do_not_agree() -> None:
    total = agreement(PARTS + "= w: a b", PARTS.replace("⟦a:4条|unnamed⟧", "4条") + "> w: b")
    assert (total.parts.right, total.parts.wanted, total.parts.given) == (1, 2, 1)


def test_figures_are_matched_once() -> None:
    first = parse("各⟦2次|unnamed&unnamed⟧")
    second = parse("各⟦2次|unnamed⟧")
    assert match(first, second) == {0: 0}


@pytest.mark.parametrize(
    ("labels", "value"),
    [
        ([], 1.0),
        ([("a", "a")] * 3, 1.0),
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        # the textbook case: 20 and 15 of 50 agree; chance gives one half
        ([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.4),
    ],
)
def test_kappa(labels: list[tuple[str, str]], value: float) -> None:
    assert kappa(labels) == pytest.approx(value)


def test_texts_must_be_the_same() -> None:
    with pytest.raises(ValueError, match="not the same text"):
        agreement("培训⟦3次|unnamed⟧", "培训⟦4次|unnamed⟧")


def test_the_command_lists_differences_only_if_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "first/han").mkdir(parents=True)
    (tmp_path / "second").mkdir()
    (tmp_path / "first/han/008.txt").write_text("@hand: han\n检查⟦3次|prose.inspections⟧\n", encoding="utf-8")
    (tmp_path / "second/han-008.txt").write_text("@hand: second\n检查⟦3次|unnamed⟧\n", encoding="utf-8")
    folders = [str(tmp_path / "first"), str(tmp_path / "second")]
    assert main(folders) == 0
    quiet = capsys.readouterr().out
    assert "| 1 texts |" in quiet
    assert "| key on figures of both | 0.0000 | 0 / 1 / 1 |" in quiet
    assert "检查" not in quiet
    assert main([*folders, "-v"]) == 0
    assert "检查⟦3次⟧⏎ prose.inspections 3..3 次 or unnamed 3..3 次" in capsys.readouterr().out

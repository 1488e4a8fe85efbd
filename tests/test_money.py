"""Sums of money: told in the unit that is printed, whatever units their parts have."""

from __future__ import annotations

import pytest

from gouji.pipeline import audit_bytes
from gouji.types import Issue

HEAD = "青岚县人民政府2023年政府信息公开工作年度报告\n一、总体情况\n"


def issues_of(sentence: str) -> list[Issue]:
    return [one for one in audit_bytes((HEAD + sentence + "\n").encode(), "x.txt").issues if one.severity != "info"]


@pytest.mark.parametrize(
    ("sentence", "formula"),
    [
        ("全年投入128万元，由网站运维60万元、宣传40万元、培训18万元组成。", "60 + 40 + 18 = 118 ≠ 128"),
        (
            "全年投入经费2.6万元，由印刷费1.1万元、培训费8000元和宣传费6000元组成。",
            "1.1万元 + 8000元 + 6000元 = 2.5万元 ≠ 2.6万元",
        ),
        ("全年收取信息处理费1.2万元，其中按件计收5000元、按量计收8000元。", "5000元 + 8000元 = 13000元 > 1.2万元"),
    ],
)
def test_a_sum_of_money_is_told_in_its_own_units(sentence: str, formula: str) -> None:
    (issue,) = issues_of(sentence)
    assert issue.outcome.formula == formula


def test_a_repair_is_in_the_unit_that_is_printed() -> None:
    (issue,) = issues_of("全年收取信息处理费1.2万元，其中按件计收5000元、按量计收8000元。")
    assert {(one.was, one.becomes) for one in issue.outcome.repairs} == {
        ("1.2", "1.3"),
        ("5000", "4000"),
        ("8000", "7000"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "全年收取信息处理费1.2万元，其中按件计收5000元、按量计收7000元。",
        "全年投入经费2.5万元，由印刷费1.1万元、培训费8000元和宣传费6000元组成。",
        "按件计收信息处理费300元、按量计收800元。",
    ],
)
def test_sums_of_money_that_hold_are_quiet(sentence: str) -> None:
    assert issues_of(sentence) == []

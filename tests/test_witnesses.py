"""Shares say which figure of a failed sum is the slip; a share that fails for that alone is no issue of its own."""

from __future__ import annotations

import pytest

from gouji.pipeline import audit_bytes
from gouji.types import Issue


def _issues(text: str) -> list[Issue]:
    told = f"清溪县2022年政府信息公开工作年度报告\n一、总体情况\n{text}\n"
    return [issue for issue in audit_bytes(told.encode(), "x.txt").issues if issue.severity == "error"]


@pytest.mark.parametrize(
    ("text", "was", "becomes"),
    [
        # both shares say that the whole was another
        ("全年公开信息355条，其中网站120条，占48%，其他渠道130条，占52%。", "355", "250"),
        # one share fits, the other says that its own part is wrong
        ("全年公开信息200条，其中政策文件50条，占25%，其他信息105条，占75%。", "105", "150"),
    ],
)
def test_shares_tell_the_slip(text: str, was: str, becomes: str) -> None:
    (issue,) = _issues(text)
    assert issue.code == "N101" and issue.related
    assert [(repair.was, repair.becomes) for repair in issue.outcome.repairs] == [(was, becomes)]


def test_without_shares_only_slips_of_the_pen_are_suggested() -> None:
    (issue,) = _issues("全年公开信息1355条，其中文件701条，动态618条，其他16条。")
    slips = {("701", "721"), ("618", "638"), ("16", "36"), ("1355", "1335")}
    told = [(repair.was, repair.becomes) for repair in issue.outcome.repairs]
    assert len(told) == 3 and set(told) <= slips
    (far,) = _issues("全年公开信息618条，其中文件180条，动态144条，其他375条。")
    assert far.outcome.repairs == ()


def test_a_share_that_is_wrong_by_itself_stays_an_issue() -> None:
    (issue,) = _issues("全年公开信息200条，其中政策文件50条，占35%，其他信息150条，占75%。")
    assert issue.code == "N105"

"""F315: 规章 counted by an organ that can make none."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.drafting import drafting
from gouji.equations import printed
from gouji.types import Evidence, Outcome, Text

_ROWS = "行政规范性文件|2|0|7\n行政许可|12\n"


@check(
    "F315",
    Text("没有规章制定权的机关填了规章", "an organ that makes no rules reports some"),
    severity="warning",
    source="《中华人民共和国立法法》第九十一条、第九十三条：规章由国务院部门、省级政府和设区的市、自治州政府制定",
    fires=(f"甲县人民政府2024年政府信息公开工作年度报告\n规章|⟦1⟧|0|⟦3⟧\n{_ROWS}",),
    quiet=(
        f"甲县人民政府2024年政府信息公开工作年度报告\n规章|0|0|0\n{_ROWS}",
        f"甲市人民政府2024年政府信息公开工作年度报告\n规章|1|0|3\n{_ROWS}",
    ),
)
def rules_made(case: Case) -> Iterator[Outcome]:
    """A county, a town, a district or a local department reports 规章 in table two: likely normative documents.

    县、乡镇、区或地方部门在表二填了规章，多半应是行政规范性文件。
    """
    words, organ = drafting(case.family.folder), case.report.outline.organ
    if not organ or not words.no_rules or not words.no_rules.search(organ):
        return
    if words.unsure and words.unsure.search(organ):
        return
    found = [f for f in case.report.tables.cells if ".rules." in f".{f.key}" and f.figure and f.figure.low]
    if found:
        numbers = "、".join(printed(f.figure.low) for f in found if f.figure)
        zh = f"{organ}没有规章制定权，表中规章为{numbers}，是否应计入行政规范性文件"
        en = f"{organ} can make no rules (规章), the table has {numbers}; are they normative documents?"
        yield Outcome("differs", tuple(Evidence(f.span, f.key) for f in found), Text(zh, en), "0", numbers)

"""N102: the parts of an open list (其中, 包括) are more than their whole."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.doubt import surely
from gouji.equations import sum_outcome
from gouji.prose.built import LOOKS_FULL
from gouji.types import Outcome, Text


@check(
    "N102",
    Text("分项超过总数", "parts exceed the whole"),
    severity="error",
    source="通行的勾稽读法：其中、包括引出的分项可以少于总数，不能多于总数",
    fires=("全年公开信息⟦120条⟧，其中政策文件90条、工作动态70条。\n",),
    quiet=(
        "全年公开信息120条，其中政策文件20条、工作动态70条。\n",
        "全年公开信息约100条，其中政策文件90条、工作动态12条。\n",
        "全年办理留言647条，其中局长信箱268条、咨询交流379条，公开答复561条。\n",
    ),
)
def parts_exceed(case: Case) -> Iterator[Outcome]:
    """The parts of an open list add up to more than their whole.

    “其中”“包括”引出的分项相加，超过了总数。
    """
    for parts in case.report.parts:
        if parts.closed or parts.why == LOOKS_FULL:
            continue
        whole, members = case.report.mentions[parts.whole], [case.report.mentions[i] for i in parts.parts]
        name = case.text(whole)
        message = Text(f"分项之和超过总数「{name}」", f"the parts add up to more than “{name}”")
        outcome = sum_outcome([whole], members, message, at_most=True)
        yield surely(case, parts, outcome)

"""N112: figures that look like all the parts of a whole, by the build of the list, and do not add up to it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.doubt import doubt
from gouji.equations import sum_outcome
from gouji.prose.built import LOOKS_FULL
from gouji.types import Outcome, Text


@check(
    "N112",
    Text("列举像是全部分项，相加却不等", "what looks like a full list does not add up"),
    severity="warning",
    source="通行的勾稽读法：紧接总数、逐项并列的同类数一般就是它的全部分项；由写法判断，写法的权重由语料训练得出",
    fires=("全年公开信息⟦620条⟧，其中动态信息309条，公告信息131条，财政信息68条，人事信息111条。\n",),
    quiet=(
        "全年公开信息146条，县网站54条、微信公众号77条、公示栏15条。\n",
        "全年公开信息620条，其中重点领域109条，两化领域31条。\n",
        "全年公开信息146条，举办培训54场、接待咨询77人、印发通报15期。\n",
    ),
)
def looks_full(case: Case) -> Iterator[Outcome]:
    """Figures that are built as all the parts of a whole miss it, though no word says that they must make it up.

    一串数从写法上看像是前面（或后面）那个总数的全部分项，相加却不等；没有“分别”“其他”“合计”等字眼，请核对。
    """
    for parts in case.report.parts:
        if parts.why != LOOKS_FULL or doubt(case, parts):
            continue
        whole, members = case.report.mentions[parts.whole], [case.report.mentions[i] for i in parts.parts]
        if {"unnamed", "requests.carried_out.total"} <= {one.key for one in members}:
            continue  # 受理25件，其中20件为申请某类信息，2件结转: one by its subject, the other by what became of it
        name = case.text(whole)
        message = Text(
            f"这几个数像是「{name}」的全部分项，相加却不等，请核对",
            f"these look like all the parts of “{name}”, but do not add up to it",
        )
        yield sum_outcome([whole], members, message)

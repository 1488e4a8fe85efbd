"""N103: the parts of an open list miss their whole by one digit."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.causes import digit_distance
from gouji.checking import Case, check
from gouji.doubt import balances
from gouji.equations import printed, sum_outcome, total, value
from gouji.prose.built import LOOKS_FULL
from gouji.types import Fact, Outcome, Text


@check(
    "N103",
    Text("分项之和与总数只差一个数字", "parts miss the whole by one digit"),
    severity="warning",
    source="通行的勾稽读法：分项之和与总数仅差一位数字或相邻两位颠倒，多为笔误",
    fires=("全年公开信息⟦1420条⟧，其中政策文件200条、工作动态700条、通知公告380条、概况40条。\n",),
    quiet=(
        "全年公开信息1500条，其中政策文件200条、工作动态700条、通知公告300条、概况40条。\n",
        "新收申请317件，上年结转3件。其中，予以公开184件，部分公开18件，不予公开8件，无法提供57件，不予处理18件，"
        "其他处理22件，结转下年度13件。\n",
    ),
)
def parts_nearly_exact(case: Case) -> Iterator[Outcome]:
    """An open list all but reaches its whole, and falls short by exactly what one mistyped digit would make.

    分项之和接近而少于总数，而且只差一位数字或相邻两位颠倒，像是笔误。
    """
    for parts in case.report.parts:
        whole, members = case.report.mentions[parts.whole], [case.report.mentions[i] for i in parts.parts]
        if parts.closed or parts.why == LOOKS_FULL or len(members) < 3 or not _exact([whole, *members]):
            continue
        was, becomes = printed(value(whole)[0]), printed(total(members))
        close = value(whole)[0] * 9 <= total(members) * 10 < value(whole)[0] * 10
        if close and len(was) > 2 and digit_distance(was, becomes) == 1 and not balances(case, whole, members):
            yield _nearly(case, whole, members)


def _exact(facts: list[Fact]) -> bool:
    return all(fact.figure is not None and not fact.figure.hedged for fact in facts)


def _nearly(case: Case, whole: Fact, members: list[Fact]) -> Outcome:
    message = Text(
        f"分项之和与总数「{case.text(whole)}」只差一个数字，请核对是否笔误",
        f"the parts miss “{case.text(whole)}” by one digit; a slip?",
    )
    return sum_outcome([whole], members, message)

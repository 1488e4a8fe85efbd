"""N102: the parts of an open list (其中, 包括) are more than their whole. N103: they miss it by one digit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.causes import digit_distance
from gouji.checking import Case, check
from gouji.doubt import doubt, surely
from gouji.equations import printed, sum_formula, sum_outcome, total, value
from gouji.prose.partitions import OPEN_LIST
from gouji.sums import aggregate
from gouji.types import Evidence, Fact, Outcome, Parts, Text


@check(
    "N102",
    Text("分项超过总数", "parts exceed the whole"),
    severity="error",
    source="通行的勾稽读法：其中、包括引出的分项可以少于总数，不能多于总数",
    fires=("全年公开信息⟦120条⟧，其中政策文件90条、工作动态70条。\n",),
    quiet=(
        "全年公开信息120条，其中政策文件20条、工作动态70条。\n",
        "全年公开信息约100条，其中政策文件90条、工作动态12条。\n",
    ),
)
def parts_exceed(case: Case) -> Iterator[Outcome]:
    """The parts of an open list add up to more than their whole.

    “其中”“包括”引出的分项相加，超过了总数。
    """
    for parts in case.report.parts:
        if parts.closed:
            continue
        whole, members = case.report.mentions[parts.whole], [case.report.mentions[i] for i in parts.parts]
        name = case.text(whole)
        message = Text(f"分项之和超过总数「{name}」", f"the parts add up to more than “{name}”")
        outcome = sum_outcome([whole], members, message, at_most=True)
        yield surely(case, parts, outcome)


@check(
    "N103",
    Text("分项之和与总数只差一个数字", "parts miss the whole by one digit"),
    severity="warning",
    source="通行的勾稽读法：分项之和与总数仅差一位数字或相邻两位颠倒，多为笔误",
    fires=("全年公开信息⟦1420条⟧，其中政策文件200条、工作动态700条、通知公告300条、概况40条。\n",),
    quiet=("全年公开信息1500条，其中政策文件200条、工作动态700条、通知公告300条、概况40条。\n",),
)
def parts_nearly_exact(case: Case) -> Iterator[Outcome]:
    """An open list falls short of its whole by exactly what one mistyped digit would make.

    分项之和比总数少，而且只差一位数字或相邻两位颠倒，像是笔误。
    """
    for parts in case.report.parts:
        whole, members = case.report.mentions[parts.whole], [case.report.mentions[i] for i in parts.parts]
        if parts.closed or len(members) < 2 or not _exact([whole, *members]):
            continue
        if parts.why == OPEN_LIST:
            if len(members) > 2 and _falls_short(case, parts, whole, members):
                yield _short(case, whole, members)
            continue
        was, becomes = printed(value(whole)[0]), printed(total(members))
        if total(members) < value(whole)[0] and len(was) > 2 and digit_distance(was, becomes) == 1:
            yield _nearly(case, whole, members)


def _falls_short(case: Case, parts: Parts, whole: Fact, members: list[Fact]) -> bool:
    """Is something missing from what looks like all? Not where a table holds each, or a figure was not understood."""
    if aggregate(case, whole.key) is not None or not value(whole)[0] * 8 <= total(members) * 10 < value(whole)[0] * 10:
        return False
    last = max(members, key=lambda fact: fact.span.start)
    following = next((fact for fact in case.report.mentions if fact.span.start > last.span.start and fact.figure), None)
    between = case.report.document.text[last.span.stop : following.span.start] if following else "。"
    same = following and following.figure and last.figure and following.figure.unit == last.figure.unit
    return doubt(case, parts) is None and not (same and "。" not in between)


def _short(case: Case, whole: Fact, members: list[Fact]) -> Outcome:
    """Results, grounds or outcomes: where three of them are told, the others mostly are, too."""
    missing = printed(value(whole)[0] - total(members))
    told = Text(
        f"所列各项合计比「{case.text(whole)}」少{missing}，请核对是否漏写或有误",
        f"what is listed is {missing} less than “{case.text(whole)}”; is one missing or wrong?",
    )
    return replace(_nearly(case, whole, members), message=told)


def _exact(facts: list[Fact]) -> bool:
    return all(fact.figure is not None and not fact.figure.hedged for fact in facts)


def _nearly(case: Case, whole: Fact, members: list[Fact]) -> Outcome:
    evidence = (Evidence(whole.span, whole.key), *(Evidence(m.span, m.key, "term") for m in members))
    return Outcome(
        "differs",
        evidence,
        Text(
            f"分项之和与总数「{case.text(whole)}」只差一个数字，请核对是否笔误",
            f"the parts miss “{case.text(whole)}” by one digit; a slip?",
        ),
        expected=printed(total(members)),
        found=printed(value(whole)[0]),
        formula=sum_formula([whole], members, "≠"),
    )

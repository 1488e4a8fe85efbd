"""N106: the shares of a full split."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checking import Case, check
from gouji.comparisons import share_of
from gouji.equations import printed, shown
from gouji.ratios import PERCENT, Said, rows, step
from gouji.types import Evidence, Outcome, Parts, Text

_SPLIT = re.compile(r"其他|其余|其它|余下|剩余")


@check(
    "N106",
    Text("各项占比之和不是100%", "the shares of a split are not 100%"),
    severity="warning",
    source="通行的勾稽读法：完整划分的各项占比之和为100%，允许四舍五入的误差",
    fires=("全年公开信息200条，其中政策文件占⟦25%⟧、工作动态占⟦35%⟧、其他信息占⟦45%⟧。\n",),
    quiet=(
        "全年公开信息200条，其中政策文件占25%、工作动态占35%、其他信息占40%。\n",
        "全年公开信息200条，其中政策文件占33.3%、工作动态占33.3%、其他信息占33.3%。\n",
        "全年公开信息200条，其中政策文件占25%、工作动态占35%。\n",
    ),
)
def full_split(case: Case) -> Iterator[Outcome]:
    """Shares of a list that ends in 其他, or of parts that make up their whole, do not add up to 100.

    以“其他”结尾的列举，或合起来等于总数的分项，各项占比相加不是100%。
    """
    closed = [parts for parts in case.report.parts if parts.closed]
    for _, row in rows(case):
        for run in _runs(row):
            if _SPLIT.search(run[-1].gap) or _made_up(case, closed, row, run):
                yield from _sum(run, step(case, run[0].fact))


def _runs(row: Sequence[Said]) -> Iterator[list[Said]]:
    """Shares that follow one another in a sentence, each with its own 占; counts may stand between them."""
    run: list[Said] = []
    for said in row:
        if said.unit == "%" and said.exact and "占" in said.gap and "其中" not in said.gap[-14:] * bool(run):
            run.append(said)
            if _SPLIT.search(said.gap):
                yield run
                run = []
        elif said.unit in PERCENT or not said.counts:
            run = []
    if len(run) > 2:
        yield run


def _made_up(case: Case, closed: Sequence[Parts], row: Sequence[Said], run: Sequence[Said]) -> bool:
    """Does each share stand behind a part of one and the same full list, and each part have one?"""
    mentions = case.report.mentions
    owners = {row[row.index(said) - 1].fact for said in run if row.index(said) and share_of(said) == ""}
    return any({mentions[i] for i in parts.parts} == owners for parts in closed)


def _sum(run: Sequence[Said], unit: Decimal) -> Iterator[Outcome]:
    total = sum((said.number for said in run), Decimal(0))
    if len(run) < 2 or abs(total - 100) <= unit * len(run):
        return
    terms = " + ".join(shown(said.fact) for said in run)
    told = Text(f"各项占比相加为{printed(total)}%，应为100%", f"the shares add up to {printed(total)}%, not 100%")
    evidence = tuple(Evidence(said.fact.span, said.fact.key) for said in run)
    yield Outcome("differs", evidence, told, "100", printed(total), f"{terms} = {printed(total)} ≠ 100")

"""T101: table three, each row: the total is the sum of the six kinds of applicants."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.sums import table_sums
from gouji.types import Outcome, Text


@check(
    "T101",
    Text("表三总计与各类申请人之和不符", "row total of table three"),
    severity="error",
    source="国办公开办函〔2021〕30号，表三：总计列为自然人与法人或其他组织各列之和",
    fires=("一、本年新收政府信息公开申请数量|5|1|0|0|0|0|⟦7⟧\n二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0\n",),
    quiet=("一、本年新收政府信息公开申请数量|5|1|0|0|0|0|6\n二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0\n",),
)
def applicants(case: Case) -> Iterator[Outcome]:
    """In a row of table three the total differs from the sum of the six applicants' columns.

    表三某一行的总计，不等于六类申请人各列之和。
    """
    yield from table_sums(case, "applicants")

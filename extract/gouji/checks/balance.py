"""T103: table three, each column: what came in is what was handled and carried on."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.sums import table_sums
from gouji.types import Outcome, Text


@check(
    "T103",
    Text("表三收支不平", "balance of table three"),
    severity="error",
    source="国办公开办函〔2021〕30号，表三注：第一项加第二项之和，等于第三项加第四项之和",
    fires=(
        "一、本年新收政府信息公开申请数量|⟦35⟧\n二、上年结转政府信息公开申请数量|⟦2⟧\n（七）总计|30\n四、结转下年度继续办理|3\n",
    ),
    quiet=(
        "一、本年新收政府信息公开申请数量|35\n二、上年结转政府信息公开申请数量|2\n（七）总计|34\n四、结转下年度继续办理|3\n",
    ),
)
def balance(case: Case) -> Iterator[Outcome]:
    """What came in (received and carried in) differs from what was handled and carried on.

    表三某一列，新收与上年结转之和，不等于总计与结转下年度之和。
    """
    yield from table_sums(case, "balance")

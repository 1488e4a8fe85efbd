"""T106: form 2014: the sums that the list of indicators states."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.sums import table_sums
from gouji.types import Outcome, Text


@check(
    "T106",
    Text("统计表分项之和与总数不符", "sums of the list of 2014"),
    severity="error",
    source="国办发〔2014〕32号，政府信息公开情况统计表",
    fires=("（一）收到申请数|件|⟦9⟧\n1.当面申请数|件|2\n2.传真申请数|件|0\n3.网络申请数|件|5\n4.信函申请数|件|1\n",),
    quiet=("（一）收到申请数|件|8\n1.当面申请数|件|2\n2.传真申请数|件|0\n3.网络申请数|件|5\n4.信函申请数|件|1\n",),
)
def statistics(case: Case) -> Iterator[Outcome]:
    """A total of the list differs from its parts, or a part exceeds its total.

    统计表里的总数不等于分项之和，或分项超过了总数。
    """
    yield from table_sums(case, "list_sum", "list_part", "channels", "channel")

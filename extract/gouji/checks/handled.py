"""T102: table three, each column: （七）总计 is the sum of the results above it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.sums import table_sums
from gouji.types import Outcome, Text

_RESULTS = """（二）部分公开|0
1.属于国家秘密|0
2.其他法律行政法规禁止公开|0
3.危及“三安全一稳定”|0
4.保护第三方合法权益|0
5.属于三类内部事务信息|0
6.属于四类过程性信息|0
7.属于行政执法案卷|0
8.属于行政查询事项|0
1.本机关不掌握相关政府信息|2
2.没有现成信息需要另行制作|0
3.补正后申请内容仍不明确|0
1.信访举报投诉类申请|0
2.重复申请|0
3.要求提供公开出版物|0
4.无正当理由大量反复申请|0
5.要求行政机关确认或重新出具已获取信息|0
1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请|0
2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请|0
3.其他|0
"""


@check(
    "T102",
    Text("表三办理结果总计与各项之和不符", "handled total of table three"),
    severity="error",
    source="国办公开办函〔2021〕30号，表三：（七）总计为（一）至（六）之和",
    fires=(f"（一）予以公开|3\n{_RESULTS}（七）总计|⟦4⟧\n",),
    quiet=(f"（一）予以公开|3\n{_RESULTS}（七）总计|5\n",),
)
def handled(case: Case) -> Iterator[Outcome]:
    """In a column of table three （七）总计 differs from the sum of the result rows.

    表三某一列的（七）总计，不等于上面各种办理结果之和。
    """
    yield from table_sums(case, "handled", "group")

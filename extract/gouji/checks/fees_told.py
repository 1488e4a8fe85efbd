"""X204, X205: fees for handling information: what the text says of them beside tables three and two."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.against import with_unit
from gouji.checking import Case, check
from gouji.equations import shown, value
from gouji.types import Evidence, Outcome, Text, Verdict

_UNPAID = (
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请|{0}|0|0|0|0|0|{0}\n"
    "3.其他|0|0|0|0|0|0|0\n（七）总计|6|0|0|0|0|0|6\n"
)
_ROWS = "规章|0|0|0\n行政规范性文件|2|0|7\n行政许可|12\n行政处罚|3\n行政强制|0\n行政事业性收费|{}\n"


@check(
    "X204",
    Text("收费通知少于逾期未缴费不再处理的件数", "fewer fee notices than unpaid requests"),
    severity="warning",
    source="《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）：申请人逾期未缴纳的，以已发出收费通知为前提",
    fires=(f"全年发出收费通知⟦1件⟧，收取信息处理费0元。\n{_UNPAID.format(3)}",),
    quiet=(f"全年发出收费通知4件，收取信息处理费20元。\n{_UNPAID.format(3)}",),
)
def notices(case: Case) -> Iterator[Outcome]:
    """More requests were dropped for an unpaid fee than fee notices were sent.

    因逾期未缴费不再处理的申请，比发出的收费通知还多。
    """
    unpaid = case.cells.get("requests.other.fee_unpaid.total")
    for fact in case.told.get("prose.handling_fee.notices", ()):
        if unpaid and unpaid.figure and fact.figure and fact.figure.high is not None:
            differs = fact.figure.high < unpaid.figure.low
            evidence = (Evidence(fact.span, fact.key), Evidence(unpaid.span, unpaid.key, "term"))
            zh = f"表三有{shown(unpaid)}件因逾期未缴费不再处理，收费通知不应少于此数"
            en = f"{shown(unpaid)} requests were dropped for unpaid fees; there cannot be fewer notices"
            formula = f"{shown(fact)} {'<' if differs else '≥'} {shown(unpaid)}"
            verdict: Verdict = "differs" if differs else "agrees"
            yield Outcome(verdict, evidence, Text(zh, en), f"≥{shown(unpaid)}", shown(fact), formula)


@check(
    "X205",
    Text("信息处理费超过行政事业性收费总额", "handling fees exceed all charges"),
    severity="warning",
    source="国办公开办函〔2021〕30号，表二：信息处理费是行政事业性收费的一部分",
    fires=(f"全年收取信息处理费⟦52000元⟧。\n{_ROWS.format(1.5)}",),
    quiet=(f"全年收取信息处理费200元。\n{_ROWS.format(1.5)}",),
)
def fees(case: Case) -> Iterator[Outcome]:
    """The fees received for handling information are more than all charges of table two.

    收取的信息处理费，超过了表二的行政事业性收费总额。
    """
    cell = case.cells.get("disclosure.fees.charged")
    for fact in case.told.get("prose.handling_fee", ()):
        if cell is None or cell.figure is None or fact.figure is None or not fact.figure.low:
            continue
        told, charged = value(fact)[0], value(with_unit(case, cell))[0]
        if told > charged:
            zh = f"信息处理费「{case.text(fact)}」超过表二行政事业性收费{shown(cell)}万元"
            en = f"the handling fee “{case.text(fact)}” is more than all charges, {shown(cell)}万元"
            evidence = (Evidence(fact.span, fact.key), Evidence(cell.span, cell.key, "term"))
            yield Outcome("differs", evidence, Text(zh, en), f"≤{shown(cell)}万元", case.text(fact))

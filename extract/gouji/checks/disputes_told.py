"""X202: what the prose says of reviews and lawsuits beside table four."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.against import beside, compared, mentions, within_scope
from gouji.checking import Case, check
from gouji.types import Outcome, Text

_ROWS = "行政复议|1|0|2|0|3\n未经复议直接起诉|1|0|0|0|1\n复议后起诉|0|0|1|0|1\n"


@check(
    "X202",
    Text("正文与表四不符", "prose differs from table four"),
    severity="error",
    source="国办公开办函〔2021〕30号：正文所述行政复议、行政诉讼与表四说的是同一批案件",
    fires=(f"全年因政府信息公开被申请行政复议⟦5件⟧。\n{_ROWS}", f"全年发生行政诉讼⟦3件⟧。\n{_ROWS}"),
    quiet=(f"全年因政府信息公开被申请行政复议3件，行政诉讼2件。\n{_ROWS}", f"行政复议3件，其中维持1件。\n{_ROWS}"),
)
def disputes_told(case: Case) -> Iterator[Outcome]:
    """A figure of the prose about reviews or lawsuits differs from table four.

    正文关于行政复议、行政诉讼的数与表四不符。
    """
    for fact in mentions(case, ("disputes.", "prose.lawsuits")):
        readings = compared(case, fact, [fact.key])
        if readings:
            yield within_scope(case, fact, beside(case, fact, readings))

"""X201: what the prose says of requests beside table three."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.against import before, beside, compared, mentions, within_scope
from gouji.checking import Case, check
from gouji.types import Fact, Outcome, Text

_RECEIVED = "requests.received.total"
_CARRIED = "requests.carried_in.total"
_BOTH = f"{_RECEIVED}+{_CARRIED}"
_STRICT = re.compile(r"新收|新接|新增|新受理|当年收|本年收")
_ORGANISATIONS = ("company", "research", "welfare", "legal_service", "other_org")
_ROWS = """一、本年新收政府信息公开申请数量|5|1|0|0|0|0|6
二、上年结转政府信息公开申请数量|1|0|0|0|0|0|1
（七）总计|6|1|0|0|0|0|7
四、结转下年度继续办理|0|0|0|0|0|0|0
"""


def _readings(case: Case, fact: Fact) -> list[str]:
    """Keys of the cells that a figure may speak of, the plain one first: a bare 收到 may hold what was carried in."""
    key = fact.key
    if key == _RECEIVED:
        strict = _STRICT.search(before(case, fact.span))
        return [key] if strict else [key, _BOTH, "requests.handled.total"]
    if key == "prose.requests.organisations":
        carried = "+".join(f"requests.carried_in.{column}" for column in _ORGANISATIONS)
        return [key, f"{key}+{carried}"]
    if key.startswith("requests.received."):
        return [key, f"{key}+{key.replace('received', 'carried_in')}"]
    return [key]


@check(
    "X201",
    Text("正文与表三不符", "prose differs from table three"),
    severity="error",
    source="国办公开办函〔2021〕30号：正文（二）依申请公开与表三说的是同一批申请",
    fires=(f"全年新收政府信息公开申请⟦9件⟧。\n{_ROWS}", f"全年⟦未收到⟧政府信息公开申请。\n{_ROWS}"),
    quiet=(f"全年新收政府信息公开申请6件，已办结7件。\n{_ROWS}", f"全年共收到申请7件（含上年结转1件）。\n{_ROWS}"),
)
def requests_told(case: Case) -> Iterator[Outcome]:
    """A figure of the prose about requests fits none of the cells of table three it may speak of.

    正文关于申请的数，与表三中可能所指的单元格都不相符。
    """
    for fact in mentions(case, ("requests.", "prose.requests.organisations")):
        readings = compared(case, fact, _readings(case, fact))
        if readings:
            yield within_scope(case, fact, beside(case, fact, readings))

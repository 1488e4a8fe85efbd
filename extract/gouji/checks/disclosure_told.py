"""X203: what the prose says of documents, decisions and charges beside table two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.against import before, beside, compared, mentions, with_unit, within_scope
from gouji.checking import Case, check
from gouji.equations import value
from gouji.types import Fact, Outcome, Text

_SCOPE = re.compile(r"本级|名义|办公室|办公厅|部门|乡镇|各级|三级|科室|本局|其中|街道")
_ROWS = "行政规范性文件|2|0|7\n行政许可|12\n行政事业性收费|17.5\n"


@check(
    "X203",
    Text("正文与表二不符", "prose differs from table two"),
    severity="error",
    source="国办公开办函〔2021〕30号：正文所述规章、规范性文件、处理决定和收费与表二同一口径",
    fires=(f"全年制发行政规范性文件⟦3件⟧。\n{_ROWS}", f"全年行政事业性收费⟦18.5万元⟧。\n{_ROWS}"),
    quiet=(
        f"全年制发行政规范性文件2件，现行有效7件。\n{_ROWS}",
        f"全年公开行政许可信息180条，行政事业性收费175000元。\n{_ROWS}",
        "全年废止规范性文件6件，宣布失效规范性文件5件。\n行政规范性文件|2|11|7\n",
        "全年新增行政处罚64项，均在网上公开。\n行政处罚|12\n",
    ),
)
def disclosure_told(case: Case) -> Iterator[Outcome]:
    """A figure of the prose differs from its cell in table two; with a narrower scope in its words it may only warn.

    正文的数与表二对应的单元格不符；从文字看口径较小的，只作警告。
    """
    for fact in mentions(case, ("disclosure.",)):
        readings = compared(case, fact, [fact.key])
        if not readings:
            continue
        narrower = bool(_SCOPE.search(before(case, fact.span, 40)))
        outcome = beside(
            case, fact, readings, severity="warning" if narrower or _units(case, fact, readings[0]) else None
        )
        yield within_scope(case, fact, outcome)


def _units(case: Case, fact: Fact, cells: list[Fact]) -> bool:
    """Equal but for 元 and 万元: a slip of the unit, not of the number."""
    if fact.figure is None or fact.figure.unit not in {"元", "万元"} or len(cells) != 1:
        return False
    told, printed = value(fact)[0], value(with_unit(case, cells[0]))[0]
    return bool(told and printed) and told / printed in {Decimal(10**4), 1 / Decimal(10**4)}

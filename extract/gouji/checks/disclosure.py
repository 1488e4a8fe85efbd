"""T105: table two: documents in force are at least those made less those repealed; in form 2019 the like."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.sums import table_sums
from gouji.types import Outcome, Text

_HEADER = "信息内容|本年制发件数|本年废止件数|现行有效件数\n"


@check(
    "T105",
    Text("表二件数自相矛盾", "counts of table two"),
    severity="error",
    source="国办公开办函〔2021〕30号，表二，第二十条第（一）项；国办公开办函〔2019〕60号，表二",
    fires=(f"{_HEADER}行政规范性文件|5|1|⟦3⟧\n",),
    quiet=(
        f"{_HEADER}行政规范性文件|5|1|4\n",
        f"{_HEADER}行政规范性文件|5|1|3\n全年组织规范性文件清理一次，一批文件不再执行。\n",
    ),
)
def disclosure(case: Case) -> Iterator[Outcome]:
    """Fewer documents are in force than were made and not repealed, or the items left are below zero.

    现行有效的件数少于制发减去废止的件数，或上一年项目加增减小于零。
    """
    yield from table_sums(case, "in_force", "disclosed_total", "items_left")

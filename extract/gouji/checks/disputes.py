"""T104: table four: each total is the sum of its four results."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.sums import table_sums
from gouji.types import Outcome, Text


@check(
    "T104",
    Text("表四总计与各种结果之和不符", "total of table four"),
    severity="error",
    source="国办公开办函〔2021〕30号，表四：总计为结果维持、结果纠正、其他结果、尚未审结之和",
    fires=("行政复议|1|0|2|0|⟦4⟧\n",),
    quiet=("行政复议|1|0|2|0|3\n",),
)
def disputes(case: Case) -> Iterator[Outcome]:
    """A total of table four differs from the sum of its results.

    表四的某个总计，不等于结果维持、结果纠正、其他结果与尚未审结之和。
    """
    yield from table_sums(case, "results")

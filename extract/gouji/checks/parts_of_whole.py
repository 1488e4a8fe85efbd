"""N101: the prose: parts that are said to make up a whole differ from it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.doubt import surely
from gouji.equations import sum_outcome
from gouji.types import Fact, Outcome, Text


def _figures(case: Case, indexes: tuple[int, ...]) -> list[Fact]:
    return [case.report.mentions[i] for i in indexes]


@check(
    "N101",
    Text("分项之和与总数不符", "parts do not make up the whole"),
    severity="error",
    source="通行的勾稽读法：由分别为、其他、合计等结束的列举，或按渠道、结果等划分的，分项之和等于总数",
    fires=("全年公开信息⟦120条⟧，其中政策文件20条、工作动态70条、其他信息20条。\n",),
    quiet=(
        "全年公开信息120条，其中政策文件20条、工作动态80条、其他信息20条。\n",
        "全年公开信息120余条，其中政策文件20条、其他信息103条。\n",
        "栏目公开代表建议及办理结果672件，委员提案及办理结果788件，全国建议提案18件。\n",
        "按时办结517件。其中同意公开答复292件，不同意公开答复的2件，不属于本行政机关公开的21件。\n",
    ),
)
def parts_of_whole(case: Case) -> Iterator[Outcome]:
    """A closed list of parts does not add up to its whole.

    列举的分项说明就是总数的全部，相加却不等于总数。
    """
    for parts in case.report.parts:
        if not parts.closed:
            continue
        whole, members = case.report.mentions[parts.whole], _figures(case, parts.parts)
        name = case.text(whole)
        message = Text(f"分项之和与总数「{name}」不符", f"the parts do not add up to “{name}”")
        yield surely(case, parts, sum_outcome([whole], members, message))

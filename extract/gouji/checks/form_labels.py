"""F302, F303: the printed tables beside the form: labels, headers, rows, tables, and the form's generation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.checking import Case, check
from gouji.passages import first_cell, whole
from gouji.types import Deviation, Evidence, Outcome, Severity, Text

_MANY = 5  # more edited labels than this in one table are told as one issue
_RESULTS = "（七）总计|6|1|0|0|0|0|7\n四、结转下年度继续办理|0|0|0|0|0|0|0\n"


@check(
    "F302",
    Text("法定表格的文字或行与格式不一致", "a statutory table differs from its form"),
    severity="warning",
    source="国办公开办函〔2021〕30号：表格的栏目和指标名称不得改动、增删",
    fires=(f"⟦一、本年新接收政府信息公开申请数量⟧|5|1|0|0|0|0|6\n二、上年结转政府信息公开申请数量|1|0|0|0|0|0|1\n{_RESULTS}",),
    quiet=(
        f"一、本年新收政府信息公开申请数量|5|1|0|0|0|0|6\n二、上年结转政府信息公开申请数量|1|0|0|0|0|0|1\n{_RESULTS}",
        f"一、本年新收政府信息\u3000公开申请数量|5|1|0|0|0|0|6\n二、上年结转政府信息公开申请数量|1|0|0|0|0|0|1\n{_RESULTS}",
    ),
)
def form_labels(case: Case) -> Iterator[Outcome]:
    """A label, a header, a row or a whole table is not as the form prints it. A group printed as one row is information."""
    edited: dict[str, list[Deviation]] = defaultdict(list)
    for one in case.report.tables.deviations:
        if one.kind in {"label", "header"}:
            edited[_table(one)].append(one)
        elif one.kind != "form":
            yield _rows(case, one)
    for table, held in edited.items():
        if len(held) > _MANY:
            yield _together(case, table, held)
        else:
            yield from (_edited(one) for one in held)


@check(
    "F303",
    Text("表格不是该年度的格式", "tables on another year's form"),
    severity="warning",
    source="国办公开办函〔2021〕30号：自2021年度报告起适用；2019、2020年度适用国办公开办函〔2019〕60号",
    fires=("⟦甲县2024年政府信息公开工作年度报告⟧\n信息内容|本年新制作数量|本年新公开数量|对外公开总数量\n规章|0|0|0\n规范性文件|2|2|9\n",),
    quiet=("甲县2020年政府信息公开工作年度报告\n信息内容|本年新制作数量|本年新公开数量|对外公开总数量\n规章|0|0|0\n规范性文件|2|2|9\n",),
)
def form_of_year(case: Case) -> Iterator[Outcome]:
    """The report's tables are those of a form that is not in force for its year."""
    for one in case.report.tables.deviations:
        if one.kind == "form":
            zh = f"该年度应当使用{one.expected}，文中用的是{one.found}"
            en = f"the report's year has the form {one.expected}; its tables are {one.found}"
            yield Outcome("differs", whole(case), Text(zh, en), one.expected, one.found)


def _table(one: Deviation) -> str:
    return one.key.split(".")[0]


def _edited(one: Deviation) -> Outcome:
    what = Text("指标名称", "label") if one.kind == "label" else Text("栏目名称", "heading")
    at = (Evidence(one.span),) if one.span else ()
    if not one.found:
        text = Text(f"{what.zh}「{one.expected}」没有印出", f"the {what.en} “{one.expected}” is not printed")
    else:
        zh = f"{what.zh}「{one.found}」与格式不一致，格式为「{one.expected}」"
        text = Text(zh, f"the {what.en} “{one.found}” is “{one.expected}” in the form")
    return Outcome("differs", at, text, one.expected, one.found)


def _together(case: Case, table: str, held: Sequence[Deviation]) -> Outcome:
    at = tuple(Evidence(one.span) for one in held if one.span) or first_cell(case, table)
    names = "、".join(f"「{one.found}」" for one in held[:3])
    zh = f"表中有{len(held)}处名称与格式不一致，如{names}"
    return Outcome("differs", at, Text(zh, f"{len(held)} labels of the table are not the form's, such as {names}"))


_ROWS: dict[str, tuple[str, str, Severity]] = {
    "row_missing": ("表格缺少一行「{0}」", "the table lacks the row “{0}”", "warning"),
    "column_missing": ("表格缺少一列「{0}」", "the table lacks the column “{0}”", "warning"),
    "row_doubled": ("表格中「{0}」一行出现了两次", "the row “{0}” stands twice in the table", "warning"),
    "row_merged": ("「{1}」合成了一行，格式分列为{0}", "“{1}” is one row; the form has {0}", "info"),
    "table_missing": ("没有找到{0}", "not found: {0}", "warning"),
}


def _rows(case: Case, one: Deviation) -> Outcome:
    zh, en, severity = _ROWS[one.kind]
    at = (Evidence(one.span),) if one.span and len(one.span) else first_cell(case, _table(one))
    told = Text(zh.format(one.expected, one.found), en.format(one.expected, one.found))
    return Outcome("differs", at, told, one.expected, one.found, severity=severity)

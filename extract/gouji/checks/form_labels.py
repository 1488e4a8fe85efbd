"""F302, F303: the printed tables beside the form: labels, headers, rows, tables, and the form's generation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.checking import Case, check
from gouji.clean import plain
from gouji.passages import first_cell, whole
from gouji.types import Deviation, Evidence, Outcome, Severity, Text, Verdict

_MANY = 5  # more edited labels than this in one table are told as one issue
_HEAD = "信息内容|本年制发件数|本年废止件数|现行有效件数\n"
_ROWS = "行政许可|12\n行政处罚|3\n行政强制|0\n行政事业性收费|17.5\n"


@check(
    "F302",
    Text("法定表格的名称与格式不一致", "a label differs from the form"),
    severity="warning",
    source="国办公开办函〔2021〕30号：表格的栏目和指标名称不得改动",
    fires=(f"{_HEAD}规章|0|0|0\n⟦规范性文件⟧|2|0|7\n{_ROWS}",),
    quiet=(
        f"{_HEAD}规章|0|0|0\n行政规范性文件|2|0|7\n{_ROWS}",
        f"{_HEAD}规\u3000章|0|0|0\n行政规范性\u3000文件|2|0|7\n{_ROWS}",
    ),
)
def form_labels(case: Case) -> Iterator[Outcome]:
    """A label of a row or a heading of a column is not as the form prints it; many in one table are one issue.

    表格的行名或列名与格式印的不一致；同一张表有多处的，合为一条。
    """
    edited: dict[str, list[Deviation]] = defaultdict(list)
    for one in case.report.tables.deviations:
        if one.kind in {"label", "header"} and not _upright(one):
            edited[_table(one)].append(one)
    for table, held in edited.items():
        if len(held) > _MANY:
            yield _together(case, table, held)
        else:
            yield from (_edited(one) for one in held)


@check(
    "F316",
    Text("法定表格缺表、缺行或多行", "rows or tables missing or doubled"),
    severity="warning",
    source="国办公开办函〔2021〕30号：表格的行、列不得增删",
    fires=(f"{_HEAD}规章|⟦0⟧|0|0\n行政规范性文件|2|0|7\n{_ROWS}",),
    quiet=(f"规章|0|0|0\n行政规范性文件|2|0|7\n{_ROWS}",),
)
def form_rows(case: Case) -> Iterator[Outcome]:
    """A table, a row or a column of the form is missing or doubled. A group printed as one row is information.

    格式要求的表、行或列缺少或重复；一组合成一行的，只作提示。
    """
    held: dict[tuple[str, str], list[Deviation]] = defaultdict(list)
    for one in case.report.tables.deviations:
        if one.kind in _TOLD:
            held[one.kind, "" if one.kind == "table_missing" else _table(one)].append(one)
    for found in held.values():
        yield _rows(case, found)


@check(
    "F303",
    Text("表格不是该年度的格式", "tables on another year's form"),
    severity="warning",
    source="国办公开办函〔2021〕30号：自2021年度报告起适用；2019、2020年度适用国办公开办函〔2019〕60号",
    fires=(
        "⟦甲县2024年政府信息公开工作年度报告⟧\n信息内容|本年新制作数量|本年新公开数量|对外公开总数量\n规章|0|0|0\n规范性文件|2|2|9\n",
    ),
    quiet=(
        "甲县2020年政府信息公开工作年度报告\n信息内容|本年新制作数量|本年新公开数量|对外公开总数量\n规章|0|0|0\n规范性文件|2|2|9\n",
    ),
)
def form_of_year(case: Case) -> Iterator[Outcome]:
    """The report's tables are those of a form that is not in force for its year.

    报告所用的表格不是该年度应当使用的格式。
    """
    for one in case.report.tables.deviations:
        if one.kind == "form":
            zh = f"该年度应当使用{one.expected}，文中用的是{one.found}"
            en = f"the report's year has the form {one.expected}; its tables are {one.found}"
            yield Outcome("differs", whole(case), Text(zh, en), one.expected, one.found)


def _table(one: Deviation) -> str:
    return one.key.split(".")[0]


def _upright(one: Deviation) -> bool:
    """A heading set upright, read in another order of its characters: a matter of reading, not of wording."""
    return one.found != "" and sorted(plain(one.found)) == sorted(plain(one.expected))


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


_TOLD: dict[str, tuple[str, str, Severity]] = {
    "row_missing": ("表格缺少{0}行", "the table lacks {0}", "warning"),
    "column_missing": ("表格缺少{0}列", "the table lacks the column {0}", "warning"),
    "row_doubled": ("表格中{0}行出现了两次", "{0} stands twice in the table", "warning"),
    "row_merged": ("{1}合成了一行，格式分列为{0}", "{1} is one row; the form has {0}", "info"),
    "table_missing": ("没有找到{0}", "not found: {0}", "warning"),
}


def _rows(case: Case, held: Sequence[Deviation]) -> Outcome:
    """All deviations of one kind in one table; if most rows are missing, the reading is in doubt."""
    zh, en, severity = _TOLD[held[0].kind]
    places = tuple(Evidence(one.span) for one in held if one.span and len(one.span))
    names, found = (_listed([one.expected for one in held]), _listed([one.found for one in held]))
    told = Text(zh.format(names, found), en.format(names, found))
    table = _table(held[0])
    rows = {f.key.rpartition(".")[0] for f in case.report.tables.cells if f.key.startswith(f"{table}.")}
    doubtful = held[0].kind == "row_missing" and len(held) >= len(rows)
    verdict: Verdict = "unread" if doubtful else "differs"
    return Outcome(verdict, places or first_cell(case, table), told, names, found or None, severity=severity)


def _listed(names: Sequence[str]) -> str:
    shown = [f"「{name}」" for name in names if name][:4]
    return "、".join(shown) + ("等" if len(names) > 4 else "")

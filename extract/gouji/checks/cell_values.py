"""F304, F305: cells that hold no number where the form wants one, and counts that are no whole numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.checking import Case, check
from gouji.clean import plain
from gouji.equations import printed
from gouji.passages import first_cell
from gouji.sums import cell_name, form_of
from gouji.types import Evidence, Fact, Outcome, Text

_EMPTY = frozenset(["", "/", "//", "\\", "-", "--", "—", "——", "|", "无", "*", "~"])
_SHOWN = 4
_ROWS = "行政许可|12\n行政处罚|3\n行政强制|0\n行政事业性收费|17.52\n"


@check(
    "F304",
    Text("单元格空白或用斜线、横线代替0", "cells left blank or struck out"),
    severity="warning",
    source="国办公开办函〔2021〕30号：各项数据没有发生的填0，不得留空",
    fires=(f"规章|0|0|0\n行政规范性文件|2|⟦/⟧|7\n{_ROWS}", "行政复议|1|⟦-⟧|⟦-⟧|0|1\n"),
    quiet=(f"规章|0|0|0\n行政规范性文件|2|0|7\n{_ROWS}", "行政复议|1|0|0|0|1\n"),
)
def blank_cells(case: Case) -> Iterator[Outcome]:
    """Cells of a table are blank or hold a stroke or a dash where the form wants 0; one issue for each table.

    应填0的单元格是空白，或画了斜线、横线；每张表合为一条。
    """
    tables: dict[str, list[Fact]] = defaultdict(list)
    for fact in case.report.tables.cells:
        tables[fact.key.split(".")[0]].append(fact)
    for table, facts in tables.items():
        empty = [f for f in facts if f.figure is None and plain(case.text(f)) in _EMPTY]
        if empty:
            yield _blank(case, table, facts, empty)


def _blank(case: Case, table: str, facts: Sequence[Fact], empty: Sequence[Fact]) -> Outcome:
    signs = "、".join(dict.fromkeys(f"「{plain(case.text(f))}」" if plain(case.text(f)) else "空白" for f in empty))
    english = ", ".join(dict.fromkeys(plain(case.text(f)) or "blank" for f in empty))
    names = "、".join(cell_name(case, f.key) for f in empty[:_SHOWN]) + ("等" if len(empty) > _SHOWN else "")
    names_en = ", ".join(cell_name(case, f.key, "en") for f in empty[:_SHOWN]) + (" …" if len(empty) > _SHOWN else "")
    zh, en = (
        f"有{len(empty)}格没有填数（{signs}），没有发生的应填0：{names}",
        f"{len(empty)} cells hold no number ({english}): {names_en}",
    )
    at = tuple(Evidence(f.span, f.key) for f in empty if len(f.span)) or tuple(
        Evidence(f.span, f.key) for f in empty[:1]
    )
    if len(empty) == len(facts) and not any(len(f.span) for f in empty):
        nothing = Text("表格中一个数也没有读到", "no number at all was read in the table")
        return Outcome("unread", first_cell(case, table), nothing)
    return Outcome("differs", at, Text(zh, en), "0")


@check(
    "F305",
    Text("件数不是非负整数", "a count that is no whole number"),
    severity="warning",
    source="国办公开办函〔2021〕30号：除收费金额外，各项均为件数",
    fires=(f"规章|0|0|0\n行政规范性文件|⟦2.5⟧|0|7\n{_ROWS}", "行政复议|1|⟦-2⟧|0|0|1\n"),
    quiet=(f"规章|0|0|0\n行政规范性文件|2|0|7\n{_ROWS}", "行政复议|1|2|0|0|3\n"),
)
def odd_counts(case: Case) -> Iterator[Outcome]:
    """A cell that counts something holds a decimal or a negative number.

    计件数的单元格里是小数或负数。
    """
    form = form_of(case)
    for fact in case.report.tables.cells if form else ():
        known = form.cells.get(fact.key) if form else None
        if fact.figure is None or known is None or known.kind != "count":
            continue
        number = fact.figure.low
        if number < 0 or number != number.to_integral_value():
            zh, en = cell_name(case, fact.key), cell_name(case, fact.key, "en")
            told = Text(
                f"{zh}应为非负整数，表中为{printed(number)}", f"{en} should be a whole number, not {printed(number)}"
            )
            yield Outcome("differs", (Evidence(fact.span, fact.key),), told, found=printed(number))

"""A run as an Excel workbook: the issues with a drop-down for the decision, and all that was read behind them.

Every cell is written as a string, so that no word of a draft is ever a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from gouji.decisions import CHOICES, as_judged
from gouji.decisions.imports import DECISION, REMARK
from gouji.render.result import Failure, Result
from gouji.render.rows import (
    CELL_TITLES,
    FIGURE_TITLES,
    ISSUE_TITLES,
    UNREAD_TITLES,
    IssueRow,
    cell_rows,
    figure_rows,
    issue_rows,
    unread_rows,
)
from gouji.render.words import FAILED
from gouji.types import Audit, GoujiError, Lang, Text

_MOST = 32767  # characters of an Excel cell
_WIDTHS = (11, 13, 6, 7, 15, 32, 18, 42, 22, 20, 9, 18)
_LINE, _TALLEST = 14.5, 400.0  # points of a line of text, and of the tallest row Excel allows, nearly
_COLOURS = {"error": "#F8CBAD", "warning": "#FFE699", "info": "#DDEBF7"}


def dumps(results: Sequence[Result], lang: Lang) -> bytes:
    """The workbook. Raises GoujiError if XlsxWriter is not installed."""
    audits = [one for one in results if not isinstance(one, Failure)]
    out = io.BytesIO()
    book = _book(out)
    standing = [row for audit in audits for row in issue_rows(audit, lang)]
    rejected = [row for audit in audits for row in issue_rows(audit, lang, as_judged(audit).rejected)]
    _issues(book, Text("问题清单", "issues").say(lang), standing, lang)
    _plain(book, Text("数字", "figures"), FIGURE_TITLES, _all(figure_rows, audits, lang), lang)
    _plain(book, Text("表格", "tables"), CELL_TITLES, _all(cell_rows, audits, lang), lang)
    failed = [(one.name, FAILED.say(lang), one.text.say(lang)) for one in results if isinstance(one, Failure)]
    _plain(book, Text("未读", "unread"), UNREAD_TITLES, [*failed, *_all(unread_rows, audits, lang)], lang)
    if rejected:
        _issues(book, Text("已不采纳", "rejected").say(lang), rejected, lang)
    book.close()
    return out.getvalue()


def _book(out: io.BytesIO) -> Any:
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        zh = "写 XLSX 需要 XlsxWriter，请先安装：pip install 'gouji[xlsx]'。"
        raise GoujiError(Text(zh, "Writing XLSX needs XlsxWriter: pip install 'gouji[xlsx]'.")) from error
    return Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})


def _all(rows: Any, audits: Sequence[Audit], lang: Lang) -> list[tuple[str, ...]]:
    return [row for audit in audits for row in rows(audit, lang)]


def _issues(book: Any, name: str, rows: Sequence[IssueRow], lang: Lang) -> None:
    """A sheet of issues: severity in colour, the decision chosen from a list."""
    sheet = book.add_worksheet(name)
    _head(book, sheet, ISSUE_TITLES, len(rows), lang)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"})
    coloured = {
        severity: book.add_format({"text_wrap": True, "valign": "top", "border": 1, "bold": True, "bg_color": colour})
        for severity, colour in _COLOURS.items()
    }
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, _height(row.cells))
        for column, cell in enumerate(row.cells):
            style = coloured[row.severity] if column == 2 else body
            sheet.write_string(number, column, _fitting(cell), style)
    if rows:
        _choices(sheet, len(rows), lang)


def _height(cells: Sequence[str]) -> float:
    """Room for all lines of the row: not every program finds it by itself."""
    lines = [
        sum(1 + int((_room(line) - 1) / (0.9 * width)) for line in cell.split("\n")) if cell else 0
        for cell, width in zip(cells, _WIDTHS, strict=True)
    ]
    return min(max(lines) * _LINE + 2, _TALLEST)


def _choices(sheet: Any, last: int, lang: Lang) -> None:
    column, remark = ISSUE_TITLES.index(DECISION), ISSUE_TITLES.index(REMARK)
    words = [text.say(lang) for text in CHOICES.values()]
    title, said = DECISION.say(lang), Text("请从列表中选择", "choose one of the list").say(lang)
    rule = {"validate": "list", "source": words, "error_title": title, "error_message": said}
    sheet.data_validation(1, column, last, column, rule)
    hint = Text("不采纳的请写明理由", "say why an issue is rejected").say(lang)
    sheet.data_validation(1, remark, last, remark, {"validate": "any", "input_title": title, "input_message": hint})


def _plain(book: Any, name: Text, titles: Sequence[Text], rows: Iterable[tuple[str, ...]], lang: Lang) -> None:
    sheet, told = book.add_worksheet(name.say(lang)), list(rows)
    _head(book, sheet, titles, len(told), lang)
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for column in range(len(titles)):
        longest = max((_room(row[column]) for row in told), default=0)
        sheet.set_column(column, column, min(max(longest + 2, 10), 60))
    for number, row in enumerate(told, 1):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, _fitting(cell), body)


def _room(cell: str) -> int:
    """Columns the words take; a Han character takes two."""
    return max(sum(1 if sign.isascii() else 2 for sign in cell), 1)


def _head(book: Any, sheet: Any, titles: Sequence[Text], rows: int, lang: Lang) -> None:
    """Titles that stay in sight and on every printed page; filters; a page as wide as the columns."""
    style = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True, "valign": "vcenter"})
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title.say(lang), style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), len(titles) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


def _fitting(cell: str) -> str:
    return cell if len(cell) <= _MOST else cell[: _MOST - 1] + "…"

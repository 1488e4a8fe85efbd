"""One audit built by hand, so that output is tested apart from what reads and checks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gouji.types import (
    Audit,
    Cell,
    Document,
    Evidence,
    Fact,
    Figure,
    Grid,
    Heading,
    Issue,
    Numeral,
    Outcome,
    Outline,
    Parts,
    Piece,
    Repair,
    Report,
    Sentence,
    Span,
    Tables,
    Text,
    TextRange,
)

TITLE = "青岚县人民政府2024年政府信息公开工作年度报告"
HEADING = "一、总体情况"
SENTENCE = "2024年，全县主动公开政府信息1355条，其中网站公开701条、公众号公开618条、公示栏公开16条。"
ROW = ("（七）总计", "0", "", "0")
TEXT = "\n".join([TITLE, HEADING, SENTENCE, "\t".join(ROW)]) + "\n"


def at(words: str, after: str = "") -> Span:
    """Where ``words`` stand in TEXT, at the first place behind ``after``."""
    start = TEXT.index(words, TEXT.index(after) + len(after))
    return Span(start, start + len(words))


def _figure(words: str, key: str, value: str, unit: str = "条") -> Fact:
    span = at(words)
    return Fact(key, span, Figure(span, Decimal(value), Decimal(value), unit), "prose", "test")


def _grid() -> tuple[Grid, tuple[Span, ...]]:
    start = at(ROW[0]).start
    spans = []
    for words in ROW:
        spans.append(Span(start, start + len(words)))
        start += len(words) + 1
    cells = tuple(Cell(0, column, 1, 1, span) for column, span in enumerate(spans))
    return Grid(Span(spans[0].start, spans[-1].stop), cells), tuple(spans)


def _report() -> Report:
    grid, spans = _grid()
    document = Document("report.txt", "00", "txt", TEXT, (Piece(Span(0, len(TEXT)), TextRange(0, len(TEXT))),), (grid,))
    headings = (Heading(at(TITLE), 0, 0), Heading(at(HEADING), 1, 1))
    outline = Outline(headings, (Sentence(at(SENTENCE), 1, 2),), at(TITLE), "青岚县人民政府", 2024)
    zero = Figure(spans[1], Decimal(0), Decimal(0), "")
    cells = (
        Fact("requests.handled.company", spans[1], zero, "table", "row"),
        Fact("requests.handled.research", spans[2], None, "table", "row"),
    )
    mentions = (
        _figure("1355条", "prose.disclosed", "1355"),
        _figure("701条", "prose.disclosed.channel", "701"),
        _figure("618条", "prose.disclosed.channel", "6.18E+2"),
        _figure("16条", "prose.disclosed.channel", "16.0"),
    )
    numerals = (Numeral(at("2024年", HEADING), "date"),)
    return Report(document, outline, Tables("2021", cells), mentions, (Parts(0, (1, 2, 3), True, "其中"),), numerals)


def _issues(report: Report) -> tuple[Issue, ...]:
    whole, *parts = report.mentions
    evidence = (Evidence(whole.span, whole.key), *(Evidence(one.span, one.key, "term") for one in parts))
    repair = Repair(whole.key, whole.span, "1355条", "1335条", Text("两位数字写颠倒", "two digits are swapped"))
    short = Text("各项相加是 1335 条，与总数 1355 条不等。", "The parts add up to 1335, not to 1355.")
    formula = "701 + 618 + 16 = 1335 ≠ 1355"
    sums = Outcome("differs", evidence, short, "1335", "1355", formula, repairs=(repair,))
    blank = report.tables.cells[1]
    empty = Outcome("differs", (Evidence(blank.span, blank.key),), Text("这一格是空的。", "This cell is blank."))
    wrong = Issue("N901", Text("分项之和不等于总数", "Parts do not add up"), "error", sums, "f1", (replace(empty),))
    return Issue("F901", Text("空白单元格", "Blank cell"), "warning", empty, "f2"), wrong


@pytest.fixture
def audit() -> Audit:
    """A report with one wrong sum (error), one blank cell (warning) and one thing that was not read."""
    report = _report()
    issues = _issues(report)
    told = ("differs", "differs", "differs", "unchecked")
    whys = (Text("", ""),) * 3 + (Text("没有可核对的对象", "nothing to compare with"),)
    unread = ((Text("表四", "table four"), Text("没有找到", "not found")),)
    outcomes = tuple((issue.code, issue.outcome) for issue in issues)
    ledger = {"agrees": 0, "differs": 3, "undecidable": 0, "unchecked": 1, "not_a_figure": 1}
    cells = ("differs",) * len(report.tables.cells)
    return Audit(report, issues, outcomes, unread, told, whys, ledger, "zwgk", cells)

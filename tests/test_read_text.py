"""Plain text: the text stays as it is, and tables are found in every shape in which they are left by copying."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counting import calls_of
from gouji.read import read_bytes
from gouji.read.text_tables import find_grids
from gouji.types import Document, Span, TextRange

SHARED = Path(__file__).resolve().parents[2] / "shared"

Row = tuple[str, list[str]]
BLOCKS: list[Row] = [
    ("第二十条第（一）项", []),
    ("信息内容", ["本年制发件数", "本年废止件数", "现行有效件数"]),
    ("规章", ["0", "0", "0"]),
    ("行政规范性文件", ["12", "3", "1,047"]),
    ("第二十条第（五）项", []),
    ("信息内容", ["本年处理决定数量"]),
    ("行政许可", ["32615"]),
    ("第二十条第（八）项", []),
    ("信息内容", ["本年收费金额（单位：万元）"]),
    ("行政事业性收费", ["1725.6168"]),
]
REQUESTS: list[Row] = [
    ("申请人情况", ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]),
    ("一、本年新收政府信息公开申请数量", ["35", "0", "0", "0", "1", "0", "36"]),
    ("二、上年结转政府信息公开申请数量", ["2", "0", "0", "0", "0", "0", "2"]),
    ("（一）予以公开", ["20", "0", "-", "/", "0", "0", "20"]),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ["7", "0", "0", "0", "0", "0", "7"]),
    ("1.属于国家秘密", ["0", "0", "0", "0", "0", "0", "0"]),
    ("四、结转下年度继续办理", ["11", "0", "0", "0", "0", "0", "11"]),
]
DISPUTES: list[Row] = [("行政复议", ["行政诉讼"]), ("结果维持", ["结果纠正", "其他结果", "尚未审结", "总计"] * 3)]
FIFTEEN = [str(number) for number in range(101, 116)]

Writer = Callable[[list[Row]], str]


def led(rows: list[Row]) -> str:
    return "\n\n".join("\n".join("\t" + cell for cell in (label, *cells)) for label, cells in rows)


def tabbed(rows: list[Row]) -> str:
    return "\n".join("\t".join((label, *cells)) for label, cells in rows)


def barred(rows: list[Row]) -> str:
    return "\n".join("|".join((label, *cells)) for label, cells in rows if cells)


def markdown(rows: list[Row]) -> str:
    lines = ["| " + " | ".join((label, *cells)) + " |" for label, cells in rows if cells]
    return "\n".join([lines[0], "|---|" + ":-:|" * len(rows[-1][1]), *lines[1:]])


def stacked(rows: list[Row]) -> str:
    return "\n".join(cell for label, cells in rows for cell in (label, *cells))


def columns(rows: list[Row]) -> str:
    return "\n".join(label.ljust(40) + "".join(cell.rjust(8) for cell in cells) for label, cells in rows)


def single_spaced(rows: list[Row]) -> str:
    return "\n".join(" ".join((label, *cells)) for label, cells in rows)


def ended(rows: list[Row]) -> str:
    return "\n".join(f"{cell} |" for label, cells in rows for cell in (label, *cells)) + "\n||"


def parted(rows: list[Row]) -> str:
    return "\n".join(f"{cell}\n|" for label, cells in rows for cell in (label, *cells))


SHAPES: list[Writer] = [led, tabbed, barred, markdown, stacked, columns, single_spaced, ended, parted]


def report(write: Writer, ending: str = "\n") -> str:
    parts = [
        "青岚县2023年政府信息公开工作年度报告",
        "2024年1月25日",
        "一、总体情况",
        "全年主动公开政府信息1355条，其中规章0条。",
        "（一）主动公开情况",
        "制度建设",
        "队伍建设",
        "今年共培训3次，比上年多1次。",
        "二、主动公开政府信息情况",
        write(BLOCKS),
        "三、收到和处理政府信息公开申请情况",
        write(REQUESTS),
        "四、政府信息公开行政复议、行政诉讼情况",
        write([*DISPUTES, ("", FIFTEEN)]) if write is led else write([*DISPUTES, (FIFTEEN[0], FIFTEEN[1:])]),
        "五、存在的主要问题及改进情况",
        "公开的渠道还不够多。2024年将再开1个专栏。",
        "六、其他需要报告的事项",
        "无",
    ]
    return "\n".join(parts).replace("\n", ending) + ending


def document(text: str) -> Document:
    return read_bytes(text.encode(), "draft.txt")


def cells_of(found: Document) -> list[list[str]]:
    return [[re.sub(r"\s", "", cell.span.of(found.text)) for cell in grid.cells] for grid in found.grids]


def follows(cells: list[str], label: str, values: list[str]) -> bool:
    at = next(
        (index for index, cell in enumerate(cells) if cell == label and cells[index + 1 : index + 2] == values[:1]), -1
    )
    return at >= 0 and cells[at + 1 : at + 1 + len(values)] == values


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("write", SHAPES, ids=lambda write: write.__name__)
def test_every_row_is_a_label_and_its_numbers(write: Writer, ending: str) -> None:
    found = document(report(write, ending))
    cells = [cell for grid in cells_of(found) for cell in grid]
    rows = [row for row in BLOCKS + REQUESTS if row[1] and row[1][0][0].isdigit()]
    assert [label for label, values in rows if not follows(cells, label, values)] == []
    assert follows(cells, FIFTEEN[0], FIFTEEN[1:])


@pytest.mark.parametrize("write", SHAPES, ids=lambda write: write.__name__)
def test_prose_headings_lists_and_dates_stay_outside(write: Writer) -> None:
    found = document(report(write))
    outside = found.text
    for grid in reversed(found.grids):
        outside = outside[: grid.span.start] + outside[grid.span.stop :]
    for line in (
        "青岚县2023年政府信息公开工作年度报告",
        "2024年1月25日",
        "一、总体情况",
        "全年主动公开政府信息1355条，其中规章0条。",
        "（一）主动公开情况",
        "制度建设",
        "队伍建设",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "公开的渠道还不够多。2024年将再开1个专栏。",
        "六、其他需要报告的事项",
        "无",
    ):
        assert line in outside.splitlines(), line


@pytest.mark.parametrize("write", [led, tabbed, stacked, columns], ids=lambda write: write.__name__)
def test_headings_part_the_tables(write: Writer) -> None:
    assert len(document(report(write)).grids) == 3


def test_a_blank_cell_is_an_empty_cell() -> None:
    found = document("\t规章\n\t　\n\t0\n\t\n\n\t行政规范性文件\n\t2\n\t\n\t7\n")
    assert cells_of(found) == [["规章", "", "0", "", "行政规范性文件", "2", "", "7"]]
    assert [len(cell.span) for cell in found.grids[0].cells][1] == 0


def test_blank_cells_between_bars_and_tabs() -> None:
    assert cells_of(document("规章|0||3\n许可|1|2|\n")) == [["规章", "0", "", "3", "许可", "1", "2", ""]]
    assert cells_of(document("规章\t0\t\t3\n许可\t1\t2\t\n")) == [["规章", "0", "", "3", "许可", "1", "2", ""]]


def test_a_markdown_rule_is_no_row_but_dashes_below_it_are_cells() -> None:
    found = document("| 项目 | 甲 | 乙 |\n|-|-|-|\n| 规章 | - | 3 |\n| - | - | — |\n")
    assert cells_of(found) == [["项目", "甲", "乙", "规章", "-", "3", "-", "-", "—"]]


def test_a_drawn_box_is_a_table() -> None:
    found = document("┌────┬────┐\n│规章│ 3  │\n├────┼────┤\n│许可│ 14 │\n└────┴────┘\n")
    assert cells_of(found) == [["规章", "3", "许可", "14"]]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("\t科研\n机构\n\t3\n\n\t总计\n\t3\n", "科研机构"),
        (
            "（二）部分公开（区分处理的，只计这一情形，\n不计其他情形）\t7\t0\n1.属于国家秘密\t0\t0\n",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        ),
        ("3.补正后申请内容\n仍不明确\n0\n0\n（七）总计\n4\n4\n", "3.补正后申请内容仍不明确"),
        ("1.信访举报投\n诉类申请 0 0 0\n2.重复申请 1 0 1\n", "1.信访举报投诉类申请"),
    ],
    ids=["led", "tabbed", "stacked", "columns"],
)
def test_a_label_broken_over_lines_is_one_cell(text: str, label: str) -> None:
    assert label in cells_of(document(text))[0]


def test_a_label_around_its_numbers_is_read_before_them() -> None:
    text = (
        "  1.属于国家秘密            0     0     4\n"
        "  5.要求行政机关确认或重\n"
        "                            1     0     5\n"
        "  新出具信息\n"
        "  （七）总计                1     0     9\n"
    )
    assert cells_of(document(text))[0][4:10] == ["5.要求行政机关确认或重", "新出具信息", "1", "0", "5", "（七）总计"]


def test_page_numbers_are_no_cells() -> None:
    found = document("1.属于国家秘密  0  0  4\n\n- 4 -\n\f2.重复申请  3  0  3\n第 5 页 共 6 页\n3.其他  1  1  2\n")
    assert [cell for cell in cells_of(found)[0] if "4-" in cell or "页" in cell] == []
    assert len(found.grids[0].cells) == 12


@pytest.mark.parametrize(
    "text",
    [
        "首页 | 政务公开 | 年报\n本县公开信息12条。\n",
        "\t本县认真落实要求，公开信息12条。\n\t今年培训3次。\n",
        "一是加强领导\n二是落实责任\n三是强化监督\n2024年1月25日\n",
        "公开目录\n3\n今年的工作如下。\n",
        "政 府 信 息  公 开\n　　2023年，本县公开信息 12 条。\n",
        "",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert find_grids(text) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5hkscs"])
def test_the_text_is_the_decoded_text(encoding: str) -> None:
    text = "一、概述\r\n本年度主動公開政府信息的工作，共12條。\r\n" if "big5" in encoding else report(tabbed, "\r\n")
    found = read_bytes(text.encode(encoding), "x.txt")
    assert (found.text, found.format, found.notes) == (text, "txt", ())
    place = found.places(Span(5, 9))
    assert place == (TextRange(5, 9),)


def test_damaged_bytes_are_told() -> None:
    found = read_bytes(report(tabbed).encode()[:-2], "x.txt")
    assert [note.kind for note in found.notes] == ["repaired_encoding"]
    assert found.text.startswith("青岚县") and found.text.endswith("\ufffd")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("\t\n\r |-—/ 　0123一、（）(1.)第条项规章总计，。：\f─│"), max_size=200))
def test_any_text_makes_a_document(text: str) -> None:
    """The constructor proves pieces and grids; no cell may be in two grids, and no text may be lost."""
    grids = find_grids(text)
    for left, right in zip(grids, grids[1:], strict=False):
        assert left.span.stop <= right.span.start
    Document("x", "", "txt", text, (), ()) if not text.strip() else document("报告\n" + text)


@pytest.mark.parametrize(
    "unit", ["\t0\n", "规章 0 0 0\n", "a|1\n", "0\n", "规章\n", "-" * 50, "   ", "一、\n", "(", "0 "]
)
def test_long_inputs_take_linear_work(unit: str) -> None:
    texts = (unit * (size // len(unit)) for size in (10_000, 40_000))
    less, more = (calls_of(partial(find_grids, text)) for text in texts)
    assert more < 6 * less + 1000


@pytest.mark.skipif(not (SHARED / "seed").is_dir(), reason="the shared example reports are not here")
def test_the_seed_report() -> None:
    (path,) = (SHARED / "seed").glob("*.txt")
    found = read_bytes(path.read_bytes(), path.name)
    assert found.text == path.read_bytes().decode()
    two, three, four = cells_of(found)
    numbers = [[cell for cell in grid if re.fullmatch(r"[\d.]+", cell)] for grid in (two, three, four)]
    assert numbers[0] == ["0", "0", "0", "2", "0", "7", "32615", "661", "36", "1725.6168"]
    assert (len(numbers[1]), len(numbers[2])) == (175, 15)
    labels = [
        index
        for index, cell in enumerate(three)
        if cell and not cell.isdigit() and three[index + 1 : index + 2] == ["0"]
    ]
    assert len(labels) == 25
    assert all(re.fullmatch(r"\d", cell) for at in labels for cell in three[at + 1 : at + 8])
    assert follows(three, "一、本年新收政府信息公开申请数量", ["0", "0", "0", "0", "1", "0", "1"])
    assert {"商业企业", "科研机构"} <= set(three)

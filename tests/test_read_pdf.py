"""The PDF reader: text, boxes, tables and refusals, on PDFs written by hand, and on two real reports if present."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Literal, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.read.pdf import read_pdf
from gouji.types import Document, GoujiError, Grid, PdfLine, Span
from pdf_maker import Page, pdf

Engine = Literal["pdfium", "pdfplumber"]
ENGINES = get_args(Engine)
both = pytest.mark.parametrize("engine", ENGINES)
REPORTS = Path(__file__).resolve().parents[2] / "shared" / "reports"
PARAGRAPH = "清河县今年共主动公开政府信息1355条，其中政策文件654条、工作动态701条，比上年多出一些，网站逐月检查。"


def read(*pages: Page, engine: Engine = "pdfium") -> Document:
    return read_pdf(pdf(*pages), "draft.pdf", engine=engine)


def table(document: Document, number: int = 0) -> list[list[str]]:
    """The texts of a grid, row by row."""
    grid = document.grids[number]
    rows = sorted({cell.row for cell in grid.cells})
    return [[cell.span.of(document.text) for cell in grid.cells if cell.row == row] for row in rows]


def cell_of(document: Document, words: str) -> tuple[int, int, int, int]:
    """Row, column, rowspan and colspan of the one cell that says ``words``."""
    cells = [cell for grid in document.grids for cell in grid.cells if cell.span.of(document.text) == words]
    assert len(cells) == 1, words
    return cells[0].row, cells[0].column, cells[0].rowspan, cells[0].colspan


def prose(page: Page, words: str, top: float, size: float = 16) -> float:
    """Set ``words`` as an indented, justified paragraph 26 ems wide; the baseline after it."""
    x, y = 90 + 2 * size, top
    line = ""
    width = 0.0
    for char in words:
        step = 0.5 if char.isascii() else 1.0
        if x + (width + step) * size > 90 + 26 * size + 0.01:
            page.text(x, y, line, size)
            x, y, line, width = 90, y - 28, "", 0.0
        line, width = line + char, width + step
    page.text(x, y, line, size)
    return y - 28


# --- paragraphs ----------------------------------------------------------------------------------------------------


@both
def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_not(engine: Engine) -> None:
    page = Page()
    page.text(186, 760, "清河县年度报告", 22)
    y = prose(page, "一、总体情况", 720)
    y = prose(page, PARAGRAPH, y)
    prose(page, "（一）主动公开。" + PARAGRAPH, y)
    wanted = f"清河县年度报告\n一、总体情况\n{PARAGRAPH}\n（一）主动公开。{PARAGRAPH}\n"
    assert read(page, engine=engine).text == wanted


@both
def test_a_paragraph_goes_on_over_the_page_break_without_page_numbers_and_headers(engine: Engine) -> None:
    pages = [Page(), Page(), Page()]
    for number, page in enumerate(pages, 1):
        page.text(280, 40, f"- {number} -", 12).text(90, 800, "清河县人民政府", 9)
    prose(pages[0], PARAGRAPH[:23], 120)
    pages[0].text(90, 92, PARAGRAPH[23:50], 16)
    pages[1].text(90, 740, PARAGRAPH[50:], 16)
    prose(pages[1], PARAGRAPH, 712)
    prose(pages[2], "二、主动公开政府信息情况", 740)
    prose(pages[2], PARAGRAPH, 712)
    text = read(*pages, engine=engine).text
    assert "- 2 -" not in text and "清河县人民政府" not in text
    assert PARAGRAPH in text.split("\n") and text.split("\n").count(PARAGRAPH) >= 2


def test_a_number_that_is_a_line_of_its_own_in_the_body_is_no_page_number() -> None:
    assert "\n35\n" in "\n" + read(Page().text(90, 500, "35").text(90, 400, "完")).text


@both
def test_gaps_of_justification_are_no_spaces_and_printed_gaps_are_one(engine: Engine) -> None:
    page = Page()
    for k, char in enumerate("总体情况"):
        page.text(90 + 20 * k, 700, char)  # 4 points between glyphs of 16: spread, not spaced
    page.text(90, 660, "公开").text(90 + 32 + 24, 660, "条")
    page.text(90, 620, "2024 年 Word file")
    lines = read(page, engine=engine).text.splitlines()
    assert lines == ["总体情况", "公开 条", "2024 年 Word file"]


@both
def test_columns_without_rulings_are_parted_by_tabs(engine: Engine) -> None:
    page = Page()
    for k, row in enumerate((("指标", "数量", "单位"), ("收到申请数", "12", "件"), ("办结数", "11", "件"))):
        for column, words in enumerate(row):
            page.text(90 + 150 * column, 700 - 28 * k, words)
    assert read(page, engine=engine).text == "指标\t数量\t单位\n收到申请数\t12\t件\n办结数\t11\t件\n"


@both
def test_bold_by_double_printing_is_read_once_and_double_digits_twice(engine: Engine) -> None:
    page = Page().text(90, 700, "共100条").text(90.4, 700, "共100条").text(90, 660, "11件，ill")
    assert read(page, engine=engine).text == "共100条\n11件，ill\n"


@both
def test_a_watermark_across_the_page_is_left_out(engine: Engine) -> None:
    page = Page().text(90, 700, "正文一行").text(90, 660, "正文二行").askew(150, 300, "内部资料草稿")
    assert "内部" not in read(page, engine=engine).text


def test_invisible_and_white_text_is_left_out_and_told() -> None:
    page = Page().text(90, 700, "看得见").text(90, 660, "看不见", mode=3).text(90, 620, "白纸白字", colour="1 g")
    page.box(80, 570, 300, 600, "f", "0 0 1 rg").text(90, 580, "蓝底白字", colour="1 g")
    document = read(page)
    assert document.text == "看得见\n蓝底白字\n"
    assert [note.kind for note in document.notes] == ["hidden_text"] and "7" in document.notes[0].text.zh


def test_the_text_layer_of_a_scan_is_read_though_invisible() -> None:
    assert read(Page(image=True).text(90, 700, "识别出的文字", mode=3)).text == "识别出的文字\n"


def test_single_glyphs_of_a_font_that_is_nowhere_are_read_all_the_same() -> None:
    page = Page()
    for k, char in enumerate("总体情况"):
        page.text(90 + 16 * k, 700, char)
    assert read_pdf(pdf(page, outlines=False), "draft.pdf").text == "总体情况\n"


def test_radicals_become_characters() -> None:
    assert read(Page().text(90, 700, "⼯作⼈⺠")).text == "工作人民\n"


# --- boxes ---------------------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("turn", range(4))
def test_boxes_lie_on_the_glyphs_however_the_page_is_turned_and_shifted(engine: Engine, turn: int) -> None:
    page = Page(turn=turn, shift=(120, -75)).text(100, 700, "收到申请12件").text(100, 660, "其中3件")
    page.table(100, 600, [100, 60, 60], [["1.规章", "1", "20"], ["2.文件", "30", "4"]])
    document = read(page, engine=engine)
    assert table(document) == [["1.规章", "1", "20"], ["2.文件", "30", "4"]]
    assert document.text.startswith("收到申请12件\n其中3件\n")
    (place,) = document.places(Span(2, 4))
    assert isinstance(place, PdfLine) and place.page == 1
    for k, box in enumerate(place.boxes):
        wanted = page.box_of(132 + 16 * k, 700 - 0.12 * 16, 148 + 16 * k, 700 + 0.88 * 16)
        assert box == pytest.approx(wanted, abs=0.2)


def test_every_character_has_a_box_and_cells_of_two_pages_have_places_on_both() -> None:
    upper, lower = split_label()
    document = read(upper, lower)
    start = document.text.index("（四）无法提供")
    assert [place.page for place in document.places(Span(start, start + 7)) if isinstance(place, PdfLine)] == [1, 2]
    for piece in document.pieces:
        assert isinstance(piece.place, PdfLine) and len(piece.place.boxes) == len(piece.span)


# --- tables --------------------------------------------------------------------------------------------------------


@both
def test_merged_cells_have_spans_and_two_lines_of_a_cell_are_one_text(engine: Engine) -> None:
    page = Page()
    for x in (100, 400):
        page.line(x, 500, x, 600)
    page.line(200, 500, 200, 600).line(300, 500, 300, 550)
    for y in (500, 600):
        page.line(100, y, 400, y)
    page.line(200, 550, 400, 550)
    page.text(105, 560, "商业", 10).text(105, 545, "企业", 10).text(210, 570, "申请人情况", 10)
    page.text(210, 530, "12", 10).text(210, 515, "345", 10).text(310, 520, "自然人", 10)
    document = read(page, engine=engine)
    assert cell_of(document, "商业企业") == (0, 0, 2, 1)
    assert cell_of(document, "申请人情况") == (0, 1, 1, 2)
    assert cell_of(document, "12345") == (1, 1, 1, 1)
    assert cell_of(document, "自然人") == (1, 2, 1, 1)


def test_a_vertical_heading_of_single_glyphs_is_one_cell() -> None:
    page = Page()
    page.table(130, 600, [100, 40], [["予以公开", "1"], ["部分公开", "2"], ["不予公开", "3"]])
    page.line(100, 600, 100, 528).line(100, 600, 130, 600).line(100, 528, 130, 528)
    for k, char in enumerate("办理结果"):
        page.text(110, 585 - 14 * k, char, 10)
    assert cell_of(read(page), "办理结果") == (0, 0, 3, 1)


def test_two_vertical_columns_in_a_cell_are_read_from_the_right() -> None:
    page = Page()
    page.table(140, 600, [100, 40], [["予以公开", "1"], ["部分公开", "2"], ["不予公开", "3"]])
    page.line(100, 600, 100, 528).line(100, 600, 140, 600).line(100, 528, 140, 528)
    for column, words in enumerate(("三、本年度", "办理结果")):
        for k, char in enumerate(words):
            page.text(122 - 14 * column, 588 - 12 * k, char, 10)
    assert cell_of(read(page), "三、本年度办理结果") == (0, 0, 3, 1)


def split_label() -> tuple[Page, Page]:
    """A table cut by the page break through the label （四）无|法提供; its continuation has no opening label."""
    upper, lower = Page(), Page()
    upper.table(140, 120, [130, 40], [["1.不掌握", "7"]])
    upper.line(90, 120, 90, 96).line(90, 120, 140, 120).line(90, 96, 140, 96).text(93, 104, "（四）无", 10)
    lower.table(140, 780, [130, 40], [["2.另行制作", "8"], ["3.不明确", "9"]])
    lower.line(90, 780, 90, 732).line(90, 780, 140, 780).line(90, 732, 140, 732).text(93, 750, "法提供", 10)
    return upper.text(280, 40, "- 4 -", 12), lower.text(280, 40, "- 5 -", 12)


@both
def test_a_label_cut_by_the_page_break_is_one_cell(engine: Engine) -> None:
    document = read(*split_label(), engine=engine)
    assert len(document.grids) == 1 and document.grids[0].pages == (1, 2)
    assert cell_of(document, "（四）无法提供") == (0, 0, 3, 1)
    assert cell_of(document, "2.另行制作") == (1, 1, 1, 1)


@both
def test_a_row_cut_without_a_closing_rule_is_one_row(engine: Engine) -> None:
    upper, lower = Page(), Page()
    upper.table(100, 150, [84, 40, 40], [["1.重复", "1", "2"], ["2.要求确认已获取", "3", "4"]], foot=False)
    lower.table(100, 780, [84, 40, 40], [["信息", "", ""], ["3.其他", "5", "6"]])
    document = read(upper, lower, engine=engine)
    assert table(document) == [["1.重复", "1", "2"], ["2.要求确认已获取信息", "3", "4"], ["3.其他", "5", "6"]]


def test_whole_rows_on_either_side_of_the_break_stay_two_rows() -> None:
    upper, lower = Page(), Page()
    upper.table(100, 150, [84, 40, 40], [["信息内容", "制发", "废止"], ["规章", "1", "0"]])
    lower.table(100, 780, [84, 40, 40], [["规范性文件", "8", "26"]])
    assert table(read(upper, lower))[1:] == [["规章", "1", "0"], ["规范性文件", "8", "26"]]


def test_a_blank_number_after_the_break_is_not_joined_to_the_number_above() -> None:
    upper, lower = Page(), Page()
    upper.table(100, 150, [84, 40, 40], [["1.甲", "1", "2"]])
    lower.table(100, 780, [84, 40, 40], [["2.乙", "", "5"], ["3.丙", "6", "7"]])
    assert table(read(upper, lower)) == [["1.甲", "1", "2"], ["2.乙", "", "5"], ["3.丙", "6", "7"]]


def test_a_caption_before_the_break_and_its_rows_after_it_are_one_table() -> None:
    upper, lower = Page(), Page()
    upper.table(100, 168, [200], [["第二十条第（六）项"]])
    lower.table(100, 780, [100, 100], [["信息内容", "本年处理决定数量"], ["行政处罚", "7"]])
    document = read(upper, lower)
    assert document.grids[0].pages == (1, 2)
    assert cell_of(document, "第二十条第（六）项") == (0, 0, 1, 2)


def test_a_header_printed_again_after_the_break_is_left_out() -> None:
    upper, lower = Page(), Page()
    upper.table(100, 150, [84, 40, 40], [["信息内容", "制发", "废止"], ["规章", "1", "0"]])
    lower.table(100, 780, [84, 40, 40], [["信息内容", "制发", "废止"], ["规范性文件", "8", "26"]])
    assert [row[0] for row in table(read(upper, lower))] == ["信息内容", "规章", "规范性文件"]


def test_tables_with_a_heading_between_them_stay_two() -> None:
    upper, lower = Page(), Page()
    upper.table(100, 150, [84, 40], [["规章", "1"], ["文件", "0"]])
    lower.text(122, 760, "三、收到和处理申请情况").table(100, 740, [84, 40], [["新收", "8"], ["结转", "2"]])
    document = read(upper, lower)
    assert [grid.pages for grid in document.grids] == [(1,), (2,)]
    assert document.text[document.grids[0].span.stop : document.grids[1].span.start].strip() == "三、收到和处理申请情况"


@both
def test_paragraph_backgrounds_and_frames_are_no_tables(engine: Engine) -> None:
    page = Page()
    for k in range(4):
        page.box(80, 640 - 28 * k, 520, 668 - 28 * k, "f", "1 g")
    y = prose(page, PARAGRAPH, 650)
    page.box(80, y - 40, 520, y + 20).text(90, y, "框内一行").line(80, y - 12, 520, y - 12).text(90, y - 30, "框内二行")
    document = read(page, engine=engine)
    assert document.grids == () and PARAGRAPH in document.text and "框内一行\n框内二行" in document.text


def test_a_page_of_thousands_of_lines_is_told_and_not_waited_for() -> None:
    page = Page().text(90, 700, "正文")
    for k in range(100):
        page.line(50 + 5 * k, 100, 50 + 5 * k, 600).line(50, 100 + 5 * k, 550, 100 + 5 * k)
    start = time.monotonic()
    document = read(page)
    assert time.monotonic() - start < 10
    assert [note.kind for note in document.notes] == ["table_doubt"] and document.text == "正文\n"


@settings(max_examples=25, deadline=None)
@given(
    numbers=st.lists(st.lists(st.integers(0, 99999), min_size=3, max_size=3), min_size=2, max_size=12),
    cut=st.integers(1, 11),
    foot=st.booleans(),
)
def test_a_table_reads_the_same_wherever_the_page_breaks(numbers: list[list[int]], cut: int, foot: bool) -> None:
    rows = [[f"{k}.项目{k}", *map(str, row)] for k, row in enumerate(numbers, 1)]
    at = min(cut, len(rows) - 1)
    upper, lower = Page(), Page()
    upper.table(100, 60 + 24 * at, [120, 60, 60, 60], rows[:at], foot=foot)
    lower.table(130, 780, [120, 60, 60, 60], rows[at:])
    assert table(read(upper, lower)) == rows


# --- refusals and notes --------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空文件"),
        (b"no pdf at all", "不是完好的 PDF"),
        (b"%PDF-1.7\nnothing follows", "不是完好的 PDF"),
        (pdf(Page().text(90, 700, "正文"), encrypt=True), "密码"),
        (pdf(Page(image=True)), "没有文字层"),
        (pdf(Page()), "没有文字"),
        (pdf(Page()).replace(b"/Size", b"/Filter [/FlateDecode /FlateDecode] /Size"), "重复压缩"),
    ],
    ids=["empty", "other", "truncated", "locked", "scan", "blank", "bomb"],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(engine: Engine, data: bytes, words: str) -> None:
    with pytest.raises(GoujiError) as refused:
        read_pdf(data, "draft.pdf", engine=engine)
    assert words in str(refused.value) and "draft.pdf" in str(refused.value)
    assert refused.value.text.en.endswith(".") and refused.value.text.zh.endswith("。")


def test_a_page_that_is_a_picture_is_told() -> None:
    document = read(Page().text(90, 700, "正文"), Page(image=True))
    assert [(note.kind, note.text.zh[:3]) for note in document.notes] == [("image_page", "第2页")]


# --- real reports --------------------------------------------------------------------------------------------------


def grid_rows(document: Document, grid: Grid, first: int) -> list[list[str]]:
    """The numbers of the grid's rows: the cells from column ``first`` on that hold one."""
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        words = cell.span.of(document.text)
        if cell.column >= first and words.replace(".", "").isdigit():
            rows.setdefault(cell.row, []).append(words)
    return list(rows.values())


@both
@pytest.mark.parametrize("name", ["huaian-2024", "hongze-2024"])
def test_every_cell_of_a_real_report_is_in_its_place(engine: Engine, name: str) -> None:
    if not (REPORTS / f"{name}.pdf").exists():
        pytest.skip("the shared reports are not on this machine")
    truth: dict[str, str] = json.loads((REPORTS / f"{name}.truth.json").read_text("utf-8"))["cells"]
    document = read_pdf((REPORTS / f"{name}.pdf").read_bytes(), name, engine=engine)
    disclosure, requests, disputes = document.grids
    stated: dict[str, list[str]] = {key.rsplit(".", 1)[0]: [] for key in truth if key.startswith("requests.")}
    for key, value in truth.items():
        if key.startswith("requests."):
            stated[key.rsplit(".", 1)[0]].append(value)
    assert grid_rows(document, requests, 3) == list(stated.values())
    assert sum(grid_rows(document, disclosure, 1), []) == [v for k, v in truth.items() if k.startswith("disclosure.")]
    assert grid_rows(document, disputes, 0) == [[v for k, v in truth.items() if k.startswith("disputes.")]]
    assert cell_of(document, "（四）无法提供")[2] == 3


@pytest.mark.parametrize("name", ["huaian-2024", "hongze-2024"])
def test_the_engines_agree_on_real_reports(name: str) -> None:
    if not (REPORTS / f"{name}.pdf").exists():
        pytest.skip("the shared reports are not on this machine")
    fast, slow = (read_pdf((REPORTS / f"{name}.pdf").read_bytes(), name, engine=engine) for engine in ENGINES)
    assert fast.text == slow.text and fast.grids == slow.grids

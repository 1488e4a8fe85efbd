"""Reading DOCX: what the text holds, where each character of it stands, the grids, and what is refused."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docx_maker import W, cell, characters, docx, packed, paragraph, part, row, run, table, table_of
from gouji.read.docx import read_docx
from gouji.read.docx_numerals import counted
from gouji.types import Document, DocxRun, GoujiError, Span

BOX = "<w:txbxContent>{}</w:txbxContent>"
ALTERNATIVE = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{0}</wps:txbx></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><v:textbox>{0}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def controlled(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


CODE = '<w:r><w:instrText xml:space="preserve"> = 88 </w:instrText></w:r>'


def read(*blocks: str, **parts: str) -> Document:
    return read_docx(docx(*blocks, main=None, **parts), "报告.docx")


def misplaced(data: bytes, document: Document) -> list[tuple[str, str]]:
    """The pieces whose place in the file does not hold their characters (generated ones aside)."""
    pairs = [
        (piece.span.of(document.text), characters(data, piece.place))
        for piece in document.pieces
        if isinstance(piece.place, DocxRun) and piece.place.run >= 0
    ]
    return [pair for pair in pairs if pair[0] != pair[1]]


# what the paragraph holds → what is printed
PROSE = {
    "runs_are_contiguous": (paragraph("共1", "3", "55条"), "共1355条"),
    "line_break": (paragraph(run("甲"), "<w:r><w:br/></w:r>", run("乙")), "甲\n乙"),
    "tab_is_a_space": (paragraph(run("甲"), "<w:r><w:tab/><w:t>乙</w:t></w:r>"), "甲 乙"),
    "no_break_hyphen": (paragraph("<w:r><w:t>3</w:t><w:noBreakHyphen/><w:t>5次</w:t></w:r>"), "3-5次"),
    "soft_hyphen_is_nothing": (paragraph("<w:r><w:t>13</w:t><w:softHyphen/><w:t>55条\u00ad。</w:t></w:r>"), "1355条。"),
    "unpreserved_margins": (paragraph("<w:r><w:t>\n  13 55 \n</w:t></w:r>", "条"), "13 55条"),
    "line_end_inside_text": (paragraph(run("甲\u2028乙\n丙")), "甲 乙 丙"),
    "insertion": (paragraph("共", f"<w:ins>{run('35')}</w:ins>", "件"), "共35件"),
    "deletion": (paragraph("共", "<w:del><w:r><w:delText>34</w:delText></w:r></w:del>", "35件"), "共35件"),
    "deletion_with_text": (paragraph("共", f"<w:del>{run('34')}</w:del>", "35件"), "共35件"),
    "move": (paragraph(f"<w:moveFrom>{run('去')}</w:moveFrom>", f"<w:moveTo>{run('来')}</w:moveTo>"), "来"),
    "hyperlink": (paragraph(f"<w:hyperlink>{run('网站')}</w:hyperlink>", "发布"), "网站发布"),
    "smart_tag": (paragraph(f"<w:smartTag>{run('2024')}</w:smartTag>", "年"), "2024年"),
    "simple_field": (paragraph(f'<w:fldSimple w:instr="=1">{run("35")}</w:fldSimple>', "件"), "35件"),
    "content_control": (paragraph(controlled(run("35")), "件"), "35件"),
    "field_result": (paragraph(field("begin"), CODE, field("separate"), "35", field("end"), "件"), "35件"),
    "nested_field_in_code": (
        paragraph(
            field("begin"), CODE, field("begin"), CODE, field("separate"), "7", field("end"), field("separate"),
            "35", field("end"), "件",
        ),
        "35件",
    ),
    "field_that_never_ends": (paragraph(field("begin"), CODE, "收到35件"), "收到35件"),
    "hidden": (paragraph(run("收到"), run("约", "<w:vanish/>"), run("35件", '<w:vanish w:val="0"/>')), "收到35件"),
    "ruby_base": (
        paragraph(f"<w:r><w:ruby><w:rt>{run('gōu')}</w:rt><w:rubyBase>{run('勾')}</w:rubyBase></w:ruby></w:r>", "稽"),
        "勾稽",
    ),
    "symbol": (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>'), "☑是"),
    "symbol_of_a_text_font": (paragraph('<w:r><w:sym w:font="仿宋" w:char="2014"/></w:r>'), "—"),
    "fraction": (
        paragraph(
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
        ),
        "1/2",
    ),
    "alternative_character": (
        paragraph(
            '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"/><mc:Fallback><w:t>☒</w:t></mc:Fallback>'
            "</mc:AlternateContent></w:r>"
        ),
        "☒",
    ),
    "text_box_once": (paragraph("正文", ALTERNATIVE.format(BOX.format(paragraph("框内")))), "正文\n框内"),
    "block_content_control": (controlled(paragraph("甲")), "甲"),
    "paragraph_in_a_paragraph": (paragraph("甲", paragraph("乙"), "丙"), "甲丙\n乙"),
    "blank_paragraphs": (paragraph("甲") + paragraph() + paragraph(" ") + paragraph("乙"), "甲\n乙"),
    "deleted_mark": (
        paragraph("收到3", properties="<w:rPr><w:del/></w:rPr>") + paragraph("5件") + paragraph("乙"),
        "收到35件\n乙",
    ),
    "deleted_mark_then_blank": (
        paragraph("甲", properties="<w:rPr><w:del/></w:rPr>") + paragraph() + paragraph("乙"),
        "甲\n乙",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PROSE)
def test_prose(name: str) -> None:
    block, printed = PROSE[name]
    assert read(block).text.rstrip("\n") == printed


@given(
    st.text(st.sampled_from("收到申请1355条，。 　-𠮷\u00ad"), min_size=1, max_size=40).filter(
        lambda text: text.strip()
    ),
    st.lists(st.integers(0, 40), max_size=8),
)
def test_runs_do_not_change_the_text(text: str, cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [run(text[a:b]) for a, b in zip(edges, edges[1:], strict=False)]
    for wrap in ("{}", "<w:ins>{}</w:ins>", "<w:hyperlink><w:smartTag>{}</w:smartTag></w:hyperlink>"):
        split = docx(paragraph("前"), paragraph(*(wrap.format(each) for each in pieces)))
        whole = docx(paragraph("前"), paragraph(run(text)))
        document = read_docx(split, "a.docx")
        assert document.text == read_docx(whole, "a.docx").text
        assert not misplaced(split, document)


def test_every_place_gives_its_characters_back() -> None:
    broken = "<w:p><w:r><w:t>1</w:t><w:br/><w:t>2\u00ad3</w:t></w:r></w:p>"
    data = docx(
        paragraph("甲", f"<w:del>{run('删')}</w:del>", f"<w:ins>{run('乙')}</w:ins>"),
        paragraph("外", ALTERNATIVE.format(BOX.format(paragraph("内1") + paragraph("内2"))), "后"),
        table(row("商业¶企业", f"<w:tc>{broken}</w:tc>")),
        paragraph(field("begin"), CODE, field("separate"), "35", field("end"), "件"),
        paragraph(f"<w:r><w:t>4</w:t><w:tab/><w:t>5</w:t></w:r>{run('6')}"),
    )
    document = read_docx(data, "a.docx")
    assert document.text == "甲乙\n外后\n内1\n内2\n商业企业\t123\n35件\n4 56\n"
    assert not misplaced(data, document)
    at = document.text.index("内2")
    assert document.places(Span(at, at + 2)) == (DocxRun("word/document.xml", 3, 0, 0, 2),)
    at = document.text.index("23")
    assert [characters(data, each) for each in document.places(Span(at, at + 2)) if isinstance(each, DocxRun)] == [
        "2",
        "3",
    ]


LIST = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf06c"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def numbered(text: str, level: int, num: int = 1) -> str:
    held = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return paragraph(text, properties=held)


def test_automatic_numbers_are_text() -> None:
    document = read(
        numbered("总体情况", 0), numbered("主动公开", 1), numbered("3万元", 2), numbered("依申请公开", 1),
        numbered("点", 3), numbered("申请情况", 0), numbered("监督", 1), numbered("问题", 0, 2), numbered("无", 0, 0),
        numbering=LIST,
    )  # fmt: skip
    lines = ["一、总体情况", "（一）主动公开", "1. 3万元", "（二）依申请公开", "点", "二、申请情况"]
    assert document.text.splitlines() == [*lines, "（一）监督", "五、问题", "无"]
    assert document.places(Span(0, 3)) == (
        DocxRun("word/document.xml", 0, -1, 0, 2),
        DocxRun("word/document.xml", 0, 0, 0, 1),
    )


def test_automatic_numbers_by_style() -> None:
    styles = (
        '<w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="H2"><w:basedOn w:val="H"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    blocks = [paragraph(name, properties=f'<w:pStyle w:val="{name}"/>') for name in ("H", "H2", "H", "Loop")]
    document = read(*blocks, styles=styles, numbering=LIST)
    assert document.text.splitlines() == ["一、H", "（一）H2", "二、H", "Loop"]


def test_automatic_number_in_an_empty_cell() -> None:
    empty = f"<w:tc>{numbered('', 2)}</w:tc>"
    document = read(table(row(empty, "甲"), row(empty, "乙")), numbering=LIST)
    assert [each[4].strip() for each in table_of(document, document.grids[0])] == ["1.", "甲", "2.", "乙"]


NUMERALS = [
    (10, "chineseCounting", "十"), (12, "japaneseCounting", "十二"), (105, "chineseCountingThousand", "一百零五"),
    (20, "chineseCounting", "二十"), (110, "chineseCountingThousand", "一百一十"), (3, "chineseLegalSimplified", "叁"),
    (10, "ideographDigital", "一〇"), (3, "decimalEnclosedCircleChinese", "③"), (21, "decimalEnclosedCircle", "21"),
    (2, "ideographTraditional", "乙"), (4, "lowerRoman", "iv"), (27, "upperLetter", "AA"), (3, "decimalZero", "03"),
    (12, "decimalFullWidth", "１２"), (5, "none", ""), (5, "unheardOf", "5"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "form", "written"), NUMERALS)
def test_numerals(number: int, form: str, written: str) -> None:
    assert counted(number, form) == written


def test_merged_cells() -> None:
    document = read(
        table(
            row(cell("角", merge="restart"), cell("申请人", span=2), "总计"),
            row(cell(merge="continue"), "自然人", "商业¶企业", "3"),
            row("合计", "", "2", "3", properties='<w:gridBefore w:val="0"/>'),
            row("1", "2", properties='<w:gridBefore w:val="2"/>'),
        )
    )
    assert document.text == "角\t申请人\t总计\n自然人\t商业企业\t3\n合计\t\t2\t3\n1\t2\n"
    assert table_of(document, document.grids[0])[:6] == [
        (0, 0, 2, 1, "角"), (0, 1, 1, 2, "申请人"), (0, 3, 1, 1, "总计"),
        (1, 1, 1, 1, "自然人"), (1, 2, 1, 1, "商业企业"), (1, 3, 1, 1, "3"),
    ]  # fmt: skip
    assert table_of(document, document.grids[0])[-2:] == [(3, 2, 1, 1, "1"), (3, 3, 1, 1, "2")]


def test_merge_that_continues_nothing_is_a_cell() -> None:
    document = read(table(row(cell("甲", merge="continue"), "1"), row(cell(merge="continue"), "2")))
    assert table_of(document, document.grids[0]) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "1"), (1, 1, 1, 1, "2")]


def test_changed_and_wrapped_rows() -> None:
    document = read(
        table(
            row("甲", "1", properties="<w:del/>"),
            row("乙", "2", properties="<w:ins/>"),
            row("丙", "3", properties="<w:hidden/>"),
            controlled(row("丁", controlled(cell("4")))),
        )
    )
    assert document.text == "乙\t2\n丁\t4\n"


WIDE = (100, 100, 200)


def test_a_table_cut_in_two_is_one_grid() -> None:
    first = table(row("项", "甲", "乙"), row("一", "1", "2"), widths=WIDE)
    second = table(row("二", "3", "4"), widths=WIDE)
    document = read(first, paragraph(properties="<w:jc/>"), second)
    assert len(document.grids) == 1
    assert table_of(document, document.grids[0])[-1] == (2, 2, 1, 1, "4")


@pytest.mark.parametrize(
    ("between", "second"),
    [
        (paragraph("四、复议"), table(row("二", "3", "4"), widths=WIDE)),
        (paragraph(), table(row("二", "3", "4"), widths=(50, 150, 200))),
        (paragraph(), table(row("项", "甲", "乙"), row("二", "3", "4"), widths=WIDE)),
        (paragraph(), table(row("二", "3", "4"))),
    ],
    ids=["text_between", "other_columns", "own_header", "widths_unknown"],
)
def test_tables_that_do_not_clearly_go_on_stay_apart(between: str, second: str) -> None:
    document = read(table(row("项", "甲", "乙"), row("一", "1", "2"), widths=WIDE), between, second)
    assert len(document.grids) == 2


def test_layout_table_is_prose_and_its_tables_are_grids() -> None:
    inner = table(row("甲", "1"), row("乙", "2"))
    outer = table(row(f"<w:tc>{paragraph('一、总体情况')}{paragraph('共35件。')}{inner}{paragraph('尾')}</w:tc>"))
    document = read(paragraph("首"), outer)
    assert document.text == "首\n一、总体情况\n共35件。\n甲\t1\n乙\t2\n尾\n"
    assert [grid.span.of(document.text) for grid in document.grids] == ["甲\t1\n乙\t2"]


def test_one_cell_frame_is_prose() -> None:
    assert read(table(row("甲¶乙"))).grids == ()


def test_small_table_in_a_data_cell_belongs_to_the_cell() -> None:
    inner = table(row("3", "5"))
    document = read(table(row("甲", f"<w:tc>{inner}{paragraph()}</w:tc>", "9"), row("乙", "1", "2")))
    assert [each[4].split() for each in table_of(document, document.grids[0])][:3] == [["甲"], ["3", "5"], ["9"]]


def test_long_note_row_does_not_make_a_data_table_prose() -> None:
    rows = [row(f"指标{each}", "件", str(each)) for each in range(6)]
    document = read(table(*rows, row(cell("填报说明。按年统计。", span=3))))
    assert len(document.grids) == 1


def test_notes_stand_at_the_end_in_the_order_they_are_referred_to() -> None:
    def note(number: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    notes = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    notes += "".join(f'<w:footnote w:id="{each}">{paragraph(f"注{each}")}</w:footnote>' for each in (1, 2, 3))
    noted = table(row("乙", f"<w:tc>{paragraph('5', note(1))}</w:tc>"))
    document = read(paragraph("甲", note(2)), noted, footnotes=notes)
    assert document.text == "甲\n乙\t5\n注2\n注1\n"
    assert document.places(Span(7, 8)) == (DocxRun("word/footnotes.xml", 2, 0, 1, 2),)


def test_user_is_told_of_changes_hidden_text_and_pictures() -> None:
    picture = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"
    document = read(
        paragraph(
            "甲", f"<w:ins>{run('乙')}</w:ins>", f"<w:del>{run('丙')}</w:del>", run("隐去", "<w:vanish/>"), picture
        )
    )
    assert [note.kind for note in document.notes] == ["tracked_changes", "hidden_text", "unread_part"]
    assert "插入1处，删除1处，移动0处" in document.notes[0].text.zh
    assert "2个字" in document.notes[1].text.zh
    assert read(paragraph(run("甲"), run(" ", "<w:vanish/>"))).notes == ()


def test_a_paragraph_added_with_its_mark_is_one_insertion() -> None:
    document = read(paragraph(f"<w:ins>{run('甲')}</w:ins>", properties="<w:rPr><w:ins/></w:rPr>"))
    assert "插入1处" in document.notes[0].text.zh


def test_hidden_by_style() -> None:
    styles = '<w:style w:styleId="No"><w:rPr><w:vanish/></w:rPr></w:style>'
    block = paragraph(run("甲"), run("乙", '<w:rStyle w:val="No"/>')) + paragraph(
        "丙", properties='<w:pStyle w:val="No"/>'
    )
    assert read(block, styles=styles).text == "甲\n"


def test_strict_name_spaces() -> None:
    strict = part("document", f"<w:body>{paragraph('共35件')}{table(row('甲', '1'))}</w:body>")
    strict = strict.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    document = read_docx(docx(main=strict), "a.docx")
    assert document.text == "共35件\n甲\t1\n"
    assert document.format == "docx"


def test_utf16_part() -> None:
    main = part("document", f"<w:body>{paragraph('共35件')}</w:body>").decode().replace("UTF-8", "UTF-16")
    assert read_docx(docx(main=main.encode("utf-16")), "a.docx").text == "共35件\n"


def test_main_part_is_found_by_its_relationship() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("甲")))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word\\document2.xml"] = files.pop("word/document.xml")
    files["_rels/.rels"] = files["_rels/.rels"].replace(b'"word/document.xml"', b'"/word/document2.xml"')
    document = read_docx(packed(files), "a.docx")
    assert document.places(Span(0, 1)) == (DocxRun("word/document2.xml", 0, 0, 0, 1),)


GOOD = docx(paragraph("甲" * 500))
BOMB = b'<!DOCTYPE w [<!ENTITY a "ha">]>' + part("document", "<w:body/>")[56:]
DEEP = part("document", f"<w:body>{'<w:sdt>' * 400}{'</w:sdt>' * 400}</w:body>")
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
BAD = {
    "not_a_zip": ("你好".encode(), "不是 DOCX"),
    "empty": (b"", "不是 DOCX"),
    "cut_off": (GOOD[: len(GOOD) // 2], "不完整"),
    "no_document": (packed({"a.txt": b"a"}), "缺少 word/document.xml"),
    "spreadsheet": (packed({"xl/workbook.xml": b"<a/>"}), "缺少 word/document.xml"),
    "locked": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "old_word": (OLE, "旧版"),
    "broken_xml": (docx(main=part("document", "<w:body>")), "不是完好的 XML"),
    "no_body": (docx(main=part("styles", "")), "不是 Word 正文"),
    "doctype": (docx(main=BOMB), "DOCTYPE"),
    "doctype_in_utf16": (docx(main=BOMB.decode().encode("utf-16")), "DOCTYPE"),
    "nested_too_deep": (docx(main=DEEP), "不是完好的 XML"),
    "zip_bomb": (docx(main=part("document", f"<w:body>{' ' * 40_000_000}</w:body>")), "大得不合常理"),
    "swapped_bytes": (GOOD.replace(b"\x50\x4b\x03\x04", b"\x50\x4b\x03\x05", 2), "已损坏"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_one_clear_sentence(name: str) -> None:
    data, says = BAD[name]
    with pytest.raises(GoujiError) as caught:
        read_docx(data, "报告.docx")
    text = caught.value.text
    assert text.zh.startswith("报告.docx：") and says in text.zh and text.zh.endswith("。")
    assert text.en.startswith("报告.docx: ") and "\n" not in text.zh + text.en


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_damage_never_escapes_as_another_error(at: int, change: int) -> None:
    data = bytearray(GOOD)
    data[at] ^= change
    try:
        document = read_docx(bytes(data), "a.docx")
    except GoujiError as error:
        assert str(error)
    else:
        assert set(document.text) <= set("甲\n")


def test_document_made_by_python_docx(tmp_path: Path) -> None:
    made: Any = pytest.importorskip("docx").Document()
    written = made.add_paragraph("主动公开")
    written.add_run("1355").bold = True
    written.add_run("条")
    grid = made.add_table(3, 3)
    for index, each in enumerate(grid._cells):
        each.text = str(index)
    grid.cell(0, 0).merge(grid.cell(1, 1)).text = "角"
    made.save(tmp_path / "a.docx")
    data = (tmp_path / "a.docx").read_bytes()
    document = read_docx(data, "a.docx")
    assert document.text == "主动公开1355条\n角\t2\n5\n6\t7\t8\n"
    assert table_of(document, document.grids[0])[0] == (0, 0, 2, 2, "角")
    assert not misplaced(data, document)


PAGE = """<html><head><meta charset="utf-8"></head><body><h2>三、收到和处理申请情况</h2>
<p>收到<b>3</b>5件。</p><table border="1"><tr><td colspan="2" rowspan="2">角</td><td colspan="2">申请人</td></tr>
<tr><td><p>自然</p><p>人</p></td><td>商业<br>企业</td></tr>
<tr><td rowspan="2">办理结果</td><td>公开</td><td>1</td><td>2</td></tr><tr><td>总计</td><td>3</td><td></td></tr>
</table><h2>四、复议</h2></body></html>"""


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_document_made_by_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kind = ["--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path)]
    command = ["soffice", profile, "--headless", *kind, str(tmp_path / "a.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    data = (tmp_path / "a.docx").read_bytes()
    document = read_docx(data, "a.docx")
    assert document.text.splitlines()[:2] == ["三、收到和处理申请情况", "收到35件。"]
    assert document.text.splitlines()[-1] == "四、复议"
    assert table_of(document, document.grids[0]) == [
        (0, 0, 2, 2, "角"), (0, 2, 1, 2, "申请人"), (1, 2, 1, 1, "自然人"), (1, 3, 1, 1, "商业企业"),
        (2, 0, 2, 1, "办理结果"), (2, 1, 1, 1, "公开"), (2, 2, 1, 1, "1"), (2, 3, 1, 1, "2"),
        (3, 1, 1, 1, "总计"), (3, 2, 1, 1, "3"), (3, 3, 1, 1, ""),
    ]  # fmt: skip
    assert not misplaced(data, document)

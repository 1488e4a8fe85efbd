"""Word drafts with comments: on the exact characters, wherever they stand, and nothing else of the draft changes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from annotating import OPTIONS, SLUGS, WHEN, case, remark, words_of
from annotation_oracles import SOFFICE, comments_of_all
from docx_maker import W, cell, docx, paragraph, row, run, table
from gouji.read.docx import read_docx
from gouji.render.annotate import annotate
from gouji.render.annotate_docx import annotate_docx
from gouji.render.remarks import Remark
from gouji.types import Span

NAME = f"{{{W}}}"
RED, BOLD = '<w:color w:val="FF0000"/>', "<w:b/>"
LINK = '<w:hyperlink w:anchor="a">{}</w:hyperlink>'
CONTROL = '<w:sdt><w:sdtPr><w:tag w:val="n"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
INSERTED = '<w:ins w:id="7" w:author="李" w:date="2025-01-01T00:00:00Z">{}</w:ins>'
DELETED = '<w:del w:id="8" w:author="李"><w:r><w:delText>旧的</w:delText></w:r></w:del>'
SMART = '<w:smartTag w:uri="u" w:element="chmetcnv">{}</w:smartTag>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>= 1</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
TABLE = table(row("申请数量", "自然人", "总计"), row("一、本年新收", "12", cell("13")), row("二、上年结转", "0", "0"))

# What a paragraph holds, and the words a comment is put on.
CASES = {
    "inside_one_run": (paragraph("公开信息1355条，其中网站701条。"), "1355条"),
    "whole_run": (paragraph(run("公开信息"), run("1355条"), run("，其中")), "1355条"),
    "over_split_runs": (paragraph(run("信息13", RED), run("5", BOLD), run("5条，其中", RED)), "1355条"),
    "first_and_last_characters": (paragraph("1355条"), "1355条"),
    "in_a_cell": (TABLE, "13"),
    "in_a_link": (paragraph("见", LINK.format(run("公开1355条信息")), "。"), "1355条"),
    "in_a_control": (paragraph("公开", CONTROL.format(run("1355")), "条信息"), "1355条"),
    "in_an_insertion": (paragraph("公开", DELETED, INSERTED.format(run("信息1355条")), "。"), "1355"),
    "over_the_end_of_an_insertion": (paragraph("公开", INSERTED.format(run("信息13")), "55条。"), "1355条"),
    "begins_in_a_smart_tag": (paragraph("公开", SMART.format(run("1355")), "条"), "1355条"),
    "ends_in_a_smart_tag": (paragraph("公开13", SMART.format(run("55条")), "信息"), "1355条"),
    "result_of_a_field": (paragraph("公开", FIELD.format(run("1355")), "条"), "1355条"),
    "beside_tab_and_break": (
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>1355条</w:t><w:br/><w:t>乙</w:t></w:r></w:p>",
        "1355条",
    ),
    "trimmed_text": ("<w:p><w:r><w:t>  公开 1355条 </w:t></w:r><w:r><w:t>。</w:t></w:r></w:p>", "1355条"),
    "over_paragraphs": (paragraph("公开信息13") + paragraph("55条。"), "13\n55条"),
}


def tree(data: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(parts(data)[part])


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def printed(data: bytes) -> list[tuple[str, str, str]]:
    """Every character of the body, inserted, deleted and boxed ones included, with its run's properties and parents."""
    return [
        (char, b"".join(map(etree.tostring, node.getparent().findall(NAME + "rPr"))).decode(), _within(node))
        for node in tree(data).iter(NAME + "t", NAME + "delText", NAME + "instrText", NAME + "tab", NAME + "br")
        for char in _text(node) or "\N{SYMBOL FOR NULL}"
    ]


def _text(node: Any) -> str:
    kept = node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve" or node.tag != NAME + "t"
    return node.text or "" if kept else (node.text or "").strip()


def _within(node: Any) -> str:
    return "/".join(
        f"{each.tag}{sorted(each.attrib.items())}" for each in node.iterancestors() if each.tag != NAME + "r"
    )


def marked(data: bytes) -> dict[int, str]:
    """The printed characters between the marks of each comment; a paragraph's end is a line feed."""
    open_: set[int] = set()
    found: dict[int, str] = {}
    for action, node in etree.iterwalk(tree(data), events=("start", "end")):
        if action == "end":
            if node.tag == NAME + "p":
                found = {key: text + "\n" * (key in open_) for key, text in found.items()}
        elif node.tag == NAME + "commentRangeStart":
            open_.add(int(node.get(NAME + "id")))
            found[int(node.get(NAME + "id"))] = ""
        elif node.tag == NAME + "commentRangeEnd":
            open_.remove(int(node.get(NAME + "id")))
        elif node.tag == NAME + "t":
            found = {key: text + _text(node) * (key in open_) for key, text in found.items()}
    return found


def comments(data: bytes) -> dict[int, str]:
    """What each comment of the draft says, a paragraph a line."""
    return {
        int(node.get(NAME + "id")): "\n".join("".join(each.itertext()) for each in node.iter(NAME + "p"))
        for node in tree(data, "word/comments.xml").iter(NAME + "comment")
    }


def annotated(data: bytes, *words: str) -> bytes:
    document = read_docx(data, "draft.docx")
    remarks = [remark(document, each, number) for number, each in enumerate(words, 1)]
    return annotate_docx(data, document, remarks, WHEN)


@pytest.mark.parametrize(("blocks", "words"), CASES.values(), ids=CASES)
def test_comment_stands_on_the_exact_words(blocks: str, words: str) -> None:
    draft = docx(blocks)
    made = annotated(draft, words)
    assert marked(made) == {0: words}
    assert printed(made) == printed(draft)
    assert read_docx(made, "draft.docx").text == read_docx(draft, "draft.docx").text
    assert comments(made) == {0: "错误 N901 分项之和与总数不符\n第一行 <b>&amp;\n算式：1 + 2 = 3 ≠ 4"}


def test_comments_that_share_and_overlap_their_words() -> None:
    made = annotated(
        docx(paragraph("公开1355条，网站701条")), "1355条", "1355条", "355条，网", "1355条，网站701条", "701"
    )
    assert marked(made) == {0: "1355条", 1: "1355条", 2: "355条，网", 3: "1355条，网站701条", 4: "701"}
    references = [int(node.get(NAME + "id")) for node in tree(made).iter(NAME + "commentReference")]
    assert sorted(references) == [0, 1, 2, 3, 4]


@given(st.lists(st.text("公开甲乙13", min_size=1, max_size=6), min_size=1, max_size=6), st.data())
def test_any_words_of_any_runs(texts: list[str], data: st.DataObject) -> None:
    draft = docx(paragraph(*(run(text, RED if k % 2 else BOLD) for k, text in enumerate(texts))))
    document = read_docx(draft, "draft.docx")
    whole = document.text.rstrip("\n")
    edges = data.draw(st.lists(st.tuples(*[st.integers(0, len(whole))] * 2), min_size=1, max_size=4))
    spans = [Span(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]]
    remarks = [Remark(k, span, "error", "错误", (), f"f{k}") for k, span in enumerate(spans, 1)]
    made = annotate_docx(draft, document, remarks, WHEN)
    assert marked(made) == {k: span.of(whole) for k, span in enumerate(spans)}
    assert printed(made) == printed(draft)


def test_words_in_a_text_box_are_quoted_in_a_comment_on_the_box() -> None:
    draft = docx(paragraph("前", BOX.format(paragraph("框内1355条")), "后"))
    made = annotated(draft, "1355条")
    start = tree(made).find(f".//{NAME}commentRangeStart")
    assert start.getnext().find(f".//{NAME}txbxContent") is not None
    assert not list(start.iterancestors(NAME + "txbxContent"))
    assert "「1355条」" in comments(made)[0]
    assert printed(made) == printed(draft)


def test_words_of_a_footnote_are_quoted_at_its_sign() -> None:
    sign = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    draft = docx(
        paragraph("正文", sign, "。"), footnotes=f'<w:footnote w:id="2">{paragraph("注：共1355条")}</w:footnote>'
    )
    made = annotated(draft, "1355条")
    assert tree(made).find(f".//{NAME}commentRangeStart").getnext().find(NAME + "footnoteReference") is not None
    assert "「1355条」" in comments(made)[0]
    assert parts(made)["word/footnotes.xml"] == parts(draft)["word/footnotes.xml"]


def test_automatic_number_gets_its_comment_on_the_first_run() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    made = annotated(docx(paragraph("公开1355条", properties=listed), numbering=numbering), "1.")
    assert marked(made) == {0: "公开1355条"}
    assert "「1.」" in comments(made)[0]


def test_comments_of_the_draft_are_kept_and_numbered_on_from() -> None:
    own = f'<w:comment w:id="4" w:author="王" w:initials="W">{paragraph("请核实")}</w:comment>'
    signs = '<w:commentRangeStart w:id="4"/>', run("公开"), '<w:commentRangeEnd w:id="4"/>'
    draft = docx(paragraph(*signs, '<w:r><w:commentReference w:id="4"/></w:r>', "1355条"), comments=own)
    made = annotated(draft, "1355条")
    assert marked(made) == {4: "公开", 5: "1355条"}
    assert comments(made)[4] == "请核实"
    assert tree(made, "word/comments.xml")[0].get(NAME + "author") == "王"
    assert parts(made)["word/_rels/document.xml.rels"] == parts(draft)["word/_rels/document.xml.rels"]


def test_strict_documents_stay_strict() -> None:
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    loose = parts(docx(paragraph("公开1355条")))["word/document.xml"]
    draft = docx(main=loose.replace(W.encode(), strict))
    made = parts(annotated(draft, "1355条"))
    assert strict in made["word/document.xml"]
    assert strict in made["word/comments.xml"]
    assert W.encode() not in made["word/document.xml"] + made["word/comments.xml"]
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in made["word/_rels/document.xml.rels"]


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_else_of_a_report_changes(slug: str) -> None:
    draft, audit, remarks = case(slug, "docx")
    made = annotate(draft, audit, OPTIONS)
    before, after = parts(draft), parts(made.data)
    written = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert {part for part in after if after[part] != before.get(part)} == (written if remarks else set())
    assert before.keys() <= after.keys()
    assert printed(made.data) == printed(draft)
    assert made.notes == len(remarks) == (len(comments(made.data)) if remarks else 0)
    assert read_docx(made.data, "report.docx").text == audit.report.document.text
    assert (b'PartName="/word/comments.xml"' in after["[Content_Types].xml"]) == bool(remarks)
    assert annotate(draft, audit, OPTIONS).data == made.data


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed: comments are not read back by it")
def test_libreoffice_finds_every_comment_on_its_words(tmp_path: Path) -> None:
    cases = {slug: case(slug, "docx") for slug in SLUGS}
    noted = {slug: each for slug, each in cases.items() if each[2]}
    made = {slug: annotate(draft, audit, OPTIONS).data for slug, (draft, audit, _) in noted.items()}
    seen = comments_of_all(made, tmp_path)
    assert noted
    for slug, (_, audit, remarks) in noted.items():
        assert sorted(each.words for each in seen[slug]) == sorted(words_of(audit, remarks)), slug
        assert sorted(each.says for each in seen[slug]) == sorted(one.text for one in remarks), slug
        assert {each.author for each in seen[slug]} == {"勾稽 gouji"}

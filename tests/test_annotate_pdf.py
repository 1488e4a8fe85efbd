"""PDF drafts with highlights: on the exact glyphs however the page is turned or shifted, and nothing else changes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

pikepdf = pytest.importorskip("pikepdf", reason="pikepdf is not installed (extra [pdf]): PDFs cannot be annotated")
pytest.importorskip("pypdf", reason="pypdf is not installed: annotated PDFs cannot be read back by it")

from annotating import OPTIONS, SLUGS, WHEN, case, remark, words_of  # noqa: E402
from annotation_oracles import QPDF, clean, highlights_of  # noqa: E402
from gouji.read.pdf import read_pdf  # noqa: E402
from gouji.render.annotate import annotate  # noqa: E402
from gouji.render.annotate_pdf import annotate_pdf  # noqa: E402
from pdf_maker import Page, pdf  # noqa: E402

PROSE = "全县主动公开政府信息1355条，其中网站公开701条"


def annotated(data: bytes, *words: str) -> bytes:
    document = read_pdf(data, "draft.pdf")
    remarks = [remark(document, each, number) for number, each in enumerate(words, 1)]
    return annotate_pdf(data, document, remarks, WHEN)


def check(data: bytes, folder: Path, password: str = "") -> None:
    if QPDF is None:
        pytest.skip("qpdf is not installed: the annotated PDF is not checked by it")
    assert clean(data, folder / "made.pdf", password)


def page_of(turn: int = 0, shift: tuple[float, float] = (0, 0)) -> Page:
    page = Page(turn=turn, shift=shift).text(60, 700, PROSE)
    page.table(60, 600, (200, 80, 80), (("申请数量", "自然人", "总计"), ("一、本年新收", "12", "13")))
    return page


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("shift", [(0, 0), (-120.5, 300.25)])
def test_highlight_covers_the_exact_glyphs(turn: int, shift: tuple[float, float], tmp_path: Path) -> None:
    made = annotated(pdf(page_of(turn, shift)), "1355条", "13\n")
    assert [each.words for each in highlights_of(made)] == ["1355条", "13"]
    check(made, tmp_path)


@pytest.mark.parametrize("turn", range(4))
def test_corners_begin_where_the_text_does(turn: int) -> None:
    made = annotated(pdf(page_of(turn)), "1355条")
    with pikepdf.open(io.BytesIO(made)) as opened:
        x1, y1, x2, y2, x3, y3, x4, y4 = map(float, opened.pages[0].Annots[0].QuadPoints)
    right = {0: (1, 0), 1: (0, 1), 2: (-1, 0), 3: (0, -1)}[turn]
    assert ((x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)) == right
    assert ((x4 > x3) - (x4 < x3), (y4 > y3) - (y4 < y3)) == right
    up = (-right[1], right[0])
    assert ((x1 > x3) - (x1 < x3), (y1 > y3) - (y1 < y3)) == up


def test_words_over_two_lines_have_a_quad_on_each() -> None:
    long = "全县各级各部门全年通过各类平台主动公开的政府信息一共1355"
    page = Page().text(60, 700, long).text(28, 672, "条，其中网站公开701条。")
    data = pdf(page)
    text = read_pdf(data, "draft.pdf").text
    made = annotated(data, text[text.index("1355") : text.index("条") + 1])
    (found,) = highlights_of(made)
    assert found.words == "1355条"
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert len(opened.pages[0].Annots[0].QuadPoints) == 16


def test_note_says_what_the_issue_says() -> None:
    made = annotated(pdf(page_of()), "1355条", "701条")
    first, second = highlights_of(made)
    assert first.says == "错误 N901 分项之和与总数不符\n第一行 <b>&amp;\n算式：1 + 2 = 3 ≠ 4"
    assert (first.name, second.name) == ("f1", "f2")
    with pikepdf.open(io.BytesIO(made)) as opened:
        note = opened.pages[0].Annots[0]
        assert bytes(note.Contents).startswith(b"\xfe\xff")
        assert str(note["/T"]) == "勾稽 gouji"
        assert str(note.M) == "D:20250131093000"
        assert note.AP.N.Subtype == "/Form"
        assert note.Popup.Parent.objgen == note.objgen


def test_annotations_and_contents_of_the_draft_are_kept() -> None:
    once = annotated(pdf(page_of()), "1355条")
    twice = annotated(once, "1355条")
    assert [each.name for each in highlights_of(twice)] == ["f1", "f1+1"]
    assert contents(twice) == contents(once) == contents(pdf(page_of()))


def contents(data: bytes) -> list[tuple[bytes, dict[str, str]]]:
    """Every page's raw content streams and its entries, annotations left out."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        return [
            (
                b"\n".join(part.read_raw_bytes() for part in _streams(page.obj.Contents)),
                {
                    key: repr(value)
                    for key, value in page.obj.items()
                    if key not in ("/Annots", "/Parent", "/Contents", "/Resources")
                },
            )
            for page in opened.pages
        ]


def _streams(contents: Any) -> list[Any]:
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


@pytest.mark.parametrize(("revision", "aes"), [(3, False), (4, True), (6, True)])
def test_restricted_draft_keeps_its_restrictions(revision: int, aes: bool, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(page_of()))) as opened:
        lock = pikepdf.Encryption(
            owner="owner", user="", R=revision, aes=aes, metadata=aes, allow=pikepdf.Permissions(extract=False)
        )
        opened.save(buffer, encryption=lock)
    made = annotated(buffer.getvalue(), "1355条")
    assert [each.words for each in highlights_of(made)] == ["1355条"]
    with pikepdf.open(io.BytesIO(made)) as again:
        assert again.is_encrypted
        assert not again.allow.extract
    check(made, tmp_path)


@pytest.mark.parametrize("slug", SLUGS)
def test_report_has_every_note_on_its_words(slug: str, tmp_path: Path) -> None:
    draft, audit, remarks = case(slug, "pdf")
    made = annotate(draft, audit, OPTIONS)
    found = highlights_of(made.data)
    wanted = ["".join(words.split()) for words in words_of(audit, remarks)]
    assert sorted(each.words for each in found) == sorted(wanted)
    assert sorted(each.says for each in found) == sorted(one.text for one in remarks)
    assert made.notes == len(remarks)
    assert contents(made.data) == contents(draft)
    assert read_pdf(made.data, "report.pdf").text == audit.report.document.text
    assert annotate(draft, audit, OPTIONS).data == made.data
    check(made.data, tmp_path)

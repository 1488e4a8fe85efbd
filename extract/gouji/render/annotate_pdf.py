"""A PDF draft with highlights on the exact glyphs, each with a note that pops up; nothing else of it changes.

The pages' content streams keep their bytes; a draft that restricts what may be done with it keeps its restrictions.
Source: ISO 32000-1, 12.5.6.10 (text markup), 12.5.6.14 (pop-ups), 12.5.5 (appearance streams).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from itertools import groupby
from typing import Any

from gouji.render.pdf_quads import around, corners, merged
from gouji.render.remarks import AUTHOR, Remark
from gouji.types import Box, Document, GoujiError, PdfLine, Severity, Text

_COLOURS: dict[Severity, tuple[float, float, float]] = {
    "error": (1.0, 0.66, 0.62),
    "warning": (1.0, 0.88, 0.35),
    "info": (0.68, 0.85, 1.0),
}
_PRINTED = 4  # annotation flag 3, 12.5.3
_POPUP = (220.0, 120.0)


def annotate_pdf(draft: bytes, document: Document, remarks: Sequence[Remark], when: datetime) -> bytes:
    """The draft with a highlight for each remark on each page it touches.

    Raises GoujiError if the extra ``[pdf]`` is not installed or the file is too broken to be written anew.
    """
    pikepdf = _pikepdf()
    buffer = BytesIO()
    try:
        with pikepdf.open(BytesIO(draft)) as pdf:
            for remark in remarks:
                for page, boxes in _pages(document, remark):
                    _add(pikepdf, pdf, pdf.pages[page - 1], remark, boxes, when)
            pdf.save(buffer, **_as_it_was(pikepdf, encrypted=pdf.is_encrypted))
    except (pikepdf.PdfError, IndexError) as error:
        raise _broken(document.name) from error
    return buffer.getvalue()


def _pikepdf() -> Any:
    try:
        import pikepdf
    except ImportError as error:
        zh = "批注 PDF 需要另装 pikepdf：pip install 'gouji[pdf]'。"
        raise GoujiError(Text(zh, "Annotating PDFs needs pikepdf: pip install 'gouji[pdf]'.")) from error
    return pikepdf


def _as_it_was(pikepdf: Any, *, encrypted: bool) -> dict[str, Any]:
    """How to save so that streams keep their bytes and the same draft gives the same file.

    Encryption gives every stream other bytes anyway; qpdf then wants to choose by itself how to pack the unpacked ones.
    """
    kept = {"object_stream_mode": pikepdf.ObjectStreamMode.preserve, "fix_metadata_version": False}
    if encrypted:
        return {**kept, "encryption": True}
    raw = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}
    return {**kept, **raw, "deterministic_id": True}


def _pages(document: Document, remark: Remark) -> Iterator[tuple[int, list[Box]]]:
    """The pages of a remark's words, each with one box for each line of them."""
    lines = [place for place in document.places(remark.anchor) if isinstance(place, PdfLine)]
    for page, found in groupby(lines, lambda line: line.page):
        if boxes := merged([box for line in found for box in line.boxes]):
            yield page, boxes


def _add(pikepdf: Any, pdf: Any, page: Any, remark: Remark, boxes: Sequence[Box], when: datetime) -> None:
    edge, turn = around(boxes), _turn(page)
    date = pikepdf.String(when.strftime("D:%Y%m%d%H%M%S"))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Highlight,
        Rect=_numbers(pikepdf, edge),
        QuadPoints=_numbers(pikepdf, [value for box in boxes for value in corners(box, turn)]),
        C=_numbers(pikepdf, _COLOURS[remark.severity]),
        F=_PRINTED,
        T=pikepdf.String(AUTHOR),
        Subj=pikepdf.String(remark.title),
        Contents=pikepdf.String(remark.text),
        NM=pikepdf.String(_named(page, remark.mark)),
        CreationDate=date,
        M=date,
        P=page.obj,
        AP=pikepdf.Dictionary(N=_appearance(pikepdf, pdf, edge, boxes, _COLOURS[remark.severity])),
    )
    note = pdf.make_indirect(note)
    popup = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Popup,
        Rect=_numbers(pikepdf, (edge.x1, edge.y0 - _POPUP[1], edge.x1 + _POPUP[0], edge.y0)),
        Parent=note,
        Open=False,
        P=page.obj,
    )
    note.Popup = pdf.make_indirect(popup)
    page.obj.Annots = pikepdf.Array([*page.obj.get("/Annots", ()), note, note.Popup])


def _appearance(pikepdf: Any, pdf: Any, edge: Box, boxes: Sequence[Box], colour: tuple[float, float, float]) -> Any:
    """The highlight as every reader shows it: colour multiplied with the page, so that the print stays readable."""
    drawn = [f"{box.x0:.2f} {box.y0:.2f} {box.x1 - box.x0:.2f} {box.y1 - box.y0:.2f} re" for box in boxes]
    ink = " ".join(f"{value:g}" for value in colour)
    form = pdf.make_stream(f"/G gs {ink} rg\n{chr(10).join(drawn)}\nf".encode("ascii"))
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, _numbers(pikepdf, edge)
    multiply = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, BM=pikepdf.Name.Multiply)
    form.Resources = pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(G=multiply))
    form.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, Type=pikepdf.Name.Group)
    return form


def _turn(page: Any) -> int:
    """The page's quarter turns clockwise, inherited ones included."""
    node = page.obj
    for _ in range(64):  # a damaged file may name a page as its own parent
        if "/Rotate" in node or "/Parent" not in node:
            break
        node = node.Parent
    return int(node.get("/Rotate", 0)) // 90 % 4


def _named(page: Any, mark: str) -> str:
    """``mark``, or another if the page has it: a draft may be annotated twice."""
    used = {str(note.get("/NM", "")) for note in page.obj.get("/Annots", ())}
    return next(name for number in range(len(used) + 1) if (name := f"{mark}+{number}" if number else mark) not in used)


def _numbers(pikepdf: Any, values: Sequence[float]) -> Any:
    return pikepdf.Array([round(value, 2) for value in values])


def _broken(name: str) -> GoujiError:
    return GoujiError(
        Text(
            f"《{name}》结构有损坏，不能写入批注；请重新导出 PDF，或提供 Word 原稿。",
            f"{name} is damaged and notes cannot be written into it; export the PDF again or give the Word original.",
        )
    )

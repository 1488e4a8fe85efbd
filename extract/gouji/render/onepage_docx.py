"""The page for a superior as a Word file: four parts of plain WordprocessingML (ECMA-376), nothing else needed."""

from __future__ import annotations

import io
import re
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gouji.render.onepage import Page, Section

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{0}"/>'
_BODY, _TITLE = _FONTS.format("仿宋"), _FONTS.format("黑体")
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_SHEET = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1247" w:bottom="1134" w:left="1247" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)


def page_docx(page: Page) -> bytes:
    """The file's bytes; the same page gives the same bytes."""
    body = f"<w:body>{_content(page)}{_SHEET}</w:body>"
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_W}">{body}</w:document>',
    }
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, text in parts.items():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, text.encode("utf-8"))
    return out.getvalue()


def _content_types() -> str:
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/></Types>'
    )


def _relation(kind: str, target: str) -> str:
    schema = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    inner = f'<Relationship Id="rId1" Type="{schema}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content(page: Page) -> str:
    return "".join(
        (
            _paragraph(page.title, 32, bold=True, centred=True),
            _paragraph(page.about, 22, centred=True),
            _paragraph(page.conclusion, 24, bold=True),
            _counts(page),
            *(_section(section) for section in page.sections),
            _paragraph(page.signed, 21, before=200),
        )
    )


def _section(section: Section) -> str:
    numbered = len(section.lines) > 1
    lines = (f"{at}. {line}" if numbered else line for at, line in enumerate(section.lines, 1))
    return _paragraph(section.title, 24, bold=True, before=120) + "".join(_paragraph(line, 21) for line in lines)


def _paragraph(words: str, size: int, *, bold: bool = False, centred: bool = False, before: int = 0) -> str:
    """A paragraph in half-points of ``size``, with ``before`` twentieths of a point above it."""
    place = '<w:jc w:val="center"/>' if centred else ""
    fonts = f"{_TITLE}<w:b/>" if bold else _BODY
    style = f'{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    spacing = f'<w:spacing w:before="{before}" w:after="40" w:line="300" w:lineRule="auto"/>'
    text = escape(_ILLEGAL.sub("�", words))
    run = f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{spacing}{place}</w:pPr>{run}</w:p>"


def _counts(page: Page) -> str:
    width = 9400 // len(page.counts)
    grid = f'<w:gridCol w:w="{width}"/>' * len(page.counts)
    rows = "".join(f"<w:tr>{''.join(_cell(pair[at], width) for pair in page.counts)}</w:tr>" for at in (0, 1))
    look = f'<w:tblW w:w="0" w:type="auto"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _cell(words: str, width: int) -> str:
    inner = _paragraph(words, 21, centred=True)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'

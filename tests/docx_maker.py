"""Builds small DOCX files from raw WordprocessingML, and finds the characters of a place in its own way."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from gouji.types import Document, DocxRun, Grid

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_LIST = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def run(text: str, properties: str = "") -> str:
    """One ``w:r`` with a ``w:t``."""
    held = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{held}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*contents: str, properties: str = "") -> str:
    """One ``w:p``; a content that is no markup becomes a run."""
    inner = "".join(each if each.startswith("<") else run(each) for each in contents)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def cell(text: str = "", span: int = 1, merge: str = "") -> str:
    """One ``w:tc``; "¶" in ``text`` parts paragraphs, ``merge`` is restart or continue, markup is kept as it is."""
    held = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    held += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = text if text.startswith("<") else "".join(paragraph(each) for each in text.split("¶"))
    return f"<w:tc><w:tcPr>{held}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """One ``w:tr``; a cell that is no markup becomes a plain one."""
    inner = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """One ``w:tbl``."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def part(root: str, inner: str) -> bytes:
    """A whole part with every name space declared."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} {_SPACES}>{inner}</w:{root}>'.encode()


def packed(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def docx(*blocks: str, main: bytes | None = None, **parts: str) -> bytes:
    """A DOCX with these blocks as its body; ``parts`` is the inner XML of numbering, styles, footnotes or endnotes."""
    files = {
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": main or part("document", f"<w:body>{''.join(blocks)}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": _relations({kind: f"{kind}.xml" for kind in parts}),
    }
    return packed(files | {f"word/{kind}.xml": part(kind, inner) for kind, inner in parts.items()})


def _relations(targets: dict[str, str]) -> bytes:
    lines = (f'<Relationship Id="{k}" Type="{_RELATION}{k}" Target="{target}"/>' for k, target in targets.items())
    return _LIST.format("".join(lines)).encode()


def characters(data: bytes, place: DocxRun) -> str:
    """What the file holds at ``place``, for runs of ``w:t``, ``w:tab`` and ``w:br``: an independent, simple reading."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(place.part))
    name = f"{{{W}}}"
    found = list(root.iter(name + "p"))[place.paragraph]
    own = [each for each in found.iter(name + "r") if next(each.iterancestors(name + "p")) is found]
    marks = {name + "tab": " ", name + "br": "\n", name + "noBreakHyphen": "-", name + "softHyphen": "\u00ad"}
    text = "".join(each.text or "" if each.tag == name + "t" else marks.get(each.tag, "") for each in own[place.run])
    return text[place.start : place.stop]


def table_of(document: Document, grid: Grid) -> list[tuple[Any, ...]]:
    """The cells as (row, column, rowspan, colspan, text)."""
    return [(c.row, c.column, c.rowspan, c.colspan, c.span.of(document.text)) for c in grid.cells]

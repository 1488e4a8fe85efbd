"""DOCX (WordprocessingML, ECMA-376, transitional and strict) → Document.

What the text holds: the body in its final view (insertions kept, deletions dropped), one paragraph a line, text boxes
after the paragraph they are anchored in, footnotes and endnotes at the end; headers and footers are left out. A table
of data is a Grid, its cells joined by "\\t" and its rows by "\\n"; a table that only arranges the page is prose.
Places are ``DocxRun``s as ``docx_xml`` counts them (``paragraphs``, ``runs``, ``run_text``).
"""

from __future__ import annotations

from hashlib import sha256

from gouji.read.docx_inline import Hiding
from gouji.read.docx_notes import notes_on
from gouji.read.docx_numbering import Numbering, read_numbering
from gouji.read.docx_package import Package, open_package
from gouji.read.docx_text import PartReader, Sheet, part_reader
from gouji.read.docx_xml import Element, W, parse, switched_on
from gouji.types import Document, GoujiError, Text


def read_docx(data: bytes, name: str) -> Document:
    """Reads a .docx, whatever its name ends in. Raises GoujiError if it is damaged, locked or no DOCX at all."""
    package = open_package(data, name)
    main = package.main_part()
    source = package.read(main)
    root = parse(source, name, main)
    body = root.find(W + "body")
    if body is None:
        raise _no_body(name, main)
    styles = _related(package, main, "styles")
    numbering = read_numbering(_related(package, main, "numbering"), styles)
    sheet = Sheet()
    reader = part_reader(root, main, sheet, numbering, _hiding(source, styles))
    reader.read(body)
    hidden = [*reader.hidden, *_read_notes(package, reader, numbering)]
    notes = notes_on(root, "".join(hidden), name)
    text = "".join(sheet.chunks)
    return Document(name, sha256(data).hexdigest(), "docx", text, tuple(sheet.pieces), tuple(sheet.grids), notes)


def _related(package: Package, main: str, kind: str) -> Element | None:
    part = package.related(main, kind)
    return parse(package.read(part), package.name, part) if part else None


def _hiding(source: bytes, styles: Element | None) -> Hiding | None:
    """How the document hides text, None if it does not: most do not, and their runs need no looking at."""
    marks = [] if styles is None else list(styles.iter(W + "vanish"))
    hidden = frozenset(
        mark.getparent().getparent().get(W + "styleId", "")
        for mark in marks
        if mark.getparent().getparent().tag == W + "style" and switched_on(mark.getparent(), W + "vanish")
    )
    return Hiding(hidden) if hidden or b"vanish" in source else None


def _read_notes(package: Package, body: PartReader, numbering: Numbering) -> list[str]:
    """Writes the footnotes, then the endnotes, that the body refers to, in its order; returns what they hide."""
    hidden: list[str] = []
    for kind in ("footnotes", "endnotes"):
        wanted = dict.fromkeys(note for found, note in body.notes if found == kind)
        part = package.related(body.part, kind) if wanted else None
        if part is None:
            continue
        root = parse(package.read(part), package.name, part)
        notes = {note.get(W + "id"): note for note in root}
        reader = part_reader(root, part, body.sheet, numbering, body.hiding)
        for note in wanted:
            if note in notes:
                reader.read(notes[note])
        hidden += reader.hidden
    return hidden


def _no_body(name: str, part: str) -> GoujiError:
    return GoujiError(
        Text(
            f"{name}：其中的 {part} 不是 Word 正文，无法读取；请用 Word 或 WPS 打开后另存为 .docx 再试。",
            f"{name}: its {part} is not the body of a Word document; save it as .docx again from Word or WPS.",
        )
    )

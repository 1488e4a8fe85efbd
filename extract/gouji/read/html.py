"""Web pages, saved or fetched, to Document: the report's text without the site around it, and its tables.

Places name text nodes of the tree that ``html_tree.parse_page`` makes of the same bytes.
"""

from __future__ import annotations

import hashlib
import re

from lxml import etree

from gouji.read.decode import Decoded
from gouji.read.html_content import select
from gouji.read.html_items import Bit, Item, Line, Table
from gouji.read.html_lines import LineReader
from gouji.read.html_markup import Page
from gouji.read.html_tables import read_table
from gouji.read.html_tree import parse_page
from gouji.read.mhtml import page_of
from gouji.types import Cell, Document, GoujiError, Grid, HtmlText, Note, Piece, Span, Text

_TITLES = frozenset(("articletitle", "title", "og:title", "keywords"))
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")


def read_html(data: bytes, name: str, *, saved_page: bool = False) -> Document:
    """Read a page, or with ``saved_page`` the page in a MIME message. Raises GoujiError if there is no text in it."""
    page, charset = page_of(data, name) if saved_page else (data, None)
    root, decoded = parse_page(page, charset)
    items, notes = _items(root) if root is not None else ([], [])
    if not items:
        raise GoujiError(
            Text(
                f"{name} 是网页，但里面没有可读的文字，请换成报告正文所在的页面。",
                f"{name} is a web page without readable text; please give the page that holds the report itself.",
            )
        )
    writer = _Writer()
    for item in items:
        writer.write(item)
    notes = [*repair_notes(decoded), *notes]
    text = "".join(writer.parts)
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, digest, "html", text, tuple(writer.pieces), tuple(writer.grids), tuple(notes))


def repair_notes(decoded: Decoded) -> list[Note]:
    """A note if bytes were lost in decoding."""
    if not decoded.repaired:
        return []
    said = Text(
        f"文件编码有损坏，已按 {decoded.encoding} 尽量读出，读不出的字显示为 \ufffd，请核对原文件。",
        f"Some bytes are no {decoded.encoding} and are shown as \ufffd; please compare with the original.",
    )
    return [Note("repaired_encoding", said)]


def _items(root: etree._Element) -> tuple[list[Item], list[Note]]:
    """The report's items. A page whose sections are all hidden (scripts unfold them) is read as if shown."""
    page = Page(root)
    reader = LineReader(page, read_table)
    items = reader.read_root()
    notes: list[Note] = []
    if reader.skipped_hidden and not any(map(_is_heading, items)):
        shown = LineReader(page, read_table, hidden=True).read_root()
        if any(map(_is_heading, shown)):
            items = shown
            said = Text(
                "网页中的正文默认是隐藏的，已按显示状态读取。",
                "The page hides its text at first; it was read as shown.",
            )
            notes.append(Note("hidden_text", said))
    return select(items, _title(root)), notes


def _is_heading(item: Item) -> bool:
    return isinstance(item, Line) and bool(_HEADING.match(item.text))


def _title(root: etree._Element) -> str:
    """What the page says it is called: <title> and the title meta data of government sites (ArticleTitle)."""
    titles, named = [], []
    for element in root.iter("title", "meta"):
        if element.tag == "title":
            titles.append(element.text or "")
        elif (element.get("name") or element.get("property") or "").lower() in _TITLES:
            named.append(element.get("content") or "")
    return "\n".join([*titles, *named])


class _Writer:
    """Writes items one after another into the document's text and notes where each character came from."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.grids: list[Grid] = []
        self._at = 0

    def write(self, item: Item) -> None:
        if isinstance(item, Table):
            self._table(item)
        else:
            self._bits(item.bits)
        self._plain("\n")

    def _plain(self, text: str) -> None:
        self.parts.append(text)
        self._at += len(text)

    def _bits(self, bits: tuple[Bit, ...]) -> Span:
        start = at = self._at
        span = None
        for text, path, offset in bits:
            stop = at + len(text)
            if path:
                span = Span(at, stop)
                self.pieces.append(Piece(span, HtmlText(path, offset, offset + len(text))))
            self.parts.append(text)
            at = stop
        self._at = at
        return span if span and len(bits) == 1 else Span(start, at)

    def _table(self, table: Table) -> None:
        start, row = self._at, table.cells[0].row
        cells: list[Cell] = []
        for cell in table.cells:
            if cells:
                self.parts.append("\t" if cell.row == row else "\n")
                self._at += 1
            row = cell.row
            cells.append(Cell(row, cell.column, cell.rowspan, cell.colspan, self._bits(cell.bits)))
        self.grids.append(Grid(Span(start, self._at), tuple(cells)))

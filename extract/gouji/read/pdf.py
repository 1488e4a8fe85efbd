"""PDF → ``Document``: text in reading order with every glyph's box, ruled tables cell by cell, cut parts joined."""

from __future__ import annotations

import hashlib
import logging
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from gouji.read.pdf_ink import Ink
from gouji.read.pdf_layout import Block, Page, blocks
from gouji.read.pdf_tables import TooManyRules, fill_tables, find_tables, without_frames
from gouji.read.pdf_write import write
from gouji.types import Box, Document, GoujiError, Note, Text

Engine = Literal["pdfium", "pdfplumber"]
MAX_PAGES = 400
MAX_SECONDS = 60.0
MAX_GLYPHS = 400_000
# A stream packed twice is how a few kilobytes become a gigabyte; no office software writes one.
_BOMB = re.compile(rb"/Fl(?:ateDecode)?\s*/Fl(?:ateDecode)?[\s\]/]")
# pdfium keeps global state and is not thread-safe.
_LOCK = threading.Lock()


@dataclass(slots=True)
class Clock:
    """The time and the glyphs a file may cost; hostile files cost more than any report."""

    name: str
    deadline: float
    glyphs: int = 0

    def tick(self, glyphs: int) -> None:
        self.glyphs += glyphs
        if time.monotonic() > self.deadline or self.glyphs > MAX_GLYPHS:
            raise _error(
                self.name,
                "内容过多，超出读取时限，请核对文件或提供 Word 原稿",
                "has too much content to be read in the time allowed; check the file or provide the Word original",
            )


def read_pdf(data: bytes, name: str, *, engine: Engine = "pdfium") -> Document:
    """The document in ``data``. ``name`` is for messages; ``engine`` "pdfplumber" is slower and needs no pdfium.

    Raises ``GoujiError`` if the file is empty, broken, locked by a password, too large, or has no text layer.
    """
    _check_bytes(data, name)
    notes: list[Note] = []
    clock = Clock(name, time.monotonic() + MAX_SECONDS)
    with _LOCK:
        inks = (_by_pdfium if engine == "pdfium" else _by_pdfplumber)(data, name, clock, notes)
    _check_text(inks, name)
    notes += _page_notes(inks)
    text, pieces, grids = write(_blocks(inks, clock, notes))
    return Document(name, hashlib.sha256(data).hexdigest(), "pdf", text, pieces, grids, tuple(notes))


def _blocks(inks: list[Ink], clock: Clock, notes: list[Note]) -> list[Block]:
    groups = without_frames([_groups(ink, clock, notes) for ink in inks])
    filled = [fill_tables(ink, found) for ink, found in zip(inks, groups, strict=True)]
    return blocks([Page(ink, tables, outside) for ink, (tables, outside) in zip(inks, filled, strict=True)])


def _groups(ink: Ink, clock: Clock, notes: list[Note]) -> list[list[Box]]:
    clock.tick(0)
    try:
        return find_tables(ink)
    except TooManyRules:
        zh = f"第{ink.number}页线条过多，未识别其中的表格"
        notes.append(Note("table_doubt", Text(zh, f"page {ink.number} has too many lines; its tables were not read")))
        return []


def _by_pdfium(data: bytes, name: str, clock: Clock, notes: list[Note]) -> list[Ink]:
    import pypdfium2

    from gouji.read.pdf_pdfium import read_page

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _locked(name) if "password" in str(error).lower() else _broken(name) from error
    try:
        inks = _pages(len(document), lambda index: read_page(document, index), name, clock, notes)
    finally:
        document.close()
    return _by_pdfplumber(data, name, clock, []) if any(ink.lost for ink in inks) else inks


def _by_pdfplumber(data: bytes, name: str, clock: Clock, notes: list[Note]) -> list[Ink]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    from gouji.read.pdf_plumber import read_page

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every flaw of a broken file, by the hundred
    try:
        document = pdfplumber.open(BytesIO(data))
        pages = document.pages
    except Exception as error:  # pdfminer raises of every kind on broken files
        locked = any(isinstance(one, PDFPasswordIncorrect) for one in (error, error.__context__, *error.args))
        raise _locked(name) if locked else _broken(name) from error
    with document:
        return _pages(len(pages), lambda index: read_page(pages[index], index), name, clock, notes)


def _pages(count: int, read: Callable[[int], Ink], name: str, clock: Clock, notes: list[Note]) -> list[Ink]:
    if not count:
        raise _broken(name)
    if count > MAX_PAGES:
        zh = f"共 {count} 页，超过 {MAX_PAGES} 页的上限，请只提供年度报告部分"
        raise _error(name, zh, f"has {count} pages, more than {MAX_PAGES}; provide the annual report only")
    inks: list[Ink] = []
    for index in range(count):
        try:
            inks.append(read(index))
        except Exception as error:  # a broken page must not cost the others; the user is told
            notes.append(_unread(index + 1, error))
            continue
        clock.tick(len(inks[-1].glyphs))
    if not inks:
        raise _broken(name)
    return inks


def _unread(number: int, error: Exception) -> Note:
    kind = type(error).__name__
    zh = f"第{number}页已损坏，未能读取（{kind}）"
    return Note("unread_part", Text(zh, f"page {number} is broken and was not read ({kind})"))


def _check_bytes(data: bytes, name: str) -> None:
    if not data.strip():
        raise _error(name, "是空文件，请重新导出", "is empty; export it again")
    if b"%PDF-" not in data[:1024]:
        raise _broken(name)
    if _BOMB.search(data):
        raise _error(
            name,
            "含有重复压缩的数据，可能是恶意文件，未予读取；请重新导出 PDF",
            "holds data compressed twice over, as harmful files do, and was not read; export the PDF again",
        )


def _check_text(inks: list[Ink], name: str) -> None:
    if any(glyph.char != " " for ink in inks for glyph in ink.glyphs):
        return
    if any(ink.has_image for ink in inks):
        raise _error(
            name,
            "没有文字层（扫描件），无法读取，请用 OCR 识别后再提供，或提供 Word 原稿",
            "has no text layer (a scan) and cannot be read; run OCR on it or provide the Word original",
        )
    raise _error(name, "没有文字，请核对文件或提供 Word 原稿", "holds no text; check it or provide the Word original")


def _page_notes(inks: list[Ink]) -> list[Note]:
    notes: list[Note] = []
    for ink in inks:
        n = ink.number
        if ink.has_image and not ink.glyphs:
            zh = f"第{n}页是图片，没有文字层，其内容未读取"
            notes.append(Note("image_page", Text(zh, f"page {n} is a picture without text and was not read")))
        if ink.hidden:
            zh = f"第{n}页有 {ink.hidden} 个看不见的字符，未读取"
            notes.append(Note("hidden_text", Text(zh, f"page {n} has {ink.hidden} invisible characters, left out")))
        odd = sum("\ue000" <= glyph.char <= "\uf8ff" or glyph.char == "\ufffd" for glyph in ink.glyphs)
        if odd > 0.2 * len(ink.glyphs):
            zh = f"第{n}页的字体没有文字编码，读出的文字不可靠，请提供 Word 原稿"
            en = f"page {n} uses a font without character codes, so its text is unreliable; provide the Word original"
            notes.append(Note("unread_part", Text(zh, en)))
    return notes


def _error(name: str, zh: str, en: str) -> GoujiError:
    return GoujiError(Text(f"《{name}》{zh}。", f"{name} {en}."))


def _broken(name: str) -> GoujiError:
    return _error(name, "不是完好的 PDF 文件，请重新导出或下载", "is not an intact PDF; export or download it again")


def _locked(name: str) -> GoujiError:
    return _error(name, "有打开密码，无法读取，请先去除密码", "needs a password to open; remove the password first")

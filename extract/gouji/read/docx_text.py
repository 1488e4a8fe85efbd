"""From the blocks of a Word part to the text, pieces and grids of a Document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.read.docx_inline import Hiding, Inline, read_inline
from gouji.read.docx_numbering import Numbering
from gouji.read.docx_tables import Rows, Slot, cells_of, is_layout, place_cells, read_rows
from gouji.read.docx_xml import MATH_T, PPR, RPR, TBL, Element, P, T, W, members, paragraphs
from gouji.types import Cell, DocxRun, Grid, Piece, Span

# What of a run's characters the text repeats: a soft hyphen is no character, a line break in a cell no separator.
_IN_PROSE, _IN_CELL = re.compile("[^\u00ad]+"), re.compile("[^\u00ad\n]+")

_PRINTING = tuple(W + tag for tag in ("txbxContent", "sym", "noBreakHyphen", "footnoteReference", "endnoteReference"))


@dataclass(slots=True)
class Sheet:
    """The text written so far, with its pieces and grids; one for the whole document, whatever part writes on it."""

    chunks: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    at: int = 0

    def put(self, text: str, place: DocxRun | None = None) -> None:
        """Appends ``text``; only white space may go without a place."""
        if place is not None:
            self.pieces.append(Piece(Span(self.at, self.at + len(text)), place))
        self.chunks.append(text)
        self.at += len(text)

    def end_line(self) -> None:
        if self.chunks and not self.chunks[-1].endswith("\n"):
            self.put("\n")


@dataclass(slots=True)
class PartReader:
    """Writes the blocks of one part (``word/document.xml``) on a sheet, in reading order, as printed."""

    part: str
    sheet: Sheet
    numbering: Numbering
    hiding: Hiding | None
    index: dict[Element, int]
    joined: frozenset[Element]
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    _table: Rows | None = None

    def read(self, node: Element) -> None:
        """Writes the paragraphs and tables of ``node``: a body, a note, a text box, a cell of a layout table."""
        for block in members(node, P, TBL):
            if block.tag == TBL:
                self._read_table(block)
            elif self._is_blank(block):
                self._end_mark(block)
            else:
                self._end_table()
                self._read_paragraph(block)
        self._end_table()

    def _read_paragraph(self, paragraph: Element) -> None:
        inline = self._inline(paragraph)
        if not inline.is_blank():
            self._write(paragraph, inline, _IN_PROSE)
        self._end_mark(paragraph)
        for box in inline.boxes:
            self.sheet.end_line()
            self.read(box)

    def _is_blank(self, paragraph: Element) -> bool:
        """True if the paragraph surely prints nothing and so does not part two tables."""
        prints = any(node.text and not node.text.isspace() for node in paragraph.iter(T, MATH_T))
        return not prints and next(paragraph.iter(*_PRINTING), None) is None and not self.numbering.numbers(paragraph)

    def _end_mark(self, paragraph: Element) -> None:
        """Ends the line, unless a tracked change deletes the paragraph's mark: then the next one runs on in it."""
        if self._table is None and paragraph not in self.joined:
            self.sheet.end_line()

    def _inline(self, paragraph: Element) -> Inline:
        number = "" if paragraph in self.joined else self.numbering.of(paragraph)
        inline = read_inline(paragraph, number, self.hiding)
        self.notes += inline.notes
        self.hidden += inline.hidden
        return inline

    def _write(self, paragraph: Element, inline: Inline, shown: re.Pattern[str]) -> None:
        at = self.index[paragraph]
        for run, start, text in inline.segments:
            for found in shown.finditer(text):
                first, last = found.span()
                self.sheet.put(found[0], DocxRun(self.part, at, run, start + first, start + last))

    def _read_table(self, table: Element) -> None:
        if is_layout(table):
            self._end_table()
            for row in read_rows(table).rows:
                for cell in cells_of(row):
                    self.sheet.end_line()
                    self.read(cell)
            return
        rows = read_rows(table)
        if self._table is not None and self._table.continued_by(rows):
            self._table = self._table.joined(rows)
            return
        self._end_table()
        self._table = rows

    def _end_table(self) -> None:
        """Writes the table that is open, now that nothing can continue it."""
        rows, self._table = self._table, None
        if rows is None:
            return
        self.sheet.end_line()
        start = self.sheet.at
        cells = tuple(self._cells(place_cells(rows.rows)))
        if cells:
            self.sheet.grids.append(Grid(Span(start, self.sheet.at), cells))
            self.sheet.end_line()

    def _cells(self, slots: list[Slot]) -> Iterator[Cell]:
        before: Slot | None = None
        for slot in slots:
            if before is not None:
                self.sheet.put("\t" if slot.row == before.row else "\n")
            start = self.sheet.at
            self._write_cell(slot.cell)
            yield Cell(slot.row, slot.column, slot.rowspan, slot.colspan, Span(start, self.sheet.at))
            before = slot

    def _write_cell(self, node: Element) -> None:
        """A cell's paragraphs, unseparated (商业¶企业 is one name); the cells of a small table in it are spaced."""
        for block in members(node, P, TBL):
            if block.tag == TBL:
                for row in read_rows(block).rows:
                    for cell in cells_of(row):
                        self.sheet.put(" ")
                        self._write_cell(cell)
                continue
            inline = self._inline(block)
            self._write(block, inline, _IN_CELL)
            for box in inline.boxes:
                self.sheet.put(" ")
                self._write_cell(box)


def part_reader(root: Element, part: str, sheet: Sheet, numbering: Numbering, hiding: Hiding | None) -> PartReader:
    """A reader for the part with this root element and name."""
    index = {paragraph: at for at, paragraph in enumerate(paragraphs(root))}
    return PartReader(part, sheet, numbering, hiding, index, frozenset(_without_mark(root)))


def _without_mark(root: Element) -> Iterator[Element]:
    """The paragraphs whose mark a tracked change deletes or moves away: the next one runs on in the same line."""
    for change in root.iter(W + "del", W + "moveFrom"):
        mark = change.getparent()
        if mark.tag == RPR and mark.getparent().tag == PPR:
            yield mark.getparent().getparent()

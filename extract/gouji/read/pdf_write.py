"""Blocks → the one text of the document, with the pieces that map it back to glyphs and the grids that name cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from gouji.read.pdf_layout import Block
from gouji.read.pdf_lines import Mark
from gouji.read.pdf_sheets import Sheet, columns, index_of
from gouji.types import Cell, Grid, PdfLine, Piece, Span


def write(blocks: list[Block]) -> tuple[str, tuple[Piece, ...], tuple[Grid, ...]]:
    """One line for each paragraph and table row; the cells of a row are parted by tabs."""
    out = _Writer()
    grids: list[Grid] = []
    for block in blocks:
        if isinstance(block, Sheet):
            grids.append(_grid(out, block))
        else:
            out.put(block)
        out.gap("\n")
    return "".join(out.text), tuple(out.pieces), tuple(grids)


class _Writer:
    """The text so far and the pieces of it that glyphs stand for."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.pieces: list[Piece] = []

    def put(self, marks: list[Mark] | tuple[Mark, ...]) -> Span:
        start = len(self.text)
        if len({_page(mark) for mark in marks}) < 2:
            self._run(_page(marks[0]) if marks else 0, marks)
        else:
            for page, run in groupby(marks, _page):
                self._run(page, list(run))
        return Span(start, len(self.text))

    def gap(self, white: str) -> None:
        self.text.append(white)

    def _run(self, page: int, marks: Sequence[Mark]) -> None:
        start = len(self.text)
        self.text += [mark.char for mark in marks]
        if boxes := tuple([mark.box for mark in marks if mark.box is not None]):
            self.pieces.append(Piece(Span(start, len(self.text)), PdfLine(page, boxes)))


def _page(mark: Mark) -> int:
    return mark.page if mark.box else 0


def _grid(out: _Writer, sheet: Sheet) -> Grid:
    edges = columns(sheet)
    start = len(out.text)
    cells: list[Cell] = []
    for slot in sheet.slots:
        if cells:
            out.gap("\t" if cells[-1].row == slot.row else "\n")
        left, right = index_of(edges, slot.x0), index_of(edges, slot.x1)
        cells.append(Cell(slot.row, left, slot.rows, max(right - left, 1), out.put(slot.marks)))
    return Grid(Span(start, len(out.text)), tuple(cells), sheet.pages)

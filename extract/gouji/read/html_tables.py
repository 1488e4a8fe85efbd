"""Which <table> is a grid of data, and where its cells stand; a table used for layout is none (HTML 4.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.read.html_cells import CELLS, Cells
from gouji.read.html_items import Bit, Item, Line, Table, TableCell
from gouji.read.html_lines import LineReader
from gouji.read.html_markup import COLLAPSES, Node, Page, Role, Tag

_WIDEST = 200  # columns; a hostile colspan is cut to it
_PROSE = 150  # characters; no label of a form is so long, a paragraph is
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")
_DIGITS = re.compile(r"\s*(\d{1,9})")
_GROUPS = frozenset(("thead", "tbody", "tfoot"))

Row = list[tuple[Tag, list[Line]]]


def read_table(table: Node, at: int, reader: LineReader) -> tuple[list[Item], int] | None:
    """The items of a table, its grid and what stands in it but is no cell, and the number of the tag behind it.

    None if the table, whose first text is ``texts[at]``, is only layout.
    """
    if _holds_table(reader.page, at):
        return None
    rows, strays, behind = _collected(table, at, reader, reader.cells)
    if sum([len(row) for row in rows]) < 2:
        return None
    linked = reader.page.linked(at - 1, behind)
    if not any(_is_prose(lines) for row in rows for _, lines in row):
        return [*strays, *_grid(table, rows, linked)], behind
    if not all(_stands_alone(row) for row in rows if any(_is_prose(lines) for _, lines in row)):
        return None
    rows, strays, behind = _collected(table.again(), at, reader, None)  # now it matters where each line stands
    return [*strays, *_mixed(table, rows, linked)], behind


def _collected(table: Node, at: int, reader: LineReader, cells: Cells | None) -> tuple[list[Row], list[Item], int]:
    """The rows of a table, what stands in it but is no cell, and the number of the tag behind it."""
    rows = _Rows(reader, cells)
    behind = rows.collect(table, at)
    return [row for row in rows.rows if row], rows.strays, behind


def _holds_table(page: Page, at: int) -> bool:
    """Does a table begin before the one ends that begins with the text ``at``?"""
    while page.tags[at].name != "table":
        at += 1
    return page.tags[at].role is not Role.END


class _Rows:
    """Collects the rows of a table. With ``cells`` most cells are read by their shape, without it each is walked."""

    def __init__(self, reader: LineReader, cells: Cells | None) -> None:
        self.rows: list[Row] = []
        self.strays: list[Item] = []
        self._reader = reader
        self._page = reader.page
        self._cells = cells

    def collect(self, node: Node, at: int) -> int:
        """What stands in ``node``, whose first text is ``texts[at]``; the number of the tag behind it."""
        texts, tags, cells = self._page.texts, self._page.tags, self._cells
        while True:
            if text := texts[at]:
                node.texts += 1
                if bare := text.strip(COLLAPSES):
                    self._stray(node, text, bare)
            tag = tags[at]
            at += 1
            if tag.role is Role.END:
                return at
            if tag.role is Role.REMARK:
                continue
            node.names.append(tag.name)
            if tag.role is Role.UNSEEN or (tag.hidden and self._reader.skips_hidden()):
                at = self._page.behind(at - 1)
            elif tag.name in CELLS:
                found = cells.read(node, tag, at) if cells and tag.step else None
                lines, at = found or self._reader.read_cell(node, tag, at)
                if not self.rows:
                    self.rows.append([])
                self.rows[-1].append((tag, lines))
            else:
                at = self._take(Node(node, tag), at)

    def _stray(self, node: Node, text: str, bare: str) -> None:
        """Text between the cells, where HTML allows none."""
        bit = Bit(bare, f"{node.path}/text()[{node.texts}]", len(text) - len(text.lstrip(COLLAPSES)))
        self.strays.append(Line(node, (bit,), 0, bare))

    def _take(self, node: Node, at: int) -> int:
        """An element in a table that is no cell: a row, what holds rows, or something that stands apart."""
        tag = node.tag
        if tag.name == "tr" or tag.name in _GROUPS or _holds_cells(self._page, at):
            if tag.name == "tr":
                self.rows.append([])
            return self.collect(node, at) if tag.step else at
        items, at = self._reader.read_apart(node, at)
        self.strays += items
        return at


def _holds_cells(page: Page, at: int) -> bool:
    """Does a cell stand in the element that ``tags[at - 1]`` opens?"""
    depth = page.tags[at - 1].step
    while depth:
        tag = page.tags[at]
        if tag.name in CELLS:
            return True
        depth += tag.step
        at += 1
    return False


def _is_prose(lines: list[Line]) -> bool:
    """A cell with a long paragraph, or with several lines that are sentences, holds text, not a label or a number."""
    if len(lines) < 2 and not (lines and len(lines[0].text) > _PROSE):
        return False
    return sum([len(line.text) for line in lines]) > _PROSE and any("。" in line.text for line in lines)


def _stands_alone(row: Row) -> bool:
    return sum(bool(lines) for _, lines in row) == 1


def _mixed(table: Node, rows: list[Row], linked: int) -> Iterator[Item]:
    """A whole report set as one table: rows of prose and headings are lines, the rows between them are grids."""
    block: list[Row] = []
    for row in rows:
        lines = [line for _, cell in row for line in cell]
        if _stands_alone(row) and ("。" in "".join(line.text for line in lines) or _HEADING.match(lines[0].text)):
            yield from _part(table, block, linked)
            yield from lines
            block = []
        else:
            block.append(row)
    yield from _part(table, block, linked)


def _part(table: Node, rows: list[Row], linked: int) -> Iterator[Item]:
    """Rows between the prose: a grid, or lines if each row is one cell (a title)."""
    if all(sum(bool(lines) for _, lines in row) < 2 for row in rows):
        yield from (line for row in rows for _, lines in row for line in lines)
    else:
        yield from _grid(table, rows, linked)


def _grid(table: Node, rows: list[Row], linked: int) -> Iterator[Table]:
    cells: list[TableCell] = []
    taken: list[int] = []  # for each column, the first row that is free in it
    for number, row in enumerate(rows):
        column = 0
        left = len(rows) - number
        for tag, lines in row:
            while column < len(taken) and taken[column] > number:
                column += 1
            if tag.rowspan is None and tag.colspan is None:
                rowspan = colspan = 1
            else:
                rowspan = _spanned(tag.rowspan, left, left)
                colspan = _spanned(tag.colspan, max(_WIDEST - column, 1), 1)
            taken += [0] * (column + colspan - len(taken))
            taken[column : column + colspan] = [number + rowspan] * colspan
            bits, text = lines[0][1::2] if len(lines) == 1 else _joined(lines)
            cells.append(TableCell(number, column, rowspan, colspan, bits, text))
            column += colspan
    if any(cell.bits for cell in cells):
        yield Table(table, tuple(cells), linked)


def _spanned(value: str | None, most: int, zero: int) -> int:
    """The rows or columns of a cell by its attribute; ``zero``: what 0 stands for (rowspan: down to the last row)."""
    if value is None:
        return 1
    digits = _DIGITS.match(value)
    wanted = int(digits.group(1)) if digits else 1
    return min(wanted or zero, most)


def _joined(lines: list[Line]) -> tuple[tuple[Bit, ...], str]:
    """A cell's lines as one, bits and text: a label broken over lines is one label, but two numbers stay two."""
    if not lines:
        return (), ""
    bits: list[Bit] = []
    for line in lines:
        if bits and bits[-1].text[-1].isascii() and line.bits[0].text[0].isascii():
            bits.append(Bit(" ", "", 0))
        bits += line.bits
    return tuple(bits), "".join([bit.text for bit in bits])

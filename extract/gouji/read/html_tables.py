"""Which <table> is a grid of data, and where its cells stand; a table used for layout is none (HTML 4.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gouji.read.html_lines import Bit, Item, Line, LineReader, Table, TableCell
from gouji.read.html_tree import INVISIBLE, children

_WIDEST = 200  # columns; a hostile colspan is cut to it
_PROSE = 150  # characters; no label of a form is so long, a paragraph is
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")
_DIGITS = re.compile(r"\s*(\d{1,9})")
_SPACE = " \t\r\n\f"
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))

Row = list[tuple[etree._Element, list[Line]]]


def read_table(table: etree._Element, path: str, reader: LineReader) -> list[Item] | None:
    """The items of a table: its grid and what stands in it but is no cell. None if the table is only layout."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows: list[Row] = []
    strays: list[Item] = []
    _collect(table, path, reader, rows, strays)
    rows = [row for row in rows if row]
    if sum(len(row) for row in rows) < 2:
        return None
    if not any(_is_prose(lines) for row in rows for _, lines in row):
        return [*strays, *_grid(table, rows)]
    if not all(_stands_alone(row) for row in rows if any(_is_prose(lines) for _, lines in row)):
        return None
    return [*strays, *_mixed(table, rows)]


def _collect(element: etree._Element, path: str, reader: LineReader, rows: list[Row], strays: list[Item]) -> None:
    text = element.text
    if text:
        _stray(element, text, path, 1, strays)
    for child, tag, place, tail, number in children(element, path, 1 if text else 0):
        if tag and tag not in INVISIBLE and not reader.hides(child):
            _take(child, tag, place, reader, rows, strays)
        if tail:
            _stray(element, tail, path, number, strays)


def _stray(element: etree._Element, text: str, path: str, number: int, strays: list[Item]) -> None:
    """Text between the cells, where HTML allows none."""
    if bare := text.strip(_SPACE):
        bit = Bit(bare, f"{path}/text()[{number}]", len(text) - len(text.lstrip(_SPACE)))
        strays.append(Line(element, (bit,), 0, bare))


def _take(
    element: etree._Element, tag: str, path: str, reader: LineReader, rows: list[Row], strays: list[Item]
) -> None:
    if tag in _CELLS:
        if not rows:
            rows.append([])
        rows[-1].append((element, reader.read_cell(element, path)))
    elif tag == "tr" or tag in _GROUPS or next(element.iterdescendants("td", "th"), None) is not None:
        if tag == "tr":
            rows.append([])
        _collect(element, path, reader, rows, strays)
    else:
        strays += reader.read_apart(element, path)


def _is_prose(lines: list[Line]) -> bool:
    """A cell with a long paragraph, or with several lines that are sentences, holds text, not a label or a number."""
    if len(lines) < 2 and not (lines and len(lines[0].text) > _PROSE):
        return False
    return sum([len(line.text) for line in lines]) > _PROSE and any("。" in line.text for line in lines)


def _stands_alone(row: Row) -> bool:
    return sum(bool(lines) for _, lines in row) == 1


def _mixed(table: etree._Element, rows: list[Row]) -> Iterator[Item]:
    """A whole report set as one table: rows of prose and headings are lines, the rows between them are grids."""
    block: list[Row] = []
    for row in rows:
        lines = [line for _, cell in row for line in cell]
        if _stands_alone(row) and ("。" in "".join(line.text for line in lines) or _HEADING.match(lines[0].text)):
            yield from _part(table, block)
            yield from lines
            block = []
        else:
            block.append(row)
    yield from _part(table, block)


def _part(table: etree._Element, rows: list[Row]) -> Iterator[Item]:
    """Rows between the prose: a grid, or lines if each row is one cell (a title)."""
    if all(sum(bool(lines) for _, lines in row) < 2 for row in rows):
        yield from (line for row in rows for _, lines in row for line in lines)
    else:
        yield from _grid(table, rows)


def _grid(table: etree._Element, rows: list[Row]) -> Iterator[Table]:
    cells: list[TableCell] = []
    taken: list[int] = []  # for each column, the first row that is free in it
    for number, row in enumerate(rows):
        column = 0
        left = len(rows) - number
        for element, lines in row:
            while column < len(taken) and taken[column] > number:
                column += 1
            rowspan = _spanned(element.get("rowspan"), left, left)
            colspan = _spanned(element.get("colspan"), max(_WIDEST - column, 1), 1)
            taken += [0] * (column + colspan - len(taken))
            taken[column : column + colspan] = [number + rowspan] * colspan
            bits, text = _joined(lines)
            cells.append(TableCell(number, column, rowspan, colspan, bits, text))
            column += colspan
    if any(cell.bits for cell in cells):
        yield Table(table, tuple(cells))


def _spanned(value: str | None, most: int, zero: int) -> int:
    """The rows or columns of a cell by its attribute; ``zero``: what 0 stands for (rowspan: down to the last row)."""
    if value is None:
        return 1
    digits = _DIGITS.match(value)
    wanted = int(digits.group(1)) if digits else 1
    return min(wanted or zero, most)


def _joined(lines: list[Line]) -> tuple[tuple[Bit, ...], str]:
    """A cell's lines as one, bits and text: a label broken over lines is one label, but two numbers stay two."""
    if len(lines) == 1:
        return lines[0].bits, lines[0].text
    if not lines:
        return (), ""
    bits: list[Bit] = []
    for line in lines:
        if bits and bits[-1].text[-1].isascii() and line.bits[0].text[0].isascii():
            bits.append(Bit(" ", "", 0))
        bits += line.bits
    return tuple(bits), "".join([bit.text for bit in bits])

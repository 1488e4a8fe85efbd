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
    _stray(element, element.text, path + "/text()[1]", strays)
    for child, tag, place, tail, tail_place in children(element, path):
        if tag and tag not in INVISIBLE and not reader.hides(child):
            _take(child, tag, place, reader, rows, strays)
        _stray(element, tail, tail_place, strays)


def _stray(element: etree._Element, text: str | None, path: str, strays: list[Item]) -> None:
    """Text between the cells, where HTML allows none."""
    if text and (bare := text.strip(_SPACE)):
        bit = Bit(bare, path, len(text) - len(text.lstrip(_SPACE)))
        strays.append(Line(element, (bit,), 0, bare))


def _take(
    element: etree._Element, tag: str, path: str, reader: LineReader, rows: list[Row], strays: list[Item]
) -> None:
    if tag in _CELLS:
        if not rows:
            rows.append([])
        found = reader.read_apart(element, path)
        rows[-1].append((element, [item for item in found if isinstance(item, Line)]))
    elif tag == "tr" or tag in _GROUPS or next(element.iterdescendants("td", "th"), None) is not None:
        if tag == "tr":
            rows.append([])
        _collect(element, path, reader, rows, strays)
    else:
        strays += reader.read_apart(element, path)


def _is_prose(lines: list[Line]) -> bool:
    """A cell with a long paragraph, or with several lines that are sentences, holds text, not a label or a number."""
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
        for element, lines in row:
            while column < len(taken) and taken[column] > number:
                column += 1
            rowspan = _spanned(element, "rowspan", len(rows) - number)
            colspan = _spanned(element, "colspan", max(_WIDEST - column, 1))
            taken += [0] * (column + colspan - len(taken))
            taken[column : column + colspan] = [number + rowspan] * colspan
            cells.append(TableCell(number, column, rowspan, colspan, *_joined(lines)))
            column += colspan
    if any(cell.bits for cell in cells):
        yield Table(table, tuple(cells))


def _spanned(element: etree._Element, attribute: str, most: int) -> int:
    value = element.get(attribute)
    if value is None:
        return 1
    digits = re.match(r"\s*(\d{1,9})", value)
    wanted = int(digits.group(1)) if digits else 1
    if wanted == 0:  # rowspan=0: down to the last row
        wanted = most if attribute == "rowspan" else 1
    return min(wanted, most)


def _joined(lines: list[Line]) -> tuple[tuple[Bit, ...], str]:
    """A cell's lines as one, bits and text: a label broken over lines is one label, but two numbers stay two."""
    if len(lines) == 1:
        return lines[0].bits, lines[0].text
    bits: list[Bit] = []
    for line in lines:
        if bits and bits[-1].text[-1].isascii() and line.bits[0].text[0].isascii():
            bits.append(Bit(" ", "", 0))
        bits += line.bits
    return tuple(bits), "".join([bit.text for bit in bits])

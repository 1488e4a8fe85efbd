"""Which <table> is a grid of data, and where its cells stand; a table used for layout is none (HTML 4.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gouji.read.html_lines import Bit, Item, Line, LineReader, Table, TableCell
from gouji.read.html_tree import INVISIBLE, steps

_WIDEST = 200  # columns; a hostile colspan is cut to it
_PROSE = 150  # characters; no label of a form is so long, a paragraph is
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")
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
    for step, place in steps(element, path):
        if isinstance(step, str):
            if step.strip(" \t\r\n\f"):
                start = len(step) - len(step.lstrip(" \t\r\n\f"))
                strays.append(Line(element, (Bit(step.strip(" \t\r\n\f"), place, start),), 0))
        elif step.tag in INVISIBLE or reader.hides(step):
            continue
        elif step.tag in _CELLS:
            if not rows:
                rows.append([])
            found = reader.fresh().read(step, place)
            rows[-1].append((step, [item for item in found if isinstance(item, Line)]))
        elif step.tag == "tr" or step.tag in _GROUPS or next(step.iterdescendants("td", "th"), None) is not None:
            if step.tag == "tr":
                rows.append([])
            _collect(step, place, reader, rows, strays)
        else:
            strays += reader.fresh().read(step, place)


def _is_prose(lines: list[Line]) -> bool:
    """A cell with a long paragraph, or with several lines that are sentences, holds text, not a label or a number."""
    texts = [line.text for line in lines]
    return any("。" in text for text in texts) and sum(map(len, texts)) > _PROSE


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
            cells.append(TableCell(number, column, rowspan, colspan, _joined(lines)))
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


def _joined(lines: list[Line]) -> tuple[Bit, ...]:
    """A cell's lines as one: a label broken over lines is one label, but two numbers stay two."""
    bits: list[Bit] = []
    for line in lines:
        if bits and bits[-1].text[-1].isascii() and line.bits[0].text[0].isascii():
            bits.append(Bit(" ", "", 0))
        bits += line.bits
    return tuple(bits)

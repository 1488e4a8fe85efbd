"""Statutory tables drawn as grids for tests: exact geometry (spans) or bare rows, as plain text gives them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gouji.family import Form, TableForm, load
from gouji.types import Cell, Document, Grid, Piece, Span, TextRange

FAMILY = load()
Number = Callable[[str], str]


@dataclass(frozen=True)
class Box:
    """A cell to be drawn."""

    words: str
    colspan: int = 1
    rowspan: int = 1


Drawn = list[list[Box]]


def document(*grids: Drawn) -> Document:
    """A document of nothing but these grids; a row's boxes fill the columns that cells from above leave free."""
    text = ""
    built: list[Grid] = []
    for rows in grids:
        start, cells = len(text), []
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(rows):
            column = 0
            for box in row:
                while (number, column) in taken:
                    column += 1
                span = Span(len(text), len(text) + len(box.words))
                text += box.words + "\n"
                cells.append(Cell(number, column, box.rowspan, box.colspan, span))
                taken |= {(number + r, column + c) for r in range(box.rowspan) for c in range(box.colspan)}
                column += box.colspan
        built.append(Grid(Span(start, len(text)), tuple(cells)))
        text += "\n"
    pieces = (Piece(Span(0, len(text)), TextRange(0, len(text))),)
    return Document("drawn.txt", "0" * 64, "txt", text, pieces, tuple(built))


def rows(*lines: str) -> Drawn:
    """Bare rows, one a string, cells apart by ``|``."""
    return [[Box(words) for words in line.split("|")] for line in lines]


def bare(drawn: Drawn) -> Drawn:
    """The same without any geometry: a blank for a cell that a label of another row covers, as plain text has it."""
    return [[Box(box.words) for box in row] for row in drawn]


def draw_disclosure(form: Form, number: Number) -> Drawn:
    """Table two: a caption, headings and rows for each block of rows with the same columns."""
    drawn: Drawn = []
    found = form.table("disclosure")
    blocks: list[list[int]] = []
    for n, row in enumerate(found.rows):
        if blocks and found.rows[blocks[-1][0]].columns == row.columns and row.key != "penalties":
            blocks[-1].append(n)
        else:
            blocks.append([n])
    for block, caption in zip(blocks, found.texts, strict=False):
        columns = found.rows[block[0]].columns
        drawn.append([Box(caption, 1 + len(columns))])
        drawn.append([Box("信息内容"), *(Box(found.column(key).label) for key in columns)])
        for n in block:
            row = found.rows[n]
            drawn.append([Box(row.label), *(Box(number(found.cell(row.key, key))) for key in columns)])
    return drawn


def draw_requests(form: Form, number: Number) -> Drawn:
    """Table three with its three columns of labels and its merged cells."""
    found = form.table("requests")
    merged = {group.key for group in found.groups if group.merged}
    drawn = _requests_head(found)
    told: set[str] = set()
    first = True
    for row in found.rows:
        key = row.group if row.group in merged else row.key
        if key in told:
            continue
        told.add(key)
        line = [Box(number(found.cell(key, column.key))) for column in found.columns]
        labels = _requests_labels(found, row.key, key)
        if labels[0].colspan < 3 and first:
            inner = 22 - sum(len(group.rows) - 1 for group in found.groups if group.merged)
            labels = [Box("三、本年度办理结果", 1, inner), *labels]
            first = False
        drawn.append(labels + line)
    return drawn


def _requests_head(found: TableForm) -> Drawn:
    names = [column.label for column in found.columns]
    return [
        [Box(found.texts[0], 3, 3), Box("申请人情况", 7)],
        [Box(names[0], 1, 2), Box("法人或其他组织", 5), Box(names[6], 1, 2)],
        [Box(name) for name in names[1:6]],
    ]


def _requests_labels(found: TableForm, row: str, key: str) -> list[Box]:
    own = next(each for each in found.rows if each.key == row)
    group = next((each for each in found.groups if each.key == own.group), None)
    if group is None:
        return [Box(own.label, 3 if own.key in ("received", "carried_in", "carried_out") else 2)]
    if key == group.key:
        return [Box(group.label, 2)]
    return [*([Box(group.label, 1, len(group.rows))] if row == group.rows[0] else []), Box(own.label)]


def draw_disputes(form: Form, number: Number) -> Drawn:
    """Table four: fifteen numbers in one row."""
    found = form.table("disputes")
    heads = [column.label for column in found.columns]
    return [
        [Box("行政复议", 5), Box("行政诉讼", 10)],
        [*(Box(head, 1, 2) for head in heads), Box("未经复议直接起诉", 5), Box("复议后起诉", 5)],
        [Box(head) for head in heads * 2],
        [Box(number(found.cell(row.key, column.key))) for row in found.rows for column in found.columns],
    ]


def draw_stats(form: Form, number: Number) -> Drawn:
    found = form.table("stats")
    head = [[Box("统计指标"), Box("单位"), Box("统计数")]]
    return head + [[Box(row.label), Box(row.unit), Box(number(found.cell(row.key, "")))] for row in found.rows]


def draw(form: Form, number: Number) -> list[Drawn]:
    if form.name == "2014":
        return [draw_stats(form, number)]
    return [draw_disclosure(form, number), draw_requests(form, number), draw_disputes(form, number)]


def edit(drawn: Drawn, old: str, new: str) -> Drawn:
    """The same with the cell ``old`` reading ``new``; it must be there."""
    assert any(box.words == old for row in drawn for box in row), old
    return [[replace(box, words=new) if box.words == old else box for box in row] for row in drawn]


def cut(drawn: Drawn, *at: int) -> list[Drawn]:
    """The same in several grids, as pages cut it: a cell that spans the cut goes on, empty, on the next page."""
    return [_page(drawn, start, stop) for start, stop in zip((0, *at), (*at, len(drawn)), strict=True)]


def _page(drawn: Drawn, start: int, stop: int) -> Drawn:
    kept = enumerate(drawn[start:stop])
    page = [[replace(box, rowspan=min(box.rowspan, stop - start - n)) for box in row] for n, row in kept]
    carried = [
        replace(box, words="", rowspan=min(n + box.rowspan, stop) - start)
        for n, row in enumerate(drawn[:start])
        for box in row
        if n + box.rowspan > start
    ]
    if page and carried:
        page[0] = [*carried, *page[0]]
    return page


def numbered(cells: Sequence[str]) -> dict[str, str]:
    """A number of its own for every cell, so that no two can be taken for one another."""
    return {key: str(1000 + n) for n, key in enumerate(cells)}

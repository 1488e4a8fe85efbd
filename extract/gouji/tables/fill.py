"""A recognised table → its cells by key, and what was odd about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from gouji.family import CellForm, Form, Row, as_read
from gouji.tables.across import read_across
from gouji.tables.book import Book
from gouji.tables.cells import Reading, put_cell
from gouji.tables.deviate import header_deviations, label_deviation
from gouji.tables.groups import fill_groups
from gouji.tables.lines import Line
from gouji.tables.recognise import Found
from gouji.tables.split import Split
from gouji.tables.work import Slots, Work, begin, span_of
from gouji.types import Deviation

Lines = Sequence[Sequence[Line]]


def fill(lines: Lines, book: Book, form: Form, found: Found) -> Reading:
    """Every cell of the book's table. A row whose numbers do not fit its columns is told as unread, never guessed."""
    if book.table.across and (reading := _fill_across(lines, book, form)):
        return reading
    work = begin(lines, book, form, found)
    title = book.table.title
    if not work.matching.row_of and not work.matching.doubled:
        work.reading.tell(f"没有找到{title.zh}", f"{title.en} was not found")
        return work.reading
    for line, number in sorted(work.matching.row_of.items()):
        _fill_row(work, work.matching.splits[line], number, work.matching.how[line])
    for number, twins in work.matching.doubled.items():
        _fill_doubled(work, number, [work.matching.splits[line] for line in twins])
    fill_groups(work)
    _tell_unknown(work)
    if work.headed:
        _tell_missing(work)
        work.reading.deviations += header_deviations(lines, found.grids, book, form)
        if found.copies:
            work.reading.tell(f"{title.zh}印了不止一次，只读了一份", f"{title.en} is printed twice; one was read")
    return work.reading


def _fill_across(lines: Lines, book: Book, form: Form) -> Reading | None:
    across = read_across(lines, book)
    if across is None:
        return None
    reading = Reading(headed=True)
    cells, grids = across
    for row, column, entry in cells:
        put_cell(reading, form.cells[book.table.cell(row, column)], entry, "place")
    reading.deviations += header_deviations(lines, grids, book, form)
    return reading


def _fill_row(work: Work, each: Split, number: int, how: str) -> None:
    row = work.book.table.rows[number]
    slots = work.fit(each, number)
    if slots is None:
        work.reading.tell(
            f"「{row.label}」一行有{len(each.slots)}格，应有{len(row.columns)}格，对不上，没有读取",
            f"the row “{row.label}” has {len(each.slots)} cells for {len(row.columns)} columns; it was not read",
        )
        return
    for column, entry in slots:
        put_cell(work.reading, work.cell(row.key, column), entry, how)
    if len(slots) == len(row.columns):
        work.deviate(label_deviation(each, number, work.book, work.form))
    elif len(slots) > 1:
        _tell_columns(work, row, slots)


def _tell_columns(work: Work, row: Row, slots: Slots) -> None:
    """The columns that the headings do without, once a table."""
    told = {each.expected for each in work.reading.deviations if each.kind == "column_missing"}
    for key in row.columns:
        label = work.book.table.column(key).label
        if key not in dict(slots) and label not in told:
            work.deviate(Deviation("column_missing", None, label, "", f"{work.book.table.key}.*.{key}"))


def _fill_doubled(work: Work, number: int, twins: Sequence[Split]) -> None:
    """A row printed twice: it is read only if both say the same."""
    row = work.book.table.rows[number]
    if len({tuple(slot.value for slot in each.slots) for each in twins}) == 1:
        _fill_row(work, twins[0], number, "label")
    else:
        work.reading.tell(
            f"「{row.label}」一行印了{len(twins)}次，数字不同，没有读取",
            f"the row “{row.label}” is printed {len(twins)} times with different numbers; it was not read",
        )
    key = work.book.table.cell(row.key, "")
    work.deviate(Deviation("row_doubled", span_of(twins[-1]), row.label, row.label, key))


def _tell_missing(work: Work) -> None:
    """The rows that were not found in a table that is otherwise printed in full."""
    table = work.book.table
    cells = _cells_of(as_read(work.form, work.reading.facts.keys()), table.key)
    printed = {table.rows[number].key for number in (*work.matching.row_of.values(), *work.matching.doubled)}
    printed |= {cell.row for cell in cells if cell.key in work.reading.facts}
    labels = {row.key: row.label for row in table.rows} | {group.key: group.label for group in table.groups}
    missing = [key for key in dict.fromkeys(cell.row for cell in cells) if key not in printed]
    for key in missing:
        work.deviate(Deviation("row_missing", None, labels[key], "", table.cell(key, "")))
    if missing and not work.form.strict:
        names = "、".join(labels[key] for key in missing)
        work.reading.tell(f"{table.title.zh}中没有找到：{names}", f"not found in the {table.title.en}: {names}")


@lru_cache(maxsize=64)
def _cells_of(form: Form, table: str) -> tuple[CellForm, ...]:
    return tuple(cell for cell in form.cells.values() if cell.table == table)


def _tell_unknown(work: Work) -> None:
    """Rows of numbers inside the table whose label is nobody's."""
    matched = {*work.matching.row_of, *(line for lines in work.matching.doubled.values() for line in lines)}
    for line in range(min(matched), max(matched)):
        if line not in matched and not work.matching.is_group(line):
            work.tell_unknown(work.matching.splits[line])

"""One table while it is being filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.family import CellForm, Form
from gouji.tables.book import Book
from gouji.tables.cells import Reading
from gouji.tables.columns import Columns, columns_of, fit
from gouji.tables.lines import Entry, Line
from gouji.tables.match import Matching, match
from gouji.tables.recognise import Found
from gouji.tables.split import Split
from gouji.types import Deviation, Span

Slots = list[tuple[str, Entry]]


@dataclass(slots=True)
class Work:
    """What the table is, where it stands, and the reading it goes into.

    ``headed``: it has headings of its own; without them it is a draft's short-hand, which has no wording to keep to.
    """

    form: Form
    book: Book
    found: Found
    matching: Matching
    columns: Mapping[int, Columns]
    reading: Reading
    headed: bool

    def cell(self, row: str, column: str) -> CellForm:
        return self.book.cells[row, column]

    def fit(self, each: Split, row: int) -> Slots | None:
        return fit(each, self.book.table.rows[row], self.book, self.columns[each.line.grid])

    def deviate(self, odd: Deviation | None) -> None:
        if odd and self.headed and self.form.strict:
            self.reading.deviations.append(odd)

    def tell_unknown(self, each: Split) -> None:
        words = "".join(each.label.words.split()) if each.label else ""
        title = self.book.table.title
        self.reading.tell(
            f"{title.zh}中「{words or '（无文字）'}」一行认不出是哪一项，没有读取",
            f"a row of {title.en} labelled “{words}” is none of the form's; it was not read",
        )


def begin(lines: Sequence[Sequence[Line]], book: Book, form: Form, found: Found) -> Work:
    """The table with its rows matched, its cells not yet written."""
    columns = {number: columns_of(lines[number], book) for number in found.grids}

    def fits(each: Split, row: int) -> bool:
        return fit(each, book.table.rows[row], book, columns[each.line.grid]) is not None

    words = [entry for number in found.grids for line in lines[number] for entry in line.entries if entry.is_label]
    headed = any(book.heads(entry.label) for entry in words)
    return Work(form, book, found, match(list(found.splits), book, fits), columns, Reading(headed=headed), headed)


def span_of(each: Split) -> Span | None:
    return each.label.span if each.label else None

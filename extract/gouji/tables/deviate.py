"""Labels and headings that are matched all the same but are not the form's own wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from gouji.family import Form
from gouji.tables.book import Book
from gouji.tables.labels import Label, broken_off, fold, likeness
from gouji.tables.lines import Entry, Line
from gouji.tables.split import Split
from gouji.types import Deviation

NEAR = 75.0


def label_deviation(each: Split, row: int, book: Book, form: Form) -> Deviation | None:
    """The row's label if it was edited; one cut by the end of a page was not."""
    expected = book.table.rows[row]
    key = book.table.cell(expected.key, "")
    if not form.strict or book.own_words(row, each.words):
        return None
    if each.label is None:
        return Deviation("label", None, expected.label, "", key)
    if each.line.edge and broken_off(each.words, book.labels[row]):
        return None
    if not (each.words.ordinal and book.labels[row].ordinal) and _with_group(each.words, row, book):
        return None
    return Deviation("label", each.label.span, expected.label, each.label.words, key)


def _with_group(words: Label, row: int, book: Book) -> bool:
    """True if the label is the form's with its group's label in front (a draft that has no cell for the group)."""
    group = next((each for each in book.table.groups if each.key == book.table.rows[row].group), None)
    return group is not None and words.flat == fold(group.label + book.table.rows[row].label).flat


def header_deviations(
    lines: Sequence[Sequence[Line]], grids: Sequence[int], book: Book, form: Form
) -> Iterator[Deviation]:
    """Headings of columns and blocks that are nearly the form's; each form of words once."""
    if not form.strict:
        return
    told: set[str] = set()
    own = _headings(book)
    for number in grids:
        for line in lines[number]:
            for entry in line.entries:
                if entry.is_label and entry.words not in told and (odd := _header_deviation(entry, line, book, own)):
                    told.add(entry.words)
                    yield odd


def _headings(book: Book) -> list[tuple[str, Label, str]]:
    """(label, folded, key) of every fixed heading; a key is ``table.*.column``, or "" for what heads no column."""
    columns = [(c.label, fold(c.label), f"{book.table.key}.*.{c.key}") for c in book.table.columns]
    rows = [(row.label, fold(row.label), f"{book.table.key}.{row.key}") for row in book.table.rows if book.table.across]
    return columns + rows + [(text, fold(text), "") for text in book.texts.values()]


def _header_deviation(entry: Entry, line: Line, book: Book, own: list[tuple[str, Label, str]]) -> Deviation | None:
    words = entry.label
    if len(words.core) < 3 or book.rows(words):
        return None
    if any(words == label for _, label, _ in own):
        return None
    text, label, key = max(own, key=lambda each: (likeness(words, each[1]), fuzz.ratio(words.flat, each[1].flat)))
    score = likeness(words, label)
    if (words.ordinal, words.core) == (label.ordinal, label.core) and not (words.note and label.note):
        return None
    if words.core in book.columns:
        column = book.table.column(book.columns[words.core])
        return Deviation("header", entry.span, column.label, entry.words, f"{book.table.key}.*.{column.key}")
    if score < NEAR or (line.edge and broken_off(words, label)):
        return None
    return Deviation("header", entry.span, text, entry.words, key)

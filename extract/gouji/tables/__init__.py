"""Stage 4, Grid → Fact: the statutory tables of a report, every cell by its key."""

from __future__ import annotations

from gouji.family import Family, Form
from gouji.tables.book import books
from gouji.tables.cells import Reading
from gouji.tables.fill import fill
from gouji.tables.lines import lines_of
from gouji.tables.recognise import choose_form, find_table, without_others
from gouji.types import Deviation, Document, Tables, Text

__all__ = ["read_tables"]

NOTHING = Text("没有找到法定表格", "no statutory table was found")


def read_tables(document: Document, family: Family, *, year: int | None = None) -> Tables:
    """The statutory tables of ``document``: its form, every cell by key, what deviates and what could not be read.

    The form is told by its labels; ``year`` (the report's) decides only where they leave it open. Nothing raises: what
    was not found or not understood is a sentence in ``Tables.unread``.
    """
    lines = lines_of(document)
    form = choose_form(lines, family, year)
    if form is None:
        return Tables(None, (), (), (NOTHING,))
    finds = without_others([find_table(lines, book) for book in books(form)])
    readings = [fill(lines, book, form, found) for book, found in zip(books(form), finds, strict=True)]
    if not any(reading.facts or reading.headed for reading in readings):
        return Tables(None, (), (), (NOTHING,))
    deviations = [*_wrong_form(form, family, year), *_missing_tables(form, readings)]
    deviations += [each for reading in readings for each in reading.deviations]
    return Tables(
        form.name,
        tuple(fact for reading in readings for fact in reading.facts.values()),
        tuple(deviations),
        tuple(text for reading in readings for text in reading.unread),
    )


def _wrong_form(form: Form, family: Family, year: int | None) -> list[Deviation]:
    due = family.form_of(year) if year is not None else None
    if due is None or due == form:
        return []
    return [Deviation("form", None, due.title.zh, form.title.zh)]


def _missing_tables(form: Form, readings: list[Reading]) -> list[Deviation]:
    """Tables that are not there, where at least one other is, with its headings (and not in a draft's short-hand)."""
    if not any(reading.headed and reading.facts for reading in readings):
        return []
    pairs = zip(form.tables, readings, strict=True)
    return [Deviation("table_missing", None, t.title.zh, "", t.key) for t, r in pairs if not r.facts]

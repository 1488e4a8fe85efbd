"""The labels of one statutory table, ready for looking up; built once a form from the family's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from gouji.family import CellForm, Form, Row, TableForm, as_read
from gouji.tables.labels import Label, fold

SUBTOTAL = frozenset(("小计", "合计", "分计"))
SHORT = 3
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Book:
    """``exact``: (ordinal, words) → row numbers; ``loose``: words → row numbers (list number lost or another).

    ``groups``, ``columns``: words → key; ``texts``: words of headings; ``units``: measure words that are no label.
    ``cells`` are all that the table can have by row (or group) and column, with its groups as one row and as several.
    ``names``: the words of all rows; a label has rows only if its ``core`` or ``flat`` is one of them.
    """

    table: TableForm
    labels: tuple[Label, ...]
    exact: dict[tuple[str, str], tuple[int, ...]]
    loose: dict[str, tuple[int, ...]]
    groups: dict[str, str]
    columns: dict[str, str]
    texts: dict[str, str]
    units: frozenset[str]
    cells: Mapping[tuple[str, str], CellForm]
    names: frozenset[str]

    def rows(self, label: Label) -> tuple[int, ...]:
        """The rows that have this label or a known variant of it: none, one, or several that share it."""
        found = self.exact.get((label.ordinal, label.core))
        return found or self.loose.get(label.core) or self.loose.get(label.flat) or ()

    def group(self, label: Label) -> str:
        return self.groups.get(label.core, "")

    def heads(self, label: Label) -> bool:
        """True for the words of a column's or another heading of this table."""
        return label.core in self.columns or label.flat in self.texts

    def own_words(self, row: int, label: Label) -> bool:
        """True if the label is the form's own for this row; a bracketed remark may be left out but not be another."""
        own = self.labels[row]
        same_note = not label.note or not own.note or label.note == own.note
        return (label.ordinal, label.core) == (own.ordinal, own.core) and same_note


@lru_cache(maxsize=16)
def books(form: Form) -> tuple[Book, ...]:
    return tuple(_book(table, form) for table in form.tables)


def _book(table: TableForm, form: Form) -> Book:
    exact: dict[tuple[str, str], tuple[int, ...]] = {}
    loose: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(table.rows):
        for wording in _wordings(table, row):
            label = fold(wording)
            _add(exact, (label.ordinal, label.core), number)
            if len(label.core) >= SHORT:
                _add(loose, label.core, number)
                _add(loose, label.flat, number)
    return Book(
        table=table,
        labels=tuple(fold(row.label) for row in table.rows),
        exact=exact,
        loose=loose,
        groups={fold(group.label).core: group.key for group in table.groups},
        columns={fold(words).core: c.key for c in reversed(table.columns) for words in (*c.aliases, c.label)},
        texts={fold(words).flat: words for words in (*table.texts, *(group.label for group in table.groups))},
        units=frozenset((*(row.unit for row in table.rows), *(column.unit for column in table.columns))) - {""},
        cells=_cells(table, form),
        names=frozenset((*(core for _, core in exact), *loose)),
    )


def _cells(table: TableForm, form: Form) -> dict[tuple[str, str], CellForm]:
    groups = [table.cell(group.key, column.key) for group in table.groups for column in table.columns]
    rows = [table.cell(row.key, key) for row in table.rows for key in row.columns]
    known = {**as_read(form, groups).cells, **as_read(form, rows).cells}
    return {(cell.row, cell.column): cell for cell in known.values() if cell.table == table.key}


def _wordings(table: TableForm, row: Row) -> tuple[str, ...]:
    group = next((group.label + row.label for group in table.groups if group.key == row.group), row.label)
    return (row.label, group, row.name.zh, *row.aliases)


def _add(index: dict[K, tuple[int, ...]], key: K, number: int) -> None:
    known = index.get(key, ())
    if number not in known:
        index[key] = (*known, number)

"""The nouns of a family of reports: its forms, their tables, rows and columns, and the sums that must hold.

A cell's key is ``table.row.column``; a table of one nameless column has keys ``table.row``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from gouji.types import Severity, Text

Kind = Literal["count", "change", "money"]
Relation = Literal["=", ">=", "<="]
LAST = "last:"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its label word for word, other wordings that occur, its unit, and what its cells hold."""

    key: str
    label: str
    name: Text
    aliases: tuple[str, ...] = ()
    unit: str = ""
    kind: Kind = "count"


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``columns``: the keys of those it has; ``group``: its group's key or ""; ``unit``, ``kind``: its own."""

    key: str
    label: str
    name: Text
    aliases: tuple[str, ...]
    columns: tuple[str, ...]
    group: str = ""
    unit: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one label that has no cells of its own; ``merged``: this form prints the group as a single row."""

    key: str
    label: str
    name: Text
    rows: tuple[str, ...]
    merged: bool = False


@dataclass(frozen=True, slots=True)
class TableForm:
    """A statutory table. ``texts`` are its other fixed words; ``alone``: the column of a row with one number only.

    ``across``: its rows stand side by side and are printed as one row of ``len(rows) * len(columns)`` numbers.
    """

    key: str
    title: Text
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    groups: tuple[Group, ...] = ()
    texts: tuple[str, ...] = ()
    alone: str = ""
    across: bool = False

    def cell(self, row: str, column: str) -> str:
        """The key of a cell (or of a group's cell, where ``row`` is a group)."""
        return f"{self.key}.{row}.{column}" if row and column else ".".join(filter(None, (self.key, row, column)))

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True, slots=True)
class CellForm:
    """What a cell is: where it stands, what it is called in a message, and its unit and kind."""

    key: str
    table: str
    row: str
    column: str
    name: Text
    unit: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """A sum as it is written in sums.toml, with its placeholders."""

    code: str
    name: Text
    forms: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    relation: Relation
    severity: Severity
    source: str
    table: str = ""
    each: str = ""
    unless: tuple[str, ...] = ()
    otherwise: Literal["none", "info"] = "none"


@dataclass(frozen=True, slots=True)
class Sum:
    """Σ ``left`` ``relation`` Σ ``right`` over cell keys: "-key" is taken away, "last:key" is last year's; empty is 0.

    ``unless``: words whose mention makes a violation no more than ``otherwise``. ``column`` and ``row`` tell which of a
    rule's many sums it is, where the rule makes one for each.
    """

    code: str
    name: Text
    left: tuple[str, ...]
    right: tuple[str, ...]
    relation: Relation
    severity: Severity
    source: str
    row: str = ""
    column: str = ""
    unless: tuple[str, ...] = ()
    otherwise: Literal["none", "info"] = "none"

    @property
    def years(self) -> bool:
        """True if it needs last year's report."""
        return any(LAST in key for key in self.left + self.right)

    @property
    def keys(self) -> tuple[str, ...]:
        """The cells it speaks of, without their signs, left side first."""
        return tuple(key.removeprefix("-") for key in self.left + self.right)


@dataclass(frozen=True, slots=True)
class Form:
    """One generation of the form. ``cells`` has every cell by key, ``sums`` every sum with its keys written out."""

    name: str
    title: Text
    basis: str
    first: int
    last: int | None
    strict: bool
    signature: tuple[str, ...]
    tables: tuple[TableForm, ...]
    rules: tuple[Rule, ...]
    cells: Mapping[str, CellForm]
    sums: tuple[Sum, ...]

    def __hash__(self) -> int:
        return hash(self.name)

    def covers(self, year: int) -> bool:
        return self.first <= year and (self.last is None or year <= self.last)

    def table(self, key: str) -> TableForm:
        return next(table for table in self.tables if table.key == key)

    def group(self, key: str) -> tuple[str, ...]:
        """The cells that make up ``key``: itself if it is a cell, the members of a row group, () if it is neither."""
        return (key,) if key in self.cells else _groups(self).get(key, ())


@lru_cache(maxsize=32)
def _groups(form: Form) -> Mapping[str, tuple[str, ...]]:
    """The cells of every row group in every column, by the group's key there; the first of a key holds."""
    return {
        table.cell(group.key, column.key): tuple(table.cell(row, column.key) for row in group.rows)
        for table in reversed(form.tables)
        for group in reversed(table.groups)
        for column in reversed(table.columns)
    }


@dataclass(frozen=True, slots=True)
class Family:
    """A family of reports and all its forms, the newest first."""

    name: str
    title: Text
    forms: Mapping[str, Form]
    aggregates: Mapping[str, tuple[str, ...]]
    folder: Path

    def form_of(self, year: int) -> Form | None:
        """The form in force for the reports of ``year``."""
        return next((form for form in self.forms.values() if form.covers(year)), None)

    def group(self, key: str, form: str | None = None) -> tuple[str, ...]:
        """The cells whose sum ``key`` is, in ``form`` or else in the newest form that knows it; () if none does.

        A cell is its own group. ``a+b`` is the cells of both, () unless both are known.
        """
        if "+" in key:
            parts = [self.group(part, form) for part in key.split("+")]
            return tuple(cell for part in parts for cell in part) if all(parts) else ()
        if key in self.aggregates:
            return self.aggregates[key]
        forms = [self.forms[form]] if form else self.forms.values()
        return next((cells for each in forms if (cells := each.group(key))), ())

    def cell(self, key: str, form: str | None = None) -> CellForm | None:
        """What the cell ``key`` is, in ``form`` or else in the newest form that has it."""
        forms = [self.forms[form]] if form else self.forms.values()
        return next((each.cells[key] for each in forms if key in each.cells), None)

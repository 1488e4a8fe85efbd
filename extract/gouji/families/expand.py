"""Rules of a family with placeholders → sums over cell keys, for the rows that a form (or a report) really has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import lru_cache
from types import MappingProxyType

from gouji.families.nouns import LAST, CellForm, Column, Family, Form, Group, Row, Rule, Sum, TableForm
from gouji.types import Text

Marks = frozenset[tuple[str, str]]


def form_with_sums(form: Form) -> Form:
    """``form`` with its cells and sums, its groups printed as the form itself prints them."""
    return _variant(form, frozenset((t.key, g.key) for t in form.tables for g in t.groups if g.merged), frozenset())


def as_read(form: Form, keys: Iterable[str]) -> Form:
    """``form`` with its groups as a report prints them: as one row, or as rows with a total of their own.

    ``keys`` are the cells that were read. A group whose own cells were read and none of its members is one row; with
    both, its total is a further row, which must equal its members (a sum of code "group").
    """
    found = keys if isinstance(keys, Set) else frozenset(keys)
    merged: set[tuple[str, str]] = set()
    totals: set[tuple[str, str]] = set()
    for mark, group, own_cells, member_cells in _groups(form):
        members = any(cell in found for cell in member_cells)
        own = any(cell in found for cell in own_cells)
        if own or (group.merged and not members):
            (totals if members else merged).add(mark)
    return _variant(form, frozenset(merged), frozenset(totals))


@lru_cache(maxsize=64)
def _groups(form: Form) -> tuple[tuple[tuple[str, str], Group, tuple[str, ...], tuple[str, ...]], ...]:
    """Every group of the form: the keys of table and group, itself, its own cells, the cells of its rows."""
    return tuple(
        (
            (table.key, group.key),
            group,
            tuple(table.cell(group.key, column.key) for column in table.columns),
            tuple(table.cell(row, column.key) for row in group.rows for column in table.columns),
        )
        for table in form.tables
        for group in table.groups
    )


def unknown_cells(family: Family, rules: Iterable[Rule]) -> Iterator[str]:
    """Every rule that gives no sum in a form it names, and every aggregate's cell that no form has."""
    for rule in rules:
        for name in rule.forms:
            if name not in family.forms or not any(_sums_of(rule, family.forms[name])):
                yield f"{rule.code} ({name})"
    for key, cells in family.aggregates.items():
        yield from (f"{key}: {cell}" for cell in cells if family.cell(cell) is None)


@lru_cache(maxsize=64)
def _variant(form: Form, merged: Marks, totals: Marks) -> Form:
    cells = {cell.key: cell for table in form.tables for cell in _cells(table, merged)}
    shaped = replace(form, cells=MappingProxyType(cells))
    sums = [each for rule in form.rules for each in _sums_of(rule, shaped)]
    whole = {cell.key: cell for table in form.tables for cell in _cells(table, merged, totals)}
    extra = [each for table in form.tables for each in _group_sums(table, totals)]
    return replace(shaped, cells=MappingProxyType(whole), sums=tuple(sums + extra))


def _cells(table: TableForm, merged: Marks, totals: Marks = frozenset()) -> Iterator[CellForm]:
    told: set[str] = set()
    groups = {group.key: group for group in table.groups}
    for row in table.rows:
        group = groups.get(row.group)
        if group and group.key not in told and (table.key, group.key) in merged | totals:
            told.add(group.key)
            yield from (_cell(table, group, table.column(key)) for key in row.columns)
        if not group or (table.key, group.key) not in merged:
            yield from (_cell(table, row, table.column(key)) for key in row.columns)


def _cell(table: TableForm, row: Row | Group, column: Column) -> CellForm:
    name = Text(_join(row.name.zh, column.name.zh), _join(row.name.en, column.name.en))
    unit, kind = column.unit, column.kind
    if isinstance(row, Row):
        unit, kind = row.unit or unit, row.kind or kind
    return CellForm(table.cell(row.key, column.key), table.key, row.key, column.key, name, unit, kind)


def _join(row: str, column: str) -> str:
    return f"{row} · {column}" if column else row


def _group_sums(table: TableForm, totals: Marks) -> Iterator[Sum]:
    for group in table.groups:
        if (table.key, group.key) in totals:
            for column in table.columns:
                members = tuple(table.cell(row, column.key) for row in group.rows)
                name = Text(f"{group.label}小计等于各项之和", f"the total of {group.name.en} equals its rows")
                left, source = (table.cell(group.key, column.key),), f"{table.title.zh}{group.label}"
                yield Sum("group", name, left, members, "=", "error", source, group.key, column.key)


def _sums_of(rule: Rule, form: Form) -> Iterator[Sum]:
    for blank in _blanks(rule, form):
        left, right = (_side(side, blank, form) for side in (rule.left, rule.right))
        if left is not None and right is not None:
            row, column = blank.get("row", ""), blank.get("column", "")
            yield Sum(
                rule.code, rule.name, left, right, rule.relation, rule.severity, rule.source, row, column,
                rule.unless, rule.otherwise,
            )  # fmt: skip


def _blanks(rule: Rule, form: Form) -> list[dict[str, str]]:
    """What the placeholders of a rule stand for, one dictionary a sum."""
    written = " ".join(rule.left + rule.right)
    own = [cell for cell in form.cells.values() if cell.table == rule.table]
    if "{each}" in written:
        return [{"each": key} for key in form.cells if fnmatchcase(key, rule.each)]
    if "{row}" in written:
        return [{"row": row} for row in dict.fromkeys(cell.row for cell in own)]
    if "{column}" in written:
        return [{"column": column} for column in dict.fromkeys(cell.column for cell in own)]
    return [{}]


def _side(side: tuple[str, ...], blank: Mapping[str, str], form: Form) -> tuple[str, ...] | None:
    """The keys of a side, or None if one of them is no cell of the form (a row without that column)."""
    keys: list[str] = []
    for written in side:
        sign = "-" if written.startswith("-") else ""
        last = LAST if written[len(sign) :].startswith(LAST) else ""
        shape = written[len(sign) + len(last) :].format_map(blank)
        found = [key for key in form.cells if fnmatchcase(key, shape)] if "*" in shape else [shape]
        if not found or not all(key in form.cells for key in found):
            return None
        keys += [sign + last + key for key in found]
    return tuple(keys)

"""The family's sums, taken by the checks of the tables: one outcome for each sum whose cells were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from gouji.checking import Case, once
from gouji.equations import sum_outcome
from gouji.families.nouns import Form, Sum
from gouji.family import as_read
from gouji.types import Evidence, Fact, Outcome, Text

Keys = tuple[str, ...]
_SILENT = Text("", "")  # most sums hold, and then nobody asks for the words


@lru_cache(maxsize=32)
def _form(form: Form, keys: frozenset[str]) -> Form:
    return as_read(form, keys)


@once
def form_of(case: Case) -> Form | None:
    """The form as this report prints it, None if no table was read."""
    name = case.report.tables.form
    if name is None:
        return None
    return _form(case.family.forms[name], case.cell_keys)


def cell_name(case: Case, key: str, lang: str = "zh") -> str:
    """What a cell is called in a message."""
    form = form_of(case)
    cell = (form.cells.get(key) if form else None) or case.family.cell(key)
    return (cell.name.zh if lang == "zh" else cell.name.en) if cell else key


def _facts(case: Case, keys: Keys) -> tuple[list[Fact], list[str]]:
    """The facts of the keys that were read with a number, and the keys that were not."""
    facts, missing, cells = [], [], case.cells
    for key in keys:
        fact = cells.get(key)
        if fact and fact.figure:
            facts.append(fact)
        else:
            missing.append(key)
    return facts, missing


def table_sums(case: Case, *codes: str) -> Iterator[Outcome]:
    """Outcomes of the sums with these codes in sums.toml (one year only)."""
    form = form_of(case)
    for one, left, right in _sides(form) if form else ():
        if one.code in codes:
            yield from _outcome(case, one, left, right)


@lru_cache(maxsize=32)
def _sides(form: Form) -> tuple[tuple[Sum, Keys, Keys], ...]:
    """The form's sums of one year, with the cells of both sides; what is taken away on one adds to the other."""
    return tuple((one, *_sides_of(one)) for one in form.sums if not one.years)


def _sides_of(one: Sum) -> tuple[Keys, Keys]:
    plus_left = [k for k in one.left if not k.startswith("-")]
    minus_right = [k[1:] for k in one.right if k.startswith("-")]
    return (*plus_left, *minus_right), tuple(k for k in one.right if not k.startswith("-"))


def _outcome(case: Case, one: Sum, plus_left: Keys, plus_right: Keys) -> Iterator[Outcome]:
    text = case.report.document.text
    if one.unless and any(word in text for word in one.unless) and one.otherwise == "none":
        return
    left, no_left = _facts(case, plus_left)
    right, no_right = _facts(case, plus_right)
    if not left or not right and plus_right or _undecided(case, one, no_left, no_right):
        if any(key in case.cells for key in one.keys):
            yield _unread(case, one, [*no_left, *no_right])
        return
    if one.relation == "=":
        found = sum_outcome(left, right, _SILENT, severity=one.severity)
    elif one.relation == ">=":
        found = sum_outcome(left, right, _SILENT, at=left[:1], at_most=True, severity=one.severity)
    else:
        found = sum_outcome(right, left, _SILENT, at=left[:1], at_most=True, severity=one.severity)
    yield replace(found, message=_message(case, one)) if found.verdict == "differs" else found


def _undecided(case: Case, one: Sum, no_left: list[str], no_right: list[str]) -> bool:
    """A cell that was not found at all (not: left blank) leaves the sum undecided; so does a blank whole."""
    unknown = [key for key in [*no_left, *no_right] if key not in case.cells]
    return bool(unknown) or bool(no_left)


def _unread(case: Case, one: Sum, missing: list[str]) -> Outcome:
    names = "、".join(cell_name(case, key) for key in missing[:3])
    english = ", ".join(cell_name(case, key, "en") for key in missing[:3])
    spans = [case.cells[key].span for key in missing if key in case.cells]
    return Outcome(
        "unread",
        tuple(Evidence(span, None) for span in spans),
        Text(f"未核对：{names}没有读到数", f"not checked: no number was read for {english}"),
    )


def _message(case: Case, one: Sum) -> Text:
    where_zh = _where(case, one, "zh")
    where_en = _where(case, one, "en")
    return Text(f"{where_zh}{one.name.zh}，实际不符", f"{where_en}{one.name.en}: it does not hold")


def _where(case: Case, one: Sum, lang: str) -> str:
    form = form_of(case)
    key = next(iter(one.left or one.right)).lstrip("-")
    cell = form.cells.get(key) if form else None
    if cell is None or form is None:
        return ""
    table = form.table(cell.table)
    row = next((r for r in table.rows if r.key == cell.row), None)
    column = next((c for c in table.columns if c.key == cell.column), None)
    title = table.title.zh.split("（")[0] if lang == "zh" else table.title.en.split(" (")[0]
    names = []
    if one.row and row:
        names.append(f"「{row.name.zh}」行" if lang == "zh" else f"row {row.name.en}")
    if one.column and column:
        names.append(f"「{column.name.zh}」列" if lang == "zh" else f"column {column.name.en}")
    return f"{title}{'、'.join(names)}：" if lang == "zh" else f"{title}, {', '.join(names)}: "


def aggregate(case: Case, key: str) -> list[Fact] | None:
    """The cells whose sum the prose key ``key`` speaks of, None if one of them was not read with a number."""
    form = case.report.tables.form
    if form is None:
        return None
    own = case.cells.get(key)
    if own and own.figure:
        return [own]
    known = _known_members(case)
    if key not in known:
        known[key] = _members(case, key)
    keys = known[key]
    facts, missing = _facts(case, keys)
    blank = [k for k in missing if k not in case.cells]
    return facts if keys and facts and not blank else None


@once
def _known_members(case: Case) -> dict[str, Keys]:
    return {}


def _members(case: Case, key: str) -> Keys:
    form = form_of(case)
    assert form is not None
    if "+" in key:
        return tuple(k for part in key.split("+") for k in _members(case, part))
    if key in case.cells:
        return (key,)
    members = form.group(key)
    return members or case.family.group(key, case.report.tables.form)

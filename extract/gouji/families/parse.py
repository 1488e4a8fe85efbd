"""The TOML files of a family → its nouns, with a clear sentence for every fault in the data."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from gouji.families.expand import form_with_sums, unknown_cells
from gouji.families.nouns import Column, Family, Form, Group, Row, Rule, TableForm
from gouji.types import GoujiError, Text

Raw = Mapping[str, Any]
T = TypeVar("T")


def read_family(folder: Path) -> Family:
    """The family in ``folder``. Raises GoujiError naming the file and what is wrong in it."""
    head = folder / "family.toml"
    if not head.is_file():
        raise fault(folder, f"没有名为 {folder.name} 的报告类型", f"there is no report family {folder.name}")
    raw = read_data(head)
    rules = _read_rules(folder / "sums.toml")
    forms = _read_forms(folder, rules)
    aggregates = {key: tuple(cells) for key, cells in raw.get("aggregates", {}).items()}
    title = _guard(head, lambda: _text(raw["title"]))
    family = Family(folder.name, title, MappingProxyType(forms), MappingProxyType(aggregates), folder)
    for what in unknown_cells(family, rules):
        raise fault(folder, f"{what} 不是任何格式的单元格", f"{what} is no cell of any form")
    return family


def read_data(path: Path) -> dict[str, Any]:
    """A TOML file of a family, as it stands. Raises GoujiError if it is missing or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise fault(path, "读不到这个数据文件", "this data file cannot be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise fault(path, f"不是有效的 TOML：{error}", f"this is not TOML: {error}") from error


def fault(path: Path, zh: str, en: str) -> GoujiError:
    return GoujiError(Text(f"{path.name}：{zh}", f"{path.name}: {en}"))


def _guard(path: Path, make: Callable[[], T]) -> T:
    try:
        return make()
    except KeyError as error:
        raise fault(path, f"缺少 {error}", f"{error} is missing") from error
    except (TypeError, ValueError, StopIteration, IndexError) as error:
        raise fault(path, f"数据有误：{error}", f"the data is wrong: {error}") from error


def _text(raw: Mapping[str, str] | list[str]) -> Text:
    return Text(raw["zh"], raw["en"]) if isinstance(raw, Mapping) else Text(raw[0], raw[1])


def _read_rules(path: Path) -> tuple[Rule, ...]:
    if not path.is_file():
        return ()
    return _guard(path, lambda: tuple(_rule(raw) for raw in read_data(path).get("sums", [])))


def _rule(raw: Raw) -> Rule:
    relation, severity = raw.get("relation", "="), raw.get("severity", "error")
    if relation not in ("=", ">=", "<=") or severity not in ("error", "warning", "info"):
        raise ValueError(f"{raw['code']}: {relation} {severity}")
    return Rule(
        code=raw["code"],
        name=_text(raw["name"]),
        forms=tuple(raw["forms"]),
        left=tuple(raw["left"]),
        right=tuple(raw["right"]),
        relation=relation,
        severity=severity,
        source=raw["source"],
        table=raw.get("table", ""),
        each=raw.get("each", ""),
        unless=tuple(raw.get("unless", ())),
        otherwise=raw.get("otherwise", "none"),
    )


def _read_forms(folder: Path, rules: tuple[Rule, ...]) -> dict[str, Form]:
    raws = [(path, read_data(path)) for path in sorted((folder / "forms").glob("*.toml"))]
    if not raws:
        raise fault(folder, "没有格式文件 forms/*.toml", "there is no form file forms/*.toml")
    by_name: dict[str, Raw] = {raw.get("name", path.stem): raw for path, raw in raws}
    forms = [_guard(path, lambda raw=raw: _form(raw, by_name, rules)) for path, raw in raws]  # type: ignore[misc]
    return {form.name: form for form in sorted(forms, key=lambda form: -form.first)}


def _form(raw: Raw, others: Mapping[str, Raw], rules: tuple[Rule, ...]) -> Form:
    bare = Form(
        name=raw["name"],
        title=_text(raw["title"]),
        basis=raw.get("basis", ""),
        first=raw["first"],
        last=raw.get("last"),
        strict=raw.get("strict", True),
        signature=tuple(raw["signature"]),
        tables=tuple(_table(table, others) for table in raw["tables"]),
        rules=tuple(rule for rule in rules if raw["name"] in rule.forms),
        cells=MappingProxyType({}),
        sums=(),
    )
    return form_with_sums(bare)


def _table(raw: Raw, others: Mapping[str, Raw]) -> TableForm:
    merged = raw.get("merged", ())
    if "like" in raw:
        raw = next(table for table in others[raw["like"]]["tables"] if table["key"] == raw["key"])
    columns = tuple(_column(column) for column in raw["columns"])
    groups = [(group["key"], group) for group in raw.get("groups", ())]
    rows = tuple(_row(row, columns, [key for key, _ in groups]) for row in raw["rows"])
    _unique([row.key for row in rows], raw["key"])
    _unique([column.key for column in columns], raw["key"])
    return TableForm(
        key=raw["key"],
        title=_text(raw["title"]),
        rows=rows,
        columns=columns,
        groups=tuple(_group(key, group, rows, key in merged) for key, group in groups),
        texts=tuple(raw.get("texts", ())),
        alone=raw.get("alone", ""),
        across=raw.get("across", False),
    )


def _unique(keys: list[str], table: str) -> None:
    if len(set(keys)) < len(keys):
        raise ValueError(f"{table}: a key stands twice among {keys}")


def _column(raw: Raw) -> Column:
    name, aliases = _text(raw["name"]), tuple(raw.get("aliases", ()))
    return Column(raw["key"], raw["label"], name, aliases, raw.get("unit", ""), raw.get("kind", "count"))


def _row(raw: Raw, columns: tuple[Column, ...], groups: list[str]) -> Row:
    known = [column.key for column in columns]
    own = tuple(raw.get("columns", known))
    if strange := set(own) - set(known):
        raise ValueError(f"{raw['key']}: unknown columns {sorted(strange)}")
    group = next((group for group in groups if raw["key"].startswith(group + ".")), "")
    name, aliases = _text(raw["name"]), tuple(raw.get("aliases", ()))
    return Row(raw["key"], raw["label"], name, aliases, own, group, raw.get("unit", ""), raw.get("kind"))


def _group(key: str, raw: Raw, rows: tuple[Row, ...], merged: bool) -> Group:
    return Group(key, raw["label"], _text(raw["name"]), tuple(row.key for row in rows if row.group == key), merged)

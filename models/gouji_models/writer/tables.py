"""The tables of the three forms with the cells of one report, laid out as the forms print them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from .boxes import Box, Table, cut

Cells = Mapping[str, str]


@cache
def forms() -> dict[str, Any]:
    """The labels and keys of ``forms.toml``."""
    return tomllib.loads(Path(__file__).with_name("forms.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Layout:
    """How an office printed the form: （六） in one row, table two in four tables, labels it changed.

    ``cut_three`` is the number of rows after which table three goes on as another table (0: it is one).
    """

    form: str
    merged_other: bool = False
    split_two: bool = False
    cut_three: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)


def keys(layout: Layout) -> tuple[str, ...]:
    """The keys of all cells of the form as ``layout`` prints it, in reading order."""
    if layout.form == "2014":
        return tuple(f"stats.{key}" for _, _, key in forms()["stats"]["rows"] if key)
    columns = [key for _, key in forms()["three"]["columns"]]
    return (
        *(
            f"disclosure.{row}.{column}"
            for block in forms()["two"][layout.form]
            for _, row in block["rows"]
            for _, column in block["heads"][1:]
        ),
        *(f"requests.{row}.{column}" for row in request_rows(layout) for column in columns),
        *(
            f"disputes.{row}.{column}"
            for row in ("review", *(key for _, key in forms()["four"]["lawsuits"]))
            for _, column in forms()["four"]["columns"]
        ),
    )


def request_rows(layout: Layout) -> tuple[str, ...]:
    """The rows of table three by key, top to bottom."""
    return ("received", "carried_in", *results(layout), "handled", "carried_out")


def results(layout: Layout) -> tuple[str, ...]:
    """The result rows of table three by key: 21, or 19 where （六） is one row."""
    grouped = [
        f"{group['key']}.{key}" if not _is_merged(group, layout) else group["key"]
        for group in forms()["three"]["groups"]
        for _, key in (group["rows"] if not _is_merged(group, layout) else group["rows"][:1])
    ]
    return ("granted", "partly_granted", *grouped)


def tables(layout: Layout, cells: Cells) -> dict[str, list[Table]]:
    """The tables of a report by the name of the caption they stand under."""
    if layout.form == "2014":
        return {"stats": [_stats(cells)]}
    return {"two": _two(layout, cells), "three": cut(_three(layout, cells), layout.cut_three), "four": [_four(cells)]}


def _is_merged(group: Mapping[str, Any], layout: Layout) -> bool:
    return bool(group["key"] == "other" and layout.merged_other)


def _label(layout: Layout, text: str, rowspan: int = 1, colspan: int = 1) -> Box:
    return Box(layout.labels.get(text, text), rowspan, colspan)


def _number(cells: Cells, key: str, colspan: int = 1) -> Box:
    return Box(cells[key], colspan=colspan, number=True)


def _two(layout: Layout, cells: Cells) -> list[Table]:
    blocks = [tuple(_block(layout, block, cells)) for block in forms()["two"][layout.form]]
    widths = (34, 22, 22, 22)
    if layout.split_two:
        return [Table(rows, widths) for rows in blocks]
    return [Table(tuple(row for rows in blocks for row in rows), widths)]


def _block(layout: Layout, block: Mapping[str, Any], cells: Cells) -> Iterator[tuple[Box, ...]]:
    heads = block["heads"]
    spans = [1] * (len(heads) - 1) + [5 - len(heads)]
    yield (_label(layout, block["caption"], colspan=4),)
    yield tuple(_label(layout, text, colspan=span) for (text, _), span in zip(heads, spans, strict=True))
    for label, row in block["rows"]:
        numbers = zip(heads[1:], spans[1:], strict=True)
        yield (
            _label(layout, label),
            *(_number(cells, f"disclosure.{row}.{column}", colspan=span) for (_, column), span in numbers),
        )


def _three(layout: Layout, cells: Cells) -> Table:
    form = forms()["three"]
    columns = form["columns"]
    rows = [
        (_label(layout, form["corner"], rowspan=3, colspan=3), Box(form["applicants"], colspan=7)),
        (Box(columns[0][0], rowspan=2), Box(form["organisations"], colspan=5), Box(columns[-1][0], rowspan=2)),
        tuple(_label(layout, label) for label, _ in columns[1:-1]),
    ]
    for key in ("received", "carried_in"):
        rows.append((_label(layout, form[key], colspan=3), *_requests(cells, key)))
    rows += _outcome_rows(layout, cells)
    rows.append((_label(layout, form["carried_out"], colspan=3), *_requests(cells, "carried_out")))
    return Table(tuple(rows), (7, 14, 30, *(7,) * 7))


def _requests(cells: Cells, row: str) -> Iterator[Box]:
    return (_number(cells, f"requests.{row}.{column}") for _, column in forms()["three"]["columns"])


def _outcome_rows(layout: Layout, cells: Cells) -> list[tuple[Box, ...]]:
    form = forms()["three"]
    rows = [(_label(layout, form[key], colspan=2), *_requests(cells, key)) for key in ("granted", "partly_granted")]
    for group in form["groups"]:
        rows += _group(layout, group, cells)
    rows.append((_label(layout, form["handled"], colspan=2), *_requests(cells, "handled")))
    rows[0] = (_label(layout, form["results"], rowspan=len(rows)), *rows[0])
    return rows


def _group(layout: Layout, group: Mapping[str, Any], cells: Cells) -> list[tuple[Box, ...]]:
    if _is_merged(group, layout):
        return [(_label(layout, group["label"], colspan=2), *_requests(cells, group["key"]))]
    rows = [(_label(layout, label), *_requests(cells, f"{group['key']}.{key}")) for label, key in group["rows"]]
    rows[0] = (_label(layout, group["label"], rowspan=len(rows)), *rows[0])
    return rows


def _four(cells: Cells) -> Table:
    form = forms()["four"]
    columns = form["columns"]
    names = ["review", *(key for _, key in form["lawsuits"])]
    return Table(
        (
            (Box(form["review"], colspan=5), Box(form["lawsuit"], colspan=10)),
            (*(Box(label, 2) for label, _ in columns), *(Box(label, colspan=5) for label, _ in form["lawsuits"])),
            tuple(Box(label) for _ in form["lawsuits"] for label, _ in columns),
            tuple(_number(cells, f"disputes.{row}.{column}") for row in names for _, column in columns),
        ),
        (1,) * 15,
    )


def _stats(cells: Cells) -> Table:
    form = forms()["stats"]
    rows: list[tuple[Box, ...]] = [tuple(Box(head) for head in form["heads"])]
    for label, unit, key in form["rows"]:
        value = _number(cells, f"stats.{key}") if key else Box("——")
        rows.append((Box(label), Box(unit), value))
    return Table(tuple(rows), (70, 12, 18))

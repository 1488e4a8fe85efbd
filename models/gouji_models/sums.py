"""The sums a report of the corpus must keep, written down anew from the form: the judge is not the code it judges."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .markup import GoldFigure
from .reports import Report
from .writer.tables import forms, request_rows, results

_ONCE = ("prose.disclosed", "prose.lawsuits", "prose.handling_fee", "prose.accounts")
_ROUNDED = re.compile(r"\.(\d+)(万(?!元)|亿)")
_ZEROS = {"万": 4, "亿": 8}
_IN_WAN = ("disclosure.fees.charged", "disclosure.procurement.amount", "stats.fees", "stats.budget")
_GROUPS = ("refused", "unavailable", "not_processed", "other")


@dataclass(frozen=True, slots=True)
class Relation:
    """``left`` and ``right`` must be equal, or with ``at_least`` left must not be the smaller."""

    name: str
    left: Decimal
    right: Decimal
    at_least: bool = False

    @property
    def holds(self) -> bool:
        return self.left >= self.right if self.at_least else self.left == self.right


def broken(report: Report) -> tuple[str, ...]:
    """Names of all relations that ``report`` breaks, planted errors included, without doubles."""
    return tuple(dict.fromkeys(relation.name for relation in relations(report) if not relation.holds))


def relations(report: Report) -> Iterator[Relation]:
    """Every relation that can be computed: of the tables, of prose and tables, and within the prose."""
    stated = {key: text for key, text in report.cells.items() if text not in ("", "-", "/")}
    cells = {key: Decimal(text.removesuffix("万元")) for key, text in stated.items()}
    if report.layout.form == "2014":
        yield from _stats(cells)
    else:
        yield from _requests(report, cells)
        yield from _disputes(cells)
        yield from _disclosure(report, cells)
    yield from _prose(report, cells)
    yield from _within(report)


def _total(cells: Mapping[str, Decimal], keys: Sequence[str]) -> Decimal | None:
    """The sum of the cells, or None if one of them is not stated."""
    found = [cells.get(key) for key in keys]
    return None if None in found else sum((value for value in found if value is not None), Decimal(0))


def _equal(cells: Mapping[str, Decimal], name: str, left: Sequence[str], right: Sequence[str]) -> Iterator[Relation]:
    first, second = _total(cells, left), _total(cells, right)
    if first is not None and second is not None:
        yield Relation(name, first, second)


def _requests(report: Report, cells: Mapping[str, Decimal]) -> Iterator[Relation]:
    columns = [key for _, key in forms()["three"]["columns"]]
    for column in columns:
        key = f"requests.{{}}.{column}".format
        came, went = (key("received"), key("carried_in")), (key("handled"), key("carried_out"))
        yield from _equal(cells, f"balance:{column}", came, went)
        yield from _equal(cells, f"handled:{column}", [key(row) for row in results(report.layout)], [key("handled")])
    for row in request_rows(report.layout):
        applicants = [f"requests.{row}.{column}" for column in columns[:-1]]
        yield from _equal(cells, f"row:{row}", applicants, [f"requests.{row}.total"])


def _disputes(cells: Mapping[str, Decimal]) -> Iterator[Relation]:
    for row in ("review", "lawsuit_direct", "lawsuit_after_review"):
        outcomes = [f"disputes.{row}.{result}" for result in ("upheld", "corrected", "other", "pending")]
        yield from _equal(cells, f"disputes:{row}", outcomes, [f"disputes.{row}.total"])


def _disclosure(report: Report, cells: Mapping[str, Decimal]) -> Iterator[Relation]:
    for row in ("rules", "normative"):
        if f"disclosure.{row}.made" in cells:
            made = cells[f"disclosure.{row}.made"] - cells[f"disclosure.{row}.repealed"]
            yield Relation(f"in_force:{row}", cells[f"disclosure.{row}.in_force"], made, at_least=True)
        elif f"disclosure.{row}.new_disclosed" in cells:
            new = cells[f"disclosure.{row}.new_disclosed"]
            yield Relation(f"in_force:{row}", cells[f"disclosure.{row}.disclosed_total"], new, at_least=True)
    if report.kind in ("county", "town", "department"):
        rules = [value for key, value in cells.items() if key.startswith("disclosure.rules.")]
        yield Relation("no_rules", sum(rules, Decimal(0)), Decimal(0))
    for key in cells:
        if key.endswith(".items_change"):
            before = cells[key.replace("items_change", "items_last_year")]
            yield Relation(f"items:{key}", before + cells[key], Decimal(0), at_least=True)


def _stats(cells: Mapping[str, Decimal]) -> Iterator[Relation]:
    names = {
        "received": ("in_person", "fax", "online", "letter"),
        "closed": ("on_time", "extended"),
        "answered": (
            *("already_public", "granted", "partly_granted", "refused", "not_ours"),
            *("not_existing", "correct", "elsewhere"),
        ),
        "review": ("upheld", "corrected", "other"),
        "lawsuit": ("upheld", "corrected", "other"),
        "staff": ("full_time", "part_time"),
        "answered.refused": (
            *("state_secret", "trade_secret", "privacy", "security", "not_government_information", "other_law"),
        ),
    }
    for whole, parts in names.items():
        yield from _equal(cells, f"stats:{whole}", [f"stats.{whole}.{part}" for part in parts], [f"stats.{whole}"])
    channels = [value for key, value in cells.items() if key.startswith("stats.channel.")]
    yield Relation("stats:channels", sum(channels, Decimal(0)), cells["stats.disclosed"], at_least=True)
    yield Relation("stats:channel", cells["stats.disclosed"], max(channels), at_least=True)
    for key in ("press", "interviews"):
        yield Relation(f"stats:{key}", cells[f"stats.{key}"], cells[f"stats.{key}.by_head"], at_least=True)


def _prose(report: Report, cells: Mapping[str, Decimal]) -> Iterator[Relation]:
    """Figures of the narrative against the cells they speak of; a range is two relations of one name."""
    for figure in report.narrative.figures:
        told = _total(cells, [cell for key in figure.key.split("+") for cell in _cells_of(key, report)])
        if told is not None:
            low, high = _range(figure)
            yield Relation(f"prose:{figure.key}", told, low, at_least=True)
            yield Relation(f"prose:{figure.key}", told if high is None else high, told, at_least=True)


def _range(figure: GoldFigure) -> tuple[Decimal, Decimal | None]:
    """What the cell may hold: the hedge's interval, or what rounds to 120.43亿元; money in 万元 as in the form."""
    low, high = figure.low, figure.high
    rounded = _ROUNDED.search(figure.text)
    if rounded and not figure.hedged:
        half = Decimal(10) ** (_ZEROS[rounded[2]] - len(rounded[1])) / 2
        low, high = low - half, low + half
    if figure.unit == "元" and figure.key in _IN_WAN:
        return low / 10000, None if high is None else high / 10000
    return low, high


def _cells_of(key: str, report: Report) -> list[str]:
    """The cells that add up to what ``key`` means; a key that is no cell's name if there are none."""
    table, _, rest = key.partition(".")
    row, _, column = rest.partition(".")
    if table == "requests" and row in _GROUPS and f"requests.{rest}" not in report.cells:
        return [f"requests.{name}.{column}" for name in results(report.layout) if name.startswith(f"{row}.")]
    if key == "prose.requests.organisations":
        return [f"requests.received.{column}" for _, column in forms()["three"]["columns"][1:-1]]
    if key == "prose.lawsuits" or key.startswith("prose.lawsuits."):
        result = key.removeprefix("prose.lawsuits").strip(".") or "total"
        return [f"disputes.{way}.{result}" for way in ("lawsuit_direct", "lawsuit_after_review")]
    return [key]


def _within(report: Report) -> Iterator[Relation]:
    figures = report.narrative.figures
    for parts in report.narrative.parts:
        whole, members = figures[parts.whole], [figures[index] for index in parts.parts]
        if not any(figure.hedged for figure in (whole, *members)):
            total = sum((figure.low for figure in members), Decimal(0))
            yield Relation(f"parts:{whole.text}", whole.low, total, at_least=not parts.closed)
    said: dict[str, list[GoldFigure]] = defaultdict(list)
    for figure in figures:
        said[figure.key].append(figure)
    for key in _ONCE:
        exact = [figure.low for figure in said[key] if not figure.hedged]
        for value in exact[1:]:
            yield Relation(f"twice:{key}", exact[0], value)

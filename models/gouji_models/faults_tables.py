"""Faults of the tables and between the tables and the narrative; only whole reports have them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from .editing import Edit, digits_edit, plain_number
from .faults_prose import slip
from .planter import Fault, Finder, Subject

_ROW = re.compile(r"(requests\.[a-z_.]+)\.total")
_COLUMNS = ("natural_person", "company", "research", "welfare", "legal_service", "other_org")
_RESULTS = ("upheld", "corrected", "other", "pending")
_ZEROS = {
    "disputes.review.total": "disputes.review",
    "prose.lawsuits": "disputes.lawsuit_direct",
}


def _number(subject: Subject, key: str) -> int:
    text = subject.cells.get(key, "")
    return int(text) if text.isdigit() else 0


def _rows(subject: Subject) -> list[str]:
    return [found[1] for key in subject.cells if (found := _ROW.fullmatch(key))]


def _cell_slip(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    """One digit of one applicant's cell."""
    for row in _rows(subject):
        for column in _COLUMNS:
            key = f"{row}.{column}"
            if _number(subject, key):
                keys = (f"{row}.total", *(f"{row}.{name}" for name in _COLUMNS))
                yield Fault((), ((key, slip(subject.cells[key], dice)),), (), keys)


def _row_total(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    for row in _rows(subject):
        key = f"{row}.total"
        if _number(subject, key):
            keys = (key, *(f"{row}.{name}" for name in _COLUMNS))
            yield Fault((), ((key, slip(subject.cells[key], dice)),), (), keys)


def _shifted(subject: Subject, row: str, dice: random.Random) -> Fault:
    """A row changed consistently in one applicant's column and its total: the row holds, the columns do not."""
    column = dice.choice([name for name in _COLUMNS if _number(subject, f"{row}.{name}")] or ["natural_person"])
    more = dice.randint(1, 9)
    keys = (f"{row}.{column}", f"{row}.total")
    return Fault((), tuple((key, str(_number(subject, key) + more)) for key in keys), (), _column(subject, column))


def _column(subject: Subject, column: str) -> tuple[str, ...]:
    return tuple(f"{row}.{name}" for row in _rows(subject) for name in (column, "total"))


def _balance(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    """Received plus carried in no longer equals handled plus carried out."""
    for row in ("requests.received", "requests.carried_in", "requests.carried_out"):
        if f"{row}.total" in subject.cells:
            yield _shifted(subject, row, dice)


def _handled(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    """The results no longer add up to what was handled."""
    ends = ("received", "carried_in", "carried_out", "handled")
    for row in _rows(subject):
        if row.split(".")[1] not in ends and _number(subject, f"{row}.total"):
            yield _shifted(subject, row, dice)


def _dispute_total(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    for row in ("disputes.review", "disputes.lawsuit_direct", "disputes.lawsuit_after_review"):
        key = f"{row}.total"
        if _number(subject, key):
            keys = (key, *(f"{row}.{name}" for name in _RESULTS))
            yield Fault((), ((key, str(_number(subject, key) + dice.choice([1, 2, 10]))),), (), keys)


def _retold(subject: Subject) -> Iterator[tuple[int, str]]:
    """Figures of the text that state a cell with the cell's own value."""
    for index, figure in enumerate(subject.narrative.figures):
        number = plain_number(figure)
        if number and subject.cells.get(figure.key) == number and "." not in number:
            yield index, number


def _text_against_table(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    for index, number in _retold(subject):
        figure = subject.narrative.figures[index]
        lists = [(one.whole, *one.parts) for one in subject.narrative.parts]
        related = [i for one in lists if index in one for i in one]
        wrong = slip(number, dice)
        if Decimal(wrong) != figure.low:
            yield Fault((digits_edit(figure, wrong),), (), (index, *related), (figure.key,))


def _table_against_text(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    """A cell without sums of its own (table two) that no longer is what the text says."""
    for index, number in _retold(subject):
        key = subject.narrative.figures[index].key
        if key.startswith("disclosure."):
            yield Fault((), ((key, slip(number, dice)),), (index,), (key,))


def _zero_against_cell(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    """未发生行政复议 beside a table that has some (consistent in itself)."""
    for index, figure in enumerate(subject.narrative.figures):
        row = _ZEROS.get(figure.key)
        if figure.low == 0 and not figure.hedged and row and f"{row}.total" in subject.cells:
            count = str(dice.randint(1, 9))
            cells = ((f"{row}.upheld", count), (f"{row}.total", count))
            yield Fault((), cells, (index,), tuple(key for key, _ in cells))


def _unit_slip(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    """万元 printed as 元, beside a cell in 万元."""
    key = "disclosure.fees.charged"
    for index, figure in enumerate(subject.narrative.figures):
        exact = not figure.hedged and figure.low > 0 and figure.text.endswith("万元")
        if figure.key == key and exact and Decimal(subject.cells.get(key) or 0) > 0:
            at = figure.stop - len("万元")
            yield Fault((Edit(at, figure.stop, "元"),), (), (index,), (key,))


KINDS: Mapping[str, Finder] = {
    "cell_slip": _cell_slip,
    "row_total": _row_total,
    "balance": _balance,
    "handled": _handled,
    "dispute_total": _dispute_total,
    "text_against_table": _text_against_table,
    "table_against_text": _table_against_text,
    "zero_against_cell": _zero_against_cell,
    "unit_slip": _unit_slip,
}

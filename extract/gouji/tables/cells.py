"""One slot of a table → a Fact, or a sentence on why its words are no number."""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji.family import CellForm
from gouji.tables.lines import Entry
from gouji.tables.values import Value, read_value
from gouji.types import Deviation, Fact, Figure, Text


@dataclass(slots=True)
class Reading:
    """What is being read of one table; ``headed``: it stands there with its headings."""

    facts: dict[str, Fact] = field(default_factory=dict)
    deviations: list[Deviation] = field(default_factory=list)
    unread: list[Text] = field(default_factory=list)
    headed: bool = False

    def tell(self, zh: str, en: str) -> None:
        self.unread.append(Text(zh, en))


def put_cell(reading: Reading, cell: CellForm, entry: Entry, by: str) -> None:
    """The fact of ``cell``; a cell of words has no figure and is told as unread."""
    kind, number, unit, _, _ = _value(entry, cell)
    figure = None
    if number is not None:
        figure = Figure(entry.span, number, number, unit)
    elif kind == "words":
        reading.tell(
            f"「{cell.name.zh}」一格写的是「{_short(entry.words)}」，不是数字，没有读取",
            f"the cell “{cell.name.en}” says “{_short(entry.words)}”, which is no number; it was not read",
        )
    reading.facts[cell.key] = Fact(cell.key, entry.span, figure, "table", by)


def _value(entry: Entry, cell: CellForm) -> Value:
    if cell.kind == "count" and not entry.value.spelt:  # as nearly all are
        return entry.value
    value = read_value(entry.words, money=True) if cell.kind == "money" else entry.value
    return Value("words") if value.spelt and cell.kind != "change" else value


def _short(words: str) -> str:
    bare = "".join(words.split())
    return bare if len(bare) <= 20 else bare[:19] + "…"

"""The comparison with other tools: one count for all, and a tool that is missing is said to be missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from gouji_models import compare_tools, markup
from gouji_models.compare import _row, compare, samples, table
from gouji_models.compare_tools import Told, digits, pattern

GOLD = markup.parse(
    "@organ: 青岚县人民政府\n@year: 2023\n@form: 2021\n一、总体情况\n"
    "依据第五十条，发布⟦1,355条|prose.disclosed|1355|条⟧，阅读⟦1.3万余次|prose.visits|~13000..13999|次⟧，"
    "培训⟦两期|prose.training|2|期⟧，⟦未收到|requests.received.total|0⟧政府信息公开申请。\n",
    "x/001.txt",
)
GIVEN = list(samples([GOLD]))


def test_digits_alone_are_seldom_right() -> None:
    row = _row("digits", digits, GIVEN)
    assert (row.alone.right, row.alone.given, row.alone.wanted) == (0, 4, 4)


def test_a_pattern_finds_what_is_printed_in_digits() -> None:
    row = _row("pattern", pattern, GIVEN)
    assert (row.alone.right, row.alone.given) == (2, 2) and (row.listed.right, row.listed.given) == (2, 2)


def test_a_number_without_a_measure_word_is_dropped_on_the_right() -> None:
    def article(text: str) -> Iterator[Told]:
        at = text.index("依据")
        yield Told(at, at + 2, Decimal(50))

    row = _row("article", article, GIVEN)
    assert row.alone.given == 1 and row.listed.given == 0


def test_gouji_must_give_the_interval() -> None:
    ours = compare(GIVEN)[-1]
    assert ours.name == "gouji" and (ours.listed.right, ours.listed.given, ours.listed.wanted) == (4, 4, 4)


def test_a_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> compare_tools.Tool:
        raise ImportError("No module named 'nothing'")

    monkeypatch.setitem(compare_tools.OTHERS, "cn2an", ("cn2an", missing))
    rows = compare(GIVEN)
    told = next(row for row in rows if row.name == "cn2an")
    assert told.note == "not run: No module named 'nothing'" and "| cn2an | not run" in table(rows, GIVEN)

"""The ledger of one report: every figure of the prose, every numeral that is none, and on request every cell."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.table import Table

from gouji.render.excerpt import where
from gouji.render.json import document_to_dict, plain
from gouji.render.rows import shown
from gouji.render.summary import head, ledger
from gouji.render.words import LEDGER, no_figure
from gouji.types import Audit, Figure, Lang, Span, Text

_KEPT = ("name", "sha256", "format", "family", "form", "organ", "year")
_LISTS = ("cells", "figures", "parts", "numerals", "unread", "ledger")


def figures_json(audit: Audit, lang: Lang) -> str:
    """The document's entry of ``gouji check --format json``, without the issues."""
    whole = document_to_dict(audit, lang)
    return json.dumps({name: whole[name] for name in _KEPT + _LISTS}, ensure_ascii=False, indent=1) + "\n"


def print_figures(audit: Audit, console: Console, lang: Lang, *, cells: bool) -> None:
    for line, style in head(audit):
        console.print(line.say(lang), style=style, soft_wrap=True)
    console.print(_prose(audit, lang))
    if cells:
        console.print(_cells(audit, lang))
    console.print(ledger(audit).say(lang), soft_wrap=True)


def _table(*titles: Text, lang: Lang) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in titles:
        table.add_column(title.say(lang), overflow="fold")
    return table


def _prose(audit: Audit, lang: Lang) -> Table:
    """Figures and numerals together, in reading order; figures are numbered as the JSON's ``parts`` number them."""
    table = _table(
        Text("序", "no"),
        Text("文字", "text"),
        Text("数值", "value"),
        Text("键", "key"),
        Text("属于", "part of"),
        Text("结果", "outcome"),
        Text("原因", "why"),
        lang=lang,
    )
    rows = sorted([*_figure_rows(audit, lang), *_numeral_rows(audit, lang)], key=lambda row: row[0])
    for _, row in rows:
        table.add_row(*row)
    return table


def _figure_rows(audit: Audit, lang: Lang) -> Iterator[tuple[int, tuple[str, ...]]]:
    text, wholes = audit.report.document.text, _wholes(audit)
    for index, fact in enumerate(audit.report.mentions):
        figure, verdict = fact.figure, audit.verdicts[index]
        span = figure.span if figure else fact.span
        value = _value(figure) if figure else ""
        outcome = LEDGER.get(verdict, Text(verdict, verdict)).say(lang)
        why = audit.whys[index].say(lang)
        yield span.start, (str(index), _flat(text, span), value, fact.key, wholes.get(index, ""), outcome, why)


def _numeral_rows(audit: Audit, lang: Lang) -> Iterator[tuple[int, tuple[str, ...]]]:
    none = LEDGER["not_a_figure"].say(lang)
    for one in audit.report.numerals:
        row = ("", _flat(audit.report.document.text, one.span), "", "", "", none, no_figure(one.why).say(lang))
        yield one.span.start, row


def _wholes(audit: Audit) -> dict[int, str]:
    """For each part the number of its whole; ``=`` a closed list (must add up), ``≤`` an open one."""
    return {
        part: f"{'=' if parts.closed else '≤'}{parts.whole}" for parts in audit.report.parts for part in parts.parts
    }


def _value(figure: Figure) -> str:
    """``1355 条``, ``≈5500~5599 条``."""
    return f"{shown(figure)} {figure.unit}".rstrip()


def _flat(text: str, span: Span) -> str:
    return "".join(span.of(text).split())


def _cells(audit: Audit, lang: Lang) -> Table:
    table = _table(Text("键", "key"), Text("文字", "text"), Text("数值", "value"), Text("位置", "where"), lang=lang)
    for fact in audit.report.tables.cells:
        value = plain(fact.figure.low) if fact.figure else ""
        table.add_row(
            fact.key, _flat(audit.report.document.text, fact.span), value, where(audit.report, fact.span, lang)
        )
    return table

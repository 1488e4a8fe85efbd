"""Checks as a list, and one check in full."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Line

from gouji.checking import Check
from gouji.render.lines import fold
from gouji.render.words import SEVERITY
from gouji.types import Lang, Text


def print_list(checks: Mapping[str, Check], console: Console, lang: Lang) -> None:
    """One line for each check: code, severity, name."""
    for check in checks.values():
        console.print(f"{check.code}  {SEVERITY[check.severity].say(lang)}  {check.name.say(lang)}", soft_wrap=True)


def print_rule(check: Check, console: Console, lang: Lang) -> None:
    """Name, severity, explanation, source, and each example with the marked words as they stand in the code."""
    console.print(Line(f"{check.code} {check.name.say(lang)}", style="bold"), soft_wrap=True)
    _entry(console, Text("级别", "severity").say(lang), SEVERITY[check.severity].say(lang))
    _entry(console, Text("说明", "what").say(lang), check.doc.say(lang))
    _entry(console, Text("依据", "source").say(lang), check.source)
    for title, examples in ((Text("会报", "fires"), check.fires), (Text("不报", "is quiet"), check.quiet)):
        for example in examples:
            _entry(console, title.say(lang), *example.strip().split("\n"))
    console.print(Text("⟦ ⟧ 是问题所指的文字。", "⟦ ⟧ marks the words the issue points at.").say(lang), style="dim")


def _entry(console: Console, title: str, *lines: str) -> None:
    hang = cell_len(title) + 2
    folded = [span.of(line) for line in lines for span in fold(line, max(console.width - hang, 20))]
    for number, line in enumerate(folded):
        console.print(Line.assemble((title + "  ", "cyan") if not number else " " * hang, line), soft_wrap=True)

"""A report as one flow of lines and tables, in the order in which every format prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..reports import Report
from .boxes import Table
from .tables import forms, tables

Role = Literal["title", "heading", "aspect", "text"]

_HEADING = re.compile(r"^[一二三四五六七八九十]、.{2,30}$")
_ASPECT = re.compile(r"^（[一二三四五六七八九十]）[^，；。]{2,24}[。.]?$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print; ``text`` may hold line ends where the report breaks it by force."""

    text: str
    role: Role


Block = Line | Table


def flow(report: Report) -> Iterator[Block]:
    """All lines and tables of ``report``; tables two to four stand before section five, those of 2014 at the end."""
    for line in report.title.split("\n"):
        yield Line(line, "title")
    waiting = report.layout.form != "2014"
    for text in report.paragraphs:
        role = _role(text)
        if waiting and role == "heading" and text.startswith("五"):
            yield from _tables(report)
            waiting = False
        yield Line(text, role)
    if report.layout.form == "2014":
        yield Line(report.captions.get("stats", "附件：政府信息公开情况统计表"), "heading")
        yield from tables(report.layout, report.cells)["stats"]


def _role(text: str) -> Role:
    if _HEADING.match(text):
        return "heading"
    return "aspect" if _ASPECT.match(text) else "text"


def _tables(report: Report) -> Iterator[Block]:
    for name, found in tables(report.layout, report.cells).items():
        yield Line(report.captions.get(name, forms()["captions"][name]), "heading")
        yield from found

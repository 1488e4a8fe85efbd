"""An element tree as the lines a browser would show: broken at block elements and <br> only, white space collapsed.

Every bit of text keeps the XPath of its node and its offset there, so each character of a line knows its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from gouji.read.html_tree import BLOCKS, INVISIBLE, steps

# What HTML collapses; U+3000 and no-break spaces are characters like any other.
_COLLAPSES = " \t\n\r\f"
_CHUNK = re.compile(r"[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
_PRE_CHUNK = re.compile(r"[^\n\r]+")
_KEEPS_SPACE = frozenset(("pre", "xmp"))
_HIDES = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table\b|list-item)", re.I)


class Bit(NamedTuple):
    """Characters of one text node, from ``start`` on; a space that stands for collapsed white space has no path."""

    text: str
    path: str
    start: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, the block element it stands in, and how many of its characters are links."""

    element: etree._Element
    bits: tuple[Bit, ...]
    linked: int

    @property
    def text(self) -> str:
        return "".join(bit.text for bit in self.bits)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a data table: where it stands in the grid, and its text, line breaks dropped."""

    row: int
    column: int
    rowspan: int
    colspan: int
    bits: tuple[Bit, ...]

    @property
    def text(self) -> str:
        return "".join(bit.text for bit in self.bits)


@dataclass(frozen=True, slots=True)
class Table:
    """A data table of the page, cells in reading order."""

    element: etree._Element
    cells: tuple[TableCell, ...]


Item = Line | Table
TableReader = Callable[[etree._Element, str, "LineReader"], list[Item] | None]


class LineReader:
    """Walks elements and collects items. ``tables`` reads a table element, or says None: it is only layout."""

    def __init__(self, tables: TableReader, *, hidden: bool = False) -> None:
        self.items: list[Item] = []
        self.skipped_hidden = False
        self._tables = tables
        self._show_hidden = hidden
        self._bits: list[Bit] = []
        self._linked = 0
        self._gap = ""
        self._block: etree._Element | None = None

    def fresh(self) -> LineReader:
        """A reader of the same settings with nothing read, for one cell of a table."""
        return LineReader(self._tables, hidden=self._show_hidden)

    def read(self, element: etree._Element, path: str) -> list[Item]:
        """All items inside ``element``."""
        self._block = element
        self._inside(element, path, False, False)
        self._end_line()
        return self.items

    def _inside(self, element: etree._Element, path: str, linked: bool, pre: bool) -> None:
        say = self._pre_text if pre else self._text
        if not len(element):  # most elements of a page are leaves
            if element.text:
                say(element.text, path + "/text()[1]", linked)
            return
        for step, place in steps(element, path):
            if isinstance(step, str):
                say(step, place, linked)
            elif (tag := step.tag) == "br":
                self._end_line()
            elif tag not in INVISIBLE and not self.hides(step):
                self._element(step, place, linked or tag == "a", pre or tag in _KEEPS_SPACE)

    def _element(self, element: etree._Element, path: str, linked: bool, pre: bool) -> None:
        if element.tag not in BLOCKS and not _style(element.get("style") or "")[1]:
            self._inside(element, path, linked, pre)
            return
        self._end_line()
        outer, self._block = self._block, element
        found = self._tables(element, path, self) if element.tag == "table" else None
        if found is None:
            self._inside(element, path, linked, pre)
        else:
            self.items += found
        self._end_line()
        self._block = outer

    def hides(self, element: etree._Element) -> bool:
        """True if the page does not show the element (and hidden text is not asked for)."""
        if self._show_hidden:
            return False
        style = element.get("style")
        hidden = (style is not None and _style(style)[0]) or element.get("hidden") is not None
        self.skipped_hidden |= hidden
        return hidden

    def _text(self, text: str, path: str, linked: bool) -> None:
        if not text.strip(_COLLAPSES):  # the source's own line breaks and indents
            self._gap += text
            return
        end = 0
        for chunk in _CHUNK.finditer(text):
            start = chunk.start()
            if start > end:
                self._gap += text[end:start]
            self._add(Bit(chunk.group(), path, start), linked)
            end = chunk.end()
        if end < len(text):
            self._gap += text[end:]

    def _pre_text(self, text: str, path: str, linked: bool) -> None:
        end = 0
        for chunk in _PRE_CHUNK.finditer(text):
            if "\n" in text[end : chunk.start()]:
                self._end_line()
            self._add(Bit(chunk.group(), path, chunk.start()), linked)
            end = chunk.end()
        if "\n" in text[end:]:
            self._end_line()

    def _add(self, bit: Bit, linked: bool) -> None:
        if self._gap and self._bits and not _vanishes(self._gap, self._bits[-1].text[-1], bit.text[0]):
            self._bits.append(Bit(" ", "", 0))
        self._gap = ""
        self._bits.append(bit)
        if linked:
            self._linked += len(bit.text)

    def _end_line(self) -> None:
        self._gap = ""
        if not self._bits:  # most elements of a page hold no text of their own
            return
        if self._block is not None and any(not bit.text.isspace() for bit in self._bits):
            self.items.append(Line(self._block, tuple(self._bits), self._linked))
        self._bits, self._linked = [], 0


@lru_cache(maxsize=1024)
def _style(style: str) -> tuple[bool, bool]:
    """Whether a style attribute hides its element, and whether it makes it a block."""
    return bool(_HIDES.search(style)), bool(_SHOWN_AS_BLOCK.search(style))


def _vanishes(gap: str, before: str, after: str) -> bool:
    """A line break of the source between two wide characters shows as nothing (CSS Text Level 3, 4.1.3)."""
    return "\n" in gap and before >= "\u2e80" and after >= "\u2e80"

"""An element tree as the lines a browser would show: broken at block elements and <br> only, white space collapsed.

Every bit of text keeps the XPath of its node and its offset there, so each character of a line knows its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from gouji.read.html_tree import BLOCKS, INVISIBLE, children

# What HTML collapses; U+3000 and no-break spaces are characters like any other.
_COLLAPSES = " \t\n\r\f"
_CHUNK = re.compile(r"[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
_PRE_CHUNK = re.compile(r"[^\n\r]+")
_KEEPS_SPACE = frozenset(("pre", "xmp"))
_PLAIN = frozenset(("b", "div", "font", "p", "span", "strong"))
_HIDES = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table\b|list-item)", re.I)


_UNSTYLED = (False, False)


class Bit(NamedTuple):
    """Characters of one text node, from ``start`` on; a space that stands for collapsed white space has no path."""

    text: str
    path: str
    start: int


class Line(NamedTuple):
    """One line of text, the block element it stands in, and how many of its characters are links."""

    element: etree._Element
    bits: tuple[Bit, ...]
    linked: int
    text: str


class TableCell(NamedTuple):
    """A cell of a data table: where it stands in the grid, and its text, line breaks dropped."""

    row: int
    column: int
    rowspan: int
    colspan: int
    bits: tuple[Bit, ...]
    text: str


class Table(NamedTuple):
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
        self._apart: LineReader | None = None

    def read_cell(self, element: etree._Element, path: str) -> list[Line]:
        """The lines of a table's cell."""
        leaf, block, place = _only_leaf(element, path)
        text = leaf.text if leaf is not None else None
        if leaf is not None and not (text and text.strip(_COLLAPSES)):
            return []
        if text and _CHUNK.fullmatch(text) and not text.isspace():  # most cells hold a number or a word
            return [Line(block, (Bit(text, place + "/text()[1]", 0),), 0, text)]
        return [item for item in self.read_apart(element, path) if isinstance(item, Line)]

    def read_apart(self, element: etree._Element, path: str) -> list[Item]:
        """All items inside ``element``, a cell of a table, kept apart from the lines around it."""
        if self._apart is None:
            self._apart = LineReader(self._tables, hidden=self._show_hidden)
        return self._apart.read(element, path)

    def read(self, element: etree._Element, path: str) -> list[Item]:
        """All items inside ``element``."""
        self.items, self._block = [], element
        self._inside(element, path, False, False)
        self._end_line()
        return self.items

    def _inside(self, element: etree._Element, path: str, linked: bool, pre: bool) -> None:
        say = self._pre_text if pre else self._text
        text = element.text
        if text:
            say(text, path, 1, linked)
        if not len(element):  # most elements of a page are leaves
            return
        for child, tag, place, tail, number in children(element, path, 1 if text else 0):
            if tag == "br":
                self._end_line()
            elif tag and tag not in INVISIBLE:
                self._element(child, tag, place, linked or tag == "a", pre or tag in _KEEPS_SPACE)
            if tail:
                say(tail, path, number, linked)

    def _element(self, element: etree._Element, tag: str, path: str, linked: bool, pre: bool) -> None:
        style = element.get("style")
        hidden, block = _style(style) if style else _UNSTYLED
        if (hidden or element.get("hidden") is not None) and self.skips_hidden():
            return
        if not block and tag not in BLOCKS:
            self._inside(element, path, linked, pre)
            return
        self._end_line()
        outer, self._block = self._block, element
        found = self._tables(element, path, self) if tag == "table" else None
        if found is None:
            self._inside(element, path, linked, pre)
        else:
            self.items += found
        self._end_line()
        self._block = outer

    def hides(self, element: etree._Element) -> bool:
        """True if the page does not show the element (and hidden text is not asked for)."""
        style = element.get("style")
        return bool(style and _style(style)[0] or element.get("hidden") is not None) and self.skips_hidden()

    def skips_hidden(self) -> bool:
        """What is hidden is left out (and that there is something is noted), unless it is asked for."""
        self.skipped_hidden = self.skipped_hidden or not self._show_hidden
        return not self._show_hidden

    def _text(self, text: str, parent: str, number: int, linked: bool) -> None:
        """The text node ``number`` of the element ``parent``."""
        if not text.strip(_COLLAPSES):  # the source's own line breaks and indents
            self._gap += text
            return
        path, end = f"{parent}/text()[{number}]", 0
        if _CHUNK.fullmatch(text):  # nothing to collapse
            self._add(Bit(text, path, 0), linked)
            return
        for chunk in _CHUNK.finditer(text):
            start = chunk.start()
            if start > end:
                self._gap += text[end:start]
            self._add(Bit(chunk.group(), path, start), linked)
            end = chunk.end()
        if end < len(text):
            self._gap += text[end:]

    def _pre_text(self, text: str, parent: str, number: int, linked: bool) -> None:
        path, end = f"{parent}/text()[{number}]", 0
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
        text = joined(self._bits)
        if self._block is not None and not text.isspace():
            self.items.append(Line(self._block, tuple(self._bits), self._linked, text))
        self._bits, self._linked = [], 0


def joined(bits: Sequence[Bit]) -> str:
    """The text of ``bits``."""
    return bits[0][0] if len(bits) == 1 else "".join([bit[0] for bit in bits])


def _only_leaf(element: etree._Element, path: str) -> tuple[etree._Element | None, etree._Element, str]:
    """The one element without children of a cell that has no other (td, p, span), the block it is in, and its path.

    None for the first if there is more in the cell, or anything that might be hidden, a link or kept as it is written.
    """
    block = element
    while count := len(element):
        child, text = element[0], element.text
        tag, tail, style = child.tag, child.tail, child.get("style")
        hidden, shown_as_block = _style(style) if style else _UNSTYLED
        if count > 1 or tag not in _PLAIN or hidden or child.get("hidden") is not None:
            return None, block, path
        if text and text.strip(_COLLAPSES) or tail and tail.strip(_COLLAPSES):
            return None, block, path
        element, path = child, f"{path}/{tag}[1]"
        block = child if shown_as_block or tag in BLOCKS else block
    return element, block, path


@lru_cache(maxsize=1024)
def _style(style: str) -> tuple[bool, bool]:
    """Whether a style attribute hides its element, and whether it makes it a block."""
    return bool(_HIDES.search(style)), bool(_SHOWN_AS_BLOCK.search(style))


def _vanishes(gap: str, before: str, after: str) -> bool:
    """A line break of the source between two wide characters shows as nothing (CSS Text Level 3, 4.1.3)."""
    return "\n" in gap and before >= "\u2e80" and after >= "\u2e80"

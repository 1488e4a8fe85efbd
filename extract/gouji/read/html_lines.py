"""An element tree as the lines a browser would show: broken at block elements and <br> only, white space collapsed.

Every bit of text keeps the XPath of its node and its offset there, so each character of a line knows its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from gouji.read.html_cells import Cells
from gouji.read.html_items import Bit, Item, Line, joined
from gouji.read.html_markup import COLLAPSES, KEEPS_SPACE, LINKED, Node, Page, Role, Tag

_CHUNK = re.compile(r"[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
_PRE_CHUNK = re.compile(r"[^\n\r]+")
INLINE, TABLE, BREAK, UNSEEN, REMARK, END = (
    Role.INLINE, Role.TABLE, Role.BREAK, Role.UNSEEN, Role.REMARK, Role.END
)  # fmt: skip


TableReader = Callable[[Node, int, "LineReader"], tuple[list[Item], int] | None]


class LineReader:
    """Walks elements and collects items. ``tables`` reads a table element, or says None: it is only layout."""

    def __init__(self, page: Page, tables: TableReader, *, hidden: bool = False) -> None:
        self.page = page
        self.cells = Cells(page)
        self.items: list[Item] = []
        self.skipped_hidden = False
        self._tables = tables
        self._show_hidden = hidden
        self._bits: list[Bit] = []
        self._linked = 0
        self._gap = ""
        self._apart: LineReader | None = None

    def read_root(self) -> list[Item]:
        """All items of the page."""
        root = self.page.tags[0]
        if root.step:
            self.read(Node(None, root), 1)
        return self.items

    def read_cell(self, row: Node, tag: Tag, at: int) -> tuple[list[Line], int]:
        """The lines of the cell that ``tag`` opens in ``row``, and the number of the tag behind it."""
        if not tag.step:
            return [], at
        items, at = self.read_apart(Node(row, tag), at)
        return [item for item in items if isinstance(item, Line)], at

    def read_apart(self, node: Node, at: int) -> tuple[list[Item], int]:
        """As ``read``, of a cell of a table, kept apart from the lines around it; the items, too."""
        if not node.tag.step:
            return [], at
        if self._apart is None:
            self._apart = LineReader(self.page, self._tables, hidden=self._show_hidden)
        at = self._apart.read(node, at)
        return self._apart.items, at

    def read(self, node: Node, at: int) -> int:
        """Collect all items inside ``node``, whose first text is ``texts[at]``; the number of the tag behind it."""
        self.items, node.block, node.flags = [], node, 0
        at = self._walk(node, at)
        self._end_line(node)
        return at

    def _walk(self, top: Node, at: int) -> int:
        """The loop that every tag of a page goes through; the elements around it are a chain of nodes, not of calls."""
        texts, tags, node = self.page.texts, self.page.tags, top
        while True:
            if text := texts[at]:
                node.texts += 1
                if node.flags & KEEPS_SPACE:
                    self._pre_text(text, node)
                elif text.strip(COLLAPSES):
                    self._text(text, node)
                else:  # the source's own line breaks and indents
                    self._gap += text
            tag = tags[at]
            at += 1
            role = tag.role
            if role is END:
                if node is top:
                    return at
                if node.tag.is_block:
                    self._end_line(node)
                node = cast(Node, node.above)
            elif role is INLINE and not tag.hidden:
                node.names.append(tag.name)
                node = Node(node, tag) if tag.step else node
            elif role is not REMARK:
                node.names.append(tag.name)
                node, at = self._other(node, tag, at)

    def _other(self, node: Node, tag: Tag, at: int) -> tuple[Node, int]:
        """An element that is no plain inline one: the node to go on in and the number of the tag to go on at."""
        role = tag.role
        if role is BREAK:
            self._end_line(node)
        if role is BREAK or role is UNSEEN or (tag.hidden and self.skips_hidden()):
            return node, self.page.behind(at - 1)
        if tag.is_block:
            self._end_line(node)
        if not tag.step:
            return node, at
        inner = Node(node, tag)
        if role is TABLE and (found := self._tables(inner, at, self)):
            items, at = found
            self.items += items
            return node, at
        return inner.again(), at

    def skips_hidden(self) -> bool:
        """What is hidden is left out (and that there is something is noted), unless it is asked for."""
        self.skipped_hidden = self.skipped_hidden or not self._show_hidden
        return not self._show_hidden

    def _text(self, text: str, node: Node) -> None:
        """The last text node of ``node`` so far, which is more than white space."""
        path, end = f"{node.path}/text()[{node.texts}]", 0
        if _CHUNK.fullmatch(text):  # nothing to collapse
            self._add(Bit(text, path, 0), node)
            return
        for chunk in _CHUNK.finditer(text):
            start = chunk.start()
            if start > end:
                self._gap += text[end:start]
            self._add(Bit(chunk.group(), path, start), node)
            end = chunk.end()
        if end < len(text):
            self._gap += text[end:]

    def _pre_text(self, text: str, node: Node) -> None:
        path, end = f"{node.path}/text()[{node.texts}]", 0
        for chunk in _PRE_CHUNK.finditer(text):
            if "\n" in text[end : chunk.start()]:
                self._end_line(node)
            self._add(Bit(chunk.group(), path, chunk.start()), node)
            end = chunk.end()
        if "\n" in text[end:]:
            self._end_line(node)

    def _add(self, bit: Bit, node: Node) -> None:
        if self._gap and self._bits and not _vanishes(self._gap, self._bits[-1].text[-1], bit.text[0]):
            self._bits.append(Bit(" ", "", 0))
        self._gap = ""
        self._bits.append(bit)
        if node.flags & LINKED:
            self._linked += len(bit.text)

    def _end_line(self, node: Node) -> None:
        """End the line that stands in the block of ``node``."""
        self._gap = ""
        if not self._bits:  # most elements of a page hold no text of their own
            return
        text = joined(self._bits)
        if not text.isspace():
            self.items.append(Line(node.block, tuple(self._bits), self._linked, text))
        self._bits, self._linked = [], 0


def _vanishes(gap: str, before: str, after: str) -> bool:
    """A line break of the source between two wide characters shows as nothing (CSS Text Level 3, 4.1.3)."""
    return "\n" in gap and before >= "\u2e80" and after >= "\u2e80"

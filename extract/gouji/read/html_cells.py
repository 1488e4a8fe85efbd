"""The cells of tables by the shape of their markup: of a table's hundreds of cells most have one of few shapes.

A shape tells of each text in a cell where it stands; so a cell whose only text is one number is read without a walk.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from gouji.read.html_items import Bit, Line
from gouji.read.html_markup import COLLAPSES, Node, Page, Role, Tag

CELLS = frozenset(("td", "th"))
_SIMPLE = frozenset((Role.INLINE, Role.BLOCK, Role.BREAK))
_LONGEST = 60  # tags; what is longer is hardly a cell with one number
_PLAIN = re.compile(r"[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")


class Slot(NamedTuple):
    """Where a text may stand: the path from the cell, and the numbers of the texts before it in the same element."""

    path: str
    before: tuple[int, ...]


class Cells:
    """The cells of a page, each shape looked at once."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._shapes: dict[tuple[Tag, ...], tuple[Slot, ...] | None] = {}

    def read(self, row: Node, tag: Tag, at: int) -> tuple[list[Line], int] | None:
        """The line of a cell with at most one text, and the number of the tag behind it.

        ``row`` is the element around it, ``tag`` its own. None if there is more in it, or anything that might be
        hidden, a link or kept as it is written: then only a walk can tell. The line is said to stand in ``row``.
        """
        page = self._page
        behind = page.tags.index(page.ends[tag.name], at) + 1
        if behind - at > _LONGEST:
            return None
        tags = tuple(page.tags[at:behind])
        if tags not in self._shapes:
            self._shapes[tags] = _slots(tags)
        shape = self._shapes[tags]
        if shape is None:
            return None
        texts = page.texts[at:behind]
        text = "".join(texts)
        if not text.strip(COLLAPSES):
            return [], behind
        if text not in texts:
            told = [one for one in texts if one and one.strip(COLLAPSES)]
            text = told[0] if len(told) == 1 else ""
        if not _PLAIN.fullmatch(text) or text.isspace():
            return None
        path, before = shape[texts.index(text)]
        number = 1 + len([n for n in before if texts[n]]) if before else 1
        place = f"{row.path}/{row.step(tag)}{path}/text()[{number}]"
        return [Line(row, (Bit(text, place, 0),), 0, text)], behind


def _slots(tags: tuple[Tag, ...]) -> tuple[Slot, ...] | None:
    """A slot for the text before each tag; the last tag closes the cell. None if one is no plain element."""
    slots: list[Slot] = []
    node = cell = Node(None, tags[-1])
    before: list[list[int]] = [[]]
    for number, tag in enumerate(tags):
        slots.append(Slot(node.path.removeprefix(cell.path), tuple(before[-1])))
        before[-1].append(number)
        if tag.role is Role.END:
            node = node.above or cell
            before.pop()
        elif tag.role in _SIMPLE and not tag.hidden and not tag.flags and tag.name not in CELLS:
            node.names.append(tag.name)
            if tag.step:
                node = Node(node, tag)
                before.append([])
        elif tag.role is not Role.REMARK:
            return None
    return tuple(slots)

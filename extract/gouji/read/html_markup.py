"""A page's tree as one flat list of tags with the text before each: a walk over it makes no object of lxml's.

The tree is written out by the parser's own library, so the markup is regular: every element is closed, every attribute
quoted, and of the many tags of a page only few are different, each of which is looked at once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from typing import cast

from lxml import etree

from gouji.read.html_tree import BLOCKS, INVISIBLE

# What HTML collapses; U+3000 and no-break spaces are characters like any other.
COLLAPSES = " \t\n\r\f"
LINKED, KEEPS_SPACE = 1, 2  # what an element does to all text inside it
_FLAGS = {"a": LINKED, "pre": KEEPS_SPACE, "xmp": KEEPS_SPACE}
_MARKUP = re.compile(r"(<(?:!--.*?--|[^>]*)>)", re.S)
_ATTRIBUTE = re.compile(r' ([^ ]+?)="([^"]*)"')
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]+)|(\d+));")
_WRITTEN = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#13;", "\r"))  # and &amp;, which comes last
_FEW = 50
_LOST = "&#xFFFD;"  # what the library writes for a character that XML cannot hold
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HIDES = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table\b|list-item)", re.I)


class Role(IntEnum):
    """What a tag is for the walk: ``UNSEEN`` elements are never shown, a ``REMARK`` (comment) is no element."""

    INLINE, BLOCK, TABLE, BREAK, UNSEEN, REMARK, END = range(7)


@dataclass(slots=True, eq=False)
class Tag:
    """One written tag. ``step``: 1 if it opens an element, -1 if it closes one, 0 if it does both or is a remark.

    ``plain``: its name may stand in an XPath (o:p may not, in a tree without namespaces). ``hidden``: by attribute.
    ``called``: its class and id. ``flags``: LINKED, KEEPS_SPACE.
    """

    name: str
    role: Role
    step: int
    plain: bool
    hidden: bool = False
    is_block: bool = False
    flags: int = 0
    called: str = ""
    rowspan: str | None = None
    colspan: str | None = None


class Node:
    """An element on the way of the walk: ``above`` is its parent, ``block`` the block that its text stands in.

    ``names`` are its child elements so far, ``texts`` the number of its text nodes so far.
    """

    __slots__ = ("_counted", "_counts", "_path", "above", "block", "flags", "names", "tag", "texts")

    def __init__(self, above: Node | None, tag: Tag) -> None:
        self.above = above
        self.tag = tag
        self.names: list[str] = []
        self.texts = 0
        self._path = ""
        self._counted = 0
        if above is None:
            self.block, self.flags = self, tag.flags
        else:
            self.block = self if tag.is_block else above.block
            self.flags = above.flags | tag.flags

    def again(self) -> Node:
        """The node as it was before it was walked through."""
        self.names.clear()
        self.texts = self._counted = 0
        return self

    @property
    def path(self) -> str:
        """The XPath; to be asked for the first time while the node is the last child of its parent so far."""
        if not self._path:
            above, tag = self.above, self.tag
            self._path = f"/{tag.name}" if above is None else f"{above.path}/{above.step(tag)}"
        return self._path

    def step(self, tag: Tag) -> str:
        """The XPath from here to the last child so far, which has the tag ``tag``."""
        names, name = self.names, tag.name
        if not tag.plain:
            return f"*[{len(names)}]"
        return f"{name}[{names.count(name) if len(names) < _FEW else self._count()[name]}]"

    def _count(self) -> dict[str, int]:
        """How many children have each name; of many children only those are counted that came since."""
        if not self._counted:
            self._counts: dict[str, int] = defaultdict(int)
        for name in self.names[self._counted :]:
            self._counts[name] += 1
        self._counted = len(self.names)
        return self._counts


class Page:
    """``texts[n]`` stands before ``tags[n]``; the first tag opens the root, the last one closes it.

    ``ends`` are the tags that close an element, by its name.
    """

    __slots__ = ("_links", "ends", "tags", "texts")

    def __init__(self, root: etree._Element) -> None:
        written = _MARKUP.split(_written(root))
        known = _Known()
        self.texts = [_resolved(text) if "&" in text else text for text in written[0::2]]
        self.tags = list(map(known.__getitem__, written[1::2]))
        self.ends = {tag.name: tag for tag in known.values() if tag.role is Role.END}
        linked = any(tag.name == "a" for tag in known.values())
        self._links = [number for number, tag in enumerate(self.tags) if tag.name == "a"] if linked else []

    def behind(self, at: int) -> int:
        """The number of the tag that follows the element which ``tags[at]`` opens."""
        depth, tags = 0, self.tags
        while True:
            depth += tags[at].step
            at += 1
            if not depth:
                return at

    def linked(self, at: int, behind: int) -> int:
        """How many characters of the element from ``tags[at]`` up to ``tags[behind]`` stand in links."""
        count = depth = start = 0
        for number in self._links[bisect_left(self._links, at) : bisect_left(self._links, behind)]:
            if depth:
                count += depth * sum(map(len, self.texts[start + 1 : number + 1]))
            depth, start = depth + self.tags[number].step, number
        return count


def _written(root: etree._Element) -> str:
    """The tree as markup. A control character, which XML has no way to write, stands as it is."""
    root.getroottree().docinfo.clear()  # of an XHTML page the library would write more than there is
    written = etree.tostring(root, encoding="unicode", with_tail=False)
    if _LOST not in written:
        return written
    lost = _CONTROLS.findall("".join(cast(list[str], root.xpath("descendant-or-self::*/@* | .//text()"))))
    parts = written.split(_LOST)
    if len(lost) != len(parts) - 1:
        return written
    return "".join([one for pair in zip(parts, [*lost, ""], strict=True) for one in pair])


class _Known(dict[str, Tag]):
    """The tags of a page by what is written."""

    def __missing__(self, written: str) -> Tag:
        tag = self[written] = _tag(written)
        return tag


def _tag(written: str) -> Tag:
    if written[1] in "!?":
        return Tag("", Role.REMARK, 0, plain=False)
    closes, empty = written[1] == "/", written[-2] == "/"
    name, _, _ = written[1 + closes : -1 - empty].partition(" ")
    plain = name.isascii() and name.isalnum()
    if closes:
        return Tag(name, Role.END, -1, plain)
    given = dict(_ATTRIBUTE.findall(written, len(name) + 1)) if '"' in written else {}
    style = _resolved(given.get("style", ""))
    role = _role(name, style)
    return Tag(
        name,
        role,
        0 if empty else 1,
        plain,
        hidden="hidden" in given or bool(style and _HIDES.search(style)),
        is_block=role in (Role.BLOCK, Role.TABLE),
        flags=_FLAGS.get(name, 0),
        called=_resolved(f"{given.get('class', '')} {given.get('id', '')}"),
        rowspan=given.get("rowspan"),
        colspan=given.get("colspan"),
    )


def _role(name: str, style: str) -> Role:
    if name == "br":
        return Role.BREAK
    if name in INVISIBLE:
        return Role.UNSEEN
    if name == "table":
        return Role.TABLE
    return Role.BLOCK if name in BLOCKS or (style and _SHOWN_AS_BLOCK.search(style)) else Role.INLINE


def _resolved(text: str) -> str:
    """The text with its character references resolved; the library writes only these."""
    if "&" not in text:
        return text
    for written, meant in _WRITTEN:
        text = text.replace(written, meant)
    if "&#" in text:
        text = _REFERENCE.sub(_character, text)
    return text.replace("&amp;", "&")


def _character(found: re.Match[str]) -> str:
    hexadecimal, decimal = found.groups()
    return chr(int(hexadecimal, 16) if hexadecimal else int(decimal))

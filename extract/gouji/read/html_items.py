"""What is read from a page: lines of text and tables of data, each character with the text node it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gouji.read.html_markup import Node


class Bit(NamedTuple):
    """Characters of one text node, from ``start`` on; a space that stands for collapsed white space has no path."""

    text: str
    path: str
    start: int


class Line(NamedTuple):
    """One line of text, the block element it stands in, and how many of its characters are links."""

    element: Node
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
    """A data table of the page, cells in reading order; ``linked`` as of a line, for the whole element."""

    element: Node
    cells: tuple[TableCell, ...]
    linked: int


Item = Line | Table


def joined(bits: Sequence[Bit]) -> str:
    """The text of ``bits``."""
    return bits[0][0] if len(bits) == 1 else "".join([bit[0] for bit in bits])

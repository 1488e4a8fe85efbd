"""Folding Chinese text to a width; widths are terminal cells (a Han character has two)."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from gouji.types import Span

# Marks that may not begin a line, as in Chinese typesetting.
_CLOSING = frozenset("，。、；：？！）】》〉”’」』％,.;:?!)]%")
_DIGITS = frozenset("0123456789")
_LONGEST_WORD = 24


def fold(text: str, width: int) -> list[Span]:
    """Cut ``text`` into lines of at most ``width`` cells; numbers and Latin words stay whole if a line holds them."""
    lines: list[Span] = []
    start, used = 0, 0
    for word in _words(text):
        room = cell_len(word.of(text))
        if used and used + room > width:
            lines.append(Span(start, word.start))
            start, used = word.start, 0
        used += room
    return [*lines, Span(start, len(text))]


def _words(text: str) -> Iterator[Span]:
    """Unbreakable pieces: a character, a Latin word, a number with its measure word; closing marks stay with each."""
    at = 0
    while at < len(text):
        stop = at + 1
        while stop < len(text) and stop - at < _LONGEST_WORD and _binds(text[stop - 1], text[stop]):
            stop += 1
        yield Span(at, stop)
        at = stop


def _binds(before: str, after: str) -> bool:
    return after in _CLOSING or (_latin(before) and _latin(after)) or (before in _DIGITS and after.isalpha())


def _latin(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign == ".")

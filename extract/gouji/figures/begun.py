"""What a match can begin with, looked for first: a search then passes over all other characters at once.

Python itself looks for the first character only of a pattern that begins with a literal or a class. And what can stand
right before the figure in a match: a rule that asks for another word there need not be searched at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from gouji.figures.needed import parsed, worked_out

_TAKES_NOTHING = {"AT", "ASSERT", "ASSERT_NOT"}
_FOUND_FAST = {"LITERAL", "IN"}
_MOST = 400  # a class of more members spares nothing
_FIGURE = ord("#")
_CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}
_Member = tuple[str, str]  # of a class: its first and its last character; a category and ""
_Class = frozenset[_Member]


def _member(kind: str, code: Any) -> _Member | None:
    """A member of a class; None for one that this does not know."""
    if kind in {"LITERAL", "RANGE"}:
        first, last = code if kind == "RANGE" else (code, code)
        return chr(first), chr(last)
    return (_CATEGORIES[str(code)], "") if kind == "CATEGORY" and str(code) in _CATEGORIES else None


def _written(first: str, last: str) -> str:
    """A member as it is written in a class."""
    if not last:
        return first
    return re.escape(first) if first == last else f"{re.escape(first)}-{re.escape(last)}"


def _of_class(members: Iterable[tuple[Any, Any]]) -> _Class | None:
    found = [_member(str(kind), code) for kind, code in members]
    return frozenset(one for one in found if one) if all(found) else None


def _of_piece(operation: str, argument: Any, step: int) -> tuple[_Class | None, bool]:
    """(what the piece can begin with, if that is known; whether it can take nothing); ``step`` -1: end with."""
    if operation in _TAKES_NOTHING:
        return frozenset(), True
    if operation in _FOUND_FAST:
        return _of_class(argument if operation == "IN" else [(operation, argument)]), False
    if operation == "SUBPATTERN" and not argument[1] & re.IGNORECASE:
        return _of_pieces(argument[3].data, step)
    if operation in {"MAX_REPEAT", "MIN_REPEAT"}:
        found, empty = _of_pieces(argument[2].data, step)
        return found, empty or argument[0] == 0
    if operation == "BRANCH":
        options = [_of_pieces(option.data, step) for option in argument[1]]
        known = [found for found, _ in options if found is not None]
        return frozenset().union(*known) if len(known) == len(options) else None, any(empty for _, empty in options)
    return None, True


def _of_pieces(items: Sequence[tuple[Any, Any]], step: int = 1) -> tuple[_Class | None, bool]:
    begins: _Class = frozenset()
    for operation, argument in items[::step]:
        found, empty = _of_piece(str(operation), argument, step)
        if found is None:
            return None, True
        begins |= found
        if not empty:
            return begins, False
    return begins, True


def _is_fast(items: Sequence[tuple[Any, Any]]) -> bool:
    """Does Python see by itself what comes first: a literal, a class, one of several literals?"""
    operation, argument = str(items[0][0]), items[0][1]
    if operation == "SUBPATTERN":
        return bool(argument[3].data) and _is_fast(argument[3].data)
    if operation == "BRANCH":
        return all(option.data and str(option.data[0][0]) == "LITERAL" for option in argument[1])
    return operation in _FOUND_FAST


@cache
def begun(pattern: str) -> str:
    """A pattern that matches the same, and is found faster."""
    items = parsed(pattern)
    begins, empty = _of_pieces(items)
    if begins is None or empty or len(begins) > _MOST or _is_fast(items):
        return pattern
    return f"(?=[{''.join(_written(*one) for one in sorted(begins))}])(?:{pattern})"


def all_begun(name: str, patterns: Sequence[str]) -> list[str]:
    """Many of them, worked out once for all starts and kept under this name."""
    return worked_out(name, patterns, lambda: [begun(one) for one in patterns])


def _before(pattern: str) -> frozenset[str] | None:
    """What can stand right before the # of a pattern; None if that is not known, or if the # is all it begins with."""
    items = list(parsed(pattern))
    at = next((place for place, (kind, code) in enumerate(items) if str(kind) == "LITERAL" and code == _FIGURE), None)
    ends, empty = _of_pieces(items[:at], -1) if at is not None else (None, True)
    if ends is None or empty or len(ends) > _MOST or not all(last for _, last in ends):
        return None
    return frozenset(chr(code) for first, last in ends for code in range(ord(first), ord(last) + 1))


def before_figure(name: str, patterns: Sequence[str]) -> tuple[Mapping[str, int], int]:
    """(a character → the patterns, as bits, that can match a figure right behind it; those for any other character)."""
    return worked_out(name, patterns, lambda: _by_character([_before(one) for one in patterns]))


def _by_character(sets: Sequence[frozenset[str] | None]) -> tuple[dict[str, int], int]:
    anything = sum(1 << place for place, letters in enumerate(sets) if letters is None)
    found: dict[str, int] = {}
    for place, letters in enumerate(sets):
        for letter in letters or ():
            found[letter] = found.get(letter, anything) | 1 << place
    return found, anything

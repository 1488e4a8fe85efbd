"""What a pattern cannot do without: literals of which one at least must be in any text it matches, found by its syntax.

Most rules speak of words that a sentence does not hold; asking for two characters first spares their patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]  # the standard library's own reading of a pattern
_WIDEST = 400


def _branches(options: Iterable[Sequence[Any]]) -> frozenset[str] | None:
    """One of the branches matches: each must need something, and any of these may be it."""
    union: frozenset[str] = frozenset()
    for option in options:
        needed = _sequence(option)
        if needed is None:
            return None
        union |= needed
    return union


def _one(operation: str, argument: Any) -> frozenset[str] | None:
    if operation == "BRANCH":
        return _branches(argument[1])
    if operation == "SUBPATTERN":
        return _sequence(argument[3])
    if operation in {"MAX_REPEAT", "MIN_REPEAT"} and argument[0] >= 1:
        return _sequence(argument[2])
    if operation == "IN" and all(str(kind) == "LITERAL" for kind, _ in argument):
        return frozenset(chr(code) for _, code in argument)
    return None


def _better(first: frozenset[str] | None, second: frozenset[str] | None) -> frozenset[str] | None:
    """The stricter of two demands: longer literals, then fewer."""
    if first is None or second is None:
        return first if second is None else second
    return max(first, second, key=lambda words: (min(map(len, words), default=0) > 1, -len(words)))


def _sequence(items: Sequence[Any]) -> frozenset[str] | None:
    best: frozenset[str] | None = None
    run = ""
    for operation, argument in [*items, (None, None)]:
        if str(operation) == "LITERAL":
            run += chr(argument)
            continue
        piece = max(run.split("#"), key=len)
        best = _better(best, frozenset({piece[:2]})) if piece else best
        run = ""
        best = _better(best, _one(str(operation), argument)) if operation is not None else best
    return best


@cache
def needed(pattern: str) -> tuple[frozenset[str] | None, int]:
    """Strings of one or two characters of which a text must hold one (None: it may match without any known literal),
    and the longest text the pattern can match, at most a bound that no context exceeds.
    """
    tree = _parser.parse(pattern)
    return _sequence(list(tree)), int(min(tree.getwidth()[1], _WIDEST))


def grams(text: str) -> frozenset[str]:
    """All single characters and pairs of neighbours of ``text``."""
    return frozenset(text) | frozenset(map("".join, zip(text, text[1:], strict=False)))

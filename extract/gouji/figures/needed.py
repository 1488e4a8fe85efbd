"""What a pattern cannot do without, found by its syntax, so that most texts that it does not fit are never searched.

Most rules speak of words that a clause does not hold: looking for two characters first spares their patterns. And most
patterns cannot reach over a comma or a full stop: what lies beyond the marks around the figure need not be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise, product
from typing import Any, TypeVar

from gouji.segment.kept import kept

_parser: Any = re._parser  # type: ignore[attr-defined]  # the standard library's own reading of a pattern
T = TypeVar("T")
_WIDEST = 400
MARKS = "，。；：（）、0"
Words = frozenset[str]
_EVERY = frozenset(MARKS)
_NONE: Words = frozenset()
_LETTERS = 70
_PAIRS = 400
_DIGITS = frozenset("0123456789")
LONG = (5, 16)  # runs of so many digits and more are words, too: written as so many zeros
_ODD = {"k": "\u212a", "s": "\u017f", "i": "\u0130\u0131"}
DEMANDS = 3  # so many of a pattern's demands are kept, the strictest
_HELD = {"SUBPATTERN": 3, "MAX_REPEAT": 2, "MIN_REPEAT": 2}
_BIT = {ord(mark): 1 << place for place, mark in enumerate(MARKS)}
_ALL = (1 << len(MARKS)) - 1
_LITERAL: Any = re._constants.LITERAL  # type: ignore[attr-defined]
_SIGN = ord("#")
_TAKES_NOTHING = {"AT", "ASSERT", "ASSERT_NOT"}


@dataclass(frozen=True, slots=True)
class Needs:
    """``words``: sets of strings of one or two characters; a match must hold one of each set, ``sides``: before the
    figure (<), behind it (>) or on either side of it (#);
    ``width``: the longest match, at most a bound that no context exceeds;
    ``left``, ``right``: the MARKS that no match can hold before, and behind, the one figure # that it must hold.
    """

    words: tuple[Words, ...]
    width: int
    left: str
    right: str
    sides: str


@dataclass(frozen=True, slots=True)
class _Reach:
    """The marks (as bits) that a piece of a pattern can take: at all, before a # in it, behind it.

    ``must``, ``may``: hold a #; ``never``: the piece matches nothing at all.
    """

    takes: int = 0
    before: int = 0
    behind: int = 0
    must: bool = False
    may: bool = False
    never: bool = False


_FIGURE = _Reach(must=True, may=True)


def _fails(operation: str, argument: Any) -> bool:
    """(?!) matches nowhere: no word can help it."""
    return operation == "FAILURE" or operation == "ASSERT_NOT" and not len(argument[1])


def _of_branches(options: Iterable[Any], ahead: bool) -> list[Words]:
    """One of the branches matches: each must need something, and any of these may be it."""
    demands = [found for found in (_demands(option.data, ahead) for option in options) if _NONE not in found]
    if len(demands) < 2:
        return demands[0] if demands else [_NONE]
    best = [min(found, key=_loose, default=None) for found in demands]
    return [_NONE.union(*(words for words in best if words is not None))] if None not in best else []


def _of_piece(operation: str, argument: Any, ahead: bool) -> list[Words]:
    if operation == "BRANCH":
        return _of_branches(argument[1], ahead)
    if operation == "SUBPATTERN":
        demands = _demands(argument[3].data, ahead)
        return [_any_case(words) for words in demands] if argument[1] & re.IGNORECASE else demands
    if operation in {"MAX_REPEAT", "MIN_REPEAT"} and argument[0] >= 1:
        return _of_repeat(argument[0], argument[2].data, ahead)
    if operation == "ASSERT" and ahead:
        return _demands(argument[1].data, ahead)
    if operation == "IN":
        letters = _letters(argument)
        return [letters] if letters else []
    return [_NONE] if _fails(operation, argument) else []


def _of_repeat(least: int, items: Sequence[Any], ahead: bool) -> list[Words]:
    found = _demands(items, ahead)
    if found == [_DIGITS]:
        found += [frozenset({"0" * length}) for length in LONG if least >= length][-1:]
    return found


def _letters(members: Sequence[tuple[Any, Any]]) -> Words:
    """The characters of a class that is small enough to write out, else none; of digits those of ASCII are meant."""
    found: set[str] = set()
    for kind, code in members:
        if str(kind) == "CATEGORY" and str(code) == "CATEGORY_DIGIT":
            found |= _DIGITS
        elif str(kind) not in {"LITERAL", "RANGE"}:
            return _NONE
        else:
            first, last = code if str(kind) == "RANGE" else (code, code)
            found.update(map(chr, range(first, min(last, first + _LETTERS) + 1)))
    return frozenset(found) if len(found) < _LETTERS else _NONE


def _edge(operation: str, argument: Any) -> Words:
    """The characters that a piece begins and ends with, if it is one character or a run of such."""
    if operation == "LITERAL":
        return frozenset({chr(argument)}) if argument != _SIGN else _NONE
    if operation in {"MAX_REPEAT", "MIN_REPEAT"} and argument[0] >= 1 and len(argument[2].data) == 1:
        inner, told = argument[2].data[0]
        return _edge(str(inner), told)
    return _letters(argument) if operation == "IN" else _NONE


def _pairs(items: Sequence[Any]) -> list[Words]:
    """The two characters where a class meets its neighbour."""
    edges = [_edge(str(operation), argument) for operation, argument in items]
    return [
        frozenset(a + b for a in one for b in other)
        for one, other in pairwise(edges)
        if 1 < len(one) * len(other) <= _PAIRS
    ]


def _any_case(words: Words) -> Words:
    """The words in small and capital letters, with the odd letters that Python takes for a k, an s or an i."""
    cases = [[{c, c.lower(), c.upper(), *_ODD.get(c.lower(), "")} for c in word] for word in words]
    return frozenset("".join(chosen) for signs in cases for chosen in product(*signs))


def _loose(words: Words) -> tuple[bool, bool, int]:
    """Orders demands, the strictest first: what nothing meets, longer words, no mere marks, few."""
    return bool(words) and min(map(len, words)) < 2, not _EVERY.isdisjoint(words), len(words)


def _demands(items: Sequence[Any], ahead: bool = False) -> list[Words]:
    """Each of these sets must have a word in any text that the pieces, one behind the other, match.

    ``ahead``: in the whole text, not only in the match itself.
    """
    found: list[Words] = []
    run = ""
    for operation, argument in [*items, (None, None)]:
        if str(operation) == "LITERAL":
            run += chr(argument)
            continue
        for piece in filter(None, run.split("#")):
            found += [frozenset({piece[:2]}), frozenset({piece[-2:]})]
        run = ""
        found += _of_piece(str(operation), argument, ahead)
    return found + _pairs(items)


def _of_class(members: Sequence[tuple[Any, Any]]) -> int:
    """[…]: the marks in it; a class with a \\d or the like is taken to hold them all."""
    held, negated = 0, False
    for kind, code in members:
        name = str(kind)
        if name == "LITERAL":
            held |= _BIT.get(code, 0)
        elif name == "RANGE":
            held |= sum(bit for mark, bit in _BIT.items() if code[0] <= mark <= code[1])
        elif name == "NEGATE":
            negated = True
        else:
            return _ALL
    return _ALL & ~held if negated else held


def _reach_of(operation: str, argument: Any) -> _Reach:
    """The reach of one piece that is no literal; what is not known here may take any mark."""
    if operation in _TAKES_NOTHING or operation == "FAILURE":
        return _Reach(never=_fails(operation, argument))
    if operation == "NOT_LITERAL":
        return _Reach(_ALL & ~_BIT.get(argument, 0))
    if operation == "IN":
        return _Reach(_of_class(argument))
    if operation == "BRANCH":
        return _either([_reach(option.data) for option in argument[1]])
    if operation not in _HELD:
        return _Reach(_ALL, _ALL, _ALL, may=True)
    inner = _reach(argument[_HELD[operation]].data)
    if operation == "SUBPATTERN":
        return inner
    return _Reach(inner.takes, inner.takes, inner.takes, inner.must and argument[0] >= 1, inner.may)


def _either(options: Iterable[_Reach]) -> _Reach:
    takes = before = behind = 0
    must, may, never = True, False, True
    for one in options:
        if one.never:
            continue
        takes |= one.takes
        before |= one.before
        behind |= one.behind
        must, may, never = must and one.must, may or one.may, False
    return _Reach(takes, before, behind, must, may, never)


def _reach(items: Iterable[Any]) -> _Reach:
    """Pieces one behind the other; the # may stand in any of those that may hold it."""
    takes = before = behind = 0
    must = may = False
    for operation, argument in items:
        if operation is _LITERAL:
            one = _FIGURE if argument == _SIGN else None
            taken = _BIT.get(argument, 0)
        else:
            one = _reach_of(str(operation), argument)
            taken = one.takes
            if one.never:
                return one
        if one and one.may:
            before = takes | one.before
            behind = behind | taken if may else one.behind
            must, may = must or one.must, True
        else:
            behind |= taken if may else 0
        takes |= taken
    return _Reach(takes, before, behind, must, may)


def _others(marks: int) -> str:
    return "".join(mark for mark in MARKS if not marks & _BIT[ord(mark)])


def needs_of(name: str, patterns: Sequence[str]) -> list[Needs]:
    """The needs of patterns that are to be searched in a text with one #. They are worked out once for all starts.

    ``name``: under which they are kept.
    """
    found = worked_out(name, patterns, lambda: [_told(one) for one in patterns])
    return [Needs(*one) for one in found]


def worked_out(name: str, patterns: Sequence[str], make: Callable[[], T]) -> T:
    """What ``make`` says of the patterns, kept under this name for all starts: until they, or we, are written anew."""
    own = b"".join(files("gouji.figures").joinpath(file).read_bytes() for file in ("needed.py", "begun.py"))
    return kept(name, own + "\n".join(patterns).encode(), make)


def parsed(pattern: str) -> Any:
    """The pieces of a pattern, as the standard library itself reads it."""
    return _parser.parse(pattern).data


def _told(pattern: str) -> tuple[tuple[Words, ...], int, str, str, str]:
    one = needed(pattern)
    return one.words, one.width, one.left, one.right, one.sides


@cache
def needed(pattern: str) -> Needs:
    """The needs of a pattern that is to be searched in a text with one #."""
    tree = _parser.parse(pattern)
    items = tree.data
    reach, sided = _reach(items), _sided(items)
    width = int(min(tree.getwidth()[1], _WIDEST))
    marks = (_others(reach.before), _others(reach.behind)) if reach.must else ("", "")
    return Needs(tuple(words for _, words in sided), width, *marks, "".join(side for side, _ in sided))


def _sided(items: Sequence[Any]) -> list[tuple[str, Words]]:
    """The strictest demands with their sides, which only a figure that stands in no group or branch tells."""
    at = next((i for i, item in enumerate(items) if item[0] is _LITERAL and item[1] == _SIGN), None)
    pieces = [("#", items)] if at is None else [("<", items[:at]), (">", items[at + 1 :])]
    found = {(side, words) for side, piece in pieces for words in _demands(piece)}
    return sorted(found, key=lambda one: (*_loose(one[1]), sorted(one[1]), one[0]))[:DEMANDS]


def apart(pattern: str) -> list[str]:
    """The alternatives of a pattern at its top level, as they are written."""
    found, depth, start, within = [], 0, 0, False
    for at, char in enumerate(pattern):
        if char == "]":
            within = False
        elif char == "[":
            within = True
        elif within or pattern[at - 1 : at] == "\\":
            continue
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and not depth:
            found.append(pattern[start:at])
            start = at + 1
    return [*found, pattern[start:]] if pattern else []


@cache
def alternatives(pattern: str) -> tuple[tuple[Words, ...], ...]:
    """The demands of each alternative of a pattern; they hold of the whole text, what is looked ahead for included."""
    found = _apart(parsed(pattern))
    return tuple(_strictest(demands) for demands in found if _NONE not in demands)


def _apart(items: Sequence[Any]) -> list[list[Words]]:
    """The demands of the pieces, once for each branch of the piece that has most branches."""
    branching = max(filter(_branches, items), key=lambda item: len(_branches(item)), default=None)
    if branching is None:
        return [_demands(items, True)]
    at = items.index(branching)
    others = _demands(items[:at], True) + _demands(items[at + 1 :], True)
    return [[*others, *one] for option in _branches(branching) for one in _apart(option.data)]


def _branches(item: tuple[Any, Any]) -> Sequence[Any]:
    """The branches of a piece that is nothing but branches, in a group or not."""
    operation, argument = item
    if str(operation) == "SUBPATTERN" and len(argument[3].data) == 1 and not argument[1] & re.IGNORECASE:
        return _branches(argument[3].data[0])
    return argument[1] if str(operation) == "BRANCH" else ()


def _strictest(demands: Iterable[Words]) -> tuple[Words, ...]:
    return tuple(sorted(set(demands), key=lambda one: (*_loose(one), sorted(one)))[:DEMANDS])


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first asked for: a report meets a third of the rules."""
    return re.compile(pattern)

"""The parts of a paragraph's figures: by the form's partitions first, then by the words of the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.prose.arithmetic import by_sum
from gouji.prose.bare import slips
from gouji.prose.built import built
from gouji.prose.closing import shares_full
from gouji.prose.cues import is_rest
from gouji.prose.divisions import HANDLED, WHOLES, divides
from gouji.prose.lists import listed
from gouji.prose.partitions import Told, known, may_divide
from gouji.prose.row import Item, Row, family, row_of
from gouji.prose.slips import is_slip
from gouji.prose.totals import said_plainly
from gouji.types import Parts

_STEP = re.compile(r"^[、，；](?!其中|另|含)[^，。；：（）0]{1,16}$")


def parts_of(items: Sequence[Item], zeros: Sequence[bool]) -> list[Parts]:
    """All parts among the figures of one paragraph (indexes into ``items``); a list that both ways find is told once.

    ``zeros`` marks the figures that are said in words (未收到).
    """
    row, at, found = read_lists(items, zeros)
    found = built(row, found)
    back = dict(enumerate(at))
    return sorted((_placed(one, back) for one in found), key=lambda one: (one.whole, one.parts))


def read_lists(items: Sequence[Item], zeros: Sequence[bool]) -> tuple[Row, list[int], list[Parts]]:
    """The row of the printed figures, their places among ``items``, and the lists that keys, words or sums show."""
    at = [index for index, zero in enumerate(zeros) if not zero]
    row = row_of([items[index] for index in at])
    places = {index: place for place, index in enumerate(at)}
    by_key = [_placed(parts, places) for parts in _by_key(items, zeros)]
    found = _merged(row, by_key, listed(row))
    found += by_sum(row, found)
    found += slips(row, found)
    return row, at, _once(row, found)


def _by_key(items: Sequence[Item], zeros: Sequence[bool]) -> list[Parts]:
    """The divisions of the form, as indexes into ``items``."""
    if not any(may_divide(item.key) for item in items):
        return []
    return known(
        [
            Told(item.key, item.slot.sentence, item.slot.gap, zero, item.value, item.slot.right)
            for item, zero in zip(items, zeros, strict=True)
        ]
    )


def _once(row: Row, found: Sequence[Parts]) -> list[Parts]:
    """共188条。其中目录中简介4条…其他3条，共102条；专栏…共86条: what comes to one whole is not all of another.

    Unless that other differs by a mere slip, as a total does that is said again and mistyped.
    """
    several = [one for one in found if len(one.parts) > 1]
    exact = {one.parts: row.values[one.whole] for one in several if row.exact(one.whole, one.parts)}

    def elsewhere(one: Parts) -> bool:
        if one.whole > max(one.parts) and said_plainly(row.gaps[one.whole]):
            return False
        total, value = exact.get(one.parts), row.values[one.whole]
        return total is not None and value is not None and value != total and not is_slip(value, total)

    opened = [replace(one, closed=False) if elsewhere(one) else one for one in found]
    return [
        one
        for one in opened
        if not elsewhere(one) or row.holds(one.whole, one.parts) and "known partition" not in one.why
    ]


def _placed(parts: Parts, places: dict[int, int]) -> Parts:
    return Parts(places[parts.whole], tuple([places[i] for i in parts.parts]), parts.closed, parts.why)


def _merged(row: Row, by_key: Sequence[Parts], by_words: Sequence[Parts]) -> list[Parts]:
    """Known divisions, unless the list as printed has more members or names another whole that they make up."""
    kept: list[Parts] = []
    for one in by_key:
        better = next((parts for parts in by_words if _reads_better(row, parts, one)), None)
        elsewhere = {i for parts in (*by_key, *by_words) if parts.whole != one.whole for i in parts.parts}
        if better:
            exact = row.exact(better.whole, better.parts)
            kept.append(replace(better, closed=True, why=one.why) if exact else better)
        elif completed := _completed(row, one, elsewhere):
            full = not completed.closed and shares_full(row, completed.parts)
            kept.append(replace(completed, closed=True, why="the shares make 100 %") if full else completed)
    owned = {part for parts in kept for part in parts.parts}
    return kept + [parts for parts in by_words if not owned & set(parts.parts)]


def _reads_better(row: Row, parts: Parts, known: Parts) -> bool:
    """其中信访33件，重复14件，其他情形5件: one more without a key; 自然人61件，组织30件，共91件: a whole that fits;

    办结10件…所办10件之中: the same whole said again, right before the list.
    """
    if set(parts.parts) == set(known.parts) and known.whole < parts.whole < min(parts.parts):
        said_again = row.values[parts.whole] == row.values[known.whole]
        return said_again or row.exact(parts.whole, parts.parts) and not row.exact(known.whole, known.parts)
    if row.exact(known.whole, known.parts) or not set(known.parts) <= set(parts.parts):
        return False
    if row.items[known.whole].key == HANDLED and parts.whole < known.whole < min(parts.parts):
        return False  # 新收8件，办结9件。其中予以公开…: the results are those of what was handled, said right before
    fits = len(parts.parts) > 1 and row.exact(parts.whole, parts.parts) and _may_own(row, parts)
    more = set(parts.parts) - set(known.parts)
    if parts.whole == known.whole and not fits:
        return bool(more) and all(row.items[i].key == "unnamed" for i in more)
    return fits


def _may_own(row: Row, parts: Parts) -> bool:
    """Does nothing in its key keep the whole from being divided so? An equal number of another kind is chance."""
    key = row.items[parts.whole].key
    if family(key) not in {"requests", "disputes"} and not key.startswith("stats."):
        return True
    return any(divides(key, row.items[i].key) for i in parts.parts)


def _completed(row: Row, known: Parts, elsewhere: set[int]) -> Parts | None:
    """A division that does not add up although closed: figures among its members whose key was not found belong to it

    if they make it add up; if not, nobody can say what the members are, and there are no parts.
    """
    if not known.closed or row.exact(known.whole, known.parts):
        return known
    strays = [index for index in _strays(row, known) if index not in elsewhere]
    if not strays:
        return known
    members = tuple(sorted([*known.parts, *strays]))
    clear = all(i > max(known.parts) and is_rest(row.labels[i]) or _amid(row, known, i) for i in strays)
    return replace(known, parts=members) if clear or row.exact(known.whole, members) else None


def _amid(row: Row, known: Parts, index: int) -> bool:
    """在线平台119件，信件25件，当面8件: between two members, set off as they are: one of them, whatever its key."""
    inside = min(known.parts) < index < max(known.parts)
    return inside and bool(_STEP.match(row.gaps[index]) and _STEP.match(row.gaps[index + 1]))


def _strays(row: Row, known: Parts) -> Iterator[int]:
    """Figures that stand in the list, or right beside it, and count the same things, but have no key of it."""
    first, last = min(known.parts), max(known.parts)
    for index in range(max(first - 1, 0), min(last + 2, len(row.items))):
        if index in known.parts or index == known.whole or not row.counts[index]:
            continue
        if row.items[index].key in WHOLES and not row.values[index]:
            continue  # 上年结转0件
        if row.depths[index] != row.depths[first] or not row.same_unit(index, first):
            continue
        if _stray(row, known, index):
            yield index


def _stray(row: Row, known: Parts, index: int) -> bool:
    first, last = min(known.parts), max(known.parts)
    nameless = row.items[index].key == "unnamed"
    if first < index < last:
        key = row.items[index].key
        other = family(key) != family(row.items[first].key) or key in WHOLES  # a total among its parts: a wrong key
        return nameless or other or row.gaps[index].startswith(("、", "和"))
    joint = row.gaps[max(index, first)].startswith(("、", "，", "；", "和"))
    return nameless and joint and row.sentences[index] == row.sentences[first if index < first else last]

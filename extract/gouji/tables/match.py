"""Printed rows → rows of the form: by their labels, and by their order where a label is damaged.

Four passes, each only between what the earlier ones made sure of: a label of one row only; a label that several rows
share; a label that is nearly a row's; no legible label, where as many printed rows as rows of the form are left.
A wrong row is worse than none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from gouji.tables.book import Book
from gouji.tables.labels import Label, broken_off, fold, likeness
from gouji.tables.split import Split

CLOSE, MARGIN, KIN = 72.0, 12.0, 30.0


@dataclass(slots=True)
class Matching:
    """``row_of[i]`` is the row of ``splits[i]``, ``how[i]`` the pass that found it; ``doubled``: lines of one label."""

    book: Book
    splits: list[Split]
    fits: Callable[[Split, int], bool]
    row_of: dict[int, int] = field(default_factory=dict)
    how: dict[int, str] = field(default_factory=dict)
    doubled: dict[int, list[int]] = field(default_factory=dict)

    def put(self, line: int, row: int, how: str) -> None:
        self.row_of[line] = row
        self.how[line] = how

    def gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Lines without a partner between neighbours that stand in the form's order, with the rows that have none."""
        form = self.book.table.rows
        chain = [(-1, -1), *_longest_rise(sorted(self.row_of.items())), (len(self.splits), len(form))]
        taken = set(self.row_of.values()) | set(self.doubled)
        groups = {"", *[form[n].group for n in taken]}
        twins = {line for lines in self.doubled.values() for line in lines}
        for (line, row), (next_line, next_row) in zip(chain, chain[1:], strict=False):
            if next_line == line + 1:  # as between most: nothing stands there that could be matched
                continue
            lines = [n for n in range(line + 1, next_line) if n not in self.row_of and n not in twins]
            merged = {self.splits[n].group for n in lines} - groups
            rows = [n for n in range(row + 1, next_row) if n not in taken and form[n].group not in merged]
            yield [n for n in lines if not self.is_group(n)], rows

    def is_group(self, line: int) -> bool:
        return bool(self.splits[line].group) or self.splits[line].subtotal


def match(splits: list[Split], book: Book, fits: Callable[[Split, int], bool]) -> Matching:
    """Every line's row. ``fits`` tells whether a line's cells are as many as a row's columns."""
    found = Matching(book, splits, fits)
    _by_label(found)
    _by_shared_label(found)
    _by_close_label(found)
    _by_order(found)
    return found


def _by_label(found: Matching) -> None:
    lines_of: dict[int, list[int]] = {}
    for number, each in enumerate(found.splits):
        if len(each.rows) == 1:
            lines_of.setdefault(each.rows[0], []).append(number)
    for row, lines in lines_of.items():
        if len(lines) > 1:
            found.doubled[row] = lines
        else:
            found.put(lines[0], row, "label")


def _by_shared_label(found: Matching) -> None:
    for lines, rows in list(found.gaps()):
        shared: dict[tuple[int, ...], list[int]] = {}
        for line in lines:
            left = tuple(row for row in found.splits[line].rows if row in rows)
            if left:
                shared.setdefault(left, []).append(line)
        for left, same in shared.items():
            if len(left) == len(same) and not any(set(left) & set(other) for other in shared if other != left):
                for line, row in zip(same, left, strict=True):
                    found.put(line, row, "label")


def _by_close_label(found: Matching) -> None:
    for lines, rows in list(found.gaps()):
        pairs = [(line, row) for line in lines if (row := _closest(found, line, rows)) is not None]
        claimed = [row for _, row in pairs]
        if claimed == sorted(set(claimed)):
            for line, row in pairs:
                found.put(line, row, "close")


def _closest(found: Matching, line: int, rows: Sequence[int]) -> int | None:
    """The one row in the gap whose label is clearly nearer than that of any other row or group of the table."""
    words = found.splits[line].words
    if not words.core or not rows:
        return None
    scores = [likeness(words, label) for label in found.book.labels]
    best = max(rows, key=lambda row: scores[row])
    others = [score for row, score in enumerate(scores) if row != best]
    others += [likeness(words, fold(group.label)) for group in found.book.table.groups]
    if scores[best] < CLOSE or scores[best] - max(others, default=0.0) < MARGIN:
        return None
    return best


def _by_order(found: Matching) -> None:
    for lines, rows in list(found.gaps()):
        pairs = list(zip(lines, rows, strict=False))
        if len(lines) == len(rows) and all(_may_be(found, line, row) for line, row in pairs):
            for line, row in pairs:
                found.put(line, row, "order")


def _may_be(found: Matching, line: int, row: int) -> bool:
    each, words = found.splits[line], found.splits[line].words
    return found.fits(each, row) and (not _legible(words) or _akin(words, found.book.labels[row]))


def _legible(words: Label) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in words.core)


def _akin(words: Label, expected: Label) -> bool:
    return likeness(words, expected) >= KIN or broken_off(words, expected)


def _longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs (sorted by their first) whose seconds rise: what stands in the form's own order."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for number, (_, row) in enumerate(pairs):
        at = bisect_left(tails, row)
        back.append(ends[at - 1] if at else -1)
        tails[at:], ends[at:] = [row, *tails[at + 1 :]], [number, *ends[at + 1 :]]
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = back[at]
    return chain[::-1]

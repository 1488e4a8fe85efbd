"""Which form a document is on, and which of its grids' lines belong to which statutory table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.family import Family, Form
from gouji.tables.book import Book, books
from gouji.tables.labels import fold
from gouji.tables.lines import Line
from gouji.tables.split import Split, find_zones, split, split_again

SIGNATURE, ENOUGH, LONG, WIDE = 5, 3, 8, 5

Lines = Sequence[Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Found:
    """A table's printed rows and the grids in which it was found; ``copies``: grids that print it again."""

    splits: tuple[Split, ...]
    grids: tuple[int, ...]
    copies: tuple[int, ...]


def choose_form(lines: Lines, family: Family, year: int | None) -> Form | None:
    """The form whose labels stand in the grids; the report's year only decides between equals."""
    words = {entry.label.core for grid in lines for line in grid for entry in line.entries}
    scores = {form.name: _score(form, words) for form in family.forms.values()}
    best = max(scores.values(), default=0)
    tied = [form for form in family.forms.values() if scores[form.name] == best]
    if not best:
        return None
    in_force = [form for form in tied if year is not None and form.covers(year)]
    return (in_force or tied)[0]


def _score(form: Form, words: set[str]) -> int:
    signature = sum(fold(label).core in words for label in form.signature)
    rows = {row for book in books(form) for core in book.loose.keys() & words for row in book.loose[core]}
    return SIGNATURE * signature + len(rows)


def find_table(lines: Lines, book: Book) -> Found:
    """The grids that hold the table, and their lines from the first to the last that can be part of it."""
    by_grid = {number: _splits(grid, book) for number, grid in enumerate(lines)}
    anchors = {number: {row for each in splits if each for row in each.rows} for number, splits in by_grid.items()}
    accepted: list[int] = []
    copies: list[int] = []
    rows: set[int] = set()
    for number in _by_worth(lines, anchors, by_grid, book):
        own = anchors[number]
        if 2 * len(own & rows) > len(own):
            copies.append(number)
        else:
            accepted.append(number)
            rows |= own
    accepted.sort()
    zones = find_zones([each for number in accepted for each in by_grid[number] if each], book)
    pairs = [pair for number in accepted for pair in zip(lines[number], by_grid[number], strict=True)]
    again = [split_again(line, each, book, zones) for line, each in pairs]
    return Found(tuple(each for each in again if each), tuple(accepted), tuple(copies))


def _splits(grid: Sequence[Line], book: Book) -> list[Split | None]:
    """The grid's lines as rows of the book's table; none of a grid without any label of one, as most others are."""
    labels = [entry.label for line in grid for entry in line.entries if entry.is_label]
    foreign = book.names.isdisjoint([label.core for label in labels] + [label.flat for label in labels])
    return [] if foreign else [split(line, book) for line in grid]


def _by_worth(
    lines: Lines, anchors: dict[int, set[int]], by_grid: dict[int, list[Split | None]], book: Book
) -> list[int]:
    """Grids that belong to the table, the surest first; a grid may lean on the one before it or after it."""
    found = {number: [each for each in splits if each] for number, splits in by_grid.items() if anchors[number]}
    worth = {number: _worth(lines[number], splits, book) for number, splits in found.items()}
    sure = {number for number, value in worth.items() if value >= ENOUGH}
    near = {
        n
        for n, value in worth.items()
        if 0 < value < ENOUGH and (_carries_on(n, lines, book) or _continues(n, sure, anchors))
    }
    return sorted(sure | near, key=lambda number: (-worth[number], number))


def _continues(number: int, sure: set[int], anchors: dict[int, set[int]]) -> bool:
    """True if the grid's rows come, in the form, right before or after those of a grid that is the table for sure."""
    before, after = anchors.get(number - 1, set()), anchors.get(number + 1, set())
    own = anchors[number]
    return (number - 1 in sure and max(before) < min(own)) or (number + 1 in sure and max(own) < min(after))


def _carries_on(number: int, lines: Lines, book: Book) -> bool:
    """True if the grid before ends in headings of the table: a page was broken between them and the rows."""
    if number == 0 or not lines[number - 1]:
        return False
    return any(book.heads(entry.label) for entry in lines[number - 1][-1].entries if entry.is_label)


def _worth(grid: Sequence[Line], splits: Sequence[Split], book: Book) -> int:
    """Points for being the table; without any heading of its own a grid must consist of the table's rows."""
    heads = sum(book.heads(entry.label) for line in grid for entry in line.entries if entry.is_label)
    known = [each for each in splits if each.rows]
    if not heads and 5 * len(known) < 3 * len(splits):
        return 0
    return 2 * heads + sum(_points(each, book) for each in known)


def _points(each: Split, book: Book) -> int:
    columns = len(book.table.rows[each.rows[0]].columns)
    return 1 + 2 * (len(each.words.core) >= LONG) + 2 * (len(each.slots) == columns >= WIDE)


def without_others(finds: Sequence[Found]) -> list[Found]:
    """The tables without the lines that are known rows of another (several tables may be drawn as one grid)."""
    known = [{(each.line.grid, each.line.row) for each in found.splits if each.rows} for found in finds]
    left = []
    for number, found in enumerate(finds):
        others = set().union(*known[:number], *known[number + 1 :]) - known[number]
        splits = tuple(each for each in found.splits if (each.line.grid, each.line.row) not in others)
        left.append(Found(splits, found.grids, found.copies))
    return left

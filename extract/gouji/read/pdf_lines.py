"""From glyphs to lines of text: which stand on one baseline, and which gaps between them are spaces."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from gouji.read.pdf_ink import Glyph
from gouji.types import Box

WORD_GAP = 0.2  # of the type size, between Latin letters or digits
PRINTED_GAP = 0.9  # of the type size, next to a Chinese character: wider than justification spreads them
COLUMN_GAP = 2.0  # of the type size: another column
_BASE, _LEFT = attrgetter("base"), attrgetter("x0")


class Mark(NamedTuple):
    """A character of the text to be; ``box`` None: white space that no glyph stands for."""

    char: str
    page: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its marks, where it stands in the view, and the size of its type."""

    page: int
    marks: list[Mark]
    x0: float
    x1: float
    top: float
    base: float
    em: float

    @property
    def text(self) -> str:
        return "".join(mark.char for mark in self.marks)


def rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs that share a baseline, top to bottom, each row left to right; what is printed twice for boldness, once."""
    found: list[list[Glyph]] = []
    level = reach = float("-inf")
    for glyph in sorted(glyphs, key=_BASE):
        if glyph.base > level:
            near = 0.4 * (glyph.bottom - glyph.top)
            if glyph.base - level > min(reach, near):
                found.append([])
                level, reach = glyph.base, near
        found[-1].append(glyph)
    return [_once(sorted(row, key=_LEFT)) for row in found]


def _once(row: list[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in row:
        for twin in kept[-2:]:
            if twin.char == glyph.char and glyph.x0 - twin.x0 < 0.5 * (twin.x1 - twin.x0) and glyph.char != " ":
                break
        else:
            kept.append(glyph)
    return kept


def lines(page: int, glyphs: list[Glyph]) -> list[Line]:
    """The printed lines outside tables; glyphs that stand across them (watermarks, margin notes) are left out."""
    made = (_line(page, row) for row in rows([glyph for glyph in glyphs if glyph.turn == 0]))
    return [line for line in made if line is not None]


def _line(page: int, row: list[Glyph]) -> Line | None:
    inked = [glyph for glyph in row if glyph.char != " "]
    if not inked:
        return None
    wide = [glyph.x1 - glyph.x0 for glyph in inked if is_han(glyph.char)]
    em = _middle(wide or [glyph.size for glyph in inked])
    top, base = min(glyph.top for glyph in inked), _middle([glyph.base for glyph in inked])
    return Line(page, _spaced(page, row, em, "\t"), inked[0].x0, max(glyph.x1 for glyph in inked), top, base, em)


def cell_marks(page: int, glyphs: list[Glyph]) -> list[Mark]:
    """The text of a cell without its line breaks; a space that begins or ends a line goes with the break."""
    if len(glyphs) == 1:  # most cells hold one digit
        return [Mark(glyph.char, page, glyph.box) for glyph in glyphs if glyph.char != " "]
    marks: list[Mark] = []
    for row in _columns(glyphs) or rows(glyphs):
        inked = [glyph.size for glyph in row if glyph.char != " "]
        made = _spaced(page, row, _middle(inked), " ") if inked else []
        if marks and made and _are_words(marks[-1].char, made[0].char):
            marks.append(Mark(" ", page, None))
        marks += made
    return marks


def _columns(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The columns of a vertical heading, right to left; empty for text in lines.

    Told by the order of drawing: in vertical text most steps lead down, and a column ends with a leap upwards.
    """
    inked = [glyph for glyph in glyphs if glyph.char != " "]
    steps = list(pairwise(inked))
    leaps = [i for i, (a, b) in enumerate(steps, 1) if a.base - b.base > 0.8 * a.size and a.x0 - b.x0 > 0.5 * a.size]
    if not leaps:
        return []
    down = sum(b.base - a.base > 0.4 * a.size and abs(b.x0 - a.x0) < 0.5 * a.size for a, b in steps)
    if down < 0.6 * len(steps):
        return []
    parts = zip([0, *leaps], [*leaps, len(inked)], strict=True)
    return [[glyph] for start, stop in parts for glyph in inked[start:stop]]


def _spaced(page: int, row: list[Glyph], em: float, far: str) -> list[Mark]:
    marks: list[Mark] = []
    last: Glyph | None = None
    space: Glyph | None = None
    new, near = tuple.__new__, WORD_GAP * em  # the record's own constructor costs more than the rest of the loop
    for glyph in row:
        char = glyph.char
        if char == " ":
            space = space or glyph
            continue
        if last is not None and (space is not None or glyph.x0 - last.x1 > near):
            marks += _between(page, last, space, glyph, em, far)
        marks.append(new(Mark, (char, page, glyph.box)))
        last, space = glyph, None
    return marks


def _between(page: int, a: Glyph, space: Glyph | None, b: Glyph, em: float, far: str) -> list[Mark]:
    """The white space between two neighbours: a printed one if there is room for it, else what the gap says."""
    gap = b.x0 - a.x1
    if gap > COLUMN_GAP * em:
        return [Mark(far, page, None)]
    if space is not None:
        return [Mark(" ", page, space.box)] if gap > 0.1 * em else []
    wanted = WORD_GAP if _is_word(a.char) and _is_word(b.char) else PRINTED_GAP
    return [Mark(" ", page, None)] if gap > wanted * em else []


def is_han(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char > "\U0001ffff"


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _are_words(a: str, b: str) -> bool:
    """True if a line end parts Latin words; one between digits cuts a number in two and counts for nothing."""
    return _is_word(a) and _is_word(b) and not (a.isdigit() and b.isdigit())


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]

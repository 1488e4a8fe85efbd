"""What an engine sees on a page of a PDF, in plain records: glyphs and rulings, no text yet.

Every glyph keeps two boxes. ``box`` is PDF user space, where annotations are written. The other is the *view*: the page
turned until its text is upright, y downwards. All layout happens in the view, so nothing after the engine knows of
rotations, shifted MediaBoxes or crops.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from gouji.types import Box

THIN = 3.0  # points; a filled box thinner than this is drawn to be seen as a line
WHITE = 250  # of 255; lighter than this cannot be told from paper

# CJK radicals (U+2E80..) that fonts give for whole characters and NFKC leaves as they are.
_RADICALS = str.maketrans(
    "⺠⻅⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻄⻁⻆⻳⺟",
    "民见贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙西虎角龟母",
)


class Glyph(NamedTuple):
    """One character. ``box`` in user space; ``x0``..``bottom`` and ``base`` (its baseline) in the view.

    ``turn`` counts the quarter turns (0-3) between its direction and the view's; 4 means askew.
    """

    char: str
    box: Box
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    turn: int = 0

    @property
    def size(self) -> float:
        return self.bottom - self.top


class Rule(NamedTuple):
    """A straight horizontal or vertical line in the view (``x0 <= x1``, ``top <= bottom``, one extent near zero)."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def upright(self) -> bool:
        return self.bottom - self.top > self.x1 - self.x0


class Ink(NamedTuple):
    """A page: number from 1, bounds in the view, its glyphs in the order they were drawn, its rulings.

    ``hidden`` characters were left out; ``lost``: the engine gave far fewer characters than there are pieces of text.
    """

    number: int
    bounds: Box
    glyphs: list[Glyph]
    rules: list[Rule]
    has_image: bool = False
    hidden: int = 0
    lost: bool = False


class Fill(NamedTuple):
    """A painted box or line of the page, in user space; ``light``: white; ``stroked``: its outline is drawn."""

    box: Box
    light: bool
    stroked: bool


@lru_cache(maxsize=16384)
def plain(char: str) -> str:
    """The ordinary character for a radical or compatibility form a font gave; "" for what is no character."""
    code = ord(char)
    if 0x2E80 <= code < 0x2F00:
        return char.translate(_RADICALS)
    if 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", char)
    if char.isspace():
        return " "
    return "" if code < 32 or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn") else char


def upright(char: str, box: Box, base: float, turn: int = 0) -> Glyph:
    """A glyph in the view of an unturned page; ``base`` is the y of its baseline in user space."""
    x0, y0, x1, y1 = box
    return Glyph(char, box, x0, -y1, x1, -y0, -base, turn)


def seen(box: Box, turn: int) -> Box:
    """``box`` of user space in the view of text that is turned by ``turn`` quarters anticlockwise (y downwards)."""
    x0, y0, x1, y1 = box
    if turn == 0:
        return Box(x0, -y1, x1, -y0)
    if turn == 1:
        return Box(y0, x0, y1, x1)
    if turn == 2:
        return Box(-x1, y0, -x0, y1)
    return Box(-y1, -x1, -y0, -x0)


def compose(number: int, page: Box, glyphs: list[Glyph], fills: list[Fill], image: bool, hidden: int) -> Ink:
    """The page in the view in which most of its text is upright; glyphs outside ``page`` are cut off.

    Engines make glyphs in the view of an unturned page, ``turn`` being their quarter turns anticlockwise.
    """
    left, foot, right, head = page
    inside = [g for g in glyphs if g.x1 > left and g.x0 < right and -g.top > foot and -g.bottom < head]
    turns = Counter(glyph.turn for glyph in inside if glyph.turn < 4)
    turn = turns.most_common(1)[0][0] if turns else 0
    if turn:
        inside = [_turned(glyph, turn) for glyph in inside]
    return Ink(number, seen(page, turn), inside, _rules(fills, turn), image, hidden)


def _turned(glyph: Glyph, turn: int) -> Glyph:
    """The glyph in the view of text turned like ``turn``; an eighth of its height stands below the baseline."""
    view = seen(glyph.box, turn)
    own = 4 if glyph.turn == 4 else (glyph.turn - turn) % 4
    base = view.y1 - 0.12 * (view.y1 - view.y0)
    return Glyph(glyph.char, glyph.box, view.x0, view.y0, view.x1, view.y1, base, own)


def _rules(fills: list[Fill], turn: int) -> list[Rule]:
    """The outlines of stroked boxes and the thin filled ones; white ones count only on a coloured ground."""
    grounds = [box for box, light, _ in fills if not light and not _is_thin(box)]
    rules: list[Rule] = []
    for box, light, stroked in fills:
        if light and not any(_covers(ground, box) for ground in grounds):
            continue
        rules += _outline(seen(box, turn), stroked)
    return rules


def _is_thin(box: Box) -> bool:
    x0, y0, x1, y1 = box
    return x1 - x0 <= THIN or y1 - y0 <= THIN


def _covers(ground: Box, box: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return ground.x0 <= x <= ground.x1 and ground.y0 <= y <= ground.y1


def _outline(box: Box, stroked: bool) -> list[Rule]:
    x0, top, x1, bottom = box
    if x1 - x0 <= THIN or bottom - top <= THIN:
        if x1 - x0 < bottom - top:
            return [Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)]
        return [Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)]
    if not stroked:
        return []
    return [Rule(x0, top, x1, top), Rule(x0, bottom, x1, bottom), Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom)]

"""Glyphs and rulings from pdfplumber: the slow second engine, a fall-back and the oracle of the first.

pdfplumber turns and shifts its coordinates; here that is undone, so both engines speak PDF user space. It ignores
/ActualText and does not tell text render modes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from gouji.read.pdf_ink import WHITE, Fill, Glyph, Ink, compose, plain, upright
from gouji.types import Box

Point = tuple[float, float]
Undo = Callable[[float, float], Point]


def read_page(page: Any, index: int) -> Ink:
    """The page ``index`` (from 0) of an open ``pdfplumber.PDF``."""
    undo = _undo(page)
    fills = [fill for thing in (*page.lines, *page.rects, *page.curves) for fill in _fills(thing, page, undo)]
    x0, y0, x1, y1 = (float(value) for value in page.page_obj.cropbox or page.page_obj.mediabox)
    crop = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    glyphs = [glyph for char in page.chars for glyph in _glyphs(char, page, undo)]
    return compose(index + 1, crop, glyphs, fills, bool(page.images), 0)


def _undo(page: Any) -> Undo:
    """From pdfminer's turned and shifted layout back to user space (the inverse of its page matrix)."""
    x0, y0, x1, y1 = (float(value) for value in page.page_obj.mediabox)
    turned: dict[int, Undo] = {
        90: lambda x, y: (x1 - y, x + y0),
        180: lambda x, y: (x1 - x, y1 - y),
        270: lambda x, y: (y + x0, y1 - x),
    }
    return turned.get(int(page.rotation) % 360, lambda x, y: (x + x0, y + y0))


def _box(thing: dict[str, Any], page: Any, undo: Undo) -> Box:
    shift = float(page.mediabox[0])
    ax, ay = undo(thing["x0"] - shift, thing["y0"])
    bx, by = undo(thing["x1"] - shift, thing["y1"])
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _glyphs(char: dict[str, Any], page: Any, undo: Undo) -> Iterator[Glyph]:
    a, b, _, _, e, f = char["matrix"]
    x, y = undo(e, f)
    tip_x, tip_y = undo(e + a, f + b)
    turn = _quarter(tip_x - x, tip_y - y)
    box = _box(char, page, undo)
    letters = [letter for letter in map(plain, char["text"]) if letter]
    step = (box.x1 - box.x0) / max(len(letters), 1)
    for k, letter in enumerate(letters):
        part = Box(box.x0 + k * step, box.y0, box.x0 + (k + 1) * step, box.y1) if turn == 0 else box
        yield upright(letter, part, y, turn)


def _quarter(dx: float, dy: float) -> int:
    length = math.hypot(dx, dy) or 1.0
    for turn, (x, y) in enumerate(((1, 0), (0, 1), (-1, 0), (0, -1))):
        if (dx * x + dy * y) / length > 0.99:
            return turn
    return 4


def _fills(thing: dict[str, Any], page: Any, undo: Undo) -> Iterator[Fill]:
    straight = thing["object_type"] != "curve"
    if thing.get("fill") and thing["object_type"] != "line":
        yield Fill(_box(thing, page, undo), _is_light(thing.get("non_stroking_color")), False)
    if not thing.get("stroke"):
        return
    pale = _is_light(thing.get("stroking_color"))
    if straight:
        yield Fill(_box(thing, page, undo), pale, True)
        return
    foot = float(page.mediabox[1]) + float(page.height)
    points = [undo(x - float(page.mediabox[0]), foot - top) for x, top in thing.get("pts") or ()]
    for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
        if abs(ax - bx) < 1 or abs(ay - by) < 1:
            yield Fill(Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)), pale, True)


def _is_light(colour: Any) -> bool:
    """True for white in grey, RGB or CMYK; what has no such numbers (a pattern) is not white."""
    values = colour if isinstance(colour, tuple | list) else (colour,)
    if not values or not all(isinstance(value, int | float) for value in values):
        return False
    light = WHITE / 255
    return bool(max(values) <= 1 - light if len(values) == 4 else min(values) >= light)

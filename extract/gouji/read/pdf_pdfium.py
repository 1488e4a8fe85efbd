"""Glyphs and rulings from pdfium, by its C functions: twenty times faster than a PDF interpreter in Python.

pdfium keeps /ActualText (Chromium prints radicals without it) and survives most broken files. It is not thread-safe.
"""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Iterator
from itertools import groupby, pairwise, repeat
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from gouji.read import pdf_functions as f
from gouji.read.pdf_ink import Glyph, Ink, compose, plain, upright
from gouji.read.pdf_objects import Things, things_on
from gouji.types import Box

SAMPLE = 4  # a watermark has at least so many characters


def read_page(document: pdfium.PdfDocument, index: int) -> Ink:
    """The page ``index`` (from 0) of an open document."""
    page = document[index]
    try:
        x0, y0, x1, y1 = page.get_cropbox()
        things = things_on(f.address(page.raw))
        raw, hidden = _glyphs(page, things)
        ink = compose(index + 1, Box(x0, y0, x1, y1), raw, things.fills, bool(things.images), hidden)
        # pdfium leaves out text without outlines: single glyphs of a font that is neither embedded nor installed
        return ink._replace(lost=len(raw) + hidden < things.texts // 2)
    finally:
        page.close()


def _glyphs(page: pdfium.PdfPage, things: Things) -> tuple[list[Glyph], int]:
    textpage = page.get_textpage()
    try:
        chars, handle = _characters(textpage.raw), f.address(textpage.raw)
        askew = any(abs(f.char_angle(handle, i)) > 0.01 for i in range(0, len(chars), SAMPLE))
        unseen = things.unseen if things.unseen else None
        return _read_glyphs(handle, chars, askew, unseen)
    finally:
        textpage.close()


def _characters(handle: Any) -> list[str]:
    """One string for each character index; one call if pdfium has one UTF-16 unit for each."""
    count = c.FPDFText_CountChars(handle)
    if count <= 0:
        return []
    buffer = (ctypes.c_ushort * (count + 1))()
    if c.FPDFText_GetText(handle, 0, count, buffer) == count + 1:
        return list(map(chr, buffer[:count]))
    return [_from_code(c.FPDFText_GetUnicode(handle, i)) for i in range(count)]


def _from_code(code: int) -> str:
    return "" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _read_glyphs(handle: int, chars: list[str], askew: bool, unseen: set[int] | None) -> tuple[list[Glyph], int]:
    at = (ctypes.c_double * 2)()
    to_x, to_y = ctypes.addressof(at), ctypes.addressof(at) + ctypes.sizeof(at) // 2
    new = tuple.__new__
    glyphs: list[Glyph] = []
    hidden, usual = 0, Glyph("", Box(0, 0, 0, 0), 0, 0, 0, 0, 0)
    for i, (char, there, (left, head, right, foot)) in enumerate(_boxed(handle, chars)):
        if not char or not there:
            continue
        if char == " " and head <= foot:
            continue  # a space pdfium made up; ours come from the gaps
        if unseen and f.text_object(handle, i) in unseen:
            hidden += char != " "
            continue
        box = new(Box, (left, foot, right, head))  # tuple.__new__: the records' own costs a third of the page
        if foot == usual.box.y0 and head == usual.box.y1 and not askew:  # one font on one baseline: nothing to ask
            glyphs.append(new(Glyph, (char, box, left, -head, right, -foot, usual.base, 0)))
            continue
        f.char_origin(handle, i, to_x, to_y)
        x, y = at
        if _is_doubtful(handle, i, askew, box, x, usual.bottom - usual.top):
            glyphs.append(_rebuilt(handle, i, char, x, y))
        else:
            usual = new(Glyph, (char, box, left, -head, right, -foot, -y, 0))
            glyphs.append(usual)
    return _spread(glyphs), hidden


def _boxed(handle: int, chars: list[str]) -> Iterator[tuple[str, int, tuple[float, float, float, float]]]:
    """Each character as it is written, whether pdfium knows where it stands, and its left, top, right and bottom."""
    rects = (ctypes.c_float * (4 * len(chars)))()  # FS_RECTF, one beside the other, so that no loop runs in Python
    start, size = ctypes.addressof(rects), 4 * ctypes.sizeof(ctypes.c_float)
    there = list(map(f.loose_box, repeat(handle), range(len(chars)), range(start, start + size * len(chars), size)))
    known = {raw: plain(raw) if raw and raw not in "\r\n" else "" for raw in set(chars)}
    return zip(map(known.__getitem__, chars), there, struct.Struct("4f").iter_unpack(rects), strict=True)


def _is_doubtful(handle: int, i: int, askew: bool, box: Box, x: float, usual: float) -> bool:
    """True if pdfium's box (``x``: the origin's) is not the type's: turned, tight around ink, or of a vertical font."""
    x0, y0, x1, y1 = box
    height = y1 - y0
    if abs(x0 - x) > 0.05 or height < 0.6 * ((x1 - x) - (x0 - x)) or (askew and f.char_angle(handle, i)):
        return True
    return abs(height - usual) > 0.4 * usual and not 0.7 < height / _em(handle, i)[0] < 1.6


def _rebuilt(handle: int, i: int, char: str, x: float, y: float) -> Glyph:
    """The glyph's box from its origin and matrix: pdfium's own is wrong for turned text and tight for /ActualText."""
    em, dx, dy = _em(handle, i)
    turn = _quarter(dx, dy)
    advance = em if _is_wide(char) else _reach(handle, i, x, y, dx, dy, em)
    along = (0.0, advance * dx, -0.12 * em * -dy, 0.88 * em * -dy, advance * dx + 0.88 * em * -dy)
    up = (0.0, advance * dy, -0.12 * em * dx, 0.88 * em * dx, advance * dy + 0.88 * em * dx)
    return upright(char, Box(x + min(along), y + min(up), x + max(along), y + max(up)), y, turn)


def _em(handle: int, i: int) -> tuple[float, float, float]:
    """The type size on the page, and the direction of writing as a vector of length 1."""
    m = c.FS_MATRIX()
    f.char_matrix(handle, i, ctypes.byref(m))
    scale = math.hypot(m.a, m.b)
    em = f.font_size(handle, i) * scale
    return (em, m.a / scale, m.b / scale) if em > 0 else (1.0, 1.0, 0.0)


def _reach(handle: int, i: int, x: float, y: float, dx: float, dy: float, em: float) -> float:
    """How far the inked box of a narrow character reaches from its origin along the direction of writing."""
    edge = [ctypes.c_double() for _ in range(4)]
    f.char_box(handle, i, *map(ctypes.byref, edge))
    left, right, bottom, top = (value.value for value in edge)
    reach = max((right - x) * dx, (left - x) * dx) + max((top - y) * dy, (bottom - y) * dy)
    return reach if reach > 0 else em / 2


def _quarter(dx: float, dy: float) -> int:
    for turn, (x, y) in enumerate(((1, 0), (0, 1), (-1, 0), (0, -1))):
        if dx * x + dy * y > 0.99:
            return turn
    return 4


def _is_wide(char: str) -> bool:
    return "\u2e80" <= char <= "\ud7ff" or "\uf900" <= char <= "\uff60" or char > "\U0001ffff"


def _spread(glyphs: list[Glyph]) -> list[Glyph]:
    """Several characters of one /ActualText stand in one box: share its width among them, left to right."""
    if not any(a.box == b.box and a.char != b.char for a, b in pairwise(glyphs)):
        return glyphs
    spread: list[Glyph] = []
    for _, run in groupby(glyphs, lambda glyph: glyph.box):
        group = list(run)
        alike = len({glyph.char for glyph in group}) == 1 or group[0].turn != 0
        spread += group if alike else _shared(group)
    return spread


def _shared(group: list[Glyph]) -> list[Glyph]:
    x0, y0, x1, y1 = group[0].box
    step = (x1 - x0) / len(group)
    boxes = [Box(x0 + k * step, y0, x0 + (k + 1) * step, y1) for k in range(len(group))]
    return [upright(glyph.char, box, -glyph.base) for glyph, box in zip(group, boxes, strict=True)]

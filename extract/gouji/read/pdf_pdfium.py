"""Glyphs and rulings from pdfium, by its C functions: twenty times faster than a PDF interpreter in Python.

pdfium keeps /ActualText (Chromium prints radicals without it) and survives most broken files. It is not thread-safe.
"""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from gouji.read import pdf_functions as f
from gouji.read.pdf_ink import WHITE, Fill, Glyph, Ink, compose, plain, upright
from gouji.types import Box

INVISIBLE = 3  # text render mode 3 of ISO 32000-1, 9.3.6
MAX_DEPTH = 8
MAX_OBJECTS = 60_000
SAMPLE = 4  # a watermark has at least so many characters
Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Things:
    """What a page's objects tell: painted boxes, pictures, and the text objects nobody can see."""

    def __init__(self) -> None:
        self.fills: list[Fill] = []
        self.images: list[Box] = []
        self.unseen: set[int] = set()
        self.pale: list[tuple[int, Box]] = []
        self.texts = 0
        self.left = MAX_OBJECTS
        self.colour = Colour()


class Colour:
    """Somewhere for pdfium to put a colour (made once: it is asked for every object)."""

    def __init__(self) -> None:
        self.parts = (ctypes.c_uint * 4)()
        start, size = ctypes.addressof(self.parts), ctypes.sizeof(ctypes.c_uint)
        self.at = tuple(start + k * size for k in range(4))

    def light(self) -> bool:
        """True for white and for full transparency."""
        red, green, blue, alpha = self.parts
        return not alpha or (red >= WHITE and green >= WHITE and blue >= WHITE)

    def is_light(self, thing: int, getter: Any) -> bool:
        return bool(getter(thing, *self.at)) and self.light()


def read_page(document: pdfium.PdfDocument, index: int) -> Ink:
    """The page ``index`` (from 0) of an open document."""
    page = document[index]
    try:
        x0, y0, x1, y1 = page.get_cropbox()
        things = _things(f.address(page.raw))
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
        return [chr(unit) for unit in buffer[:count]]
    return [_from_code(c.FPDFText_GetUnicode(handle, i)) for i in range(count)]


def _from_code(code: int) -> str:
    return "" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _read_glyphs(handle: int, chars: list[str], askew: bool, unseen: set[int] | None) -> tuple[list[Glyph], int]:
    rect, at = (ctypes.c_float * 4)(), (ctypes.c_double * 2)()  # FS_RECTF: left, top, right, bottom
    to_rect, to_x, to_y = ctypes.addressof(rect), ctypes.addressof(at), ctypes.addressof(at) + ctypes.sizeof(at) // 2
    loose, floats, new = f.loose_box, struct.Struct("4f").unpack_from, tuple.__new__
    glyphs: list[Glyph] = []
    hidden, usual = 0, Glyph("", Box(0, 0, 0, 0), 0, 0, 0, 0, 0)
    for i, raw in enumerate(chars):
        char = plain(raw) if raw and raw not in "\r\n" else ""
        if not char or not loose(handle, i, to_rect):
            continue
        left, head, right, foot = floats(rect)
        if char == " " and head <= foot:
            continue  # a space pdfium made up; ours come from the gaps
        if unseen and f.text_object(handle, i) in unseen:
            hidden += char != " "
            continue
        if foot == usual.box.y0 and head == usual.box.y1 and not askew:  # one font on one baseline: nothing to ask
            box = new(Box, (left, foot, right, head))  # tuple.__new__: the records' own costs a third of the page
            glyphs.append(new(Glyph, (char, box, left, -head, right, -foot, usual.base, 0)))
            continue
        f.char_origin(handle, i, to_x, to_y)
        x, y = at
        if _is_doubtful(handle, i, askew, Box(left - x, foot, right - x, head), usual.size):
            glyphs.append(_rebuilt(handle, i, char, x, y))
        else:
            usual = upright(char, Box(left, foot, right, head), y)
            glyphs.append(usual)
    return _spread(glyphs), hidden


def _is_doubtful(handle: int, i: int, askew: bool, box: Box, usual: float) -> bool:
    """True if pdfium's box (x from the origin) is not the type's: turned, tight around ink, or of a vertical font."""
    height = box.y1 - box.y0
    if abs(box.x0) > 0.05 or height < 0.6 * (box.x1 - box.x0) or (askew and f.char_angle(handle, i)):
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


def _things(page: int) -> Things:
    things = Things()
    _survey(things, f.get_object, page, f.count_objects(page), UNIT, 0)
    if len(things.unseen) == things.texts:
        things.unseen.clear()  # the text layer of a scan: all there is to read
    _add_pale(things)
    return things


def _survey(things: Things, get: Any, holder: int, count: int, matrix: Matrix, depth: int) -> None:
    """Note every object of a page or a form, the forms inside it too; ``matrix`` leads to user space."""
    mode_of, colour_of, colour = f.render_mode, f.fill_colour, things.colour
    count = min(count, things.left)
    things.left -= count
    for i in range(count):
        thing = get(holder, i)
        mode = mode_of(thing)  # -1 if it is no text; asked first, for nearly all of a page is text
        if mode < 0:
            _note(things, thing, matrix, depth)
            continue
        things.texts += 1
        if mode == INVISIBLE:
            things.unseen.add(thing)
        elif colour_of(thing, *colour.at) and colour.light():
            things.pale.append((thing, _bounds(thing, matrix)))


def _note(things: Things, thing: int, matrix: Matrix, depth: int) -> None:
    kind = f.kind_of(thing)
    if kind == c.FPDF_PAGEOBJ_PATH:
        things.fills.extend(_fills(thing, matrix, things.colour))
    elif kind == c.FPDF_PAGEOBJ_IMAGE:
        things.images.append(_bounds(thing, matrix))
    elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        inner = _product(_matrix(thing), matrix)
        _survey(things, f.form_get_object, thing, f.form_count_objects(thing), inner, depth + 1)


def _add_pale(things: Things) -> None:
    """White text is unseen unless it stands on a colour or a picture."""
    grounds = [fill.box for fill in things.fills if not fill.light] + things.images
    for address, box in things.pale:
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        if not any(ground.x0 <= x <= ground.x1 and ground.y0 <= y <= ground.y1 for ground in grounds):
            things.unseen.add(address)


def _matrix(thing: int) -> Matrix:
    m = (ctypes.c_float * 6)()
    f.matrix_of(thing, m)
    xx, xy, yx, yy, dx, dy = m
    return xx, xy, yx, yy, dx, dy


def _product(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _moved(points: list[tuple[float, float]], m: Matrix) -> list[tuple[float, float]]:
    return [(x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]) for x, y in points]


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _bounds(thing: int, matrix: Matrix) -> Box:
    edge = [ctypes.c_float() for _ in range(4)]
    f.bounds_of(thing, *map(ctypes.byref, edge))
    x0, y0, x1, y1 = (value.value for value in edge)
    return _around(_moved([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], matrix))


def _fills(path: int, outer: Matrix, colour: Colour) -> Iterator[Fill]:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    f.draw_mode(path, ctypes.byref(mode), ctypes.byref(stroked))
    if not mode.value and not stroked.value:
        return
    matrix = _product(_matrix(path), outer)
    pale_fill = not mode.value or colour.is_light(path, f.fill_colour)
    pale_line = bool(stroked.value) and colour.is_light(path, f.stroke_colour)
    for points, curved in _subpaths(path, matrix):
        if mode.value:
            yield Fill(_around(points), pale_fill, False)
        if stroked.value and not curved:
            for start, stop in zip(points, points[1:], strict=False):
                if abs(start[0] - stop[0]) < 1 or abs(start[1] - stop[1]) < 1:
                    yield Fill(_around([start, stop]), pale_line, True)


def _subpaths(path: int, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.addressof(x), ctypes.addressof(y)
    points: list[tuple[float, float]] = []
    curved = False
    for i in range(min(f.count_segments(path), MAX_OBJECTS)):
        segment = f.get_segment(path, i)
        kind = f.segment_type(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield _moved(points, matrix), curved
            points, curved = [], False
        f.segment_point(segment, to_x, to_y)
        points.append((x.value, y.value))
        curved = curved or kind == c.FPDF_SEGMENT_BEZIERTO
        if points[0] != points[-1] and f.segment_close(segment):
            points.append(points[0])
    if len(points) > 1:
        yield _moved(points, matrix), curved

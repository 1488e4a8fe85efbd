"""Glyphs and rulings from pdfium, by its C functions: twenty times faster than a PDF interpreter in Python.

pdfium keeps /ActualText (Chromium prints radicals without it) and survives most broken files. It is not thread-safe.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

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
        self.parts = tuple(ctypes.c_uint() for _ in range(4))
        self.at = tuple(map(ctypes.byref, self.parts))

    def light(self) -> bool:
        """True for white and for full transparency."""
        red, green, blue, alpha = self.parts
        return not alpha.value or (red.value >= WHITE and green.value >= WHITE and blue.value >= WHITE)

    def is_light(self, thing: Any, getter: Any) -> bool:
        return bool(getter(thing, *self.at)) and self.light()


def read_page(document: pdfium.PdfDocument, index: int) -> Ink:
    """The page ``index`` (from 0) of an open document."""
    page = document[index]
    try:
        x0, y0, x1, y1 = page.get_cropbox()
        things = _things(page.raw)
        raw, hidden = _glyphs(page, things)
        ink = compose(index + 1, Box(x0, y0, x1, y1), raw, things.fills, bool(things.images), hidden)
        # pdfium leaves out text without outlines: single glyphs of a font that is neither embedded nor installed
        return ink._replace(lost=len(raw) + hidden < things.texts // 2)
    finally:
        page.close()


def _glyphs(page: pdfium.PdfPage, things: Things) -> tuple[list[Glyph], int]:
    textpage = page.get_textpage()
    try:
        handle = textpage.raw
        chars = _characters(handle)
        askew = any(abs(c.FPDFText_GetCharAngle(handle, i)) > 0.01 for i in range(0, len(chars), SAMPLE))
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


def _read_glyphs(handle: Any, chars: list[str], askew: bool, unseen: set[int] | None) -> tuple[list[Glyph], int]:
    rect, at_x, at_y = c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    to_rect, to_x, to_y = ctypes.byref(rect), ctypes.byref(at_x), ctypes.byref(at_y)
    loose, origin = c.FPDFText_GetLooseCharBox, c.FPDFText_GetCharOrigin
    glyphs: list[Glyph] = []
    hidden, usual = 0, Glyph("", Box(0, 0, 0, 0), 0, 0, 0, 0, 0)
    for i, raw in enumerate(chars):
        char = plain(raw) if raw and raw not in "\r\n" else ""
        if not char or not loose(handle, i, to_rect):
            continue
        left, foot, right, head = rect.left, rect.bottom, rect.right, rect.top
        if char == " " and head <= foot:
            continue  # a space pdfium made up; ours come from the gaps
        if unseen and _address(c.FPDFText_GetTextObject(handle, i)) in unseen:
            hidden += char != " "
            continue
        if foot == usual.box.y0 and head == usual.box.y1 and not askew:  # one font on one baseline: nothing to ask
            glyphs.append(Glyph(char, Box(left, foot, right, head), left, -head, right, -foot, usual.base))
            continue
        origin(handle, i, to_x, to_y)
        x, y = at_x.value, at_y.value
        if _is_doubtful(handle, i, askew, Box(left - x, foot, right - x, head), usual.size):
            glyphs.append(_rebuilt(handle, i, char, x, y))
        else:
            usual = upright(char, Box(left, foot, right, head), y)
            glyphs.append(usual)
    return _spread(glyphs), hidden


def _is_doubtful(handle: Any, i: int, askew: bool, box: Box, usual: float) -> bool:
    """True if pdfium's box (x from the origin) is not the type's: turned, tight around ink, or of a vertical font."""
    height = box.y1 - box.y0
    if abs(box.x0) > 0.05 or height < 0.6 * (box.x1 - box.x0) or (askew and c.FPDFText_GetCharAngle(handle, i)):
        return True
    return abs(height - usual) > 0.4 * usual and not 0.7 < height / _em(handle, i)[0] < 1.6


def _rebuilt(handle: Any, i: int, char: str, x: float, y: float) -> Glyph:
    """The glyph's box from its origin and matrix: pdfium's own is wrong for turned text and tight for /ActualText."""
    em, dx, dy = _em(handle, i)
    turn = _quarter(dx, dy)
    advance = em if _is_wide(char) else _reach(handle, i, x, y, dx, dy, em)
    along = (0.0, advance * dx, -0.12 * em * -dy, 0.88 * em * -dy, advance * dx + 0.88 * em * -dy)
    up = (0.0, advance * dy, -0.12 * em * dx, 0.88 * em * dx, advance * dy + 0.88 * em * dx)
    return upright(char, Box(x + min(along), y + min(up), x + max(along), y + max(up)), y, turn)


def _em(handle: Any, i: int) -> tuple[float, float, float]:
    """The type size on the page, and the direction of writing as a vector of length 1."""
    m = c.FS_MATRIX()
    c.FPDFText_GetMatrix(handle, i, ctypes.byref(m))
    scale = math.hypot(m.a, m.b)
    em = c.FPDFText_GetFontSize(handle, i) * scale
    return (em, m.a / scale, m.b / scale) if em > 0 else (1.0, 1.0, 0.0)


def _reach(handle: Any, i: int, x: float, y: float, dx: float, dy: float, em: float) -> float:
    """How far the inked box of a narrow character reaches from its origin along the direction of writing."""
    edge = [ctypes.c_double() for _ in range(4)]
    c.FPDFText_GetCharBox(handle, i, *edge)
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


def _things(page: Any) -> Things:
    things = Things()
    _survey(things, c.FPDFPage_GetObject, page, c.FPDFPage_CountObjects(page), UNIT, 0)
    if len(things.unseen) == things.texts:
        things.unseen.clear()  # the text layer of a scan: all there is to read
    _add_pale(things)
    return things


def _survey(things: Things, get: Any, holder: Any, count: int, matrix: Matrix, depth: int) -> None:
    """Note every object of a page or a form, the forms inside it too; ``matrix`` leads to user space."""
    mode_of, colour_of, colour = c.FPDFTextObj_GetTextRenderMode, c.FPDFPageObj_GetFillColor, things.colour
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
            things.unseen.add(_address(thing))
        elif colour_of(thing, *colour.at) and colour.light():
            things.pale.append((_address(thing), _bounds(thing, matrix)))


def _note(things: Things, thing: Any, matrix: Matrix, depth: int) -> None:
    kind = c.FPDFPageObj_GetType(thing)
    if kind == c.FPDF_PAGEOBJ_PATH:
        things.fills.extend(_fills(thing, matrix, things.colour))
    elif kind == c.FPDF_PAGEOBJ_IMAGE:
        things.images.append(_bounds(thing, matrix))
    elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        inner = _product(_matrix(thing), matrix)
        _survey(things, c.FPDFFormObj_GetObject, thing, c.FPDFFormObj_CountObjects(thing), inner, depth + 1)


def _add_pale(things: Things) -> None:
    """White text is unseen unless it stands on a colour or a picture."""
    grounds = [fill.box for fill in things.fills if not fill.light] + things.images
    for address, box in things.pale:
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        if not any(ground.x0 <= x <= ground.x1 and ground.y0 <= y <= ground.y1 for ground in grounds):
            things.unseen.add(address)


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _matrix(thing: Any) -> Matrix:
    m = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(thing, ctypes.byref(m))
    return m.a, m.b, m.c, m.d, m.e, m.f


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
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _bounds(thing: Any, matrix: Matrix) -> Box:
    edge = [ctypes.c_float() for _ in range(4)]
    c.FPDFPageObj_GetBounds(thing, *edge)
    x0, y0, x1, y1 = (value.value for value in edge)
    return _around(_moved([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], matrix))


def _fills(path: Any, outer: Matrix, colour: Colour) -> Iterator[Fill]:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(path, mode, stroked)
    if not mode.value and not stroked.value:
        return
    matrix = _product(_matrix(path), outer)
    pale_fill = not mode.value or colour.is_light(path, c.FPDFPageObj_GetFillColor)
    pale_line = bool(stroked.value) and colour.is_light(path, c.FPDFPageObj_GetStrokeColor)
    for points, curved in _subpaths(path, matrix):
        if mode.value:
            yield Fill(_around(points), pale_fill, False)
        if stroked.value and not curved:
            for start, stop in zip(points, points[1:], strict=False):
                if abs(start[0] - stop[0]) < 1 or abs(start[1] - stop[1]) < 1:
                    yield Fill(_around([start, stop]), pale_line, True)


def _subpaths(path: Any, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for i in range(min(c.FPDFPath_CountSegments(path), MAX_OBJECTS)):
        segment = c.FPDFPath_GetPathSegment(path, i)
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield _moved(points, matrix), curved
            points, curved = [], False
        c.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
        curved = curved or kind == c.FPDF_SEGMENT_BEZIERTO
        if c.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield _moved(points, matrix), curved

"""What stands on a page of a PDF beside its letters, from pdfium: painted boxes and lines, pictures, unseen text."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat
from typing import Any

import pypdfium2.raw as c

from gouji.read import pdf_functions as f
from gouji.read.pdf_ink import WHITE, Fill
from gouji.types import Box

INVISIBLE = 3  # text render mode 3 of ISO 32000-1, 9.3.6
MAX_DEPTH = 8
MAX_OBJECTS = 60_000
Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Point = tuple[float, float]
_COLOUR, _MODES, _MATRIX, _BOX = (struct.Struct(kind).unpack_from for kind in ("4I", "2i", "6f", "4f"))


class Things:
    """What a page's objects tell: painted boxes, pictures, and the text objects nobody can see."""

    def __init__(self) -> None:
        self.fills: list[Fill] = []
        self.images: list[Box] = []
        self.unseen: set[int] = set()
        self.pale: list[tuple[int, Box]] = []
        self.texts = 0
        self.left = MAX_OBJECTS
        self.desk = Desk()


class Desk:
    """Somewhere for pdfium to put its answers (made once: it is asked for every object)."""

    def __init__(self) -> None:
        self._parts, self._numbers = (ctypes.c_uint * 4)(), (ctypes.c_float * 6)()
        start, size = ctypes.addressof(self._parts), ctypes.sizeof(ctypes.c_uint)
        self.at = tuple(start + k * size for k in range(4))
        start, size = ctypes.addressof(self._numbers), ctypes.sizeof(ctypes.c_float)
        self._six = tuple(start + k * size for k in range(6))

    def modes(self, path: int) -> tuple[int, int]:
        """How a path is filled, and whether its outline is drawn."""
        f.draw_mode(path, *self.at[:2])
        return _MODES(self._parts)

    def matrix(self, thing: int) -> Matrix:
        f.matrix_of(thing, self._six[0])
        return _MATRIX(self._numbers)

    def bounds(self, thing: int) -> Box:
        f.bounds_of(thing, *self._six[:4])
        return Box._make(_BOX(self._numbers))

    def light(self) -> bool:
        """True for white and for full transparency."""
        red, green, blue, alpha = _COLOUR(self._parts)
        return not alpha or (red >= WHITE and green >= WHITE and blue >= WHITE)

    def is_light(self, thing: int, getter: Any) -> bool:
        return bool(getter(thing, *self.at)) and self.light()


def things_on(page: int) -> Things:
    """All that pdfium lists on the page at that address, forms unpacked."""
    things = Things()
    _survey(things, f.get_object, page, f.count_objects(page), UNIT, 0)
    if len(things.unseen) == things.texts:
        things.unseen.clear()  # the text layer of a scan: all there is to read
    _add_pale(things)
    return things


def _survey(things: Things, get: Any, holder: int, count: int, matrix: Matrix, depth: int) -> None:
    """Note every object of a page or a form, the forms inside it too; ``matrix`` leads to user space."""
    mode_of, colour_of, desk = f.render_mode, f.fill_colour, things.desk
    at, light = desk.at, desk.light
    count = min(count, things.left)
    things.left -= count
    objects = list(map(get, repeat(holder), range(count)))
    for thing, mode in zip(objects, map(mode_of, objects), strict=True):
        if mode < 0:  # no text
            _note(things, thing, matrix, depth)
            continue
        things.texts += 1
        if mode == INVISIBLE:
            things.unseen.add(thing)
        elif colour_of(thing, *at) and light():
            things.pale.append((thing, _bounds(desk.bounds(thing), matrix)))


def _note(things: Things, thing: int, matrix: Matrix, depth: int) -> None:
    kind = f.kind_of(thing)
    if kind == c.FPDF_PAGEOBJ_PATH:
        things.fills += _fills(thing, matrix, things.desk)
    elif kind == c.FPDF_PAGEOBJ_IMAGE:
        things.images.append(_bounds(things.desk.bounds(thing), matrix))
    elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        inner = _product(things.desk.matrix(thing), matrix)
        _survey(things, f.form_get_object, thing, f.form_count_objects(thing), inner, depth + 1)


def _add_pale(things: Things) -> None:
    """White text is unseen unless it stands on a colour or a picture."""
    grounds = [fill.box for fill in things.fills if not fill.light] + things.images
    for address, box in things.pale:
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        if not any(ground.x0 <= x <= ground.x1 and ground.y0 <= y <= ground.y1 for ground in grounds):
            things.unseen.add(address)


def _product(m: Matrix, n: Matrix) -> Matrix:
    if n is UNIT:  # nearly always: few pages have forms
        return m
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _moved(points: list[Point], m: Matrix) -> list[Point]:
    xx, xy, yx, yy, dx, dy = m
    return [(x * xx + y * yx + dx, x * xy + y * yy + dy) for x, y in points]


def _around(points: Sequence[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _bounds(box: Box, matrix: Matrix) -> Box:
    """What pdfium gives as an object's bounds, in user space."""
    if matrix is UNIT:
        return box
    x0, y0, x1, y1 = box
    return _around(_moved([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], matrix))


def _fills(path: int, outer: Matrix, desk: Desk) -> list[Fill]:
    filled, stroked = desk.modes(path)
    if not filled and not stroked:
        return []
    segments = list(map(f.get_segment, repeat(path), range(min(f.count_segments(path), MAX_OBJECTS))))
    kinds = list(map(f.segment_type, segments))
    pale_fill = not filled or desk.is_light(path, f.fill_colour)
    if not stroked and outer is UNIT and _is_one_shape(kinds):  # as most rulings are, and pdfium knows its box
        return [Fill(desk.bounds(path), pale_fill, False)]
    matrix = _product(desk.matrix(path), outer)
    pale_line = bool(stroked) and desk.is_light(path, f.stroke_colour)
    fills: list[Fill] = []
    for points, curved in _subpaths(segments, kinds, closed=bool(stroked)):
        moved = _moved(points, matrix)
        if filled:
            fills.append(Fill(_around(moved), pale_fill, False))
        if stroked and not curved:
            fills += [Fill(_around(pair), pale_line, True) for pair in pairwise(moved) if _is_straight(*pair)]
    return fills


def _is_one_shape(kinds: list[int]) -> bool:
    return len(kinds) > 1 and kinds[0] == c.FPDF_SEGMENT_MOVETO and kinds.count(c.FPDF_SEGMENT_MOVETO) == 1


def _is_straight(start: Point, stop: Point) -> bool:
    return abs(start[0] - stop[0]) < 1 or abs(start[1] - stop[1]) < 1


def _subpaths(segments: list[int], kinds: list[int], *, closed: bool) -> Iterator[tuple[list[Point], bool]]:
    """The points of each part of a path, and whether it has curves; ``closed``: with the line that closes it."""
    points = _points(segments)
    starts = [i for i, kind in enumerate(kinds) if kind == c.FPDF_SEGMENT_MOVETO and i]
    for start, stop in pairwise([0, *starts, len(segments)]):
        part = points[start:stop]
        if closed:
            part = _closed(part, segments[start:stop])
        if len(part) > 1:
            yield part, c.FPDF_SEGMENT_BEZIERTO in kinds[start:stop]


def _points(segments: list[int]) -> list[Point]:
    """Where each segment leads."""
    places = (ctypes.c_float * (2 * len(segments)))()
    start, size = ctypes.addressof(places), ctypes.sizeof(ctypes.c_float)
    stop = start + 2 * size * len(segments)
    found = map(f.segment_point, segments, range(start, stop, 2 * size), range(start + size, stop, 2 * size))
    return [point for point, _ in zip(struct.iter_unpack("2f", places), list(found), strict=True)]


def _closed(points: list[Point], segments: list[int]) -> list[Point]:
    made: list[Point] = []
    for point, segment in zip(points, segments, strict=True):
        made.append(point)
        if made[0] != point and f.segment_close(segment):
            made.append(made[0])
    return made

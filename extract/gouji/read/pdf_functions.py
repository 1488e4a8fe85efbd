"""pdfium's functions that are asked for every glyph and object of a page, bound anew so that a call costs half.

The binding wraps every pointer in an object of its own and gives up the interpreter's lock around each call; here
handles are plain addresses (0 is never one, None is a null pointer) and the lock is kept, for each call is short.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as c


def _kind(declared: Any) -> Any:
    """The declared type of an argument or result; any pointer is a bare address."""
    return ctypes.c_void_p if hasattr(declared, "contents") else declared


def address(handle: Any) -> int:
    """The address behind a handle of the binding."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _bound(function: Any) -> Any:
    kinds = [_kind(declared) for declared in (function.restype, *function.argtypes)]
    return ctypes.PYFUNCTYPE(*kinds)(address(function))


count_objects, get_object = _bound(c.FPDFPage_CountObjects), _bound(c.FPDFPage_GetObject)
form_count_objects, form_get_object = _bound(c.FPDFFormObj_CountObjects), _bound(c.FPDFFormObj_GetObject)
kind_of, matrix_of, bounds_of = (
    _bound(c.FPDFPageObj_GetType), _bound(c.FPDFPageObj_GetMatrix), _bound(c.FPDFPageObj_GetBounds),
)  # fmt: skip
fill_colour, stroke_colour = _bound(c.FPDFPageObj_GetFillColor), _bound(c.FPDFPageObj_GetStrokeColor)
render_mode = _bound(c.FPDFTextObj_GetTextRenderMode)

draw_mode, count_segments = _bound(c.FPDFPath_GetDrawMode), _bound(c.FPDFPath_CountSegments)
get_segment, segment_type = _bound(c.FPDFPath_GetPathSegment), _bound(c.FPDFPathSegment_GetType)
segment_point, segment_close = _bound(c.FPDFPathSegment_GetPoint), _bound(c.FPDFPathSegment_GetClose)

loose_box, char_box = _bound(c.FPDFText_GetLooseCharBox), _bound(c.FPDFText_GetCharBox)
char_origin, char_angle = _bound(c.FPDFText_GetCharOrigin), _bound(c.FPDFText_GetCharAngle)
char_matrix, font_size = _bound(c.FPDFText_GetMatrix), _bound(c.FPDFText_GetFontSize)
text_object = _bound(c.FPDFText_GetTextObject)

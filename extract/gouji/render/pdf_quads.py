"""Glyph boxes → what a highlight needs: one box for each printed line, and its corners as the page is turned."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.types import Box

_OVERLAP = 0.5  # of the lesser extent: glyphs of one line stand beside each other
_GAP = 2.0  # of the type size: further apart is another column


def merged(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of consecutive glyphs joined line by line, whichever way the lines run; empty boxes are left out."""
    lines: list[tuple[Box, bool | None]] = []
    for box in boxes:
        if box.x1 <= box.x0 or box.y1 <= box.y0:
            continue
        way = _way(*lines[-1], box) if lines else None
        if way is None:
            lines.append((box, None))
        else:
            lines[-1] = around([lines[-1][0], box]), way
    return [line for line, _ in lines]


def _way(line: Box, along: bool | None, box: Box) -> bool | None:
    """How ``box`` goes on with ``line``: True beside it, False above or below it, None not at all."""
    if along is not False and _joins(line.y0, line.y1, box.y0, box.y1, line.x0, line.x1, box.x0, box.x1):
        return True
    if along is not True and _joins(line.x0, line.x1, box.x0, box.x1, line.y0, line.y1, box.y0, box.y1):
        return False
    return None


def _joins(a0: float, a1: float, b0: float, b1: float, c0: float, c1: float, d0: float, d1: float) -> bool:
    """True if [a0, a1] and [b0, b1] share enough, and [c0, c1] and [d0, d1] are near each other."""
    shared = min(a1, b1) - max(a0, b0)
    size = min(a1 - a0, b1 - b0)
    return shared >= _OVERLAP * size and max(c0, d0) - min(c1, d1) <= _GAP * size


def around(boxes: Sequence[Box]) -> Box:
    """The least box that holds them all."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def corners(box: Box, turn: int) -> tuple[float, ...]:
    """Upper left, upper right, lower left, lower right, as a reader sees them on a page turned ``turn`` quarters.

    This order is Acrobat's, which all software follows, not that of ISO 32000-1.
    """
    ring = [(box.x0, box.y1), (box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1)]  # anticlockwise
    left_top, left_foot, right_foot, right_top = (ring[(k + turn) % 4] for k in range(4))
    return (*left_top, *right_top, *left_foot, *right_foot)

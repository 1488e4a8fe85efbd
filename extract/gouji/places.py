"""Where the words of a document stand: spans into its text, and the places of a file that they map to.

One coordinate system: half-open spans, in code points, into the one ``Document.text``, which is never edited.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

Setter = Callable[[Any, Any], None]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range ``[start, stop)`` of code points in ``Document.text``."""

    start: int
    stop: int

    def __init__(self, start: int, stop: int) -> None:
        if not 0 <= start <= stop:
            raise ValueError(f"not a span: [{start}, {stop})")
        _set_start(self, start)
        _set_stop(self, stop)

    def __len__(self) -> int:
        return self.stop - self.start

    def __hash__(self) -> int:
        return self.start << 20 ^ self.stop

    def of(self, text: str) -> str:
        return text[self.start : self.stop]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.stop <= self.stop

    def meets(self, other: Span) -> bool:
        """True if the two share at least one character."""
        return self.start < other.stop and other.start < self.stop


def setters(record: type) -> tuple[Setter, ...]:
    """What sets each field of a frozen slotted record, for the ``__init__`` of those that are made by the thousand.

    Those write their own: what ``dataclass`` writes for a frozen class takes twice as long.
    """
    return tuple(vars(record)[name].__set__ for name in vars(record)["__slots__"])


_set_start, _set_stop = setters(Span)


class Box(NamedTuple):
    """A glyph's box in PDF user space (points, origin as the page defines it, y upwards, unrotated)."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PdfLine:
    """Consecutive glyphs on one page (``page`` counts from 1), one box a character (zero-width ones included).

    Boxes instead of a top, a bottom and edges: on a rotated page a line of text runs upwards in user space.
    """

    page: int
    boxes: tuple[Box, ...]

    def clip(self, start: int, stop: int) -> PdfLine:
        return PdfLine(self.page, self.boxes[start:stop])


@dataclass(frozen=True, slots=True)
class HtmlText:
    """Characters ``start:stop`` of the text node that ``xpath`` selects in the parsed page."""

    xpath: str
    start: int
    stop: int

    def __init__(self, xpath: str, start: int, stop: int) -> None:
        _set_xpath(self, xpath)
        _set_from(self, start)
        _set_to(self, stop)

    def clip(self, start: int, stop: int) -> HtmlText:
        return HtmlText(self.xpath, self.start + start, self.start + stop)


_set_xpath, _set_from, _set_to = setters(HtmlText)


@dataclass(frozen=True, slots=True)
class DocxRun:
    """Characters ``start:stop`` of the text of a run: the ``run``-th ``w:r`` of the ``paragraph``-th ``w:p`` of a part.

    Both indexes count from 0 in document order over the whole part (text boxes included).
    """

    part: str
    paragraph: int
    run: int
    start: int
    stop: int

    def clip(self, start: int, stop: int) -> DocxRun:
        return replace(self, start=self.start + start, stop=self.start + stop)


@dataclass(frozen=True, slots=True)
class TextRange:
    """Characters ``start:stop`` of a decoded plain text."""

    start: int
    stop: int

    def clip(self, start: int, stop: int) -> TextRange:
        return TextRange(self.start + start, self.start + stop)


Place = PdfLine | HtmlText | DocxRun | TextRange


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of ``Document.text`` and where the file keeps it, character by character."""

    span: Span
    place: Place

    def __init__(self, span: Span, place: Place) -> None:
        _set_span(self, span)
        _set_place(self, place)


_set_span, _set_place = setters(Piece)

"""What one paragraph prints: its characters with their runs, the text boxes anchored in it, the notes it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from gouji.read.docx_xml import (
    ALTERNATE,
    BOX,
    MATH_R,
    PPR,
    RPR,
    TBL,
    VAL,
    Element,
    M,
    P,
    R,
    W,
    branch,
    child,
    plain_text,
    run_text,
    runs,
    switched_on,
    text_boxes,
)

GENERATED = -1
"""``DocxRun.run`` of characters that Word makes itself and no run holds: the automatic number, the bar of a fraction.

Their ``start`` and ``stop`` count the paragraph's generated characters from 0; a comment on them goes to its first run.
"""

_FIELD, _RUBY = W + "fldChar", W + "ruby"
_DROPPED = frozenset((PPR, W + "del", W + "moveFrom", W + "rt", W + "sdtPr"))
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object", ALTERNATE))
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_SILENT = frozenset((PPR, W + "bookmarkStart", W + "bookmarkEnd", W + "proofErr"))
_EXTRAS = _DRAWN | _NOTES.keys() | {_FIELD, _RUBY}
# Where no paragraph may hold them (a sloppy generator), they are read like a text box: nothing is lost.
_BLOCKS = frozenset((BOX, P, TBL))
# The part of a formula before which its flat text needs a sign: 1/2 must not read 12.
_SIGNS = {M + "den": "/", M + "sup": "^"}


class Segment(NamedTuple):
    """Printed characters of one run, from its offset ``start`` on; ``run`` as in ``DocxRun``."""

    run: int
    start: int
    text: str


class Inline(NamedTuple):
    """What a paragraph prints. ``notes`` are (footnotes | endnotes, id); ``hidden`` is text the draft hides."""

    segments: list[Segment]
    boxes: list[Element]
    notes: list[tuple[str, str]]
    hidden: list[str]

    def is_blank(self) -> bool:
        return not any(segment.text.strip() for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Hiding:
    """How a document hides text: by the property itself, or by one of these styles."""

    styles: frozenset[str]

    def hides(self, run: Element, paragraph_hidden: bool) -> bool:
        properties = child(run, RPR)
        stated = switched_on(properties, W + "vanish")
        if stated is not None:
            return stated
        style = child(properties, W + "rStyle")
        return paragraph_hidden or (style is not None and style.get(VAL) in self.styles)

    def hides_style_of(self, paragraph: Element) -> bool:
        style = child(child(paragraph, PPR), W + "pStyle") if self.styles else None
        return style is not None and style.get(VAL) in self.styles


def read_inline(paragraph: Element, number: str, hiding: Hiding | None) -> Inline:
    """The paragraph in its final view: insertions kept, deletions dropped, fields as their results.

    ``number`` is its automatic number; ``hiding`` None means that nothing in the document is hidden.
    """
    plain = _plain_segments(paragraph) if hiding is None else None
    if plain is not None:
        return Inline([Segment(GENERATED, 0, number), *plain] if number else plain, [], [], [])
    reader = _Reader(paragraph, hiding)
    if number:
        reader.generate(number)
    reader.walk(paragraph)
    return reader.found


def _plain_segments(paragraph: Element) -> list[Segment] | None:
    """The short way for nine paragraphs of ten: nothing but plain runs. None if there is more in it."""
    segments, run = [], 0
    for each in paragraph:
        tag = each.tag
        if tag == R:
            text = plain_text(each)
            if text is None:
                return None
            if text:
                segments.append(Segment(run, 0, text))
            run += 1
        elif tag not in _SILENT:
            return None
    return segments


class _Reader:
    __slots__ = ("_codes", "_generated", "_paired", "found", "hiding", "order", "paragraph", "paragraph_hidden")

    def __init__(self, paragraph: Element, hiding: Hiding | None) -> None:
        self.paragraph = paragraph
        self.order = {run: index for index, run in enumerate(runs(paragraph))}
        self.hiding = hiding
        self.paragraph_hidden = hiding is not None and hiding.hides_style_of(paragraph)
        self.found = Inline([], [], [], [])
        # Open fields, innermost last: True while in the code of one, False in its result.
        self._codes: list[bool] = []
        self._paired: bool | None = None
        self._generated = 0

    def generate(self, text: str) -> None:
        self.found.segments.append(Segment(GENERATED, self._generated, text))
        self._generated += len(text)

    def walk(self, node: Element) -> None:
        for each in node:
            tag = each.tag
            if tag == R:
                self._run(each)
            elif tag == MATH_R:
                self._keep(self.order[each], 0, run_text(each))
            elif tag == ALTERNATE:
                self._alternate(each)
            elif tag in _BLOCKS:
                self.found.boxes.append(each if tag == BOX else [each])
            elif tag not in _DROPPED:
                if tag in _SIGNS and node.tag != M + "nary":
                    self.generate(_SIGNS[tag])
                self.walk(each)

    def _alternate(self, node: Element) -> None:
        chosen = branch(node)
        if chosen is not None:
            self.walk(chosen)

    def _run(self, run: Element) -> None:
        if self.hiding is not None and self.hiding.hides(run, self.paragraph_hidden):
            self.found.hidden.append(run_text(run))
            return
        plain = plain_text(run)
        if plain is not None:
            self._keep(self.order[run], 0, plain)
            return
        extras = [each for each in run if each.tag in _EXTRAS]
        if any(each.tag == _FIELD for each in extras):
            self._field_run(run)
        else:
            self._keep(self.order[run], 0, run_text(run))
        for each in extras:
            self._extra(each)

    def _extra(self, node: Element) -> None:
        tag = node.tag
        if tag in _DRAWN:
            self.found.boxes.extend(text_boxes([node]))
        elif tag in _NOTES:
            self.found.notes.append((_NOTES[tag], node.get(W + "id", "")))
        elif tag == _RUBY:
            self.walk(node)

    def _keep(self, run: int, start: int, text: str) -> None:
        if text and not (self._codes and any(self._codes)):
            self.found.segments.append(Segment(run, start, text))

    def _field_run(self, run: Element) -> None:
        """A run with field marks: its characters are kept one by one, as the marks between them say."""
        start = 0
        for each in run:
            if each.tag == _FIELD:
                self._mark(each.get(W + "fldCharType"))
                continue
            text = run_text([each])
            self._keep(self.order[run], start, text)
            start += len(text)

    def _mark(self, kind: str | None) -> None:
        if self._paired is None:
            self._paired = self._fields_pair_up()
        if kind == "begin" and self._paired:
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()

    def _fields_pair_up(self) -> bool:
        """False if a field begins here and ends elsewhere: then only its instruction text is known to be code."""
        kinds = [node.get(W + "fldCharType") for node in self.paragraph.iter(_FIELD)]
        return kinds.count("begin") == kinds.count("end")

"""The prose of a document as paragraphs: lines outside the tables, soft line ends joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.clean import plain
from gouji.types import Document, Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029\x85]+")
_ENDS = re.compile(r"[。！？；：!?;:”》]\s*$")
_STARTS = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]{1,3}[、．.是]|\d{1,2}[、．.](?!\d)|[①-⑳]|第[一二三四五六七八九十]+[，,、])"
)
_INDENT = re.compile(r"^(?:[ \u3000\u00a0]{2,}|\t)")
_ENOUGH = 16  # a shorter line that does not end a sentence is a title, an organ or a date, not a wrapped line


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its span and its folded text."""

    span: Span
    text: str


def _raw_lines(document: Document) -> Iterator[Span | None]:
    """Spans of non-empty lines outside the grids; None where a table stands between two lines."""
    at = 0
    for start, stop in [*((g.span.start, g.span.stop) for g in document.grids), (len(document.text), None)]:
        for found in _LINE.finditer(document.text, at, start):
            if found[0].strip():
                yield Span(found.start(), found.end())
        if stop is not None:
            yield None
            at = stop


def _joins(text: str, upper: Span, lower: Span) -> bool:
    """Is ``lower`` the continuation of a line that was wrapped?"""
    first, second = upper.of(text), lower.of(text)
    if _ENDS.search(first) or _STARTS.match(second.strip()) or _INDENT.match(second):
        return False
    if _STARTS.match(first.strip()) and len(plain(first)) < 40 and not re.search(r"[，。,]", first):
        return False  # a heading
    if re.search(r"[\d，、,]\s*$", first) or re.match(r"\s*[，、。；：）,]", second):
        return True
    return len(plain(first)) >= _ENOUGH


def paragraphs(document: Document) -> Iterator[Line]:
    """The paragraphs of the prose in reading order."""
    held: Span | None = None
    for line in _raw_lines(document):
        if held and line and _joins(document.text, Span(held.start, held.stop), line):
            held = Span(held.start, line.stop)
            continue
        if held:
            yield Line(held, plain(held.of(document.text)))
        held = line
    if held:
        yield Line(held, plain(held.of(document.text)))

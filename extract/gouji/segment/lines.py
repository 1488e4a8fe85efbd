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
    r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]{1,3}[、．.是]"
    r"|\d{1,2}[、．.](?!\d)|[①-⑳]|第[一二三四五六七八九十]+[，,、])"
)
_INDENT = re.compile(r"^(?:[ \u3000\u00a0]{2,}|\t)")
_ENOUGH = {"txt": 16, "pdf": 30}  # a shorter line that ends no sentence is a title or a date, not a wrapped one
_TITLE = re.compile(r"(?:报告|情况|总结|年报|公开)$")
_SENTENCE_ENDS = re.compile(r"[。！？!?”》]\s*$")
_ALIKE = 3  # so many lines of the greatest length are no chance: the text was wrapped at that length


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


def _wrapped(document: Document) -> int:
    """The length at which the lines of a text were cut, by its longest lines; 0 if it was not wrapped."""
    if document.format not in _ENOUGH:
        return 0
    lengths = [len(found[0].rstrip()) for found in _LINE.finditer(document.text)]
    most = max(lengths, default=0)
    return most if most >= 20 and sum(length >= most - 1 for length in lengths) >= _ALIKE else 0


def _joins(document: Document, upper: Span, lower: Span, width: int) -> bool:
    """Is ``lower`` the continuation of a line that was wrapped? Word and HTML wrap no lines, they break them."""
    first, second = upper.of(document.text), lower.of(document.text)
    if re.match(r"\s*[，、。；：）,]", second):
        return True  # nothing begins so
    if _STARTS.match(second.strip()) or _INDENT.match(second):
        return False
    if width and len(first.rsplit("\n", 1)[-1].rstrip()) >= width - 1 and not _SENTENCE_ENDS.search(first):
        return True
    if _ENDS.search(first):
        return False
    if _STARTS.match(first.strip()) and len(plain(first)) < 40 and not re.search(r"[，。,]", first):
        return False  # a heading
    if re.search(r"(?:[\d，、,]|\d\s*[万亿千百])\s*$", first):
        return True
    enough = _ENOUGH.get(document.format)
    words = plain(first)
    return enough is not None and len(words) >= enough and not (_TITLE.search(words) and "，" not in words)


def paragraphs(document: Document) -> Iterator[Line]:
    """The paragraphs of the prose in reading order."""
    held: Span | None = None
    width = _wrapped(document)
    for line in _raw_lines(document):
        if held and line and _joins(document, held, line, width):
            held = Span(held.start, line.stop)
            continue
        if held:
            yield Line(held, plain(held.of(document.text)))
        held = line
    if held:
        yield Line(held, plain(held.of(document.text)))

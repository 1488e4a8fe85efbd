"""The lines of a plain text and what each looks like by itself: a value, a numbered label, prose, a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.types import Span

_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
VALUE = r"(?:[-+－＋]|增|减)?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?[%％]?"
NOTHING = r"[/／\\—–―─－-]{1,3}"
_VALUE = re.compile(rf"{VALUE}(?:[万亿]?元)?|\d{{1,3}}(?: \d{{3}}){{1,2}}(?:\.\d+)?")
_NOTHING = re.compile(NOTHING)
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．]")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}\s*[、.．]|[(（]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]|\d{1,2}\s*[、.．](?!\d)|其中[:：]?"
)
_CLAUSE = re.compile(r"[(（]?第[一二三四五六七八九十百零\d]{1,7}条")
_DATE = re.compile(r"\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_PAGE_NUMBER = re.compile(r"[-—–－·]\s*\d{1,3}\s*[-—–－·]|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?")
_BRACKETED = re.compile(r"[(（][^)）]*[)）]?|^[^(（]*[)）]")
_UNITS = frozenset(("件", "条", "次", "个", "篇", "人", "万元", "元", "人次", "家", "份", "项", "期", "场"))
LONGEST_LABEL = 80
_SHORTEST_HEADING = 4  # 一、概述; less is the top of a label set one character a line


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that is not empty, without its line end; ``number`` counts all lines of the text, empty ones too.

    ``paged``: a page number, which is no line of the report, stands between it and the line above.
    """

    number: int
    start: int
    text: str
    paged: bool = False

    @property
    def bare(self) -> str:
        return self.text.strip()

    @property
    def span(self) -> Span:
        """Where the line stands, white space at its ends left out."""
        return stripped(self.start, self.text)


def stripped(start: int, text: str) -> Span:
    """The span of ``text``, which begins at ``start``, without white space at its ends; empty if there is only that."""
    inner = text.lstrip()
    first = start + len(text) - len(inner)
    return Span(first, first + len(inner.rstrip()))


def lines_of(text: str) -> list[TextLine]:
    """All lines with a character in them; a line that holds only a tab is one (an empty cell).

    Printed page numbers (- 4 -) are no lines of the report.
    """
    lines: list[TextLine] = []
    number = at = 0
    paged = False
    for found in _LINE.finditer(text):
        number += max(_ends(text[at : found.start()]), 1)
        at = found.end()
        if _PAGE_NUMBER.fullmatch(found.group().strip()):
            paged = True
        elif not found.group().isspace() or "\t" in found.group():
            lines.append(TextLine(number, found.start(), found.group(), paged))
            paged = False
    return lines


def _ends(between: str) -> int:
    return len(between.replace("\r\n", "\n"))


def is_number(bare: str) -> bool:
    return bool(_VALUE.fullmatch(bare))


def is_value(bare: str) -> bool:
    """What a cell of numbers may hold: a number, or a dash or slash for none."""
    return is_number(bare) or bool(_NOTHING.fullmatch(bare))


def is_section(bare: str) -> bool:
    """Numbered 一、 like a section heading; the first column of a table may be numbered so too."""
    return bool(_SECTION.match(bare))


def is_numbered(bare: str) -> bool:
    return bool(_NUMBERED.match(bare))


def is_clause(bare: str) -> bool:
    """第二十条第（一）项: what a block of a table is headed with, when it refers to a law."""
    return bool(_CLAUSE.match(bare)) and len(bare) < 30


def is_unit(bare: str) -> bool:
    return bare in _UNITS


def is_prose(bare: str) -> bool:
    """No cell of a table of labels and numbers: a sentence, a part of one, a date."""
    if "。" in bare or "；" in bare or len(bare) > LONGEST_LABEL or _DATE.fullmatch(bare):
        return True
    return not (is_numbered(bare) or is_value(bare)) and any(mark in _BRACKETED.sub("", bare) for mark in "，,：")


def heads_section(lines: Sequence[TextLine], index: int) -> bool:
    """True if a line numbered 一、 is a heading: no number follows soon, as one does behind the label of a row."""
    if not is_section(lines[index].bare) or len(lines[index].bare) < _SHORTEST_HEADING:
        return False
    return not any(is_value(line.bare) for line in lines[index + 1 : index + 4])


def open_brackets(bare: str) -> bool:
    return sum(map(bare.count, "(（")) > sum(map(bare.count, ")）"))


def continues(label: str, more: str) -> bool:
    """True if ``more`` is the rest of ``label``: a bracket is open, or a numbered label goes on without a number."""
    if open_brackets(label):
        return True
    return is_numbered(label) and not (is_numbered(more) or is_value(more) or is_unit(more) or is_clause(more))

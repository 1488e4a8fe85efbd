"""From lines to paragraphs: page furniture goes out, soft line ends are joined; when unsure the break stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from gouji.read.pdf_ink import Ink
from gouji.read.pdf_lines import Line, Mark, is_han

MARGIN = 0.15  # of the page's height, at its head and its foot
PAGE_NUMBER = re.compile(
    r"[-—–－_·.•\s]*\d{1,3}[-—–－_·.•\s]*|第?\s*\d{1,3}\s*页?\s*[/／,，共]\s*共?\s*\d{1,3}\s*页?|第\s*[\d一二三四五六七八九十]{1,4}\s*页"
    r"|[Pp]age\s*\d{1,3}(\s*of\s*\d{1,3})?"
)
ENUMERATOR = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十]{1,3}[章节部]"
)
CLOSING = "，。、；：？！）》」』】〕”’,.;:?!)%％"
ENDING = "。！？；：!?;:"


class Frame(NamedTuple):
    """The text column of a page in the view: where its lines begin and end, the usual step between baselines.

    ``indents``: the document's paragraphs begin with an indented line, so one that is not indented goes on.
    """

    left: float
    right: float
    pitch: float
    indents: bool


def without_furniture(inks: list[Ink], pages: list[list[Line]]) -> list[list[Line]]:
    """Without page numbers and the headers and footers that several pages repeat in one place."""
    repeated: Counter[tuple[str, int]] = Counter()
    for ink, lines in zip(inks, pages, strict=True):
        repeated.update({_key(ink, line) for line in _margins(ink, lines)})
    wanted = max(2, round(0.4 * len(pages)))
    kept = []
    for ink, lines in zip(inks, pages, strict=True):
        marginal = _margins(ink, lines)
        gone = [line for line in marginal if PAGE_NUMBER.fullmatch(line.text) or repeated[_key(ink, line)] >= wanted]
        kept.append([line for line in lines if not any(line is one for one in gone)])
    return kept


def _margins(ink: Ink, lines: list[Line]) -> list[Line]:
    """The lines in the page's head and foot, no more than three of each: the body comes nearer than that at times."""
    height = ink.bounds.y1 - ink.bounds.y0
    head = [line for line in lines[:3] if line.base < ink.bounds.y0 + MARGIN * height]
    return head + [line for line in lines[-3:] if line.base > ink.bounds.y1 - MARGIN * height and line not in head]


def _key(ink: Ink, line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round((line.base - ink.bounds.y0) / 4)


def frame(ink: Ink, lines: list[Line], fall_back: Frame | None = None) -> Frame:
    """The column of a page's prose, or of the whole document's if the page has too few lines to tell.

    Short lines alone do not tell where the column ends: then it ends as far from the page's side as it begins.
    """
    if len(lines) < 4 and fall_back is not None:
        return fall_back
    starts = Counter(round(line.x0) for line in lines)
    common = [start for start in sorted(starts) if sum(starts[start + d] for d in (-2, -1, 0, 1, 2)) >= 2]
    left = min((line.x0 for line in lines if not common or line.x0 >= common[0] - 3), default=0.0)
    right = max((line.x1 for line in lines), default=0.0)
    mirrored = ink.bounds.x0 + ink.bounds.x1 - left
    if right - left < 0.8 * (mirrored - left):
        right = mirrored
    steps = [b.base - a.base for a, b in pairwise(lines) if b.base > a.base]
    indents = any(1.4 * line.em < line.x0 - left < 2.7 * line.em for line in lines)
    indents = indents or (fall_back is not None and fall_back.indents)
    return Frame(left, right, median(steps) if steps else 0.0, indents)


def paragraphs(lines: Iterable[Line], frames: dict[int, Frame]) -> list[list[Mark]]:
    """The marks of each paragraph of consecutive lines of prose (no table between them)."""
    made: list[list[Mark]] = []
    last: Line | None = None
    for line in lines:
        if last is not None and _continues(last, line, frames[last.page], frames[line.page]):
            made[-1] += _join(made[-1], line)
        else:
            made.append(list(line.marks))
        last = line
    return made


def _join(before: list[Mark], line: Line) -> list[Mark]:
    """A line end between two Latin words stands for a space; between digits or Chinese characters for nothing."""
    a, b = before[-1].char, line.marks[0].char
    apart = a.isascii() and b.isascii() and (a.isalpha() and b.isalnum() or a.isalnum() and b.isalpha())
    return [Mark(" ", line.page, None), *line.marks] if apart else line.marks


def _continues(a: Line, b: Line, of_a: Frame, of_b: Frame) -> bool:
    """True if ``b`` is the same paragraph as ``a``, the line before it."""
    if abs(a.em - b.em) > 0.15 * max(a.em, b.em) or "\t" in a.text or "\t" in b.text:
        return False
    if a.page == b.page and b.base - a.base > max(1.45 * of_a.pitch, 1.2 * a.em):
        return False
    if b.x0 - of_b.left > 1.2 * b.em:
        return _is_centred(b, of_b) and _is_centred(a, of_a) and a.text[-1] not in ENDING and _was_full(a, b, of_a)
    if a.x0 - of_a.left > 5 * a.em:
        return False
    if a.text[-1] in ENDING and (ENUMERATOR.match(b.text) or not of_b.indents):
        return False
    return _was_full(a, b, of_a)


def _is_centred(line: Line, of: Frame) -> bool:
    return abs((line.x0 - of.left) - (of.right - line.x1)) < line.em


def _was_full(a: Line, b: Line, of_a: Frame) -> bool:
    """True if the first piece of ``b`` that may not be broken had no room left at the end of ``a``."""
    room = of_a.right - a.x1
    return room < _unit(b.text) * b.em + 0.6 * a.em


def _unit(text: str) -> float:
    """The width, in ems, of the first characters that stay together: a word or number, and the marks that close it."""
    word = re.match(r"[“‘（《〈「『【〔(]*(?:[A-Za-z0-9.,%@:/_-]+|.)", text)
    head = word.group() if word else text[:1]
    rest = text[len(head) :]
    tail = len(rest) - len(rest.lstrip(CLOSING))
    return sum(1.0 if is_han(char) or ord(char) > 0x2000 else 0.5 for char in head) + tail

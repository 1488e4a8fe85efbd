"""Pages of glyphs and tables → the document's blocks in reading order: paragraphs and sheets."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from gouji.read.pdf_ink import Glyph, Ink
from gouji.read.pdf_lines import Line, Mark, lines
from gouji.read.pdf_paragraphs import Frame, frame, paragraphs, without_furniture
from gouji.read.pdf_sheets import Sheet, merged, sheet
from gouji.read.pdf_tables import RawTable, same_width


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its tables taken out: what is left are the glyphs of the prose."""

    ink: Ink
    tables: list[RawTable]
    outside: list[Glyph]


Block = list[Mark] | Sheet
Item = Line | Sheet


def blocks(pages: list[Page]) -> list[Block]:
    """Paragraphs (their marks) and tables in reading order; what continues over a page break is one block."""
    inks = [page.ink for page in pages]
    prose = without_furniture(inks, [lines(page.ink.number, page.outside) for page in pages])
    items: list[Item] = []
    for page, rest in zip(pages, prose, strict=True):
        for item in _ordered(page, rest):
            items[-1:] = _appended(items[-1:], item)
    frames = _frames(inks, prose)
    made: list[Block] = []
    for is_prose, run in groupby(items, lambda item: isinstance(item, Line)):
        members = list(run)
        if is_prose:
            made += paragraphs((item for item in members if isinstance(item, Line)), frames)
        else:
            made += [item for item in members if isinstance(item, Sheet)]
    return made


def _ordered(page: Page, rest: list[Line]) -> list[Item]:
    """Lines and tables of a page from top to bottom."""
    tables = [(table.box.y0, sheet(table)) for table in page.tables]
    placed: list[tuple[float, Item]] = [*tables, *((line.base, line) for line in rest)]
    return [item for _, item in sorted(placed, key=lambda pair: pair[0])]


def _appended(last: list[Item], item: Item) -> list[Item]:
    """The new tail of the items: two tables are one if only a page break and page furniture stand between them."""
    if last and isinstance(item, Sheet) and isinstance(last[0], Sheet) and _is_rest(last[0], item):
        return [merged(last[0], item)]
    return [*last, item]


def _is_rest(upper: Sheet, lower: Sheet) -> bool:
    return lower.pages[0] == upper.pages[-1] + 1 and same_width(upper.box, lower.box)


def _frames(inks: list[Ink], prose: list[list[Line]]) -> dict[int, Frame]:
    ink, most = max(zip(inks, prose, strict=True), key=lambda pair: len(pair[1]))
    whole = frame(ink, most)
    return {ink.number: frame(ink, lines, whole) for ink, lines in zip(inks, prose, strict=True) if lines}

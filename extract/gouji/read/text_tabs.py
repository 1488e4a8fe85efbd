"""Tables with tabs: a row a line (a sheet, copied), or a cell a line, each behind a tab (a page, flattened)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.read.text_lines import (
    TextLine,
    continues,
    heads_section,
    is_clause,
    is_number,
    is_numbered,
    is_prose,
    is_section,
    is_value,
    stripped,
)
from gouji.types import Span

Rows = list[list[Span]]


def tab_tables(lines: Sequence[TextLine]) -> Iterator[Rows]:
    """Tables of lines with tabs, with the lines between them that are the rest of a cell or the caption of a block."""
    led = sum(_is_led(line) for line in lines) * 2 > sum("\t" in line.text for line in lines)
    for block in _blocks(lines, led=led):
        rows, texts = (_led_rows if led else _ruled_rows)(block)
        while rows and not any(is_value(text) or not text for text in texts[-1]):
            rows.pop()
            texts.pop()
        if sum(is_number(text) for row in texts for text in row) and sum(map(len, rows)) > 1:
            yield rows


def _is_led(line: TextLine) -> bool:
    """Exactly one tab, before the cell."""
    return line.text.startswith("\t") and "\t" not in line.text.strip("\t") and line.text.count("\t") == 1


def _blocks(lines: Sequence[TextLine], *, led: bool) -> Iterator[list[TextLine]]:
    block: list[TextLine] = []
    for index, line in enumerate(lines):
        if _belongs(lines, index, block, led=led):
            block.append(line)
        else:
            if block:
                yield block
            block = []
    if block:
        yield block


def _belongs(lines: Sequence[TextLine], index: int, block: Sequence[TextLine], *, led: bool) -> bool:
    line = lines[index]
    if "\t" in line.text and (not led or _is_led(line)):
        return not (_is_led(line) and (is_prose(line.bare) or heads_section(lines, index)))
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or "\t" not in following.text or is_prose(line.bare):
        return "\t" in line.text
    if led:
        return bool(block) and _is_rest(line, block[-1])
    return _is_row_part(line, following, inside=bool(block))


def _is_rest(line: TextLine, last: TextLine) -> bool:
    """In a list of cells, one a line: the cell above goes on in ``line``, directly below."""
    return line.number == last.number + 1 and bool(last.bare) and not is_value(last.bare) and not is_section(line.bare)


def _is_row_part(line: TextLine, following: TextLine, *, inside: bool) -> bool:
    """A line without tab above a row: the row's label begins in it, or it captions the rows below."""
    first = following.text.split("\t")[0].strip()
    valued = any(map(is_value, following.text.split("\t")))
    if valued and first and continues(line.bare, first):
        return line.number + 1 == following.number
    if is_section(line.bare):
        return inside and valued and is_numbered(first) and not is_section(first)
    return inside or is_clause(line.bare)


def _led_rows(block: Sequence[TextLine]) -> tuple[Rows, list[list[str]]]:
    rows: Rows = []
    texts: list[list[str]] = []
    last = -2
    for line in block:
        if line.text.startswith("\t"):
            if line.number != last + 1 or not rows:
                rows.append([])
                texts.append([])
            rows[-1].append(line.span)
            texts[-1].append(line.bare)
        else:
            rows[-1][-1] = Span(rows[-1][-1].start, line.span.stop)
            texts[-1][-1] += line.bare
        last = line.number
    return rows, texts


def _ruled_rows(block: Sequence[TextLine]) -> tuple[Rows, list[list[str]]]:
    rows: Rows = []
    texts: list[list[str]] = []
    begun: TextLine | None = None  # a line that may be the beginning of the next row's label
    for line in block:
        spans = _split(line)
        words = [cell.strip() for cell in line.text.split("\t")]
        if begun and begun.number + 1 == line.number and words[0] and continues(begun.bare, words[0]):
            rows[-1] = [Span(rows[-1][0].start, spans[0].stop), *spans[1:]]
            texts[-1] = [texts[-1][0] + words[0], *words[1:]]
        else:
            rows.append(spans)
            texts.append(words)
        begun = line if len(spans) == 1 else None
    return rows, texts


def _split(line: TextLine) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for cell in line.text.split("\t"):
        spans.append(stripped(line.start + at, cell))
        at += len(cell) + 1
    return spans

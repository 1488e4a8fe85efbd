"""Tables whose columns are set apart by blanks, as a PDF's text is laid out or copied; labels may be broken.

In such text the rest of a label can stand below its numbers. A grid's row then lists all pieces of the label first,
then the numbers, whatever their order in the text: the spans say where each stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.read.text_lines import (
    NOTHING,
    VALUE,
    TextLine,
    continues,
    heads_section,
    is_clause,
    is_number,
    is_numbered,
    is_prose,
    is_section,
    open_brackets,
    stripped,
)
from gouji.types import Span

_WORD = re.compile(r"\S+")
_ENTRY = re.compile(rf"{VALUE}|{NOTHING}")
_WIDE_GAP = re.compile(r"[ \u00a0]{2,}|[\u3000\t]+")
_FEW = 3  # this many numbers at the end of a line are a row however they are set apart
_HEADER = 12  # lines of a header, and of labels without numbers between two rows
_HIGHEST = 60  # lines of a header that goes up to a heading or a sentence: one set one character a line
_ALIGNED = 3  # columns by which the pieces of one label may begin apart
_LONGEST = 400  # characters of a line that can be a row


@dataclass(frozen=True, slots=True)
class _Row:
    """A line cut into labels and, at its end, numbers; a line without numbers is part of a label or of a header."""

    line: TextLine
    labels: tuple[Span, ...]
    values: tuple[Span, ...]


class _Open:
    """A grid's row while its lines are read: pieces of label with the column each begins in, and numbers."""

    def __init__(self) -> None:
        self.labels: list[tuple[int, Span]] = []
        self.values: list[Span] = []
        self.text = ""
        self.names_columns = False

    def add(self, row: _Row) -> None:
        for span in row.labels:
            column = _width(row.line.text[: span.start - row.line.start])
            joins = (
                len(row.labels) == 1 and not row.line.paged and not self.values and continues(self.text, _label(row))
            )
            if self.labels and joins and abs(self.labels[-1][0] - column) <= _ALIGNED:
                span = Span(self.labels.pop()[1].start, span.stop)
            self.labels.append((column, span))
        self.values += row.values
        self.text += _label(row)
        self.names_columns |= not row.values and len(row.labels) > 1 and not is_numbered(_label(row))

    def cells(self) -> list[Span]:
        """Labels from left to right, the pieces of one column together, then the numbers."""
        columns: list[tuple[int, list[Span]]] = []
        for at, span in sorted(self.labels, key=lambda label: label[0]):
            if columns and at - columns[-1][0] <= _ALIGNED:
                columns[-1][1].append(span)
            else:
                columns.append((at, [span]))
        return [*(span for _, spans in columns for span in sorted(spans)), *self.values]


def _width(text: str) -> int:
    """Columns that ``text`` takes on a terminal: a wide character takes two."""
    return sum(2 if char >= "\u2e80" else 1 for char in text)


def column_tables(lines: Sequence[TextLine]) -> Iterator[list[list[Span]]]:
    """Tables made of lines that end in numbers, with their headers and the broken labels between them."""
    rows = [_row(line) for line in lines]
    for first, last in _regions(lines, rows):
        region = [row for row in rows[first : last + 1] if not _is_page_number(row, lines)]
        table = [row.cells() for row in _assembled(region)]
        if table:
            yield table


def _row(line: TextLine) -> _Row:
    words = list(_WORD.finditer(line.text[:_LONGEST]))
    count = 0
    while count < len(words) and _ENTRY.fullmatch(words[-1 - count].group()):
        count += 1
    cut = words[-count].start() if count else len(line.text)
    labels = tuple(_segments(line, cut))
    values = tuple(Span(line.start + word.start(), line.start + word.end()) for word in words[len(words) - count :])
    return _Row(line, labels, values)


def _segments(line: TextLine, cut: int) -> Iterator[Span]:
    at = 0
    head = line.text[:cut]
    for gap in [*_WIDE_GAP.finditer(head), None]:
        stop = gap.start() if gap else len(head)
        span = stripped(line.start + at, head[at:stop])
        if len(span):
            yield span
        at = gap.end() if gap else stop


def _label(row: _Row) -> str:
    text, start = row.line.text, row.line.start
    return "".join(text[span.start - start : span.stop - start] for span in row.labels)


def _regions(lines: Sequence[TextLine], rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """First and last line of each table: rows with numbers, no heading and no sentence between them."""
    begin: int | None = None
    last = -1
    floor = 0
    for index, row in enumerate(rows):
        if _ends_table(lines, index, row):
            if begin is not None:
                yield _header_start(lines, rows, begin, floor), _tail(rows, last)
            begin, floor = None, index + 1
        elif _is_strong(row) or (row.values and row.labels and begin is not None and index - last <= _HEADER):
            begin, last = index if begin is None else begin, index
    if begin is not None:
        yield _header_start(lines, rows, begin, floor), _tail(rows, last)


def _ends_table(lines: Sequence[TextLine], index: int, row: _Row) -> bool:
    label = _label(row)
    if row.values and len(row.labels) + len(row.values) > 1:
        return is_prose(label) and not _is_strong(row)
    return is_prose(lines[index].bare) or (heads_section(lines, index) and not _row_follows(index, lines))


def _row_follows(index: int, lines: Sequence[TextLine]) -> bool:
    """A line numbered 一、 right above a row of numbers that has no such number itself: a label, not a heading."""
    if index + 1 >= len(lines):
        return False
    row = _row(lines[index + 1])
    return len(row.values) >= _FEW and not is_section(_label(row))


def _is_strong(row: _Row) -> bool:
    """A row of a table by itself: many numbers at its end, or few set apart from their label by more than one blank."""
    if not any(map(is_number, _texts(row))):
        return False
    if len(row.values) >= _FEW:
        return not is_prose(_label(row))
    if not (row.values and row.labels) or is_prose(_label(row)):
        return False
    gap = row.line.text[row.labels[-1].stop - row.line.start : row.values[0].start - row.line.start]
    return bool(_WIDE_GAP.fullmatch(gap))


def _texts(row: _Row) -> Iterator[str]:
    for span in row.values:
        yield row.line.text[span.start - row.line.start : span.stop - row.line.start]


def _header_start(lines: Sequence[TextLine], rows: Sequence[_Row], begin: int, floor: int) -> int:
    start = begin
    while start > floor and not rows[start - 1].values:
        start -= 1
    return start if begin - start <= _HIGHEST else begin - _HEADER


def _tail(rows: Sequence[_Row], last: int) -> int:
    """The rest of the last label may stand below its numbers: its bracket is still open."""
    text = _label(rows[last])
    while last + 1 < len(rows) and open_brackets(text) and not rows[last + 1].values:
        last += 1
        text += _label(rows[last])
    return last


def _is_page_number(row: _Row, lines: Sequence[TextLine]) -> bool:
    """A number alone between blank lines is the page's; so is one between dashes."""
    if row.labels or sum(map(is_number, _texts(row))) != 1 or len(row.values) == 2:
        return False
    at = next(index for index, line in enumerate(lines) if line is row.line)
    near = [line.number for line in lines[max(at - 1, 0) : at + 2]]
    return row.line.number - 1 not in near and row.line.number + 1 not in near


def _assembled(region: Sequence[_Row]) -> list[_Open]:
    rows: list[_Open] = []
    pending = _Open()
    for index, row in enumerate(region):
        if row.values:
            if pending.labels and row.labels and (pending.names_columns or not _joins(pending.text, _label(row))):
                rows.append(pending)
                pending = _Open()
            pending.add(row)
            rows.append(pending)
            pending = _Open()
        elif (
            rows and rows[-1].values and not pending.labels and _belongs_above(rows[-1].text, row, region[index + 1 :])
        ):
            rows[-1].add(row)
        else:
            if pending.labels and not _joins(pending.text, _label(row)):
                rows.append(pending)
                pending = _Open()
            pending.add(row)
    if pending.labels:
        rows.append(pending)
    return rows


def _joins(label: str, more: str) -> bool:
    """Whether what stands above a label may be its beginning; the names of columns, several on a line, are not."""
    if continues(label, more):
        return True
    named = is_numbered(label) or is_clause(label) or len(label.split()) > 1
    return not (named or is_numbered(more) or is_clause(more))


def _belongs_above(label: str, row: _Row, below: Sequence[_Row]) -> bool:
    """A piece of label below a row of numbers: the rest of that row's label, unless the next row needs it."""
    piece = _label(row)
    if open_brackets(label):
        return True
    if len(piece) == 1 or not label or is_numbered(piece) or is_clause(piece) or not is_numbered(label):
        return False
    return not below or bool(below[0].labels)

"""Tables copied as one cell a line with nothing before it: labels, each followed by its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.read.text_lines import TextLine, continues, heads_section, is_clause, is_number, is_prose, is_value
from gouji.types import Span

_MOST_LABELS = 60  # between two numbers: the header of a table set one character a line, not a page of prose
_LEAST_SHARE = 0.2


def stacked_tables(lines: Sequence[TextLine]) -> Iterator[list[list[Span]]]:
    """Runs of short lines among which enough are bare numbers; a heading, a date or a sentence ends a run."""
    block: list[TextLine] = []
    for index, line in enumerate(lines):
        bare = line.bare
        if not is_value(bare) and (is_prose(bare) or heads_section(lines, index)):
            yield from _table(block)
            block = []
        else:
            block.append(line)
    yield from _table(block)


def _table(block: Sequence[TextLine]) -> Iterator[list[list[Span]]]:
    values = [index for index, line in enumerate(block) if is_value(line.bare)]
    if not values:
        return
    lines = block[max(values[0] - _MOST_LABELS, 0) : values[-1] + 1]
    numbers = sum(is_number(line.bare) for line in lines)
    if numbers < 2 or numbers < _LEAST_SHARE * len(lines) or is_value(lines[0].bare):
        return
    yield _rows(lines)


def _rows(lines: Sequence[TextLine]) -> list[list[Span]]:
    """A row is a label, or several, with the numbers that follow; headers are rows of labels only."""
    rows: list[list[Span]] = [[]]
    label = ""  # the label that was read last, if the next line may be the rest of it
    was_value = False
    # Where blank lines stand between all cells they tell nothing of rows, and lines without one are of one cell.
    spaced = sum(below.number > above.number + 1 for above, below in pairwise(lines)) * 2 > len(lines)
    last = lines[0].number - 1
    for line in lines:
        bare = line.bare
        if is_value(bare):
            rows[-1].append(line.span)
        elif label and not line.paged and (continues(label, bare) or spaced and line.number == last + 1):
            rows[-1][-1] = Span(rows[-1][-1].start, line.span.stop)
            bare = label + bare
        elif was_value or is_clause(bare) or is_clause(label) or (not spaced and line.number > last + 1):
            rows.append([line.span])
        else:
            rows[-1].append(line.span)
        was_value = is_value(bare)
        label, last = ("" if was_value else bare), line.number
    return rows

"""Tables whose cells are set apart by bars: Markdown, ``label|1|2``, and boxes drawn with line characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.read.text_lines import TextLine, is_number, is_value, stripped
from gouji.types import Span

_BAR = re.compile(r"[|｜│┃]")
_RULE = re.compile("[\\s|｜:+=_\u2500-\u257f-]+")
_RULED = re.compile("--|==|[\u2500\u2501\u2504-\u250b\u2550-\u2551]")
_SHORT_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")


def bar_tables(lines: Sequence[TextLine]) -> Iterator[list[list[Span]]]:
    """Rows whose cells are set apart by bars; at most one blank line between two rows of a table."""
    block: list[TextLine] = []
    for line in lines:
        barred = bool(_BAR.search(line.text)) or _rules_off(line.text)
        if block and (not barred or line.number - block[-1].number > 2):
            yield from _table(block)
            block = []
        if barred:
            block.append(line)
    yield from _table(block)


def _rules_off(text: str) -> bool:
    return bool(_RULED.search(text)) and bool(_RULE.fullmatch(text))


def _table(block: Sequence[TextLine]) -> Iterator[list[list[Span]]]:
    rows = [line for index, line in enumerate(block) if not _is_rule(line.text, index)]
    left = all(_BAR.match(line.bare) for line in rows)
    right = all(_BAR.match(line.bare[-1:]) for line in rows)
    cells = [_cells(line, left=left, right=left or right) for line in rows]
    is_data = any(
        _is_data([line.text[span.start - line.start : span.stop - line.start] for span in spans], len(rows))
        for line, spans in zip(rows, cells, strict=True)
    )
    if is_data or (len(rows) < len(block) and any(len(spans) > 1 for spans in cells)):
        yield cells


def _is_rule(text: str, index: int) -> bool:
    """One dash a cell is a rule only under the header of a table; elsewhere it is a cell that states no number."""
    return _rules_off(text) or (index == 1 and bool(_SHORT_RULE.fullmatch(text)))


def _is_data(texts: Sequence[str], rows: int) -> bool:
    values = [text for text in texts[1:] if is_value(text)]
    return any(map(is_number, values)) and (rows > 1 or len(values) == len(texts) - 1)


def _cells(line: TextLine, *, left: bool, right: bool) -> list[Span]:
    """``left``, ``right``: a bar at that end of the line is the table's border, not the edge of an empty cell."""
    spans: list[Span] = []
    at = 0
    for edge in [*(bar.start() for bar in _BAR.finditer(line.text)), len(line.text)]:
        spans.append(stripped(line.start + at, line.text[at:edge]))
        at = edge + 1
    first = 1 if left and not len(spans[0]) else 0
    stop = len(spans) - 1 if right and len(spans) > 1 and not len(spans[-1]) else len(spans)
    return spans[first:stop]

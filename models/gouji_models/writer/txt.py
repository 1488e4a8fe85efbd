"""Reports as plain text: a cell a line (as a word processor pastes a table), or a row a line (as a browser does)."""

from __future__ import annotations

from collections.abc import Iterator

from ..reports import Report
from .boxes import Place, Table, rows_of
from .flow import Line, flow

STYLES = ("cells", "rows", "windows")


def render(report: Report, style: str) -> bytes:
    """The report in UTF-8 with ``\\n``, or as cells in gb18030 with ``\\r\\n``; ``style`` is one of STYLES."""
    text = "".join(_text(report, style))
    return text.replace("\n", "\r\n").encode("gb18030") if style == "windows" else text.encode("utf-8")


def _text(report: Report, style: str) -> Iterator[str]:
    indent = "　　" if style == "rows" else "\u00a0\u3000"
    for block in flow(report):
        if isinstance(block, Table):
            yield from _rows(block) if style == "rows" else _cells(block)
        else:
            yield _line(block, indent)


def _line(line: Line, indent: str) -> str:
    return f"{indent if line.role == 'text' else ''}{line.text}\n"


def _cells(table: Table) -> Iterator[str]:
    yield "\n"
    for row in rows_of(table):
        yield "".join(f"\t{_cell(place)}\n" for place in row) + "\n"
    yield "\n"


def _cell(place: Place) -> str:
    if not place.begins:
        return ""
    text = place.box.text
    narrow = place.box.colspan == 1 and not place.box.number and len(text) == 4
    return f"{text[:2]}\n{text[2:]}" if narrow and text.startswith(("结果", "其他", "尚未", "商业", "科研")) else text


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield "\t".join(box.text for box in row) + "\n"

"""Reports as web pages: of a content system, as Word exports them, old ones in gb18030, plain ones, one for print."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from ..reports import Report
from .boxes import Box, Table
from .flow import Line, flow

_RUNS = re.compile(r"[0-9０-９.．%]+|[^0-9０-９.．%]+")


@dataclass(frozen=True, slots=True)
class Style:
    """A page skeleton of ``pages/``, how a line and a cell are marked up in it, and its encoding."""

    page: str
    line: Callable[[Line], str]
    cell: Callable[[Box], str]
    table: str
    encoding: str = "utf-8"
    skip_title: bool = False


def render(report: Report, style: str) -> bytes:
    """The page in bytes; ``style`` is a name in STYLES."""
    chosen = STYLES[style]
    body = "\n".join(
        _table(block, chosen) if isinstance(block, Table) else chosen.line(block)
        for block in flow(report)
        if not (chosen.skip_title and isinstance(block, Line) and block.role == "title")
    )
    page = Path(__file__).with_name("pages") / f"{chosen.page}.html"
    text = Template(page.read_text(encoding="utf-8").replace("$title_", "${title}_")).substitute(
        title=escape(report.title.replace("\n", "")),
        organ=escape(report.organ),
        office=escape(report.organ.replace("人民政府", "人民政府办公室")),
        date=f"{report.year + 1}-01-{10 + len(report.slug) % 19}",
        body=body,
    )
    return text.encode(chosen.encoding)


def _table(table: Table, style: Style) -> str:
    rows = ("<tr>" + "".join(style.cell(box) for box in row) + "</tr>" for row in table.rows)
    return f"<table {style.table}>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def _spans(box: Box) -> str:
    rows = f' rowspan="{box.rowspan}"' if box.rowspan > 1 else ""
    return rows + (f' colspan="{box.colspan}"' if box.colspan > 1 else "")


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def _cms_line(line: Line) -> str:
    strong = line.role in ("heading", "aspect")
    text = _lines(line.text)
    return f"<p>{f'<strong>{text}</strong>' if strong else text}</p>"


def _cms_cell(box: Box) -> str:
    side = ' class="l"' if box.left else ""
    return f"<td{side}{_spans(box)}><p>{_lines(box.text)}</p></td>"


def _word_text(text: str) -> str:
    """Spans where Word changes fonts, and a second one inside longer numbers, as editing leaves them."""
    return "".join(_word_run(run) for run in _RUNS.findall(text))


def _word_run(run: str) -> str:
    if not run[0].isascii() or not run[0].isdigit():
        return f"<span style='font-family:仿宋'>{_lines(run)}</span>"
    pieces = (run[:1], run[1:]) if len(run) > 2 else (run,)
    return "".join(f"<span lang=EN-US\nstyle='font-family:\"Times New Roman\"'>{piece}</span>" for piece in pieces)


def _word_line(line: Line) -> str:
    align = "align=center " if line.role == "title" else ""
    text = _word_text(line.text)
    inner = f"<b>{text}</b>" if line.role in ("title", "heading") else text
    return f"<p class=MsoNormal {align}style='text-indent:32.0pt'>{inner}<span lang=EN-US><o:p></o:p></span></p>\n"


def _word_cell(box: Box) -> str:
    width = 42 * box.colspan if box.number else min(240, 12 * len(box.text))
    align = "left" if box.left else "center"
    text = _word_text(box.text) or "<span lang=EN-US>&nbsp;</span>"
    return (
        f"\n <td width={width}{_spans(box)} style='border:solid windowtext 1.0pt'>\n"
        f"  <p class=MsoNormal style='text-align:{align}'>{text}<span lang=EN-US><o:p></o:p></span></p>\n </td>"
    )


def _old_line(line: Line) -> str:
    indent = "　　" if line.role != "title" else ""
    text = escape(line.text, quote=False).replace("\n", "<br />")
    return f"{indent}<b>{text}</b><br />" if line.role == "heading" else f"{indent}{text}<br />"


def _old_cell(box: Box) -> str:
    pad = "　" if box.number else ""
    return f'<td{_spans(box)} align="center">{pad}{escape(box.text, quote=False)}</td>'


def _plain_line(line: Line) -> str:
    tag = {"title": "h2", "heading": "h3", "aspect": "h4", "text": "p"}[line.role]
    indent = "&emsp;&emsp;" if line.role == "text" else ""
    return f"<{tag}>{indent}{_lines(line.text)}</{tag}>"


def _plain_cell(box: Box) -> str:
    tag = "td" if box.number else "th"
    return f"<{tag}{_spans(box)}>&nbsp;{_lines(box.text)}&nbsp;</{tag}>"


def _print_line(line: Line) -> str:
    tag = {"title": "h1", "heading": "h2", "aspect": 'p class="a"', "text": "p"}[line.role]
    return f"<{tag}>{_lines(line.text)}</{tag.split()[0]}>"


def _print_cell(box: Box) -> str:
    side = "v" if box.rowspan > 9 else "l" if box.left else "n"
    return f'<td class="{side}"{_spans(box)}>{_lines(box.text)}</td>'


STYLES = {
    "cms": Style("cms", _cms_line, _cms_cell, 'cellspacing="0"', skip_title=True),
    "word": Style("word", _word_line, _word_cell, "class=MsoNormalTable border=1 cellspacing=0"),
    "old": Style("old", _old_line, _old_cell, 'width="740" border="1"', encoding="gb18030", skip_title=True),
    "plain": Style("plain", _plain_line, _plain_cell, ""),
    "print": Style("print", _print_line, _print_cell, ""),
}

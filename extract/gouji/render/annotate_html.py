"""A web draft as a page of its own: its text and tables anew, the words in question marked and linked to notes.

Nothing of the draft's own markup, style, script or pictures is taken over, so nothing in it can run or be fetched: the
page has no script, and its policy (CSP) allows only its own style.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape

from gouji.render.marked import Stretch, stretches
from gouji.render.remarks import Remark
from gouji.render.words import RANK
from gouji.types import Cell, Grid, Lang, Report, Span, Text

_STYLE = """
body { margin: 0 auto; max-width: 60rem; padding: 1rem 1.2rem 4rem; color: #1c1c1c; background: #fff;
  font: 1rem/1.8 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
h1 { font-size: 1.5rem; text-align: center; } h2 { font-size: 1.2rem; } h3 { font-size: 1rem; }
p { margin: .4em 0; text-indent: 2em; overflow-wrap: anywhere; }
.wide { overflow-x: auto; } table { border-collapse: collapse; margin: 1em 0; font-size: .85rem; line-height: 1.4; }
td { border: 1px solid #999; padding: .2em .4em; min-width: 1.6em; }
mark { padding: 0 .1em; color: inherit; border-bottom: 2px solid; }
.error { background: #ffd9d4; border-color: #c62828; } .warning { background: #fff0b8; border-color: #b58100; }
.info { background: #dceeff; border-color: #1565c0; }
sup { font: .7rem/1 sans-serif; text-indent: 0; } a { color: #0b57a4; }
section { margin-top: 2rem; border-top: 2px solid #444; font: .95rem/1.7 sans-serif; }
section p { text-indent: 0; margin: .1em 0; } li { margin: .8em 0; padding: .2em .6em; border-left: 4px solid; }
li strong, q { background: none; } :target { outline: 2px solid #0b57a4; outline-offset: 2px; }
@media print { a { color: inherit; text-decoration: none; } li { break-inside: avoid; } }
"""
_MOST_SPAN = 1000  # what browsers allow for colspan


def annotate_html(report: Report, remarks: Sequence[Remark], lang: Lang) -> str:
    """The page, with the notes below the text in the order of ``remarks``."""
    title = escape(report.document.name)
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = (
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n<title>{title}</title>\n<style>{_STYLE}</style>\n'
    )
    body = "\n".join([*_blocks(report, remarks), *_notes(report, remarks, lang)])
    language = "en" if lang == "en" else "zh-CN"
    return f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n'


def _blocks(report: Report, remarks: Sequence[Remark]) -> Iterator[str]:
    text, at = report.document.text, 0
    for grid in report.document.grids:
        yield from _lines(report, Span(at, grid.span.start), remarks)
        yield _table(text, grid, remarks)
        at = grid.span.stop
    yield from _lines(report, Span(at, len(text)), remarks)


def _lines(report: Report, span: Span, remarks: Sequence[Remark]) -> Iterator[str]:
    """Each line that is not blank as a heading or a paragraph."""
    levels = {heading.span.start: heading.level for heading in report.outline.headings}
    text, start = report.document.text, span.start
    for line in span.of(text).split("\n"):
        here, start = Span(start, start + len(line)), start + len(line) + 1
        if line.strip():
            level = levels.get(here.start + len(line) - len(line.lstrip()))
            tag = "p" if level is None else f"h{min(level, 2) + 1}"
            yield f"<{tag}>{_inline(text, here, remarks)}</{tag}>"


def _table(text: str, grid: Grid, remarks: Sequence[Remark]) -> str:
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(f"<td{_spans(cell)}>{_inline(text, cell.span, remarks)}</td>")
    last = max(rows, default=-1)
    inner = "\n".join(f"<tr>{''.join(rows.get(row, []))}</tr>" for row in range(last + 1))
    return f'<div class="wide"><table>\n{inner}\n</table></div>'


def _spans(cell: Cell) -> str:
    down = f' rowspan="{min(cell.rowspan, _MOST_SPAN)}"' if cell.rowspan > 1 else ""
    return down + (f' colspan="{min(cell.colspan, _MOST_SPAN)}"' if cell.colspan > 1 else "")


def _inline(text: str, span: Span, remarks: Sequence[Remark]) -> str:
    return "".join(_stretch(text, each) for each in stretches(span, remarks))


def _stretch(text: str, stretch: Stretch) -> str:
    words = escape(stretch.span.of(text))
    if not stretch.under:
        return words
    worst = min((one.severity for one in stretch.under), key=lambda severity: RANK[severity])
    places = "".join(f'<span id="at-{one.number}"></span>' for one in stretch.opens)
    signs = "".join(f'<sup><a href="#note-{one.number}">[{one.number}]</a></sup>' for one in stretch.closes)
    return f'{places}<mark class="{worst}">{words}</mark>{signs}'


def _notes(report: Report, remarks: Sequence[Remark], lang: Lang) -> Iterator[str]:
    yield f"<section><h2>{Text('问题', 'Issues').say(lang)}</h2>"
    if not remarks:
        yield f"<p>{Text('没有需要批注的问题。', 'No issue to annotate.').say(lang)}</p></section>"
        return
    yield "<ol>"
    for one in remarks:
        quoted = f'<a href="#at-{one.number}">「{escape(one.anchor.of(report.document.text))}」</a>'
        lines = "".join(f"<p>{escape(line)}</p>" for line in one.lines)
        title = f"<p><strong>{escape(one.title)}</strong> {quoted}</p>"
        yield f'<li id="note-{one.number}" class="{one.severity}">{title}{lines}</li>'
    yield "</ol></section>"

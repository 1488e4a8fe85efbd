"""Reports as DOCX, written as bare WordprocessingML so that every run and revision is where we want it.

The archive is stored, not deflated, and undated: the same report gives the same bytes with every zlib.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from string import Template

from ..reports import Report
from .boxes import Place, Table, rows_of
from .flow import Block, Line, flow

_RUNS = re.compile(r"[0-9０-９]+|[^0-9０-９]+")
STYLES = ("whole", "split", "tags", "box", "tracked")
_WIDTH = 8800
_STYLE = {"title": "Title", "heading": "Heading1", "aspect": "Heading2", "text": "Body"}
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels.xml",
    "word/_rels/document.xml.rels": "document.rels.xml",
    "word/styles.xml": "styles.xml",
    "word/footer1.xml": "footer1.xml",
}

Runs = Callable[[str], str]


def render(report: Report, style: str) -> bytes:
    """The file in bytes. Styles: whole (one run a line), split (runs cut numbers), tags (numbers in smart tags and
    content controls), box (last line in a text box), tracked (``report.tracked`` as revisions).
    """
    blocks = list(flow(report))
    makers: dict[str, Runs] = {"split": _split, "tags": _tagged, "tracked": lambda text: _tracked(text, report)}
    runs = makers.get(style, _run)
    body = "".join(_blocks(blocks, runs, boxed=style == "box"))
    return _zip(Template(_part("document.xml")).substitute(body=body))


def _blocks(blocks: list[Block], runs: Runs, boxed: bool) -> Iterator[str]:
    for index, block in enumerate(blocks):
        last = index == len(blocks) - 1
        if isinstance(block, Table):
            yield _table(block, runs) + ("<w:p/>" if last or isinstance(blocks[index + 1], Table) else "")
        elif boxed and last:
            yield Template(_part("textbox.xml")).substitute(
                inside=_paragraph(block, runs), height=360000 * (len(block.text) // 26 + 2)
            )
        else:
            yield _paragraph(block, runs)


def _paragraph(line: Line, runs: Runs) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{_STYLE[line.role]}"/></w:pPr>{runs(line.text)}</w:p>'


def _run(text: str, tag: str = "t") -> str:
    lines = (escape(line, quote=False) for line in text.split("\n"))
    inner = "<w:br/>".join(f'<w:{tag} xml:space="preserve">{line}</w:{tag}>' for line in lines)
    return f"<w:r>{inner}</w:r>" if text else ""


def _split(text: str) -> str:
    """A run for each change of script, and two for each number of two or more digits."""
    pieces = (
        piece
        for run in _RUNS.findall(text)
        for piece in ((run[:1], run[1:]) if run[0].isdigit() and len(run) > 1 else (run,))
    )
    return "".join(map(_run, pieces))


def _tagged(text: str) -> str:
    """Numbers of up to two digits in smart tags, as old versions of Word make them, longer ones in content controls."""
    return "".join(_run(run) if not run[0].isdigit() else _tag(run) for run in _RUNS.findall(text))


def _tag(number: str) -> str:
    if len(number) > 2:
        return f'<w:sdt><w:sdtPr><w:tag w:val="number"/></w:sdtPr><w:sdtContent>{_run(number)}</w:sdtContent></w:sdt>'
    uri = "urn:schemas-microsoft-com:office:smarttags"
    return f'<w:smartTag w:uri="{uri}" w:element="chmetcnv">{_run(number)}</w:smartTag>'


def _tracked(text: str, report: Report) -> str:
    for number, (now, was) in enumerate(report.tracked, 1):
        before, found, after = text.partition(now)
        if found:
            who = f'w:id="{number}" w:author="秘书科" w:date="{report.year + 1}-01-08T09:00:00Z"'
            change = f"<w:del {who}>{_run(was, 'delText')}</w:del><w:ins {who}>{_run(now)}</w:ins>"
            return _run(before) + change + _tracked(after, report)
    return _run(text)


def _table(table: Table, runs: Runs) -> str:
    unit = _WIDTH / sum(table.widths)
    widths = [round(width * unit) for width in table.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = ("".join(_cell(place, widths, runs) for place in row) for row in rows_of(table))
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    style = f'<w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{_WIDTH}" w:type="dxa"/></w:tblPr>'
    return f"<w:tbl>{style}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _cell(place: Place, widths: list[int], runs: Runs) -> str:
    box = place.box
    width = sum(widths[place.column : place.column + box.colspan])
    span = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
    merge = "" if box.rowspan == 1 else '<w:vMerge w:val="restart"/>' if place.begins else "<w:vMerge/>"
    style = "CellLeft" if box.left else "Cell"
    text = runs(box.text) if place.begins else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{text}</w:p></w:tc>'
    )


def _part(name: str) -> str:
    return (Path(__file__).with_name("package") / name).read_text(encoding="utf-8")


def _zip(document: str) -> bytes:
    parts = {name: _part(source) for name, source in _PARTS.items()} | {"word/document.xml": document}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode("utf-8"))
    return buffer.getvalue()

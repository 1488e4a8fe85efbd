"""One call for all formats."""

from __future__ import annotations

from ..reports import Report
from . import docx, html, pdf, txt


def render(report: Report, format: str) -> bytes:
    """``report`` as html, docx, pdf or txt, in the style its folder names. Raises KeyError for another format."""
    writers = {"html": html.render, "docx": docx.render, "pdf": pdf.render, "txt": txt.render}
    return writers[format](report, report.styles[format])

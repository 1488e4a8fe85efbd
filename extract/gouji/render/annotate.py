"""The draft with its issues written into it: Word comments, PDF highlights, a marked page, Markdown with footnotes."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from gouji.render.remarks import Remark, remarks_of
from gouji.types import Audit, Lang

SUFFIXES = {"docx": ".docx", "pdf": ".pdf", "html": ".html", "txt": ".md"}
"""What an annotated draft is, by ``Document.format``."""


@dataclass(frozen=True, slots=True)
class Options:
    """Which issues are written, in which language, and the date on the notes (local time).

    ``level`` is the least severity written; ``skip`` holds fingerprints of issues that were decided upon.
    """

    when: datetime
    lang: Lang = "zh"
    level: str = "warning"
    skip: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Annotated:
    """The file and how many notes are in it; no notes in a PDF or DOCX means that ``data`` is the draft's own bytes."""

    data: bytes
    notes: int


def annotate(draft: bytes, audit: Audit, options: Options) -> Annotated:
    """The draft that ``audit`` is of, annotated. Raises GoujiError if it cannot be written into."""
    remarks = remarks_of(audit, options.lang, options.level, options.skip)
    return Annotated(_written(draft, audit, remarks, options), len(remarks))


def _written(draft: bytes, audit: Audit, remarks: tuple[Remark, ...], options: Options) -> bytes:
    document = audit.report.document
    if document.format == "html":
        from gouji.render.annotate_html import annotate_html

        return annotate_html(audit.report, remarks, options.lang).encode("utf-8")
    if document.format == "txt":
        from gouji.render.annotate_text import annotate_text

        return annotate_text(document, remarks, options.lang).encode("utf-8")
    if not remarks:
        return draft
    if document.format == "docx":
        from gouji.render.annotate_docx import annotate_docx

        return annotate_docx(draft, document, remarks, options.when)
    from gouji.render.annotate_pdf import annotate_pdf

    return annotate_pdf(draft, document, remarks, options.when)

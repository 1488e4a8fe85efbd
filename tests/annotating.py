"""What the tests of annotated drafts share: remarks on given words, and the corpus reports with theirs."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from gouji.pipeline import audit
from gouji.render.annotate import Options
from gouji.render.remarks import Remark, remarks_of
from gouji.types import Audit, Document, Severity, Span

REPORTS = Path(__file__).resolve().parents[1] / "corpora" / "reports"
SLUGS = sorted(path.parent.name for path in REPORTS.glob("*/meta.toml"))
WHEN = datetime(2025, 1, 31, 9, 30)
OPTIONS = Options(WHEN)


def span_of(document: Document, words: str, after: str = "") -> Span:
    """Where ``words`` stand, at the first place behind ``after``."""
    start = document.text.index(words, document.text.index(after) + len(after))
    return Span(start, start + len(words))


def remark(document: Document, words: str, number: int = 1, after: str = "", severity: Severity = "error") -> Remark:
    """A note on these words."""
    title, lines = f"错误 N90{number} 分项之和与总数不符", ("第一行 <b>&amp;", "算式：1 + 2 = 3 ≠ 4")
    return Remark(number, span_of(document, words, after), severity, title, lines, f"f{number}")


@cache
def case(slug: str, kind: str) -> tuple[bytes, Audit, tuple[Remark, ...]]:
    """A corpus report's file, its audit and its remarks."""
    path = REPORTS / slug / f"report.{kind}"
    found = audit(path)
    return path.read_bytes(), found, remarks_of(found, "zh")


def words_of(audit: Audit, remarks: tuple[Remark, ...]) -> list[str]:
    return [one.anchor.of(audit.report.document.text) for one in remarks]

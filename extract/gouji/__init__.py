"""gouji (勾稽): finds the numbers of a 政府信息公开工作年度报告 that cannot be right.

``gouji.check(path)`` is the whole path from a file to its audit; ``audit.to_dict()`` is what
``gouji check --format json`` prints for it.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gouji.speech import GoujiError, Text

if TYPE_CHECKING:
    from spacy.language import Language

    from gouji.render.checked import Checked
    from gouji.types import Audit, Figure, Issue, Report, Span

__version__ = "0.1.0"
__all__ = ["Audit", "Checked", "Figure", "GoujiError", "Issue", "Report", "Span", "Text", "__version__", "check", "nlp"]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """The nouns, imported when they are first asked for (PEP 562): ``gouji --help`` asks for none."""
        if name not in __all__:
            raise AttributeError(f"module 'gouji' has no attribute {name!r}")
        home = importlib.import_module("gouji.render.checked" if name == "Checked" else "gouji.types")
        return getattr(home, name)


def nlp() -> Language:
    """A blank "zh" spaCy pipeline: jieba's words with our domain dictionary, gouji_figures, gouji_keys, gouji_parts."""
    from gouji.spacy_pipe import blank

    return blank()


def check(
    path: str | PathLike[str],
    *,
    engine: Literal["pdfium", "pdfplumber"] = "pdfium",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    previous: str | PathLike[str] | None = None,
    decisions: bool = True,
) -> Checked:
    """Read and check one report (PDF, HTML, DOCX or TXT, told apart by content).

    ``select`` and ``ignore`` are check codes (none selected: all run); ``previous`` is last year's report.
    ``decisions``: what is kept in ``NAME.gouji.toml`` beside the report is honoured (``issues`` are those that stand).
    Raises GoujiError if a file cannot be read.
    """
    from dataclasses import fields

    from gouji.decisions import Judged, as_judged
    from gouji.decisions.judge import codes_run, decided
    from gouji.pipeline import audit
    from gouji.render.checked import Checked

    before = None if previous is None else Path(previous)
    done = audit(Path(path), engine=engine, select=select, ignore=ignore, previous=before)
    if decisions:
        done = decided(done, Path(path), codes_run(select, ignore))
    told = as_judged(done)
    return Checked(**{field.name: getattr(told, field.name) for field in fields(Judged)})

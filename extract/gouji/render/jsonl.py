"""The issues as JSON Lines: one a line, each with the draft it belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from gouji.decisions import as_judged
from gouji.render.json import issue_to_dict
from gouji.render.result import Failure, Result
from gouji.types import Audit, Lang


def dumps(results: Sequence[Result], lang: Lang) -> str:
    """A line is an issue of docs/schema.json after its ``document``; a file that failed is a line with ``error``."""
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for result in results for one in _lines(result, lang))
    return "".join(lines)


def _lines(result: Result, lang: Lang) -> Iterator[dict[str, object]]:
    if isinstance(result, Failure):
        yield {"document": {"name": result.name}, "error": result.text.say(lang)}
        return
    for issue in result.issues:
        yield {"document": _document(result), **issue_to_dict(as_judged(result), issue, lang)}


def _document(audit: Audit) -> dict[str, object]:
    document, outline = audit.report.document, audit.report.outline
    told = {"name": document.name, "sha256": document.sha256, "format": document.format, "family": audit.family}
    return {**told, "form": audit.report.tables.form, "organ": outline.organ, "year": outline.year}

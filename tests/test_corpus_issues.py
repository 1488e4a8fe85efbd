"""Every report of the corpus, in every format: the issues that a careful reader expects, and no other."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from gouji.pipeline import audit
from gouji.types import Audit, Issue

REPORTS = Path(__file__).resolve().parents[1] / "corpora" / "reports"
CODES = {
    "row_total": {"T101"},
    "handled_total": {"T102", "T103"},
    "balance": {"T103"},
    "disputes_total": {"T104"},
    "prose_table": {"X201", "X202", "X203"},
    "unit_slip": {"X203"},
    "parts_closed": {"N101"},
    "parts_exceed": {"N101", "N102"},
    "parts_near": {"N101", "N103"},
    "stated_twice": {"N104"},
    "blank_cells": {"F304"},
    "label": {"F302"},
    "form_mixture": {"F316"},
    "tracked_changes": {"F301"},
}
CASES = [
    (folder.name, kind)
    for folder in sorted(REPORTS.iterdir())
    if folder.is_dir()
    for kind in ("html", "docx", "pdf", "txt")
]


def _expected(slug: str, kind: str) -> list[dict[str, object]]:
    told = tomllib.loads((REPORTS / slug / "expected.toml").read_text(encoding="utf-8")).get("issue", [])
    return [one for one in told if kind in one.get("formats", [kind])]


def _meets(found: Audit, issue: Issue, wanted: dict[str, object]) -> bool:
    """The right check, as loud as expected, pointing at one of the expected places."""
    places = [one for one in issue.outcome.evidence if one.role == "at"]
    texts = {one.span.of(found.report.document.text) for one in places}
    keys = {one.key for one in places if one.key and not one.key.startswith("prose.")}
    named, cells = wanted["evidence"], wanted["keys"]
    assert isinstance(named, list) and isinstance(cells, list)
    near = bool(texts & set(named)) or bool(keys & set(cells)) or wanted["kind"] == "tracked_changes"
    return issue.code in CODES[str(wanted["kind"])] and issue.severity == wanted["severity"] and near


@pytest.mark.parametrize(("slug", "kind"), CASES, ids=[f"{slug}-{kind}" for slug, kind in CASES])
def test_the_expected_issues_and_no_other(slug: str, kind: str) -> None:
    found = audit(REPORTS / slug / f"report.{kind}")
    left = list(found.issues)
    for wanted in _expected(slug, kind):
        fits = [issue for issue in left if _meets(found, issue, wanted)]
        assert len(fits) == 1, (wanted["why"], [(i.code, i.outcome.message.zh) for i in left])
        left.remove(fits[0])
    assert [(i.code, i.outcome.message.zh) for i in left if i.severity != "info"] == []

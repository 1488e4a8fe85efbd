"""One report in four formats: the readers give the same cells and the same sentences, whatever the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gouji.family import load as load_family
from gouji.read import read
from gouji.tables import read_tables
from gouji.types import Document
from gouji_models.reports import FORMATS, Report, load_all

ROOT = Path(__file__).resolve().parents[1] / "corpora" / "reports"
FILES = [(report, name) for report in load_all(ROOT) for name in FORMATS]

each = pytest.mark.parametrize(("report", "name"), FILES, ids=[f"{report.slug}.{name}" for report, name in FILES])


def _document(report: Report, name: str) -> Document:
    return read(ROOT / report.slug / f"report.{name}")


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)


@each
def test_cells_are_those_of_the_report(report: Report, name: str) -> None:
    document = _document(report, name)
    tables = read_tables(document, load_family(), year=report.year)
    found = {key: _tight(fact.span.of(document.text)) for key, fact in tables.by_key().items()}
    assert tables.form == report.layout.form
    assert found == dict(report.cells)
    assert tables.unread == ()


@each
def test_paragraphs_are_whole_and_stand_once(report: Report, name: str) -> None:
    lines = [_tight(line) for line in _document(report, name).text.splitlines()]
    for paragraph in report.paragraphs:
        assert lines.count(_tight(paragraph)) == 1, paragraph


@each
def test_only_the_tracked_draft_has_changes(report: Report, name: str) -> None:
    kinds = {note.kind for note in _document(report, name).notes}
    assert ("tracked_changes" in kinds) == (report.styles[name] == "tracked")


def test_number_cut_by_the_page_is_one_number_or_a_doubt() -> None:
    path = ROOT / "lanjiang-province-2023" / "cut.pdf"
    document = read(path)
    tables = read_tables(document, load_family(), year=2023)
    facts = tables.by_key()
    for key, value in (("requests.received.natural_person", "28416"), ("requests.received.total", "35840")):
        read_as = _tight(facts[key].span.of(document.text)) if key in facts else None
        assert read_as == value or tables.unread, f"{key} is read as {read_as} without a doubt"

"""The corpus of whole reports: its figures hold (or fail as its expected issues say) and its renders are reproduced."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from gouji_models.reports import FORMATS, Report, ReportError, load, load_all
from gouji_models.sums import broken, relations
from gouji_models.writer import docx, html, pdf, txt
from gouji_models.writer.boxes import Box, Table, cut, rows_of
from gouji_models.writer.render import render

ROOT = Path(__file__).resolve().parents[1] / "corpora" / "reports"
REPORTS = load_all(ROOT)
SIGNATURES = {b"%PDF-": "pdf", b"PK\x03\x04": "docx"}

each = pytest.mark.parametrize("report", REPORTS, ids=[report.slug for report in REPORTS])


def test_corpus_is_large_and_mixed() -> None:
    assert len(REPORTS) >= 14
    assert {report.layout.form for report in REPORTS} == {"2021", "2019", "2014"}
    assert {report.kind for report in REPORTS} == {"county", "town", "city", "department", "province"}
    assert sum(not _errors(report) for report in REPORTS) >= 9
    assert sum(bool(_errors(report)) for report in REPORTS) >= 4


def test_every_style_is_used() -> None:
    used = {(name, style) for report in REPORTS for name, style in report.styles.items()}
    assert {("html", style) for style in html.STYLES if style != "print"} <= used
    assert {("docx", style) for style in docx.STYLES} <= used
    assert {("txt", style) for style in txt.STYLES} | {("pdf", style) for style in pdf.STYLES} <= used


@each
def test_sums_fail_exactly_where_expected(report: Report) -> None:
    assert sorted(broken(report)) == sorted(name for issue in report.expected for name in issue.breaks)


@each
def test_sums_were_really_computed(report: Report) -> None:
    names = {relation.name for relation in relations(report)}
    if report.layout.form == "2014":
        assert {"stats:received", "stats:answered", "stats:staff"} <= names
    else:
        assert sum(name.startswith("balance:") for name in names) == 7
        assert sum(name.startswith("row:") for name in names) == (23 if report.layout.merged_other else 25)
        assert {"disputes:review", "disputes:lawsuit_direct", "disputes:lawsuit_after_review"} <= names
    assert sum(name.startswith("prose:") for name in names) >= 3


@each
def test_narrative_and_meta_speak_of_the_same_report(report: Report) -> None:
    meta = report.narrative.meta
    assert (meta["organ"], int(meta["year"]), meta["form"]) == (report.organ, report.year, report.layout.form)
    assert meta["kind"] == report.kind and report.organ in report.title.replace("\n", "")
    assert (meta.get("faulty") == "yes") == bool(_errors(report))
    assert report.narrative.text == "".join(f"{paragraph}\n" for paragraph in report.paragraphs)


@each
def test_expected_issues_point_at_what_is_printed(report: Report) -> None:
    printed = txt.render(report, "rows").decode()
    for issue in report.expected:
        assert issue.severity in ("error", "warning", "info") and issue.why.endswith(".")
        assert all(text in printed for text in issue.evidence), issue.kind
        cells = [key for key in issue.keys if key.startswith(("requests.", "disputes.", "disclosure.", "stats."))]
        assert all(_is_known(key, report) for key in cells), issue.kind


@each
@pytest.mark.parametrize("name", ["html", "docx", "txt"])
def test_renders_are_reproduced_byte_for_byte(report: Report, name: str) -> None:
    assert (ROOT / report.slug / f"report.{name}").read_bytes() == render(report, name)


@each
def test_four_renders_are_kept(report: Report) -> None:
    for name in FORMATS:
        data = (ROOT / report.slug / f"report.{name}").read_bytes()
        found = next((kind for start, kind in SIGNATURES.items() if data.startswith(start)), "text")
        assert found == (name if name in ("pdf", "docx") else "text") and len(data) > 2000


@each
def test_plain_text_holds_every_figure_and_cell(report: Report) -> None:
    encoding = "gb18030" if report.styles["txt"] == "windows" else "utf-8"
    printed = (ROOT / report.slug / "report.txt").read_text(encoding=encoding)
    assert all(paragraph in printed for paragraph in report.paragraphs)
    numbers = re.findall(r"(?m)(?:(?<=\t)|^)[^\s\t]+", printed)
    for text in set(report.cells.values()) - {"0"}:
        assert numbers.count(text) >= list(report.cells.values()).count(text), text


def test_unknown_cell_is_refused(tmp_path: Path) -> None:
    source = ROOT / REPORTS[0].slug
    folder = tmp_path / "strange"
    folder.mkdir()
    for name in ("narrative.gold", "expected.toml"):
        (folder / name).write_bytes((source / name).read_bytes())
    meta = (source / "meta.toml").read_text(encoding="utf-8") + '"requests.received.nobody" = "1"\n'
    (folder / "meta.toml").write_text(meta, encoding="utf-8")
    with pytest.raises(ReportError, match=r"requests\.received\.nobody"):
        load(folder)


def test_row_that_does_not_fill_its_table_is_refused() -> None:
    table = Table(((Box("甲", rowspan=2), Box("乙")), (Box("丙"), Box("丁"))), (1, 1))
    with pytest.raises(ValueError, match="does not fill"):
        list(rows_of(table))


def test_tracked_changes_hold_both_texts() -> None:
    report = next(report for report in REPORTS if report.tracked)
    document = docx.render(report, "tracked").decode("utf-8", "replace")
    for now, was in report.tracked:
        assert f'<w:delText xml:space="preserve">{was}</w:delText>' in document
        assert re.search(rf"<w:ins [^>]*><w:r><w:t xml:space=\"preserve\">{now}</w:t>", document)


def test_years_in_a_row_carry_over() -> None:
    by_slug = {report.slug: report for report in REPORTS}
    before, after = by_slug["chengxi-2020"].cells, by_slug["chengxi-2021"].cells
    columns = [key.rpartition(".")[2] for key in after if key.startswith("requests.carried_in.")]
    assert len(columns) == 7
    for column in columns:
        assert before[f"requests.carried_out.{column}"] == after[f"requests.carried_in.{column}"]


def test_page_in_gb18030_cannot_be_read_as_gb2312() -> None:
    data = (ROOT / "rongchuan-2022" / "report.html").read_bytes()
    assert "镕川县人民政府" in data.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        data.decode("gb2312")


def test_readme_of_the_corpora_is_current() -> None:
    script = [sys.executable, str(ROOT.parents[1] / "scripts" / "document_corpora.py"), "--check"]
    assert subprocess.run(script, check=False).returncode == 0, "run python scripts/document_corpora.py"


def test_table_cut_in_two_keeps_every_number() -> None:
    whole = Table(((Box("甲", rowspan=3), Box("1")), (Box("2"),), (Box("3"),)), (1, 1))
    first, second = cut(whole, 1)
    assert first.rows == ((Box("甲"), Box("1")),)
    assert second.rows == ((Box("", rowspan=2), Box("2")), (Box("3"),))
    assert cut(whole, 0) == [whole]


def test_meta_keeps_only_cells_that_are_not_zero() -> None:
    for report in REPORTS:
        meta = tomllib.loads((ROOT / report.slug / "meta.toml").read_text(encoding="utf-8"))
        assert "0" not in meta["cells"].values(), report.slug


def _errors(report: Report) -> list[str]:
    return [issue.kind for issue in report.expected if issue.severity == "error"]


def _is_known(key: str, report: Report) -> bool:
    return key in report.cells or any(cell.startswith(key.rpartition(".")[0]) for cell in report.cells)

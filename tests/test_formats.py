"""Issue lists for other programs: nothing of a draft becomes a formula or markup; each reader gets what it expects."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from openpyxl import load_workbook

from conftest import TEXT
from gouji import Checked, check
from gouji.cli import main
from gouji.decisions import Decision, Judged, as_judged, short
from gouji.decisions.judge import against_baseline, judged
from gouji.decisions.trace import trace_of
from gouji.read import read_bytes
from gouji.render import csv as csv_list
from gouji.render import jsonl, markdown, sarif, xlsx
from gouji.render.json import dumps
from gouji.render.onepage import page_of
from gouji.render.onepage_docx import page_docx
from gouji.render.onepage_html import page_html
from gouji.render.result import Failure
from gouji.render.rows import ISSUE_TITLES
from gouji.types import Audit, Text

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8"))
FAILURE = Failure("bad.pdf", Text("bad.pdf：打不开。", "bad.pdf: cannot be opened."))
LIVE = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1")
MARKUP = "<script>|[x](javascript:1) *甲* `乙`\n# 丙"


def hostile(audit: Audit, words: str) -> Audit:
    """The audit with ``words`` as the message of its first issue."""
    first, *rest = audit.issues
    return replace(audit, issues=(replace(first, outcome=replace(first.outcome, message=Text(words, words))), *rest))


def rejected(audit: Audit, remark: str = "口径不同") -> Judged:
    """The error rejected, the warning left open."""
    warning, error = audit.issues
    decisions = [
        Decision("rejected", trace_of(audit.report, error), remark, "王", "2025-01-31"),
        Decision("open", trace_of(audit.report, warning)),
    ]
    return judged(audit, decisions, {"N901", "F901"})


def sheet(data: bytes, name: str) -> list[list[str]]:
    rows = load_workbook(io.BytesIO(data), read_only=True)[name].iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("words", LIVE)
def test_csv_cells_never_begin_a_formula(words: str, audit: Audit) -> None:
    text = csv_list.dumps([hostile(audit, words)], "zh")
    assert text.startswith("\ufeff编号,文件,")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [len(row) for row in rows] == [len(ISSUE_TITLES)] * 3
    assert "'" + words in rows[1]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("words", LIVE)
def test_xlsx_has_no_formula(words: str, audit: Audit) -> None:
    data = xlsx.dumps([hostile(audit, words), FAILURE], "zh")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    assert all(b"<f>" not in one and b"<f " not in one for one in sheets)
    assert sheet(data, "问题清单")[1][5].replace("_x000D_", "\r") == words


def test_xlsx_is_a_list_to_work_with(audit: Audit) -> None:
    data = xlsx.dumps([audit, FAILURE], "zh")
    book = load_workbook(io.BytesIO(data))
    first = book["问题清单"]
    assert book.sheetnames == ["问题清单", "数字", "表格", "未读"]
    assert [cell.value for cell in first[1]] == [title.zh for title in ISSUE_TITLES]
    assert first.freeze_panes == "A2"
    assert first.auto_filter.ref == "A1:L3"
    assert first.page_setup.orientation == "landscape"
    assert first.sheet_properties.pageSetUpPr.fitToPage
    lists = [rule for rule in first.data_validations.dataValidation if rule.type == "list"]
    assert [(str(rule.sqref), rule.formula1) for rule in lists] == [("K2:K3", '"采纳,不采纳,待核实"')]
    assert len(sheet(data, "数字")) == 1 + 4 + 1
    assert [row[2] for row in sheet(data, "表格")[1:]] == ["requests.handled.company", "requests.handled.research"]
    assert sheet(data, "未读")[1:] == [["bad.pdf", "无法检查", "bad.pdf：打不开。"], ["report.txt", "表四", "没有找到"]]


def test_markdown_escapes_the_words_of_a_draft(audit: Audit) -> None:
    text = markdown.dumps([hostile(audit, MARKUP), FAILURE], "zh")
    assert r"\<script\>\|\[x\]\(javascript:1\) \*甲\* \`乙\`<br>\# 丙" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {12}
    assert "未读 表四" in text
    assert "bad\\.pdf" not in text
    assert "无法检查" in text


def test_jsonl_is_the_issues_of_the_json(audit: Audit) -> None:
    lines = [json.loads(line) for line in jsonl.dumps([audit, FAILURE], "zh").splitlines()]
    whole = json.loads(dumps([audit], "zh"))["documents"][0]
    assert [{**line, "document": None} for line in lines[:2]] == [{**one, "document": None} for one in whole["issues"]]
    assert lines[0]["document"]["sha256"] == whole["sha256"]
    assert lines[2] == {"document": {"name": "bad.pdf"}, "error": "bad.pdf：打不开。"}


def test_sarif_points_at_the_exact_characters(audit: Audit) -> None:
    run = json.loads(sarif.dumps([audit], "zh"))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    error = next(one for one in run["results"] if one["ruleId"] == "N901")
    region = error["locations"][0]["physicalLocation"]["region"]
    line = TEXT.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "1355条" == region["snippet"]["text"]
    assert TEXT[region["charOffset"] :][: region["charLength"]] == "1355条"
    assert [one["physicalLocation"]["region"]["snippet"]["text"] for one in error["relatedLocations"]] == [
        "701条", "618条", "16条",
    ]  # fmt: skip
    assert error["partialFingerprints"] == {"goujiIssue/v1": "f1"}
    assert {one["level"] for one in run["results"]} == {"error", "warning"}


def test_sarif_says_what_was_not_read_and_which_file_failed(audit: Audit) -> None:
    (invocation,) = json.loads(sarif.dumps([audit, FAILURE], "zh"))["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    levels = [(one["level"], one["message"]["text"]) for one in invocation["toolExecutionNotifications"]]
    assert levels == [("note", "表四: 没有找到"), ("error", "bad.pdf：打不开。")]


def test_sarif_names_real_rules() -> None:
    found = check(ROOT / "corpora" / "reports" / "seed-figures" / "report.pdf")
    run = json.loads(sarif.dumps([found], "zh"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert all("properties" in one["locations"][0] for one in run["results"])


@pytest.mark.parametrize(
    ("name", "state"), [("a b.txt", "a%20b.txt"), ("/d/年报.txt", "file:///d/%E5%B9%B4%E6%8A%A5.txt")]
)
def test_sarif_uris(name: str, state: str) -> None:
    assert sarif.uri_of(name) == state


def multitool() -> list[str]:
    """Microsoft's validator from npm; GOUJI_SARIF names its command, else it is looked for on the path."""
    command = os.environ.get("GOUJI_SARIF") or shutil.which("sarif-multitool") or shutil.which("Sarif.Multitool")
    if not command:
        pytest.skip("no SARIF validator: npm i @microsoft/sarif-multitool-linux, GOUJI_SARIF=its Sarif.Multitool")
    return [command]


def test_sarif_is_valid_by_microsofts_validator(audit: Audit, tmp_path: Path) -> None:
    command = multitool()
    report, result = tmp_path / "run.sarif", tmp_path / "result.sarif"
    told = against_baseline(rejected(audit), [], {"N901"})
    report.write_text(sarif.dumps([told, FAILURE], "zh"), encoding="utf-8")
    call = [*command, "validate", str(report), "-o", str(result), "--log", "ForceOverwrite"]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    subprocess.run(call, check=True, capture_output=True, env=environment, timeout=120)
    found = json.loads(result.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    assert [one["message"] for one in found if one.get("level") == "error"] == []


def test_rejected_issues_are_set_aside_in_every_format(audit: Audit) -> None:
    told = rejected(audit)
    whole = json.loads(dumps([told], "zh"))
    jsonschema.Draft202012Validator(SCHEMA).validate(whole)
    document = whole["documents"][0]
    assert [one["code"] for one in document["issues"]] == ["F901"]
    assert document["issues"][0]["decision"]["decision"] == "open"
    assert document["rejected"][0]["decision"] == {
        "decision": "rejected", "remark": "口径不同", "by": "王", "date": "2025-01-31",
    }  # fmt: skip
    results = json.loads(sarif.dumps([told], "zh"))["runs"][0]["results"]
    assert {one["ruleId"]: one["suppressions"] for one in results} == {
        "F901": [],
        "N901": [{"kind": "external", "status": "accepted", "justification": "口径不同"}],
    }
    assert "N901" not in csv_list.dumps([told], "zh") + jsonl.dumps([told], "zh")
    assert "不采纳 \\#f1 N901" in markdown.dumps([told], "zh")
    data = xlsx.dumps([told], "zh")
    assert [row[3] for row in sheet(data, "问题清单")[1:]] == ["F901"]
    assert [(row[3], row[10], row[11]) for row in sheet(data, "已不采纳")[1:]] == [("N901", "不采纳", "口径不同")]


def test_facade_keeps_what_was_set_aside(audit: Audit) -> None:
    told = rejected(audit)
    checked = Checked(**{name: getattr(told, name) for name in Judged.__dataclass_fields__})
    assert checked.to_dict()["documents"] == json.loads(dumps([told], "zh"))["documents"]


def test_summary_page_is_inert_and_complete(audit: Audit) -> None:
    page = page_html(page_of(hostile(audit, MARKUP), date(2025, 1, 31), "zh"))
    assert "<script" not in page
    assert "default-src 'none'" in unescape(page)
    assert not re.findall(r"(?:src|href)=", page)
    for words in (
        "青岚县人民政府",
        "2024年度",
        "N901",
        "701 + 618 + 16 = 1335 ≠ 1355",
        "表四：没有找到",
        "2025-01-31",
        "gouji",
    ):
        assert words in page


def test_summary_docx_is_read_back(audit: Audit) -> None:
    page = page_of(hostile(audit, MARKUP + "\x0b"), date(2025, 1, 31), "zh")
    data = page_docx(page)
    assert data == page_docx(page)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            etree.fromstring(package.read(name))
    text = read_bytes(data, "summary.docx").text
    assert page.title in text
    assert all(line.split()[0] in text for section in page.sections for line in section.lines)


def test_binary_formats_need_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    report = str(ROOT / "corpora" / "reports" / "seed-figures" / "report.txt")
    assert main(["check", report, "--format", "xlsx"]) == 2
    assert "-o" in capsys.readouterr().err
    assert main(["summary", report, "-o", "summary.pdf"]) == 2
    assert ".docx" in capsys.readouterr().err


def test_missing_library_is_one_sentence(
    audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    report = str(ROOT / "corpora" / "reports" / "seed-figures" / "report.txt")
    assert main(["check", report, "--format", "xlsx", "-o", str(tmp_path / "a.xlsx")]) == 2
    assert "gouji[xlsx]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_short_numbers() -> None:
    assert short("0123456789abcdef-2") == "01234567-2"


def test_what_nothing_was_decided_on_is_as_it_was(audit: Audit) -> None:
    told = as_judged(audit)
    assert (told.issues, told.decisions, told.rejected) == (audit.issues, {}, ())

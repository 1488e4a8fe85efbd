"""Output apart from input: a hand-built audit as JSON, on a terminal, as a list of figures."""

from __future__ import annotations

import io
import json
import re
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len
from rich.console import Console

from conftest import SENTENCE, TEXT
from gouji import Checked
from gouji.render.figures import figures_json, print_figures
from gouji.render.json import dumps, plain, run_to_dict
from gouji.render.lines import fold
from gouji.render.result import Failure
from gouji.render.summary import summary
from gouji.render.terminal import print_run
from gouji.render.where import place_to_dict
from gouji.render.words import NO_FIGURE, no_figure
from gouji.types import Audit, Box, DocxRun, HtmlText, Lang, PdfLine, Tables, Text

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8"))
FAILURE = Failure("bad.pdf", Text("bad.pdf：打不开。", "bad.pdf: cannot be opened."))


def shown(audits: list[Audit | Failure], lang: Lang = "zh", width: int = 80, *, colour: bool = False) -> str:
    stream = io.StringIO()
    options = {"markup": False, "highlight": False, "emoji": False, "no_color": False}
    print_run(audits, Console(file=stream, width=width, force_terminal=colour, **options), lang)  # type: ignore[arg-type]
    return stream.getvalue()


def document(audit: Audit, lang: Lang = "zh") -> dict[str, object]:
    loaded: dict[str, object] = json.loads(dumps([audit], lang))["documents"][0]
    return loaded


def test_json_is_what_the_schema_says(audit: Audit) -> None:
    run = json.loads(dumps([audit, FAILURE], "zh"))
    jsonschema.Draft202012Validator(SCHEMA).validate(run)
    assert run["documents"][1] == {"name": "bad.pdf", "error": "bad.pdf：打不开。"}


@pytest.mark.parametrize("field", ["sha256", "cells", "figures", "issues", "ledger"])
def test_schema_refuses_a_document_without(field: str, audit: Audit) -> None:
    run = json.loads(dumps([audit], "zh"))
    del run["documents"][0][field]
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(run)


def test_schema_refuses_a_number_that_is_no_string(audit: Audit) -> None:
    run = json.loads(dumps([audit], "zh"))
    run["documents"][0]["figures"][0]["low"] = 1355
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(run)


def test_facade_writes_the_same_document(audit: Audit) -> None:
    fields = {name: getattr(audit, name) for name in Audit.__dataclass_fields__}
    assert Checked(**fields).to_dict() == run_to_dict([audit], "zh")


def test_json_cells_figures_and_parts(audit: Audit) -> None:
    found = document(audit)
    cells, figures = found["cells"], found["figures"]
    assert isinstance(cells, dict)
    assert isinstance(figures, list)
    assert cells["requests.handled.company"]["value"] == "0"
    assert cells["requests.handled.research"] == {"value": None, "text": "", "place": None}
    assert [one["low"] for one in figures] == ["1355", "701", "618", "16"]
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in figures)
    assert {one["sentence"] for one in figures} == {SENTENCE}
    assert found["parts"] == [{"whole": 0, "parts": [1, 2, 3], "closed": True, "why": "其中"}]
    assert found["numerals"] == [{"text": "2024年", "start": 32, "end": 37, "why": "date"}]


def test_json_issue_carries_evidence_and_repair(audit: Audit) -> None:
    issues = document(audit)["issues"]
    assert isinstance(issues, list)
    issue = issues[1]
    assert [one["text"] for one in issue["evidence"]] == ["1355条", "701条", "618条", "16条"]
    assert issue["evidence"][0]["place"] == {"start": 48, "end": 53, "line": 3}
    assert issue["repairs"][0]["becomes"] == "1335条"
    assert issue["related"][0]["message"] == "这一格是空的。"


def test_json_speaks_english(audit: Audit) -> None:
    found = document(audit, "en")
    assert found["unread"] == [{"what": "table four", "why": "not found"}]
    assert "add up" in str(found["issues"])


@pytest.mark.parametrize(
    ("number", "text"),
    [("1E+3", "1000"), ("12.50", "12.5"), ("-0.0", "0"), ("0", "0"), ("1725.6168", "1725.6168"), ("1.3E+4", "13000")],
)
def test_numbers_are_plain_and_exact(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


def test_places_of_every_format() -> None:
    boxes = (Box(10, 20, 15.004, 30), Box(15, 21, 22, 29))
    assert place_to_dict(PdfLine(2, boxes), 1) == {"page": 2, "bbox": [10, 20, 22, 30]}
    assert place_to_dict(HtmlText("/html/p/text()", 1, 3), 1) == {"xpath": "/html/p/text()", "start": 1, "end": 3}
    run = {"part": "word/document.xml", "paragraph": 4, "run": 0, "start": 1, "end": 3}
    assert place_to_dict(DocxRun("word/document.xml", 4, 0, 1, 3), 1) == run


@pytest.mark.parametrize("width", [80, 120])
def test_carets_stand_under_the_figure(audit: Audit, width: int) -> None:
    lines = shown([audit], width=width).splitlines()
    number = next(n for n, line in enumerate(lines) if "1355条，" in line)
    line, below = lines[number], lines[number + 1]
    start = cell_len(line[: line.index("1355条")])
    assert below[start - cell_len(line[: line.index("1355条")]) :].index("^") == start
    assert below.count("^") == cell_len("1355条")
    assert max(cell_len(line) for line in lines) <= width


def test_colour_marks_without_carets(audit: Audit) -> None:
    text = shown([audit], colour=True)
    assert "\x1b[" in text
    assert "^" not in re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_errors_come_first_and_nothing_is_hidden(audit: Audit) -> None:
    text = shown([audit])
    parts = (
        "错误 N901",
        "第 3 行 · 一、总体情况",
        "算式：701",
        "建议：1355条 → 1335条",
        "同源：",
        "警告 F901",
        "未读 表四",
        "数字去向",
    )
    positions = [text.index(part) for part in parts]
    assert positions == sorted(positions)
    assert "（空）" in text


def test_several_files_have_a_total_and_bad_ones_are_counted(audit: Audit) -> None:
    text = shown([audit, FAILURE, audit])
    assert text.splitlines()[-1] == "共 3 份：错误 2 个、警告 2 个，0 份没有问题，2 份有没读出的内容，1 份无法检查。"


def test_many_files_are_brief(audit: Audit) -> None:
    text = shown([audit] * 5)
    assert text.count("错误 N901") == 5
    assert "^" not in text


def test_silence_is_never_agreement(audit: Audit) -> None:
    quiet = replace(audit, issues=())
    assert "没有读出" in summary(quiet).zh
    assert "相符" not in summary(quiet).zh
    nothing = replace(audit.report, tables=Tables(None, ()), mentions=())
    assert "不能说明报告无误" in summary(replace(quiet, report=nothing)).zh
    full = replace(quiet, unread=(), ledger={"agrees": 7})
    assert summary(full).zh == "结论：未发现问题，能核对的 7 个数字相符。"


def test_english_output_has_no_chinese_words_of_ours(audit: Audit) -> None:
    text = shown([audit], "en")
    assert "Result: 1 error, 1 warning. 1 item not read and not checked." in text
    assert not any(word in text for word in ("错误", "结论", "建议", "算式", "第 3 行"))


def test_fold_keeps_every_character_and_no_number_is_broken() -> None:
    text = "全县主动公开政府信息1355条，其中网站公开701.25万元、公众号公开618条、公示栏公开16条。"
    for width in range(20, 60):
        pieces = [span.of(text) for span in fold(text, width)]
        assert "".join(pieces) == text
        assert all(cell_len(piece) <= width for piece in pieces)
        assert all(
            not re.match(r"[\d，、。]", piece[0]) or number == 0 or not pieces[number - 1][-1].isdigit()
            for number, piece in enumerate(pieces)
        )


def test_figures_lists_what_is_no_figure_too(audit: Audit) -> None:
    stream = io.StringIO()
    print_figures(audit, Console(file=stream, width=120), "zh", cells=True)
    text = stream.getvalue()
    rows = [line for line in text.splitlines() if "2024年" in line and "日期" in line]
    assert len(rows) == 1
    assert "不是数量" in rows[0]
    assert "prose.disclosed.channel" in text
    assert "requests.handled.research" in text
    assert len(json.loads(figures_json(audit, "zh"))["figures"]) == 4


def test_every_reason_of_no_figure_has_words() -> None:
    masks = tomllib.loads((ROOT / "extract/gouji/figures/words.toml").read_text(encoding="utf-8"))["mask"]
    assert {mask["why"] for mask in masks} - set(NO_FIGURE) == set()
    assert no_figure("date").zh == "日期、年份"

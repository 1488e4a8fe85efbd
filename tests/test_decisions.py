"""Decisions last: kept beside the draft, read back from lists, honoured in every run, lost by no edit elsewhere."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gouji import Checked, check
from gouji.cli import main
from gouji.decisions import Decision, Trace
from gouji.decisions.judge import judged
from gouji.decisions.store import file_of, load, read, save
from gouji.decisions.trace import pair, trace_of, trace_of_dict, traces
from gouji.pipeline import audit_bytes
from gouji.types import Audit, GoujiError

REPORTS = Path(__file__).parents[1] / "corpora" / "reports"
SLUGS = tuple(path.parent.name for path in sorted(REPORTS.glob("*/meta.toml")))
FORMATS = ("txt", "html", "docx", "pdf")
DRAFT = """青岚县2024年政府信息公开工作年度报告
一、总体情况
2024年，全县主动公开政府信息120条，其中政策文件20条、工作动态70条、其他信息20条。
全年发布政策解读46篇，其中图解28篇、视频解读22篇。
六、其他需要报告的事项
全年没有收取信息处理费。
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "年报.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def numbers(draft: Path) -> dict[str, str]:
    """The fingerprints of the draft's issues, decisions left aside, by code."""
    return {issue.code: issue.fingerprint for issue in check(draft, decisions=False).issues}


def documents(*words: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, list[dict[str, object]]]]:
    main(["check", *words, "--format", "json"])
    told: list[dict[str, list[dict[str, object]]]] = json.loads(capsys.readouterr().out)["documents"]
    return told


def test_a_rejected_issue_stays_rejected(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(numbers(draft)) >= {"N101", "N102"}
    assert main(["check", str(draft)]) == 1
    for code, number in numbers(draft).items():
        assert main(["decide", str(draft), number[:8], "--reject", f"{code} 口径不同", "--by", "王"]) == 0
    capsys.readouterr()
    assert main(["check", str(draft)]) == 0
    out = capsys.readouterr().out
    assert "N101 口径不同" in out
    assert "没有待处理的问题" in out
    assert main(["check", str(draft), "--no-decisions"]) == 1
    assert check(draft).issues == ()
    assert [one.code for one in check(draft).rejected] == list(numbers(draft))


def test_a_decision_follows_the_draft_and_its_formats(draft: Path, tmp_path: Path) -> None:
    number = numbers(draft)["N101"]
    main(["decide", str(draft), number, "--reject", "口径不同"])
    moved = DRAFT.replace("2024年，全县", "甲项说明。\n2024年，本县").replace("全年没有", "本年没有")
    draft.write_text(moved, encoding="utf-8")
    found = check(draft)
    assert [one.code for one in found.rejected] == ["N101"]
    assert [one.choice for one in found.decisions.values()] == ["rejected"]
    html = draft.with_suffix(".html")
    body = "".join(f"<p>{line}</p>" for line in DRAFT.splitlines())
    html.write_text(f"<!DOCTYPE html><html><body>{body}</body></html>", encoding="utf-8")
    assert [one.code for one in check(html).rejected] == ["N101"]


def test_a_rejection_never_covers_other_numbers(draft: Path) -> None:
    main(["decide", str(draft), numbers(draft)["N101"], "--reject", "口径不同"])
    draft.write_text(DRAFT.replace("工作动态70条", "工作动态71条"), encoding="utf-8")
    found = check(draft)
    assert "N101" in {one.code for one in found.issues}
    assert found.rejected == ()


def test_a_fixed_issue_is_said_to_be_fixed(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["decide", str(draft), numbers(draft)["N101"], "--accept"])
    draft.write_text(DRAFT.replace("工作动态70条", "工作动态80条"), encoding="utf-8")
    capsys.readouterr()
    main(["check", str(draft)])
    assert "已改正 #" in capsys.readouterr().out
    main(["decisions", "list", str(draft)])
    assert "[已改正]" in capsys.readouterr().out
    assert [one.code for one in check(draft).fixed] == ["N101"]
    assert check(draft, ignore=["N101"]).fixed == ()
    draft.write_text(DRAFT.split("2024年，")[0] + "六、其他需要报告的事项\n无。\n", encoding="utf-8")
    gone = check(draft)
    assert (gone.fixed, [one.code for one in gone.lost]) == ((), ["N101"])


def test_file_keeps_comments_other_entries_and_unknown_keys(draft: Path) -> None:
    path = file_of(draft)
    path.write_text(
        '# 我的说明\nteam = "甲组"\n[decisions.abc]\ndecision = "open"\nnote = 3 # 留着\nremark = """多\n行"""\n',
        encoding="utf-8",
    )
    number = numbers(draft)["N101"]
    main(["decide", str(draft), number, "--reject", '因为"甲"\n=1+1'])
    main(["decide", str(draft), number, "--open", "--remark", "再看"])
    text = path.read_text(encoding="utf-8")
    assert all(words in text for words in ("# 我的说明", 'team = "甲组"', "note = 3 # 留着", "多\n行"))
    assert {one.fingerprint: one.choice for one in load(draft)} == {"abc": "open", number: "open"}
    assert [one.remark for one in load(draft)] == ["多\n行", "再看"]
    assert [one.name for one in draft.parent.iterdir() if one.suffix == ".tmp"] == []


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(words, words, words), max_size=4))
def test_what_is_saved_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("kept") / "a.txt.gouji.toml"
    decisions = [
        Decision("rejected", Trace(f"f{number}", "N101", near=near, keys=("k",), words=(near,)), remark, by)
        for number, (remark, by, near) in enumerate(entries)
    ]
    save(path, decisions)
    save(path, decisions[:1])
    assert list(read(path)) == decisions


@pytest.mark.parametrize("text", ["decisions = 3", "[decisions.a]\ndecision = 'no'", "[", "[decisions.a]\nx = 1"])
def test_broken_file_is_one_sentence_and_stays(draft: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(draft)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GoujiError):
        load(draft)
    assert main(["check", str(draft)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert main(["decide", str(draft), "abcd", "--accept"]) == 2
    assert path.read_text(encoding="utf-8") == text
    assert main(["check", str(draft), "--no-decisions"]) == 1


@pytest.mark.parametrize("wrong", [["--accept", "--open"], [], ["--reject", " "]])
def test_one_decision_at_a_time(draft: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(draft), numbers(draft)["N101"], *wrong]) == 2
    assert not file_of(draft).exists()


def test_unknown_number_is_one_sentence(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(draft), "ffffffff", "--accept"]) == 2
    assert "ffffffff" in capsys.readouterr().err
    assert main(["decide", str(draft.with_name("none.txt")), "ffffffff", "--accept"]) == 2


def test_decisions_come_back_from_the_workbook(draft: Path, tmp_path: Path) -> None:
    made, filled = tmp_path / "list.xlsx", tmp_path / "filled.xlsx"
    main(["check", str(draft), "--format", "xlsx", "-o", str(made)])
    book = load_workbook(made)
    rows = list(book["问题清单"].iter_rows(min_row=2))
    for row in rows:
        row[10].value, row[11].value = "不采纳", "口径不同"
    book.save(filled)
    assert main(["decisions", "import", str(filled), "--draft", str(draft)]) == 0
    assert {(one.choice, one.remark) for one in load(draft)} == {("rejected", "口径不同")}
    assert check(draft).issues == ()
    assert len(check(draft).rejected) == len(rows)


def test_decisions_come_back_from_a_page_or_another_draft(draft: Path, tmp_path: Path) -> None:
    exported = tmp_path / "decisions.json"
    rows = [{"fingerprint": numbers(draft)["N101"], "decision": "rejected", "remark": "甲", "document": draft.name}]
    exported.write_text(json.dumps(rows), encoding="utf-8")
    assert main(["decisions", "import", str(exported), "--draft", str(draft)]) == 0
    second = tmp_path / "second" / "改稿.txt"
    second.parent.mkdir()
    shutil.copy(draft, second)
    assert main(["decisions", "import", str(file_of(draft)), "--draft", str(second)]) == 0
    assert [(one.choice, one.remark) for one in load(second)] == [("rejected", "甲")]


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.json", "{}"), ("a.json", "["), ("a.json", '[{"fingerprint": "f", "decision": "maybe"}]'), ("a.xlsx", "x"),
     ("a.csv", "x"), ("none.json", "")],
)  # fmt: skip
def test_bad_lists_are_one_sentence(
    name: str, text: str, draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if text:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["decisions", "import", str(tmp_path / name), "--draft", str(draft)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not file_of(draft).exists()


def test_list_of_another_draft_is_refused(draft: Path, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"fingerprint": "0123456789", "decision": "open"}]', encoding="utf-8")
    assert main(["decisions", "import", str(tmp_path / "a.json"), "--draft", str(draft)]) == 2


def test_baseline_leaves_only_what_is_new(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "old.json"
    main(["check", str(draft), "--format", "json", "-o", str(old)])
    assert main(["check", str(draft), "--baseline", str(old)]) == 0
    assert "与基线相同 2 个" in capsys.readouterr().out
    changed = DRAFT.replace("视频解读22篇", "视频解读18篇") + "全年培训3次，其中线上2次、线下2次。\n"
    draft.write_text(changed, encoding="utf-8")
    assert main(["check", str(draft), "--baseline", str(old)]) == 1
    capsys.readouterr()
    (document,) = documents(str(draft), "--baseline", str(old), capsys=capsys)
    assert [str(one["formula"])[:5] for one in document["issues"]] == ["2 + 2"]
    assert [one["code"] for one in document["known"]] == ["N101"]
    assert [one["code"] for one in document["fixed"]] == ["N102"]


@pytest.mark.parametrize("text", ["{}", "[]", "x", '{"documents": [{"name": "b.txt", "issues": [{"code": 3}]}]}'])
def test_bad_baseline_is_one_sentence(
    text: str, draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")
    assert main(["check", str(draft), "--baseline", str(path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_compare_lists_fixed_remaining_and_new(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = tmp_path / "改稿.txt"
    lines = DRAFT.replace("视频解读22篇", "视频解读18篇").replace("工作动态70条", "工作动态71条").splitlines()
    lines[2], lines[3] = lines[3], lines[2]
    new.write_text("\n".join([*lines, "全年培训3次，其中线上2次、线下2次。"]), encoding="utf-8")
    assert main(["compare", str(draft), str(new)]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "已改正 1 个，仍在 1 个，新出现 1 个。"
    main(["compare", str(draft), str(new), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert [[one["code"] for one in told[name]] for name in ("fixed", "remaining")] == [["N102"], ["N101"]]
    assert main(["compare", str(new), str(draft)]) == 1
    old = tmp_path / "old.json"
    main(["check", str(draft), "--format", "json", "-o", str(old)])
    capsys.readouterr()
    main(["compare", str(old), str(new)])
    assert capsys.readouterr().out.splitlines()[-1] == "已改正 1 个，仍在 1 个，新出现 1 个。"


def test_pairs_are_one_to_one_and_near() -> None:
    old = [
        Trace("a", "N101", keys=("k",), words=("3条",), near="甲乙丙丁3条"),
        Trace("b", "N101", keys=("k",), near="完全不同的一句"),
    ]
    new = [
        Trace("c", "N101", keys=("k",), words=("4条",), near="甲乙丙丁戊4条"),
        Trace("d", "N102", keys=("k",), near="甲乙丙丁3条"),
    ]
    assert pair(old, new) == {0: 0}
    assert pair(old, new, exact=True) == {}
    assert pair(old, [old[0], old[0]]) == {0: 0, 1: 0}


@pytest.mark.parametrize("slug", SLUGS)
def test_fingerprints_are_of_the_report_not_of_its_format(slug: str) -> None:
    """An issue that two formats show has one fingerprint; issues of one format alone are faults of that file."""
    found = {name: check(REPORTS / slug / f"report.{name}", decisions=False) for name in FORMATS}
    said = {name: {_said(one): one.fingerprint for one in traces(audit, audit.issues)} for name, audit in found.items()}
    for name in FORMATS[1:]:
        shared = said["txt"].keys() & said[name].keys()
        assert {key: said["txt"][key] for key in shared} == {key: said[name][key] for key in shared}
        errors = {one.fingerprint for one in found[name].issues if one.severity == "error"}
        assert errors == {one.fingerprint for one in found["txt"].issues if one.severity == "error"}


def _said(trace: Trace) -> tuple[object, ...]:
    return trace.code, trace.keys, trace.words, trace.formula, trace.near


def _narrative(slug: str) -> list[str]:
    text = (REPORTS / slug / "report.txt").read_bytes()
    return text.decode("utf-8" if not _is_gbk(text) else "gb18030").splitlines()


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_edits_elsewhere_leave_fingerprints(data: st.DataObject) -> None:
    """A paragraph without figures and issues is reworded, moved in, or taken out: every issue keeps its fingerprint."""
    slug = data.draw(
        st.sampled_from(["boning-2024", "tongling-county-2023", "seed-figures", "luming-2022", "yanpu-2022"])
    )
    lines = _narrative(slug)
    whole = audit_bytes("\n".join(lines).encode("utf-8"), "a.txt")
    prose = _quiet_lines(whole, lines)
    at = data.draw(st.sampled_from(prose))
    how = data.draw(st.sampled_from(["reword", "insert"]))
    added = data.draw(
        st.sampled_from(["稳步推进各项工作。", "加强组织领导，压实工作责任。", "𠮷林路街道办事处积极配合。"])
    )
    lines[at : at + 1] = [lines[at], added] if how == "insert" else [lines[at].rstrip() + added]
    again = audit_bytes("\n".join(lines).encode("utf-8"), "b.txt")
    assert [one.fingerprint for one in again.issues] == [one.fingerprint for one in whole.issues]


def _quiet_lines(audit: Audit, lines: list[str]) -> list[int]:
    """Lines that are the end of a sentence of the prose and hold nothing that an issue or a figure speaks of."""
    marks = [one.span for issue in audit.issues for one in issue.outcome.evidence]
    marks += [fact.span for fact in audit.report.mentions]
    spoken = {audit.report.document.text.count("\n", 0, span.start) for span in marks}
    prose = {audit.report.document.text.count("\n", 0, one.span.start) for one in audit.report.outline.sentences}
    return [at for at in sorted(prose - spoken) if lines[at].rstrip().endswith("。")]


def test_trace_of_json_is_the_trace_of_the_issue(draft: Path) -> None:
    found = check(draft)
    entry = found.to_dict()["documents"]
    assert isinstance(entry, list)
    told = [trace_of_dict(one) for one in entry[0]["issues"]]
    assert told == [trace_of(found.report, one) for one in found.issues]
    with pytest.raises(ValueError, match="no issue"):
        trace_of_dict({"code": "N101"})


def test_decisions_apply_to_what_stands(draft: Path) -> None:
    found = check(draft)
    decisions = [Decision("accepted", trace) for trace in traces(found, found.issues)]
    told = judged(found, decisions, {"N101", "N102"})
    assert told.issues == found.issues
    assert set(told.decisions) == {one.fingerprint for one in found.issues}
    assert isinstance(found, Checked)
    assert replace(told, decisions={}).issues == found.issues

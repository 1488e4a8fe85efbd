"""Checks of form and wording beyond their own examples: what a careful reader marks, and near misses left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from docx_maker import docx, paragraph, run
from gouji import pipeline
from gouji.drafting import drafting
from gouji.family import load
from gouji.types import Audit
from pdf_maker import Page, pdf

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "reports"
TITLE = "甲县人民政府2024年政府信息公开工作年度报告"


def report(*lines: str, title: str = TITLE) -> str:
    return "\n".join((title, *lines)) + "\n"


def audited(source: str | bytes, name: str = "report.txt") -> Audit:
    return pipeline.audit_bytes(source if isinstance(source, bytes) else source.encode(), name)


def marked(audit: Audit, prefix: str = "F") -> list[tuple[str, tuple[str, ...]]]:
    """(code, marked words) of every issue that is more than information, sorted."""
    text = audit.report.document.text
    issues = [i for i in audit.issues if i.code.startswith(prefix) and i.severity != "info"]
    return sorted((i.code, tuple(e.span.of(text) for e in i.outcome.evidence if e.role == "at")) for i in issues)


BODY = "2024年，全县共主动公开政府信息120条。"
WRONG = [
    ("F306", ("以及以及",), report("一、总体情况", f"{BODY}完善目录以及以及指南。")),
    ("F306", ("政府网站政府网站",), report("一、总体情况", f"{BODY}通过政府网站政府网站发布。")),
    ("F306", ("条条",), report("一、总体情况", "2024年，全县共主动公开政府信息120条条，均经审核。")),
    ("F306", ("，。",), report("一、总体情况", f"{BODY}加强审核，。")),
    (
        "F307",
        ("（四）",),
        report("一、总体情况", "（一）主动公开", BODY, "（二）依申请公开", "收到5件。", "（四）平台建设", "网站1个。"),
    ),
    ("F307", ("三是",), report("一、总体情况", BODY, "五、存在的主要问题及改进情况", "一是力量不足。三是更新偏慢。")),
    ("F307", ("3.",), report("一、总体情况", BODY, "五、存在的主要问题及改进情况", "1.力量不足。", "3.更新偏慢。")),
    (
        "F308",
        ("甲县财政局政府信息公开工作年度报告",),
        report("一、总体情况", BODY, title="甲县财政局政府信息公开工作年度报告"),
    ),
    ("F309", ("2月30日",), report("一、总体情况", f"{BODY}2月30日开展培训。")),
    ("F309", ("12月31",), report("统计期限为2024年1月1日起至12月31止。", "一、总体情况", BODY)),
    ("F309", ("2024年1月1日至11月30日",), report("所列数据的统计期限为2024年1月1日至11月30日。", "一、总体情况", BODY)),
    ("F309", ("2023年",), report("一、总体情况", "2023年，全县坚持公开为常态。", BODY)),
    ("F310", ("（2021）",), report("按照国办公开办函（2021）30号编制。", "一、总体情况", BODY)),
    (
        "F310",
        ("国务院令第492号",),
        report("根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。", "一、总体情况", BODY),
    ),
    (
        "F310",
        ("国办函〔2020〕119号",),
        report(f"{BODY}按照《政府信息公开信息处理费管理办法》（国办函〔2020〕119号）收费。"),
    ),
    ("F311", ("占%",), report("一、总体情况", f"{BODY}其中政策文件20条，占%，其他100条。")),
    ("F312", ("××",), report("一、总体情况", f"{BODY}收到申请××件。")),
]
FINE = [
    report("一、总体情况", BODY, "为了解决难题，进行了了解，研究研究再说。人人参与，天天更新，条条有回音。"),
    report("一、总体情况", BODY, "其中，网站公开20条；其中政策10条，坚持公开，公开透明。"),
    report("一、总体情况", BODY, "加强政府信息信息化管理，推进政务服务服务事项办理，做到依申请公开公开及时。"),
    report("一、总体情况", "（一）主动公开。" + BODY, "（二）依申请公开。收到5件。", "（三）平台建设。网站1个。"),
    report(
        "一、总体情况",
        BODY,
        "五、存在的主要问题及改进情况",
        "存在问题：一是慢，二是少。改进措施：一是快，二是多，三是好。",
    ),
    report(
        "一、总体情况",
        BODY,
        "五、存在的主要问题及改进情况",
        "一是质量不高：一是慢，二是少；二是力量不足。三是统一是难点。",
    ),
    report("一、总体情况", BODY, "五、存在的主要问题及改进情况", "主要有一是慢；二是少（一是不新，二是不全）。"),
    report("一、总体情况", BODY, "五、存在的主要问题及改进情况", "首先，力量不足；二是更新偏慢。"),
    report("一、总体情况", BODY, "五、存在的主要问题及改进情况", "1.力量不足。2.更新偏慢。", "3.解读偏少。"),
    report(
        "一、总体情况",
        BODY,
        "五、存在的主要问题及改进情况",
        "1.存在问题",
        "（一）慢。",
        "（二）少。",
        "2.改进措施",
        "（一）快。",
    ),
    report("一、总体情况", BODY, "依照《条例》第二十条第", "（五）项的规定，于10、11月检查。"),
    report("数据的统计期限从2024年1月1日至2024年12月31日止。", "一、总体情况", BODY),
    report("本报告的数据统计期限为：2024年1月1日-2024年12月31日。", "一、总体情况", BODY),
    report(
        "一、总体情况",
        BODY,
        "较2023年增加12条。2023年度部门决算公开12份，6月1日至3日培训。",
        "二、主动公开政府信息情况",
    ),
    report("一、总体情况", BODY, "五、存在的主要问题及改进情况", "2025年，将公开信息200条。", "2025年，继续加强培训。"),
    report("根据国务院令第711号和国办公开办函〔2021〕30号编制，参见甲政办发〔2024〕5号。", "一、总体情况", BODY),
    report(
        "一、总体情况",
        BODY,
        "按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）收取0元，涉及（2024）甲行初12号案件。",
    ),
    report("一、总体情况", BODY, "依申请公开件，均已办结；逐条公开，共三件，占比为2%。联系人张××。"),
    report("一、总体情况", BODY, title="甲县人民政府\n2024年政府信息公开工作\n年度报告"),
    report("一、总体情况", BODY, title="关于甲县2024年度政府信息公开工作情况的报告"),
]


@pytest.mark.parametrize(("code", "words", "source"), WRONG, ids=[f"{c}-{w[0][:8]}" for c, w, _ in WRONG])
def test_marks_the_very_words_and_nothing_else(code: str, words: tuple[str, ...], source: str) -> None:
    assert marked(audited(source)) == [(code, words)]


@pytest.mark.parametrize("source", FINE, ids=range(len(FINE)))
def test_near_misses_are_left_alone(source: str) -> None:
    audit = audited(source)
    assert audit.report.outline.sentences
    assert marked(audit) == []


def test_unaccepted_changes_are_told_at_the_title() -> None:
    change = f'<w:ins w:id="1" w:author="甲">{run("全年公开信息120条。")}</w:ins>'
    audit = audited(docx(paragraph(TITLE), paragraph("一、总体情况"), paragraph(change)), "draft.docx")
    assert marked(audit) == [("F301", (TITLE,))]
    assert "插入1处" in audit.issues[0].outcome.message.zh


def test_hidden_text_is_information() -> None:
    source = docx(paragraph(TITLE), paragraph("一、总体情况"), paragraph(BODY, run("密", "<w:vanish/>")))
    issues = [issue for issue in audited(source, "draft.docx").issues if issue.code == "F301"]
    assert [issue.severity for issue in issues] == ["info"]


def test_page_that_is_a_picture_is_a_doubt() -> None:
    source = pdf(Page().text(60, 700, TITLE), Page(image=True))
    issues = [issue for issue in audited(source, "scan.pdf").issues if issue.code == "R401"]
    assert [issue.severity for issue in issues] == ["warning"]
    assert "2" in issues[0].outcome.message.zh


def test_many_edited_labels_are_one_issue() -> None:
    rows = (
        "规章|0|0|0",
        "规范性文件|2|0|7",
        "行政许可数|1",
        "行政处罚数|2",
        "行政强制数|3",
        "行政事业收费|4.5",
        "信息类别|本年制发件",
    )
    text = report(*("信息内容|本年制发件数|本年废止件数|现行有效件数", *rows))
    audit = audited(text)
    assert len(audit.report.tables.deviations) >= 3
    assert len([issue for issue in audit.issues if issue.code == "F302"]) <= 5


def test_cells_of_one_table_are_one_issue() -> None:
    rows = ("规章|/|/|/", "行政规范性文件|2|-|7", "行政许可|12", "行政处罚|3", "行政强制|0", "行政事业性收费|17.5")
    assert marked(audited(report(*rows))) == [("F304", ("/", "/", "/", "-"))]


@pytest.mark.parametrize(
    ("organ", "fires"),
    [
        ("甲县人民政府", True),
        ("甲市乙区人民政府", True),
        ("甲镇人民政府", True),
        ("甲省财政厅", True),
        ("甲市乙局", True),
        ("甲市人民政府", False),
        ("甲省人民政府", False),
        ("甲自治州人民政府", False),
        ("甲自治区人民政府", False),
        ("国家甲总局", False),
    ],
)
def test_who_can_make_rules(organ: str, fires: bool) -> None:
    rows = ("规章|1|0|3", "行政规范性文件|2|0|7", "行政许可|12", "行政处罚|3", "行政强制|0", "行政事业性收费|17.5")
    audit = audited(report(*rows, title=f"{organ}2024年政府信息公开工作年度报告"))
    assert any(issue.code == "F315" for issue in audit.issues) is fires


def test_six_parts_of_which_five_are_named() -> None:
    parts = ["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "行政复议、行政诉讼情况"]
    rest = "、存在的主要问题及改进情况、其他需要报告的事项等六个部分。"
    assert marked(audited(report(f"本报告包括{'、'.join(parts)}{rest}", "一、总体情况", BODY))) == []
    audit = audited(report(f"本报告包括{'、'.join(parts[:3])}{rest}", "一、总体情况", BODY))
    assert [code for code, _ in marked(audit)] == ["F313"]
    assert "复议" in audit.issues[0].outcome.message.zh


def test_sections_are_counted_only_where_all_should_be() -> None:
    """A narrative without its tables' sections is an excerpt; a whole report that skips a number is not."""
    excerpt = report(
        "一、总体情况", BODY, "五、存在的主要问题及改进情况", "更新偏慢。", "六、其他需要报告的事项", "收费0元。"
    )
    assert marked(audited(excerpt)) == []
    rows = ("规章|0|0|0", "行政规范性文件|2|0|7", "行政许可|12", "行政处罚|3", "行政强制|0", "行政事业性收费|17.5")
    whole = report(
        *(
            "一、总体情况",
            BODY,
            "二、主动公开政府信息情况",
            *rows,
            "四、政府信息公开行政复议、行政诉讼情况",
            "没有发生。",
        ),
        *("五、存在的主要问题及改进情况", "更新偏慢。", "六、其他需要报告的事项", "收取信息处理费0元。"),
    )
    assert ("F307", ("四、",)) in marked(audited(whole))


def test_family_without_words_on_drafting_is_silent(tmp_path: Path) -> None:
    assert drafting(tmp_path).cited == ()
    assert drafting(load("zwgk").folder).sections


@pytest.mark.skipif(not (SHARED / "seed").is_dir(), reason="the seed report is not on this machine")
def test_seed_report_has_its_three_faults_of_form() -> None:
    path = next((SHARED / "seed").glob("*.txt"))
    assert [code for code, _ in marked(audited(path.read_bytes()))] == ["F306", "F307", "F308"]


@pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="the real reports are not on this machine")
@pytest.mark.parametrize(("name", "codes"), [("hongze-2024", ["F302"]), ("huaian-2024", [])])
def test_real_reports_have_no_false_alarm(name: str, codes: list[str]) -> None:
    audit = pipeline.audit(SHARED / "reports" / f"{name}.pdf")
    assert [code for code, _ in marked(audit)] == codes


@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*/report.*")), ids=lambda path: f"{path.parent.name}-{path.suffix}"
)
def test_corpus_has_only_the_faults_it_is_known_for(path: Path) -> None:
    expected = (path.parent / "expected.toml").read_text(encoding="utf-8")
    known = {"F301": "tracked_changes", "F302": '"label"', "F304": "blank_cells"}
    found = {code for code, _ in marked(pipeline.audit(path))}
    wanted = {code for code, kind in known.items() if kind in expected and (code != "F301" or path.suffix == ".docx")}
    assert found == wanted

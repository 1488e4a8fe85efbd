"""The statutory tables are read by key, whatever they are drawn like; what is not certain is left unread and told."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from drawing import (
    FAMILY,
    Box,
    Drawn,
    bare,
    cut,
    document,
    draw,
    draw_disclosure,
    draw_disputes,
    draw_requests,
    draw_stats,
    edit,
    numbered,
    rows,
)
from gouji.tables import read_tables
from gouji.tables.labels import fold
from gouji.tables.values import read_value
from gouji.types import Tables

F21, F19, F14 = (FAMILY.forms[name] for name in ("2021", "2019", "2014"))
WANT = numbered(list(F21.cells))
CARRIED_IN = "二、上年结转政府信息公开申请数量"
PARTLY = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
SHARED = Path(__file__).resolve().parents[2] / "shared"


def values(tables: Tables) -> dict[str, str | None]:
    return {fact.key: str(fact.figure.low) if fact.figure else None for fact in tables.cells}


def read(*grids: Drawn, year: int | None = None) -> Tables:
    return read_tables(document(*grids), FAMILY, year=year)


def kinds(tables: Tables) -> list[tuple[str, str]]:
    return [(each.kind, each.key) for each in tables.deviations]


@pytest.mark.parametrize("name", ["2021", "2019", "2014"])
@pytest.mark.parametrize("shape", ["exact", "bare", "one grid"])
def test_every_cell_by_key(name: str, shape: str) -> None:
    form = FAMILY.forms[name]
    want = numbered(list(form.cells))
    grids = draw(form, want.__getitem__)
    if shape == "bare":
        grids = [bare(grid) for grid in grids]
    if shape == "one grid":
        grids = [[row for grid in grids for row in grid]]
    tables = read(*grids)
    assert tables.form == name
    assert values(tables) == want
    assert tables.deviations == () and tables.unread == ()


@pytest.mark.parametrize("at", range(1, 27))
def test_table_three_cut_by_a_page_anywhere(at: int) -> None:
    tables = read(*cut(draw_requests(F21, WANT.__getitem__), at))
    assert values(tables) == {key: value for key, value in WANT.items() if key.startswith("requests")}
    assert [each for each in tables.deviations if each.kind != "table_missing"] == []


def test_spans_are_the_numbers_themselves() -> None:
    found = document(*draw(F21, lambda key: f" {WANT[key]}\u3000"))
    facts = read_tables(found, FAMILY).cells
    assert len(facts) == 200
    assert all(fact.span.of(found.text) == WANT[fact.key] for fact in facts)


def test_label_cut_by_a_page() -> None:
    first, second = cut(draw_requests(F21, WANT.__getitem__), 16)
    first = edit(first, "（四）无法提供", "（四）无")
    second[0][1] = Box("法提供", 1, second[0][1].rowspan)
    tables = read(first, second)
    assert values(tables)["requests.unavailable.must_be_made.total"] == WANT["requests.unavailable.must_be_made.total"]
    assert len(tables.cells) == 175
    assert not [each for each in tables.deviations if each.kind in ("label", "header")]


@pytest.mark.parametrize(
    ("table", "old", "new", "key", "kind"),
    [
        ("disclosure", "行政规范性文件", "规范性文件", "disclosure.normative", "label"),
        ("disclosure", "现行有效件数", "现行有效件", "disclosure.*.in_force", "header"),
        ("disclosure", "第二十条第（一）项", "第二十一条第（一）项", "", "header"),
        ("disclosure", "本年收费金额（单位：万元）", "本年收费金额（单位：元）", "disclosure.*.charged", "header"),
        ("requests", CARRIED_IN, "二、上年转结政府信息公开申请数量", "requests.carried_in", "label"),
        ("requests", "2.其他法律行政法规禁止公开", "2.其他法律行政止公开", "requests.refused.other_law", "label"),
        ("requests", "4.保护第三方合法权益", "4.保护第三人合法权益", "requests.refused.third_party", "label"),
        ("requests", "（七）总计", "总计", "requests.handled", "label"),
    ],
)
def test_edited_label_is_read_and_told(table: str, old: str, new: str, key: str, kind: str) -> None:
    drawers = {"disclosure": draw_disclosure, "requests": draw_requests}
    grids = {name: drawer(F21, WANT.__getitem__) for name, drawer in drawers.items()}
    grids[table] = edit(grids[table], old, new)
    tables = read(*grids.values(), draw_disputes(F21, WANT.__getitem__))
    assert values(tables) == WANT
    assert kinds(tables) == [(kind, key)]
    assert tables.deviations[0].found == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (PARTLY, "（二）部分公开(区分处理的,只计这一情形，\n不计其他情形)"),
        (PARTLY, "（二）部分公开"),
        ("1.属于国家秘密", "1、属于\u3000国家秘密"),
        ("1.属于国家秘密", "１．属于国家秘密（指2024年）"),
        ("3.危及“三安全一稳定”", '3.危及"三安全一稳定"'),
        ("商业企业", "商业\n企业"),
        ("一、本年新收政府信息公开申请数量", "一、 本年新收政府信息公开申请数量"),
    ],
)
def test_no_false_positive_on_typography(old: str, new: str) -> None:
    drawn = edit(draw_requests(F21, WANT.__getitem__), old, new)
    tables = read(draw_disclosure(F21, WANT.__getitem__), drawn, draw_disputes(F21, WANT.__getitem__))
    assert values(tables) == WANT and tables.deviations == ()


def test_group_printed_as_one_row_on_the_form_of_2021() -> None:
    want = numbered(list(F19.cells))
    tables = read(draw_disclosure(F21, WANT.__getitem__), draw_requests(F19, want.__getitem__))
    assert tables.form == "2021"
    assert values(tables)["requests.other.total"] == want["requests.other.total"]
    assert kinds(tables)[1:] == [("row_merged", "requests.other")]


def test_group_in_three_rows_on_the_form_of_2019() -> None:
    want = numbered(list(F19.cells))
    tables = read(draw_disclosure(F19, want.__getitem__), draw_requests(F21, WANT.__getitem__), year=2020)
    assert tables.form == "2019"
    assert values(tables)["requests.other.rest.total"] == WANT["requests.other.rest.total"]
    assert ("form", "requests.other") in kinds(tables)


@pytest.mark.parametrize("label", ["小计", "合计"])
def test_printed_group_total(label: str) -> None:
    drawn = draw_requests(F21, WANT.__getitem__)
    at = next(n for n, row in enumerate(drawn) if row[0].words == "（四）无法提供")
    total = [Box(label), *(Box(str(n)) for n in range(7))]
    tables = read(draw_disclosure(F21, WANT.__getitem__), bare([*drawn[:at], total, *drawn[at:]]))
    assert values(tables)["requests.refused.other_org"] == "5"
    assert len([key for key in values(tables) if key.startswith("requests")]) == 182


def test_form_of_another_year_is_told() -> None:
    want = numbered(list(F19.cells))
    tables = read(*draw(F19, want.__getitem__), year=2023)
    assert tables.form == "2019" and values(tables) == want
    assert [(each.kind, each.expected) for each in tables.deviations] == [("form", F21.title.zh)]


def test_year_decides_where_the_labels_do_not() -> None:
    drawn = draw_disputes(F21, WANT.__getitem__) + draw_requests(F19, numbered(list(F19.cells)).__getitem__)
    assert read(drawn, year=2020).form == "2019"
    assert read(drawn, year=2022).form == "2021"


def test_missing_row() -> None:
    drawn = [row for row in draw_requests(F21, WANT.__getitem__) if row[0].words != "2.重复申请"]
    tables = read(draw_disclosure(F21, WANT.__getitem__), bare(drawn), draw_disputes(F21, WANT.__getitem__))
    assert kinds(tables) == [("row_missing", "requests.not_processed.repeated")]
    assert values(tables) == {key: value for key, value in WANT.items() if ".repeated." not in key}


def test_doubled_row() -> None:
    drawn = bare(draw_requests(F21, WANT.__getitem__))
    at = next(n for n, row in enumerate(drawn) if row[0].words == "2.重复申请")
    same = read([*drawn[:at], drawn[at], *drawn[at:]])
    assert ("row_doubled", "requests.not_processed.repeated") in kinds(same)
    assert len(same.cells) == 175
    other = [drawn[at][0], *(Box("7") for _ in range(7))]
    differs = read([*drawn[:at], other, *drawn[at:]])
    assert len(differs.cells) == 168 and any("2.重复申请" in text.zh for text in differs.unread)


@pytest.mark.parametrize("cells", [6, 8])
def test_row_that_does_not_fit_is_unread(cells: int) -> None:
    drawn = bare(draw_requests(F21, WANT.__getitem__))
    at = next(n for n, row in enumerate(drawn) if row[0].words == "2.重复申请")
    drawn[at] = [drawn[at][0], *(Box(str(n)) for n in range(cells))]
    tables = read(drawn)
    assert len(tables.cells) == 168
    assert any("2.重复申请" in text.zh and f"{cells}格" in text.zh for text in tables.unread)


def test_office_dropped_a_column_with_its_heading() -> None:
    drawn = draw_requests(F21, WANT.__getitem__)
    drawn = [[box for n, box in enumerate(row) if not (len(row) >= 8 and n == len(row) - 4)] for row in drawn]
    drawn[0][1], drawn[1][1] = Box("申请人情况", 6), Box("法人或其他组织", 4)
    drawn[2] = [box for box in drawn[2] if box.words != "社会公益组织"]
    tables = read(draw_disclosure(F21, WANT.__getitem__), drawn, draw_disputes(F21, WANT.__getitem__))
    assert kinds(tables) == [("column_missing", "requests.*.welfare")]
    assert values(tables) == {key: value for key, value in WANT.items() if not key.endswith(".welfare")}


def test_columns_in_another_order() -> None:
    drawn = draw_requests(F21, WANT.__getitem__)
    drawn[1] = [Box("总计", 1, 2), drawn[1][1], Box("自然人", 1, 2)]
    drawn = drawn[:3] + [[*row[:-7], row[-1], *row[-6:-1], row[-7]] for row in drawn[3:]]
    assert values(read(drawn)) == {key: value for key, value in WANT.items() if key.startswith("requests")}


def test_lost_label_between_neighbours() -> None:
    drawn = edit(draw_requests(F21, WANT.__getitem__), "2.重复申请", "")
    drawn = edit(drawn, "1.信访举报投诉类申请", "\ue001\ue002□□")
    tables = read(drawn)
    assert len(tables.cells) == 175
    assert values(tables)["requests.not_processed.repeated.total"] == WANT["requests.not_processed.repeated.total"]


def test_other_tables_are_ignored() -> None:
    noise = rows("项目|数量", "行政许可|120", "行政裁决|3", "办件总量|99", "网站访问|1000")
    more = rows("月份|收到申请|办结", "1月|3|2", "2月|4|4")
    tables = read(noise, *draw(F21, WANT.__getitem__), more)
    assert values(tables) == WANT and tables.unread == () and tables.deviations == ()
    assert read(noise, more).form is None


def test_no_tables_at_all_is_told() -> None:
    assert read().unread and read().cells == ()


def test_missing_table_is_told() -> None:
    tables = read(draw_disclosure(F21, WANT.__getitem__), draw_disputes(F21, WANT.__getitem__))
    assert [text.zh for text in tables.unread] == ["没有找到表三（收到和处理政府信息公开申请情况）"]
    assert kinds(tables) == [("table_missing", "requests")]


def test_short_hand_of_a_draft() -> None:
    tables = read(rows("本年新收|35", "上年结转|2", "办理结果总计|30", "结转下年度|3"))
    want = {"received": "35", "carried_in": "2", "handled": "30", "carried_out": "3"}
    assert values(tables) == {f"requests.{row}.total": value for row, value in want.items()}
    assert tables.deviations == ()


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("行政复议|1|0|2|0|3", "disputes.review.other", "2"),
        ("一、本年新收政府信息公开申请数量|35", "requests.received.total", "35"),
        ("规章|0|0|0\n规范性文件|2|0|7\n行政许可|32615", "disclosure.normative.in_force", "7"),
    ],
)
def test_single_lines_of_a_draft(line: str, key: str, value: str) -> None:
    tables = read(rows(*line.split("\n")))
    assert values(tables)[key] == value and tables.deviations == ()


def test_short_hand_of_disputes() -> None:
    tables = read(rows("行政复议|1|0|2|0|3", "未经复议直接起诉|4|5|6|7|22", "复议后起诉|0|0|0|0|0"))
    assert values(tables)["disputes.review.other"] == "2"
    assert values(tables)["disputes.lawsuit_direct.total"] == "22"
    assert len(tables.cells) == 15


WANT4 = {key: value for key, value in WANT.items() if key.startswith("disputes")}
NUMBERS4 = list(WANT4.values())
HEADS4 = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
LAWSUITS4 = ["未经复议直接起诉", "复议后起诉"]
UPRIGHT = [["行", "政", "复", "议", "行政诉讼"], list("结果维持纠正其他尚未审结总计未经复议直接起诉后"), NUMBERS4]
BLOCKS = [["行政复议"], HEADS4, NUMBERS4[:5], ["行政诉讼"], LAWSUITS4, HEADS4 * 2, NUMBERS4[5:]]
TURNED = [["", "行政复议", *LAWSUITS4], *([head, *NUMBERS4[n::5]] for n, head in enumerate(HEADS4))]
LISTED = [["行政复议", *LAWSUITS4], *([HEADS4[n % 5], number] for n, number in enumerate(NUMBERS4))]


@pytest.mark.parametrize(
    "drawn",
    [UPRIGHT, BLOCKS, TURNED, LISTED, [NUMBERS4]],
    ids=["upright", "two blocks", "on its side", "one cell a line", "numbers only"],
)
def test_shapes_of_table_four(drawn: list[list[str]]) -> None:
    boxes = [[Box(words) for words in row] for row in drawn]
    tables = read(draw_disclosure(F21, WANT.__getitem__), draw_requests(F21, WANT.__getitem__), boxes)
    assert {key: value for key, value in values(tables).items() if key.startswith("disputes")} == WANT4


def test_headings_of_table_four_on_the_page_before() -> None:
    head, numbers = cut(draw_disputes(F21, WANT.__getitem__), 3)
    tables = read(draw_requests(F21, WANT.__getitem__), head, numbers)
    assert {key: value for key, value in values(tables).items() if key.startswith("disputes")} == WANT4


def test_blank_cells_are_stated_as_blank() -> None:
    blanks = {"requests.received.company": "", "requests.granted.total": "/", "disputes.review.upheld": "—"}
    tables = read(*draw(F21, lambda key: blanks.get(key, WANT[key])))
    assert {key for key, value in values(tables).items() if value is None} == set(blanks)
    assert len(tables.cells) == 200 and tables.unread == ()


def test_words_in_a_cell_are_unread() -> None:
    tables = read(*draw(F21, lambda key: "见附件" if key == "disclosure.rules.made" else WANT[key]))
    assert values(tables)["disclosure.rules.made"] is None
    assert len(tables.unread) == 1 and "见附件" in tables.unread[0].zh


def test_statistics_with_a_numbered_column_and_a_code() -> None:
    want = numbered(list(F14.cells))
    drawn = draw_stats(F14, want.__getitem__)
    head = [Box("序号"), Box("统计指标"), Box("单位"), Box("代码"), Box("统计数")]
    lines = [[Box(str(n)), row[0], row[1], Box(f"{n:02}1"), row[2]] for n, row in enumerate(drawn[1:], 1)]
    tables = read([head, *lines])
    assert values(tables) == want


def test_statistics_of_several_organs_are_read_in_their_total_only() -> None:
    want = numbered(list(F14.cells))
    drawn = draw_stats(F14, want.__getitem__)
    total = [[*row[:2], Box("5"), Box("6"), row[2]] for row in drawn[1:]]
    head = [Box("统计指标"), Box("单位"), Box("区政府"), Box("乡镇街道"), Box("合计")]
    assert values(read([head, *total])) == want
    vague = [Box("统计指标"), Box("单位"), Box("区政府"), Box("乡镇街道"), Box("其他")]
    tables = read([vague, *total])
    assert tables.cells == () and tables.unread


@pytest.mark.parametrize(
    ("words", "number", "unit"),
    [
        ("12", "12", ""),
        ("１，２３４", "1234", ""),
        ("1 234", "1234", ""),
        ("31\n19", "3119", ""),
        ("1725.6168", "1725.6168", ""),
        ("12件", "12", "件"),
        ("96171.6万元", "96171.6", "万元"),
        ("1.2万件", "12000", "件"),
        ("-8", "-8", ""),
        ("增8", "8", ""),
        ("减少8", "-8", ""),
        ("+3", "3", ""),
        ("减0", "0", ""),
    ],
)
def test_numbers_of_cells(words: str, number: str, unit: str) -> None:
    value = read_value(words)
    assert (value.kind, value.number, value.unit) == ("number", Decimal(number), unit)


@pytest.mark.parametrize("words", ["0 0", "1,23", "12*", "无", "见附件", "3-5", "约12", "1.2.3", "007"])
def test_no_numbers(words: str) -> None:
    assert read_value(words).kind == "words"


@pytest.mark.parametrize("words", ["/", "-", "—", "——", "－", "\\"])
def test_dashes(words: str) -> None:
    assert read_value(words).kind == "dash"


def test_change_is_signed_only_where_the_form_says_so() -> None:
    want = numbered(list(F19.cells))
    change = {"disclosure.licences.items_change": "减8", "disclosure.licences.decided": "减8"}
    tables = read(*draw(F19, lambda key: change.get(key, want[key])))
    assert values(tables)["disclosure.licences.items_change"] == "-8"
    assert values(tables)["disclosure.licences.decided"] is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1、属于国家秘密", "1．属于国家秘密", True),
        ("（一）予以公开", "(一) 予以公开", True),
        ("①属于国家秘密", "1.属于国家秘密", True),
        ("上一年项目数量（指2019年事项数）", "上一年项目数量", True),
        ("1.属于国家秘密", "2.属于国家秘密", False),
        ("现行有效件", "现行有效件数", False),
    ],
)
def test_labels_compared(one: str, other: str, same: bool) -> None:
    assert (fold(one)[:2] == fold(other)[:2]) is same


@pytest.mark.parametrize(("name", "odd"), [("huaian-2024", []), ("hongze-2024", ["label", "row_merged"])])
def test_real_reports(name: str, odd: list[str]) -> None:
    path = SHARED / "reports" / f"{name}.pdf"
    if not path.is_file():
        pytest.skip(f"{path.name} is not on this machine")
    from gouji.read import read as read_file

    truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
    tables = read_tables(read_file(path), FAMILY, year=truth["year"])
    assert values(tables) == truth["cells"]
    assert [each.kind for each in tables.deviations] == odd


def test_real_text() -> None:
    path = next(iter((SHARED / "seed").glob("*.txt")), None)
    if path is None:
        pytest.skip("the seed text is not on this machine")
    from gouji.read import read as read_file

    tables = read_tables(read_file(path), FAMILY)
    assert len(tables.cells) == 200 and tables.unread == () and tables.deviations == ()
    assert all(fact.figure is not None for fact in tables.cells)

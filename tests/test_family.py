"""The form's data: labels, keys and sums, and that faults in such data are told."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from gouji.family import as_read, load
from gouji.tables.labels import fold
from gouji.types import GoujiError

TOY = {
    "family.toml": """
title = { zh = "果园年报", en = "orchard report" }
[aggregates]
"prose.fruit" = ["harvest.apples.sum"]
""",
    "forms/one.toml": """
name = "one"
title = { zh = "果园格式", en = "orchard form" }
first = 2000
signature = ["早收筐数"]
[[tables]]
key = "harvest"
title = { zh = "收成表", en = "harvest" }
columns = [
  { key = "early", label = "早收筐数", name = ["早收", "early"] },
  { key = "late", label = "晚收筐数", name = ["晚收", "late"] },
  { key = "sum", label = "总筐数", name = ["总筐数", "all"] },
]
rows = [
  { key = "apples", label = "一、苹果", name = ["苹果", "apples"] },
  { key = "pears", label = "二、香水梨", name = ["梨", "pears"] },
  { key = "plums", label = "三、李子树", name = ["李子", "plums"] },
]
""",
    "sums.toml": """
[[sums]]
code = "row"
name = { zh = "总数", en = "sum" }
forms = ["one"]
table = "harvest"
left = ["harvest.{row}.sum"]
right = ["harvest.{row}.early", "harvest.{row}.late"]
source = "果园格式注"
""",
}


def toy(folder: Path, **changes: str) -> Path:
    for name, text in {**TOY, **changes}.items():
        path = folder / "orchard" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "orchard"


@pytest.mark.parametrize(("form", "cells"), [("2021", 200), ("2019", 198), ("2014", 58)])
def test_number_of_cells(form: str, cells: int) -> None:
    assert len(load().forms[form].cells) == cells


@pytest.mark.parametrize(
    ("year", "form"), [(2014, "2014"), (2018, "2014"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")]
)
def test_form_in_force(year: int, form: str) -> None:
    found = load().form_of(year)
    assert found is not None and found.name == form
    assert load().form_of(2013) is None


def test_every_label_of_a_table_three_row_is_its_own() -> None:
    labels = [fold(row.label)[:2] for row in load().forms["2021"].table("requests").rows]
    assert len(labels) == len(set(labels)) == 25


def test_signatures_tell_the_forms_apart() -> None:
    signatures = [set(form.signature) for form in load().forms.values()]
    assert all(not one & other for one in signatures for other in signatures if one is not other)


def test_sums_written_out() -> None:
    form = load().forms["2021"]
    balance = next(each for each in form.sums if (each.code, each.column) == ("balance", "company"))
    assert balance.left == ("requests.received.company", "requests.carried_in.company")
    assert balance.right == ("requests.handled.company", "requests.carried_out.company")
    handled = next(each for each in form.sums if (each.code, each.column) == ("handled", "total"))
    assert len(handled.right) == 21 and "requests.other.rest.total" in handled.right
    in_force = next(each for each in form.sums if (each.code, each.row) == ("in_force", "normative"))
    assert in_force.right == ("disclosure.normative.made", "-disclosure.normative.repealed")
    carried = [each for each in form.sums if each.code == "carried_over"]
    assert len(carried) == 7 and all(each.years and each.right[0].startswith("last:") for each in carried)


def test_every_cell_of_a_sum_exists() -> None:
    for form in load().forms.values():
        known = set(form.cells)
        for each in form.sums:
            assert {key.removeprefix("last:") for key in each.keys} <= known


def test_form_2019_has_one_row_for_the_other_results() -> None:
    form = load().forms["2019"]
    handled = next(each for each in form.sums if (each.code, each.column) == ("handled", "total"))
    assert len(handled.right) == 19 and "requests.other.total" in handled.right
    assert "requests.other.rest.total" not in form.cells


def test_merged_group_takes_the_place_of_its_rows() -> None:
    form = as_read(load().forms["2021"], ["requests.other.total"])
    handled = next(each for each in form.sums if (each.code, each.column) == ("handled", "total"))
    assert "requests.other.total" in handled.right and "requests.other.rest.total" not in handled.right
    assert len(form.cells) == 200 - 14


def test_printed_group_total_is_checked_and_never_counted_twice() -> None:
    form = as_read(load().forms["2021"], ["requests.refused.total", "requests.refused.state_secret.total"])
    group = next(each for each in form.sums if (each.code, each.column) == ("group", "total"))
    assert group.left == ("requests.refused.total",) and len(group.right) == 8
    handled = next(each for each in form.sums if (each.code, each.column) == ("handled", "total"))
    assert "requests.refused.total" not in handled.right


@pytest.mark.parametrize(
    ("key", "count"),
    [
        ("requests.refused.total", 8),
        ("requests.unavailable.total", 3),
        ("requests.not_processed.total", 5),
        ("requests.other.total", 3),
        ("requests.granted.total+requests.partly_granted.total", 2),
        ("prose.requests.organisations", 5),
        ("prose.lawsuits", 2),
        ("prose.lawsuits.upheld", 2),
        ("disputes.review.total", 1),
        ("prose.visits", 0),
        ("prose.visits+disputes.review.total", 0),
    ],
)
def test_groups(key: str, count: int) -> None:
    assert len(load().group(key)) == count


def test_group_of_form_2019_is_its_row() -> None:
    assert load().group("requests.other.total", "2019") == ("requests.other.total",)


def test_names_of_cells_speak_both_languages() -> None:
    cell = load().cell("requests.carried_in.natural_person")
    assert cell is not None and cell.name.zh == "上年结转 · 自然人" and "natural persons" in cell.name.en


def test_toy_family(tmp_path: Path) -> None:
    family = load(toy(tmp_path))
    assert len(family.forms["one"].sums) == 3
    assert family.group("prose.fruit") == ("harvest.apples.sum",)


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("sums.toml", TOY["sums.toml"].replace("{row}.late", "{row}.never"), "row"),
        ("sums.toml", TOY["sums.toml"].replace('code = "row"', 'code = "row"\nrelation = "<>"'), "<>"),
        ("sums.toml", TOY["sums.toml"].replace('source = "果园格式注"', ""), "source"),
        ("forms/one.toml", TOY["forms/one.toml"].replace('key = "pears"', 'key = "apples"'), "twice|两次|stands"),
        ("forms/one.toml", "name = ", "TOML"),
        ("family.toml", TOY["family.toml"].replace("apples", "cherries"), "cherries"),
    ],
)
def test_faults_in_the_data_are_told(tmp_path: Path, file: str, text: str, says: str) -> None:
    with pytest.raises(GoujiError, match=says):
        load(toy(tmp_path, **{file: text}))


def test_unknown_family() -> None:
    with pytest.raises(GoujiError, match="没有名为 nowhere"):
        load("nowhere")


def test_traces_of_drafting_are_searched_in_the_joined_prose() -> None:
    """Such a pattern must not speak of a paragraph's beginning or end: it would miss what it is there to find."""
    told = tomllib.loads(files("gouji.families").joinpath("zwgk", "drafting.toml").read_text("utf-8"))
    patterns = told["template"]["left_in"]
    assert patterns and not any(re.search(r"(?<!\[)\^|\$", one) for one in patterns)

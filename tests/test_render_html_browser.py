"""The page in a real browser: select, jump both ways, decide, export, import, search, print, phone width.

Needs the Python package playwright and a Chromium (its own, or one on the PATH); skipped, with the reason, without.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gouji.pipeline import audit, audit_bytes
from gouji.render.html import render

REPORTS = Path(__file__).parents[1] / "corpora" / "reports"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    path = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    with sync_api.sync_playwright() as play:
        try:
            started = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except sync_api.Error as error:
            pytest.skip(f"no Chromium can be started: {str(error).splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render([audit(REPORTS / "seed-figures" / "report.docx")]), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Any, report: Path) -> Iterator[Any]:
    yield from opened(browser, report)


@pytest.fixture
def phone(browser: Any, report: Path) -> Iterator[Any]:
    yield from opened(browser, report, width=390, height=844)


def opened(browser: Any, path: Path, width: int = 1400, height: int = 900) -> Iterator[Any]:
    """A page of its own (nothing kept from others); any error, refusal of the policy or request fails the test."""
    size = {"width": width, "height": height}
    context = browser.new_context(viewport=size, reduced_motion="reduce", accept_downloads=True)
    said: list[str] = []
    sheet = context.new_page()
    sheet.on("console", lambda message: said.append(message.text))
    sheet.on("pageerror", lambda error: said.append(str(error)))
    sheet.on("request", lambda request: said.append(request.url) if request.url != path.as_uri() else None)
    sheet.on("dialog", lambda dialog: said.append(dialog.message))
    sheet.goto(path.as_uri())
    yield sheet
    context.close()
    assert [one for one in said if not one.startswith(("blob:", "data:,"))] == []


def seen(locator: Any) -> bool:
    inside = (
        "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight + 1 && b.width > 0; }"
    )
    return bool(locator.evaluate(inside))


def test_issue_leads_to_its_place_and_the_place_back(page: Any) -> None:
    card = page.locator(".issue", has_text="办理结果总计").last
    card.locator("h3").click()
    marks = page.locator(".at-now")
    assert marks.count() == len(card.get_attribute("data-at").split())
    assert seen(marks.first)
    assert page.locator(".term-now").count() == len(card.get_attribute("data-term").split())
    formula = card.locator(".formula .math").first.inner_text()
    assert formula in page.locator("figure .beside").inner_text()
    page.locator("mark[data-at]").first.click()
    first = page.locator(".issue[aria-current]")
    assert first.count() == 1
    assert first.get_attribute("id") in page.locator("mark[data-at]").first.get_attribute("data-at").split()
    assert seen(first.locator("h3"))


def test_addend_leads_to_its_figure(page: Any) -> None:
    link = page.locator(".math a", has_text="251").first
    link.click()
    place = page.locator(f"#{link.get_attribute('data-go')}")
    assert place.inner_text() == "251条" and seen(place)
    assert "term-now" in place.get_attribute("class")


def test_decisions_by_keyboard_are_kept_exported_and_imported(
    page: Any, browser: Any, report: Path, tmp_path: Path
) -> None:
    page.keyboard.press("j")
    page.keyboard.press("2")
    page.keyboard.press("r")
    page.keyboard.type("口径不同 <b>1/2</b>")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("1")
    with page.expect_download() as download:
        page.locator("#export").click()
    target = tmp_path / "decisions.json"
    download.value.save_as(target)
    rows = json.loads(target.read_text(encoding="utf-8"))
    assert [(row["decision"], row["remark"]) for row in rows] == [("rejected", "口径不同 <b>1/2</b>"), ("accepted", "")]
    shown = page.locator(".issue").evaluate_all("all => all.map(e => e.dataset.fp)")
    assert [row["fingerprint"] for row in rows] == shown[:2]
    page.reload()
    assert page.locator(".issue").first.get_attribute("data-choice") == "rejected"
    for fresh in opened(browser, report):
        assert fresh.locator(".issue").first.get_attribute("data-choice") == ""
        fresh.locator("#file").set_input_files(target)
        fresh.wait_for_selector('.issue[data-choice="accepted"]')
        assert fresh.locator(".issue").first.locator(".remark").input_value() == "口径不同 <b>1/2</b>"
        assert fresh.locator('.issue [aria-pressed="true"]').count() == 2


def test_exported_decisions_are_read_by_the_command_line(page: Any, tmp_path: Path) -> None:
    from gouji.decisions.imports import decisions_in

    page.locator("[data-choose=open]").first.click()
    with page.expect_download() as download:
        page.locator("#export").click()
    download.value.save_as(tmp_path / "d.json")
    (said,) = decisions_in(tmp_path / "d.json")
    assert (said.choice, said.file) == ("open", "report.docx")


def test_a_wrong_file_is_refused_in_words(page: Any, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{no json", encoding="utf-8")
    page.locator("#file").set_input_files(wrong)
    page.wait_for_function("document.querySelector('#say').textContent !== ''")
    assert "没有导入" in page.locator("#say").inner_text()


def test_filters_and_search(page: Any) -> None:
    cards, shown = page.locator(".issue"), page.locator(".issue:not([hidden])")
    every = cards.count()
    page.locator('.filter[data-severity="error"]').click()
    assert shown.count() == page.locator('.issue:not([data-severity="error"])').count() < every
    page.locator('.filter[data-severity="error"]').click()
    page.locator("#codes").select_option("T102")
    assert shown.count() == page.locator('.issue[data-code="T102"]').count() < every
    page.locator("#codes").select_option("")
    page.keyboard.press("/")
    page.keyboard.type("专栏")
    text = page.locator(".paper").inner_text()
    assert f"正文 {text.count('专栏')} 处" in page.locator("#count").inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("String(getSelection())") == "专栏"


def test_phone_has_no_sideways_scroll_and_a_way_back(phone: Any) -> None:
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.locator("#back").is_hidden()
    phone.locator(".issue .where a").first.click()
    assert seen(phone.locator(".at-now").first)
    phone.locator("#back").click()
    assert seen(phone.locator(".issue[aria-current] h3"))


def test_print_shows_the_issues_then_the_text_and_no_button(page: Any) -> None:
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0
    issues, text = page.locator(".issues").bounding_box(), page.locator(".text").bounding_box()
    assert issues["y"] + issues["height"] <= text["y"] + 1


def test_help_opens_and_closes(page: Any) -> None:
    page.keyboard.press("?")
    assert page.locator("#helpbox").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#helpbox").is_hidden()


def test_without_script_all_can_be_read(browser: Any, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1400, "height": 900})
    sheet = context.new_page()
    sheet.goto(report.as_uri())
    assert sheet.locator(".issue:visible").count() == sheet.locator(".issue").count() > 0
    assert sheet.locator("button:visible").count() == 0
    assert sheet.locator(".paper").is_visible()
    context.close()


def test_hostile_draft_runs_nothing(browser: Any, tmp_path: Path) -> None:
    """Words that look like markup, in a draft whose sums fail: no dialog, no request, no change of the page."""
    words = "<script>alert(1)</script><img src=x onerror=alert(1)></script>\u2028<a href='javascript:alert(1)'>y</a>"
    draft = (
        f"青岚县{words}2024年政府信息公开工作年度报告\n一、总体情况\n"
        f"全年公开信息120条，其中政策文件20条{words}、工作动态70条、其他信息20条。\n"
    )
    path = tmp_path / "hostile.html"
    path.write_text(render([audit_bytes(draft.encode(), "<img src=x onerror=alert(1)>.txt")]), encoding="utf-8")
    for sheet in opened(browser, path):
        assert "alert(1)" in sheet.locator(".paper").inner_text()
        assert sheet.locator("script").count() == 2 and sheet.locator("img").count() == 0
        for _ in range(3):
            sheet.keyboard.press("j")


def test_several_drafts_are_switched(browser: Any, tmp_path: Path) -> None:
    names = ("seed-figures", "tongling-county-2023")
    path = tmp_path / "many.html"
    path.write_text(render([audit(REPORTS / name / "report.docx") for name in names]), encoding="utf-8")
    for sheet in opened(browser, path):
        assert sheet.locator(".draft:visible").get_attribute("id") == "draft0"
        sheet.locator("#files").select_option("1")
        assert sheet.locator(".draft:visible").get_attribute("id") == "draft1"
        sheet.keyboard.press("j")
        assert sheet.locator(".issue[aria-current]").get_attribute("id").startswith("i1-")

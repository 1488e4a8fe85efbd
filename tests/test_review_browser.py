"""``gouji review`` in a real browser: upload, wait, open the report, decide, download, import; phone width; no script.

Needs the Python package playwright and a Chromium (its own, or one on the PATH); skipped, with the reason, without.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

pytest.importorskip("uvicorn", reason="the extra gouji[web] is not installed")
pytest.importorskip("starlette", reason="the extra gouji[web] is not installed")
pytest.importorskip("python_multipart", reason="the extra gouji[web] is not installed")

from gouji.pipeline import audit

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "corpora" / "reports"
SEED = REPORTS / "seed-figures" / "report.docx"
FORMULA = "1335 ≠ 1355"
BUSY = ".sending, [data-state=waiting], [data-state=running]"


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


@pytest.fixture
def address() -> Iterator[str]:
    path = os.pathsep.join([str(ROOT / "extract"), str(ROOT / "models")])
    command = [sys.executable, "-m", "gouji", "review", "--no-open"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path})
    assert server.stdout
    try:
        yield re.findall(r"http://\S+", server.stdout.readline())[0]
    finally:
        server.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        assert server.wait(15) == 0 or os.name != "posix"


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    yield from opened(browser, address, width=1280, height=860)


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Any]:
    yield from opened(browser, address, width=390, height=844)


def opened(browser: Any, address: str, width: int, height: int, *, script: bool = True) -> Iterator[Any]:
    """A page at the printed address; an error, a refusal of the policy or a request to elsewhere fails the test."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, accept_downloads=True, java_script_enabled=script
    )
    here, said = address.partition("?")[0], []
    sheet = context.new_page()
    sheet.on("console", lambda message: said.append(message.text))
    sheet.on("pageerror", lambda error: said.append(str(error)))
    sheet.on("request", lambda request: said.append(request.url) if not request.url.startswith(here) else None)
    sheet.goto(address)
    assert "token" not in sheet.url
    yield sheet
    context.close()
    assert [one for one in said if not one.startswith(("blob:", "data:,"))] == []


def checked(page: Any, *drafts: Any) -> None:
    """Upload, and wait until all is checked."""
    before = page.locator(".row").count()
    page.locator("#pick").set_input_files(list(drafts))
    ended(page, before + len(drafts))


def ended(page: Any, rows: int) -> None:
    """The policy allows no evaluation of strings, hence no wait_for_function."""
    until = time.monotonic() + 90
    while page.locator(".row").count() < rows or page.locator(BUSY).count():
        assert time.monotonic() < until
        page.wait_for_timeout(100)


def saved(page: Any, link: str) -> tuple[str, bytes]:
    if not page.locator("#menu[open]").count():
        page.locator("#menu summary").click()
    with page.expect_download() as download:
        page.locator(f".sheet a[href*='/{link}']").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def comments_of(draft: bytes) -> str:
    """The words of a .docx's comments."""
    text = zipfile.ZipFile(io.BytesIO(draft)).read("word/comments.xml").decode("utf-8")
    return re.sub("<[^>]+>", "", text)


def test_from_upload_to_the_annotated_draft(page: Any) -> None:
    checked(page, SEED)
    row = page.locator(".row")
    found = audit(SEED).issues
    assert row.locator(".chip.error b").inner_text() == str(sum(one.severity == "error" for one in found))
    assert "古勒峡县人民政府" in row.inner_text()
    row.locator(".primary").click()
    report = page.frame_locator("#report")
    report.locator(".issue").first.wait_for()
    number = next(one.fingerprint for one in found if one.outcome.formula and FORMULA in one.outcome.formula)
    first = report.locator(f'.issue[data-fp="{number}"]')
    assert FORMULA in comments_of(saved(page, "annotated")[1])
    first.locator("[data-choose=rejected]").click()
    first.locator(".remark").fill("口径不同")
    page.locator(".kept.saved").wait_for()
    name, listed = saved(page, "issues.xlsx")
    assert name == "report.gouji.xlsx"
    strings = zipfile.ZipFile(io.BytesIO(listed)).read("xl/sharedStrings.xml").decode("utf-8")
    assert "口径不同" in strings and number[:8] in strings
    name, annotated = saved(page, "annotated")
    assert name == "report.gouji.docx"
    comments = comments_of(annotated)
    assert comments and FORMULA not in comments  # the rejected one is not written into the draft
    assert page.evaluate("Object.keys(localStorage)") == []
    page.reload()
    kept = report.locator(f'.issue[data-fp="{number}"]')
    kept.wait_for()
    assert kept.locator(".remark").input_value() == "口径不同"
    page.locator("a.back").click()
    assert f"已处理 1 / {len(found)}" in page.locator(".row").inner_text()


def test_keys_work_in_the_frame_and_a_decision_can_be_taken_back(page: Any) -> None:
    checked(page, SEED)
    page.locator(".row .primary").click()
    report = page.frame_locator("#report")
    report.locator(".issue").first.wait_for()
    report.locator(".issue h3").first.click()
    page.keyboard.press("1")
    page.locator(".kept.saved").wait_for()
    page.reload()
    report.locator('.issue[data-choice="accepted"]').wait_for()
    report.locator('.issue[data-choice="accepted"] h3').click()
    page.keyboard.press("1")
    page.locator(".kept.saved").wait_for()
    page.reload()
    report.locator(".issue").first.wait_for()
    assert report.locator('.issue[data-choice="accepted"]').count() == 0


def test_decisions_of_one_draft_are_imported_into_another(page: Any, tmp_path: Path) -> None:
    checked(page, SEED)
    page.locator(".row .primary").click()
    report = page.frame_locator("#report")
    report.locator("[data-choose=open]").first.click()
    page.locator(".kept.saved").wait_for()
    name, data = saved(page, "decisions.toml")
    assert name == "report.docx.gouji.toml"
    (tmp_path / name).write_bytes(data)
    page.locator("a.back").click()
    page.locator("html.scripted .row .primary").wait_for()  # else the rows of the page that is left are counted
    checked(page, SEED)
    page.goto(urljoin(page.url, page.locator(".row .primary").first.get_attribute("href")))
    page.locator("#bring").set_input_files(tmp_path / name)
    page.locator(".said", has_text="已导入处理意见 1 条").wait_for()
    report.locator('.issue[data-choice="open"]').wait_for()


def test_several_drafts_dropped_on_the_page_and_a_bad_one_told(page: Any, tmp_path: Path) -> None:
    drop = """([names, texts]) => {
        const held = new DataTransfer();
        names.forEach((name, at) => held.items.add(new File([texts[at]], name)));
        for (const kind of ["dragover", "drop"])
            document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }));
    }"""
    text = (REPORTS / "seed-figures" / "report.txt").read_text(encoding="utf-8")
    page.evaluate(drop, [["甲.txt", "<b>乙.pdf"], [text, "%PDF-1.7 broken"]])
    ended(page, 2)
    assert page.locator(".row.done h3").inner_text() == "甲.txt"
    bad = page.locator(".row.failed")
    assert "<b>乙.pdf" in bad.inner_text() and "无法检查" in bad.inner_text()
    bad.locator("button").click()
    page.locator(".row.failed").wait_for(state="detached")
    assert page.locator(".row").count() == 1


def test_phone_has_no_sideways_scroll(phone: Any) -> None:
    checked(phone, SEED)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.locator(".row .primary").click()
    phone.frame_locator("#report").locator(".issue").first.wait_for()
    phone.locator("#menu summary").click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    box = phone.locator(".sheet").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_without_script_a_draft_is_taken_and_shown(browser: Any, address: str) -> None:
    for sheet in opened(browser, address, 1280, 860, script=False):
        sheet.locator("input[type=file]").set_input_files(SEED)
        sheet.locator("[type=submit]", has_text="开始检查").click()
        sheet.locator(".row.done").wait_for(timeout=60_000)  # the page asks again by itself
        sheet.locator(".row .primary").click()
        assert sheet.frame_locator("#report").locator(".issue:visible").count() == len(audit(SEED).issues)
        sheet.locator("a.back").click()
        sheet.locator(".row .quiet").click()
        assert sheet.locator(".row").count() == 0


def test_other_pages_of_this_computer_can_neither_read_nor_send(browser: Any, address: str, page: Any) -> None:
    """A page of another port is same-site, so the cookie goes along: Origin and Sec-Fetch-Site must hold."""
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!DOCTYPE html><title>other</title>")

        def log_message(self, *told: object) -> None:
            """Quiet."""

    here = address.partition("/?")[0]
    server = HTTPServer(("127.0.0.1", 0), Other)
    Thread(target=server.serve_forever, daemon=True).start()
    tab = page.context.new_page()
    tab.goto(f"http://127.0.0.1:{server.server_port}/")
    fetched = """async (url) => {
        const form = new FormData();
        form.append("drafts", new File(["x"], "evil.txt"));
        const read = await fetch(url + "/list", { credentials: "include" }).then(() => "read", () => "no");
        const sent = { method: "POST", mode: "no-cors", credentials: "include", body: form };
        await fetch(url + "/drafts", sent).catch(() => null);
        return read;
    }"""
    assert tab.evaluate(fetched, here) == "no"
    tab.close()
    server.shutdown()
    page.reload()
    assert page.locator(".row").count() == 0

"""Web drafts as marked pages: the words marked and linked, and nothing of the draft's markup left alive."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest
from lxml import etree

from annotating import OPTIONS, SLUGS, case, remark, words_of
from gouji.read.html import read_html
from gouji.render.annotate import annotate
from gouji.render.annotate_html import annotate_html
from gouji.types import Document, Outline, Report, Tables

HOSTILE = (
    "<html><head><title>x</title><style>p{background:url(http://evil.example/a)}</style></head><body>"
    "<h1 onclick='alert(1)'>青岚县2024年报告</h1><p>公开信息1355条 &lt;script&gt;alert(1)&lt;/script&gt; "
    "&lt;/mark&gt;&lt;/body&gt; &lt;img src=x onerror=alert(1)&gt; <a href='javascript:alert(1)'>网站701条</a></p>"
    "<script>alert(2)</script><img src=x onerror=alert(3)><iframe src='http://evil.example'></iframe>"
    "<table><tr><th colspan=2>申请<b>数</b></th></tr><tr><td rowspan=2>新收</td><td>12</td></tr><tr><td>&quot;13&quot;"
    "</td></tr></table></body></html>"
)
ALLOWED = {
    "html": {"lang"}, "head": set(), "meta": {"charset", "http-equiv", "content", "name"}, "title": set(),
    "style": set(), "body": set(), "h1": set(), "h2": set(), "h3": set(), "p": set(), "div": {"class"},
    "table": set(), "tr": set(),
    "td": {"rowspan", "colspan"},
    "mark": {"class"}, "sup": set(), "a": {"href"}, "span": {"id"}, "section": set(),
    "ol": set(), "li": {"id", "class"}, "strong": set(),
}  # fmt: skip


def report_of(document: Document) -> Report:
    return Report(document, Outline((), (), None, None, None), Tables(None, ()), (), ())


def parsed(page: str) -> Any:
    return etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8"))


def assert_inert(page: str) -> None:
    """Only elements and attributes that cannot run or fetch anything, and a policy that says so."""
    root = parsed(page)
    for node in root.iter():
        assert isinstance(node.tag, str)
        assert set(node.attrib) <= ALLOWED[node.tag], (node.tag, node.attrib)
        assert node.get("href", "#").startswith("#")
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    digest = base64.b64encode(hashlib.sha256(root.findtext(".//style").encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert not re.search(r"url\(|@import|https?:", root.findtext(".//style"))


def draft_text(root: Any) -> str:
    """The text of the page without the notes and their numbers, white space left out."""
    kept = root.xpath("//body//text()[not(ancestor::section) and not(ancestor::sup)]")
    return "".join("".join(kept).split())


def marks(root: Any) -> dict[int, str]:
    """The words between each note's place and the sign that ends them."""
    found = {}
    for place in root.iterfind(".//span[@id]"):
        number, words = int(place.get("id").removeprefix("at-")), ""
        for node in place.itersiblings():
            if node.tag == "mark":
                words += node.text or ""
            if node.tag == "sup" and node[0].get("href") == f"#note-{number}":
                break
        found[number] = words
    return found


def test_hostile_draft_is_inert_and_whole() -> None:
    document = read_html(HOSTILE.encode(), "draft.html")
    remarks = [remark(document, "1355条"), remark(document, "<script>", 2), remark(document, "13", 3, after="12")]
    page = annotate_html(report_of(document), remarks, "zh")
    assert_inert(page)
    root = parsed(page)
    assert draft_text(root) == "".join(document.text.split())
    assert marks(root) == {1: "1355条", 2: "<script>", 3: "13"}
    assert [(c.get("rowspan"), c.get("colspan")) for c in root.iter("td")] == [
        (None, "2"), ("2", None), (None, None), (None, None)
    ]  # fmt: skip
    assert root.find(".//li[@id='note-1']/p[2]").text == "第一行 <b>&amp;"


def test_overlapping_notes_all_have_their_words() -> None:
    document = read_html("<p>公开信息1355条，网站701条</p>".encode(), "draft.html")
    words = ["1355条", "1355条，网站", "355", "网站701条"]
    remarks = [remark(document, each, number) for number, each in enumerate(words, 1)]
    root = parsed(annotate_html(report_of(document), remarks, "zh"))
    assert marks(root) == dict(enumerate(words, 1))


@pytest.mark.parametrize("slug", SLUGS)
def test_report_has_every_note_on_its_words(slug: str) -> None:
    draft, audit, remarks = case(slug, "html")
    made = annotate(draft, audit, OPTIONS)
    page = made.data.decode()
    assert_inert(page)
    root = parsed(page)
    assert marks(root) == dict(enumerate(words_of(audit, remarks), 1))
    assert draft_text(root) == "".join(audit.report.document.text.split())
    assert len(root.findall(".//li")) == made.notes == len(remarks)
    assert len(made.data) < 400_000

"""Web pages made to hurt: each is read or refused soon, loses no text silently, and any page has true places."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.read import read_bytes
from gouji.read.html_tree import parse_page
from gouji.types import Document, GoujiError, HtmlText

PARTS = 3 * "<p>一、总体情况</p><p>全年主动公开政府信息1234条，其中转载56条。</p><table><tr><td>甲<td>3<td>4</table>"


def page(text: str) -> Document:
    return read_bytes(text.encode(), "page.html")


def check_places(data: bytes, found: Document) -> None:
    """Every character of the text is where its place says."""
    root, _ = parse_page(data)
    assert root is not None
    for piece in found.pieces:
        assert isinstance(piece.place, HtmlText)
        nodes = root.xpath(piece.place.xpath)
        assert isinstance(nodes, list) and len(nodes) == 1
        assert str(nodes[0])[piece.place.start : piece.place.stop] == piece.span.of(found.text)


DEEP = "<div>" * 5000 + "底" + "</div>" * 5000
NASTY = {
    "deep": f"<html><body><p>甲12</p>{DEEP}<p>乙34</p></body></html>",
    "deep_spans": "<html><p>" + "".join(f"<span>{n % 10}" for n in range(3000)) + "</html>",
    "deep_text": "<html>" + "".join(f"<div>第{n}层" for n in range(4000)) + "</html>",
    "deep_tables": "<html>" + "<table><tr><td>" * 3000 + "底" + "</html>",
    "spans": "<html><table>" + "<tr><td rowspan=1000000 colspan=1000000>1<td rowspan=99999999999>2" * 500 + "</table>",
    "nuls": "<html><body>\0<p>甲\0乙\x01</p>\0</body></html>",
    "truncated": "<html><head><title>x</title></head><body><div class='a" + PARTS[:-40],
    "entities": "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"
    "<html><p>甲&b;&b;&#0;&#xD800;&#1114112;</p></html>",
    "angles": "<html><p>甲</p>" + "<" * 5_000_000,
    "open_tags": "<html><p>甲</p>" + "<a " * 500_000,
    "one_line": "<html><p>" + "甲，" * 1_000_000 + "</p></html>",
    "wide": "<html>" + "<p>甲</p>" * 20_000,
    "closed_comments": "<!-- x -->" * 60 + "甲",
    "words": "<html>" + "<p>" + "打印 " * 18 + "甲</p></html>",
    "comments": "<html><p>甲</p>" + "<!--" * 200_000,
}


@pytest.mark.parametrize("name", NASTY)
def test_nasty_pages_are_read_or_refused_soon(name: str) -> None:
    data = NASTY[name].encode()
    try:
        found = read_bytes(data, "x.html")
    except GoujiError as error:
        assert "x.html" in str(error)
    else:
        assert found.text.strip()


def test_depth_loses_no_text() -> None:
    found = page(NASTY["deep"])
    assert found.text.split() == ["甲12", "底", "乙34"]
    assert re.sub(r"\s", "", page(NASTY["deep_spans"]).text) == "".join(str(n % 10) for n in range(3000))
    assert page(NASTY["deep_text"]).text.split() == [f"第{n}层" for n in range(4000)]
    check_places(NASTY["deep_text"].encode(), page(NASTY["deep_text"]))


def test_entities_are_not_expanded_and_spans_are_bounded() -> None:
    assert len(page(NASTY["entities"]).text) < 100
    assert max(cell.column for cell in page(NASTY["spans"]).grids[0].cells) < 2000


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "span",
        "b",
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "br",
        "a",
        "ul",
        "li",
        "o:p",
        "pre",
        "h1",
        "script",
        "form",
        "nav",
        "!--",
        "svg",
    ]
)
ATOMS = st.one_of(
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    st.sampled_from(
        [
            "<td rowspan=3>",
            "<td colspan=2>",
            "<p hidden>",
            "一、总体情况",
            "全年公开信息12条。",
            "12",
            " ",
            "\n",
            "\u3000",
            "&nbsp;",
            "&lt;",
            "-->",
            "\0",
        ]
    ),
    st.text(max_size=5),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ATOMS, max_size=60))
def test_any_page_makes_a_document_with_true_places(atoms: list[str]) -> None:
    data = ("<html><body>" + "".join(atoms)).encode("utf-8", "replace")
    try:
        found = read_bytes(data, "x.html")
    except GoujiError:
        return
    check_places(data, found)

"""The issue list as a page: safe whatever the draft holds, complete, small, and of use in a real browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

import gouji
from gouji.decisions import Decision, Trace, as_judged
from gouji.pipeline import audit as audit_file
from gouji.pipeline import audit_bytes
from gouji.render.html import render
from gouji.render.html_safe import esc, shown
from gouji.render.result import Failure
from gouji.types import Audit, Document, Evidence, Outcome, Piece, Span, Text, TextRange

REPORTS = sorted((Path(__file__).parents[1] / "corpora" / "reports").iterdir())
NAMES = [folder.name for folder in REPORTS if (folder / "report.docx").is_file()]
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</script></style></textarea></title><b>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe src=https://example.org/>",
    "--></template><style>*{display:none}</style>",
    "\u2028\u2029 12\u202e34\u202c \u2066x",
    "'; alert(1); //${alert(1)}",
)


@cache
def audited(name: str) -> Audit:
    return audit_file(REPORTS[0].parent / name / "report.docx")


def parsed(page: str) -> Any:
    return html.document_fromstring(page)


def flat(text: str) -> str:
    return re.sub(r"[\n\t]", "", shown(text))


# ---- what the page may do ----


def test_policy_names_exactly_the_style_and_the_script_of_the_page(audit: Audit) -> None:
    tree = parsed(render([audit]))
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; ")
    for kind in ("style", "script"):
        (node,) = tree.xpath(f"//{kind}[not(@type)]")
        digest = base64.b64encode(hashlib.sha256(node.text.encode()).digest()).decode()
        assert re.search(rf"{kind}-src '([^']+)';", policy).group(1) == f"sha256-{digest}"  # type: ignore[union-attr]
    assert "unsafe" not in policy
    assert tree.xpath("//@style") == []


def hostile_audit(audit: Audit, words: str) -> Audit:
    """The audit with hostile words wherever words of a draft, of a file name or of a message can stand."""
    report, text = audit.report, audit.report.document.text
    start = len(text)
    text += f"{words}\n"
    document = Document(f"{words}.docx", words, "txt", text, (Piece(Span(0, len(text)), TextRange(0, len(text))),),
                        report.document.grids)  # fmt: skip
    outline = replace(report.outline, organ=words)
    issues = []
    for issue in audit.issues:
        place = replace(issue.outcome.evidence[0], span=Span(start, start + len(words)), key=words)
        told = replace(issue.outcome, message=Text(words, words), formula=f"{words} 12 ≠ {words}")
        told = replace(told, evidence=(*told.evidence, place))
        issues.append(replace(issue, outcome=told, name=Text(words, words), fingerprint=words, code=words))
    unread = ((Text(words, words), Text(words, words)),)
    whys = (Text(words, words),) * len(audit.whys)
    report = replace(report, document=document, outline=outline)
    return replace(audit, report=report, issues=tuple(issues), unread=unread, whys=whys)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words(audit: Audit, words: str, lang: Any) -> None:
    plain = parsed(render([audit], lang=lang))
    said = Decision("open", Trace(words), words)
    tree = parsed(render([hostile_audit(audit, words), Failure(words, Text(words, words))], lang=lang,
                         decisions={words: said}))  # fmt: skip
    assert inert(tree) == []
    allowed = Counter(node.tag for node in plain.iter() if isinstance(node.tag, str))
    found = Counter(node.tag for node in tree.iter() if isinstance(node.tag, str))
    assert set(found) <= {*allowed, "mark", "a"}
    assert flat(words) in tree.text_content()
    assert json.loads(tree.xpath("string(//script[@id='words'])"))


def inert(tree: Any) -> list[str]:
    """What could act or fetch: more scripts than ours, handlers, addresses other than places of the page."""
    wrong = [etree.tostring(node).decode()[:80] for node in tree.xpath("//script")[2:]]
    wrong += [
        f"{node.tag}" for node in tree.xpath("//iframe|//object|//embed|//base|//img|//svg|//form|//audio|//video")
    ]
    for node in tree.iter():
        for name, value in node.attrib.items() if isinstance(node.tag, str) else ():
            if name.startswith("on") or (name in ("src", "href", "action", "srcset", "data", "formaction")
                                         and not (value.startswith("#") or value == "data:,")):  # fmt: skip
                wrong.append(f"{node.tag} {name}={value}")
    return wrong


def test_hostile_html_draft_is_inert_from_end_to_end() -> None:
    body = "".join(f"<p>{esc(words)}</p>" for words in HOSTILE)
    title = "<h1>青岚县2024年政府信息公开工作年度报告</h1><p>一、总体情况</p>"
    draft = f"<html><body>{title}{body}<p>公开信息12条。</p></body></html>"
    tree = parsed(render([audit_bytes(draft.encode(), "x.html")]))
    assert inert(tree) == []
    assert "<img src=x onerror=alert(1)>" in tree.text_content()


def test_direction_and_control_characters_are_shown_not_obeyed() -> None:
    assert esc("12\u202e34\x00\u2028<") == "12[U+202E]34[U+0000] &lt;"
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", esc("".join(HOSTILE)))


def test_page_refers_to_nothing_outside() -> None:
    page = render([audited("seed-figures")])
    assert not re.search(r"(https?:)?//[a-z0-9.-]+\.[a-z]{2,}", re.sub(r"<script>.*?</script>", "", page, flags=re.S))
    assert inert(parsed(page)) == []
    assert not re.search(r"\b(fetch|XMLHttpRequest|eval|innerHTML|outerHTML|insertAdjacentHTML|import\()", page)


# ---- what the page shows ----


@pytest.mark.parametrize("name", NAMES)
def test_every_place_of_every_issue_has_an_element_with_its_words(name: str) -> None:
    audit = audited(name)
    tree = parsed(render([audit]))
    text, words = audit.report.document.text, by_name(tree)
    cards = tree.xpath("//article[contains(@class, 'issue')]")
    assert len(cards) == len(audit.issues)
    ordered = {card.get("data-fp"): card for card in cards}
    for issue in audit.issues:
        card = ordered[issue.fingerprint]
        linked = {*card.get("data-at").split(), *card.get("data-term").split()}
        at = [words[one] for one in card.get("data-at").split()]
        assert at == [flat(e.span.of(text)) for e in places(issue.outcome)]
        assert {flat(e.span.of(text)) for e in issue.outcome.evidence} <= {words[one] for one in linked}


def places(outcome: Outcome) -> Iterator[Any]:
    seen = set()
    for one in outcome.evidence:
        if one.role == "at" and one.span not in seen:
            seen.add(one.span)
            yield one


def by_name(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.xpath("//*[contains(@class, 'paper')]//*[self::span or self::mark]"):
        name = node.get("data-m") or node.get("id")
        found[name] = found.get(name, "") + "".join(node.itertext())
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_marked_with_its_verdict(name: str) -> None:
    audit = audited(name)
    tree = parsed(render([audit]))
    nodes = {node.get("id"): node for node in tree.xpath("//*[@id]")}
    rows = list(tree.xpath("//section[contains(@class, 'ledger')]//tr[td/a]"))
    assert len([row for row in rows if row.get("class") == "none"]) == len(audit.report.numerals)
    figures = rows[: len(audit.verdicts)]
    order = ["differs", "undecidable", "unread", "unchecked", "agrees"]
    for row, verdict, fact in zip(figures, audit.verdicts, audit.report.mentions, strict=True):
        node = nodes[row.xpath("string(td/a/@data-go)")]
        assert row.get("class") == verdict
        assert order.index(node.get("class").split()[-1]) <= order.index(verdict)  # two figures may share their words
        span = fact.figure.span if fact.figure else fact.span
        assert flat(span.of(audit.report.document.text)) == "".join(node.itertext())
        assert verdict in order and node.get("title")


@pytest.mark.parametrize("name", NAMES)
def test_verdicts_of_the_cells_are_those_the_ledger_counts(name: str) -> None:
    audit = audited(name)
    counts = Counter(audit.verdicts) + Counter(audit.cell_verdicts)
    assert {end: n for end, n in audit.ledger.items() if n and end != "not_a_figure"} == dict(counts)


@pytest.mark.parametrize("name", NAMES)
def test_text_and_tables_are_whole(name: str) -> None:
    audit = audited(name)
    document = audit.report.document
    tree = parsed(render([audit]))
    paper = tree.xpath("//div[contains(@class, 'paper')]")[0]
    assert re.sub(r"\s", "", paper.text_content()) == re.sub(r"\s", "", shown(document.text))
    tables = paper.xpath(".//table")
    assert [len(table.xpath(".//td|.//th")) for table in tables] == [len(grid.cells) for grid in document.grids]
    for table in tables:
        widths = [sum(int(cell.get("colspan", 1)) for cell in row) for row in table.xpath(".//tr")]
        reach: list[int] = []
        for number in range(len(widths)):
            over = [(at, cell) for at, above in enumerate(table.xpath(".//tr")[:number]) for cell in above]
            reach.append(sum(int(c.get("colspan", 1)) for at, c in over if at + int(c.get("rowspan", 1)) > number))
            assert widths[number] + reach[number] == widths[0]


@pytest.mark.parametrize("name", ["lanjiang-province-2023", "yanpu-2022"])
def test_long_report_makes_a_small_page(name: str) -> None:
    audit = audited(name)
    assert len(audit.report.mentions) >= 100 and len(audit.report.tables.cells) >= 200
    assert len(render([audit]).encode()) < 400_000


def test_formula_links_its_numbers_to_their_places_and_no_sum() -> None:
    audit = audited("seed-figures")
    tree = parsed(render([audit]))
    words = by_name(tree)
    told = next(one for one in audit.issues if one.outcome.formula and one.outcome.formula.count("+") > 3)
    math = tree.xpath(f"//article[@data-fp='{told.fingerprint}']//span[@class='math']")[0]
    assert "".join(math.itertext()) == told.outcome.formula
    links = [(link.text, words[link.get("data-go")]) for link in math.xpath(".//a")]
    assert len(links) == len(told.outcome.evidence)
    assert all(place.startswith(number) for number, place in links)
    assert math.xpath("string(.//span[@class='sum'])").strip() == "= 699"


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_links_lead_somewhere(name: str) -> None:
    tree = parsed(render([audited(name), audited(NAMES[0])]))
    ids = Counter(tree.xpath("//@id"))
    assert [one for one, count in ids.items() if count > 1] == []
    assert [link for link in tree.xpath("//a/@href") if link[1:] not in ids] == []
    assert [name for name in tree.xpath("//@data-m") if name not in ids] == []
    assert {label for label in tree.xpath("//@aria-labelledby") if label not in ids} == set()


def test_errors_come_first_and_what_was_not_read_before_them(audit: Audit) -> None:
    tree = parsed(render([audit]))
    assert tree.xpath("//article/@data-severity") == ["error", "warning"]
    box = tree.xpath("//section[@class='unread']")[0]
    assert "表四" in box.text_content() and "没有找到" in box.text_content()
    assert not box.xpath("ancestor-or-self::details")
    assert box.xpath("following-sibling::article")


def test_blank_cell_can_be_pointed_at(audit: Audit) -> None:
    tree = parsed(render([audit]))
    (blank,) = tree.xpath("//td//mark[i[@class='blank']]")
    assert blank.text_content() == ""
    assert tree.xpath(f"//article[@data-at='{blank.get('id')}']")


def test_decisions_are_filled_in_and_issues_set_aside_are_still_shown(audit: Audit) -> None:
    one = Decision("rejected", Trace("f1"), "口径不同 <b>")
    judged = replace(as_judged(audit), issues=audit.issues[:1], rejected=audit.issues[1:], decisions={"f1": one},
                     fixed=(Trace("f9", "T101", message="已经改好"),))  # fmt: skip
    tree = parsed(render([judged], decisions={"f2": Decision("accepted", Trace("f2"))}))
    cards = {card.get("data-fp"): card for card in tree.xpath("//article")}
    assert (cards["f1"].get("data-choice"), cards["f1"].get("data-remark")) == ("rejected", "口径不同 <b>")
    assert cards["f2"].get("data-choice") == "accepted"
    assert "已经改好" in tree.xpath("string(//section[@class='fixed'])")


def test_several_drafts_have_a_switch_and_a_bad_file_is_told(audit: Audit) -> None:
    tree = parsed(render([audit, Failure("坏.pdf", Text("坏.pdf：打不开", "broken")), audited("yanpu-2022")]))
    assert len(tree.xpath("//section[@class='draft']")) == len(tree.xpath("//select[@id='files']/option")) == 2
    assert tree.xpath("string(//p[@class='failure'])") == "坏.pdf：打不开"


def test_english_page_speaks_english(audit: Audit) -> None:
    page = render([audit], lang="en")
    tree = parsed(page)
    assert tree.get("lang") == "en"
    buttons = " ".join(tree.xpath("//button//text()"))
    assert not re.search(r"[\u4e00-\u9fff]", buttons)
    assert gouji.__version__ in page


def test_empty_run_is_a_page() -> None:
    tree = parsed(render([Failure("a.pdf", Text("读不了", "unreadable"))]))
    assert "读不了" in tree.text_content()


def test_assets_are_short() -> None:
    folder = Path(gouji.__file__).parent / "render" / "web"
    for name in ("report.css", "report.js"):
        assert len((folder / name).read_text(encoding="utf-8").splitlines()) < 250


@pytest.mark.parametrize(
    "spans", [((5, 12), (8, 20)), ((5, 20), (5, 9), (9, 20)), ((3, 30), (5, 12), (8, 20), (11, 12))]
)
def test_places_that_cross_keep_their_words(audit: Audit, spans: tuple[tuple[int, int], ...]) -> None:
    (wrong,) = (one for one in audit.issues if one.severity == "error")
    start = audit.report.document.text.index("全县")
    places = tuple(Evidence(Span(start + a, start + b)) for a, b in spans)
    issue = replace(wrong, outcome=replace(wrong.outcome, evidence=places, repairs=(), equation=None), related=())
    tree = parsed(render([replace(audit, issues=(issue,))]))
    words = by_name(tree)
    at = tree.xpath("string(//article/@data-at)").split()
    assert [words[one] for one in at] == [one.span.of(audit.report.document.text) for one in places]

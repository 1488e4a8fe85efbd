"""What became of every number: counts, and the list of each figure and of each numeral that is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from gouji.decisions import Judged, Trace
from gouji.render.html_marks import span_of
from gouji.render.html_safe import NOTHING, Html, esc, tag
from gouji.render.html_text import Page
from gouji.render.key_names import key_name, value_of
from gouji.render.words import LEDGER, SEVERITY, no_figure
from gouji.types import Fact, Lang, Severity, Text

_ENDS = ("agrees", "differs", "undecidable", "unread", "unchecked", "not_a_figure")


def legend(audit: Judged, lang: Lang) -> Html:
    """How each verdict looks in the text, and how many numbers have it."""
    places = {one.span for issue in audit.issues for one in issue.outcome.evidence if one.role == "at"}
    items = [_sample("mark", "f", Text("问题所指", "an issue").say(lang), len(places))]
    for end in _ENDS:
        if end != "unread":
            verdict = "none" if end == "not_a_figure" else end
            items.append(_sample("span", f"f {verdict}", LEDGER[end].say(lang), audit.ledger.get(end, 0)))
    return tag("ul", *items, class_="legend", aria_label=Text("图例", "legend").say(lang))


def _sample(name: str, kind: str, words: str, count: int) -> Html:
    return tag("li", tag(name, esc("12"), class_=kind), esc(f" {words} "), tag("b", esc(str(count))))


def unread(audit: Judged, lang: Lang) -> Html:
    """What was not read or not compared, and what the reader of the file remarked; never folded away."""
    notes = [(Text("文件", "file").say(lang), note.text.say(lang)) for note in audit.report.document.notes]
    rows = [*((what.say(lang), why.say(lang)) for what, why in audit.unread), *notes]
    lost = [(_trace(one), Text("上次的问题，这次没有读到有关的数", "told before, its figures were not read").say(lang))
            for one in audit.lost]  # fmt: skip
    if not rows and not lost:
        return NOTHING
    items = [tag("li", tag("b", esc(what)), esc(f" {why}")) for what, why in dict.fromkeys([*rows, *lost])]
    title = Text(f"没有读出或没有核对：{len(items)} 项", f"not read or not compared: {len(items)}").say(lang)
    return tag("section", tag("h2", esc(title)), tag("ul", *items), class_="unread")


def fixed(audit: Judged, lang: Lang) -> Html:
    """Issues of an earlier run that are gone."""
    if not audit.fixed:
        return NOTHING
    title = Text(f"已修正 {len(audit.fixed)} 项", f"fixed since: {len(audit.fixed)}").say(lang)
    items = [tag("li", tag("s", esc(_trace(one)))) for one in audit.fixed]
    return tag("section", tag("h2", esc(title)), tag("ul", *items), class_="fixed")


def _trace(one: Trace) -> str:
    return " ".join(part for part in (one.code, one.message or one.fingerprint, one.formula) if part)


def ledger(page: Page, audit: Judged) -> Html:
    """The counts, then three lists that unfold."""
    lang, cells = page.lang, list(zip(audit.report.tables.cells, audit.cell_verdicts, strict=True))
    open_cells = [(fact, end) for fact, end in cells if end != "agrees"]
    told = list(zip(audit.report.mentions, audit.verdicts, audit.whys, strict=True))
    figures = [_figure(page, audit, fact, end, why) for fact, end, why in told]
    rest = [_figure(page, audit, fact, end, Text("", "")) for fact, end in open_cells]
    none = [_row(page.link(one.span, esc(_flat(one.span.of(page.text)))), "none", no_figure(one.why).say(lang))
            for one in audit.report.numerals]  # fmt: skip
    lists = (
        (Text("正文中的每个数字", "every figure of the text"), figures),
        (Text("表格中未判为相符的格", "cells that were not found to agree"), rest),
        (Text("不是数量的数字", "numerals that are no figures"), none),
    )
    title = tag("h2", esc(Text("数字去向", "What became of each number").say(lang)))
    folds = [_fold(name.say(lang), rows) for name, rows in lists if rows]
    return tag("section", title, _counts(audit, lang), *folds, class_="ledger", id=f"ledger{page.number}")


def _counts(audit: Judged, lang: Lang) -> Html:
    prose, cells = Counter(audit.verdicts), Counter(audit.cell_verdicts)
    prose["not_a_figure"] = len(audit.report.numerals)
    head = tag("tr", tag("td"), *(_th(text, lang) for text in (Text("正文", "text"), Text("表格", "tables"))))
    rows = [
        tag("tr", _th(LEDGER[end], lang), tag("td", esc(str(prose[end]))), tag("td", esc(str(cells[end]))))
        for end in _ENDS
        if prose[end] or cells[end]
    ]
    return tag("table", head, *rows, class_="counts")


def _th(text: Text, lang: Lang) -> Html:
    return tag("th", esc(text.say(lang)), scope="row")


def _fold(title: str, rows: Iterable[Html]) -> Html:
    rows = list(rows)
    table = tag("div", tag("table", *rows, class_="list"), class_="wide", tabindex=0)
    return tag("details", tag("summary", esc(f"{title} "), tag("b", esc(str(len(rows))))), table)


def _figure(page: Page, audit: Judged, fact: Fact, end: str, why: Text) -> Html:
    words = _flat(span_of(fact).of(page.text)) or Text("（空）", "(blank)").say(page.lang)
    value = value_of(fact.figure) if fact.figure else ""
    name, said = key_name(audit, fact.key, page.lang), LEDGER.get(end, Text(end, end)).say(page.lang)
    return _row(page.link(span_of(fact), esc(words)), end, value, name, said, why.say(page.lang))


def _row(words: Html, end: str, *said: str) -> Html:
    return tag("tr", tag("td", words), *(tag("td", esc(one)) for one in said), class_=end)


def _flat(text: str) -> str:
    return "".join(text.split())


def totals(results: Iterable[Judged]) -> Iterator[tuple[Severity, int]]:
    """(severity, number of issues that stand) over all drafts."""
    counts = Counter(issue.severity for audit in results for issue in audit.issues)
    return ((severity, counts[severity]) for severity in SEVERITY)

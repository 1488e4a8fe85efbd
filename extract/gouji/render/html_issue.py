"""One issue on the page: what is wrong, where, the sum, what would heal it, and the reviewer's decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.decisions import CHOICES, Decision
from gouji.decisions.nouns import short
from gouji.render.excerpt import where
from gouji.render.html_formula import formula
from gouji.render.html_safe import NOTHING, Html, esc, join, tag, void
from gouji.render.html_text import Page
from gouji.render.key_names import key_name
from gouji.render.remarks import repair_words
from gouji.render.words import SEVERITY
from gouji.types import Audit, Evidence, Issue, Lang, Repair, Span, Text

_PLACES = 4  # places shown at once; the others unfold
_LONGEST = 40  # characters of a place quoted


@dataclass(frozen=True, slots=True)
class Card:
    """An issue to be shown: its number on the page, its decision; ``known``: an earlier run had told it."""

    page: Page
    audit: Audit
    number: int
    issue: Issue
    decision: Decision | None = None
    known: bool = False

    @property
    def lang(self) -> Lang:
        return self.page.lang

    @property
    def name(self) -> str:
        return f"i{self.page.number}-{self.number}"


def card(one: Card) -> Html:
    """The whole article."""
    issue, name = one.issue, one.name
    told = tag("p", esc(issue.outcome.message.say(one.lang)), class_="told") if issue.outcome.message.zh else NOTHING
    return tag(
        "article",
        _head(one),
        told,
        _sum(one),
        *_related(one),
        _places(one),
        _repairs(one),
        _decide(one),
        id=name,
        class_=f"issue {issue.severity}",
        tabindex=0,
        aria_labelledby=f"{name}-h",
        data_code=issue.code,
        data_severity=issue.severity,
        data_fp=issue.fingerprint,
        data_choice=one.decision.choice if one.decision else "",
        data_remark=one.decision.remark if one.decision else "",
        data_at=" ".join(_at(one)),
        data_term=" ".join(_terms(one)),
    )


def _head(one: Card) -> Html:
    issue = one.issue
    severity = tag("span", esc(SEVERITY[issue.severity].say(one.lang)), class_="severity")
    known = tag("span", esc(Text("上次已列", "told before").say(one.lang)), class_="badge") if one.known else NOTHING
    chosen = tag("span", class_="badge chosen", hidden=True)
    number = tag("span", esc(f"#{short(issue.fingerprint)}"), class_="number", title=issue.fingerprint)
    title = tag("h3", esc(issue.name.say(one.lang)), id=f"{one.name}-h")
    line = tag("div", severity, tag("code", esc(issue.code)), known, chosen, number, class_="line")
    return tag("header", line, title)


def _sum(one: Card) -> Html:
    if not one.issue.outcome.formula:
        return NOTHING
    label = tag("span", esc(Text("算式", "sum").say(one.lang)), class_="label")
    return tag("p", label, formula(one.page, one.issue.outcome), class_="formula")


def _related(one: Card) -> Iterator[Html]:
    related = one.issue.related
    if not related:
        return
    title = Text(f"同源的其他不平关系 {len(related)} 个", f"other sums that fail for this cause: {len(related)}")
    rows = [
        tag("li", esc(outcome.message.say(one.lang)), _br(), formula(one.page, outcome), class_="formula")
        if outcome.formula
        else tag("li", esc(outcome.message.say(one.lang)))
        for outcome in related
    ]
    yield tag("details", tag("summary", esc(title.say(one.lang))), tag("ul", *rows), class_="related")


def _br() -> Html:
    return void("br")


def _evidence(one: Card, role: str) -> list[Evidence]:
    return [each for each in one.issue.outcome.evidence if each.role == role]


def _ids(one: Card, spans: list[Span]) -> Iterator[str]:
    marks = [one.page.marks[span] for span in dict.fromkeys(spans) if span in one.page.marks]
    return (one.page.name(mark) for mark in marks)


def _at(one: Card) -> Iterator[str]:
    return _ids(one, [each.span for each in _evidence(one, "at")])


def _terms(one: Card) -> Iterator[str]:
    return _ids(one, [mark.span for mark in one.page.marks.values() if one.number in mark.term])


def _places(one: Card) -> Html:
    """Where to look; an issue of the whole report says so."""
    label = tag("span", esc(Text("位置", "where").say(one.lang)), class_="label")
    at = _evidence(one, "at")
    if not at:
        return tag("p", label, esc(Text("整份报告", "the report as a whole").say(one.lang)), class_="where")
    shown = [tag("li", _place(one, each)) for each in at[:_PLACES]]
    if rest := at[_PLACES:]:
        more = Text(f"另有 {len(rest)} 处", f"{len(rest)} more").say(one.lang)
        inner = tag("ul", *(tag("li", _place(one, each)) for each in rest))
        shown.append(tag("li", tag("details", tag("summary", esc(more)), inner)))
    return tag("div", label, tag("ul", *shown), class_="where")


def _place(one: Card, evidence: Evidence) -> Html:
    words = " ".join(evidence.span.of(one.page.text).split())
    quoted = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
    label = f"「{quoted}」" if words else Text("（空白格）", "(blank cell)").say(one.lang)
    mark = one.page.marks.get(evidence.span)
    cell = key_name(one.audit, evidence.key, one.lang) if evidence.key and mark and mark.cell else ""
    place = " · ".join(part for part in (cell, where(one.page.report, evidence.span, one.lang)) if part)
    return join([one.page.link(evidence.span, esc(label)), tag("small", esc(place))], " ")


def _repairs(one: Card) -> Html:
    if not one.issue.outcome.repairs:
        return NOTHING
    label = Text("建议核对（不会改动原文）", "suggested (the draft is not changed)").say(one.lang)
    rows = (tag("li", _repair(one, repair)) for repair in one.issue.outcome.repairs)
    return tag("div", tag("span", esc(label), class_="label"), tag("ul", *rows), class_="repairs")


def _repair(one: Card, repair: Repair) -> Html:
    words = one.page.link(repair.span, esc(repair_words(one.audit, repair, one.lang)))
    why = repair.why.say(one.lang)
    return join([words, tag("small", esc(why))], " ") if why else words


def _decide(one: Card) -> Html:
    """Three buttons and a remark. Without script they are not shown: there would be nothing to keep them."""
    label = Text("处理意见", "decision").say(one.lang)
    buttons = (
        tag("button", tag("kbd", esc(str(at))), esc(f" {text.say(one.lang)}"), type="button", data_choose=choice)
        for at, (choice, text) in enumerate(CHOICES.items(), 1)
    )
    hint = Text("备注：理由或核实情况", "remark: why, or what was found").say(one.lang)
    remark = void("input", type="text", class_="remark", placeholder=hint, aria_label=hint, maxlength=500)
    return tag("div", tag("div", *buttons, role="group", aria_label=label, class_="choices"), remark, class_="decide")

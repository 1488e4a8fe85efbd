"""The issue list as one page that needs nothing else: no network, no other file, safe to open from a mail.

The draft's own markup never enters it: every word passes through ``html_safe.esc``, and the page's policy (CSP level 3,
W3C) lets only the one style and the one script run whose hashes it names.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import gouji
from gouji.decisions import Decision, Judged, as_judged
from gouji.render.html_issue import Card, card
from gouji.render.html_ledger import fixed, ledger, legend, totals, unread
from gouji.render.html_marks import marks_of
from gouji.render.html_safe import NOTHING, Html, esc, join, tag, void
from gouji.render.html_text import Page, draft
from gouji.render.html_tools import back_button, help_box, script_words, toolbar
from gouji.render.result import Failure, Result
from gouji.render.summary import head, summary
from gouji.render.words import RANK, SEVERITY
from gouji.types import Issue, Lang, Severity, Text

Decisions = Mapping[str, Decision]


def render(results: Sequence[Result], *, lang: Lang = "zh", decisions: Decisions | None = None) -> str:
    """The page for these drafts. ``decisions`` (by fingerprint) are added to those that the audits know of.

    A file that could not be checked is told at the top.
    """
    audits = [as_judged(one) for one in results if not isinstance(one, Failure)]
    failures = [one for one in results if isinstance(one, Failure)]
    codes = {issue.code: issue.name.say(lang) for one in audits for issue in _shown(one)}
    sections = [_section(number, one, lang, decisions or {}) for number, one in enumerate(audits)]
    body = join(
        [
            tag("a", esc(Text("跳到问题清单", "skip to the issues").say(lang)), href="#issues0", class_="skip"),
            _top(audits, codes, lang),
            *(_failure(one, lang) for one in failures),
            tag("main", *sections, id="main"),
            tag("div", id="say", role="status", aria_live="polite"),
            back_button(lang),
            help_box(lang),
            _data(script_words(lang)),
        ],
        "\n",
    )
    return _shell(audits, body, lang)


def _shown(audit: Judged) -> list[Issue]:
    """Errors first; what was rejected or told before is shown, too, marked as such."""
    standing = sorted(audit.issues, key=lambda issue: RANK[issue.severity])
    return [*standing, *audit.rejected, *audit.known]


def _shell(audits: Sequence[Judged], body: Html, lang: Lang) -> str:
    style, script = _asset("report.css"), _asset("report.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = [
        void("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="format-detection", content="telephone=no"),
        void("meta", name="generator", content=f"gouji {gouji.__version__}"),
        void("link", rel="icon", href="data:,"),
        tag("title", esc(_title(audits).say(lang))),
        Html(f"<style>{style}</style>"),
    ]
    language = "en" if lang == "en" else "zh-CN"
    whole = tag("body", body, Html(f"<script>{script}</script>"))
    page = tag("html", tag("head", join(parts, "\n")), whole, lang=language)
    return f"<!DOCTYPE html>\n{page}\n"


def _title(audits: Sequence[Judged]) -> Text:
    if len(audits) != 1:
        return Text(f"核对结果 · {len(audits)} 份", f"check of {len(audits)} files")
    name = audits[0].report.document.name
    return Text(f"核对结果 · {name}", f"check of {name}")


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return files("gouji.render").joinpath("web", name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _data(words: Mapping[str, str]) -> Html:
    """The words of the script, as JSON that cannot end its element."""
    text = json.dumps(words, ensure_ascii=True).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Html(f'<script type="application/json" id="words">{text}</script>')


def _top(audits: Sequence[Judged], codes: Mapping[str, str], lang: Lang) -> Html:
    brand = tag("span", tag("b", esc("勾稽")), esc(Text(" 核对结果", " check").say(lang)), class_="brand")
    return tag("header", brand, _switch(audits, lang), toolbar(codes, lang), class_="top")


def _switch(audits: Sequence[Judged], lang: Lang) -> Html:
    """Which of several drafts is shown."""
    if len(audits) < 2:
        return NOTHING
    options = [tag("option", esc(_option(one, lang)), value=number) for number, one in enumerate(audits)]
    return tag("select", *options, id="files", class_="js", aria_label=Text("文件", "file").say(lang))


def _option(audit: Judged, lang: Lang) -> str:
    counts = [f"{SEVERITY[one].say(lang)} {number}" for one, number in _counts(audit) if number]
    organ = f"（{audit.report.outline.organ}）" if audit.report.outline.organ else ""
    return f"{audit.report.document.name}{organ} {' '.join(counts) or Text('未发现问题', 'no issue').say(lang)}"


def _counts(audit: Judged) -> Iterator[tuple[Severity, int]]:
    return totals([audit])


def _failure(one: Failure, lang: Lang) -> Html:
    return tag("p", esc(one.text.say(lang)), class_="failure", role="alert")


def _section(number: int, audit: Judged, lang: Lang, decisions: Decisions) -> Html:
    """One draft: the issues on the left, its text on the right."""
    issues = _shown(audit)
    page = Page(number, audit.report, marks_of(audit, issues, lang), lang)
    known = {issue.fingerprint for issue in audit.known}
    found = {**audit.decisions, **decisions}
    cards = [
        card(Card(page, audit, at, issue, found.get(issue.fingerprint), issue.fingerprint in known))
        for at, issue in enumerate(issues)
    ]
    said = [_about(audit, lang), unread(audit, lang), *cards, fixed(audit, lang)]
    left = _side(f"issues{number}", "issues", Text("问题清单", "issues").say(lang), said)
    text = tag("div", draft(page), class_="paper", lang="zh-CN")
    label = Text("报告正文", "the draft").say(lang)
    right = _side(f"text{number}", "text", label, [legend(audit, lang), text, ledger(page, audit)])
    document = audit.report.document
    names = {"data_name": document.name, "data_sha": document.sha256}
    return tag("section", left, right, class_="draft", id=f"draft{number}", **names)


def _side(name: str, kind: str, label: str, inner: Sequence[Html]) -> Html:
    return tag("div", *inner, class_=kind, id=name, role="region", aria_label=label, tabindex=-1)


def _about(audit: Judged, lang: Lang) -> Html:
    lines = [line.say(lang) for line, _ in head(audit)]
    chips = tag("div", *(_chip(one, count, lang) for one, count in _counts(audit)), class_="chips")
    rest = (tag("p", esc(line), class_="sub") for line in lines[1:])
    said = tag("p", esc(summary(audit).say(lang)), class_="summary")
    return tag("header", tag("h1", esc(lines[0])), *rest, chips, said, class_="about")


def _chip(severity: Severity, count: int, lang: Lang) -> Html:
    words = esc(f" {SEVERITY[severity].say(lang)}")
    return tag("span", tag("b", esc(str(count))), words, class_=f"chip {severity if count else 'zero'}")

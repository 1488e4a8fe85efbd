"""Two versions of a draft: what was fixed, what remains, what is new."""

from __future__ import annotations

from collections.abc import Iterator

import gouji
from gouji.decisions import Judged, short
from gouji.render.excerpt import where_issue
from gouji.render.json import issue_to_dict, trace_to_dict
from gouji.render.words import SEVERITY
from gouji.types import Issue, Lang, Text

_FIXED, _LOST = Text("已改正", "fixed"), Text("无法确认是否改正", "fixed or not, nobody can say")
_REMAIN, _NEW = Text("仍在", "remaining"), Text("新出现", "new")


def compared(audit: Judged, lang: Lang) -> dict[str, object]:
    """The JSON document: issues as in docs/schema.json, the fixed ones as far as the old version told them."""
    lists: dict[str, object] = {
        name: [issue_to_dict(audit, issue, lang) for issue in issues]
        for name, issues in (("new", audit.issues), ("remaining", audit.known), ("rejected", audit.rejected))
    }
    gone: dict[str, object] = {
        name: [trace_to_dict(one) for one in found] for name, found in (("fixed", audit.fixed), ("lost", audit.lost))
    }
    tool = {"name": "gouji", "version": gouji.__version__}
    return {"tool": tool, "name": audit.report.document.name, **gone, **lists}


def compared_text(audit: Judged, old: str, lang: Lang) -> str:
    """One line for each issue under its heading, and a last line that counts."""
    return "\n".join(line for line in _lines(audit, old, lang)) + "\n"


def _lines(audit: Judged, old: str, lang: Lang) -> Iterator[str]:
    yield f"{old} → {audit.report.document.name}"
    for title, gone in ((_FIXED, audit.fixed), (_LOST, audit.lost)):
        for trace in gone:
            said = trace.formula or trace.message
            yield f"{title.say(lang)}  #{short(trace.fingerprint)} {trace.code} {said}"
    for title, issues in ((_REMAIN, audit.known), (_NEW, audit.issues)):
        for issue in issues:
            yield f"{title.say(lang)}  {_issue(audit, issue, lang)}"
    yield _count(audit).say(lang)


def _issue(audit: Judged, issue: Issue, lang: Lang) -> str:
    severity, name = SEVERITY[issue.severity].say(lang), issue.name.say(lang)
    said = issue.outcome.formula or issue.outcome.message.say(lang)
    place = where_issue(audit.report, issue.outcome, lang)
    return f"{severity} #{short(issue.fingerprint)} {issue.code} {name}  {said}" + (f"  [{place}]" if place else "")


def _count(audit: Judged) -> Text:
    fixed, lost, known, new = (len(one) for one in (audit.fixed, audit.lost, audit.known, audit.issues))
    aside = len(audit.rejected)
    zh, en = f"已改正 {fixed} 个，仍在 {known} 个，新出现 {new} 个", f"{fixed} fixed, {known} remaining, {new} new"
    more_zh = (f"，无法确认 {lost} 个" if lost else "") + (f"，不采纳 {aside} 个" if aside else "")
    more_en = (f", {lost} unsure" if lost else "") + (f", {aside} rejected" if aside else "")
    return Text(f"{zh}{more_zh}。", f"{en}{more_en}.")

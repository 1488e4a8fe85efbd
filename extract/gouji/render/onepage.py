"""One page for a superior: who, which year, how many issues, each error in a line, what was not read, who checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import gouji
from gouji.decisions import CHOICES, Judged, as_judged
from gouji.render.excerpt import where_issue
from gouji.render.summary import ledger, summary
from gouji.render.words import SEVERITY
from gouji.types import Audit, Issue, Lang, Severity, Text

_MOST = 14  # lines of a list that fit on the page with all else; the rest are counted
_SAID = 90  # characters of a line


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The page's words, in the order in which they are printed; ``counts`` are (what, how many)."""

    lang: Lang
    title: str
    about: str
    conclusion: str
    counts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    signed: str


def page_of(audit: Audit, when: date, lang: Lang) -> Page:
    """The page on one draft as it stands on the day ``when``."""
    report, told = audit.report, as_judged(audit)
    organ = report.outline.organ or Text("机关未读出", "organ not read").say(lang)
    year = report.outline.year
    dated = Text(f"{year}年度", f"{year}") if year else Text("年度未读出", "year not read")
    title = Text("政府信息公开工作年度报告数字核对摘要", "Check of a 政府信息公开工作年度报告: summary")
    version = f"gouji {gouji.__version__}"
    signed = Text(
        f"核对工具：勾稽 {version}　核对日期：{when.isoformat()}　审核人：＿＿＿＿＿＿",
        f"Checked with {version} on {when.isoformat()}. Reviewed by: ____________",
    )
    return Page(
        lang,
        title.say(lang),
        f"{organ} · {dated.say(lang)} · {report.document.name}",
        summary(audit).say(lang),
        tuple(_counts(told, lang)),
        tuple(section for section in _sections(told, lang) if section.lines),
        signed.say(lang),
    )


def _counts(audit: Judged, lang: Lang) -> Iterator[tuple[str, str]]:
    found = Counter(issue.severity for issue in audit.issues)
    for severity, word in SEVERITY.items():
        yield word.say(lang), str(found[severity])
    if audit.decisions:
        yield CHOICES["rejected"].say(lang), str(len(audit.rejected))
    if audit.decisions or audit.fixed:
        yield Text("已改正", "fixed").say(lang), str(len(audit.fixed))
    yield Text("未读", "unread").say(lang), str(len(audit.unread))


def _sections(audit: Judged, lang: Lang) -> Iterator[Section]:
    severity: Severity
    for severity, title in (("error", Text("错误", "Errors")), ("warning", Text("警告", "Warnings"))):
        lines = [_line(audit, one, lang) for one in audit.issues if one.severity == severity]
        yield _section(title, lines, _MOST if severity == "error" else 5, lang)
    unread = [f"{what.say(lang)}{Text('：', ': ').say(lang)}{why.say(lang)}" for what, why in audit.unread]
    yield _section(Text("没有读出、未作核对的内容", "Not read and not checked"), unread, 5, lang)
    yield Section(Text("核对范围", "What could be compared").say(lang), (ledger(audit).say(lang),))


def _section(title: Text, lines: Sequence[str], most: int, lang: Lang) -> Section:
    rest = len(lines) - most
    more = [Text(f"……另有 {rest} 项，见问题清单", f"… and {rest} more: see the list").say(lang)] if rest > 0 else []
    return Section(title.say(lang), (*(_clipped(line) for line in lines[:most]), *more))


def _line(audit: Judged, issue: Issue, lang: Lang) -> str:
    """``N101 分项之和与总数「1355条」不符：701 + 618 + 16 = 1335 ≠ 1355（第 2 页 · 一、总体情况；采纳）``."""
    decision = audit.decisions.get(issue.fingerprint)
    asides = [where_issue(audit.report, issue.outcome, lang), CHOICES[decision.choice].say(lang) if decision else ""]
    aside = Text("；", "; ").say(lang).join(part for part in asides if part)
    said = f"{issue.code} {_clipped(issue.outcome.message.say(lang) or issue.name.say(lang), _SAID)}"
    if issue.outcome.formula:
        said += Text("：", ": ").say(lang) + _clipped(issue.outcome.formula, _SAID // 2)
    return said + (Text(f"（{aside}）", f" ({aside})").say(lang) if aside else "")


def _clipped(line: str, most: int = 2 * _SAID) -> str:
    flat = " ".join(line.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"

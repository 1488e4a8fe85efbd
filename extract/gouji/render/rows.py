"""Issues, figures, cells and what was not read as rows of plain text: what CSV, XLSX and Markdown share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.decisions import CHOICES, Decision, as_judged, short
from gouji.decisions.imports import DECISION, FILE, NUMBER, REMARK
from gouji.render.excerpt import excerpts, where, where_issue
from gouji.render.json import plain
from gouji.render.names import cell_name
from gouji.render.remarks import repair_words
from gouji.render.words import LEDGER, SEVERITY, no_figure
from gouji.types import Audit, Figure, Issue, Lang, Severity, Text

ISSUE_TITLES = (
    NUMBER,
    FILE,
    Text("级别", "severity"),
    Text("代码", "code"),
    Text("名称", "name"),
    Text("问题", "problem"),
    Text("位置", "where"),
    Text("原文", "words"),
    Text("算式", "sum"),
    Text("建议核对", "to look at"),
    DECISION,
    REMARK,
)
FIGURE_TITLES = (
    FILE,
    Text("位置", "where"),
    Text("文字", "text"),
    Text("数值", "value"),
    Text("单位", "unit"),
    Text("键", "key"),
    Text("结果", "outcome"),
    Text("原因", "why"),
    Text("句子", "sentence"),
)
CELL_TITLES = (FILE, Text("名称", "name"), Text("键", "key"), Text("文字", "text"), Text("数值", "value"))
UNREAD_TITLES = (FILE, Text("内容", "what"), Text("原因", "why"))


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue in the words of its reader; ``cells`` go with ``ISSUE_TITLES``."""

    severity: Severity
    issue: Issue
    cells: tuple[str, ...]


def issue_rows(audit: Audit, lang: Lang, issues: Sequence[Issue] | None = None) -> Iterator[IssueRow]:
    """The issues that stand, or those given, in their order."""
    decisions = as_judged(audit).decisions
    for issue in audit.issues if issues is None else issues:
        yield IssueRow(issue.severity, issue, _cells_of(audit, issue, decisions.get(issue.fingerprint), lang))


def _cells_of(audit: Audit, issue: Issue, decision: Decision | None, lang: Lang) -> tuple[str, ...]:
    outcome = issue.outcome
    repairs = Text("；", "; ").say(lang).join(dict.fromkeys(repair_words(audit, r, lang) for r in outcome.repairs))
    return (
        short(issue.fingerprint),
        audit.report.document.name,
        SEVERITY[issue.severity].say(lang),
        issue.code,
        issue.name.say(lang),
        outcome.message.say(lang),
        where_issue(audit.report, outcome, lang),
        words_of(audit, issue, lang),
        outcome.formula or "",
        repairs,
        CHOICES[decision.choice].say(lang) if decision else "",
        decision.remark if decision else "",
    )


def words_of(audit: Audit, issue: Issue, lang: Lang) -> str:
    """The sentences and table rows the issue speaks of, one a line."""
    return "\n".join(dict.fromkeys(one.text for one in excerpts(audit.report, issue.outcome, lang)))


def figure_rows(audit: Audit, lang: Lang) -> Iterator[tuple[str, ...]]:
    """Every figure and every numeral of the prose, in reading order; they go with ``FIGURE_TITLES``."""
    report, text, name = audit.report, audit.report.document.text, audit.report.document.name
    found: list[tuple[int, tuple[str, ...]]] = []
    for fact, verdict, why in zip(report.mentions, audit.verdicts, audit.whys, strict=True):
        span = fact.figure.span if fact.figure else fact.span
        value, unit = (shown(fact.figure), fact.figure.unit) if fact.figure else ("", "")
        ended = LEDGER.get(verdict, Text(verdict, verdict)).say(lang)
        said = (value, unit, fact.key, ended, why.say(lang), _sentence(audit, span.start))
        found.append((span.start, (name, where(report, span, lang), _flat(span.of(text)), *said)))
    for one in report.numerals:
        none = ("", "", "", LEDGER["not_a_figure"].say(lang), no_figure(one.why).say(lang))
        place = (name, where(report, one.span, lang), _flat(one.span.of(text)))
        found.append((one.span.start, (*place, *none, _sentence(audit, one.span.start))))
    return (row for _, row in sorted(found, key=lambda pair: pair[0]))


def shown(figure: Figure) -> str:
    """``1355``; an interval ``5500~5599``, open above ``300~``; a hedged one has ``≈`` before it."""
    low = plain(figure.low)
    range_ = f"{low}~" if figure.high is None else low if figure.low == figure.high else f"{low}~{plain(figure.high)}"
    return f"{'≈' if figure.hedged else ''}{range_}"


def _sentence(audit: Audit, start: int) -> str:
    text = audit.report.document.text
    return next(
        (_flat(s.span.of(text)) for s in audit.report.outline.sentences if s.span.start <= start < s.span.stop), ""
    )


def _flat(words: str) -> str:
    return "".join(words.split())


def cell_rows(audit: Audit, lang: Lang) -> Iterator[tuple[str, ...]]:
    """Every cell of the statutory tables; they go with ``CELL_TITLES``."""
    text, name = audit.report.document.text, audit.report.document.name
    for fact in audit.report.tables.cells:
        value = plain(fact.figure.low) if fact.figure else ""
        yield name, cell_name(audit, fact.key, lang), fact.key, fact.span.of(text).strip(), value


def unread_rows(audit: Audit, lang: Lang) -> Iterator[tuple[str, ...]]:
    """What was not read, and why; they go with ``UNREAD_TITLES``."""
    for what, why in audit.unread:
        yield audit.report.document.name, what.say(lang), why.say(lang)

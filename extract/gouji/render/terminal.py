"""An audit for the reader of a terminal: what is wrong, where it stands, what would heal it, and what was not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Line

from gouji.decisions import as_judged, short
from gouji.render.excerpt import NONE, Excerpt, excerpts, left_out
from gouji.render.lines import fold
from gouji.render.names import cell_name
from gouji.render.result import Failure, Result
from gouji.render.summary import head, ledger, set_aside, summary, total
from gouji.render.words import RANK, SEVERITY
from gouji.types import Audit, Issue, Lang, Outcome, Repair, Severity, Text

_COLOUR: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_SIGNED = {"^": "bold red underline", "~": "underline"}
_FULL = 3  # up to this many files every issue is shown with its sentence; beyond it, one line each


def print_run(results: Sequence[Result], console: Console, lang: Lang) -> None:
    """All files of a run, and for several a line that sums them up."""
    audits = [result for result in results if not isinstance(result, Failure)]  # failures are told on stderr
    for number, audit in enumerate(audits):
        if number:
            console.print()
        print_audit(audit, console, lang, brief=len(results) > _FULL)
    if len(results) > 1:
        _print(console, [[Line()]] if audits else [])
        _print(console, [_folded(total(results).say(lang), console.width, style="bold")])


def print_audit(audit: Audit, console: Console, lang: Lang, *, brief: bool) -> None:
    issues = sorted(audit.issues, key=lambda issue: RANK[issue.severity])
    _print(console, [_folded(line.say(lang), console.width, style=style) for line, style in head(audit)])
    for issue in issues:
        form = _brief if brief else _full
        _print(console, form(audit, issue, console, lang))
    _print(console, _tail(audit, console.width, lang))


def _print(console: Console, blocks: Iterable[Sequence[Line]]) -> None:
    for block in blocks:
        for line in block:
            console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _full(audit: Audit, issue: Issue, console: Console, lang: Lang) -> list[list[Line]]:
    report, outcome, width = audit.report, issue.outcome, console.width
    blocks = [[Line()], _title(issue, width, lang), _folded(outcome.message.say(lang), width, "  ")]
    carets = not console.is_terminal or console.no_color
    before = ""
    for excerpt in excerpts(report, outcome, lang):
        blocks.append(_folded(excerpt.where, width, "  ", style="dim") if excerpt.where not in ("", before) else [])
        blocks.append(_excerpt(excerpt, width, carets=carets))
        before = excerpt.where
    if left := left_out(report, outcome):
        blocks.append([Line(Text(f"  ……另有 {left} 处", f"  … and {left} more").say(lang))])
    if outcome.formula:
        blocks.append(_folded(outcome.formula, width, "  ", Text("算式：", "sum: ").say(lang)))
    blocks += [_repair(audit, repair, width, lang) for repair in outcome.repairs]
    return blocks + [_related(one, width, lang) for one in issue.related]


def _brief(audit: Audit, issue: Issue, console: Console, lang: Lang) -> list[list[Line]]:
    at = next((one.span for one in issue.outcome.evidence if one.role == "at"), None)
    place = next(iter(excerpts(audit.report, issue.outcome, lang)), None) if at else None
    said = issue.outcome.formula or issue.outcome.message.say(lang)
    return [_title(issue, console.width, lang, f"{said}" + (f"  [{place.where}]" if place and place.where else ""))]


def _title(issue: Issue, width: int, lang: Lang, more: str = "") -> list[Line]:
    """``错误 T101 表三收支不平`` with the severity in colour."""
    word = SEVERITY[issue.severity].say(lang)
    name = f"{issue.code} {issue.name.say(lang)} #{short(issue.fingerprint)}"
    lead, colour = f"{word} ", _COLOUR[issue.severity]
    return (
        _folded(f"{name}  {more}", width, "", lead, colour) if more else _folded(name, width, "", lead, colour, "bold")
    )


def _excerpt(excerpt: Excerpt, width: int, *, carets: bool) -> list[Line]:
    """Its words folded, marked by style or by carets below."""
    lines = []
    for span in fold(excerpt.text, max(width - 4, 20)):
        line, below = Line.assemble(("  │ ", "dim")), ""
        for words, sign in excerpt.runs(span):
            line.append(words, style=_SIGNED.get(sign, ""))
            below += sign * cell_len(words)
        lines.append(line)
        if carets and below.strip(NONE):
            lines.append(Line(f"  │ {below.rstrip()}"))
    return lines


def _repair(audit: Audit, repair: Repair, width: int, lang: Lang) -> list[Line]:
    """``建议：办理结果总计 · 总计 0 → 1（…）``: the cell's name, or the figure as printed where that says more."""
    blank, words = Text("（空）", "(blank)").say(lang), repair.span.of(audit.report.document.text).strip()
    name = cell_name(audit, repair.key, lang) or (f"「{words}」" if words != repair.was else "")
    said = f"{name} {repair.was.strip() or blank} → {repair.becomes or blank}".lstrip()
    why = repair.why.say(lang)
    text = f"{said}（{why}）" if why and lang == "zh" else f"{said} ({why})" if why else said
    return _folded(text, width, "  ", Text("建议：", "repair: ").say(lang))


def _related(outcome: Outcome, width: int, lang: Lang) -> list[Line]:
    said = [part for part in (outcome.message.say(lang), outcome.formula) if part]
    return _folded("  ".join(said), width, "  ", Text("同源：", "same cause: ").say(lang))


def _tail(audit: Audit, width: int, lang: Lang) -> Iterator[list[Line]]:
    unread = [(what.say(lang), why.say(lang)) for what, why in audit.unread]
    yield [Line()]
    for what, why in unread:
        colon = Text("：", ": ").say(lang)
        yield _folded(f"{what}{colon}{why}" if why else what, width, "", Text("未读 ", "unread ").say(lang), "yellow")
    for line in set_aside(as_judged(audit)):
        yield _folded(line.say(lang), width, style="dim")
    yield _folded(ledger(audit).say(lang), width, style="dim")
    yield _folded(summary(audit).say(lang), width, style="bold")


def _folded(
    text: str, width: int, indent: str = "", lead: str = "", lead_style: str = "", style: str = ""
) -> list[Line]:
    """``text`` folded under a hanging indent as wide as ``indent`` and ``lead``."""
    hang = cell_len(indent + lead)
    lines = [Line.assemble(" " * hang, (span.of(text), style)) for span in fold(text, max(width - hang, 20))]
    lines[0] = Line.assemble(indent, (lead, lead_style), lines[0][hang:])
    return lines

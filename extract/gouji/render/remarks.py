"""What is written where an issue points: the same words in a Word comment, a PDF note, a page and a footnote."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from gouji.render.names import cell_name
from gouji.render.where import grid_at, row_of
from gouji.render.words import RANK, SEVERITY
from gouji.types import Audit, Document, Issue, Lang, Repair, Severity, Span, Text

AUTHOR = "勾稽 gouji"
INITIALS = "勾"
_REPAIRS = 3
_BLANK = Text("（指本行的空白格）", "(the blank cell of this row)")
_WHOLE = Text("（指整份报告）", "(the report as a whole)")


@dataclass(frozen=True, slots=True)
class Remark:
    """One note of one issue at one place.

    ``number`` counts all notes from 1; ``anchor`` is never blank: the words the note hangs on. ``title`` is one line
    (severity, code, name), ``lines`` the rest; ``mark`` names the note for good: the issue's fingerprint, and from its
    second place on ``/2``, ``/3``.
    """

    number: int
    anchor: Span
    severity: Severity
    title: str
    lines: tuple[str, ...]
    mark: str

    @property
    def text(self) -> str:
        return "\n".join((self.title, *self.lines))


def remarks_of(audit: Audit, lang: Lang, level: str = "warning", skip: Set[str] = frozenset()) -> tuple[Remark, ...]:
    """The notes on all issues at or above ``level``, in the issues' order, without the fingerprints of ``skip``."""
    issues = [one for one in audit.issues if RANK[one.severity] <= RANK[level] and one.fingerprint not in skip]
    told = [note for issue in issues for note in _notes(audit, issue, lang)]
    return tuple(Remark(number, *note) for number, note in enumerate(told, 1))


_Note = tuple[Span, Severity, str, tuple[str, ...], str]


def _notes(audit: Audit, issue: Issue, lang: Lang) -> Iterator[_Note]:
    title = f"{SEVERITY[issue.severity].say(lang)} {issue.code} {issue.name.say(lang)}"
    said = tuple(_said(audit, issue, lang))
    spans = list(dict.fromkeys(one.span for one in issue.outcome.evidence if one.role == "at"))
    places = [_anchored(audit, span) for span in spans] or [(_first_line(audit), _WHOLE)]
    for index, (anchor, hint) in enumerate(places, 1):
        count = Text(f"（本问题共{len(places)}处，此为第{index}处）", f"(place {index} of {len(places)} of this issue)")
        asides = [one.say(lang) for one in (hint, count if len(places) > 1 else None) if one]
        mark = issue.fingerprint + (f"/{index}" if index > 1 else "")
        yield anchor, issue.severity, title, (*said, *asides), mark


def _said(audit: Audit, issue: Issue, lang: Lang) -> Iterator[str]:
    outcome = issue.outcome
    message = outcome.message.say(lang)
    if message:
        yield message
    if outcome.formula and outcome.formula not in message:
        yield Text("算式：", "sum: ").say(lang) + outcome.formula
    if outcome.repairs and not issue.related:  # the message of several failed sums says what would heal them
        shown = [repair_words(audit, repair, lang) for repair in outcome.repairs[:_REPAIRS]]
        yield Text("建议核对：", "to look at: ").say(lang) + Text("；", "; ").say(lang).join(dict.fromkeys(shown))


def repair_words(audit: Audit, repair: Repair, lang: Lang) -> str:
    """``「办理结果总计 · 总计」0 → 1``: the cell's name or the words as printed, and the change."""
    blank, printed = Text("（空）", "(blank)").say(lang), repair.span.of(audit.report.document.text).strip()
    name = cell_name(audit, repair.key, lang) if grid_at(audit.report.document, repair.span) else ""
    where = f"「{name or printed}」" if name or printed not in ("", repair.was) else ""
    return f"{where}{repair.was.strip() or blank} → {repair.becomes or blank}"


def _anchored(audit: Audit, span: Span) -> tuple[Span, Text | None]:
    """The words to hang the note on, and what must be said if they are not those meant."""
    document = audit.report.document
    if found := _inked(document, span):
        return found, None
    grid = grid_at(document, span)
    cells = [cell.span for cell in row_of(grid, span)] if grid else []
    before = [one for cell in reversed(cells) if cell.start <= span.start and (one := _inked(document, cell))]
    after = [one for cell in cells if cell.start > span.start and (one := _inked(document, cell))]
    nearest = [*before, *after]
    return (nearest[0], _BLANK) if nearest else (_first_line(audit), _WHOLE)


def _inked(document: Document, span: Span) -> Span | None:
    """``span`` without white space at its ends; None if nothing is left."""
    words = span.of(document.text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def _first_line(audit: Audit) -> Span:
    """The title, or the first line with a character in it: where a note on the whole report goes."""
    document = audit.report.document
    title = audit.report.outline.title
    if title and (found := _inked(document, title)):
        return found
    text = document.text
    start = len(text) - len(text.lstrip())
    stop = text.find("\n", start)
    line = _inked(document, Span(start, stop if stop >= 0 else len(text)))
    assert line is not None  # a reader refuses a file without text
    return line

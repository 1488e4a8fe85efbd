"""The words an issue speaks of: the sentence or table row as printed, each character marked or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.render.where import grid_at, heading_before, line_at, pages, row_of, sentence_at
from gouji.types import Evidence, Lang, Outcome, Report, Span

AT, TERM, NONE = "^", "~", " "
_AROUND = 70  # characters kept on either side of the marks of a long sentence
_MOST = 3  # rows of a sum beyond these are a table, not an excerpt: the formula shows their numbers
_SHOWN = 5  # places of one issue; more are counted


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of the report on one line, and one sign for each of its characters: ``^`` at, ``~`` term, or a space."""

    where: str
    text: str
    signs: str

    def runs(self, line: Span) -> Iterator[tuple[str, str]]:
        """(characters, sign) of ``line``, cut where the sign changes."""
        start = line.start
        for at in range(line.start + 1, line.stop + 1):
            if at == line.stop or self.signs[at] != self.signs[start]:
                yield self.text[start:at], self.signs[start]
                start = at


def excerpts(report: Report, outcome: Outcome, lang: Lang) -> tuple[Excerpt, ...]:
    """Sentences and rows that hold the places to look at; then those of the other terms, if they are few."""
    at = _contexts(report, [one for one in outcome.evidence if one.role == "at"])
    term = _contexts(report, [one for one in outcome.evidence if one.role == "term"])
    others = [context for context in term if context not in at]
    chosen = at[:_SHOWN] + (others if len(at) + len(others) <= _MOST else [])
    return tuple(_excerpt(report, context, outcome.evidence, lang) for context in chosen)


def left_out(report: Report, outcome: Outcome) -> int:
    """How many places to look at ``excerpts`` does not show."""
    return max(len(_contexts(report, [one for one in outcome.evidence if one.role == "at"])) - _SHOWN, 0)


def where(report: Report, span: Span, lang: Lang) -> str:
    """``第 3 页 · 一、总体情况 · （一）主动公开``; a plain text has its line instead of the page."""
    text = report.document.text
    found = [heading.span.of(text).strip() for heading in heading_before(report, span)]
    if sheets := pages(report.document, span):
        page = "-".join(str(sheet) for sheet in sheets)
        found.insert(0, f"page {page}" if lang == "en" else f"第 {page} 页")
    elif report.document.format == "txt":
        line = line_at(text, span.start)[1]
        found.insert(0, f"line {line}" if lang == "en" else f"第 {line} 行")
    return " · ".join(found)


def where_issue(report: Report, outcome: Outcome, lang: Lang) -> str:
    """Where the first place to look at stands; empty for an outcome on the report as a whole."""
    return next((where(report, one.span, lang) for one in outcome.evidence if one.role == "at"), "")


def _contexts(report: Report, evidence: Sequence[Evidence]) -> list[tuple[Span, ...]]:
    found = [_context(report, one.span) for one in evidence]
    return list(dict.fromkeys(found))


def _context(report: Report, span: Span) -> tuple[Span, ...]:
    """The sentence of ``span``, the cells of its table row, or its line."""
    if grid := grid_at(report.document, span):
        return tuple(cell.span for cell in row_of(grid, span)) or (span,)
    if sentence := sentence_at(report, span):
        return (sentence.span,)
    return (line_at(report.document.text, span.start)[0],)


def _excerpt(report: Report, context: tuple[Span, ...], evidence: Sequence[Evidence], lang: Lang) -> Excerpt:
    signed = _signed(report.document.text, context, evidence)
    text, signs = "".join(char for char, _ in signed), "".join(sign for _, sign in signed)
    first = next(
        (one.span for one in evidence if any(part.start <= one.span.start <= part.stop for part in context)), None
    )
    return _clipped(Excerpt(where(report, first or context[0], lang), text, signs))


def _signed(text: str, context: tuple[Span, ...], evidence: Sequence[Evidence]) -> list[tuple[str, str]]:
    """The characters of the context without line ends, each with its sign; a blank cell shows as （空）."""
    found: list[tuple[str, str]] = []
    for part in context:
        if not found and not part.of(text).strip() and _sign_of(part, evidence) == NONE:
            continue  # a label block that was printed before this row
        found += [(" ", NONE), ("│", NONE), (" ", NONE)] if found else []
        if len(context) > 1 and not part.of(text).strip():
            found += [(char, _sign_of(part, evidence)) for char in "（空）"]
        else:
            found += [(text[at], _sign(at, evidence)) for at in _seen(text, part)]
    return found


def _seen(text: str, part: Span) -> Iterator[int]:
    """Positions of ``part`` without the padding around it and without line ends and tabs."""
    inner = part.of(text)
    start, stop = part.start + len(inner) - len(inner.lstrip()), part.start + len(inner.rstrip())
    return (at for at in range(start, stop) if text[at] not in "\r\n\t\f\v")


def _sign(at: int, evidence: Sequence[Evidence]) -> str:
    roles = {one.role for one in evidence if one.span.start <= at < one.span.stop}
    return AT if "at" in roles else TERM if roles else NONE


def _sign_of(part: Span, evidence: Sequence[Evidence]) -> str:
    roles = {one.role for one in evidence if one.span == part or (len(part) and part.covers(one.span))}
    return AT if "at" in roles else TERM if roles else NONE


def _clipped(whole: Excerpt) -> Excerpt:
    marked = [at for at, sign in enumerate(whole.signs) if sign != NONE]
    if not marked:
        return whole if len(whole.text) <= 2 * _AROUND else _part(whole, 0, 2 * _AROUND)
    return _part(whole, max(marked[0] - _AROUND, 0), min(marked[-1] + 1 + _AROUND, len(whole.text)))


def _part(whole: Excerpt, start: int, stop: int) -> Excerpt:
    head, tail = "…" if start else "", "…" if stop < len(whole.text) else ""
    signs = NONE * len(head) + whole.signs[start:stop] + NONE * len(tail)
    return Excerpt(whole.where, head + whole.text[start:stop] + tail, signs)

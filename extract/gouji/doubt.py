"""Is a list of parts read surely enough to call its sum wrong? A careful reader looks twice before saying so.

Doubt never makes a sum right: a list that is in doubt is told as not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checking import Case
from gouji.clean import plain
from gouji.equations import total, value
from gouji.types import Fact, Outcome, Parts, Span, Text

_SIDE = re.compile(r"prose\.(?:growth|share|rate|visits)")
_JOINED = re.compile(r"^[^，。；：（）]{0,2}[、和及与][^，。；：（）\d]{0,14}$")


def _descendants(case: Case, index: int) -> set[int]:
    found: set[int] = set()
    for parts in case.report.parts:
        if parts.whole == index:
            for part in parts.parts:
                found |= {part} | _descendants(case, part)
    return found


def _paragraph(case: Case, span: Span) -> int | None:
    return next((s.paragraph for s in case.report.outline.sentences if s.span.covers(span)), None)


def _near(case: Case, parts: Parts) -> Iterator[tuple[int, Fact]]:
    """Other exact figures of the whole's unit in its paragraph."""
    mentions = case.report.mentions
    whole = mentions[parts.whole]
    where = _paragraph(case, whole.span)
    for index, fact in enumerate(mentions):
        if index == parts.whole or index in parts.parts or fact.figure is None or whole.figure is None:
            continue
        if fact.figure.unit == whole.figure.unit and not _SIDE.match(fact.key) and not fact.figure.hedged:
            if _paragraph(case, fact.span) == where:
                yield index, fact


def _skips(case: Case, parts: Parts) -> bool:
    """Is a figure of the same unit passed over inside the list, or joined to its end?"""
    mentions = case.report.mentions
    inner = set().union(*(_descendants(case, part) for part in parts.parts))
    first = min(mentions[i].span.start for i in parts.parts)
    last = max(mentions[i].span.stop for i in parts.parts)
    text = case.report.document.text
    for index, fact in _near(case, parts):
        if index in inner:
            continue
        if first < fact.span.start < last:
            return True
        if fact.span.start >= last and _JOINED.match(plain(text[last : fact.span.start])):
            return True
    return False


def _fits_another(case: Case, parts: Parts, members: Sequence[Fact]) -> bool:
    """Do the parts make up another figure near by, or the whole with what was carried in or on?"""
    mentions = case.report.mentions
    whole, made = value(mentions[parts.whole])[0], total(members)
    for _, fact in _near(case, parts):
        other = value(fact)[0]
        if other == made:
            return True
        carried = fact.key in {"requests.carried_in.total", "requests.carried_out.total"}
        if carried and abs(made - whole) == other and other != Decimal(0):
            return True
    return False


def doubt(case: Case, parts: Parts) -> Text | None:
    """Why the sum of these parts must not be called wrong, None if nothing speaks against it."""
    members = [case.report.mentions[i] for i in parts.parts]
    name = case.text(case.report.mentions[parts.whole]).replace("\n", "")
    if _skips(case, parts):
        return Text(f"未核对：「{name}」的分项列举没有读全", f"not compared: the parts of “{name}” were not all read")
    if _fits_another(case, parts, members):
        return Text(
            f"未核对：这些分项之和另有相符的数，未必是「{name}」的分项",
            f"not compared: these parts make up another figure, they may not be those of “{name}”",
        )
    return None


def surely(case: Case, parts: Parts, outcome: Outcome) -> Outcome:
    """The outcome of a sum of parts, told as not compared if it fails on a list that is in doubt."""
    why = doubt(case, parts) if outcome.verdict == "differs" else None
    return Outcome("unread", outcome.evidence, why, equation=outcome.equation) if why else outcome

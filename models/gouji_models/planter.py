"""The planter: puts ONE fault of a named kind into a consistent report and says what should be found.

``plant(subject, kind, seed)`` is deterministic. A kind that finds no place in a report plants nothing (None): a fault
is planted only where the gold marks prove that a relation breaks, so that every planted fault can be found.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .editing import Edit, apply, place
from .markup import Narrative
from .reports import Report


@dataclass(frozen=True, slots=True)
class Subject:
    """What a fault is put into: a narrative alone, or that of a whole report with its tables."""

    narrative: Narrative
    report: Report | None = None

    @property
    def cells(self) -> Mapping[str, str]:
        return self.report.cells if self.report else {}

    @property
    def name(self) -> str:
        return self.report.slug if self.report else self.narrative.name


@dataclass(frozen=True, slots=True)
class Fault:
    """A possible fault: edits of the text and changed cells; it can be seen at ``figures`` (indexes) and ``keys``."""

    edits: tuple[Edit, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    figures: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planted:
    """A report with one fault; an issue finds it that points at one of ``figures`` or at one of the cells ``keys``."""

    kind: str
    subject: Subject
    figures: tuple[int, ...]
    keys: tuple[str, ...]


Finder = Callable[[Subject, random.Random], Iterator[Fault]]


def kinds() -> Mapping[str, Finder]:
    """All kinds of faults: those of the prose first, then those of the tables."""
    from . import faults_prose, faults_tables

    return {**faults_prose.KINDS, **faults_tables.KINDS}


def plant(subject: Subject, kind: str, seed: int = 0) -> Planted | None:
    """Put one fault of ``kind`` into ``subject``; None if it offers no place. Raises KeyError for a strange kind."""
    dice = random.Random(f"{kind}/{subject.name}/{seed}")
    places = list(kinds()[kind](subject, dice))
    return planted(subject, kind, dice.choice(places)) if places else None


def planted(subject: Subject, kind: str, fault: Fault) -> Planted:
    """The subject with the fault put in."""
    changed = edited(subject, fault.edits)
    if fault.cells and changed.report:
        report = replace(changed.report, cells={**changed.report.cells, **dict(fault.cells)})
        changed = Subject(changed.narrative, report)
    return Planted(kind, changed, fault.figures, fault.keys)


def edited(subject: Subject, edits: Sequence[Edit]) -> Subject:
    """The same report with an edited narrative."""
    narrative = apply(subject.narrative, edits)
    if subject.report is None:
        return Subject(narrative)
    paragraphs = tuple(_paragraphs(subject.report, narrative, sorted(set(edits), key=lambda e: (e.start, e.stop))))
    return Subject(narrative, replace(subject.report, narrative=narrative, paragraphs=paragraphs))


def _paragraphs(report: Report, narrative: Narrative, edits: Sequence[Edit]) -> Iterator[str]:
    """The new text cut where the old one was: a line end that an edit puts into a paragraph stays inside it."""
    end = start = 0
    for paragraph in report.paragraphs:
        end += len(paragraph)
        stop = place(end, edits, False)
        yield narrative.text[start:stop]
        start, end = stop + 1, end + 1

"""The nouns of gouji: frozen records that every stage speaks in. This file imports only where words stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from gouji.places import Box, DocxRun, HtmlText, PdfLine, Piece, Place, Span, TextRange, setters
from gouji.speech import GoujiError, Lang, Text

__all__ = [
    "Audit", "Box", "Cell", "Deviation", "Document", "DocxRun", "Equation", "Evidence", "Fact", "Figure", "GoujiError",
    "Grid", "Heading", "HtmlText", "Issue", "Lang", "Note", "NoteKind", "Numeral", "Outcome", "Outline", "Parts",
    "PdfLine", "Piece", "Place", "Repair", "Report", "Sentence", "Severity", "Span", "Tables", "Text", "TextRange",
    "Told", "Verdict",
]  # fmt: skip

Severity = Literal["error", "warning", "info"]
Verdict = Literal["agrees", "differs", "unread"]
Told = Literal["table", "prose"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid; ``row`` and ``column`` count from 0 and name its upper left corner."""

    row: int
    column: int
    rowspan: int
    colspan: int
    span: Span

    def __init__(self, row: int, column: int, rowspan: int, colspan: int, span: Span) -> None:
        set_row, set_column, set_rowspan, set_colspan, set_span = _CELL
        set_row(self, row)
        set_column(self, column)
        set_rowspan(self, rowspan)
        set_colspan(self, colspan)
        set_span(self, span)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it was printed. ``span`` holds the text of all its cells, written cell by cell."""

    span: Span
    cells: tuple[Cell, ...]
    pages: tuple[int, ...] = ()


NoteKind = Literal["tracked_changes", "image_page", "unread_part", "table_doubt", "hidden_text", "repaired_encoding"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader noticed about the file itself, to be told to the user as it stands."""

    kind: NoteKind
    text: Text
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its text, where each character of it stands, and its tables."""

    name: str
    sha256: str
    format: Literal["pdf", "html", "docx", "txt"]
    text: str
    pieces: tuple[Piece, ...]
    grids: tuple[Grid, ...] = ()
    notes: tuple[Note, ...] = ()
    _starts: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(piece.span.start for piece in self.pieces))
        self._prove_pieces()
        self._prove_grids()

    def _prove_pieces(self) -> None:
        at = 0
        for piece in self.pieces:
            if piece.span.start < at or piece.span.stop > len(self.text):
                raise ValueError(f"pieces overlap, are out of order or leave the text at {piece.span}")
            if self.text[at : piece.span.start].strip():
                raise ValueError(f"characters without a place before {piece.span}")
            at = piece.span.stop
        if self.text[at:].strip():
            raise ValueError(f"characters without a place after {at}")

    def _prove_grids(self) -> None:
        at = 0
        for grid in self.grids:
            if grid.span.start < at or grid.span.stop > len(self.text):
                raise ValueError(f"grids overlap, are out of order or leave the text at {grid.span}")
            if not all(grid.span.covers(cell.span) for cell in grid.cells):
                raise ValueError(f"a cell lies outside its grid {grid.span}")
            at = grid.span.stop

    def places(self, span: Span) -> tuple[Place, ...]:
        """The exact glyphs, text nodes or runs of ``span``, in reading order; white space between pieces has none."""
        found: list[Place] = []
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        for piece in self.pieces[first:]:
            if piece.span.start >= span.stop:
                break
            if piece.span.meets(span):
                start = max(span.start, piece.span.start) - piece.span.start
                stop = min(span.stop, piece.span.stop) - piece.span.start
                found.append(piece.place.clip(start, stop))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the prose: its span, its section (1-6, 0 before the first heading) and its paragraph's number."""

    span: Span
    section: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``section`` 1-6 (0: the title and what is no section), ``level`` 0 title, 1 一、, 2 （一）, 3 1."""

    span: Span
    section: int
    level: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The prose of a document, without its tables: headings and sentences in reading order."""

    headings: tuple[Heading, ...]
    sentences: tuple[Sentence, ...]
    title: Span | None
    organ: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its measure word: the closed interval ``low``..``high`` (``high`` None: open above), exact.

    Without a hedge ``low == high`` is what is printed, 万 and 亿 multiplied out; rounding is the checks' affair.
    """

    span: Span
    low: Decimal
    high: Decimal | None
    unit: str
    hedged: bool = False

    def __init__(self, span: Span, low: Decimal, high: Decimal | None, unit: str, hedged: bool = False) -> None:
        set_span, set_low, set_high, set_unit, set_hedged = _FIGURE
        set_span(self, span)
        set_low(self, low)
        set_high(self, high)
        set_unit(self, unit)
        set_hedged(self, hedged)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral that is no figure, and why (an entry of the ledger)."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement of the report: ``key`` (of the family's vocabulary) has the value ``figure``.

    A table cell that is blank or unreadable has ``figure`` None; ``span`` is then the cell (which may be empty).
    ``by`` names the rule, model or table that gave the key.
    """

    key: str
    span: Span
    figure: Figure | None
    told: Told
    by: str = ""

    def __init__(self, key: str, span: Span, figure: Figure | None, told: Told, by: str = "") -> None:
        set_key, set_span, set_figure, set_told, set_by = _FACT
        set_key(self, key)
        set_span(self, span)
        set_figure(self, figure)
        set_told(self, told)
        set_by(self, by)

    def __hash__(self) -> int:
        """Its place tells a fact apart from nearly all others; hashing all of it would cost a quarter of a check."""
        return self.span.start


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole and its parts, as indexes into ``Report.mentions``; ``closed``: they must add up, and ``why`` says so."""

    whole: int
    parts: tuple[int, ...]
    closed: bool
    why: str = ""


DeviationKind = Literal[
    "label", "header", "row_missing", "row_doubled", "row_merged", "column_missing", "table_missing", "form"
]


@dataclass(frozen=True, slots=True)
class Deviation:
    """A printed label, header or section heading that is not the form's own wording; matched all the same."""

    kind: DeviationKind
    span: Span | None
    expected: str
    found: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Tables:
    """What the statutory tables say: the form, every cell by key, and what was odd or could not be read."""

    form: str | None
    cells: tuple[Fact, ...]
    deviations: tuple[Deviation, ...] = ()
    unread: tuple[Text, ...] = ()

    def by_key(self) -> Mapping[str, Fact]:
        return {fact.key: fact for fact in self.cells}


@dataclass(frozen=True, slots=True)
class Report:
    """All that was read of one document. ``mentions`` are the prose facts in reading order."""

    document: Document
    outline: Outline
    tables: Tables
    mentions: tuple[Fact, ...]
    parts: tuple[Parts, ...]
    numerals: tuple[Numeral, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place an outcome speaks of; ``key`` None for words that are no fact.

    ``role`` "at": the place to look at; "term": a number the sum was made with.
    """

    span: Span
    key: str | None = None
    role: Literal["at", "term"] = "at"

    def __init__(self, span: Span, key: str | None = None, role: Literal["at", "term"] = "at") -> None:
        set_span, set_key, set_role = _EVIDENCE
        set_span(self, span)
        set_key(self, key)
        set_role(self, role)


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum that must hold: Σ coefficient × fact ``relation`` 0, over facts that have figures."""

    terms: tuple[tuple[int, Fact], ...]
    relation: Literal["=", "<="] = "="


@dataclass(frozen=True, slots=True)
class Repair:
    """A change that would heal an issue: suggested, ranked, never applied."""

    key: str | None
    span: Span
    was: str
    becomes: str
    why: Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check found in one place. ``formula`` is printed, e.g. ``701 + 618 + 16 = 1335 ≠ 1355``.

    ``equation`` lets outcomes of one root cause find each other; ``severity`` None means the check's own.
    """

    verdict: Verdict
    evidence: tuple[Evidence, ...]
    message: Text = Text("", "")
    expected: str | None = None
    found: str | None = None
    formula: str | None = None
    severity: Severity | None = None
    repairs: tuple[Repair, ...] = ()
    equation: Equation | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """An outcome to be shown, under its check's code; ``related`` are failed sums that have the same root cause."""

    code: str
    name: Text
    severity: Severity
    outcome: Outcome
    fingerprint: str
    related: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """A report and everything that was found in it. ``verdicts`` and ``whys`` go with ``report.mentions`` one to one.
    ``cell_verdicts`` go with ``report.tables.cells`` (the ledger's words, too).

    ``outcomes`` are (code, outcome) of every check that looked; ``unread`` is (what, why); ``ledger`` counts every
    numeral by its end: agrees, differs, undecidable, unchecked, not_a_figure.
    """

    report: Report
    issues: tuple[Issue, ...]
    outcomes: tuple[tuple[str, Outcome], ...]
    unread: tuple[tuple[Text, Text], ...]
    verdicts: tuple[str, ...]
    whys: tuple[Text, ...]
    ledger: Mapping[str, int]
    family: str
    cell_verdicts: tuple[str, ...] = ()


_CELL, _FIGURE, _FACT, _EVIDENCE = (setters(record) for record in (Cell, Figure, Fact, Evidence))

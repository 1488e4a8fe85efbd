"""Gold narratives: a plain text with its figures, keys and parts marked in place (the guide is corpora/GUIDE.md).

A line is ``@name: value`` (what the report is), ``= w: a b`` or ``> w: a b`` (closed or open parts of the paragraph
above), ``% remark``, or a paragraph or heading of the report with figures written ``⟦id:text|key|value|unit⟧``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

_MARK = re.compile(r"⟦([^⟦⟧]*)⟧")
_IDS = re.compile(r"^([A-Za-z][A-Za-z0-9]*(?:&[A-Za-z][A-Za-z0-9]*)*):(.*)$", re.S)
_PLAIN = re.compile(r"^(\d+(?:\.\d+)?)(\D*)$", re.S)
_VALUE = re.compile(r"^(~?)(\d+(?:\.\d+)?)(\.\.(\d+(?:\.\d+)?)?)?$")
_KEY = re.compile(r"^[a-z][a-z0-9_.]*(\+[a-z][a-z0-9_.]*)*$")


class MarkupError(ValueError):
    """A gold file that breaks the guide; the message names file and line."""


@dataclass(frozen=True, slots=True)
class GoldFigure:
    start: int
    stop: int
    text: str
    low: Decimal
    high: Decimal | None
    unit: str
    hedged: bool
    key: str


@dataclass(frozen=True, slots=True)
class GoldParts:
    whole: int
    parts: tuple[int, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Narrative:
    """A gold narrative; ``parts`` hold indexes into ``figures``."""

    name: str
    meta: dict[str, str]
    text: str
    figures: tuple[GoldFigure, ...]
    parts: tuple[GoldParts, ...]


@dataclass(frozen=True, slots=True)
class _Figures:
    """What one mark holds: its text, and the ids and values of its figures."""

    text: str
    ids: tuple[str | None, ...]
    values: tuple[tuple[Decimal, Decimal | None, str, bool, str], ...]


def _value(text: str, value: str, unit: str | None) -> tuple[Decimal, Decimal | None, str, bool]:
    if not value:
        plain = _PLAIN.match(text)
        if not plain:
            raise ValueError(f"the value of {text!r} must be written out")
        number = Decimal(plain[1])
        return number, number, plain[2] if unit is None else unit, False
    found = _VALUE.match(value)
    if not found:
        raise ValueError(f"{value!r} is no value (12, 12..15, ~12..15, ~12..)")
    low = Decimal(found[2])
    high = low if not found[3] else Decimal(found[4]) if found[4] else None
    return low, high, unit or "", bool(found[1])


def _mark(inner: str) -> _Figures:
    fields = inner.split("|")
    if not 2 <= len(fields) <= 4:
        raise ValueError(f"⟦{inner}⟧ needs 2 to 4 fields")
    text, keys = fields[0], fields[1].split("&")
    named = _IDS.match(text)
    ids: tuple[str | None, ...] = tuple(named[1].split("&")) if named else (None,) * len(keys)
    text = (named[2] if named else text).replace("⏎", "\n")
    if len(ids) != len(keys) or not text:
        raise ValueError(f"⟦{inner}⟧: as many ids as keys, and a text")
    for key in keys:
        if not _KEY.match(key):
            raise ValueError(f"{key!r} is no key")
    low, high, unit, hedged = _value(text, fields[2] if len(fields) > 2 else "", fields[3] if len(fields) > 3 else None)
    return _Figures(text, ids, tuple((low, high, unit, hedged, key) for key in keys))


class _Reader:
    def __init__(self) -> None:
        self.meta: dict[str, str] = {}
        self.text: list[str] = []
        self.length = 0
        self.figures: list[GoldFigure] = []
        self.parts: list[GoldParts] = []
        self.ids: dict[str, int] = {}

    def _add(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def paragraph(self, line: str) -> None:
        self.ids = {}
        at = 0
        for found in _MARK.finditer(line):
            self._add(line[at : found.start()].replace("⏎", "\n"))
            self._figure(_mark(found[1]))
            at = found.end()
        rest = line[at:]
        if "⟦" in rest or "⟧" in rest:
            raise ValueError("a bracket ⟦ or ⟧ has no partner")
        self._add(rest.replace("⏎", "\n") + "\n")

    def _figure(self, mark: _Figures) -> None:
        start = self.length
        self._add(mark.text)
        for name, (low, high, unit, hedged, key) in zip(mark.ids, mark.values, strict=True):
            if name:
                if name in self.ids:
                    raise ValueError(f"id {name!r} stands twice in one paragraph")
                self.ids[name] = len(self.figures)
            self.figures.append(GoldFigure(start, self.length, mark.text, low, high, unit, hedged, key))

    def relation(self, line: str) -> None:
        closed = line.startswith("=")
        whole, _, parts = line[1:].partition(":")
        names = [whole.strip(), *parts.split()]
        unknown = [name for name in names if name not in self.ids]
        if unknown or len(names) < 2:
            raise ValueError(f"parts line names no figure of the paragraph above: {unknown or line!r}")
        indexes = [self.ids[name] for name in names]
        self.parts.append(GoldParts(indexes[0], tuple(indexes[1:]), closed))
        self._sum(self.parts[-1])

    def _sum(self, parts: GoldParts) -> None:
        if self.meta.get("faulty") == "yes":
            return
        whole, members = self.figures[parts.whole], [self.figures[i] for i in parts.parts]
        if whole.hedged or any(m.hedged for m in members):
            return
        total = sum((m.low for m in members), Decimal(0))
        if total != whole.low if parts.closed else total > whole.low:
            raise ValueError(f"{'closed' if parts.closed else 'open'} parts give {total}, the whole is {whole.low}")


def parse(source: str, name: str = "") -> Narrative:
    """Read one gold text. Raises MarkupError with the line's number."""
    reader = _Reader()
    for number, line in enumerate(source.splitlines(), 1):
        try:
            if line.startswith("@"):
                field, _, value = line[1:].partition(":")
                reader.meta[field.strip()] = value.strip()
            elif re.match(r"^[=>] *[A-Za-z][A-Za-z0-9]* *:", line):
                reader.relation(line)
            elif line.strip() and not line.startswith("%"):
                reader.paragraph(line)
        except ValueError as error:
            raise MarkupError(f"{name}:{number}: {error}") from error
    return Narrative(name, reader.meta, "".join(reader.text), tuple(reader.figures), tuple(reader.parts))


def load(folder: Path) -> Iterator[Narrative]:
    """All gold narratives below ``folder``, in the order of their names."""
    for path in sorted(folder.rglob("*.txt")):
        yield parse(path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix())

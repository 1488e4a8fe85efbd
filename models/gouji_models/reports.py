"""The corpus of whole reports: what a folder of ``corpora/reports`` holds, as frozen records."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import markup
from .writer.tables import Layout, keys

_ASIDE = re.compile(r"[@%]|[=>] *[A-Za-z][A-Za-z0-9]* *:")
FORMATS = ("html", "docx", "pdf", "txt")


class ReportError(ValueError):
    """A folder that breaks the rules of the corpus; the message names it."""


@dataclass(frozen=True, slots=True)
class Expected:
    """An issue a checker should raise: once, whatever the number of sums it breaks.

    ``evidence`` are printed texts, ``keys`` the cells and figures concerned, ``breaks`` the names of the relations that
    fail because of it (``gouji_models.sums``); ``formats`` the renders it can be seen in.
    """

    kind: str
    severity: str
    evidence: tuple[str, ...]
    keys: tuple[str, ...]
    breaks: tuple[str, ...]
    why: str
    formats: tuple[str, ...] = FORMATS


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its facts, its gold narrative, what is wrong in it, and the style of each render."""

    slug: str
    title: str
    organ: str
    year: int
    kind: str
    description: str
    layout: Layout
    cells: Mapping[str, str]
    captions: Mapping[str, str]
    styles: Mapping[str, str]
    tracked: tuple[tuple[str, str], ...]
    narrative: markup.Narrative
    paragraphs: tuple[str, ...]
    expected: tuple[Expected, ...]


def load(folder: Path) -> Report:
    """Read one folder. Raises ReportError, MarkupError or KeyError if it breaks the rules."""
    meta = tomllib.loads((folder / "meta.toml").read_text(encoding="utf-8"))
    source = (folder / "narrative.gold").read_text(encoding="utf-8")
    layout = Layout(form=meta["form"], **meta.get("layout", {}))
    return Report(
        slug=folder.name,
        title=meta["title"],
        organ=meta["organ"],
        year=meta["year"],
        kind=meta["kind"],
        description=meta["description"],
        layout=layout,
        cells=_cells(folder.name, layout, meta["cells"]),
        captions=meta.get("captions", {}),
        styles=meta["styles"],
        tracked=tuple((change["now"], change["was"]) for change in meta.get("tracked", ())),
        narrative=markup.parse(source, folder.name),
        paragraphs=tuple(_paragraphs(source)),
        expected=tuple(_expected(folder)),
    )


def load_all(root: Path) -> tuple[Report, ...]:
    """All reports below ``root``, by slug."""
    return tuple(load(path.parent) for path in sorted(root.glob("*/meta.toml")))


def _cells(slug: str, layout: Layout, given: Mapping[str, str]) -> dict[str, str]:
    known = keys(layout)
    strange = sorted(set(given) - set(known))
    if strange:
        raise ReportError(f"{slug}: the form has no cell {', '.join(strange)}")
    return {key: given.get(key, "0") for key in known}


def _paragraphs(source: str) -> Iterator[str]:
    """The paragraphs with their marks taken off; one that is broken by force keeps its line ends."""
    for line in source.splitlines():
        if line.strip() and not _ASIDE.match(line):
            yield markup.parse(line).text.removesuffix("\n")


def _expected(folder: Path) -> Iterator[Expected]:
    found: dict[str, Any] = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    for issue in found.get("issue", ()):
        yield Expected(
            kind=issue["kind"],
            severity=issue["severity"],
            evidence=tuple(issue["evidence"]),
            keys=tuple(issue["keys"]),
            breaks=tuple(issue.get("breaks", ())),
            why=issue["why"],
            formats=tuple(issue.get("formats", FORMATS)),
        )

"""What the review page knows of an uploaded draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gouji.decisions.nouns import Choice
from gouji.types import Severity, Text

State = Literal["waiting", "running", "done", "failed"]
Kind = Literal["report", "annotated", "xlsx", "toml"]

MEGABYTE = 1024 * 1024
LARGEST_UPLOAD = 220 * MEGABYTE  # one request; one file is limited by ``gouji.read.LARGEST``
MOST_DRAFTS = 100
MOST_BYTES = 1024 * MEGABYTE
LONGEST_REMARK = 500


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check of a draft found: enough for the list; ``codes`` are the checks of its issues by fingerprint."""

    format: str
    organ: str
    year: int | None
    counts: Mapping[Severity, int]
    said: Text
    codes: Mapping[str, str]
    unread: int


@dataclass(frozen=True, slots=True)
class Remarked:
    """A decision as the page sends it; ``date`` is ISO 8601."""

    choice: Choice
    remark: str
    date: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One uploaded file. ``name`` is only ever shown; the file itself lies under ``number``, which we made."""

    number: str
    name: str
    size: int
    state: State = "waiting"
    findings: Findings | None = None
    error: Text | None = None
    since: float = 0.0
    decisions: Mapping[str, Remarked] = field(default_factory=dict)

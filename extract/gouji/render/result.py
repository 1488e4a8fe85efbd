"""What a run has for each file: its audit, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.types import Audit, Text


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be checked; the others were."""

    name: str
    text: Text


Result = Audit | Failure

"""An audit that can write itself: the nouns know nothing of output, this one does."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.decisions import Judged
from gouji.render.json import run_to_dict
from gouji.types import Lang


@dataclass(frozen=True, slots=True)
class Checked(Judged):
    """What ``gouji.check`` gives: the audit with the decisions on it."""

    def to_dict(self, lang: Lang = "zh") -> dict[str, object]:
        """The JSON document (docs/schema.json) of a run over this one file; numbers are exact decimal strings."""
        return run_to_dict([self], lang)

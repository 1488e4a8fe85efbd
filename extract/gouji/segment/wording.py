"""The family's words for titles, sections and preambles, as compiled patterns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Wording:
    title: re.Pattern[str]
    preamble: re.Pattern[str]
    sections: tuple[tuple[int, re.Pattern[str]], ...]
    not_headings: re.Pattern[str]

    def section(self, heading: str) -> int:
        """The number (1-6) of the section that a folded heading opens, 0 if it opens none."""
        if self.not_headings.search(heading):
            return 0
        return next((number for number, pattern in self.sections if pattern.search(heading)), 0)


@cache
def load_wording(family: str) -> Wording:
    """The wording of the family whose folder is ``families/<family>``."""
    source = files("gouji.families").joinpath(family, "wording.toml").read_text("utf-8")
    data = tomllib.loads(source)
    return Wording(
        title=re.compile(data["title"]),
        preamble=re.compile(data["preamble"]),
        sections=tuple((one["number"], re.compile(one["heading"])) for one in data["section"]),
        not_headings=re.compile(data["labels"]["not_headings"]),
    )

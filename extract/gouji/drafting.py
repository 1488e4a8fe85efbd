"""What a family knows of drafting: documents that are cited, parts that are named, words left in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from gouji.family import read_data


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that reports cite: by which words, under which number, in the reports of which years."""

    name: str
    cited: re.Pattern[str]
    series: str
    year: int | None
    serial: int
    first: int
    last: int | None

    def governs(self, year: int) -> bool:
        return self.first <= year and (self.last is None or year <= self.last)

    @property
    def number(self) -> str:
        return f"{self.series}〔{self.year}〕{self.serial}号" if self.year else f"{self.series}第{self.serial}号"


@dataclass(frozen=True, slots=True)
class Named:
    """A part of the report and the words by which it is named."""

    name: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Drafting:
    """A family's words on drafting; a family without such data has empty ones."""

    cited: tuple[Cited, ...] = ()
    sections: tuple[Named, ...] = ()
    forms: tuple[str, ...] = ()
    aspects: tuple[Named, ...] = ()
    fee: re.Pattern[str] | None = None
    fee_section: int = 0
    fee_first: int = 0
    left_in: re.Pattern[str] | None = None
    no_rules: re.Pattern[str] | None = None
    unsure: re.Pattern[str] | None = None


@lru_cache(maxsize=8)
def drafting(folder: Path) -> Drafting:
    """What the family in ``folder`` says of drafting. Raises GoujiError if a file is no TOML."""
    words = _data(folder / "drafting.toml")
    fee, sections = words.get("fee", {}), words.get("sections", {})
    return Drafting(
        cited=tuple(_cited(raw) for raw in _data(folder / "citations.toml").get("document", ())),
        sections=tuple(_named(raw) for raw in sections.get("part", ())),
        forms=tuple(sections.get("forms", ())),
        aspects=tuple(_named(raw) for raw in words.get("aspect", ())),
        fee=_pattern(fee.get("named")),
        fee_section=fee.get("section", 0),
        fee_first=fee.get("first", 0),
        left_in=_pattern("|".join(words.get("template", {}).get("left_in", ()))),
        no_rules=_pattern(words.get("rules", {}).get("none")),
        unsure=_pattern(words.get("rules", {}).get("unsure")),
    )


def _data(path: Path) -> dict[str, Any]:
    return read_data(path) if path.is_file() else {}


def _pattern(words: str | None) -> re.Pattern[str] | None:
    return re.compile(words) if words else None


def _named(raw: Mapping[str, str]) -> Named:
    return Named(raw["name"], re.compile(raw["named"]))


def _cited(raw: Mapping[str, Any]) -> Cited:
    words = re.compile(raw["cited"])
    return Cited(raw["name"], words, raw["series"], raw.get("year"), raw["serial"], raw["first"], raw.get("last"))

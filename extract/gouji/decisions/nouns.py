"""Decisions, traces of issues, and an audit that knows of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Final, Literal

from gouji.types import Audit, Issue, Text

Choice = Literal["accepted", "rejected", "open"]
CHOICES: Final[Mapping[Choice, Text]] = {
    "accepted": Text("采纳", "accepted"),
    "rejected": Text("不采纳", "rejected"),
    "open": Text("待核实", "open"),
}


@dataclass(frozen=True, slots=True)
class Trace:
    """What an issue can be known again by in another version of the draft.

    ``keys`` and ``words`` are those of the places to look at; ``near`` is the sentence around the first of them, empty
    for cells of the statutory tables, which their keys name. ``message`` is for people.
    """

    fingerprint: str
    code: str = ""
    severity: str = ""
    message: str = ""
    formula: str = ""
    keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    near: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer said of one issue; ``date`` is ISO 8601; ``about`` is the issue as it was then."""

    choice: Choice
    about: Trace
    remark: str = ""
    by: str = ""
    date: str = ""

    @property
    def fingerprint(self) -> str:
        return self.about.fingerprint


@dataclass(frozen=True, slots=True)
class Judged(Audit):
    """An audit whose ``issues`` are only those that stand: not rejected, and not told by the baseline.

    ``decisions`` goes by the fingerprints that issues have now. ``rejected`` and ``known`` (from the baseline) are the
    issues set aside. ``fixed`` were decided upon or in the baseline and are found no more; ``lost`` likewise, but the
    figures they spoke of were not read this time, so nobody can say. ``compared``: there was a baseline.
    """

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    rejected: tuple[Issue, ...] = ()
    known: tuple[Issue, ...] = ()
    fixed: tuple[Trace, ...] = ()
    lost: tuple[Trace, ...] = ()
    compared: bool = False


def as_judged(audit: Audit) -> Judged:
    """The audit itself, or one on which nothing was decided."""
    if isinstance(audit, Judged):
        return audit
    return Judged(**{one.name: getattr(audit, one.name) for one in fields(Audit)})


def short(fingerprint: str) -> str:
    """The number an issue goes by among people: ``3f2a91c0``, ``3f2a91c0-2``."""
    digest, dash, count = fingerprint.partition("-")
    return digest[:8] + dash + count

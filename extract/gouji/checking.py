"""What a check is, how one is declared, and the runner: one crash is one error, the rest run."""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, wraps
from typing import TypeVar, cast

from gouji.family import Family
from gouji.types import Fact, Figure, Outcome, Report, Severity, Text


@dataclass(frozen=True)
class Case:
    """A check's only argument: this year's report, the family it belongs to, and last year's report if there is one."""

    report: Report
    family: Family
    previous: Report | None = None

    @cached_property
    def shared(self) -> dict[object, object]:
        """What ``once`` keeps of this case."""
        return {}

    @cached_property
    def cells(self) -> Mapping[str, Fact]:
        """Table facts by key, blank ones included."""
        return self.report.tables.by_key()

    @cached_property
    def cell_keys(self) -> frozenset[str]:
        """The keys of the cells that were found, blank ones included."""
        return frozenset(self.cells)

    @cached_property
    def told(self) -> Mapping[str, tuple[Fact, ...]]:
        """Prose facts by key, in reading order."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.report.mentions:
            found[fact.key].append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    def figure(self, key: str) -> Figure | None:
        fact = self.cells.get(key)
        return fact.figure if fact else None

    def text(self, fact: Fact) -> str:
        """The fact's own characters, as printed."""
        return fact.span.of(self.report.document.text)


Made = TypeVar("Made")


def once(make: Callable[[Case], Made]) -> Callable[[Case], Made]:
    """``make``, but worked out once a case: several checks look at the same paragraphs, sentences and rows."""

    @wraps(make)
    def kept(case: Case) -> Made:
        if make not in case.shared:
            case.shared[make] = make(case)
        return cast(Made, case.shared[make])

    return kept


Run = Callable[[Case], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check as declared: its code, titles, severity, source (clause of the form, standard, paper), and examples."""

    code: str
    name: Text
    severity: Severity
    source: str
    run: Run
    fires: tuple[str, ...]
    quiet: tuple[str, ...]

    @property
    def doc(self) -> Text:
        """What it catches: the docstring's first paragraph in English, its second in Chinese."""
        english, _, chinese = (self.run.__doc__ or "").strip().partition("\n\n")
        return Text(" ".join(chinese.split()), " ".join(english.split()))


_CHECKS: dict[str, Check] = {}


def check(
    code: str, name: Text, *, severity: Severity, source: str, fires: tuple[str, ...], quiet: tuple[str, ...]
) -> Callable[[Run], Run]:
    """Declare a check. In ``fires`` the words an issue must point at stand between ⟦ and ⟧."""

    def declare(run: Run) -> Run:
        if code in _CHECKS:
            raise ValueError(f"two checks have the code {code}")
        _CHECKS[code] = Check(code, name, severity, source, run, fires, quiet)
        return run

    return declare


@cache
def registry() -> Mapping[str, Check]:
    """All checks by code, found by walking the folder ``checks``."""
    package = importlib.import_module("gouji.checks")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"gouji.checks.{module.name}")
    return dict(sorted(_CHECKS.items()))


@dataclass(frozen=True, slots=True)
class Crash:
    """A check that failed itself; the others were run."""

    code: str
    error: str


def run(case: Case, checks: Mapping[str, Check]) -> tuple[list[tuple[Check, Outcome]], list[Crash]]:
    """Every outcome of every check, and the checks that crashed."""
    found: list[tuple[Check, Outcome]] = []
    crashes: list[Crash] = []
    for one in checks.values():
        try:
            found.extend((one, outcome) for outcome in one.run(case))
        except Exception as error:  # a check must never take the others down with it
            crashes.append(Crash(one.code, f"{type(error).__name__}: {error}"))
    return found, crashes

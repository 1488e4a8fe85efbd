"""One table of everything that is measured: python scripts/evaluate.py [--split dev] [--sample] [-v] [--pin]."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from . import corpus, detection, floors, ledger, reading
from .corpus import Split
from .detection import Detection
from .planter import Subject
from .scores import Scores, Tally, score

_TALLIES = ("figures", "zeros", "keys", "named", "parts", "closed", "ledger")


@dataclass(slots=True)
class Result:
    """What one run measured."""

    texts: int = 0
    scores: Scores = field(default_factory=Scores)
    found: Detection = field(default_factory=Detection)


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to look at: every ``narratives``-th text, faults in every ``planted``-th, with ``seeds`` tries each."""

    split: Split
    narratives: int = 1
    planted: int = 1
    seeds: int = 2


SAMPLE = Plan("open", narratives=2, planted=3, seeds=1)


def evaluate(plan: Plan, jobs: int = 1) -> Result:
    """Measure what ``plan`` says; the same numbers for the same plan, however many ``jobs`` share the work."""
    texts = list(enumerate(corpus.narratives(plan.split, plan.narratives)))
    sound = [text for index, text in texts if index % plan.planted == 0 and text.meta.get("faulty") != "yes"]
    subjects = [Subject(text) for text in sound]
    subjects += [Subject(report.narrative, report) for report in corpus.reports(plan.split)[:: min(plan.planted, 3)]]
    total = Result(len(texts))
    for _, text in texts:
        read = reading.read(text)
        score(text, reading.told(read), total.scores)
        ledger.account(read.report, total.scores.ledger, total.scores.details)
    with _mapper(jobs) as run:
        for one in run(_detect, subjects, [plan.seeds] * len(subjects)):
            _merge(total.found, one)
    return total


class _mapper:
    """The built-in map, or that of a pool of processes."""

    def __init__(self, jobs: int) -> None:
        self.pool = ProcessPoolExecutor(jobs) if jobs > 1 else None

    def __enter__(self) -> Callable[..., Iterator[Detection]]:
        return self.pool.map if self.pool else map

    def __exit__(self, *error: object) -> None:
        if self.pool:
            self.pool.shutdown()


def _detect(subject: Subject, seeds: int) -> Detection:
    found = Detection()
    detection.try_faults(subject, found, range(seeds))
    detection.try_neutral(subject, found, range(1))
    return found


def _merge(total: Detection, one: Detection) -> None:
    for into, tallies in ((total.found, one.found), (total.by_code, one.by_code)):
        for name, tally in tallies.items():
            into.setdefault(name, Tally()).add(tally.right, tally.given, tally.wanted)
    total.texts.update(one.texts)
    total.errors.update(one.errors)
    total.warnings.update(one.warnings)
    total.details += one.details


def metrics(result: Result) -> Mapping[str, float]:
    """The numbers that have floors (and one ceiling: false_errors)."""
    s = result.scores
    return {
        "figures_precision": s.figures.precision,
        "figures_recall": s.figures.recall,
        "zeros_precision": s.zeros.precision,
        "zeros_recall": s.zeros.recall,
        "keys_precision": s.named.precision,
        "keys_coverage": s.covered.recall,
        "keys_recall": s.named.recall,
        "parts_precision": s.parts.precision,
        "parts_recall": s.parts.recall,
        "closed_agreement": s.closed.recall,
        "ledger": s.ledger.recall,
        "faults_found": result.found.recall,
        "false_errors": result.found.false_errors,
    }


def table(result: Result) -> Iterator[str]:
    """The lines of the table."""
    s, found = result.scores, result.found
    yield f"{result.texts} texts; {'precision':>28} {'recall':>8} {'F1':>8}   right/given/wanted"
    names = {
        "figures": "figures, strict",
        "zeros": "zeros in words",
        "keys": "keys, all figures",
        "named": "keys, named alone",
        "parts": "parts, pairs",
        "closed": "parts, closed or open",
        "ledger": "ledger, numerals",
    }
    for name in _TALLIES:
        tally: Tally = getattr(s, name)
        numbers = f"{tally.precision:>14.4f} {tally.recall:>8.4f} {tally.f1:>8.4f}"
        yield f"  {names[name]:<24}{numbers}   {tally.right}/{tally.given}/{tally.wanted}"
    yield f"  of the figures that have a key, {s.covered.recall:.4f} are given one"
    yield f"faults planted, found {found.recall:>20.4f}"
    for kind, tally in found.found.items():
        yield f"  {kind:<24}{tally.recall:>14.4f}   {tally.right}/{tally.wanted}"
    yield f"false for 100 consistent texts: {found.false_errors:.2f} errors, {found.false_warnings:.2f} warnings"
    for kind, texts in found.texts.items():
        yield f"  {kind:<24}{found.errors[kind]:>5} errors {found.warnings[kind]:>4} warnings in {texts}"
    yield "issues right by check (on planted faults and consistent texts)"
    for code, tally in sorted(found.by_code.items()):
        yield f"  {code:<24}{tally.precision:>14.4f}   {tally.right}/{tally.given}"


def _page(options: argparse.Namespace, result: Result) -> str:
    """The table as a page that says which command printed it."""
    command = f"python scripts/evaluate.py --split {options.split} --seeds {options.seeds}"
    lines = "\n".join(table(result))
    head = f"# Measured on the part “{options.split}” of corpora/narratives"
    return f"{head}\n\nWritten by `{command} --write FILE`.\n\n```text\n{lines}\n```\n"


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--split", choices=["train", "dev", "test", "open", "all"], default="dev")
    made.add_argument("--sample", action="store_true", help="the fast run that the floors are pinned on")
    made.add_argument("--seeds", type=int, default=2, help="faults of each kind in each text")
    made.add_argument("--jobs", type=int, default=1)
    made.add_argument("-v", "--verbose", action="store_true", help="every difference (never of the frozen part)")
    made.add_argument("--write", type=Path, help="write the table to a page of the documentation, too")
    made.add_argument("--pin", action="store_true", help="raise the floors to what the sample measures")
    made.add_argument("--reason", default="", help="why --pin may lower a floor")
    return made


def main(arguments: Sequence[str]) -> int:
    """The command; 2 if it is asked to show the frozen part."""
    made = parser()
    options = made.parse_args(arguments)
    if options.verbose and options.split in {"test", "all"}:
        made.error("the frozen part is never looked into: -v needs --split train, dev or open")
    sampled = options.sample or options.pin
    result = evaluate(SAMPLE if sampled else Plan(options.split, seeds=options.seeds), options.jobs)
    print("\n".join(table(result)))
    if options.write:
        options.write.write_text(_page(options, result), encoding="utf-8")
    if options.verbose:
        print("\n".join([*result.scores.details, *result.found.details]))
    if options.pin:
        print("\n".join(floors.pin(metrics(result), options.reason)))
    return 0

"""Training examples of the key model: every figure of a gold narrative with its surroundings and its true key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

from gouji.clean import fold
from gouji.pipeline import FAMILY, report_of
from gouji.prose.context import Slot, paragraph
from gouji.prose.features import features
from gouji.prose.phrases import load_phrases
from gouji.read import read_bytes
from gouji.types import Fact, Report, Span

from . import reading
from .markup import Narrative
from .scores import align

_TITLE = "清溪县2022年政府信息公开工作年度报告\n一、总体情况\n"


@dataclass(frozen=True, slots=True)
class Example:
    """A figure's features, its key in the gold, what the rules say, and whether they leave it (no rule named)."""

    features: frozenset[str]
    key: str
    ruled: str
    left: bool


def slots_of(report: Report) -> Iterator[list[Slot]]:
    """The slots of each paragraph of the sections, as the narrative's rules see them."""
    phrases = load_phrases(FAMILY)
    outline, text = report.outline, report.document.text
    for _, group in groupby(outline.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(group)
        if sentences[0].section == 0:
            continue
        span = Span(sentences[0].span.start, sentences[-1].span.stop)
        before = [one for one in outline.headings if one.span.start < span.start]
        heading = fold(text, before[-1].span).text if before and before[-1].level >= 1 else ""
        plan = (phrases.plan_cue, phrases.plan_lasting)
        yield list(paragraph(text, span, sentences[0].section, heading, outline.year, plan).slots)


def facts_of(report: Report, slots: Sequence[Sequence[Slot]]) -> list[list[Fact]]:
    """The mentions that go with the slots, paragraph by paragraph; zeros in words have no slot."""
    facts = iter(fact for fact in report.mentions if fact.by != "zero")
    return [[next(facts) for _ in run] for run in slots]


def ruled(fact: Fact) -> str:
    """The key that the rules gave: training must not depend on what an earlier model made of it."""
    return "unnamed" if fact.by == "model" else fact.key


def examples(narratives: Iterable[Narrative]) -> Iterator[Example]:
    """One example for each strictly read figure of the texts."""
    for narrative in narratives:
        read = reading.read(narrative)
        back = {other: index for index, other in align(narrative, reading.told(read)).items()}
        place = {id(fact): number for number, fact in enumerate(read.report.mentions)}
        runs = list(slots_of(read.report))
        for slots, facts in zip(runs, facts_of(read.report, runs), strict=True):
            keys = [ruled(fact) for fact in facts]
            for index, fact in enumerate(facts):
                gold = back.get(place[id(fact)])
                if gold is not None:
                    seen = features(slots, keys, index, narrative.meta["form"])
                    left = keys[index] == "unnamed" and fact.by in {"", "model"}
                    yield Example(frozenset(seen), narrative.figures[gold].key, keys[index], left)


def rule_examples() -> Iterator[Example]:
    """One example for the marked figure of each rule's own sentence: rules of rare things are seldom in the corpora."""
    source = tomllib.loads(files("gouji.families").joinpath(FAMILY, "prose.toml").read_text("utf-8"))
    for rule in source["rule"]:
        before, rest = rule["example"].split("⟦")
        marked, behind = rest.split("⟧")
        text = f"{_TITLE}{before}{marked}{behind}\n"
        report = report_of(read_bytes(text.encode("utf-8"), "example.txt"))
        runs = list(slots_of(report))
        for slots, facts in zip(runs, facts_of(report, runs), strict=True):
            keys = [ruled(fact) for fact in facts]
            for index, fact in enumerate(facts):
                if fact.span.start == len(_TITLE + before):
                    seen = features(slots, keys, index, rule.get("form", "2021"))
                    yield Example(frozenset(seen), keys[index], keys[index], False)

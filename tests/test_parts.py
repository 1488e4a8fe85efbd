"""Wholes and parts in the narrative: every case of parts_cases.txt, written as gold markup (corpora/GUIDE.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.prose.narrative import Narrative, read_narrative
from gouji.prose.phrases import load_phrases
from gouji.segment.sections import outline
from gouji.segment.wording import load_wording
from gouji.types import Document, Fact, Piece, Span, TextRange
from gouji_models.markup import Narrative as Gold
from gouji_models.markup import parse

CASES = Path(__file__).with_name("parts_cases.txt")
HEAD = "青岚县人民政府2023年政府信息公开工作年度报告\n一、总体情况\n"


def cases() -> Iterator[tuple[str, str]]:
    """(name, markup) of every case."""
    for block in re.split(r"^# ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, _, markup = block.partition("\n")
        yield name, markup


def read(text: str) -> tuple[str, Narrative]:
    """The whole report's text and what the prose reader makes of it."""
    whole = HEAD + text
    document = Document("x.txt", "", "txt", whole, (Piece(Span(0, len(whole)), TextRange(0, len(whole))),))
    return whole, read_narrative(document, outline(document, load_wording("zwgk")), load_phrases("zwgk"), "2021")


def wanted(gold: Gold) -> set[tuple[int, tuple[int, ...], bool]]:
    """The gold parts as places in the text: where the whole starts, where the parts start, closed."""
    start = [figure.start + len(HEAD) for figure in gold.figures]
    return {(start[p.whole], tuple(sorted(start[i] for i in p.parts)), p.closed) for p in gold.parts}


def found(told: Narrative) -> set[tuple[int, tuple[int, ...], bool]]:
    start = [fact.span.start for fact in told.mentions]
    return {(start[p.whole], tuple(sorted(start[i] for i in p.parts)), p.closed) for p in told.parts}


@pytest.mark.parametrize(("name", "markup"), [pytest.param(n, m, id=n) for n, m in cases()])
def test_parts_are_read_as_marked(name: str, markup: str) -> None:
    gold = parse("@faulty: yes\n" + markup, name)
    assert gold.figures
    _, told = read(gold.text)
    assert found(told) == wanted(gold)


def test_every_part_says_why() -> None:
    told = [read(parse("@faulty: yes\n" + markup).text)[1] for _, markup in cases()]
    assert all(parts.why for narrative in told for parts in narrative.parts)
    assert sum(len(narrative.parts) for narrative in told) > len(told) // 2


def said(text: str, fact: Fact) -> str:
    return fact.span.of(text)


SHARES: tuple[tuple[str, list[str]], ...] = (
    (
        "办结20件：予以公开10件，占50%；不予公开4件，占20%；无法提供6件，占30%。\n",
        ["50% 10件 20件", "20% 4件 20件", "30% 6件 20件"],
    ),
    ("公开信息900条，其中县直部门600条、乡镇300条，分别占66.7%和33.3%。\n", ["66.7% 600条 900条", "33.3% 300条 900条"]),
    ("发布信息200条。各类占比为：公告占40%（80条），动态占60%（120条）。\n", ["40% 80条 200条", "60% 120条 200条"]),
    ("抽查的40个村中有6个超过10天未更新，占15%。\n", ["15% 6个 40个"]),
    ("公开信息900条，其中动态600条，比上年增长20%。\n", []),
    ("收到留言200条，其中咨询类50条，办结率100%。\n", []),
    ("公开信息900条，占全县总量的12%。\n", []),
)


@pytest.mark.parametrize(("text", "links"), SHARES)
def test_shares_belong_to_parts(text: str, links: list[str]) -> None:
    whole, told = read(text)
    facts = told.mentions
    assert [" ".join(said(whole, facts[i]) for i in (s.share, s.part, s.whole)) for s in told.shares] == links


def test_a_paragraph_that_begins_with_its_cue_goes_on_the_one_before() -> None:
    whole, told = read("全年公开信息83条。\n具体包括通知公告60条，行政执法公示23条。\n")
    assert [[said(whole, told.mentions[i]) for i in (p.whole, *p.parts)] for p in told.parts] == [
        ["83条", "60条", "23条"]
    ]
    apart = read("（一）公开信息83条。\n（二）具体情况。包括通知公告60条。\n")[1]
    assert not apart.parts

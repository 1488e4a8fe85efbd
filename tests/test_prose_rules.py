"""Every rule of prose.toml gives its key to the figure its own example marks, and no rule can see a value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counting import calls_of
from gouji.figures.demands import places
from gouji.figures.needed import compiled
from gouji.figures.words import load_words
from gouji.prose.context import Paragraph, paragraph
from gouji.prose.mentions import _around, _refused, candidates, key_of
from gouji.prose.narrative import Narrative, read_narrative
from gouji.prose.narrative import _paragraphs as _paragraphs_of
from gouji.prose.phrases import load_phrases
from gouji.prose.zeros import zeros
from gouji.segment.sections import outline
from gouji.segment.wording import load_wording
from gouji.types import Document, Piece, Span, TextRange
from gouji_models import corpus, reading

HEAD = "青岚县人民政府2023年政府信息公开工作年度报告\n一、总体情况\n"
SOURCE = tomllib.loads(files("gouji.families").joinpath("zwgk", "prose.toml").read_text("utf-8"))
RULES: list[dict[str, Any]] = SOURCE["rule"]
FIELDS = {"key", "by", "find", "not", "unit", "prev", "near", "form", "plan", "half", "example", *SOURCE["slots"]}


def read(prose: str, form: str = "2021", head: str = HEAD) -> tuple[Narrative, str]:
    """What the prose says, after a title and the heading of section one; and the whole text."""
    text = head + prose
    document = Document("x.txt", "", "txt", text, (Piece(Span(0, len(text)), TextRange(0, len(text))),))
    shape = outline(document, load_wording("zwgk"))
    return read_narrative(document, shape, load_phrases("zwgk"), form, opinion=False), text


def keys(prose: str, form: str = "2021") -> list[tuple[str, str]]:
    found, text = read(prose, form)
    return [(fact.span.of(text), fact.key) for fact in found.mentions]


@pytest.mark.parametrize("rule", RULES, ids=[rule["by"] for rule in RULES])
def test_the_rule_reads_its_own_example(rule: dict[str, Any]) -> None:
    form = rule.get("form", "2021")
    marked = rule["example"]
    start, stop = marked.index("⟦"), marked.index("⟧") - 1
    found, _ = read(re.sub("[⟦⟧]", "", marked), form)
    given_by = {(f.span.start - len(HEAD), f.span.stop - len(HEAD)): (f.by, f.key) for f in found.mentions}
    assert (start, stop) in given_by, f"no figure is read at the mark; read: {given_by}"
    by, key = given_by[start, stop]
    assert by == rule["by"]
    template = SOURCE["translate"].get(form, {}).get(rule["key"], rule["key"])
    assert re.fullmatch(re.sub(r"\\\{\w+\\\}", "[a-z_.+]+", re.escape(template)), key)


def test_rules_are_named_once_and_have_only_known_fields() -> None:
    names = [rule["by"] for rule in RULES]
    assert len(names) == len(set(names))
    assert [(rule["by"], set(rule) - FIELDS) for rule in RULES if set(rule) - FIELDS] == []


# Sentences where a rule could easily say too much: the figure must have no key, or another one.
NEAR_MISSES = (
    ("设置政府信息查阅点12个。", "2021", [("12个", "unnamed")]),
    ("网上公示行政许可结果430条。", "2021", [("430条", "unnamed")]),
    ("自查发现错链58个，已整改57个。", "2021", [("58个", "unnamed"), ("57个", "prose.rectified")]),
    ("发布政策解读30篇，其中图解12篇、视频5篇。", "2021",
     [("30篇", "prose.interpretations"), ("12篇", "unnamed"), ("5篇", "unnamed")]),
    ("建成政务新媒体9个，其中公众号6个。", "2021", [("9个", "prose.accounts"), ("6个", "unnamed")]),
    ("村级公示栏19个。", "2021", [("19个", "unnamed")]),
    ("公开农村公路养护计划、班线调整等信息201条。", "2021", [("201条", "prose.disclosed")]),
    ("收到申请9件，1件因征求第三方意见结转下年度。", "2021",
     [("9件", "requests.received.total"), ("1件", "requests.carried_out.total")]),
    ("全年发文402件，其中主动公开171件、依申请公开166件、不予公开65件。", "2021",
     [("402件", "unnamed"), ("171件", "unnamed"), ("166件", "unnamed"), ("65件", "unnamed")]),
    ("对答复中涉及个人隐私的23处内容作了遮挡。", "2021", [("23处", "unnamed")]),
    ("下一步，力争培训不少于300人次。", "2021", [("300人次", "unnamed")]),
    ("每月检查一次，全年共12次。", "2021", [("一次", "unnamed"), ("12次", "prose.inspections")]),
    ("收到申请15件，企业提出8件，自然人7件。", "2021",
     [("15件", "requests.received.total"), ("8件", "requests.received.company"),
      ("7件", "requests.received.natural_person")]),
    ("收到申请5件，新收的5件均为自然人提出。", "2021",
     [("5件", "requests.received.total"), ("5件", "requests.received.total")]),
    ("复议、诉讼各1件。", "2021", [("1件", "disputes.review.total"), ("1件", "prose.lawsuits")]),
    ("微博、微信分别发布150条和96条。", "2021",
     [("150条", "prose.disclosed.channel"), ("96条", "prose.disclosed.channel")]),
    ("公众号、视频号各发布120条.办公楼外设有公示栏.", "2021",
     [("120条", "prose.disclosed.channel"), ("120条", "prose.disclosed.channel")]),
    ("新收申请29件，上年结转2件，两项合计31件。", "2021",
     [("29件", "requests.received.total"), ("2件", "requests.carried_in.total"), ("两项", "unnamed"),
      ("31件", "requests.received.total+requests.carried_in.total")]),
    ("行政诉讼9件，直接起诉4件，维持4件；复议后起诉5件，纠正1件。", "2021",
     [("9件", "prose.lawsuits"), ("4件", "disputes.lawsuit_direct.total"), ("4件", "disputes.lawsuit_direct.upheld"),
      ("5件", "disputes.lawsuit_after_review.total"), ("1件", "disputes.lawsuit_after_review.corrected")]),
    ("办件量是上年的3倍。", "2021", [("3倍", "unnamed")]),
    ("公开信息60条，其中概况9条、政府公报8条、人事任免5条。", "2021",
     [("60条", "prose.disclosed"), ("9条", "prose.disclosed.kind"), ("8条", "prose.disclosed.kind"),
      ("5条", "prose.disclosed.kind")]),
    ("收到申请15件，其中信函10件、当面5件，未收到传真申请。", "2014",
     [("15件", "stats.received"), ("10件", "stats.received.letter"), ("5件", "stats.received.in_person"),
      ("未收到", "stats.received.fax")]),
)  # fmt: skip


@pytest.mark.parametrize(("prose", "form", "expected"), NEAR_MISSES, ids=[case[0] for case in NEAR_MISSES])
def test_near_misses(prose: str, form: str, expected: list[tuple[str, str]]) -> None:
    assert keys(prose, form) == expected


ZEROS = (
    ("全年未收到政府信息公开申请。", [("未收到", "requests.received.total")]),
    (
        "没有收到政府信息公开申请，无上年结转。",
        [("没有收到", "requests.received.total"), ("无", "requests.carried_in.total")],
    ),
    ("未发生行政复议和行政诉讼。", [("未发生", "disputes.review.total"), ("行政诉讼", "prose.lawsuits")]),
    ("未收取信息处理费。", [("未收取", "prose.handling_fee")]),
    ("未收取信息处理费，收费0元。", [("0元", "prose.handling_fee")]),
    (
        "信息处理费未收取，未发出收费通知。",
        [("未收取", "prose.handling_fee"), ("未发出", "prose.handling_fee.notices")],
    ),
    ("没有需要结转到下一年度的申请。", [("没有", "requests.carried_out.total")]),
    ("本年未制发行政规范性文件。", [("未制发", "disclosure.normative.made")]),
    ("全年未出现败诉。", [("未出现", "prose.lawsuits.corrected")]),
    ("申请内容无法提供的情形已说明。", []),
    ("无其他需要报告的事项。", []),
    ("未发生泄密事件，未受到责任追究。", []),
    ("复议案件尚未审结。", []),
)


@pytest.mark.parametrize(("prose", "expected"), ZEROS, ids=[case[0] for case in ZEROS])
def test_words_for_nothing(prose: str, expected: list[tuple[str, str]]) -> None:
    assert keys(prose) == expected


VALUES = st.integers(min_value=2, max_value=99_999)


@settings(max_examples=150, deadline=None)
@given(rule=st.sampled_from(RULES), values=st.lists(VALUES, min_size=8, max_size=8))
def test_no_rule_sees_a_value(rule: dict[str, Any], values: list[int]) -> None:
    """Whatever numbers stand in the example, its rules give the same keys (parts may tell more: they add up or not)."""
    plain = re.sub("[⟦⟧]", "", rule["example"])
    supply = iter(values)
    changed = re.sub(r"(?<![\d.])(?!12345)\d+(?![\d.年]|热线)", lambda _: str(next(supply)), plain)
    form = rule.get("form", "2021")
    before, after = read(plain, form)[0].mentions, read(changed, form)[0].mentions
    bys = [(one.by, other.by) for one, other in zip(before, after, strict=True)]
    assert [pair for pair in bys if pair[0] != pair[1] and not any(by.startswith("part of") for by in pair)] == []


@pytest.mark.parametrize("unit", ["共公开1条，", "其中其中", "1234567890", "一二三", "、甲和乙分别", "（1件", "未收到"])
def test_hostile_text_takes_linear_work(unit: str) -> None:
    phrases = load_phrases("zwgk")

    def work(size: int) -> None:
        text = (unit * size)[:size]
        one = paragraph(text, Span(0, len(text)), 1, "", 2023, (phrases.plan_cue, phrases.plan_lasting))
        told = {key_of(slot, "", "2021", phrases)[0] for slot in one.slots}
        nothing = list(zeros(one.folded.text, [(s.found.start, s.found.stop) for s in one.slots], phrases, "2021"))
        assert told or nothing or not one.slots

    work(1000)  # what is compiled and remembered is so for both
    less, more = (calls_of(partial(work, size)) for size in (4000, 16_000))
    assert more < 6 * less + 1000


def _paragraphs(every: int) -> Iterator[tuple[Paragraph, str]]:
    """Paragraphs of the open narratives, and the form of their report."""
    phrases = load_phrases("zwgk")
    for narrative in corpus.narratives("open", every):
        report = reading.read(narrative).report
        for one, _ in _paragraphs_of(report.document, report.outline, phrases):
            yield one, narrative.meta["form"]


def test_no_rule_that_fits_is_screened_out() -> None:
    """A rule is tried only where its words stand on their side of the figure: none that fits is lost by that."""
    phrases, fitting = load_phrases("zwgk"), 0
    for one, _ in _paragraphs(24):
        for slot, possible in zip(one.slots, candidates(one, phrases), strict=True):
            told = phrases.index.candidates(slot.left, slot.right) & phrases.variants_behind(slot.left)
            fits = [compiled(variant.pattern).search(slot.context) is not None for variant in phrases.variants]
            needed = sum(1 << place for place, fit in enumerate(fits) if fit)
            assert "#" in slot.left + slot.right or needed & ~told == 0
            assert possible is None or needed & ~possible == 0
            fitting += needed.bit_count()
    assert fitting > 200


def test_what_is_searched_finds_what_is_written() -> None:
    """Neither looking for the beginning of a match first nor screening refusals changes what fits."""
    phrases, fitting = load_phrases("zwgk"), 0
    for one, _ in _paragraphs(48):
        for slot, possible in zip(one.slots, candidates(one, phrases), strict=True):
            for variant, (*_, pattern) in zip(phrases.variants, phrases.tries, strict=False):
                found, written = (compiled(each).search(slot.context) for each in (pattern, variant.pattern))
                assert (found and found.span()) == (written and written.span()), pattern
                fitting += found is not None
            told = phrases.index.candidates(slot.left, slot.right) if possible is None else possible
            around = _around(slot)
            for number, rule in enumerate(phrases.rules):
                refused = rule.refuse is not None and compiled(rule.refuse).search(slot.context) is not None
                refusing = phrases.refusing[number]
                assert refused == _refused(rule.refuse or "(?!)", refusing, around, phrases, told)
                fitting += refused
    assert fitting > 200


def test_no_mask_that_fits_is_screened_out() -> None:
    words, fitting = load_words(), 0
    for one, _ in _paragraphs(8):
        possible = words.demands.possible(words.demands.held(one.folded.text))
        searched = {words.masks[place] for place in places(possible)}
        for mask, pattern in set(words.masks) - searched:
            assert not compiled(pattern).search(one.folded.text), (mask, pattern[:60], one.folded.text)
        fitting += sum(compiled(pattern).search(one.folded.text) is not None for _, pattern in searched)
    assert fitting > 200

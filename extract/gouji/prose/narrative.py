"""Stage 5: sentences → facts. The whole way of a paragraph: figures, keys, zeros, parts, keys by parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from gouji.clean import fold
from gouji.figures.find import Found
from gouji.prose.bylist import Said, items_of, rekeyed, summed
from gouji.prose.context import Paragraph, Slot, paragraph
from gouji.prose.glance import Asked
from gouji.prose.mentions import candidates, is_half, key_of
from gouji.prose.outcomes import settled
from gouji.prose.parts import parts_of
from gouji.prose.phrases import Phrases
from gouji.prose.row import Item
from gouji.prose.shares import SHARES, Share, shares
from gouji.prose.zeros import zeros
from gouji.types import Document, Fact, Figure, Numeral, Outline, Parts, Sentence, Span

_SUMMED = re.compile(r"合计|共|相加|总计|之和")
_GOES_ON = re.compile(
    r"\s*(?:其中|具体(?:包括|为|是|如下)|主要包括|包括|分别(?:为|是)|在?(?:主动)?公开的?(?:政府)?信息[中里]"
    r"|从公开的?(?:渠道|内容|载体|形式|领域|类别)来?看)"
)


@dataclass(frozen=True, slots=True)
class Narrative:
    """What the prose says: facts in reading order, their parts and shares, and the numerals that are no figures."""

    mentions: tuple[Fact, ...]
    parts: tuple[Parts, ...]
    numerals: tuple[Numeral, ...]
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph of the sections, its figures and their parts; the model may still have a word on the keys."""

    paragraph: Paragraph
    said: list[Said]
    parts: list[Parts]


def _keyed(one: Paragraph, phrases: Phrases, form: str) -> list[Said]:
    said: list[Said] = []
    prev, sentence = "", -1
    for slot, possible in zip(one.slots, candidates(one, phrases), strict=True):
        if slot.sentence != sentence:
            prev, sentence = "", slot.sentence
        text = one.folded.text[slot.found.start : slot.found.stop]
        key, by = key_of(slot, prev, form, phrases, is_half(text), possible)
        said.append(Said(slot, key, by))
        if slot.found.unit in {"项", "类", "者"} and _SUMMED.match(slot.right):
            continue  # 两项合计28件: it counts what was said before
        prev = key if not key.startswith(("prose.growth", "prose.share")) or not prev else prev
        if key.startswith("prose.growth"):
            prev = key
    return said


def _with_zeros(one: Paragraph, said: list[Said], phrases: Phrases, form: str) -> list[Said]:
    text = one.folded.text
    taken = [(s.slot.found.start, s.slot.found.stop) for s in said]
    told = [zero for zero in zeros(text, taken, phrases, form) if zero.key != "unnamed"]
    if not told:
        return said
    for zero in told:
        found = Found(zero.start, zero.stop, Decimal(0), Decimal(0), "", False)
        right, sentence = text[zero.stop : zero.stop + 40], text.count("。", 0, zero.start)
        slot = Slot(found, text[: zero.start], right, "", False, sentence)
        said.append(Said(slot, zero.key, "zero", True))
    return sorted(said, key=lambda s: (s.slot.found.start, s.slot.found.stop))


def _settled(said: list[Said]) -> list[Said]:
    """The results of cases under the count that they divide."""
    keys = settled([(s.key, s.slot.found.low, s.slot.sentence) for s in said])
    return [s if s.key == key else replace(s, key=key, by="outcomes") for s, key in zip(said, keys, strict=True)]


def _asked(said: list[Said], which: Callable[[Said], bool]) -> Iterator[tuple[int, Asked]]:
    """The figures of a paragraph that the model is asked about, each with its place."""
    at = [i for i, one in enumerate(said) if not one.zero]
    slots, keys = [said[i].slot for i in at], [said[i].key for i in at]
    return ((i, Asked(slots, keys, place)) for place, i in enumerate(at) if which(said[i]))


def _suggest(read: Sequence[list[Said]], form: str) -> None:
    """What no rule has named and no list has claimed is asked of the model, which answers only if it is sure."""
    from gouji.prose.classify import classify

    asked = [(said, *one) for said in read for one in _asked(said, lambda one: not one.by and not one.slot.planned)]
    for (said, index, _), told in zip(asked, classify([one for *_, one in asked], form), strict=True):
        if told:
            said[index] = replace(said[index], key=told.key, by="model")


def _fact(one: Paragraph, said: Said) -> Fact:
    found = said.slot.found
    span = one.folded.span(found.start, found.stop)
    return Fact(said.key, span, Figure(span, found.low, found.high, found.unit, found.hedged), "prose", said.by)


def _runs(document: Document, outline: Outline) -> list[list[Sentence]]:
    """The sentences of each paragraph; one that begins with 其中 or 从公开渠道看 goes on the one before it."""
    heads = [h.span.start for h in outline.headings]
    runs: list[list[Sentence]] = []
    for _, group in groupby(outline.sentences, key=lambda s: s.paragraph):
        sentences = list(group)
        first, last = sentences[0], runs[-1][-1] if runs else None
        if last and last.section == first.section and _GOES_ON.match(document.text, first.span.start):
            apart = document.text[last.span.stop : first.span.start].strip()
            if not apart and not any(last.span.stop <= at <= first.span.start for at in heads):
                runs[-1] += sentences
                continue
        runs.append(sentences)
    return runs


def _paragraphs(document: Document, outline: Outline, phrases: Phrases) -> Iterator[tuple[Paragraph, Span]]:
    headings = [(h.span.start, h) for h in outline.headings]
    for sentences in _runs(document, outline):
        span = Span(sentences[0].span.start, sentences[-1].span.stop)
        before = [h for at, h in headings if at < span.start]
        heading = fold(document.text, before[-1].span).text if before and before[-1].level >= 1 else ""
        plan = (phrases.plan_cue, phrases.plan_lasting)
        yield paragraph(document.text, span, sentences[0].section, heading, outline.year, plan), span


def _said(one: Paragraph, phrases: Phrases, form: str) -> list[Said]:
    """The figures and zeros of a paragraph with the keys that its words give them."""
    return _settled(_with_zeros(one, _keyed(one, phrases, form), phrases, form))


def items_told(
    document: Document, outline: Outline, phrases: Phrases, form: str
) -> Iterator[tuple[list[Item], list[bool], list[Span]]]:
    """Each paragraph of the sections as its lists are read: its figures, which are zeros in words, where they stand."""
    for one, _ in _paragraphs(document, outline, phrases):
        if one.section:
            said = _said(one, phrases, form)
            spans = [one.folded.span(s.slot.found.start, s.slot.found.stop) for s in said]
            yield items_of(said), [s.zero for s in said], spans


def read_narrative(
    document: Document, outline: Outline, phrases: Phrases, form: str, *, opinion: bool = True
) -> Narrative:
    """Read all figures of the sections; those of the preamble and of headings are numerals, not figures.

    ``opinion``: let the model suggest keys where rules gave none.
    """
    read: list[_Read] = []
    numerals: list[Numeral] = []
    for one, _ in _paragraphs(document, outline, phrases):
        numerals.extend(Numeral(one.folded.span(a, b), why) for a, b, why in one.numerals)
        if one.section == 0:
            numerals.extend(Numeral(one.folded.span(s.found.start, s.found.stop), "preamble") for s in one.slots)
            continue
        said = _said(one, phrases, form)
        found = parts_of(items_of(said), [s.zero for s in said])
        read.append(_Read(one, rekeyed(summed(said, found, phrases.translate.get(form, {})), found), found))
    if opinion:
        _suggest([one.said for one in read], form)
    return _narrative(read, tuple(sorted(numerals, key=lambda n: n.span.start)))


def _narrative(read: Sequence[_Read], numerals: tuple[Numeral, ...]) -> Narrative:
    facts: list[Fact] = []
    parts: list[Parts] = []
    told: list[Share] = []
    for one in read:
        base = len(facts)
        facts.extend(_fact(one.paragraph, s) for s in one.said)
        parts.extend(Parts(p.whole + base, tuple(i + base for i in p.parts), p.closed, p.why) for p in one.parts)
        if one.parts and any(s.slot.found.unit in SHARES for s in one.said):
            found = shares(items_of(one.said), one.parts)
            told.extend(Share(s.share + base, s.part + base, s.whole + base) for s in found)
    return Narrative(tuple(facts), tuple(parts), numerals, tuple(told))

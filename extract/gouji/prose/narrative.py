"""Stage 5: sentences → facts. The whole way of a paragraph: figures, keys, zeros, parts, keys by parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from gouji.clean import fold
from gouji.figures.find import Found
from gouji.prose.context import Paragraph, Slot, paragraph
from gouji.prose.cues import is_channel, is_heading_too, is_rest
from gouji.prose.glance import Asked
from gouji.prose.mentions import is_half, key_of
from gouji.prose.outcomes import settled
from gouji.prose.parts import parts_of
from gouji.prose.phrases import Phrases
from gouji.prose.row import Item
from gouji.prose.shares import Share, shares
from gouji.prose.summed import key_of_whole, odd_way
from gouji.prose.zeros import zeros
from gouji.types import Document, Fact, Figure, Numeral, Outline, Parts, Sentence, Span

_MARKS = re.compile(r"[，。；：（）]")
_LABEL, _OF_LIST = 40, 24  # how much of a clause can name a part; if other figures stand in it
_COUNTED = re.compile(r"0[^、和0]{1,2}[、和]")  # 政府公报0条、人事任免: each count ends a name
_SUMMED = re.compile(r"合计|共|相加|总计|之和")
_NOTE = re.compile(r"（[^（）]{1,30}）$")  # 微博（云溪发布）: what is named stands before the note
# 网站发布新闻类, 蒙古文版信息: named by content or language, wherever it was published
_CONTENT = re.compile(r"(?:(?<![各分])类|[文语]版)(?:信息)?$")
_SORT = re.compile(r"信息|动态|公告|公示|文件|政策|解读|回应|栏目")
# 25个试点领域: they count where information is from, not information
_SOURCES = re.compile(r"[^，。；：（）、]{0,2}(?:领域|部门|单位|乡镇|街道|栏目|方面|平台|账号)")
# 34条公告中临时发布的8条, 218条中40条集中在12月上传: by how it was published, not by content
_FAULTY = re.compile(
    r"(?:逾期|超期|临时|迟|晚)[^，。；：]{0,6}(?:发布|公开|上网|上传)[^#]*#|#(?:[集多]中?在|比规定|晚于|迟于|逾期|超期|超过)"
)
_DISCLOSED = {"prose.disclosed", "prose.disclosed.kind", "stats.disclosed"}
_CHANNEL = "prose.disclosed.channel"
_BESIDE_CHANNEL = {"unnamed", "prose.disclosed"}  # a part of what a channel carried is not the year's total
WITHDRAWN = "withdrawn: "  # with the key that a rule gave
_GOES_ON = re.compile(r"\s*(?:其中|具体(?:包括|为|是|如下)|主要包括|包括|分别(?:为|是))")
_OWN_IN_LIST = re.compile(
    r"prose\.reprinted|prose\.gazette|prose\.share|prose\.rate|prose\.growth|stats\.(?:channel|disclosed)\..*|prose\.visits"
)


@dataclass(frozen=True, slots=True)
class Narrative:
    """What the prose says: facts in reading order, their parts and shares, and the numerals that are no figures."""

    mentions: tuple[Fact, ...]
    parts: tuple[Parts, ...]
    numerals: tuple[Numeral, ...]
    shares: tuple[Share, ...] = ()


@dataclass(slots=True)
class _Said:
    """A figure or a zero of a paragraph with its key."""

    slot: Slot
    key: str
    by: str
    zero: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph of the sections, its figures and their parts; the model may still have a word on the keys."""

    paragraph: Paragraph
    said: list[_Said]
    parts: list[Parts]


def _keyed(one: Paragraph, phrases: Phrases, form: str) -> list[_Said]:
    said: list[_Said] = []
    prev, sentence = "", -1
    for slot in one.slots:
        if slot.sentence != sentence:
            prev, sentence = "", slot.sentence
        text = one.folded.text[slot.found.start : slot.found.stop]
        key, by = key_of(slot, prev, form, phrases, is_half(text))
        said.append(_Said(slot, key, by))
        if slot.found.unit in {"项", "类", "者"} and _SUMMED.match(slot.right):
            continue  # 两项合计28件: it counts what was said before
        prev = key if not key.startswith(("prose.growth", "prose.share")) or not prev else prev
        if key.startswith("prose.growth"):
            prev = key
    return said


def _with_zeros(one: Paragraph, said: list[_Said], phrases: Phrases, form: str) -> list[_Said]:
    text = one.folded.text
    taken = [(s.slot.found.start, s.slot.found.stop) for s in said]
    told = [zero for zero in zeros(text, taken, phrases, form) if zero.key != "unnamed"]
    for zero in told:
        found = Found(zero.start, zero.stop, Decimal(0), Decimal(0), "", False)
        right, sentence = text[zero.stop : zero.stop + 40], text.count("。", 0, zero.start)
        slot = Slot(found, text[: zero.start], right, "", False, sentence)
        said.append(_Said(slot, zero.key, "zero", True))
    return sorted(said, key=lambda s: (s.slot.found.start, s.slot.found.stop))


def _items(said: list[_Said]) -> list[Item]:
    return [Item(s.slot, s.key, None if s.slot.found.hedged else s.slot.found.low) for s in said]


def _settled(said: list[_Said]) -> list[_Said]:
    """The results of cases under the count that they divide."""
    keys = settled([(s.key, s.slot.found.low, s.slot.sentence) for s in said])
    return [s if s.key == key else replace(s, key=key, by="outcomes") for s, key in zip(said, keys, strict=True)]


def _rekeyed(said: list[_Said], parts: list[Parts]) -> list[_Said]:
    """Parts of what was disclosed are kinds or channels of it, whatever else their words might mean."""
    found = _said_again(said, parts)
    for one in sorted(parts, key=lambda p: p.whole):
        if found[one.whole].key == _CHANNEL and len(one.parts) >= 3:
            _kinds_of_channel(found, one)
        if found[one.whole].key not in _DISCLOSED:
            continue
        for index in one.parts:
            part = found[index]
            counted = part.slot.found.unit not in {"人", "人次", "名"} and not _SOURCES.match(part.slot.right)
            counted = counted and not _FAULTY.search(f"{_label(part)}#{part.slot.right[:6]}")
            if _OWN_IN_LIST.fullmatch(part.key) or not counted:
                continue
            said_to_be = part.key == _CHANNEL and not _CONTENT.search(_label(part))
            key = _CHANNEL if said_to_be or _is_channel(index, found, one) else "prose.disclosed.kind"
            found[index] = replace(part, key=key, by=f"part of {found[one.whole].key}")
    return found


def _said_again(said: list[_Said], parts: list[Parts]) -> list[_Said]:
    """公开信息224条，甲股41条，乙股183条，合计224条: two wholes of the very same parts are one quantity."""
    found = list(said)
    closed = [one for one in parts if one.closed]
    for one in closed:
        named = (found[p.whole] for p in closed if p.parts == one.parts and found[p.whole].key != "unnamed")
        same = next(named, None)
        if same and found[one.whole].key == "unnamed" and same.slot.found.unit == found[one.whole].slot.found.unit:
            found[one.whole] = replace(found[one.whole], key=same.key, by="the same whole said again")
    return found


def _summed(said: list[_Said], parts: list[Parts], names: Mapping[str, str]) -> list[_Said]:
    """维持4件，纠正1件，未审结1件，计6件: a sum that no words name has its key from its parts.

    从网上来的3件，信函4件，当面1件: the one of a list of ways that was not seen to be one.
    """
    found = list(said)
    for one in (one for one in parts if one.closed):
        odd = odd_way([found[i].key for i in one.parts], found[one.whole].key)
        if odd is not None:
            index = one.parts[odd]
            found[index] = replace(found[index], key="prose.requests.channel", by="a way among ways")
    for one in parts:
        whole = found[one.whole]
        if not one.closed or one.whole < max(one.parts) or whole.by or whole.slot.planned:
            continue
        key = key_of_whole([found[i].key for i in one.parts], [other.key for other in found])
        if key:
            found[one.whole] = replace(whole, key=names.get(key, key), by="the sum of its parts")
    return found


def _kinds_of_channel(said: list[_Said], parts: Parts) -> None:
    """公众号发布80条，其中党建12条、综治30条、文化38条: what one channel carried, by content."""
    if any(said[index].key == _CHANNEL for index in parts.parts):
        return
    for index in parts.parts:
        part = said[index]
        if part.key in _BESIDE_CHANNEL and part.slot.found.unit == said[parts.whole].slot.found.unit:
            said[index] = replace(part, key="prose.disclosed.kind", by="part of a channel by content")


def _asked(said: list[_Said], which: Callable[[_Said], bool]) -> Iterator[tuple[int, Asked]]:
    """The figures of a paragraph that the model is asked about, each with its place."""
    at = [i for i, one in enumerate(said) if not one.zero]
    slots, keys = [said[i].slot for i in at], [said[i].key for i in at]
    return ((i, Asked(slots, keys, place)) for place, i in enumerate(at) if which(said[i]))


def _suggest(read: Sequence[list[_Said]], form: str) -> None:
    """What no rule has named and no list has claimed is asked of the model, which answers only if it is sure."""
    from gouji.prose.classify import classify

    asked = [(said, *one) for said in read for one in _asked(said, lambda one: not one.by and not one.slot.planned)]
    for (said, index, _), told in zip(asked, classify([one for *_, one in asked], form), strict=True):
        if told:
            said[index] = replace(said[index], key=told.key, by="model")


def _withdraw(read: Sequence[list[_Said]], form: str) -> None:
    """Keys of rules that the model holds for all but impossible are withdrawn: a wrong key would raise false alarms."""
    from gouji.prose.classify import doubtful

    def ruled(one: _Said) -> bool:
        return one.key != "unnamed" and one.by != "model"

    asked = [(said, *one) for said in read for one in _asked(said, ruled)]
    for (said, index, _), doubted in zip(asked, doubtful([one for *_, one in asked], form), strict=True):
        if doubted:
            said[index] = replace(said[index], key="unnamed", by=WITHDRAWN + said[index].key)


def _label(said: _Said) -> str:
    """The clause that names a part; a part counted before its name (2条为动态) has it behind."""
    clause = _MARKS.split(_NOTE.sub("", said.slot.left[-2 * _LABEL :]))[-1][-_LABEL:]
    name = _COUNTED.split(clause)[-1]
    return name[-_OF_LIST:] if "0" in name else name


def _is_channel(index: int, said: list[_Said], parts: Parts) -> bool:
    """A part by channel: its words name one, or it is the rest of a list by channel."""
    label = _label(said[index])
    if _CONTENT.search(label):
        return False
    others = [_label(said[i]) for i in parts.parts if i != index]
    if not is_rest(label):
        if len(others) > 2 and all(map(is_channel, others)) and not _SORT.search(label):
            return True  # 门户网站20条、公众号24条、局网站14条、襄阳号26条
        return is_channel(label) and (not is_heading_too(label) or any(map(is_channel, others)))
    return bool(others) and all(is_channel(other) for other in others)


def _fact(one: Paragraph, said: _Said) -> Fact:
    found = said.slot.found
    span = one.folded.span(found.start, found.stop)
    return Fact(said.key, span, Figure(span, found.low, found.high, found.unit, found.hedged), "prose", said.by)


def _runs(document: Document, outline: Outline) -> list[list[Sentence]]:
    """The sentences of each paragraph; one that begins with 其中 or 具体包括 goes on the one before it."""
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


def _said(one: Paragraph, phrases: Phrases, form: str) -> list[_Said]:
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
            yield _items(said), [s.zero for s in said], spans


def read_narrative(
    document: Document, outline: Outline, phrases: Phrases, form: str, *, opinion: bool = True
) -> Narrative:
    """Read all figures of the sections; those of the preamble and of headings are numerals, not figures.

    ``opinion``: let the model suggest keys where rules gave none, and withdraw those it does not believe.
    """
    read: list[_Read] = []
    numerals: list[Numeral] = []
    for one, _ in _paragraphs(document, outline, phrases):
        numerals.extend(Numeral(one.folded.span(a, b), why) for a, b, why in one.numerals)
        if one.section == 0:
            numerals.extend(Numeral(one.folded.span(s.found.start, s.found.stop), "preamble") for s in one.slots)
            continue
        said = _said(one, phrases, form)
        found = parts_of(_items(said), [s.zero for s in said])
        read.append(_Read(one, _rekeyed(_summed(said, found, phrases.translate.get(form, {})), found), found))
    if opinion:
        _suggest([one.said for one in read], form)
        _withdraw([one.said for one in read], form)
    return _narrative(read, tuple(sorted(numerals, key=lambda n: n.span.start)))


def _narrative(read: Sequence[_Read], numerals: tuple[Numeral, ...]) -> Narrative:
    facts: list[Fact] = []
    parts: list[Parts] = []
    told: list[Share] = []
    for one in read:
        base = len(facts)
        facts.extend(_fact(one.paragraph, s) for s in one.said)
        parts.extend(Parts(p.whole + base, tuple(i + base for i in p.parts), p.closed, p.why) for p in one.parts)
        found = shares(_items(one.said), one.parts)
        told.extend(Share(s.share + base, s.part + base, s.whole + base) for s in found)
    return Narrative(tuple(facts), tuple(parts), numerals, tuple(told))

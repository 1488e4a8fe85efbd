"""Training examples of the list model: lists of gold narratives with planted slips, and what is no list.

A list that adds up is found by its sum, so the model is only asked about such as do not. Its positive examples are
therefore the closed lists of the gold with one number changed, its negative ones whatever fails in the texts as they
are.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.pipeline import FAMILY
from gouji.prose.build import build
from gouji.prose.narrative import items_told
from gouji.prose.parts import read_lists
from gouji.prose.phrases import load_phrases
from gouji.prose.row import Item, Row
from gouji.prose.suspects import suspects
from gouji.types import Parts

from . import reading
from .faults_prose import other, slip, swap
from .markup import Narrative
from .scores import align

_CHANGES = (("digit", slip), ("digit", slip), ("swap", swap), ("part", other), ("total", other))
GoldList = tuple[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The figures of a paragraph, which of them are zeros in words, and the closed lists of the gold among them."""

    items: tuple[Item, ...]
    zeros: tuple[bool, ...]
    lists: tuple[GoldList, ...]


@dataclass(frozen=True, slots=True)
class ListExample:
    """A suspect: its features, whether it is a list of the gold, whether its failure is told without the model."""

    features: frozenset[str]
    right: bool
    told: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A paragraph as it is (``fault`` empty) or with one number of a list changed, and its suspects.

    ``told``: the change is found without the model.
    """

    name: str
    fault: str
    told: bool
    suspects: tuple[ListExample, ...]


def paragraphs(narrative: Narrative) -> Iterator[Paragraph]:
    """The paragraphs as gouji reads them before it weighs what may be a list."""
    read = reading.read(narrative)
    place = align(narrative, reading.told(read))
    starts = {(fact.span.start, fact.span.stop): number for number, fact in enumerate(read.report.mentions)}
    back = {other_index: gold for gold, other_index in place.items()}
    document, outline = read.report.document, read.report.outline
    for items, zeros, spans in items_told(document, outline, load_phrases(FAMILY), narrative.meta["form"]):
        mentions = [starts.get((span.start, span.stop), -1) for span in spans]
        at = {back[m]: i for i, m in enumerate(mentions) if m in back}
        lists = [
            (at[one.whole], frozenset(at[i] for i in one.parts))
            for one in narrative.parts
            if one.closed and one.whole in at and all(i in at for i in one.parts)
        ]
        yield Paragraph(tuple(items), tuple(zeros), tuple(lists))


def scenes(narratives: Iterable[Narrative], seed: int = 7) -> Iterator[Scene]:
    """Every paragraph as it is and with each of its lists changed in several ways; the same seed gives the same."""
    dice = random.Random(seed)
    for narrative in narratives:
        for one in paragraphs(narrative):
            yield _scene(narrative.name, "", one, one.items, None)
            for wanted in one.lists:
                for kind, items in _changed(one, wanted, dice):
                    yield _scene(narrative.name, kind, one, items, wanted)


def _changed(one: Paragraph, wanted: GoldList, dice: random.Random) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """The figures with one number of the list changed; nothing for lists of a hedged or broken number."""
    whole, parts = wanted[0], sorted(wanted[1])
    values = [one.items[i].value for i in (whole, *parts)]
    if len(parts) < 2 or any(v is None or v != int(v) for v in values) or _sum(one.items, parts) != values[0]:
        return
    for kind, change in _CHANGES:
        index = whole if kind == "total" else dice.choice(parts if kind == "part" else [whole, *parts])
        was = one.items[index].value or Decimal(0)
        number = change(str(int(was)), dice)
        if number is not None and Decimal(number) != was:
            items = list(one.items)
            items[index] = _with(items[index], Decimal(number))
            yield kind, tuple(items)


def _sum(items: Sequence[Item], indexes: Iterable[int]) -> Decimal:
    return sum((items[i].value or Decimal(0) for i in indexes), Decimal(0))


def _with(item: Item, value: Decimal) -> Item:
    """The item with another number; its words hold no numbers, so that they stay as they are."""
    found = replace(item.slot.found, low=value, high=None if item.slot.found.high is None else value)
    return Item(replace(item.slot, found=found), item.key, value)


def _scene(name: str, fault: str, one: Paragraph, items: Sequence[Item], wanted: GoldList | None) -> Scene:
    row, at, found = read_lists(items, one.zeros)
    place = {index: number for number, index in enumerate(at)}
    lists = {
        (place[whole], frozenset(place[i] for i in parts))
        for whole, parts in one.lists
        if whole in place and all(i in place for i in parts)
    }
    told = wanted is not None and any(_complains(row, parts, place, wanted) for parts in found)
    seen = [
        ListExample(build(row, suspect, found), (suspect.whole, frozenset(suspect.members)) in lists)
        for suspect in suspects(row, found)
    ]
    return Scene(name, fault, told, tuple(seen))


def _complains(row: Row, parts: Parts, place: dict[int, int], wanted: GoldList) -> bool:
    """Is the list told to fail, and does it hold one of the wanted figures?"""
    fails = not row.holds(parts.whole, parts.parts) or (parts.closed and not row.exact(parts.whole, parts.parts))
    figures = {place.get(i, -1) for i in (wanted[0], *wanted[1])}
    return fails and bool(figures & {parts.whole, *parts.parts})

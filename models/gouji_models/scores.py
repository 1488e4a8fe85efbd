"""Gold against reading: strict figures, zeros said in words, keys, parts. What counts as equal stands here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from .markup import GoldFigure, Narrative

_OUTSIDE = re.compile(
    r"^(?:[\s近约各超逾]|大约|将近|超过|接近|突破|不足|不到|达到?|至少|共)+"
    r"|(?:\s|以上|以下|以内|之内|左右|上下|余|多)+$"
)
_MONEY = {"元": 1, "万元": 10**4, "亿元": 10**8}
_NUMERAL = re.compile(r"[0-9０-９零〇一二两三四五六七八九十百千半数几]")
UNNAMED = frozenset({"unnamed", "prose.visits"})


@dataclass(slots=True)
class Tally:
    """How many were right of those given (precision) and of those wanted (recall)."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        both = self.given + self.wanted
        return 2 * self.right / both if both else 1.0

    def add(self, right: int, given: int, wanted: int) -> None:
        self.right += right
        self.given += given
        self.wanted += wanted


@dataclass(slots=True)
class Scores:
    """All tallies of a run; ``details`` are lines for people (never filled from the frozen part)."""

    figures: Tally = field(default_factory=Tally)
    zeros: Tally = field(default_factory=Tally)
    keys: Tally = field(default_factory=Tally)
    named: Tally = field(default_factory=Tally)
    covered: Tally = field(default_factory=Tally)
    parts: Tally = field(default_factory=Tally)
    closed: Tally = field(default_factory=Tally)
    ledger: Tally = field(default_factory=Tally)
    details: list[str] = field(default_factory=list)


def in_words(figure: GoldFigure) -> bool:
    """Is it a zero said in words (未收到)?"""
    return figure.low == 0 and not figure.unit and not _NUMERAL.search(figure.text)


def core(text: str, figure: GoldFigure) -> tuple[int, int]:
    """The figure's span without hedges and blanks at its ends: an adjoining 近 or 以上 may be inside or outside."""
    start, stop = figure.start, figure.stop
    while found := _OUTSIDE.search(text[start:stop]):
        if found.end() - found.start() == stop - start:
            break
        start, stop = (start + found.end(), stop) if found.start() == 0 else (start, start + found.start())
    return start, stop


def same_value(gold: GoldFigure, other: GoldFigure) -> bool:
    """The same interval, unit and hedge; money may be in 元 or 万元, and what is open above may stay open."""
    unit, scale = ("元", _MONEY[gold.unit]) if gold.unit in _MONEY else (gold.unit, 1)
    theirs, times = ("元", _MONEY[other.unit]) if other.unit in _MONEY else (other.unit, 1)
    if "半" in gold.text and "" in (unit, theirs):
        unit = theirs  # half of something is told in percent, with no sign printed
    if unit != theirs or gold.hedged != other.hedged or gold.low * scale != other.low * times:
        return False
    if gold.high is None or other.high is None:
        return gold.hedged or gold.high == other.high
    return gold.high * scale == other.high * times


def align(gold: Narrative, told: Narrative) -> dict[int, int]:
    """Strictly equal figures, gold index → read index; zeros in words need only to overlap."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for index, figure in enumerate(gold.figures):
        for other in _candidates(gold, figure, told.figures):
            if other not in taken:
                found[index] = other
                taken.add(other)
                break
    return found


def _candidates(gold: Narrative, figure: GoldFigure, told: Sequence[GoldFigure]) -> Iterator[int]:
    near = [i for i, one in enumerate(told) if one.start < figure.stop and figure.start < one.stop]
    words = in_words(figure)
    fits = [i for i in near if in_words(told[i]) == words and (words or _equal(gold.text, figure, told[i]))]
    yield from sorted(fits, key=lambda i: not same_key(figure.key, told[i].key))


def _equal(text: str, gold: GoldFigure, other: GoldFigure) -> bool:
    return core(text, gold) == core(text, other) and same_value(gold, other)


def same_key(gold: str, other: str) -> bool:
    """Equal, or both without a key, or one half of two keys joined by a plus."""
    return gold == other or (gold in UNNAMED and other in UNNAMED) or ("+" in gold and other in gold.split("+"))


def score(gold: Narrative, told: Narrative, scores: Scores) -> None:
    """Add one text's counts to ``scores``."""
    pairs = align(gold, told)
    _figures(gold, told, pairs, scores)
    _keys(gold, told, pairs, scores)
    _parts(gold, told, pairs, scores)


def _figures(gold: Narrative, told: Narrative, pairs: Mapping[int, int], scores: Scores) -> None:
    read = set(pairs.values())
    for words, tally in ((False, scores.figures), (True, scores.zeros)):
        wanted = [i for i, f in enumerate(gold.figures) if in_words(f) == words]
        given = [i for i, f in enumerate(told.figures) if in_words(f) == words]
        missed = [i for i in wanted if i not in pairs and not (words and _said_by_number(gold.figures[i], gold))]
        extra = [i for i in given if i not in read and not (words and _said_by_number(told.figures[i], gold))]
        right = sum(i in pairs for i in wanted)
        tally.add(right, right + len(extra), right + len(missed))
        scores.details += [f"missed {_around(gold, gold.figures[i])} {_value(gold.figures[i])}" for i in missed]
        scores.details += [f"extra  {_around(gold, told.figures[i])} {_value(told.figures[i])}" for i in extra]


def _said_by_number(zero: GoldFigure, gold: Narrative) -> bool:
    """未收取费用，收费0元: the 0 must be read, the words may be."""
    others = [f for f in gold.figures if f.key == zero.key and f.low == 0 and f is not zero]
    return any(abs(f.start - zero.start) < 60 for f in others)


def _keys(gold: Narrative, told: Narrative, pairs: Mapping[int, int], scores: Scores) -> None:
    for index, other in pairs.items():
        want, have = gold.figures[index].key, told.figures[other].key
        right = same_key(want, have)
        scores.keys.add(right, 1, 1)
        if have not in UNNAMED:
            scores.named.add(right, 1, 0)
        if want not in UNNAMED:
            scores.named.wanted += 1
            scores.covered.add(have not in UNNAMED, 1, 1)
        if not right:
            scores.details.append(f"key    {_around(gold, gold.figures[index])} is {want}, read as {have}")


def _parts(gold: Narrative, told: Narrative, pairs: Mapping[int, int], scores: Scores) -> None:
    back = {other: index for index, other in pairs.items()}
    want = {(one.whole, part): one.closed for one in gold.parts for part in one.parts}
    have = {
        (back.get(one.whole, -1 - one.whole), back.get(part, -1 - part)): one.closed
        for one in told.parts
        for part in one.parts
    }
    both = want.keys() & have.keys()
    scores.parts.add(len(both), len(have), len(want))
    agree = sum(want[pair] == have[pair] for pair in both)
    scores.closed.add(agree, len(both), len(both))
    for name, ones in (("part missed", want.keys() - both), ("part extra ", have.keys() - both)):
        scores.details += [f"{name} {_pair(gold, told, pair)}" for pair in sorted(ones)]


def _pair(gold: Narrative, told: Narrative, pair: tuple[int, int]) -> str:
    whole, part = (gold.figures[i] if i >= 0 else told.figures[-1 - i] for i in pair)
    return f"{_around(gold, part)} of {whole.text}"


def _around(gold: Narrative, figure: GoldFigure) -> str:
    before, behind = gold.text[max(0, figure.start - 18) : figure.start], gold.text[figure.stop : figure.stop + 10]
    return f"{gold.name}: {before}⟦{figure.text}⟧{behind}".replace("\n", "⏎")


def _value(figure: GoldFigure) -> str:
    high: Decimal | str = "" if figure.high is None else figure.high
    return f"({'~' if figure.hedged else ''}{figure.low}..{high} {figure.unit})"

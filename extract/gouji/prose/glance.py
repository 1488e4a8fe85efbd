"""What the key model can say at the most, before the clause is cut into words, which costs as much as all the rest.

A report has a hundred figures, and the model has something to say of few. Of most of them no words whatever could make
it speak, and that can be known of all figures of a report at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import Any

from gouji.prose.context import Slot
from gouji.prose.features import FAR, KIND, NEAR, SIZES, clause

Rows = Mapping[str, int]  # the texts of one kind of features → their rows
Words = Mapping[str, Sequence[tuple[str, int]]]  # characters → words that begin (or end) with them, and their rows
_BITS = 21  # of a character


@dataclass(frozen=True, slots=True)
class Asked:
    """Figure ``index`` of a paragraph's figures; ``keys`` are those the rules gave (``unnamed`` where none)."""

    slots: Sequence[Slot]
    keys: Sequence[str]
    index: int

    @property
    def slot(self) -> Slot:
        return self.slots[self.index]

    @property
    def key(self) -> str:
        return self.keys[self.index]


@dataclass(frozen=True, slots=True)
class Grams:
    """The rows of runs of up to three characters, by the sorted numbers that those make; ``none``: no row."""

    codes: Any
    rows: Any
    none: int

    def of(self, runs: Any) -> Any:
        """The rows of an array of runs."""
        at = self.codes.searchsorted(runs)
        return (self.rows[at] - self.none) * (self.codes[at] == runs) + self.none


@dataclass(frozen=True, slots=True)
class Glance:
    """The model's numbers, single precision being enough for a bound, and its rows by what they speak of.

    ``before``, ``behind``: words of the clause by their first two characters; ``last``, ``first``: words right before
    the figure by their last, right behind it by their first character.
    """

    coefficients: Any
    intercepts: Any
    temperature: float
    places: Mapping[str, int]
    rows: Mapping[str, Rows]
    grams: Mapping[str, Grams]
    before: Words
    behind: Words
    last: Words
    first: Words

    def most(self, asked: Sequence[Asked], form: str) -> Any:
        """By how much each class can at most be likelier than each figure's key, whatever the words are.

        Figures x classes, logarithms of chances. A score is a sum divided by the root of the number of its terms: both
        ends of that number are looked at.
        """
        import numpy as np

        own = np.array([self.places[one.key] for one in asked])
        sure, maybe = self._sure(asked, form), [self._maybe(one.slot) for one in asked]
        least, more = np.array([[max(len(rows), 1), len(words)] for rows, words in zip(sure, maybe, strict=True)]).T
        summed = np.array([np.add.reduce(self.coefficients.take(rows, axis=0), axis=0) for rows in sure])
        summed -= summed[np.arange(len(asked)), own][:, None]
        figures = np.arange(len(asked)).repeat(more)
        gained = self.coefficients[[row for words in maybe for row in words]]
        gained -= np.take_along_axis(gained, own[figures][:, None], axis=1)
        starts = (more.cumsum() - more)[more > 0]
        summed[more > 0] += np.add.reduceat(np.maximum(gained, 0), starts, axis=0)
        scores = np.maximum(summed * least[:, None] ** -0.5, summed * (least + more)[:, None] ** -0.5)
        return (scores + (self.intercepts - self.intercepts[own][:, None])) / self.temperature

    def _sure(self, asked: Sequence[Asked], form: str) -> list[Any]:
        """Each figure's rows of all features but those of words."""
        import numpy as np

        left = _characters([one.slot.left[-FAR:].rjust(FAR, "\0") for one in asked], FAR)
        right = _characters([one.slot.right[:NEAR] for one in asked], NEAR)
        known = [
            np.array([self._around(one, form) for one in asked]),
            self.grams["c"].of(left[:, :-1] | left[:, 1:] << _BITS),
            self.grams["l"].of(_runs(left[:, -NEAR:])),
            self.grams["r"].of(_runs(right)),
        ]
        every = np.sort(np.concatenate(known, axis=1), axis=1)
        told = every < len(self.coefficients)
        told[:, 1:] &= every[:, 1:] != every[:, :-1]
        return [rows[kept] for rows, kept in zip(every, told, strict=True)]

    def _around(self, one: Asked, form: str) -> list[int]:
        """The rows of the features that are no runs of characters."""
        slot, keys, index, rows, none = one.slot, one.keys, one.index, self.rows, len(self.coefficients)
        left, right = slot.left, slot.right
        return [
            rows["u="].get(slot.found.unit, none),
            rows["form="].get(form, none),
            rows["depth="].get(str(min(slot.depth, 2)), none),
            rows["prev="].get(keys[index - 1] if index else "^", none),
            rows["next="].get(keys[index + 1] if index + 1 < len(keys) else "$", none),
            rows["planned"].get("", none) if slot.planned else none,
            *[rows[kind].get(left[-size:], none) for size, kind, _ in SIZES],
            *[rows[kind].get(right[:size], none) for size, _, kind in SIZES],
        ]

    def _maybe(self, slot: Slot) -> list[int]:
        """The rows of the features of words that there could be however the clause is cut into words."""
        before, behind = clause(slot)
        found = {row for word, row in self.last.get(before[-1:], ()) if before.endswith(word)}
        found.update(row for word, row in self.first.get(behind[:1], ()) if behind.startswith(word))
        for text, words in (before, self.before), (behind, self.behind):
            pairs = words.keys() & map(add, text, text[1:])
            found.update(row for pair in pairs for word, row in words[pair] if word in text)
        return [*found]


def _characters(texts: Sequence[str], width: int) -> Any:
    """Texts x ``width``: the numbers of the characters, 0 where there is none."""
    import numpy as np

    return np.array(texts, f"U{width}").view(np.uint32).reshape(-1, width).astype(np.int64)


def _runs(text: Any) -> Any:
    """The numbers of all runs of one, two and three of the characters in each row."""
    import numpy as np

    pairs = text[:, :-1] | text[:, 1:] << _BITS
    return np.concatenate([text, pairs, pairs[:, :-1] | text[:, 2:] << 2 * _BITS], axis=1)


def glance_at(index: Rows, places: Rows, coefficients: Any, intercepts: Any, temperature: float) -> Glance:
    """At a model (see ``Model``) with these parts."""
    import numpy as np

    rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name, row in index.items():
        kind = KIND.match(name)
        assert kind, name
        rows[kind[0]][name[kind.end() :]] = row
    grams = {kind: _grams(rows[kind], len(index)) for kind in "lrc"}
    edges = ("wl", slice(2)), ("wr", slice(2)), ("w!", slice(-1, None)), ("w>", slice(1))
    words = [_by_edge(rows[kind].items(), edge) for kind, edge in edges]
    return Glance(coefficients.astype(np.float32), intercepts, temperature, places, rows, grams, *words)


def _grams(rows: Rows, none: int) -> Grams:
    import numpy as np

    coded = sorted((sum(ord(one) << _BITS * at for at, one in enumerate(text)), row) for text, row in rows.items())
    codes, found = zip(*coded, ((1 << 3 * _BITS) - 1, none), strict=True)
    return Grams(np.array(codes), np.array(found), none)


def _by_edge(rows: Iterable[tuple[str, int]], edge: slice) -> Words:
    words: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for word, row in rows:
        words[word[edge]].append((word, row))
    return dict(words)

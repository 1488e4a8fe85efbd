"""What in a sentence is no figure, and why: document numbers, articles, dates, phones, names, list numbers, idioms."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.figures.words import load_words


@dataclass(frozen=True, slots=True)
class Masked:
    start: int
    stop: int
    why: str


def masked(text: str) -> tuple[Masked, ...]:
    """Ranges of the folded ``text`` that hold no figure, by the order of the masks; they do not overlap."""
    taken: list[Masked] = []
    for why, pattern in load_words().masks:
        for found in pattern.finditer(text):
            start, stop = found.span()
            if start < stop and not any(start < one.stop and one.start < stop for one in taken):
                taken.append(Masked(start, stop, why))
    return tuple(sorted(taken, key=lambda one: one.start))

"""A figure's surroundings as features of the key model: never its value, only what stands around it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from gouji.prose.context import Slot

_END = re.compile(r"[，。；：（）]")
NEAR, FAR = 14, 44
SIZES = tuple((size, f"<{size}", f">{size}") for size in range(1, 6))
# What the name of every feature begins with.
KIND = re.compile(r"(?:u|form|depth|prev|next)=|planned|[<>]\d|w[lr!>]|[lrc]")

Told = tuple[str, Collection[str]]  # the kind of some features, and their texts


def features(slots: Sequence[Slot], keys: Sequence[str], index: int, form: str) -> set[str]:
    """The features of figure ``index`` of a paragraph; ``keys`` are those the rules gave (``unnamed`` where none).

    Numbers in ``Slot.left`` and ``Slot.right`` are masked already, so that no feature can tell one value from another.
    """
    told = (*_surroundings(slots, keys, index, form), *_words(slots[index]))
    return {kind + text for kind, texts in told for text in texts}


def _surroundings(slots: Sequence[Slot], keys: Sequence[str], index: int, form: str) -> list[Told]:
    """The features but those of words, which cost as much as all others."""
    slot = slots[index]
    left, right = slot.left[-FAR:], slot.right[:FAR]
    return [
        ("u=", (slot.found.unit,)),
        ("form=", (form,)),
        ("depth=", (str(min(slot.depth, 2)),)),
        ("prev=", (keys[index - 1] if index else "^",)),
        ("next=", (keys[index + 1] if index + 1 < len(keys) else "$",)),
        ("planned", ("",) if slot.planned else ()),
        *[(kind, (left[-size:],)) for size, kind, _ in SIZES],
        *[(kind, (right[:size],)) for size, _, kind in SIZES],
        ("l", _grams(left[-NEAR:], 1, 3)),
        ("r", _grams(right[:NEAR], 1, 3)),
        ("c", _grams(left, 2, 2)),
    ]


def _grams(text: str, least: int, most: int) -> set[str]:
    return {text[at : at + size] for size in range(least, most + 1) for at in range(len(text) - size + 1)}


def clause(slot: Slot) -> tuple[str, str]:
    """The figure's own clause before it and behind it, as far as features look."""
    return _END.split(slot.left[-FAR:])[-1], _END.split(slot.right[:FAR], maxsplit=1)[0]


def _words(slot: Slot) -> list[Told]:
    """Jieba's words of the figure's clause: those before it (the last one marked), and those behind."""
    from gouji.segment.words import words

    before, behind = map(words, clause(slot))
    return [
        ("wl", [word for word in before if len(word) > 1]),
        ("wr", [word for word in behind if len(word) > 1]),
        ("w!", before[-1:]),
        ("w>", behind[:1]),
    ]

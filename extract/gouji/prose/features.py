"""A figure's surroundings as features of the key model: never its value, only what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.prose.context import Slot

_CLAUSE = re.compile(r"[，。；：（）]")
_NEAR, _FAR = 14, 44


def features(slots: Sequence[Slot], keys: Sequence[str], index: int, form: str) -> set[str]:
    """The features of figure ``index`` of a paragraph; ``keys`` are those the rules gave (``unnamed`` where none).

    Numbers in ``Slot.left`` and ``Slot.right`` are masked already, so that no feature can tell one value from another.
    """
    slot = slots[index]
    left, right = slot.left[-_FAR:], slot.right[:_FAR]
    found = {f"u={slot.found.unit}", f"form={form}", f"depth={min(slot.depth, 2)}"}
    found.add(f"prev={keys[index - 1] if index else '^'}")
    found.add(f"next={keys[index + 1] if index + 1 < len(keys) else '$'}")
    if slot.planned:
        found.add("planned")
    found.update(f"<{size}{left[-size:]}" for size in range(1, 6))
    found.update(f">{size}{right[:size]}" for size in range(1, 6))
    found.update(f"l{gram}" for gram in _grams(left[-_NEAR:]))
    found.update(f"r{gram}" for gram in _grams(right[:_NEAR]))
    found.update(f"c{gram}" for gram in _grams(left, 2, 2))
    found.update(f"w{side}{word}" for side, word in _words(left, right))
    return found


def _grams(text: str, least: int = 1, most: int = 3) -> Iterator[str]:
    for size in range(least, most + 1):
        yield from [text[at : at + size] for at in range(len(text) - size + 1)]


def _words(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Jieba's words of the figure's clause: those before it (the last one marked), and those behind."""
    from gouji.segment.words import words

    before = words(_CLAUSE.split(left)[-1])
    yield from (("l", word) for word in before if len(word) > 1)
    if before:
        yield "!", before[-1]
    behind = words(_CLAUSE.split(right)[0])
    yield from (("r", word) for word in behind if len(word) > 1)
    if behind:
        yield ">", behind[0]

"""The parts of a paragraph's figures: by the form's partitions first, then by the words of the list."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.prose.lists import Item, listed
from gouji.prose.partitions import Told, known
from gouji.types import Parts


def _by_words(items: Sequence[Item], zeros: Sequence[bool]) -> list[Parts]:
    """The lists among the figures that are printed as numbers, as indexes into ``items``."""
    at = [index for index, zero in enumerate(zeros) if not zero]
    found = listed([items[index] for index in at])
    return [Parts(at[p.whole], tuple(at[i] for i in p.parts), p.closed, p.why) for p in found]


def parts_of(items: Sequence[Item], zeros: Sequence[bool]) -> list[Parts]:
    """All parts among the figures of one paragraph (indexes into ``items``); a list that both ways find is told once."""
    told = [
        Told(item.key, item.slot.sentence, item.slot.gap, zero) for item, zero in zip(items, zeros, strict=True)
    ]
    by_key = known(told)
    taken = {(parts.whole, part) for parts in by_key for part in parts.parts}
    owned = {part for parts in by_key for part in parts.parts}
    found = list(by_key)
    for parts in _by_words(items, zeros):
        fresh = [part for part in parts.parts if (parts.whole, part) not in taken]
        if fresh != list(parts.parts) or any(part in owned for part in parts.parts):
            continue
        found.append(parts)
    return sorted(found, key=lambda one: (one.whole, one.parts))

"""Whose results are told where reviews and lawsuits stand side by side: 复议10件，诉讼0件，维持2件."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

# The count of one kind of case → (how its results begin, the other kind's count).
_TOTALS = {
    "disputes.review.total": ("disputes.review.", "prose.lawsuits"),
    "prose.lawsuits": ("prose.lawsuits.", "disputes.review.total"),
    "stats.review": ("stats.review.", "stats.lawsuit"),
    "stats.lawsuit": ("stats.lawsuit.", "stats.review"),
}
_BOTH = "disputes.review.total+prose.lawsuits"
_RESULTS = ("upheld", "corrected", "other", "pending")

Told = tuple[str, Decimal | None, int]  # key, value, sentence


@cache
def _result(key: str) -> tuple[str, str] | None:
    """(the count that the result divides, the result's name)."""
    for total, (prefix, _) in _TOTALS.items():
        if key.startswith(prefix) and key[len(prefix) :] in _RESULTS:
            return total, key[len(prefix) :]
    return None


def _settled(told: Sequence[Told], index: int) -> str:
    """The key of one result: of both kinds, if they are counted together; of the other kind, if its own has no case."""
    key, _, sentence = told[index]
    found = _result(key)
    if found is None:
        return key
    before = [one for one in told[:index] if one[2] == sentence and (one[0] in _TOTALS or one[0] == _BOTH)]
    if before and before[-1][0] == _BOTH:
        return f"disputes.review.{found[1]}+prose.lawsuits.{found[1]}"
    values = {one[0]: one[1] for one in before}
    other = _TOTALS[found[0]][1]
    if values.get(found[0]) == 0 and values.get(other):
        return _TOTALS[other][0] + found[1]
    return key


def settled(told: Sequence[Told]) -> list[str]:
    """The keys of a paragraph's figures; only those of results can differ from what the rules gave."""
    return [_settled(told, index) for index in range(len(told))]

"""Edits of a gold narrative that keep its marks in place: the tool of the planter and of the neutral edits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .markup import GoldFigure, Narrative

_PLAIN = re.compile(r"([0-9]+(?:\.[0-9]+)?)(\D*)")


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:stop]`` becomes ``new``; ``value`` is set if a figure stands there and its value changes with it."""

    start: int
    stop: int
    new: str
    value: Decimal | None = None


def plain_number(figure: GoldFigure) -> str | None:
    """The digits of an exact figure that is printed as digits and a measure word alone, else None."""
    found = _PLAIN.fullmatch(figure.text)
    exact = not figure.hedged and figure.low == figure.high
    return found[1] if found and exact and Decimal(found[1]) == figure.low else None


def digits_edit(figure: GoldFigure, number: str) -> Edit:
    """The edit that prints ``number`` in place of a plain figure's digits."""
    found = _PLAIN.fullmatch(figure.text)
    if not found:
        raise ValueError(f"{figure.text!r} is not plain digits with a measure word")
    return Edit(figure.start, figure.start + len(found[1]), number, Decimal(number))


def apply(narrative: Narrative, edits: Iterable[Edit]) -> Narrative:
    """The narrative after the edits, which may not overlap; figures inside a deleted range have an empty text."""
    ordered = sorted(set(edits), key=lambda edit: (edit.start, edit.stop))
    out: list[str] = []
    at = 0
    for edit in ordered:
        if edit.start < at:
            raise ValueError(f"edits overlap at {edit.start}")
        out += [narrative.text[at : edit.start], edit.new]
        at = edit.stop
    text = "".join([*out, narrative.text[at:]])
    return replace(narrative, text=text, figures=tuple(_moved(one, ordered, text) for one in narrative.figures))


def _moved(figure: GoldFigure, edits: Sequence[Edit], text: str) -> GoldFigure:
    start, stop = place(figure.start, edits, False), place(figure.stop, edits, True)
    value = next((e.value for e in edits if e.value is not None and figure.start <= e.start < figure.stop), None)
    low, high = (figure.low, figure.high) if value is None else (value, value)
    return replace(figure, start=start, stop=max(start, stop), text=text[start : max(start, stop)], low=low, high=high)


def place(at: int, edits: Sequence[Edit], is_end: bool) -> int:
    """Where ``at`` of the old text stands after the edits; an insertion at a figure's end stays outside the figure."""
    shift = 0
    for edit in edits:
        inserted = edit.start == edit.stop
        if edit.stop <= at and not (inserted and is_end and edit.start == at):
            shift += len(edit.new) - (edit.stop - edit.start)
        elif edit.start < at < edit.stop:
            return edit.start + shift + (len(edit.new) if is_end else 0)
    return at + shift


def paragraph_of(narrative: Narrative, at: int) -> tuple[int, int]:
    """Start and stop of the line that holds ``at`` (a line end inside a number counts as one here)."""
    start = narrative.text.rfind("\n", 0, at) + 1
    stop = narrative.text.find("\n", at)
    return start, len(narrative.text) if stop < 0 else stop


def sentence_of(narrative: Narrative, at: int) -> tuple[int, int]:
    """Start and stop of the sentence that holds ``at``, its full stop included."""
    start, stop = paragraph_of(narrative, at)
    before = max((narrative.text.rfind(mark, start, at) for mark in "。！？"), default=-1)
    ends = [end + 1 for mark in "。！？" if (end := narrative.text.find(mark, at, stop)) >= 0]
    return (before + 1 if before >= 0 else start), min(ends, default=stop)

"""A narrative as a gold text: the notation of corpora/GUIDE.md, written back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from .markup import GoldFigure, Narrative


def dumps(narrative: Narrative) -> str:
    """The gold text of a narrative.

    Lines whose figures are tied by a list are written as one paragraph with a cut (⏎), since ids hold in one paragraph.
    """
    meta = "".join(f"@{name}: {value}\n" for name, value in narrative.meta.items())
    return meta + "".join(_paragraphs(narrative))


def _paragraphs(narrative: Narrative) -> Iterator[str]:
    at = 0
    for stop in _ends(narrative):
        inside = [i for i, f in enumerate(narrative.figures) if at <= f.start < stop]
        if narrative.text[at:stop].strip():
            yield _marked(narrative, at, stop, inside) + "\n"
            yield from _lists(narrative, inside)
        at = stop + 1


def _ends(narrative: Narrative) -> list[int]:
    """Line ends that end a paragraph: those inside a figure or inside a list of parts are cuts in a line."""
    tied = [(f.start, f.stop) for f in narrative.figures]
    for one in narrative.parts:
        starts = [narrative.figures[i].start for i in (one.whole, *one.parts)]
        tied.append((min(starts), max(starts)))
    ends = [i for i, char in enumerate(narrative.text) if char == "\n"]
    return [end for end in ends if not any(a < end < b for a, b in tied)] or [len(narrative.text)]


def _marked(narrative: Narrative, at: int, stop: int, inside: list[int]) -> str:
    out: list[str] = []
    for (start, end), group in groupby(inside, key=lambda i: (narrative.figures[i].start, narrative.figures[i].stop)):
        out += [narrative.text[at:start], _mark(narrative, list(group))]
        at = end
    return "".join([*out, narrative.text[at:stop]]).replace("\n", "⏎")


def _mark(narrative: Narrative, indexes: list[int]) -> str:
    figures = [narrative.figures[i] for i in indexes]
    ids = "&".join(f"f{i}" for i in indexes)
    keys = "&".join(figure.key for figure in figures)
    return f"⟦{ids}:{figures[0].text}|{keys}|{_value(figures[0])}|{figures[0].unit}⟧"


def _value(figure: GoldFigure) -> str:
    low = f"{figure.low:f}"
    if not figure.hedged and figure.low == figure.high:
        return low
    high = "" if figure.high is None else f"{figure.high:f}"
    return f"{'~' if figure.hedged else ''}{low}..{high}"


def _lists(narrative: Narrative, inside: list[int]) -> Iterator[str]:
    for one in narrative.parts:
        if one.whole in inside:
            yield f"{'=' if one.closed else '>'} f{one.whole}: {' '.join(f'f{i}' for i in one.parts)}\n"

"""How far two annotators agree: python scripts/agreement.py FIRST SECOND [-v], where SECOND holds HAND-NNN.txt.

Neither side is the truth, so what is counted is symmetric: F1 of spans and parts, and on figures that both marked the
share of equal values, units, hedges and keys, with Cohen's kappa (Educ. Psychol. Meas. 20, 1960) for the keys.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from . import markup
from .markup import GoldFigure, Narrative
from .scores import UNNAMED, Tally, core, in_words, same_key

_YUAN = {"元": 1, "万元": 10**4, "亿元": 10**8}
_ASPECTS = ("value", "unit", "hedge", "key")


@dataclass(slots=True)
class Agreement:
    """Counts over all pairs of texts; ``labels`` are both keys of each figure that both marked."""

    texts: int = 0
    spans: Tally = field(default_factory=Tally)
    exact: Tally = field(default_factory=Tally)
    aspects: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in _ASPECTS})
    whole: Tally = field(default_factory=Tally)
    parts: Tally = field(default_factory=Tally)
    closed: Tally = field(default_factory=Tally)
    labels: list[tuple[str, str]] = field(default_factory=list)
    details: list[str] = field(default_factory=list)


def match(first: Narrative, second: Narrative) -> dict[int, int]:
    """Figures of one span, first index → second index; a hedge at an end may be inside or outside of a span.

    Zeros in words need only to overlap. Figures that share a span (distribution) are paired by their keys.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for index, figure in enumerate(first.figures):
        fits = [i for i, other in enumerate(second.figures) if i not in taken and _same_span(first.text, figure, other)]
        if fits:
            found[index] = min(fits, key=lambda i: not _keys_agree(figure.key, second.figures[i].key))
            taken.add(found[index])
    return found


def compare(first: Narrative, second: Narrative, total: Agreement) -> None:
    """Add one text that both annotated. Raises ValueError if the texts differ."""
    if first.text != second.text:
        raise ValueError(f"{first.name} and {second.name} are not the same text")
    total.texts += 1
    pairs = match(first, second)
    _spans(first, second, pairs, total)
    for index, other in pairs.items():
        _aspects(first, first.figures[index], second.figures[other], total)
    _parts(first, second, pairs, total)


def kappa(labels: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of pairs of labels: the agreement beyond what chance would give; 1.0 where chance gives all."""
    if not labels:
        return 1.0
    count = len(labels)
    observed = sum(one == other for one, other in labels) / count
    left, right = Counter(one for one, _ in labels), Counter(other for _, other in labels)
    chance = sum(left[label] * right[label] for label in left) / count**2
    return (observed - chance) / (1 - chance) if chance < 1 else 1.0


def _same_span(text: str, one: GoldFigure, other: GoldFigure) -> bool:
    if in_words(one) and in_words(other):
        return one.start < other.stop and other.start < one.stop
    return in_words(one) == in_words(other) and core(text, one) == core(text, other)


def _keys_agree(one: str, other: str) -> bool:
    return same_key(one, other) or same_key(other, one)


def _label(key: str) -> str:
    return "unnamed" if key in UNNAMED else key


def _spans(first: Narrative, second: Narrative, pairs: Mapping[int, int], total: Agreement) -> None:
    size = len(first.figures), len(second.figures)
    total.spans.add(len(pairs), size[1], size[0])
    places = [Counter((f.start, f.stop) for f in side.figures) for side in (first, second)]
    total.exact.add((places[0] & places[1]).total(), size[1], size[0])
    both = set(pairs.values())
    total.details += [f"first only  {_around(first, f)} {f.key}" for i, f in enumerate(first.figures) if i not in pairs]
    total.details += [f"second only {_around(first, f)} {f.key}" for i, f in enumerate(second.figures) if i not in both]


def _aspects(text: Narrative, one: GoldFigure, other: GoldFigure, total: Agreement) -> None:
    (value, unit), (value2, unit2) = _amount(one), _amount(other)
    agree = {
        "value": _same_interval(value, value2, one.hedged and other.hedged),
        "unit": unit == unit2,
        "hedge": one.hedged == other.hedged,
        "key": _keys_agree(one.key, other.key),
    }
    for name, right in agree.items():
        total.aspects[name].add(right, 1, 1)
    total.whole.add(all(agree.values()), 1, 1)
    label = _label(one.key)
    total.labels.append((label, label if agree["key"] else _label(other.key)))
    wrong = " ".join(name for name, right in agree.items() if not right)
    if wrong:
        total.details.append(f"{wrong:<11} {_around(text, one)} {_said(one)} or {_said(other)}")


def _amount(figure: GoldFigure) -> tuple[tuple[Decimal, Decimal | None], str]:
    """Low and high, and the unit; money in 元, since the conventions allow both."""
    times = _YUAN.get(figure.unit, 1)
    high = None if figure.high is None else figure.high * times
    return (figure.low * times, high), "元" if figure.unit in _YUAN else figure.unit


def _same_interval(one: tuple[Decimal, Decimal | None], other: tuple[Decimal, Decimal | None], hedged: bool) -> bool:
    """Equal; of two hedged intervals with one low end, one may be left open above."""
    return one == other or (hedged and one[0] == other[0] and None in (one[1], other[1]))


def _parts(first: Narrative, second: Narrative, pairs: Mapping[int, int], total: Agreement) -> None:
    one = {(p.whole, part): p.closed for p in first.parts for part in p.parts}
    back = {other: index for index, other in pairs.items()}
    # what the first did not mark gets a negative number: it is no part of any pair of the first
    two = {
        (back.get(p.whole, -1 - p.whole), back.get(part, -1 - part)): p.closed for p in second.parts for part in p.parts
    }
    both = one.keys() & two.keys()
    total.parts.add(len(both), len(two), len(one))
    total.closed.add(sum(one[pair] == two[pair] for pair in both), len(both), len(both))
    lists = (
        ("part 1 only", one.keys() - both),
        ("part 2 only", two.keys() - both),
        ("closed", {pair for pair in both if one[pair] != two[pair]}),
    )
    for name, some in lists:
        total.details += [f"{name:<11} {_pair(first, second, pair)}" for pair in sorted(some)]


def _pair(first: Narrative, second: Narrative, pair: tuple[int, int]) -> str:
    whole, part = (first.figures[i] if i >= 0 else second.figures[-1 - i] for i in pair)
    return f"{_around(first, part)} of {whole.text}"


def _around(text: Narrative, figure: GoldFigure) -> str:
    before, behind = text.text[max(0, figure.start - 18) : figure.start], text.text[figure.stop : figure.stop + 12]
    return f"{text.name}: {before}⟦{figure.text}⟧{behind}".replace("\n", "⏎")


def _said(figure: GoldFigure) -> str:
    high = "" if figure.high is None else figure.high
    return f"{figure.key} {'~' if figure.hedged else ''}{figure.low}..{high} {figure.unit}".rstrip()


def load_pairs(first: Path, second: Path) -> Iterator[tuple[Narrative, Narrative]]:
    """Each ``HAND-NNN.txt`` of ``second`` beside ``HAND/NNN.txt`` of ``first``. Raises OSError if that is missing."""
    for path in sorted(second.glob("*.txt")):
        name = "/".join(path.name.rsplit("-", 1))
        original = (first / name).read_text(encoding="utf-8")
        yield markup.parse(original, name), markup.parse(path.read_text(encoding="utf-8"), path.name)


def table(total: Agreement) -> Iterator[str]:
    """The lines of the report, in Markdown."""
    yield f"| {total.texts} texts | agreement | counts (both / first / second) |"
    yield "|---|---|---|"
    rows: Iterable[tuple[str, Tally]] = (
        ("spans, F1 (a hedge word at an end in or out)", total.spans),
        ("spans, F1, character for character", total.exact),
        *((f"{name} on figures of both", total.aspects[name]) for name in _ASPECTS),
        ("all four on figures of both", total.whole),
        ("parts, F1 of pairs", total.parts),
        ("closed or open on parts of both", total.closed),
    )
    for name, tally in rows:
        yield f"| {name} | {tally.f1:.4f} | {tally.right} / {tally.wanted} / {tally.given} |"
    yield f"| keys, Cohen's kappa | {kappa(total.labels):.4f} | {len(total.labels)} figures |"


def main(arguments: Sequence[str]) -> int:
    """The command. ``-v`` lists what differs: for annotators only, since it shows texts of the frozen part."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("first", type=Path, help="folder of HAND/NNN.txt")
    made.add_argument("second", type=Path, help="folder of HAND-NNN.txt")
    made.add_argument("-v", "--verbose", action="store_true", help="every difference; for annotators, not for rules")
    options = made.parse_args(arguments)
    total = Agreement()
    for one, other in load_pairs(options.first, options.second):
        compare(one, other, total)
    print("\n".join([*table(total), *(total.details if options.verbose else [])]))
    return 0

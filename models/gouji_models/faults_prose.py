"""Faults of the narrative: slips in sums, shares, rates, growth, and figures that are told twice."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from .editing import Edit, digits_edit, paragraph_of, plain_number
from .markup import GoldFigure, GoldParts, Narrative
from .planter import Fault, Finder, Subject

_ONCE = re.compile(
    r"prose\.(?:disclosed|lawsuits|handling_fee|accounts)|requests\.(?:received|handled|carried_in|carried_out)\.total"
    r"|disputes\.review\.total|stats\.(?:received|answered|disclosed)"
)


def slip(number: str, dice: random.Random) -> str:
    """One digit mistyped; the first digit never becomes 0."""
    place = dice.choice([i for i, char in enumerate(number) if char.isdigit()])
    digits = [d for d in "0123456789" if d != number[place] and (d != "0" or place or len(number) == 1)]
    return number[:place] + dice.choice(digits) + number[place + 1 :]


def swap(number: str, dice: random.Random) -> str | None:
    """Two neighbouring digits changed about; None if that changes nothing or gives a leading 0."""
    places = [i for i in range(len(number) - 1) if number[i : i + 2].isdigit() and number[i] != number[i + 1]]
    places = [i for i in places if i or number[1] != "0"]
    if not places:
        return None
    at = dice.choice(places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def exact_lists(narrative: Narrative) -> Iterator[GoldParts]:
    """Closed lists of two or more parts, all of them plain exact counts that add up."""
    for one in narrative.parts:
        members = [narrative.figures[i] for i in one.parts]
        whole = narrative.figures[one.whole]
        plain = all(plain_number(f) for f in (whole, *members))
        if one.closed and len(members) > 1 and plain and sum(f.low for f in members) == whole.low:
            yield one


def _in_list(change: Callable[[str, random.Random], str | None], whole: bool, part: bool) -> Finder:
    def find(subject: Subject, dice: random.Random) -> Iterator[Fault]:
        figures = subject.narrative.figures
        for one in exact_lists(subject.narrative):
            for index in ((one.whole,) if whole else ()) + (one.parts if part else ()):
                number = change(plain_number(figures[index]) or "", dice)
                if number is not None and Decimal(number) != figures[index].low:
                    yield Fault((digits_edit(figures[index], number),), (), (one.whole, *one.parts))

    return find


def other(number: str, dice: random.Random) -> str | None:
    """Another count of about the same size; None for what is no count above one."""
    value = int(number) if number.isdigit() else 0
    return str(value + dice.choice([-1, 1]) * dice.randint(1, max(1, value // 3))) if value > 1 else None


def _dropped(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    """One part of three or more is left out with its name: 、乙3件.

    Not a part that is divided itself: its own parts would stand for it, and the sum would still be told.
    """
    divided = {one.whole for one in subject.narrative.parts}
    text, figures = subject.narrative.text, subject.narrative.figures
    for one in exact_lists(subject.narrative):
        members = sorted(one.parts, key=lambda i: figures[i].start)
        for before, index in zip(members, members[1:-1], strict=False):
            start, stop = figures[before].stop, figures[index].stop
            gap = text[start : figures[index].start]
            named = re.fullmatch(r"[、，；][^、，；。：（）\d]{1,16}", gap)
            if (
                named
                and index not in divided
                and text[stop : stop + 1] in {"、", "，", "；"}
                and figures[index].low > 0
            ):
                kept = tuple(i for i in one.parts if i != index)
                yield Fault((Edit(start, stop, ""),), (), (one.whole, *kept))


def _bases(narrative: Narrative, index: int) -> Iterator[tuple[int, int]]:
    """Pairs of exact figures of the same paragraph, near the figure ``index``."""
    start, stop = paragraph_of(narrative, narrative.figures[index].start)
    near = [
        i
        for i, f in enumerate(narrative.figures)
        if start <= f.start < stop and i != index and plain_number(f) and f.unit != "%" and abs(i - index) <= 4
    ]
    yield from ((a, b) for a in near for b in near if a != b)


def rounded(value: Decimal, printed: str) -> str:
    """``value`` to as many decimals as ``printed`` has."""
    places = len(printed.partition(".")[2])
    return str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _share(a: GoldFigure, b: GoldFigure) -> Decimal | None:
    same = a.unit == b.unit and 0 < a.low <= b.low
    return a.low * 100 / b.low if same else None


def _growth(a: GoldFigure, b: GoldFigure) -> Decimal | None:
    same = a.unit == b.unit and b.low > 0 and a.low != b.low
    return abs(a.low - b.low) * 100 / b.low if same else None


def _percent(key: str, of: Callable[[GoldFigure, GoldFigure], Decimal | None]) -> Finder:
    def find(subject: Subject, dice: random.Random) -> Iterator[Fault]:
        figures = subject.narrative.figures
        for index, figure in enumerate(figures):
            printed = plain_number(figure)
            if figure.key != key or figure.unit != "%" or not printed or printed in {"0", "100"}:
                continue
            fits = [
                pair
                for pair in _bases(subject.narrative, index)
                if (value := of(figures[pair[0]], figures[pair[1]])) is not None and rounded(value, printed) == printed
            ]
            number = slip(printed, dice)
            least = 2 * Decimal(1).scaleb(-len(printed.partition(".")[2]))
            if len(fits) == 1 and least <= abs(Decimal(number) - figure.low) and Decimal(number) <= 100 + figure.low:
                yield Fault((digits_edit(figure, number),), (), (index, *fits[0]))

    return find


def _counted_growth(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    """比上年的52件增加4件: a count of growth that fits exactly one pair of figures beside it."""
    figures = subject.narrative.figures
    for index, figure in enumerate(figures):
        printed = plain_number(figure)
        if figure.key != "prose.growth" or figure.unit in {"%", "倍", "个百分点"} or not printed or figure.low < 2:
            continue
        fits = {
            (a, b)
            for a, b in _bases(subject.narrative, index)
            if figures[a].unit == figures[b].unit == figure.unit and figures[a].low - figures[b].low == figure.low
        }
        number = slip(printed, dice)
        if len(fits) == 1 and Decimal(number) != figure.low:
            yield Fault((digits_edit(figure, number),), (), (index, *next(iter(fits))))


def _twice(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    """A figure that is told twice under one key, once changed."""
    figures: Sequence[GoldFigure] = subject.narrative.figures
    for index, figure in enumerate(figures):
        number = plain_number(figure)
        twins = [i for i in range(index) if figures[i].key == figure.key and figures[i].low == figure.low]
        if number and figure.low > 9 and twins and _ONCE.fullmatch(figure.key) and plain_number(figures[twins[0]]):
            yield Fault((digits_edit(figure, slip(number, dice)),), (), (index, *twins))


def _balance(subject: Subject, dice: random.Random) -> Iterator[Fault]:
    """What came in against what was handled and carried on, told in the text."""
    figures = subject.narrative.figures
    sides = {"requests.carried_in.total", "requests.carried_out.total", "requests.handled.total"}
    for one in exact_lists(subject.narrative):
        for index in one.parts:
            number = other(plain_number(figures[index]) or "", dice)
            if figures[index].key in sides and number:
                yield Fault((digits_edit(figures[index], number),), (), (one.whole, *one.parts))


KINDS: Mapping[str, Finder] = {
    "digit_slip": _in_list(slip, True, True),
    "swapped_digits": _in_list(swap, True, True),
    "part_changed": _in_list(other, False, True),
    "part_dropped": _dropped,
    "total_changed": _in_list(other, True, False),
    "share_off": _percent("prose.share", _share),
    "rate_off": _percent("prose.rate", _share),
    "growth_off": _percent("prose.growth", _growth),
    "growth_count_off": _counted_growth,
    "same_twice": _twice,
    "balance_in_text": _balance,
}

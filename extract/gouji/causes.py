"""One root cause, one issue: the smallest set of figures whose correction heals all sums that fail.

Sums that hold count too: a correction that breaks one of them is none. Nothing is corrected; the set says only which
failed sums belong together, and its members become the ranked repairs of the issue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.equations import printed, value, violation
from gouji.types import Equation, Fact

_DEPTH = 4
_NODES = 6000

Change = Mapping[Fact, Decimal]


@dataclass(frozen=True, slots=True)
class Cause:
    """Failed sums (indexes) that one slip explains, and the ways to heal them, the likeliest first."""

    failed: tuple[int, ...]
    heals: tuple[Change, ...]


class _Search:
    """Depth-first search for the smallest corrections of one cluster of failed sums."""

    def __init__(self, equations: Sequence[Equation]) -> None:
        self.equations = equations
        self.of: dict[Fact, list[int]] = defaultdict(list)
        for index, equation in enumerate(equations):
            for _, fact in equation.terms:
                self.of[fact].append(index)
        self.nodes = 0
        self.found: list[dict[Fact, Decimal]] = []

    def run(self, failed: Sequence[int]) -> list[dict[Fact, Decimal]]:
        for depth in range(1, _DEPTH + 1):
            self.nodes = 0
            self._step(frozenset(failed), {}, depth)
            if self.found:
                return self.found
            if self.nodes > _NODES:
                return []
        return []

    def _step(self, failed: frozenset[int], shifts: dict[Fact, Decimal], depth: int) -> None:
        if not failed:
            if shifts not in self.found:
                self.found.append(dict(shifts))
            return
        self.nodes += 1
        if not depth or self.nodes > _NODES:
            return
        target = min(failed, key=lambda i: (len(self.equations[i].terms), i))
        missing = violation(self.equations[target], shifts)
        for factor, fact in self.equations[target].terms:
            if fact in shifts:
                continue
            change = -missing / factor
            if not possible(fact, change):
                continue
            shifts[fact] = change
            still = {i for i in failed if i not in self.of[fact]}
            still |= {i for i in self.of[fact] if violation(self.equations[i], shifts)}
            self._step(frozenset(still), shifts, depth - 1)
            del shifts[fact]


def possible(fact: Fact, change: Decimal) -> bool:
    """May the figure be wrong by so much: is it exact, and does it stay a count?"""
    low, high = value(fact)
    assert fact.figure is not None
    if low + change < 0 or fact.figure.hedged or high is None:
        return False
    whole = fact.figure.low == fact.figure.low.to_integral_value()
    return not whole or change == change.to_integral_value()


def clusters(equations: Sequence[Equation], failed: Sequence[int], *, near: bool) -> list[list[int]]:
    """Failed sums that share a fact stand in one cluster; without ``near`` also if a sum that holds connects them."""
    links = {i: {fact for _, fact in equations[i].terms} for i in failed}
    if not near and len(failed) > 1:
        own = dict(links)
        for equation in equations:
            facts = {fact for _, fact in equation.terms}
            touching = [i for i in failed if not facts.isdisjoint(own[i])]
            if len(touching) > 1:
                for i in touching:
                    links[i] = links[i] | facts
    return _connected(list(failed), links)


def _connected(left: list[int], links: Mapping[int, set[Fact]]) -> list[list[int]]:
    groups: list[list[int]] = []
    while left:
        group = [left.pop(0)]
        facts = set(links[group[0]])
        while near := [i for i in left if links[i] & facts]:
            left = [i for i in left if i not in near]
            group += near
            facts = facts.union(*(links[i] for i in near))
        groups.append(sorted(group))
    return groups


def digit_distance(was: str, becomes: str) -> int:
    """0 equal, 1 one digit changed, dropped or doubled, or two neighbours swapped; 2 anything else."""
    if was == becomes:
        return 0
    if len(was) == len(becomes):
        unlike = [i for i, (a, b) in enumerate(zip(was, becomes, strict=True)) if a != b]
        if len(unlike) == 1:
            return 1
        swapped = len(unlike) == 2 and unlike[1] == unlike[0] + 1
        return 1 if swapped and was[unlike[0]] == becomes[unlike[1]] and was[unlike[1]] == becomes[unlike[0]] else 2
    short, long = sorted((was, becomes), key=len)
    dropped = len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    return 1 if dropped else 2


def unlikely(change: Change) -> int:
    """How unlike a slip the corrections look (fewer is likelier)."""
    return sum(digit_distance(printed(value(f)[0]), printed(value(f)[0] + d)) for f, d in change.items())


def _groups(equations: Sequence[Equation], change: Change) -> list[set[Fact]]:
    """Corrections that meet in one sum belong to one slip."""
    left = list(change)
    groups: list[set[Fact]] = []
    while left:
        group = {left.pop(0)}
        grown = True
        while grown:
            near = [f for f in left if any(_meet(equation, f, group) for equation in equations)]
            grown = bool(near)
            group |= set(near)
            left = [f for f in left if f not in group]
        groups.append(group)
    return groups


def _meet(equation: Equation, fact: Fact, group: set[Fact]) -> bool:
    facts = {f for _, f in equation.terms}
    return fact in facts and bool(facts & group)


def causes(equations: Sequence[Equation], failed: Sequence[int]) -> list[Cause]:
    """Group the failed sums by root cause. Sums that no small correction heals together stay alone."""
    found: list[Cause] = []
    for wide in clusters(equations, failed, near=False):
        for cluster, heals in _healed(equations, wide):
            heals.sort(key=lambda change: (-len(_groups(equations, change)), unlikely(change)))
            found.extend(_by_group(equations, cluster, heals))
    return found


def _healed(equations: Sequence[Equation], wide: list[int]) -> list[tuple[list[int], list[dict[Fact, Decimal]]]]:
    """The cluster with its smallest corrections; if there are none that small, its closer clusters with theirs."""
    heals = _Search(equations).run(wide) if len(wide) > 1 else []
    if heals or len(wide) == 1:
        return [(wide, heals)]
    close = clusters(equations, wide, near=True)
    return [(one, _Search(equations).run(one) if len(one) > 1 else []) for one in close]


def _alone(equations: Sequence[Equation], index: int) -> list[dict[Fact, Decimal]]:
    """What would heal one failed sum without breaking another; if nothing would, what would heal it alone."""
    search = _Search(equations)
    search._step(frozenset([index]), {}, 1)
    heals = search.found
    if not heals:
        alone = _Search([equations[index]])
        alone._step(frozenset([0]), {}, 1)
        heals = alone.found
    return sorted(heals, key=unlikely)


def _by_group(
    equations: Sequence[Equation], cluster: Sequence[int], heals: Sequence[dict[Fact, Decimal]]
) -> list[Cause]:
    """One cause for each group of corrections that explains more sums than it changes figures; else each sum alone."""
    found: list[Cause] = []
    explained: set[int] = set()
    best = heals[0] if heals else {}
    groups = _groups(equations, best)
    for group in groups:
        touched = tuple(i for i in cluster if any(fact in group for _, fact in equations[i].terms))
        if len(group) >= len(touched) or explained & set(touched):
            continue
        explained.update(touched)
        ways = [change for change in heals if len(groups) == 1 or set(change) == set(best)][:4]
        found.append(
            Cause(touched, tuple({f: d for f, d in w.items() if f in group or len(groups) == 1} for w in ways))
        )
    found += [Cause((i,), tuple(_alone(equations, i))) for i in cluster if i not in explained]
    return found

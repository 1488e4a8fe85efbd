"""One root cause, one issue: the smallest set of figures whose correction heals all sums that fail.

Sums that hold count too: a correction that breaks one of them is none. Nothing is corrected; the set says only which
failed sums belong together, and its members become the ranked repairs of the issue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


class _Sums:
    """Sums, and for each fact the numbers of those it stands in: looked up once for every cluster and correction."""

    def __init__(self, equations: Sequence[Equation]) -> None:
        self.equations = equations
        self.of: dict[Fact, list[int]] = defaultdict(list)
        for index, equation in enumerate(equations):
            for _, fact in equation.terms:
                self.of[fact].append(index)

    def facts(self, index: int) -> set[Fact]:
        return {fact for _, fact in self.equations[index].terms}

    def with_any(self, facts: Iterable[Fact]) -> set[int]:
        """The sums that one of the facts stands in."""
        return {index for fact in facts for index in self.of[fact]}


class _Search:
    """Depth-first search for the smallest corrections of one cluster of failed sums."""

    def __init__(self, sums: _Sums) -> None:
        self.sums = sums
        self.nodes = 0
        self.found: list[dict[Fact, Decimal]] = []

    def run(self, failed: Sequence[int]) -> list[dict[Fact, Decimal]]:
        for depth in range(1, _DEPTH + 1):
            self.nodes = 0
            self.step(frozenset(failed), {}, depth)
            if self.found:
                return self.found
            if self.nodes > _NODES:
                return []
        return []

    def step(self, failed: frozenset[int], shifts: dict[Fact, Decimal], depth: int) -> None:
        if not failed:
            if shifts not in self.found:
                self.found.append(dict(shifts))
            return
        self.nodes += 1
        if not depth or self.nodes > _NODES:
            return
        equations, of = self.sums.equations, self.sums.of
        target = min(failed, key=lambda i: (len(equations[i].terms), i))
        missing = violation(equations[target], shifts)
        for factor, fact in equations[target].terms:
            if fact in shifts:
                continue
            change = -missing / factor
            if not possible(fact, change):
                continue
            shifts[fact] = change
            still = {i for i in failed if i not in of[fact]}
            still |= {i for i in of[fact] if violation(equations[i], shifts)}
            self.step(frozenset(still), shifts, depth - 1)
            del shifts[fact]


def possible(fact: Fact, change: Decimal) -> bool:
    """May the figure be wrong by so much: is it exact, and does it stay a count?"""
    low, high = value(fact)
    assert fact.figure is not None
    if low + change < 0 or fact.figure.hedged or high is None:
        return False
    whole = fact.figure.low == fact.figure.low.to_integral_value()
    return not whole or change == change.to_integral_value()


def _clusters(sums: _Sums, failed: Sequence[int], *, near: bool) -> list[list[int]]:
    """Failed sums that share a fact stand in one cluster; without ``near`` also if a sum that holds connects them."""
    links = {i: sums.facts(i) for i in failed}
    if not near and len(failed) > 1:
        touching: dict[int, set[int]] = defaultdict(set)
        for i in failed:
            for other in sums.with_any(links[i]):
                touching[other].add(i)
        for other, touched in touching.items():
            if len(touched) > 1:
                for i in touched:
                    links[i] = links[i] | sums.facts(other)
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


def _groups(sums: _Sums, change: Change) -> list[set[Fact]]:
    """Corrections that meet in one sum belong to one slip."""
    left = list(change)
    groups: list[set[Fact]] = []
    while left:
        group = {left.pop(0)}
        grown = True
        while grown:
            near = [fact for fact in left if not sums.with_any(group).isdisjoint(sums.of[fact])]
            grown = bool(near)
            group |= set(near)
            left = [fact for fact in left if fact not in group]
        groups.append(group)
    return groups


def causes(equations: Sequence[Equation], failed: Sequence[int]) -> list[Cause]:
    """Group the failed sums by root cause. Sums that no small correction heals together stay alone."""
    if not failed:
        return []
    sums = _Sums(equations)
    found: list[Cause] = []
    for wide in _clusters(sums, failed, near=False):
        for cluster, heals in _healed(sums, wide):
            heals.sort(key=lambda change: (-len(_groups(sums, change)), unlikely(change)))
            found.extend(_by_group(sums, cluster, heals))
    return found


def _healed(sums: _Sums, wide: list[int]) -> list[tuple[list[int], list[dict[Fact, Decimal]]]]:
    """The cluster with its smallest corrections; if there are none that small, its closer clusters with theirs."""
    heals = _Search(sums).run(wide) if len(wide) > 1 else []
    if heals or len(wide) == 1:
        return [(wide, heals)]
    close = _clusters(sums, wide, near=True)
    return [(one, _Search(sums).run(one) if len(one) > 1 else []) for one in close]


def _alone(sums: _Sums, index: int) -> list[dict[Fact, Decimal]]:
    """What would heal one failed sum without breaking another; if nothing would, what would heal it alone."""
    search = _Search(sums)
    search.step(frozenset([index]), {}, 1)
    heals = search.found
    if not heals:
        alone = _Search(_Sums([sums.equations[index]]))
        alone.step(frozenset([0]), {}, 1)
        heals = alone.found
    return sorted(heals, key=unlikely)


def _by_group(sums: _Sums, cluster: Sequence[int], heals: Sequence[dict[Fact, Decimal]]) -> list[Cause]:
    """One cause for each group of corrections that explains more sums than it changes figures; else each sum alone."""
    found: list[Cause] = []
    explained: set[int] = set()
    best = heals[0] if heals else {}
    groups = _groups(sums, best)
    for group in groups:
        near = sums.with_any(group)
        touched = tuple(i for i in cluster if i in near)
        if len(group) >= len(touched) or explained & set(touched):
            continue
        explained.update(touched)
        ways = [change for change in heals if len(groups) == 1 or set(change) == set(best)][:4]
        found.append(
            Cause(touched, tuple({f: d for f, d in w.items() if f in group or len(groups) == 1} for w in ways))
        )
    found += [Cause((i,), tuple(_alone(sums, i))) for i in cluster if i not in explained]
    return found

"""Wholes whose parts are known from the form: results of what was handled, kinds of applicants, outcomes of disputes.

Source: the sums of the statutory tables; the keys alone decide, across sentences of one paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.types import Parts

_BOTH = "requests.received.total+requests.carried_in.total"
_GROUPS = ("refused", "unavailable", "not_processed", "other")
_OUTCOMES = ("upheld", "corrected", "other", "pending")


@dataclass(frozen=True, slots=True)
class Partition:
    """Figures whose keys match ``members`` add up to one of ``wholes`` (the first that is told)."""

    name: str
    wholes: tuple[str, ...]
    members: re.Pattern[str]
    inner: re.Pattern[str] | None = None
    bounded: bool = False  # one sentence only


def _of(*keys: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(key) for key in keys))


_RESULT = re.compile(
    r"requests\.(?:granted\.total(?:\+requests\.partly_granted\.total)?|partly_granted\.total"
    r"|(?:refused|unavailable|not_processed|other)\.(?:\w+\.)?total)"
)
_INSIDE = re.compile(r"requests\.(?:refused|unavailable|not_processed|other)\.\w+\.total")

PARTITIONS: tuple[Partition, ...] = (
    *(
        Partition(f"{group} by ground", (f"requests.{group}.total",), re.compile(rf"requests\.{group}\.\w+\.total"))
        for group in _GROUPS
    ),
    Partition(
        "granted wholly or partly",
        ("requests.granted.total+requests.partly_granted.total",),
        _of("requests.granted.total", "requests.partly_granted.total"),
    ),
    Partition("results", ("requests.handled.total",), _RESULT, _INSIDE),
    Partition(
        "organisations",
        ("prose.requests.organisations",),
        re.compile(r"requests\.received\.(?:company|research|welfare|legal_service|other_org)"),
    ),
    Partition(
        "applicants",
        ("requests.received.total", _BOTH),
        re.compile(r"requests\.received\.(?!total)\w+|prose\.requests\.organisations"),
    ),
    Partition("channels of receipt", ("requests.received.total", _BOTH), _of("prose.requests.channel")),
    Partition("what came in", (_BOTH,), _of("requests.received.total", "requests.carried_in.total")),
    Partition(
        "what became of it",
        (_BOTH, "requests.received.total"),
        _of("requests.handled.total", "requests.carried_out.total"),
    ),
    Partition("review outcomes", ("disputes.review.total",), _of(*(f"disputes.review.{o}" for o in _OUTCOMES))),
    Partition("lawsuit outcomes", ("prose.lawsuits",), _of(*(f"prose.lawsuits.{o}" for o in _OUTCOMES))),
    Partition(
        "lawsuits by way", ("prose.lawsuits",), _of("disputes.lawsuit_direct.total", "disputes.lawsuit_after_review.total")
    ),
    *(
        Partition(f"{way} outcomes", (f"disputes.{way}.total",), _of(*(f"disputes.{way}.{o}" for o in _OUTCOMES)))
        for way in ("lawsuit_direct", "lawsuit_after_review")
    ),
    Partition("ways of receipt", ("stats.received",), re.compile(r"stats\.received\.\w+")),
    Partition("closed in time", ("stats.closed",), re.compile(r"stats\.closed\.\w+")),
    Partition("reasons of refusal", ("stats.answered.refused",), re.compile(r"stats\.answered\.refused\.\w+")),
    Partition("answers", ("stats.answered",), re.compile(r"stats\.answered\.(?!refused\.)\w+")),
    Partition("staff", ("stats.staff",), re.compile(r"stats\.staff\.\w+")),
    Partition("review outcomes 2014", ("stats.review",), re.compile(r"stats\.review\.\w+")),
    Partition("lawsuit outcomes 2014", ("stats.lawsuit",), re.compile(r"stats\.lawsuit\.\w+")),
)
_OPEN = re.compile(r"主要|等$|突出|居多|较多")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as the partitions see it: its key, its sentence, the words before it; ``zero``: said in words."""

    key: str
    sentence: int
    gap: str
    zero: bool = False


def _runs(told: list[Told], partition: Partition) -> list[list[int]]:
    """Sequences of members; a whole of the partition, or a member that was there already, begins a new one."""
    runs: list[list[int]] = []
    run: list[int] = []
    for index, one in enumerate(told):
        if one.key in partition.wholes and not partition.members.fullmatch(one.key):
            if run:
                runs.append(run)
            run = []
        elif partition.members.fullmatch(one.key) and not one.zero:
            repeated = one.key not in {"prose.requests.channel"} and any(told[i].key == one.key for i in run)
            if repeated or (run and one.sentence - told[run[-1]].sentence > 1):
                runs.append(run)
                run = []
            run.append(index)
    return [*runs, run] if run else runs


def _without_inner(told: list[Told], run: list[int], partition: Partition) -> list[int]:
    """Rows of a group that is told itself are parts of the group, not of the whole."""
    keys = {told[i].key for i in run}
    kept = []
    for i in run:
        key = told[i].key
        if partition.inner and partition.inner.fullmatch(key) and ".".join(key.split(".")[:2]) + ".total" in keys:
            continue
        if key in {"requests.granted.total", "requests.partly_granted.total"} and _JOINT in keys:
            continue
        if partition.name == "applicants" and _ORGANISATION.fullmatch(key) and "prose.requests.organisations" in keys:
            continue
        kept.append(i)
    return kept


_JOINT = "requests.granted.total+requests.partly_granted.total"
_ORGANISATION = re.compile(r"requests\.received\.(?:company|research|welfare|legal_service|other_org)")


def _whole(told: list[Told], run: list[int], partition: Partition) -> int | None:
    """The nearest whole before the run in the paragraph, else one that closes it (共…, 合计…)."""
    for key in partition.wholes:
        before = [i for i in range(run[0]) if told[i].key == key and not told[i].zero]
        if before:
            return before[-1]
        after = [i for i in range(run[-1] + 1, len(told)) if told[i].key == key and not told[i].zero]
        if after and told[after[0]].sentence == told[run[-1]].sentence:
            return after[0]
    return None


def known(told: list[Told]) -> list[Parts]:
    """Parts of a paragraph's figures that their keys alone give (indexes into ``told``)."""
    found: list[Parts] = []
    for partition in PARTITIONS:
        for run in _runs(told, partition):
            members = _without_inner(told, run, partition)
            whole = _whole(told, members, partition) if members else None
            if whole is None or whole in members or (partition.name == "what came in" and len(members) < 2):
                if partition.name == "what came in" and whole is not None and whole not in members:
                    found.append(Parts(whole, tuple(members), False, "open list of a known partition"))
                continue
            if partition.name == "what became of it" and not _sound(told, whole, members):
                continue
            closed = len(members) >= 2 and not any(_OPEN.search(told[i].gap) for i in members)
            why = f"known partition: {partition.name}" if closed else "open list of a known partition"
            found.append(Parts(whole, tuple(members), closed, why))
    return found


def _sound(told: list[Told], whole: int, members: list[int]) -> bool:
    """Received alone is what was handled and carried on only if nothing was carried in."""
    if len(members) < 2:
        return told[whole].key == _BOTH and any(w in told[members[0]].gap for w in ("其中", "中"))
    if told[whole].key == _BOTH:
        return True
    return not any(one.key == "requests.carried_in.total" and not one.zero for one in told)

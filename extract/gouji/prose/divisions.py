"""The divisions that the forms themselves make: which keys are parts of which (the sums of the statutory tables).

Data only; how they are found in a paragraph is in partitions.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

RECEIVED = "requests.received.total"
CARRIED_IN = "requests.carried_in.total"
CARRIED_OUT = "requests.carried_out.total"
HANDLED = "requests.handled.total"
BOTH = f"{RECEIVED}+{CARRIED_IN}"
GRANTED = "requests.granted.total"
PARTLY = "requests.partly_granted.total"
JOINT = f"{GRANTED}+{PARTLY}"
ORGANISATIONS = "prose.requests.organisations"
ORGANISATION = re.compile(r"requests\.received\.(?:company|research|welfare|legal_service|other_org)")
_NEVER = 99
_GROUPS = ("refused", "unavailable", "not_processed", "other")
_OUTCOMES = ("upheld", "corrected", "other", "pending")


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """Figures whose keys match ``members`` add up to one of ``wholes`` (the first that is told, or that they make up).

    ``inner``: members that are parts of another member when that is told; ``sure``: the wholes they must make up
    (of the others they are parts only if they do); ``reach``: how many sentences two neighbours may stand apart;
    ``repeats``: a key may stand twice in one list; ``enough``: a list behind 其中 that falls short names all there is
    only if it names so many;
    ``alone``: one member may be all there is; ``exact_only``: believed only if it adds up; ``loose``: or if 其中 is
    said, and then open; ``beside``: one member behind its whole is always an open part of it;
    ``unless``: not looked for where one of these keys has parts already.
    """

    name: str
    wholes: tuple[str, ...]
    members: re.Pattern[str]
    inner: re.Pattern[str] | None = None
    sure: frozenset[str] = frozenset()
    reach: int = 1
    repeats: bool = False
    enough: int = 2
    alone: bool = False
    exact_only: bool = False
    loose: bool = False
    beside: bool = False
    unless: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.sure:
            object.__setattr__(self, "sure", frozenset(self.wholes))


@cache
def is_member(members: re.Pattern[str], key: str) -> bool:
    """Is the key one of a partition's members? The keys are few, so that each is asked once only."""
    return bool(members.fullmatch(key))


def _of(*keys: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(key) for key in keys))


_RESULT = (
    r"requests\.(?:granted\.total(?:\+requests\.partly_granted\.total)?|partly_granted\.total"
    r"|(?:refused|unavailable|not_processed|other)\.(?:\w+\.)?total)"
)
_INSIDE = re.compile(r"requests\.(?:refused|unavailable|not_processed|other)\.\w+\.total")
_CARRIED = re.compile(_RESULT + r"|requests\.carried_out\.total")

_REQUESTS = (
    *(
        Partition(
            f"{group} by ground",
            (f"requests.{group}.total",),
            re.compile(rf"requests\.{group}\.\w+\.total"),
            enough=_NEVER,
            alone=True,
        )
        for group in _GROUPS
    ),
    Partition("granted wholly or partly", (JOINT,), _of(GRANTED, PARTLY)),
    Partition("results", (HANDLED,), re.compile(_RESULT), _INSIDE, enough=4),
    Partition(
        "results of what came in",
        (BOTH, RECEIVED),
        re.compile(_RESULT),
        _INSIDE,
        loose=True,
        unless=frozenset({HANDLED}),
    ),
    Partition(
        "results and what is left",
        (BOTH, RECEIVED),
        _CARRIED,
        _INSIDE,
        exact_only=True,
        unless=frozenset({HANDLED}),
    ),
    Partition("organisations", (ORGANISATIONS,), ORGANISATION, enough=_NEVER),
    Partition(
        "applicants",
        (RECEIVED, BOTH),
        re.compile(r"requests\.received\.(?!total)\w+|prose\.requests\.organisations"),
    ),
    Partition("channels of receipt", (RECEIVED, BOTH), _of("prose.requests.channel"), repeats=True, enough=3),
    Partition("what came in", (BOTH,), _of(RECEIVED, CARRIED_IN), reach=3),
    Partition("what became of it", (BOTH, RECEIVED), _of(HANDLED, CARRIED_OUT)),
)
_DISPUTES = (
    Partition(
        "review outcomes",
        ("disputes.review.total",),
        _of(*(f"disputes.review.{o}" for o in _OUTCOMES)),
        alone=True,
        enough=3,
    ),
    Partition(
        "lawsuits by way",
        ("prose.lawsuits",),
        _of("disputes.lawsuit_direct.total", "disputes.lawsuit_after_review.total"),
    ),
    Partition(
        "lawsuit outcomes",
        ("prose.lawsuits",),
        _of(*(f"prose.lawsuits.{o}" for o in _OUTCOMES)),
        alone=True,
        enough=3,
    ),
    *(
        Partition(
            f"{way} outcomes",
            (f"disputes.{way}.total", "prose.lawsuits"),
            _of(*(f"disputes.{way}.{o}" for o in _OUTCOMES)),
            sure=frozenset({f"disputes.{way}.total"}),
            alone=True,
            enough=3,
        )
        for way in ("lawsuit_direct", "lawsuit_after_review")
    ),
)
_FORM_2014 = (
    Partition("ways of receipt", ("stats.received",), re.compile(r"stats\.received\.\w+"), enough=3),
    Partition("closed in time", ("stats.closed",), re.compile(r"stats\.closed\.\w+")),
    Partition(
        "reasons of refusal",
        ("stats.answered.refused",),
        re.compile(r"stats\.answered\.refused\.\w+"),
        enough=_NEVER,
        alone=True,
    ),
    Partition("answers", ("stats.answered",), re.compile(r"stats\.answered\.(?!refused\.)\w+"), enough=4),
    Partition("press by head", ("stats.press",), _of("stats.press.by_head"), beside=True),
    Partition("interviews by head", ("stats.interviews",), _of("stats.interviews.by_head"), beside=True),
    Partition("staff", ("stats.staff",), re.compile(r"stats\.staff\.\w+")),
    Partition("review outcomes 2014", ("stats.review",), re.compile(r"stats\.review\.\w+"), alone=True),
    Partition("lawsuit outcomes 2014", ("stats.lawsuit",), re.compile(r"stats\.lawsuit\.\w+"), alone=True),
)
PARTITIONS: tuple[Partition, ...] = (*_REQUESTS, *_DISPUTES, *_FORM_2014)
WHOLES = frozenset({RECEIVED, CARRIED_IN, CARRIED_OUT, HANDLED, BOTH})


@cache
def divisions_of(key: str) -> frozenset[Partition]:
    """The partitions whose members may have this key."""
    return frozenset(one for one in PARTITIONS if one.members.fullmatch(key))


@cache
def divisions_into(key: str) -> tuple[Partition, ...]:
    """The partitions that divide what has this key."""
    return tuple(one for one in PARTITIONS if key in one.wholes)


def divides(whole: str, member: str) -> bool:
    """May what has the one key be divided into parts one of which has the other?"""
    return not divisions_of(member).isdisjoint(divisions_into(whole))

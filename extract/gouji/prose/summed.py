"""The key of a whole that no words name, by the keys of its parts: 维持4件，纠正1件，未审结1件，计6件."""

from __future__ import annotations

from collections.abc import Sequence

_RESULTS = ("upheld", "corrected", "other", "pending")
_APPLICANTS = ("natural_person", "company", "research", "welfare", "legal_service", "other_org")
_BOTH = "requests.received.total+requests.carried_in.total"
_GROUPS = ("refused", "unavailable", "not_processed", "other")

# What the parts must all be → what they make up.
_MADE_UP: tuple[tuple[frozenset[str], str], ...] = (
    *(
        (frozenset(f"{row}.{name}" for name in _RESULTS), whole)
        for row, whole in (
            ("disputes.review", "disputes.review.total"),
            ("disputes.lawsuit_direct", "disputes.lawsuit_direct.total"),
            ("disputes.lawsuit_after_review", "disputes.lawsuit_after_review.total"),
            ("prose.lawsuits", "prose.lawsuits"),
            ("stats.review", "stats.review"),
            ("stats.lawsuit", "stats.lawsuit"),
        )
    ),
    (frozenset({"disputes.lawsuit_direct.total", "disputes.lawsuit_after_review.total"}), "prose.lawsuits"),
    (frozenset(f"stats.received.{way}" for way in ("in_person", "fax", "online", "letter")), "stats.received"),
    (frozenset({"stats.closed.on_time", "stats.closed.extended"}), "stats.closed"),
    (frozenset({"requests.received.total", "requests.carried_in.total"}), _BOTH),
    (frozenset({"requests.handled.total", "requests.carried_out.total"}), _BOTH),
    (
        frozenset({*(f"requests.received.{name}" for name in _APPLICANTS), "prose.requests.organisations"}),
        "requests.received.total",
    ),
    (
        frozenset({"requests.granted.total", "requests.partly_granted.total"}),
        "requests.granted.total+requests.partly_granted.total",
    ),
)
_ALIKE = {"prose.requests.channel": "requests.received.total", "prose.proposals": "prose.proposals"}
_OF_ALL = {"prose.disclosed.kind", "prose.disclosed.channel"}
_DISCLOSED = {"prose.disclosed", "stats.disclosed"}
_WAY = "prose.requests.channel"


def _group(key: str) -> str:
    """requests.refused.third_party.total → requests.refused.total; nothing for what is no result."""
    parts = key.split(".")
    if key in {"requests.granted.total", "requests.partly_granted.total"}:
        return key
    return f"requests.{parts[1]}.total" if parts[0] == "requests" and parts[1] in _GROUPS else ""


def key_of_whole(parts: Sequence[str], others: Sequence[str]) -> str:
    """The key of what the parts with these keys make up, or nothing. ``others``: the keys of the whole paragraph."""
    kinds = set(parts)
    if len(kinds) == 1:
        only = parts[0]
        if only in _OF_ALL and _DISCLOSED.isdisjoint(others):
            return "prose.disclosed"
        return _ALIKE.get(only, "")
    for members, whole in _MADE_UP:
        if kinds <= members:
            return whole
    groups = {_group(key) for key in kinds}
    if "" in groups:
        return ""
    return groups.pop() if len(groups) == 1 else "requests.handled.total"


def odd_way(parts: Sequence[str], whole: str) -> int | None:
    """Which one of the parts of what was received is no way of receipt by its own words, all others being ways."""
    odd = [place for place, key in enumerate(parts) if key != _WAY]
    alone = len(odd) == 1 and len(parts) > 2 and not parts[odd[0]].startswith("requests.")
    return odd[0] if alone and whole.startswith("requests.received.total") else None

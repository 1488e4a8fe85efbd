"""Decisions and a baseline applied to an audit: what stands, what is set aside, what is fixed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gouji.checking import registry
from gouji.decisions.nouns import Decision, Judged, Trace, as_judged
from gouji.decisions.store import load
from gouji.decisions.trace import pair, still_read, traces
from gouji.types import Audit


def judged(audit: Audit, decisions: Sequence[Decision], codes: Collection[str]) -> Judged:
    """The audit under the decisions of its draft; only what the checks ``codes`` that ran find can be told fixed.

    A decision follows its issue to a reworded sentence only as long as the numbers and the sum are the same.
    """
    whole = as_judged(audit)
    found = pair([one.about for one in decisions], traces(audit, whole.issues), exact=True)
    now: Mapping[str, Decision] = {whole.issues[at].fingerprint: decisions[index] for at, index in found.items()}
    gone = [one.about for index, one in enumerate(decisions) if index not in found.values()]
    rejected = {name for name, decision in now.items() if decision.choice == "rejected"}
    told = replace(
        whole,
        issues=tuple(one for one in whole.issues if one.fingerprint not in rejected),
        decisions=now,
        rejected=tuple(one for one in whole.issues if one.fingerprint in rejected),
    )
    return _ended(told, gone, codes)


def decided(audit: Audit, draft: Path, codes: Collection[str]) -> Audit:
    """The audit under what is kept beside its draft; itself if nothing is. Raises GoujiError for a bad file."""
    decisions = load(draft)
    return judged(audit, decisions, codes) if decisions else audit


def codes_run(select: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """The codes of the checks that ran; codes may be written by their beginnings, none selected are all."""
    codes = [code for code in registry() if not select or code.startswith(tuple(select))]
    return frozenset(code for code in codes if not (ignore and code.startswith(tuple(ignore))))


def against_baseline(audit: Audit, baseline: Sequence[Trace], codes: Collection[str]) -> Judged:
    """The audit with only what ``baseline``, the issues of an earlier run, had not told."""
    whole = as_judged(audit)
    every = (*whole.issues, *whole.rejected)
    found = pair(baseline, traces(audit, every))
    known = {every[at].fingerprint for at in found}
    gone = [one for index, one in enumerate(baseline) if index not in found.values()]
    told = replace(
        whole,
        issues=tuple(one for one in whole.issues if one.fingerprint not in known),
        known=tuple(one for one in whole.issues if one.fingerprint in known),
        compared=True,
    )
    return _ended(told, gone, codes)


def _ended(audit: Judged, gone: Sequence[Trace], codes: Collection[str]) -> Judged:
    """Issues that are found no more, each once; those of checks that did not run are not spoken of."""
    told = {one.fingerprint for one in (*audit.fixed, *audit.lost)}
    gone = [one for one in gone if one.fingerprint not in told and (not one.code or one.code in codes)]
    fixed = tuple(one for one in gone if still_read(audit, one))
    return replace(audit, fixed=(*audit.fixed, *fixed), lost=(*audit.lost, *(one for one in gone if one not in fixed)))

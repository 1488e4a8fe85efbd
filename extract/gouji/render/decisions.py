"""The decisions on a draft as a list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from gouji.decisions import CHOICES, Decision, Judged, short
from gouji.types import Lang, Text

_STATES = {
    "present": Text("仍在", "still there"),
    "fixed": Text("已改正", "fixed"),
    "lost": Text("无法确认是否改正", "fixed or not, nobody can say"),
}


def state(audit: Judged, decision: Decision) -> str:
    """``present``, ``fixed`` or ``lost`` (the figures it speaks of are gone or were not read)."""
    name = decision.fingerprint
    if name in {one.fingerprint for one in audit.fixed}:
        return "fixed"
    return "lost" if name in {one.fingerprint for one in audit.lost} else "present"


def decisions_json(audit: Judged, decisions: Sequence[Decision], lang: Lang) -> str:
    """A list that ``gouji decisions import`` reads back."""
    told = [
        {
            "fingerprint": one.fingerprint,
            "decision": one.choice,
            "remark": one.remark,
            "by": one.by,
            "date": one.date,
            "code": one.about.code,
            "message": one.about.message,
            "state": state(audit, one),
        }
        for one in decisions
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def decisions_text(audit: Judged, decisions: Sequence[Decision], lang: Lang) -> str:
    name = audit.report.document.name
    if not decisions:
        return Text(f"{name}：没有处理意见。\n", f"{name}: no decision.\n").say(lang)
    return "".join(f"{line}\n" for one in decisions for line in _lines(audit, one, lang))


def _lines(audit: Judged, one: Decision, lang: Lang) -> Iterator[str]:
    about, ended = one.about, _STATES[state(audit, one)].say(lang)
    yield f"{CHOICES[one.choice].say(lang)} #{short(one.fingerprint)} {about.code} {about.message} [{ended}]"
    signed = " ".join(part for part in (one.by, one.date) if part)
    if one.remark or signed:
        yield "  " + "  ".join(part for part in (one.remark, signed) if part)

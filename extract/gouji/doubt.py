"""Is a list of parts read surely enough to call its sum wrong? A careful reader looks twice before saying so.

Doubt never makes a sum right: a list that is in doubt is told as not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from gouji.checking import Case
from gouji.clean import plain
from gouji.equations import total, value
from gouji.prose.divisions import CARRIED_IN, CARRIED_OUT, RECEIVED, WHOLES
from gouji.types import Fact, Outcome, Parts, Span, Text

_SIDE = re.compile(r"prose\.(?:growth|share|rate|visits)")
_ASIDE = re.compile(r"（[^（）]*）|，?(?:约?占|占比|同比|增长|下降)[^，、；。]*")
_STEP = re.compile(r"^(、|，|；|和|及|与)(?P<rest>(?:其他|其它|其余)?)[^，。；：（）]{0,16}$")
_COINCIDENCE = 20  # below this, equal numbers in one paragraph mean nothing
_BY_REQUEST = ("requests.received.", "prose.requests.")
# 部分信息经多个渠道发布，渠道合计数大于公开总数; 不同渠道之间存在重复
_OVERLAP = re.compile(
    r"(?:存在|有)(?:部分|少量)?(?:交叉|重复|重叠)|重复(?:计算|统计|计数)|去重"
    r"|(?:部分|同一)[^，。；：]{0,10}(?:多个|不同|各)(?:渠道|平台)|(?:合计|总和|之和)数?[^，。；：]{0,4}(?:大于|多于|超过)"
)
_UNFINISHED = re.compile(r"^[，、；][^。！？]*[^。！？；）”]$")
_JOINED = re.compile(r"^[^，。；：（）]{0,2}[、和及与][^，。；：（）\d]{0,14}$")


def _descendants(case: Case, index: int) -> set[int]:
    found: set[int] = set()
    for parts in case.report.parts:
        if parts.whole == index:
            for part in parts.parts:
                found |= {part} | _descendants(case, part)
    return found


def _paragraph(case: Case, span: Span) -> int | None:
    return next((s.paragraph for s in case.report.outline.sentences if s.span.covers(span)), None)


def _near(case: Case, parts: Parts) -> Iterator[tuple[int, Fact]]:
    """Other exact figures of the whole's unit in its paragraph."""
    whole = case.report.mentions[parts.whole]
    where = _paragraph(case, whole.span)
    for index, fact in enumerate(case.report.mentions):
        apart = index != parts.whole and index not in parts.parts
        if apart and _is_alike(fact, whole) and _paragraph(case, fact.span) == where:
            yield index, fact


def _is_alike(fact: Fact, whole: Fact) -> bool:
    """An exact figure of the same unit that is no share and no growth."""
    if fact.figure is None or whole.figure is None or fact.figure.hedged:
        return False
    return fact.figure.unit == whole.figure.unit and not _SIDE.match(fact.key)


def _skips(case: Case, parts: Parts) -> bool:
    """Is a figure of the same unit passed over inside the list, or joined to its end?"""
    mentions = case.report.mentions
    inner = set().union(*(_descendants(case, part) for part in parts.parts))
    first = min(mentions[i].span.start for i in parts.parts)
    last = max(mentions[i].span.stop for i in parts.parts)
    text = case.report.document.text
    for index, fact in _near(case, parts):
        if index in inner:
            continue
        if first < fact.span.start < last:
            return True
        if fact.span.start >= last and _JOINED.match(plain(text[last : fact.span.start])):
            return True
    return False


def _fits_another(case: Case, parts: Parts, members: Sequence[Fact]) -> bool:
    """Do the parts make up a figure before them that stands nearer than the whole, or whose key was not understood?"""
    whole, made = case.report.mentions[parts.whole], total(members)
    first = min(member.span.start for member in members)
    for _, fact in _near(case, parts):
        if value(fact)[0] == made and fact.span.start < first:
            unsure = fact.key == "unnamed" and made >= _COINCIDENCE
            if unsure or whole.span.start < fact.span.start:
                return True
    return False


def _with_carried_in(case: Case, parts: Parts, members: Sequence[Fact]) -> bool:
    """Applicants and channels may be counted over the requests received and those carried in together."""
    came_in = case.report.mentions[parts.whole].key == RECEIVED
    if not (came_in or all(member.key.startswith(_BY_REQUEST) for member in members)):
        return False
    more = total(members) - value(case.report.mentions[parts.whole])[0]
    carried = [*case.told.get(CARRIED_IN, ()), *([case.cells[CARRIED_IN]] if CARRIED_IN in case.cells else [])]
    return more > 0 and any(fact.figure is not None and value(fact)[0] == more for fact in carried)


def balances(case: Case, whole: Fact, members: Sequence[Fact]) -> bool:
    """新收317件，上年结转3件，办理结果共307件，结转下年13件: with what was carried in and on, the results add up."""
    balance = any(member.key.startswith(_BY_REQUEST) or member.key in WHOLES for member in members)
    if whole.key != RECEIVED or balance:
        return False
    missing = value(whole)[0] - total(members)
    out, came = (
        {value(fact)[0] for fact in case.told.get(key, ()) if fact.figure} for key in (CARRIED_OUT, CARRIED_IN)
    )
    return any(missing == onward - before for onward in out for before in {Decimal(0), *came})


def _breaks_off(case: Case, parts: Parts, members: Sequence[Fact]) -> bool:
    """Does the paragraph end in the middle of the list, so that what is missing may have stood behind?"""
    whole = case.report.mentions[parts.whole]
    if total(members) >= value(whole)[0] or any(whole.span.start > member.span.start for member in members):
        return False  # nothing is missing, or the whole is said behind its list
    last = max(member.span.stop for member in members)
    number = _paragraph(case, max(members, key=lambda fact: fact.span.start).span)
    ends = [s.span.stop for s in case.report.outline.sentences if s.paragraph == number]
    behind = plain(case.report.document.text[last : max(ends, default=last)]).strip()
    return bool(_UNFINISHED.match(behind))


def _said_to_overlap(case: Case, parts: Parts) -> bool:
    """Does the paragraph itself say that the parts count some things twice?"""
    span = case.report.mentions[parts.whole].span
    number = _paragraph(case, span)
    inside = [s.span for s in case.report.outline.sentences if s.paragraph == number]
    text = "".join(one.of(case.report.document.text) for one in inside)
    return bool(_OVERLAP.search(text))


def doubt(case: Case, parts: Parts) -> Text | None:
    """Why the sum of these parts must not be called wrong, None if nothing speaks against it."""
    members = [case.report.mentions[i] for i in parts.parts]
    name = case.text(case.report.mentions[parts.whole]).replace("\n", "")
    if _skips(case, parts):
        return Text(f"未核对：「{name}」的分项列举没有读全", f"not compared: the parts of “{name}” were not all read")
    if total(members) > value(case.report.mentions[parts.whole])[0] and _said_to_overlap(case, parts):
        return Text(
            f"未核对：文中说明「{name}」的分项之间有重复",
            f"not compared: the text says that the parts of “{name}” overlap",
        )
    if _breaks_off(case, parts, members):
        return Text(
            f"未核对：「{name}」的分项列举没有写完，段落在此中断",
            f"not compared: the paragraph breaks off in the list of the parts of “{name}”",
        )
    if _with_carried_in(case, parts, members):
        return Text(
            f"未核对：这些分项连同上年结转的申请一并计算，多于「{name}」",
            f"not compared: these parts count what was carried in as well, “{name}” does not",
        )
    if balances(case, case.report.mentions[parts.whole], members):
        return Text(
            f"未核对：「{name}」与这些分项之差正是结转的申请",
            f"not compared: what “{name}” and these parts differ by was carried over",
        )
    if _fits_another(case, parts, members):
        return Text(
            f"未核对：这些分项之和另有相符的数，未必是「{name}」的分项",
            f"not compared: these parts make up another figure, they may not be those of “{name}”",
        )
    return None


def _even(case: Case, parts: Parts) -> bool:
    """Do the parts follow one another evenly: one mark, a short name, the same unit, side remarks aside?"""
    members = sorted((case.report.mentions[i] for i in parts.parts), key=lambda fact: fact.span.start)
    text = case.report.document.text
    gaps = [plain(text[a.span.stop : b.span.start]) for a, b in pairwise(members)]
    steps = [_STEP.match(_ASIDE.sub("", gap)) for gap in gaps]
    units = {fact.figure.unit for fact in members if fact.figure}
    marks = {step[1] for step in steps[:-1] if step} | {step[1] for step in steps[-1:] if step and not step["rest"]}
    return all(steps) and len(marks) <= 1 and len(units) == 1


def surely(case: Case, parts: Parts, outcome: Outcome) -> Outcome:
    """A sum of parts that fails is an error if the list is surely read.

    On a list that is in doubt it is told as not compared; on one of uneven shape, unless the form's own division
    makes it one, it is a warning. So it is where the parts of an open list are more than twice its whole: nobody writes
    that, and the reading may be wrong.
    """
    if outcome.verdict != "differs":
        return outcome
    why = doubt(case, parts)
    if why:
        return Outcome("unread", outcome.evidence, why, equation=outcome.equation)
    sure = _even(case, parts) or parts.why.startswith("known partition")
    members = [case.report.mentions[i] for i in parts.parts]
    beyond = not parts.closed and total(members) > 2 * value(case.report.mentions[parts.whole])[0]
    return outcome if sure and not beyond else replace(outcome, severity="warning")

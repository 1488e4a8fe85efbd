"""Wholes whose parts are known from the form: results of what was handled, kinds of applicants, outcomes of disputes.

Source: the sums of the statutory tables. The keys decide, across the sentences of one paragraph; the numbers
only choose between sensible readings (results of what was handled, or of all that was received).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.prose.divisions import (
    BOTH,
    CARRIED_IN,
    CARRIED_OUT,
    GRANTED,
    HANDLED,
    JOINT,
    ORGANISATION,
    ORGANISATIONS,
    PARTITIONS,
    PARTLY,
    RECEIVED,
    Partition,
    divisions_of,
)
from gouji.types import Parts

_GROUNDS = "第三方|国家秘密|商业秘密|个人隐私|公共安全|信访"  # 因涉及第三方合法权益不予公开: the ground of a result
_OPEN = re.compile(rf"主要|(?<!因)(?<!属于)涉及(?!{_GROUNDS})|等$|突出|居多|较多|最多")
_LEADING = re.compile(r"^[^，。；：]{0,6}(?:居前|居多|为主|较多|占多数|最多|等)|^[^。；]{0,8}合计占")
_NEW = re.compile(r"新|本年|当年|今年|年内|全年|接")  # what came in beside the carry-over is said to be new
_COMPLEMENTARY = (
    {ORGANISATIONS, "requests.received.natural_person"},
    {"disputes.lawsuit_direct.total", "disputes.lawsuit_after_review.total"},
)
_ALL_DONE = re.compile(
    r"(?:均|全部|都|全数)(?:已|于|在|按|依法|如期|及时){0,3}[^，。；：]{0,12}(?:办结|答复|回复|办理完毕|办毕)"
)
_DECIDED = re.compile(r"已(?:经)?(?:判决|审结|裁决|结案)")  # what is pending need not be told
_OF_WHAT_CAME = {"channels of receipt", "applicants"}
OPEN_LIST = "open list of a known partition"
_WITHIN = re.compile(r"[（）]|其中|包括|含")
_WHOLE = frozenset(whole for one in PARTITIONS for whole in one.wholes)
_AMONG = re.compile(r"其中|中(?![心央小学])|里|包括|含|有|看，")


@dataclass(slots=True)
class Told:
    """A figure as the partitions see it: its key, its sentence, the words before it; ``zero``: said in words."""

    key: str
    sentence: int
    gap: str
    zero: bool = False
    value: Decimal | None = None
    right: str = ""


def _runs(told: Sequence[Told], partition: Partition) -> list[list[int]]:
    """Sequences of members; a whole of the partition, or a member that was there already, begins a new one."""
    members = {one.key for one in told if partition in divisions_of(one.key)}
    runs: list[list[int]] = [[]]
    for index, one in enumerate(told):
        run = runs[-1]
        member = one.key in members
        if one.key in partition.wholes and not member:
            runs.append([])
        elif member and not one.zero:
            repeated = not partition.repeats and any(told[i].key == one.key for i in run)
            if repeated or (run and one.sentence - told[run[-1]].sentence > partition.reach):
                runs.append([index])
            else:
                run.append(index)
    return [run for run in runs if run]


def _without_inner(told: Sequence[Told], run: Sequence[int], partition: Partition) -> list[int]:
    """Rows of a group that is told itself are parts of the group; both kinds of granting told apart need no sum."""
    keys = {told[i].key for i in run}
    apart = {GRANTED, PARTLY} <= keys and _first(told, run, JOINT) > _first(told, run, PARTLY)
    kept = []
    for i in run:
        key = told[i].key
        if partition.inner and partition.inner.fullmatch(key) and ".".join(key.split(".")[:2]) + ".total" in keys:
            continue
        if key in ({JOINT} if apart else {GRANTED, PARTLY}) and JOINT in keys:
            continue
        if partition.name == "applicants" and ORGANISATION.fullmatch(key) and ORGANISATIONS in keys:
            continue
        kept.append(i)
    return kept


def _first(told: Sequence[Told], run: Sequence[int], key: str) -> int:
    return next((i for i in run if told[i].key == key), -1)


def _total(told: Sequence[Told], members: Sequence[int]) -> Decimal | None:
    values = [told[i].value for i in members]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _exact(told: Sequence[Told], whole: int, members: Sequence[int]) -> bool:
    total = _total(told, members)
    return total is not None and total == told[whole].value


def _wholes(told: Sequence[Told], run: Sequence[int], partition: Partition) -> list[int]:
    """For each key of a whole: the nearest before the run, else one that closes it (共…, 合计…) in its sentence."""
    found = []
    for key in partition.wholes:
        before = [i for i in range(run[0]) if told[i].key == key and not told[i].zero]
        after = [i for i in range(run[-1] + 1, len(told)) if told[i].key == key and not told[i].zero]
        near = after and (
            told[after[0]].sentence == told[run[-1]].sentence
            or (partition.reach > 1 and told[after[0]].sentence - told[run[-1]].sentence <= 1)
        )
        found += before[-1:] or (after[:1] if near else [])
    return found


def _whole(told: Sequence[Told], run: Sequence[int], partition: Partition) -> int | None:
    """The first whole that is told; of several, one that the members make up."""
    wholes = _wholes(told, run, partition)
    if partition.name == "what became of it" and wholes and _sums_up(told, wholes[0]):
        return wholes[0]
    exact = [i for i in wholes if _exact(told, i, run)]
    if exact:
        return exact[0]
    return wholes[0] if wholes and (told[wholes[0]].key in partition.sure) else None


def _sums_up(told: Sequence[Told], index: int) -> bool:
    """Is the figure the sum of what was received and what was carried in, both told before it?"""
    came = {one.key: one.value for one in told[:index] if one.key in {RECEIVED, CARRIED_IN}}
    known = [value for value in came.values() if value is not None]
    return told[index].key == BOTH and len(known) == 2 and sum(known) == told[index].value


def _again(told: Sequence[Told], run: Sequence[int], found: Sequence[Parts], whole: int) -> bool:
    """One figure that was a part of this whole already is only said again."""
    keys = {told[i].key for parts in found if parts.whole == whole for i in parts.parts}
    return len(run) == 1 and told[run[0]].key in keys


def _one(told: Sequence[Told], partition: Partition, run: list[int], found: Sequence[Parts]) -> Parts | None:
    members = _without_inner(told, run, partition)
    whole = _whole(told, members, partition)
    if whole is None or whole in members or _again(told, members, found, whole):
        return None
    if told[whole].value == 0 and not (_total(told, members) and "其中" in told[members[0]].gap):
        return None  # a zero has no parts; 复议0件，其中维持3件 is a slip
    members = _with_carried_in(told, partition, whole, members) or members
    exact = _exact(told, whole, members)
    if not exact and not _sound(told, partition, whole, members):
        return None
    if len(members) < 2 and not exact:
        split = partition.name.endswith("outcomes") and any(parts.whole == whole for parts in found)
        if not (partition.beside or split or _AMONG.search(told[members[0]].gap)) or whole > members[0]:
            return None
        return Parts(whole, tuple(members), False, OPEN_LIST)
    if len(members) < 2 and not _alone(told, partition, whole, members[0]):
        return None
    if exact or not _short(told, partition, whole, members):
        return Parts(whole, tuple(members), True, f"known partition: {partition.name}")
    some = partition.beside or _some(told, members) or bool(_DECIDED.search(told[members[0]].gap))
    return Parts(whole, tuple(members), False, "some of a known partition" if some else OPEN_LIST)


def _some(told: Sequence[Told], members: Sequence[int]) -> bool:
    """Do the words say that these are only some, or the most of them (主要是, 居多, 等)?"""
    clauses = [re.split(r"[，。；]", told[i].gap)[-1] for i in members]
    return bool(_LEADING.match(told[members[-1]].right)) or any(_OPEN.search(clause) for clause in clauses)


def _with_carried_in(told: Sequence[Told], partition: Partition, whole: int, members: list[int]) -> list[int]:
    """受理107件，其中上年结转4件，网上87件，当面16件: the ways are those of the new ones, beside the carried-in."""
    carried = [i for i in range(whole + 1, members[0]) if told[i].key == CARRIED_IN and not told[i].zero]
    beside = [*carried[-1:], *members]
    return beside if partition.name in _OF_WHAT_CAME and carried and _exact(told, whole, beside) else []


def _alone(told: Sequence[Told], partition: Partition, whole: int, member: int) -> bool:
    """One part that is all of its whole: said as a part (其中, in brackets), not as the same thing again."""
    return partition.alone and whole < member and told[member].sentence == told[whole].sentence


def _short(told: Sequence[Told], partition: Partition, whole: int, members: Sequence[int]) -> bool:
    """A list that names the main members only, or few of the known ones behind 其中, may fall short of its whole."""
    if _some(told, members):
        return True
    if partition.beside or partition.loose and not (len(members) > 2 and _all_done(told, whole, members)):
        return True
    total, value = _total(told, members), told[whole].value
    short = total is not None and value is not None and total < value
    few = len(members) < 3 and not _complementary(told, members)
    if short and few and total is not None and value is not None and total * 10 < value * 6:
        return True  # so little of it is told that nobody takes the list for all there is
    if short and _DECIDED.search(told[members[0]].gap):
        return True
    if not short or len(members) >= partition.enough or _complementary(told, members):
        return False
    return bool(_AMONG.search(told[members[0]].gap))


def _complementary(told: Sequence[Told], members: Sequence[int]) -> bool:
    """自然人 and 法人或其他组织 between them are all applicants, 直接起诉 and 复议后起诉 all lawsuits."""
    keys = {told[i].key for i in members}
    return any(pair <= keys for pair in _COMPLEMENTARY)


def _sound(told: Sequence[Told], partition: Partition, whole: int, members: Sequence[int]) -> bool:
    """May the members be held against the whole although they do not add up?"""
    if partition.exact_only or partition.loose:
        return partition.loose and whole < members[0] and _of_received(told, whole, members)
    if partition.name == "what became of it":
        return _but_the_rest(told, members) or (
            len(members) > 1
            and not _beside_the_carried_in(told, whole, members)
            and not _beside_results(told, whole, members)
            and (told[whole].key == BOTH or _became(told, whole, members))
        )
    if partition.name == "what came in":
        new = (told[i] for i in members if told[i].key == RECEIVED)
        return any(_NEW.search(one.gap) for one in new)
    if partition.name == "applicants" and not any(told[i].key.endswith("natural_person") for i in members):
        return not any(one.key == ORGANISATIONS for one in told[: members[0]])
    return True


def _but_the_rest(told: Sequence[Told], members: Sequence[int]) -> bool:
    """收到97件，除3件结转下年外，其余94件均已答复: between them they are all that came in."""
    first, last = told[members[0]], told[members[-1]]
    return len(members) == 2 and bool(re.search(r"除[^，。；]{0,4}$", first.gap) and re.search(r"其余|余下", last.gap))


def _beside_the_carried_in(told: Sequence[Told], whole: int, members: Sequence[int]) -> bool:
    """受理455件，其中4件来自上年，答复451件，8件结转: said to be among the whole, but counted beside it."""
    total, value = _total(told, members), told[whole].value
    carried = [one.value for one in told if one.key == CARRIED_IN and one.value]
    return total is not None and value is not None and any(total == value + more for more in carried)


def _beside_results(told: Sequence[Told], whole: int, members: Sequence[int]) -> bool:
    """办理20件，1件按无法提供办结，18件答复，1件结转: a result told beside what was handled makes up the whole."""
    apart = {RECEIVED, CARRIED_IN, CARRIED_OUT, HANDLED, BOTH}
    between = range(whole + 1, members[-1])
    results = [i for i in between if told[i].key.startswith("requests.") and told[i].key not in apart]
    return bool(results) and _exact(told, whole, [*members, *(i for i in results if i not in members)])


def _of_received(told: Sequence[Told], whole: int, members: Sequence[int]) -> bool:
    """Results of what came in: some of them, said to be (其中); or more than came in, each told by itself."""
    total, value = _total(told, members), told[whole].value
    if total is None or value is None:
        return False
    among = "其中" in told[members[0]].gap
    if total < value:
        return among or _all_done(told, whole, members) or _all_told(told, whole, members)
    apart = not any(_WITHIN.search(told[i].gap) for i in members[1:])
    return apart and (among or told[whole].key == BOTH or not _carried(told))


def _all_told(told: Sequence[Told], whole: int, members: Sequence[int]) -> bool:
    """收到3件，1件公开，1件无法提供: nothing else is said to have become of what came in."""
    if len(members) < 2 or any(one.key in {HANDLED, CARRIED_OUT} and one.value for one in told):
        return False
    near = told[members[0]].sentence - told[whole].sentence <= 1
    return near and not any(_WITHIN.search(told[i].gap) for i in members)


def _all_done(told: Sequence[Told], whole: int, members: Sequence[int]) -> bool:
    """收到4件，1件公开，2件无法提供，均已办结: what came in was all handled, so that its results make it up."""
    if len(members) < 2 or any(one.key in {HANDLED, CARRIED_OUT} and one.value for one in told):
        return False
    said = "".join(told[i].gap for i in range(whole + 1, members[-1] + 1)) + told[members[-1]].right.split("。")[0]
    return bool(_ALL_DONE.search(said)) and not re.search(r"除|结转|余|尚", said)


def _became(told: Sequence[Told], whole: int, members: Sequence[int]) -> bool:
    """What was received, not counting what was carried in, is never more than what was handled and carried on."""
    total, value = _total(told, members), told[whole].value
    if any(one.key == CARRIED_IN for one in told):
        return not _carried(told)
    return total is not None and value is not None and total < value


def _carried(told: Sequence[Told]) -> bool:
    """Was anything carried in?"""
    return any(one.key == CARRIED_IN and one.value != 0 for one in told)


def may_divide(key: str) -> bool:
    """May a figure with this key be the whole of a partition?"""
    return key in _WHOLE


def known(told: Sequence[Told]) -> list[Parts]:
    """Parts of a paragraph's figures that their keys give (indexes into ``told``)."""
    found: list[Parts] = []
    keys = {one.key for one in told}
    divided = {one for key in keys for one in divisions_of(key)}
    for partition in PARTITIONS:
        if partition not in divided or keys.isdisjoint(partition.wholes):
            continue
        if partition.unless & {told[parts.whole].key for parts in found}:
            continue
        for run in _runs(told, partition):
            parts = _one(told, partition, run, found)
            if parts and not any(parts.whole == one.whole and set(parts.parts) & set(one.parts) for one in found):
                found.append(parts)
    return found

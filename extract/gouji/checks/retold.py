"""N104: the same indicator, stated twice, differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gouji.against import before, loosened
from gouji.causes import digit_distance
from gouji.checking import Case, check
from gouji.clean import plain
from gouji.equations import shown, value, violation
from gouji.prose.divisions import WHOLES
from gouji.sums import aggregate
from gouji.types import Equation, Evidence, Fact, Outcome, Severity, Text

# Indicators of which a report has one value a year; requests and disputes only where no table holds it.
_ONE_VALUE = re.compile(
    r"prose\.(?:disclosed|handling_fee(?:\.\w+)?|lawsuits(?:\.\w+)?)|(?:requests|disputes|disclosure)\..*|stats\.\w+"
)
_MANY = re.compile(r"stats\.(?:training|meetings|staff|responses|press|interviews|interpretations).*")
_SCOPE = re.compile(
    r"网站|门户|公众号|微信|微博|平台|专栏|栏目|本级|部门|乡镇|街道|科室|各县|局机关|本局|月|季度|期间|其中|以上|超过|范围|直属|系统"
)

_NARROW = re.compile(
    rf"{_SCOPE.pattern}|县直|市直|区直|有关|涉及|主要|类|因|属于|办公室|第.季度|上半年|下半年|同比|上年|去年"
)


def _has_one_value(case: Case, key: str) -> bool:
    if not _ONE_VALUE.fullmatch(key) or _MANY.fullmatch(key):
        return False
    return aggregate(case, key) is None if case.report.tables.form else True


def _scope(case: Case, fact: Fact) -> frozenset[str]:
    """The words before the figure that may narrow it to less than the whole organ or year."""
    wide = fact.key not in {"prose.disclosed", "stats.disclosed"}
    return frozenset() if wide else frozenset(_SCOPE.findall(re.split(r"[。；]", before(case, fact.span, 30))[-1]))


def _is_one_indicator(case: Case, first: Fact, second: Fact) -> bool:
    """Equal values, values a slip apart, or the same words before both; else their scopes may differ."""
    was, now = shown(first), shown(second)
    if was == now or (min(len(was), len(now)) >= 3 and digit_distance(was, now) == 1):
        return was == now or not _by_carried_in(case, first, second)
    label = _label(case, first)
    return label == _label(case, second) and len(label) >= 4 and not _of_another_whole(case, first, second)


def _listed_together(case: Case, first: Fact, second: Fact) -> bool:
    """按件计收5000元、按量计收8000元: two of one list, each with a name of its own."""
    between = plain(case.report.document.text[first.span.stop : second.span.start])
    return re.match("[、和与及]|以及", between) is not None and _label(case, first) != _label(case, second)


def _of_another_whole(case: Case, first: Fact, second: Fact) -> bool:
    """政府新收2件，予以公开2件；部门新收4件，予以公开1件: is another count of requests told between the two?"""
    for key in ("requests.received.total", "requests.handled.total"):
        told = [f for f in case.told.get(key, ()) if f.figure and key != first.key]
        was = [f for f in told if f.span.start < first.span.start]
        now = [f for f in told if first.span.start < f.span.start < second.span.start]
        if first.key.startswith("requests.") and was and now and shown(was[-1]) != shown(now[-1]):
            return True
    return False


def _by_carried_in(case: Case, first: Fact, second: Fact) -> bool:
    """Do two counts of requests differ by what was carried in?"""
    gap = abs(value(first)[0] - value(second)[0])
    return first.key.startswith("requests.") and any(
        value(fact)[0] == gap for fact in case.told.get("requests.carried_in.total", ()) if fact.figure
    )


def _label(case: Case, fact: Fact) -> str:
    """The clause before a figure, without the words that only lead to a number."""
    clause = re.split(r"[，。；：（）]", before(case, fact.span))[-1]
    return _AROUND.sub("", clause)


_AROUND = re.compile(
    r"^(?:全年|本年度?|今年|年内|其中|\d{4}年度?|我[局委办镇乡县区市]|累计|共)+"
    r"|(?:办件|事项|共计|合计|总计|累计|共|计|为|达|了|到)+$"
)
_LED = re.compile(
    r"(?:全年|今年|本年度?|年内|一年来)?(?P<of>同样这|这|上述|前述|所办|(?:答复|办结|答结|新收|收到|受理)的)?"
)
_OF_WHICH = re.compile(r"(?:(?:新收|收到|公开|政府|信息|的|申请|答复|办结件?|来件)*)(?:之中|当中|中|里)(?![心央])")
_GOES_ELSEWHERE = frozenset("。；、）%条件次个份篇期场人元项")  # neither pattern begins so
_GOES_ON = re.compile(r"(?:，其中|依次|分别|包括|：)")
_WHOLES = (
    ("答复|办结|答结|所办", "requests.handled.total"),
    ("申请|新收|收到|来件", "requests.received.total"),
    ("信息", "prose.disclosed"),
)


@check(
    "N104",
    Text("同一指标前后不一致", "one indicator, two values"),
    severity="error",
    source="通行的勾稽读法：同一指标在报告中多次出现的，应当一致",
    fires=(
        "全年主动公开政府信息120条。\n在管理方面，全年主动公开政府信息⟦102条⟧，均经审核。\n",
        "全年收到申请45件，均已答复。\n问题是把关不严，⟦85件⟧申请里有5件被申请行政复议。\n",
        "一、总体情况\n全年收到申请76件，均已答复。\n五、存在的主要问题及改进情况\n申请多，全年收到⟦26件⟧，人手不足。\n",
    ),
    quiet=(
        "全年主动公开政府信息120条。\n在管理方面，全年主动公开政府信息120条，均经审核。\n",
        "全年收到申请45件，均已答复。\n问题是把关不严，退回补正的41件申请里有5件被申请行政复议。\n",
        "一、总体情况\n全年收到申请76件，均已答复。\n五、存在的主要问题及改进情况\n申请多，其中县政府办公室收到26件。\n",
    ),
)
def retold(case: Case) -> Iterator[Outcome]:
    """An indicator that has one value a year is stated with two.

    一年只有一个数的指标，前后写了两个不同的数。
    """
    for key, facts in case.told.items():
        told = [f for f in facts if f.figure is not None and f.by != "plan"]
        if len(told) < 2 or not _has_one_value(case, key):
            continue
        same_unit = [f for f in told if told[0].figure and f.figure and f.figure.unit in {told[0].figure.unit, ""}]
        for first, second in pairwise(same_unit):
            if _listed_together(case, first, second):
                continue
            if _scope(case, first) == _scope(case, second) and _is_one_indicator(case, first, second):
                yield _outcome(case, first, second)
            elif _in_another_section(case, first, second):
                yield _outcome(case, first, second, "warning")
    yield from _named_again(case)


def _in_another_section(case: Case, first: Fact, second: Fact) -> bool:
    """收到76件……五、问题：26件申请的沟通不到位: a total of requests said again in another section, one digit off.

    Its scope must not be narrowed, and no figure before it have that value: it would be that one said again.
    """
    if first.key not in WHOLES or len(shown(second)) < 2 or not _is_slip(first, second):
        return False
    if _section(case, first) == _section(case, second) or _by_carried_in(case, first, second):
        return False
    told = [f for f in case.report.mentions if f.figure and f.span.start < second.span.start]
    narrow = any(_NARROW.search(re.split(r"[，。；]", before(case, fact.span, 30))[-1]) for fact in (first, second))
    return not narrow and not any(shown(fact) == shown(second) for fact in told)


def _section(case: Case, fact: Fact) -> int:
    return next((s.section for s in case.report.outline.sentences if s.span.meets(fact.span)), 0)


def _named_again(case: Case) -> Iterator[Outcome]:
    """85件申请里有5件…: the whole, named once more as a whole, one digit off and like no other figure before it."""
    told = [f for f in case.report.mentions if f.figure and not f.figure.hedged and f.by != "zero"]
    for index, fact in enumerate(told):
        key = _whole_key(case, fact)
        if not key:
            continue
        earlier = [f for f in told[:index] if f.figure and fact.figure and f.figure.unit == fact.figure.unit]
        firsts = [f for f in earlier if f.key == key and f.by != "plan"]
        now = shown(fact)
        if not firsts or len(now) < 2 or any(shown(f) == now for f in earlier):
            continue
        if len({shown(f) for f in firsts}) == 1 and _is_slip(firsts[0], fact):
            yield _outcome(case, firsts[0], fact)


def _is_slip(first: Fact, second: Fact) -> bool:
    was, now = shown(first), shown(second)
    return len(was) == len(now) and digit_distance(was, now) == 1


def _whole_key(case: Case, fact: Fact) -> str:
    """The indicator that a figure names as a whole (N件申请中, 答复的N件, 其中), "" if it does not."""
    text = case.report.document.text
    if fact.by.startswith("the_said"):
        return fact.key
    if text[fact.span.stop : fact.span.stop + 1] in _GOES_ELSEWHERE:
        return ""
    behind = plain(text[fact.span.stop : fact.span.stop + 16])
    inside, goes_on = _OF_WHICH.match(behind), _GOES_ON.match(behind)
    if not inside and not goes_on:  # as behind nearly every figure
        return ""
    clause = re.split(r"[，。；：（）]|——", before(case, fact.span))[-1]
    led = _LED.fullmatch(clause)
    named = inside or (led and led["of"] and goes_on)
    if not led or not named:
        return ""
    return next((key for words, key in _WHOLES if re.search(words, clause + behind[: named.end()])), "")


def _outcome(case: Case, first: Fact, second: Fact, severity: Severity | None = None) -> Outcome:
    equation = Equation(((1, loosened(case, first)), (-1, loosened(case, second))))
    differs = violation(equation) != 0
    return Outcome(
        "differs" if differs else "agrees",
        (Evidence(second.span, second.key), Evidence(first.span, first.key, "term")),
        Text(
            f"同一指标前文为「{case.text(first)}」，此处为「{case.text(second)}」",
            f"said to be “{case.text(first)}” before and “{case.text(second)}” here",
        ),
        expected=shown(first),
        found=shown(second),
        formula=f"{shown(second)} {'≠' if differs else '='} {shown(first)}",
        severity=severity if differs else None,
        equation=equation,
    )

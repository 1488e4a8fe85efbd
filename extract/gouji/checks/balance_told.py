"""N111: what the prose says came in must have been handled or carried on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gouji.checking import Case, check
from gouji.equations import sum_outcome, value
from gouji.prose.divisions import BOTH, CARRIED_IN, CARRIED_OUT, HANDLED, RECEIVED, WHOLES
from gouji.sums import aggregate
from gouji.types import Fact, Outcome, Text

_UNEQUAL = Text(
    "正文所述收到的申请与办理、结转的件数对不上",
    "the requests that came in, as the text tells them, are not those handled and carried on",
)
_MORE = Text(
    "正文所述办理与结转的申请多于收到的，又没有提到上年结转",
    "more requests were handled and carried on than came in, and none is said to have been carried in",
)
_EARLIER = re.compile(
    r"(?:上|去|往|跨|历|前)一?年度?[^，。；：]{0,10}(?:结转|转结|转入|转来|转办|余下|剩余|遗留|留下|未了|未办|未结|在办|跨来|移来)"
    r"|结转(?:自|而来)|旧件|年初(?:在手|手|尚|结转|余)"
)
_NOT_BOTH = Text(
    "正文所述需办理的申请不等于新收与上年结转之和",
    "the requests to be handled, as the text tells them, are not the new ones and those carried in",
)


def _stated(case: Case) -> dict[str, list[Fact]]:
    """The exact figures of the balance, in the section that states them first: elsewhere one may only be an example."""
    found: dict[str, list[Fact]] = {}
    first: int | None = None
    sections = [(sentence.span, sentence.section) for sentence in case.report.outline.sentences]
    for fact in case.report.mentions:
        if fact.key not in WHOLES or not fact.figure or fact.figure.hedged or fact.by == "plan":
            continue
        section = next((number for span, number in sections if span.meets(fact.span)), None)
        first = section if first is None else first
        if section == first:
            found.setdefault(fact.key, []).append(fact)
    return found


@check(
    "N111",
    Text("正文中申请的收与办对不上", "requests told in the text do not balance"),
    severity="error",
    source="国办公开办函〔2021〕30号，表三：本年新收与上年结转之和等于本年办理与结转下年度之和",
    fires=(
        "全年新收申请45件，上年结转2件。\n经审查，年内办结⟦40件⟧，结转下年度4件。\n",
        "全年收到申请⟦45件⟧，答复54件。\n",
    ),
    quiet=(
        "全年新收申请45件，上年结转2件。\n经审查，年内办结43件，结转下年度4件。\n",
        "全年收到申请45件，其中上年结转2件。\n经审查，年内办结41件，结转下年度4件。\n",
        "全年收到申请45件，答复47件（含上年度转结的申请）。\n",
    ),
)
def balance_told(case: Case) -> Iterator[Outcome]:
    """Requests received and carried in, as the text tells them, are not those handled and carried on.

    A warning only where more were handled than came in and nothing is said of earlier ones.

    正文说的新收与上年结转之和，不等于办结与结转下年度之和；没有提到上年结转而办结多于收到的，报警告。
    """
    if case.report.tables.form and aggregate(case, RECEIVED) is not None:
        return  # the tables hold them all, and each figure of the text is compared with its cell
    stated = _stated(case)
    if any(len({value(fact)[0] for fact in facts}) > 1 for facts in stated.values()):
        return  # two values of one key count two different things, or are a matter for N104
    once = {key: facts[0] for key, facts in stated.items()}
    received, carried_in, both = once.get(RECEIVED), once.get(CARRIED_IN), once.get(BOTH)
    # 收到30件，其中上年结转5件，今年受理25件: the words of the two wholes are used for one another, the sum still holds
    if received and carried_in and both and value(both)[0] + value(carried_in)[0] != value(received)[0]:
        yield sum_outcome([both], [received, carried_in], _NOT_BOTH)
    yield from _sides(once)
    yield from _more_than_came(case, once)


def _more_than_came(case: Case, once: Mapping[str, Fact]) -> Iterator[Outcome]:
    """收到4件，答复3件，结转5件: where no words speak of earlier requests, no more can be done than came in."""
    became = [once[key] for key in (HANDLED, CARRIED_OUT) if key in once]
    if RECEIVED not in once or CARRIED_IN in once or BOTH in once or HANDLED not in once:
        return
    if not _EARLIER.search(case.report.document.text):
        yield sum_outcome([once[RECEIVED]], became, _MORE, at_most=True, severity="warning")


def _sides(once: Mapping[str, Fact]) -> Iterator[Outcome]:
    """Handled and carried on against each sensible reading of what came in; 收到 may count the carried-in ones."""
    became = [once[key] for key in (HANDLED, CARRIED_OUT) if key in once]
    if len(became) < 2:
        return
    # 受理455件，其中4件来自上年，答复451件，8件结转: the carried-in ones are told as a part, but counted beside
    readings = [[BOTH], [BOTH, CARRIED_IN]] if BOTH in once else [[RECEIVED, CARRIED_IN], [RECEIVED]]
    first = all(key in once for key in readings[0])
    came = [[once[key] for key in keys] for keys in readings if first and all(key in once for key in keys)]
    outcomes = [sum_outcome(became, facts, _UNEQUAL, at=became[:1]) for facts in came]
    agreeing = [outcome for outcome in outcomes if outcome.verdict == "agrees"]
    yield from (agreeing or outcomes)[:1]

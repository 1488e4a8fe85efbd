"""N108: growth beside last year's figure, where the sentence states it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from gouji.against import rounding
from gouji.checking import Case, check
from gouji.equations import printed, scale, shown
from gouji.passages import year_of
from gouji.ratios import PERCENT, Said, agrees, differs, fit, percent, rounded, rows
from gouji.types import Outcome, Severity, Text

_UP = re.compile(r"(?:增长|增加|上升|提升|提高|增多|新增|净增|多出|多了?|上涨|增)(?:了|约|率为|幅度?为?|幅度?达|到)*$")
_DOWN = re.compile(r"(?:下降|减少|降低|下滑|回落|净减|减|降|少了?)(?:了|约|率为|幅度?为?|幅度?达)*$")
_BASE = re.compile(
    r"(?:上年度?|去年|上一年度?|(?P<year>20\d\d)年度?|年初)(?:同期)?的?(?:（|为|是|仅|有|共)?[^，。；（）\d]{0,6}$"
    r"|(?:由|从)[^，。；（）\d]{0,12}$|(?:上年|去年|上一年)[^，。；\d]{0,10}（$"
)
_TO = re.compile(
    r"^(?:[^，。；\d]{0,4})?(?:减少|减|增加|增|下降|上升|提高|提升|降低|降|升|扩大|缩减|压减|精简|增长|扩)?(?:到|至|为|成)"
)
_THAN = re.compile(r"^，?(?:数量)?(?:同比|(?:较|比|与)(?:上年|去年|上一年|20\d\d年)(?:度|同期)?(?:相比)?)")
_EXPLAINS = re.compile(r"^(?:（|，)(?:上年|去年|上一年|20\d\d年)")
_SUBJECT = re.compile(
    r"[。；，](?P<name>[^，。；：（）\d]{2,10}?)(?:总?量|总?数|件数)?[比较与](?:20\d\d年|上年|去年|上一年)[^，。；]*$"
)
_POINTS = frozenset(["个百分点", "百分点"])
_MEAN = re.compile(r"日均|平均|每日|人均|月均")
_FROM = re.compile(r"(?:由|从)[^，。；\d]{0,12}$")


@check(
    "N108",
    Text("增减幅度与前后两数不符", "growth differs from its two figures"),
    severity="warning",
    source="通行的勾稽读法：增减由本句所述的本年数与上年数得出，精确到所印位数",
    fires=(
        "全年公开信息300条，比上年的200条增加⟦120条⟧。\n",
        "政务新媒体由14个减为11个，减少⟦4个⟧。\n",
        "全年公开信息300条，比上年的200条下降⟦50%⟧。\n",
        "全年公开信息300条，同比增长⟦40%⟧（上年200条）。\n",
        "新收申请43件，上年结转4件。新收申请数比去年的31件上升⟦35.7%⟧。\n",
    ),
    quiet=(
        "全年公开信息300条，比上年的200条增加100条、增长50%。\n",
        "政务新媒体由14个减为11个，减少3个。\n",
        "全年公开信息300条，同比增长50%（上年200条）。\n",
        "全年收到申请22件，较上年（31件）下降29%，公开信息300条，同比增长12%。\n",
        "新收申请43件，上年结转4件。新收申请数比去年的31件上升38.7%。\n",
    ),
)
def growth(case: Case) -> Iterator[Outcome]:
    """What is said to be the growth from last year's figure to this year's, both in the sentence, is not it.

    本年数、上年数都在句中，所说的增减幅度与两数算出的不符。
    """
    covered = year_of(case)
    for _, row in rows(case):
        for index, said in enumerate(row):
            sign = _sign(said.gap) or (_sign(row[index - 1].gap) if index and _joined(row[index - 1], said) else 0)
            if sign and (pair := _pair(row, index, covered)):
                yield from _outcome(case, said, *pair, sign, row)
            elif sign and (step := _step(row, index)):
                yield from _by_step(case, said, *step, sign, row)
            elif sign and (pair := _behind(row, index, covered)):
                yield from _outcome(case, said, *pair, sign, row)
    yield from _named_before(case, covered)


def _named_before(case: Case, covered: int | None) -> Iterator[Outcome]:
    """新收申请43件……。新收申请数比去年的31件上升38.7%: this year's figure is named in an earlier sentence."""
    for _, row in rows(case, wide=True):
        for index in range(2, len(row)):
            said, base = row[index], row[index - 1]
            sign, match = _sign(said.gap), _SUBJECT.search(base.gap)
            if not sign or match is None or not _is_base(base, covered) or said.unit not in PERCENT or not base.number:
                continue
            named = [one for one in row[: index - 1] if one.unit == base.unit and one.counts and not _sign(one.gap)]
            now = next((one for one in named if _calls(match["name"], one.gap)), None)
            if now and "。" not in said.gap and len(said.gap) <= 8:
                yield from _outcome(case, said, now, base, False, sign, row)


def _calls(name: str, gap: str) -> bool:
    """新收申请 calls 新收政府信息公开申请127件."""
    clause = re.split(r"[，。；：]", gap)[-1]
    return name in clause or (len(name) > 3 and name[:2] in clause and name[-2:] in clause)


def _sign(gap: str) -> int:
    """1 for growth, -1 for decline, 0 if the words right before the figure say neither."""
    return 1 if _UP.search(gap) else -1 if _DOWN.search(gap) else 0


def _joined(before: Said, said: Said) -> bool:
    return said.gap in {"、", "，", "，即", "（"} and bool(_sign(before.gap)) and said.unit in PERCENT


def _is_base(said: Said, covered: int | None) -> bool:
    """Is the figure said to be that of an earlier time?"""
    match = _BASE.search(said.gap)
    if match is None or _sign(said.gap) or "结转" in match[0]:
        return False
    return match["year"] is None or covered is not None and int(match["year"]) < covered


def _pair(row: Sequence[Said], index: int, covered: int | None) -> tuple[Said, Said, bool] | None:
    """(this year, last year, certain) for the growth at ``index``: the nearest base before it and its partner."""
    said = row[index]
    near = [i for i in range(max(0, index - 3), index) if _compares(said, row[i])]
    base = next((i for i in reversed(near) if _is_base(row[i], covered)), None)
    if base is None or not row[base].number or _FROM.search(said.gap):
        return None
    between = [row[i] for i in range(base + 1, index)]
    if _FROM.search(row[base].gap):
        now = row[base + 1] if base + 1 < index and _TO.match(row[base + 1].gap) else None
        certain = True
    else:
        now = next((row[i] for i in range(base - 1, -1, -1) if _is_now(row[i], row[base])), None)
        certain = base > 0 and row[base - 1] is now
    if now is None or "；" in row[base].gap or not _compares(said, now):
        return None
    if any(one is not now and not _sign(one.gap) for one in between):
        return None
    if said.unit not in PERCENT and said.unit not in _POINTS and said.unit != now.unit:
        return None
    return (now, row[base], certain) if _one_clause(row, base, index) else None


def _is_now(said: Said, base: Said) -> bool:
    """Can the figure be this year's beside last year's ``base``? An amount of growth cannot."""
    return said.unit == base.unit and said.exact and not _sign(said.gap)


def _behind(row: Sequence[Said], index: int, covered: int | None) -> tuple[Said, Said, bool] | None:
    """88件，同比增长91.3%（去年46件）: this year's figure right before the growth, last year's right behind it."""
    if not index or index + 1 >= len(row):
        return None
    now, said, base = row[index - 1], row[index], row[index + 1]
    told = _EXPLAINS.match(base.gap) and _is_base(base, covered) and base.number
    plain = now.counts and base.counts and now.unit == base.unit and not _MEAN.search(now.gap)
    if not told or not plain or said.unit not in PERCENT | {now.unit} or not _THAN.match(said.gap):
        return None
    return now, base, _is_last(now, row[: index - 1])


def _is_last(now: Said, row: Sequence[Said]) -> bool:
    """Is no other figure of the sentence of the same unit, whose growth it might be?"""
    return not any(one.unit == now.unit and one.counts for one in row)


def _step(row: Sequence[Said], index: int) -> tuple[Said, Said] | None:
    """(this year, growth in number) for 收到12件，较上年增加3件，增长33.3%: last year's figure is what is left."""
    said, step = row[index], row[index - 1]
    if (
        index < 2
        or said.unit not in PERCENT
        or not step.counts
        or _sign(step.gap) != (_sign(said.gap) or _sign(step.gap))
    ):
        return None
    now = row[index - 2]
    plain = _THAN.match(step.gap) and now.counts and now.unit == step.unit and len(said.gap) <= 10
    return (now, step) if plain and not _MEAN.search(now.gap) and now.number > step.number else None


def _by_step(case: Case, said: Said, now: Said, step: Said, sign: int, row: Sequence[Said]) -> Iterator[Outcome]:
    base = now.number - sign * step.number
    true = percent(step.number, base)
    before = f"{shown(now.fact)} {'−' if sign > 0 else '+'} {shown(step.fact)}"
    formula = f"{shown(step.fact)} ÷ ({before}) = {printed(round(true, 4))}%"
    how = fit(case, said.fact, true)
    if how == "exact":
        yield agrees(said.fact, [now.fact, step.fact], formula)
        return
    others = [one.number - sign * step.number for one in row if one.counts and one is not step]
    if any(other > 0 and fit(case, said.fact, percent(step.number, other)) == "exact" for other in others):
        return
    wanted = rounded(case, said.fact, true)
    told = Text(
        f"「{case.text(now.fact)}」中比上年{_word(sign)}「{case.text(step.fact)}」，应为{wanted}%，文中为「{case.text(said.fact)}」",
        f"“{case.text(step.fact)}” of “{case.text(now.fact)}” is a growth of {wanted}%, not “{case.text(said.fact)}”",
    )
    severity: Severity | None = None if how == "off" else "warning"
    formula = f"{formula} ≠ {shown(said.fact)}%"
    yield differs(said.fact, [now.fact, step.fact], told, expected=f"{wanted}%", formula=formula, severity=severity)


def _compares(said: Said, one: Said) -> bool:
    """Can ``one`` be a figure whose growth ``said`` is? 个百分点 is the growth of a percentage."""
    return one.exact and one.unit == "%" if said.unit in _POINTS else one.counts


def _one_clause(row: Sequence[Said], base: int, index: int) -> bool:
    """Between base and growth stands no other subject."""
    words = "".join(one.gap for one in row[base + 1 : index + 1])
    return not re.search(r"[。；]|其中|此外|另|同时", words) and len(words) <= 30


def _outcome(
    case: Case, said: Said, now: Said, base: Said, certain: bool, sign: int, row: Sequence[Said]
) -> Iterator[Outcome]:
    true = _change(said, now.number, base.number)
    formula = f"{shown(now.fact)} − {shown(base.fact)} = {printed(now.number - base.number)}"
    if said.unit in PERCENT:
        formula += f"，÷ {shown(base.fact)} = {printed(round(true, 4))}%"
    how = fit(case, said.fact, *_open(case, true, now, base))
    if how == "exact" and true * sign >= 0:
        yield agrees(said.fact, [now.fact, base.fact], formula)
        return
    if _otherwise(case, said, sign, row):
        return
    turned = how == "exact"
    wanted = ("增长" if true > 0 else "下降") if turned else rounded(case, said.fact, abs(true)) + said.unit
    told = Text(
        f"由「{case.text(base.fact)}」到「{case.text(now.fact)}」应为{wanted}，文中为{_word(sign)}「{case.text(said.fact)}」",
        f"“{case.text(base.fact)}” to “{case.text(now.fact)}” is {wanted}, not {_word(sign)} “{case.text(said.fact)}”",
    )
    severity: Severity | None = None if certain and how != "near" else "warning"
    yield differs(said.fact, [now.fact, base.fact], told, expected=wanted, formula=formula, severity=severity)


def _open(case: Case, true: Decimal, now: Said, base: Said) -> tuple[Decimal, Decimal]:
    """The growth as far as the printed digits of the two figures (4.14万, 96.8%) leave it open."""
    if (
        now.number != base.number
        and rounding(case.text(now.fact), now.unit) + rounding(case.text(base.fact), base.unit) == 0
    ):
        return abs(true), abs(true)
    slack = rounding(case.text(now.fact), now.unit) + rounding(case.text(base.fact), base.unit)
    slack = slack / 2 if now.unit == "%" else percent(slack, base.number) if true != now.number - base.number else slack
    return abs(true) - slack, abs(true) + slack


def _word(sign: int) -> str:
    return "增长" if sign > 0 else "下降"


def _change(said: Said, now: Decimal, base: Decimal) -> Decimal:
    return percent(now - base, base) if said.unit in PERCENT else (now - base) / scale(said.fact)


def _otherwise(case: Case, said: Said, sign: int, row: Sequence[Said]) -> bool:
    """Do two other figures of the sentence give the growth, in its direction?"""
    counts = [one for one in row if one.counts and one is not said and one.number]
    return any(
        a.unit == b.unit
        and (true := _change(said, a.number, b.number)) * sign > 0
        and fit(case, said.fact, abs(true)) == "exact"
        for a, b in permutations(counts, 2)
    )

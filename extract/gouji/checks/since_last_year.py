"""Y504, Y505: the prose beside last year's report: growth, last year's figures, and what was copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.checking import Case, check
from gouji.clean import plain
from gouji.equations import printed, shown
from gouji.passages import look, sentences
from gouji.ratios import PERCENT, Said, agrees, differs, fit, percent, rounded, rows
from gouji.types import Fact, Outcome, Report, Text
from gouji.years import gave, last_year

_LAST = "\n=====\n"
_THAN = r"^(?:，|、|（)?(?:数量|总量|件数)?(?:同比|(?:较|比|与)(?:上年|去年|上一年)(?:度|同期)?(?:相比)?)(?:数量|总量)?"
_GROWN = re.compile(_THAN + r"(?:(?P<up>增长|增加|上升|提升|提高)|(?P<down>下降|减少|降低|下滑))(?:了|约)?$")
_BASE = re.compile(_THAN + r"的?（?$|^（(?:上年|去年)(?:为|是)?$")
_ONE_VALUE = re.compile(r"prose\.disclosed|prose\.interpretations|(?:requests|disputes|disclosure)\..*|stats\..*")
_ENOUGH, _LONG = 5, 24


@check(
    "Y504",
    Text("同比或上年数与上一年度报告不符", "growth or last year's figure differs from last year's report"),
    severity="warning",
    source="通行的勾稽读法：同比由上一年度报告的同一指标重新计算",
    fires=(
        f"全年新收政府信息公开申请150件，同比增长⟦60%⟧。{_LAST}全年新收政府信息公开申请100件。",
        f"全年新收政府信息公开申请150件，比上年的⟦110件⟧增加40件。{_LAST}全年新收政府信息公开申请100件。",
    ),
    quiet=(
        f"全年新收政府信息公开申请150件，同比增长50%。{_LAST}全年新收政府信息公开申请100件。",
        f"全年新收政府信息公开申请150件，比上年的100件增加50件。{_LAST}全年新收政府信息公开申请100件。",
    ),
)
def since_last_year(case: Case) -> Iterator[Outcome]:
    """Growth against last year, or last year's figure itself, is not what last year's report gives.

    所说的同比或上年数，与上一年度报告的数不符。
    """
    previous = last_year(case)
    if previous is None:
        return
    for _, row in rows(case):
        for now, said in zip(row, row[1:], strict=False):
            if now.counts and _ONE_VALUE.fullmatch(now.fact.key):
                before = gave(previous, case, now.fact.key)
                if before:
                    yield from _growth(case, now, said, before)
                    yield from _base(case, now, said, before)


def _growth(case: Case, now: Said, said: Said, before: Decimal) -> Iterator[Outcome]:
    match = _GROWN.match(said.gap)
    if match is None or said.unit not in {*PERCENT, now.unit}:
        return
    change = now.number - before
    true = percent(change, before) if said.unit in PERCENT else change
    formula = f"({shown(now.fact)} − {printed(before)})"
    formula += f" ÷ {printed(before)} = {printed(round(true, 4))}%" if said.unit in PERCENT else f" = {printed(change)}"
    fits = fit(case, said.fact, abs(true)) == "exact" and (true >= 0) == bool(match["up"])
    if fits or not true and not said.number:
        yield agrees(said.fact, [now.fact], formula)
    else:
        wanted = f"{'增长' if true >= 0 else '下降'}{rounded(case, said.fact, abs(true))}{said.unit}"
        told = Text(
            f"上一年度报告为{printed(before)}，按此应为{wanted}，文中为「{case.text(said.fact)}」",
            f"last year's report has {printed(before)}: {wanted}, not “{case.text(said.fact)}”",
        )
        yield differs(said.fact, [now.fact], told, expected=wanted, formula=formula, severity=None)


def _base(case: Case, now: Said, said: Said, before: Decimal) -> Iterator[Outcome]:
    if not _BASE.search(said.gap) or said.unit != now.unit or not said.exact:
        return
    if said.number == before:
        yield agrees(said.fact, [now.fact], f"{shown(said.fact)} = {printed(before)}")
        return
    told = Text(
        f"上年数写为「{case.text(said.fact)}」，上一年度报告为{printed(before)}",
        f"last year's figure is said to be “{case.text(said.fact)}”; last year's report has {printed(before)}",
    )
    formula = f"{shown(said.fact)} ≠ {printed(before)}"
    yield differs(said.fact, [now.fact], told, expected=printed(before), formula=formula, severity=None)


@check(
    "Y505",
    Text("与上一年度报告雷同", "copied from last year's report"),
    severity="warning",
    source="通行的勾稽读法：五个以上互不相关的数据或整句与上一年度报告相同的，可能沿用了旧稿",
    fires=(
        f"全年公开信息⟦1205条⟧，发布政策解读⟦137篇⟧，培训⟦318人次⟧，回复留言⟦442件⟧，检查网站⟦129家⟧。{_LAST}"
        "本年公开信息1205条，发布政策解读137篇，培训318人次，回复留言442件，检查网站129家。",
    ),
    quiet=(
        f"全年公开信息1305条，发布政策解读147篇，培训318人次，回复留言442件，检查网站139家。{_LAST}"
        "本年公开信息1205条，发布政策解读137篇，培训318人次，回复留言442件，检查网站129家。",
    ),
)
def copied(case: Case) -> Iterator[Outcome]:
    """Five or more figures of three digits are last year's own; whole sentences kept are information.

    有五个以上三位数以上的数与上一年度报告完全相同；整句相同的，只作提示。
    """
    previous = last_year(case)
    if previous is None:
        return
    same = _same_figures(case, previous)
    if len(same) >= _ENOUGH:
        words = "、".join(case.text(fact) for fact in same[:6])
        zh, en = (
            f"有{len(same)}个数与上一年度报告完全相同：{words}",
            f"{len(same)} figures are last year's own: {words}",
        )
        yield look(tuple(fact.span for fact in same), zh, en)
    text = previous.document.text
    old = {plain(s.span.of(text)) for s in previous.outline.sentences}
    held = [one for one in sentences(case) if one.section in (1, 5) and len(one.text) >= _LONG and one.text in old]
    if len(held) >= 3:
        spans = tuple(one.extent for one in held)
        zh, en = f"有{len(held)}句话与上一年度报告逐字相同", f"{len(held)} sentences are last year's, word for word"
        yield look(spans, zh, en, severity="info")


def _same_figures(case: Case, previous: Report) -> list[Fact]:
    """Figures of at least three digits that last year's report has under the same key; each number once."""
    old = {(f.key, f.figure.low, f.figure.unit) for f in previous.mentions if f.figure and not f.figure.hedged}
    seen: set[Decimal] = set()
    same: list[Fact] = []
    for fact in case.report.mentions:
        figure = fact.figure
        if figure is None or figure.hedged or figure.low < 100 or figure.unit in PERCENT or figure.low in seen:
            continue
        if (fact.key, figure.low, figure.unit) in old:
            seen.add(figure.low)
            same.append(fact)
    return same

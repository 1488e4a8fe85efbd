"""N107: rates (办结率, 整改率, 满意率) beside the two figures of their sentence that they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checking import Case, check
from gouji.equations import printed, shown
from gouji.ratios import Said, agrees, differs, fit, percent, quotient, rounded, rows
from gouji.types import Outcome, Text

# The name of a rate → the words of what is counted, and of what it is counted among.
_RATES = (
    (r"整改|修复|纠正|销号|更正", r"整改|修复|纠正|销号|更正|改正", r"发现|指出|反馈|查出|问题|检查出|排查"),
    (
        r"办结|办理|答复|回复|处理|解决",
        r"办结|办理|答复|回复|办复|处理|解决",
        r"收到|受理|接收|接到|新收|承办|交办|承接|应办|共|合计|需办理|收信|来信",
    ),
    (r"采纳", r"采纳|吸收", r"收到|征集|收集"),
    (r"合格|达标", r"合格|达标", r"抽查|检查|抽检"),
)
_NAMED = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,8})(?:率|度)(?:均)?(?:为|达|达到|达到了|保持在|是|约为|：)*$")
_OTHER = re.compile(r"按时|按期|到期|多形式|多样|多元|及时|上年|去年|同比|截至|上半年|月底|满意|其中")


@check(
    "N107",
    Text("比率与所依据的数不符", "a rate differs from its figures"),
    severity="warning",
    source="通行的勾稽读法：办结率、整改率等由同一句中的两个数得出，精确到所印位数",
    fires=("全年检查发现问题58个，已整改52个，整改率⟦96%⟧。\n",),
    quiet=(
        "全年检查发现问题58个，已整改58个，整改率100%。\n",
        "全年收到群众留言120件，办结114件，办结率95%，按期答复率100%。\n",
    ),
)
def rate(case: Case) -> Iterator[Outcome]:
    """A rate is not the quotient of what was done and what there was to do, both said right before it.

    前面紧接着写了分子和分母，而比率不是二者的商。
    """
    for _, row in rows(case, wide=True):
        for index, said in enumerate(row):
            match = _NAMED.search(said.gap)
            if said.unit != "%" or match is None or _OTHER.search(said.gap):
                continue
            pair = _pair(match["name"], row[max(0, index - 4) : index + 1])
            if pair:
                yield from _outcome(case, said, *pair, row)


def _pair(name: str, row: Sequence[Said]) -> tuple[Said, Said] | None:
    """(done, of) for the rate, which is the row's last: a figure whose words name it as the rate does, and the one
    right before that. A rate of no usual kind speaks of its own sentence only.
    """
    before = row[:-1]
    words = next((rule for rule in _RATES if re.search(rule[0], name)), None)
    stem = name[-4:] if name.endswith("主动公开") else name[-2:]
    doing, among = (words[1], words[2]) if words else (f"{stem}|{stem[::-1]}", "")
    for at in range(len(before) - 1, 0, -1):
        done, of = before[at], before[at - 1]
        if not re.search(doing, done.gap) or _OTHER.search(done.gap):
            continue
        if re.search(r"[不未没尚]|正在", done.gap) and not re.search(r"[不未没]", name):
            continue
        if not words and any("。" in one.gap for one in row[at + 1 :]):
            continue
        fits = done.counts and of.counts and of.number and done.unit == of.unit and done.number <= of.number
        if fits and re.search(among, of.gap):
            return done, of
    return None


def _outcome(case: Case, said: Said, done: Said, of: Said, row: Sequence[Said]) -> Iterator[Outcome]:
    true = percent(done.number, of.number)
    formula = f"{shown(done.fact)} ÷ {shown(of.fact)} = {printed(round(true, 4))}%"
    if fit(case, said.fact, *quotient(case, done.fact, of.fact)) == "exact":
        yield agrees(said.fact, [done.fact, of.fact], formula)
    elif not _otherwise(case, said, row):
        wanted = rounded(case, said.fact, true)
        told = Text(
            f"按「{case.text(of.fact)}」「{case.text(done.fact)}」计算应为{wanted}%，文中为「{case.text(said.fact)}」",
            f"“{case.text(done.fact)}” of “{case.text(of.fact)}” is {wanted}%, the text says “{case.text(said.fact)}”",
        )
        formula += f" ≠ {shown(said.fact)}%"
        yield differs(said.fact, [done.fact, of.fact], told, expected=f"{wanted}%", formula=formula, severity=None)


def _otherwise(case: Case, said: Said, row: Sequence[Said]) -> bool:
    """Does any other pair of figures of the sentence give the rate?"""
    counts = [one.number for one in row if one.counts]
    return any(
        b and a <= b and fit(case, said.fact, percent(a, b)) == "exact" for a in counts for b in counts if a != b
    )

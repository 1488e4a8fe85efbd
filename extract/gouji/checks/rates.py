"""N107: rates (办结率, 整改率, 满意率) beside the two figures of their sentence that they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gouji.causes import digit_distance
from gouji.checking import Case, check
from gouji.equations import printed, shown
from gouji.ratios import Said, agrees, differs, fit, percent, quotient, rounded, rows
from gouji.types import Fact, Outcome, Text

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
_CALLED = {"纠错": "纠正|纠错|撤销", "知晓": "知晓|知道", "参与": "参与|参加"}  # a rate's name → what is counted
# Rates of the documents that were made, whatever else is counted beside: not of all information, not of all articles.
_OF_DOCUMENTS = ("主动公开", "解读")
_DOCUMENTS = r"文件|公文|发文|制发|印发|出台"
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
    wholes = {part: one.whole for one in case.report.parts for part in one.parts}
    facts = case.report.mentions
    above = {facts[part]: facts[whole] for part, whole in wholes.items()}
    for _, row in rows(case, wide=True):
        for index, said in enumerate(row):
            match = _NAMED.search(said.gap) if said.unit == "%" else None
            if match is None or said.fact.by == "plan":
                continue
            near = row[max(0, index - 4) : index + 1]
            pair = None if _OTHER.search(said.gap) else _pair(match["name"], near, above)
            certain = pair is not None and above.get(pair[0].fact) is not pair[1].fact
            pair = pair or _namesake(match["name"], near, above)
            if pair:
                yield from _outcome(case, said, *pair, row, certain=certain)


def _pair(name: str, row: Sequence[Said], above: Mapping[Fact, Fact]) -> tuple[Said, Said] | None:
    """(done, of) for the rate, which is the row's last: a figure whose words name it as the rate does, and the one
    right before that. A rate of no usual kind speaks of its own sentence only.
    """
    before = row[:-1]
    words = next((rule for rule in _RATES if re.search(rule[0], name)), None)
    stem = name[-4:] if name.endswith("主动公开") else name[-2:]
    doing, among = (words[1], words[2]) if words else (f"{stem}|{stem[::-1]}", "")
    if words and (told := _by_name(stem, before, among)):
        return told
    for at in range(len(before) - 1, 0, -1):
        done, of = before[at], before[at - 1]
        whole = next((one for one in before if one.fact is above.get(done.fact)), None)  # 意见241条，其中采纳66条
        others = {found[0] for found in _OTHER.finditer(done.gap)} - ({"其中"} if whole else set())
        of = whole or of
        if not re.search(doing, done.gap) or others:
            continue
        if re.search(r"[不未没尚]|正在", done.gap) and not re.search(r"[不未没]", name):
            continue
        if not words and (any("。" in one.gap for one in row[at:]) or _of_another_thing(stem, done, of)):
            continue
        if "其余" in done.gap or above.get(done.fact) and above.get(done.fact) is above.get(of.fact):
            continue  # what is left of the whole, or two kinds of one whole
        if stem in _OF_DOCUMENTS and not re.search(_DOCUMENTS, re.split(r"[，。；]", of.gap)[-1]):
            continue
        fits = done.counts and of.counts and of.number and done.unit == of.unit and done.number <= of.number
        if fits and (whole or re.search(among, of.gap)):
            return done, of
    return None


def _of_another_thing(stem: str, done: Said, of: Said) -> bool:
    """投诉398件，受理信访件15件，受理率100%: what the verb takes is not what was counted before."""
    taken = re.sub(r"^(?:了|的|到|共|为|其中)+", "", done.gap.rpartition(stem)[2])
    return len(taken) > 1 and stem in done.gap and taken[:2] not in of.gap


def _namesake(name: str, row: Sequence[Said], above: Mapping[Fact, Fact]) -> tuple[Said, Said] | None:
    """(done, of) where the figure right before the rate is called as the rate is: 满意的74份，满意率92.5%.

    It is counted among the whole of which it is a part, or among the figure before it in the same sentence.
    """
    before, stem = row[:-1], name[-2:]
    done = next((one for one in reversed(before) if one.counts), None)
    if (
        done is None
        or stem == "解读"
        or "。" in row[-1].gap + done.gap
        or not re.search(_CALLED.get(stem, stem), done.gap.split("；")[-1])
    ):
        return None
    others = {found[0] for found in _OTHER.finditer(row[-1].gap)} - {stem}
    if others or re.search(r"[不未没尚非]|正在|其中", done.gap):
        return None
    whole = above.get(done.fact)
    of = next((one for one in before if one.fact is whole), None) or next(
        (one for one in reversed(before[: before.index(done)]) if one.counts and one.unit == done.unit), None
    )
    if of is None or not of.number or done.number > of.number or done.unit != of.unit:
        return None
    return done, of


def _by_name(stem: str, row: Sequence[Said], among: str) -> tuple[Said, Said] | None:
    """公开答复28条，已办结60条，办结率100%: what bears the rate's own name comes before what is like it."""
    at = next((i for i in range(len(row) - 1, 0, -1) if stem in row[i].gap), 0)
    if not at or _OTHER.search(row[at].gap) or re.search(r"[不未没尚]|正在", row[at].gap):
        return None
    of = _among(row, at, among)
    return (row[at], of) if of else None


def _among(row: Sequence[Said], at: int, words: str) -> Said | None:
    """The nearest figure before ``at`` that is said to be what there was to do, and can hold what was done."""
    done = row[at]
    for of in reversed(row[:at]):
        if re.search(words, of.gap) and of.counts and done.counts and of.unit == done.unit:
            return of if of.number and done.number <= of.number else None
    return None


def _outcome(case: Case, said: Said, done: Said, of: Said, row: Sequence[Said], *, certain: bool) -> Iterator[Outcome]:
    """The rate beside its figures; of a pair that is not ``certain`` only a slip of the pen is told."""
    true = percent(done.number, of.number)
    formula = f"{shown(done.fact)} ÷ {shown(of.fact)} = {printed(round(true, 4))}%"
    if fit(case, said.fact, *quotient(case, done.fact, of.fact)) == "exact":
        yield agrees(said.fact, [done.fact, of.fact], formula)
    elif not _otherwise(case, said, row):
        wanted = rounded(case, said.fact, true)
        if not certain and digit_distance(wanted, shown(said.fact)) > 1:
            return
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

"""N109: more was answered, put right or adopted than there was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.equations import sum_outcome
from gouji.ratios import Said, rows
from gouji.types import Outcome, Text

# What is done → what there was to do; both are looked for in the words right before the two figures.
_PAIRS = (
    (
        re.compile(r"办结|答复|回复|回应|办理|办复"),
        re.compile(r"收到|(?<!不予)受理|接收|接到|收信|来信|承办|交办|转办|新收"),
    ),
    (re.compile(r"整改|修复|纠正|销号|改正"), re.compile(r"发现|指出|反馈|查出|检查出|排查出")),
    (re.compile(r"采纳|吸收"), re.compile(r"收到|征集|收集|征得")),
    (re.compile(r"主要负责(?:同志|人)|一把手"), re.compile(r"发布会|访谈|培训|会议")),
    (re.compile(r"收回|回收"), re.compile(r"发放|发出|印发")),
)
_LOOSE = re.compile(r"上年|去年|往年|历年|结转|遗留|累计|截至|存量|此前|另|还|主动|及时|次$|半年|季度|月")
_SOURCE = re.compile(r"热线|信箱|留言|来电|来信|来访|工单|信访|舆情|建议|提案")
_YEAR = re.compile(r"全年|年内|一年|本年|\d{4}年")
_KEYS = re.compile(r"requests\.|disputes\.|stats\.")


@check(
    "N109",
    Text("办结、整改或采纳数超过收到、发现数", "more was done than there was to do"),
    severity="warning",
    source="通行的勾稽读法：答复不多于收到，整改不多于发现，采纳不多于征集，主要负责同志参加不多于总次数",
    fires=("全年收到群众留言⟦120件⟧，办结126件。\n", "全年检查发现问题⟦58个⟧，已整改85个。\n"),
    quiet=(
        "全年收到群众留言120件，办结118件。\n",
        "全年收到群众留言120件，上年结转8件，办结126件。\n",
        "全年接听转办群众来电57件，办理12345热线163件。\n",
    ),
)
def part_greater(case: Case) -> Iterator[Outcome]:
    """Of one thing, said in one breath, more was answered, put right or adopted than was received or found.

    同一件事一口气说下来，答复、整改或采纳的比收到、发现或征集的还多。
    """
    for _, row in rows(case):
        for whole, part in zip(row, row[1:], strict=False):
            if _tied(whole, part):
                told = Text(
                    f"「{case.text(part.fact)}」超过「{case.text(whole.fact)}」",
                    f"“{case.text(part.fact)}” is more than “{case.text(whole.fact)}”",
                )
                yield sum_outcome([whole.fact], [part.fact], told, at_most=True)


def _tied(whole: Said, part: Said) -> bool:
    """Is ``part`` said to be what was done of ``whole``?"""
    if whole.unit != part.unit or len(part.gap) > 14 or "。" in part.gap or "；" in part.gap:
        return False
    if not (whole.counts and part.counts) or _KEYS.match(part.fact.key):
        return False
    if _LOOSE.search(part.gap) or _YEAR.search(part.gap) or _LOOSE.search(whole.gap[-16:]):
        return False
    if not set(_SOURCE.findall(part.gap)) <= set(_SOURCE.findall(whole.gap)):
        return False  # 接听群众来电576件，办理市民热线1603件: what was done came in by another way
    return any(done.search(part.gap) and of.search(whole.gap[-20:]) for done, of in _PAIRS)

"""F313, F314: the parts a report says it has, and what its sections should speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.clean import fold
from gouji.drafting import Drafting, Named, drafting
from gouji.passages import Passage, headings, look, paragraphs, sentences, year_of
from gouji.types import Heading, Outcome, Text

_SIX = re.compile(r"(?:由|包括|分为|包含|共)[^。；]{0,160}?(?:六|6)(?:个|大)?(?:部分|方面)(?:的?内容)?(?:组成|构成)?")
_LIST = (
    "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
    "{}存在的主要问题及改进情况和其他需要报告的事项六部分组成"
)
_HEAD = "甲县2024年政府信息公开工作年度报告\n"
_TEXT = "一、总体情况\n全年公开信息120条。\n"
_ASPECT = re.compile(r"（[一二三四五]）")
_LONG = 150  # a section one shorter than this is an excerpt


@check(
    "F313",
    Text("称由六部分组成而列举不全", "six parts are said, fewer are named"),
    severity="warning",
    source="国办公开办函〔2021〕30号：报告由六个部分组成",
    fires=(f"{_HEAD}本报告⟦由{_LIST.format('')}⟧。\n{_TEXT}",),
    quiet=(
        f"{_HEAD}本报告由{_LIST.format('政府信息公开行政复议、行政诉讼情况、')}。\n{_TEXT}",
        f"{_HEAD}本报告由六部分组成。\n{_TEXT}",
    ),
)
def six_parts(case: Case) -> Iterator[Outcome]:
    """The report says that it has six parts and names only some of them.

    文中说由六个部分组成，却只列出了其中几个。
    """
    parts = drafting(case.family.folder).sections
    for one in sentences(case):
        match = _SIX.search(one.text) if one.section <= 1 else None
        if match is None:
            continue
        missing = [part.name for part in parts if not part.words.search(match[0])]
        if missing and len(parts) - len(missing) >= 3:
            names = "、".join(missing)
            yield look(
                one.span(match), f"称由六部分组成，没有列出{names}", f"six parts are said, but not named: {names}"
            )


@check(
    "F314",
    Text("应写的内容没有写", "a topic the format asks for is not there"),
    severity="info",
    source="国办公开办函〔2021〕30号：总体情况包括五个方面；其他需要报告的事项应报告收取信息处理费的情况",
    fires=(f"{_HEAD}{_TEXT}⟦六、其他需要报告的事项⟧\n本年度没有其他需要报告的事项。\n",),
    quiet=(f"{_HEAD}{_TEXT}六、其他需要报告的事项\n本年度收取信息处理费0元。\n",),
)
def topics(case: Case) -> Iterator[Outcome]:
    """Section six says nothing of the handling fee, or section one leaves out one of its five aspects.

    第六部分没有写信息处理费，或第一部分缺少五个方面中的某一方面。
    """
    words, year = drafting(case.family.folder), year_of(case)
    due = case.family.form_of(year) if year is not None else None
    if due is None or due.name not in words.forms:
        return
    if year is not None and year >= words.fee_first:
        yield from _fee(case, words)
    yield from _aspects(case, words.aspects)


def _section(case: Case, number: int) -> tuple[Heading | None, str]:
    """The heading of a section, and all its words folded."""
    head = next((h for h in case.report.outline.headings if h.level == 1 and h.section == number), None)
    held: list[Passage] = [p for p in (*headings(case), *paragraphs(case)) if p.section == number]
    return head, "".join(p.text for p in held)


def _fee(case: Case, words: Drafting) -> Iterator[Outcome]:
    head, text = _section(case, words.fee_section)
    if head and words.fee and re.search(r"[。，]", text) and not words.fee.search(text):
        title = fold(case.report.document.text, head.span).text
        yield look(head.span, f"「{title}」没有报告收取信息处理费的情况", f"“{title}” says nothing of handling fees")


def _aspects(case: Case, aspects: tuple[Named, ...]) -> Iterator[Outcome]:
    head, text = _section(case, 1)
    missing = [one.name for one in aspects if not one.words.search(text)]
    if head and missing and len(text) >= _LONG and len(_ASPECT.findall(text)) >= 2:
        names = "、".join(missing)
        yield look(head.span, f"总体情况没有写到：{names}", f"section one does not speak of: {names}")

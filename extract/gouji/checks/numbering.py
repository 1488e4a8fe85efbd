"""F307: numbers that lead headings and items: one missing, one doubled, one out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.checking import Case, check
from gouji.clean import fold
from gouji.drafting import drafting
from gouji.figures.numerals import chinese
from gouji.passages import look, paragraphs
from gouji.types import Outcome, Span, Text

_LEADS = (
    (1, re.compile(r"([一二三四五六七八九十]{1,3})、")),
    (2, re.compile(r"（([一二三四五六七八九十]{1,3})）")),
    (3, re.compile(r"(\d{1,2})(?:、|\.(?!\d)|\.(?=(?:19|20)\d\d年))")),
)
_ITEM = re.compile(r"(?:^|(?<=[，。；：、）]))([一二三四五六七八九十]{1,2})是(?!否|不是|非)")
_WRITTEN = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "{}是"}
_PROSE = (1, 5, 6)  # the sections without a statutory table, whose rows are numbered too
_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Lead:
    """A number at the head of a paragraph (level 1-3) or of an item 一是 (level 4)."""

    level: int
    number: int
    span: Span
    section: int


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(chinese(text) or 0)


def _leads(case: Case) -> list[Lead]:
    """All leading numbers in reading order, of headings and of paragraphs."""
    text = case.report.document.text
    openings = [(h.span, h.section) for h in case.report.outline.headings]
    openings += [(p.extent, p.section) for p in paragraphs(case)]
    found: list[Lead] = []
    for extent, section in sorted(openings):
        folded = fold(text, extent)
        for level, pattern in _LEADS:
            if match := pattern.match(folded.text):
                found.append(Lead(level, _number(match[1]), folded.span(0, match.end()), section))
        for match in _ITEM.finditer(folded.text):
            found.append(Lead(4, _number(match[1]), folded.span(*match.span()), section))
    return found


def _written(level: int, number: int) -> str:
    inner = str(number) if level == 3 else _DIGITS[number] if number <= 10 else f"十{_DIGITS[number - 10]}"
    return _WRITTEN[level].format(inner)


def _broken(runs: list[int], number: int) -> int | None:
    """The number that should have come, None if ``number`` carries on a run or begins one; ``runs`` are nested."""
    if number == 1:
        runs.append(1)
        return None
    for depth in range(len(runs) - 1, -1, -1):
        if runs[depth] + 1 == number:
            del runs[depth + 1 :]
            runs[depth] = number
            return None
    due = runs[-1] + 1 if runs else 1
    runs[-1:] = [number]
    return due


@check(
    "F307",
    Text("序号缺漏、重复或颠倒", "numbering with a gap"),
    severity="warning",
    source="GB/T 9704—2012 7.3.3：结构层次序数依次为“一、”“（一）”“1.”“（1）”",
    fires=(
        "一、总体情况\n全年公开信息120条。\n五、存在的主要问题及改进情况\n1.公开不够及时。\n2.队伍有待加强。\n⟦（二）⟧改进措施\n1.加强培训。\n",
        "一、总体情况\n全年公开信息120条。一是加强培训，⟦三是⟧加强检查。\n",
    ),
    quiet=(
        "一、总体情况\n全年公开信息120条。\n五、存在的主要问题及改进情况\n（一）存在问题\n1.公开不够及时。\n2.队伍有待加强。\n（二）改进措施\n1.加强培训。\n",
        "一、总体情况\n全年公开信息120条。一是加强培训，统一是要求，二是加强检查：一是定期查，二是随机查。三是通报。\n",
    ),
)
def numbering(case: Case) -> Iterator[Outcome]:
    """（二） without （一）, 三是 right after 一是, or a section's number missing, doubled or out of order."""
    leads = _leads(case)
    yield from _sections(case, [lead for lead in leads if lead.level == 1])
    runs: dict[int, list[int]] = {2: [], 3: [], 4: []}
    for lead in leads:
        for deeper in [level for level in runs if level > lead.level or lead.level == 1]:
            if lead.level < 4:
                runs[deeper].clear()
        if lead.level == 1 or lead.section not in _PROSE:
            continue
        due = _broken(runs[lead.level], lead.number)
        if due is not None:
            yield _gap(lead, due)


def _gap(lead: Lead, due: int) -> Outcome:
    was, wanted = _written(lead.level, lead.number), _written(lead.level, due)
    if lead.number < due:
        return look(
            lead.span,
            f"序号「{was}」重复或颠倒，应为「{wanted}」",
            f"“{was}” is doubled or out of order: “{wanted}” is due",
        )
    return look(
        lead.span, f"有「{was}」而没有「{wanted}」", f"there is “{was}” but no “{wanted}”", expected=wanted, found=was
    )


def _sections(case: Case, leads: list[Lead]) -> Iterator[Outcome]:
    """The numbers of the sections, in a report that has at least four of them."""
    known = {h.span.start for h in case.report.outline.headings if h.level == 1}
    held = [lead for lead in leads if lead.span.start in known]
    forms = drafting(case.family.folder).forms
    if len(held) < 4 or case.report.tables.form not in forms:
        return
    last = 0
    for lead in held:
        if lead.number != last + 1:
            yield _gap(lead, last + 1)
        last = max(last, lead.number)

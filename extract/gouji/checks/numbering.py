"""F307: numbers that lead headings and items: one missing, one doubled, one out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.checking import Case, check
from gouji.clean import Folded
from gouji.drafting import drafting
from gouji.figures.numerals import chinese
from gouji.passages import Passage, headings, look, paragraphs
from gouji.types import Outcome, Span, Text

_LEADS = (
    (1, re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})、")),
    (2, re.compile(r"（(?P<number>[一二三四五六七八九十]{1,3})）(?!项|款|目|条|至|和|、)")),
    (3, re.compile(r"(?P<number>\d{1,2})(?:[、.](?!\d)|\.(?=(?:19|20)\d\d年))")),
)
_BEGINS = re.compile(r"(?<![统唯单之万专不同归合第\d])(?P<number>一)是(?!否|不是|非)")  # 主要有一是……；二是……
_GOES_ON = re.compile(
    r"(?:^|(?<=[，。；：、（）“]))(?P<number>[二三四五六七八九十]{1,2}|十[一二三四五六])是(?!否|不是|非)"
)
_INLINE = {level: re.compile(rf"(?<=[。；：]){pattern.pattern}") for level, pattern in _LEADS[1:]}
_MAY_RUN_ON = re.compile(r"[。；：][（\d]")  # without it nothing is led within a paragraph
_MAY_BE_ITEM = re.compile(r"[一二三四五六七八九十]是")
_OTHERWISE = re.compile(r"首先|其一|第一|一方面|一要|一个|一、|1[、.]|①")
_WRITTEN = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "{}是"}
_PROSE = (1, 5, 6)  # the sections without a statutory table, whose rows are numbered too
_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Lead:
    """A number at the head of a paragraph (level 1-3) or of an item 一是 (level 4); ``quiet``: only to be counted."""

    level: int
    number: int
    span: Span
    section: int
    quiet: bool = False


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(chinese(text) or 0)


def _place(one: Passage) -> tuple[int, int, int]:
    return one.extent.start, one.extent.stop, one.section


def _leads(case: Case) -> list[Lead]:
    """All leading numbers in reading order, of headings and of paragraphs."""
    found: list[Lead] = []
    for one in sorted((*headings(case), *paragraphs(case)), key=_place):
        found += sorted(_of(one.folded, one.section), key=lambda lead: (lead.span.start, lead.span.stop))
    return found


def _of(folded: Folded, section: int) -> Iterator[Lead]:
    """The numbers of one paragraph: at its head, within it (where a list runs on), and its 一是、二是."""

    def lead(level: int, match: re.Match[str], *, quiet: bool = False) -> Lead:
        return Lead(level, _number(match["number"]), folded.span(*match.span()), section, quiet)

    for level, pattern in _LEADS:
        if match := pattern.match(folded.text):
            yield lead(level, match)
    for level, pattern in _INLINE.items() if _MAY_RUN_ON.search(folded.text) else ():
        yield from (lead(level, match, quiet=True) for match in pattern.finditer(folded.text))
    if not _MAY_BE_ITEM.search(folded.text):
        return
    for match in (*_BEGINS.finditer(folded.text), *_GOES_ON.finditer(folded.text)):
        yield lead(4, match, quiet=bool(_OTHERWISE.search(folded.text, 0, match.start())))


def _written(level: int, number: int) -> str:
    inner = (
        str(number) if level == 3 or number > 19 else _DIGITS[number] if number <= 10 else f"十{_DIGITS[number - 10]}"
    )
    return _WRITTEN[level].format(inner)


class _Runs:
    """The numbers that a list of one level stands at; lists may be nested, and may go on after a deeper one."""

    def __init__(self) -> None:
        self.open: list[int] = []
        self.left = 0

    def close(self) -> None:
        self.left = self.open[-1] if self.open else self.left
        self.open = []

    def due(self, number: int) -> int | None:
        """The number that should have come, None if ``number`` carries on a list or begins one."""
        if number == 1:
            self.open.append(1)
            return None
        fits = next((depth for depth in range(len(self.open) - 1, -1, -1) if self.open[depth] + 1 == number), None)
        if fits is not None:
            self.open[fits:] = [number]
            return None
        due = None if self.left + 1 == number else self.open[-1] + 1 if self.open else 1
        self.open[-1:] = [number]
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
    """（二） without （一）, 三是 right after 一是, or a section's number missing, doubled or out of order.

    有（二）而没有（一），一是之后直接是三是，或者章节序号缺漏、重复、颠倒。
    """
    leads = _leads(case)
    yield from _sections(case, [lead for lead in leads if lead.level == 1])
    runs = {level: _Runs() for level in (2, 3, 4)}
    section = 0
    for lead in leads:
        if lead.section != section:
            section, runs = lead.section, {level: _Runs() for level in (2, 3, 4)}
        if lead.level == 1 or section not in _PROSE:
            continue
        for level in range(lead.level + 1, 5):
            runs[level].close()
        due = runs[lead.level].due(lead.number)
        if due is not None and not lead.quiet:
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

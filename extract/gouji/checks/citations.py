"""F310: documents cited by number: a superseded one, wrong digits, wrong brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.drafting import Cited, drafting
from gouji.passages import Passage, headings, look, paragraphs, year_of
from gouji.types import Outcome, Span, Text

_ORDER = re.compile(r"(?:国务院令|国令)第?(?P<serial>\d+)号")
_NUMBER = re.compile(r"(?P<series>国办[\u4e00-\u9fff]{0,5}[函发])〔(?P<year>\d{4})〕第?(?P<serial>\d+)号")
_WRONG = r"(?P<wrong>[\[(（［【]\s?(?:19|20)\d\d\s?[\])）］】〕]|〔\s?(?:19|20)\d\d\s?[\])）］】])\s?\d{1,4}\s?号"
_IN_BRACKETS = re.compile(_WRONG)
_BRACKETS = re.compile(rf"[\u4e00-\u9fff]{{1,8}}(?:发|函|办|字|规|令|政|委|告|文|通|电)\s?{_WRONG}")
_HISTORY = re.compile(r"废止|原(?![则因有创文件始])|替代|取代|修订前|旧版")
_TITLE = "甲县2024年政府信息公开工作年度报告\n"
_TEXT = "一、总体情况\n全年公开信息120条。\n"
_FORMAT = "按照《中华人民共和国政府信息公开工作年度报告格式》"


@check(
    "F310",
    Text("引用文件的文号有误", "a document is cited by a wrong number"),
    severity="warning",
    source="GB/T 9704—2012 7.2.5：发文字号的年份用六角括号〔〕；国办公开办函〔2021〕30号取代国办公开办函〔2019〕60号",
    fires=(
        f"{_TITLE}{_FORMAT}（⟦国办公开办函〔2019〕60号⟧）编制本报告。\n{_TEXT}",
        f"{_TITLE}{_FORMAT}（⟦国办公开办函〔2021〕20号⟧）编制本报告。\n{_TEXT}",
        f"{_TITLE}{_FORMAT}（国办公开办函⟦[2021]⟧30号）编制本报告。\n{_TEXT}",
    ),
    quiet=(
        f"{_TITLE}{_FORMAT}（国办公开办函〔2021〕30号）编制本报告。\n{_TEXT}",
        f"{_TITLE}根据《中华人民共和国政府信息公开条例》（国令第711号）编制本报告。\n{_TEXT}",
        f"甲县2020年政府信息公开工作年度报告\n{_FORMAT}（国办公开办函〔2019〕60号）编制本报告。\n{_TEXT}",
        f"{_TITLE}{_TEXT}按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）收费0元，参见（2021）甲01行初5号判决。\n",
    ),
)
def citations(case: Case) -> Iterator[Outcome]:
    """A cited document was superseded, its number has a wrong digit, or its year stands in wrong brackets.

    引用的文件已经被替代，文号数字有误，或年份括号用错。
    """
    known = drafting(case.family.folder).cited
    year = year_of(case)
    wrong = _IN_BRACKETS.search(case.report.document.text)
    for one in (*headings(case), *paragraphs(case)):
        if wrong:
            yield from _brackets(case, one)
        if year is not None:
            yield from _numbers(one, known, year)


def _brackets(case: Case, one: Passage) -> Iterator[Outcome]:
    text = case.report.document.text
    for match in _BRACKETS.finditer(text, one.extent.start, one.extent.stop):
        wrong = match["wrong"]
        span = Span(match.start("wrong"), match.end("wrong"))
        right = f"〔{re.sub(r'[^0-9]', '', wrong)}〕"
        yield look(
            span,
            f"发文字号中的「{wrong}」应为「{right}」",
            f"“{wrong}” should be “{right}”",
            expected=right,
            found=wrong,
        )


def _numbers(one: Passage, known: tuple[Cited, ...], year: int) -> Iterator[Outcome]:
    for match in (*_NUMBER.finditer(one.text), *_ORDER.finditer(one.text)):
        groups = match.groupdict()
        said = (groups.get("series", "国令"), int(groups["year"]) if "year" in groups else None, int(groups["serial"]))
        named = _named(one.text[: match.start()], known)
        exact = [doc for doc in known if (doc.series, doc.year, doc.serial) == said]
        due = next((doc for doc in named or exact if doc.governs(year)), None)
        due = due or next((doc for old in exact for doc in known if doc.cited == old.cited and doc.governs(year)), None)
        if due is None or _HISTORY.search(one.text) or said == (due.series, due.year, due.serial):
            continue
        if exact and not exact[0].governs(year):
            zh = f"「{match[0]}」已被{due.number}取代"
            yield look(
                one.span(match), zh, f"“{match[0]}” was superseded by {due.number}", expected=due.number, found=match[0]
            )
        elif named and not exact:
            zh = f"{due.name}的文号应为{due.number}"
            yield look(
                one.span(match), zh, f"the number of {due.name} is {due.number}", expected=due.number, found=match[0]
            )


def _named(before: str, known: tuple[Cited, ...]) -> list[Cited]:
    """The documents whose words stand right before the number."""
    lead = re.sub(r"[（，]?(?:中华人民共和国)?$", "", before)
    return [doc for doc in known if any(found.end() >= len(lead) - 1 for found in doc.cited.finditer(lead))]

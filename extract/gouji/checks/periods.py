"""F309: years and dates that cannot be right, and a period or a year that is not the report's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.passages import Passage, headings, look, sentences, year_of
from gouji.types import Outcome, Text

_ODD_YEAR = re.compile(r"20(?<![\d.，]20)(?:\d{3,4}年(?=度|\d{1,2}月|[，。、）]|[\u4e00-\u9fff])|[0-3]年度)")
_NO_DAY = re.compile(r"\d{1,2}月\d{1,2}(?=[止起]|(?:至|到|—+|-|~)(?:\d{4}年)?\d{1,2}月)")
_DATE = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_RANGE = re.compile(
    r"(?P<from>(?:19|20)\d\d)年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日?起?，?(?:至|到|—+|-|~)(?P<to>(?:19|20)\d\d年)?(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日?止?"
)
_PERIOD = re.compile(
    r"统计(?:期限|时限|周期|区间|时间|截止)|(?:所列|列出|中的|涉及|全部|所有)[^，。]{0,8}数据|(?:报告|数据)[^，。]{0,10}(?:期限|时限|时间)"
)
_OLD = re.compile(
    r"同比|环比|上年|去年|上一年|往年|历年|相比|相较|较|比|决算|结转|以来|截至|截止|至今|自|年底|年末|年初|[—-]|至|增长|下降|减少"
    r"|增加|发布的|印发的|制定的|度(?!，)|第|〔|评估|考核|工作要点|《|报告"
)
_COUNTED = re.compile(
    r"^(?:（[一二三四五六七八九]）[^，。；：\d]{2,20}[：。]?)?(?P<year>(?:19|20)\d\d)年，?[^，。；\d]{0,18}(?:，[^，。；\d]{0,14})?(?:共|累计|主动公开|收到|新收|受理|接收|收取)[^，。；\d]{0,24}\d[\d，.]*(?:余|多)?(?:条|件|元|次)"
)

_BEGINS = re.compile(r"^(?P<year>(?:19|20)\d\d)年，")
_VERB = re.compile(r"收到|受理|接收|公开|收取")


@check(
    "F309",
    Text("年份或期限有误", "a wrong year or period"),
    severity="warning",
    source="国办公开办函〔2021〕30号：报告所列数据的统计期限为上一年1月1日至12月31日",
    fires=(
        "甲县2020年政府信息公开工作年度报告\n一、总体情况\n⟦202020年⟧，全年公开信息120条。\n",
        "甲县2024年政府信息公开工作年度报告\n本报告所列数据的统计期限自2024年1月1日起至⟦12月31⟧止。\n一、总体情况\n全年公开信息120条。\n",
        "甲县2024年政府信息公开工作年度报告\n本报告所列数据的统计期限为⟦2023年1月1日至12月31日⟧。\n一、总体情况\n全年公开信息120条。\n",
        "甲县2024年政府信息公开工作年度报告\n一、总体情况\n2024年，工作有序。⟦2023年⟧共收到政府信息公开申请5件。\n",
        "甲县2024年政府信息公开工作年度报告\n一、总体情况\n2024年有序。\n（三）信息管理情况 ⟦2023年⟧，共制定3件。\n",
    ),
    quiet=(
        "甲县2024年政府信息公开工作年度报告\n一、总体情况\n2024年，工作有序。全年收到政府信息公开申请5件，2023年收到申请4件。\n",
        "甲县2024年政府信息公开工作年度报告\n本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。\n一、总体情况\n全年公开信息120条。\n",
        "甲县2024年政府信息公开工作年度报告\n一、总体情况\n2023年度部门决算公开12份。6月1日至3日开展培训。2024年公开信息120条。\n",
        "甲县2024年政府信息公开工作年度报告\n一、总体情况\n2024年公开信息120条。\n五、存在的主要问题及改进情况\n2025年，计划公开信息200条。\n",
        "甲县2024年政府信息公开工作年度报告\n一、总体情况\n2024年有序。\n（三）信息管理情况 2024年，共制定3件。\n",
    ),
)
def periods(case: Case) -> Iterator[Outcome]:
    """A year has a digit too many, a date cannot be, a period is not the report's, or last year's number is left.

    年份多写了数字，日期不存在，统计期限不是报告年度，或留有上一年度的年份。
    """
    covered = year_of(case)
    for one in (*headings(case), *sentences(case)):
        yield from _impossible(one)
        if covered is not None:
            yield from _period(one, covered)
    said = [one for one in sentences(case) if one.section in (1, 3)]
    if covered is not None and any(f"{covered}年" in one.text for one in said):
        for place, one in enumerate(said):
            near = "".join(other.text for other in said[max(0, place - 1) : place + 2] if other is not one)
            yield from _last_year(one, covered, near, first=place == 0)


def _impossible(one: Passage) -> Iterator[Outcome]:
    for match in _ODD_YEAR.finditer(one.text):
        yield look(one.span(match), f"年份有误：「{match[0]}」", f"“{match[0]}” is no year")
    if "月" not in one.text:
        return
    for match in _NO_DAY.finditer(one.text):
        yield look(one.span(match), f"「{match[0]}」后缺「日」", f"“{match[0]}” lacks 日 (the day)")
    for match in _DATE.finditer(one.text):
        month, day = int(match[1]), int(match[2])
        if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month]:
            yield look(one.span(match), f"没有「{match[0]}」这一天", f"there is no such day as “{match[0]}”")


def _period(one: Passage, covered: int) -> Iterator[Outcome]:
    if one.section > 1 or one.section == 1 and "统计" not in one.text or not _PERIOD.search(one.text):
        return
    for match in _RANGE.finditer(one.text):
        first, last = int(match["from"]), int((match["to"] or match["from"])[:4])
        days = tuple(int(match[name]) for name in ("m1", "d1", "m2", "d2"))
        if (first, last) != (covered, covered) or days != (1, 1, 12, 31):
            wanted = f"{covered}年1月1日至12月31日"
            zh, en = f"统计期限「{match[0]}」应为{wanted}", f"the period “{match[0]}” is not that of {covered}"
            yield look(one.span(match), zh, en, expected=wanted, found=match[0])


def _last_year(one: Passage, covered: int, near: str, *, first: bool) -> Iterator[Outcome]:
    """Last year's number where this year's counts are told, or at the very beginning; comparisons are none."""
    match = (_BEGINS if first else _COUNTED).match(one.text)
    if match is None or f"{covered}年" in one.text or int(match["year"]) != covered - 1:
        return
    verb = _VERB.search(one.text)
    if not first and verb and re.search(rf"{covered}年[^。]*{verb[0]}", near):
        return
    head = re.split(r"[。；]", one.text)[0]
    start = match.start("year")
    if _OLD.search(head[start + 5 :]):
        return
    span = one.folded.span(start, start + 5)
    zh = f"本报告是{covered}年度的，此处写的是{match['year']}年，是否为上年旧稿"
    yield look(
        span, zh, f"the report covers {covered}; is {match['year']} left from last year's draft?", found=match["year"]
    )

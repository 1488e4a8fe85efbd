"""F311, F312: a figure that was left out, and what a template left in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.drafting import drafting
from gouji.passages import all_text, headings, look, paragraphs
from gouji.types import Outcome, Span, Text

_BARE = re.compile(
    r"(?:(?<!公)共|共计|合计|总计|累计|(?<=[增减收])至)(?:条|件|份|篇|场|期|次|人次|元|万元)(?=[，。；、（）])|(?:占|占比|增长|下降|达到|率为|率达)%"
)
_HOLE = re.compile(
    r"(?:信息|申请|文件|解读|公文|事项|费用?|培训|会议|[共计收达为])(?:[ \u3000\u00a0]+|[_＿]+)"
    r"(?:条|件|份|篇|场|期|次|人次|个|元|万元)(?=[，。；、（），;]|$|其中)"
)
# Nothing is left out where these are not found; each begins with signs that can be looked for.
_MAY_BE_BARE = re.compile(r"[共计至占比长降到达为](?:[条件份篇场期次元%]|人次|万元)")
_MAY_BE_HOLE = re.compile(r"[ \u3000\u00a0_＿](?:[条件份篇场期次个元]|人次|万元)")
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z\d/.@])(?:[xX]{2,}|[××*＊]{2,}|[×xX](?=年[×xX]月)|〇{3,}|某{2,})(?=省|市|县|区|局|镇|乡|街道|部门|单位|条|件|次|篇|个|元|年|月|日|%|人)"
)
_UNDERSCORE = re.compile(r"(?<![A-Za-z\d/_])[_＿]{2,}(?![A-Za-z\d/_]|条|件|份|篇|场|期|次|人次|个|元|万元)")
_SIGNS = re.compile(r"[xX×*＊〇某_＿]")  # no placeholder is without one
_TITLE = "甲县2024年政府信息公开工作年度报告\n一、总体情况\n"


@check(
    "F311",
    Text("数字漏填", "a figure was left out"),
    severity="warning",
    source="国办公开办函〔2021〕30号：报告所列数据应当准确完整",
    fires=(
        f"{_TITLE}全年主动公开⟦信息  条⟧，其中政策文件20条。\n",
        f"{_TITLE}全年收到申请⟦共件⟧，其中网络5件，当面2件。\n",
    ),
    quiet=(f"{_TITLE}全年主动公开信息 120 条，依申请公开件均已办结。\n", f"{_TITLE}逐条公开，共三件，公共条件改善。\n"),
)
def left_out(case: Case) -> Iterator[Outcome]:
    """A measure word stands where its number should go before it.

    量词前面应有的数字没有填。
    """
    text = case.report.document.text
    bare, hole = _MAY_BE_BARE.search(all_text(case)), _MAY_BE_HOLE.search(text)
    for one in paragraphs(case) if bare or hole else ():
        spans = [one.span(match) for match in _BARE.finditer(one.text)] if bare else []
        if hole:
            spans += [Span(*match.span()) for match in _HOLE.finditer(text, one.extent.start, one.extent.stop)]
        for span in spans:
            words = re.sub(r"\s+", " ", span.of(text))
            yield look(span, f"「{words}」处漏填了数字", f"a number is missing in “{words}”")


@check(
    "F312",
    Text("模板文字或占位符未删除", "template text left in"),
    severity="warning",
    source="国办公开办函〔2021〕30号：格式中的填写说明不是报告的内容",
    fires=(
        f"{_TITLE}全年公开信息120条。\n二、主动公开政府信息情况\n⟦该部分以表格形式报告⟧。\n",
        f"{_TITLE}全年公开信息⟦XX⟧条，收到申请5件。\n",
    ),
    quiet=(
        f"{_TITLE}全年公开信息120条。\n二、主动公开政府信息情况\n具体情况见下表。\n",
        f"{_TITLE}全年公开信息120条，详见www.xx县.gov.cn，联系人张××。\n",
    ),
)
def template_text(case: Case) -> Iterator[Outcome]:
    """An instruction of the template or a placeholder (XX, ××) was not taken out.

    模板里的填写说明或占位符（XX、××）没有删去。
    """
    pattern = drafting(case.family.folder).left_in
    signs = _SIGNS.search(all_text(case))
    pattern = pattern if pattern and pattern.search(all_text(case)) else None
    for one in (*headings(case), *paragraphs(case)) if signs or pattern else ():
        found = [*_PLACEHOLDER.finditer(one.text), *_UNDERSCORE.finditer(one.text)] if signs else []
        found += pattern.finditer(one.text) if pattern else ()
        for match in found:
            yield look(
                one.span(match), f"「{match[0]}」像是模板文字，应删除或填写", f"“{match[0]}” looks like template text"
            )

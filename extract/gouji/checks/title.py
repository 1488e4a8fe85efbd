"""F308: the report's title: cut off, without a year, or of another year than the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.clean import fold
from gouji.passages import look, year_of
from gouji.types import Outcome, Span, Text

_COMPLETE = re.compile(r"报告|年报|总结|汇报")
_YEAR = re.compile(r"(?:19|20)\d\d|二〇[〇一二三四五六七八九]{2}|二零[零一二三四五六七八九]{2}")
_ORGAN = re.compile(r"政府|局|委|办|厅|镇|乡|街道|县|市|区|省|中心|院|会")
_TEXT = "一、总体情况\n2024年，全年公开信息120条。\n2024年，培训3次。\n"


@check(
    "F308",
    Text("标题不完整或年份不符", "title cut off, or of another year"),
    severity="warning",
    source="国办公开办函〔2021〕30号：标题为“××××年政府信息公开工作年度报告”",
    fires=(f"⟦甲县人民政府2024年政府信息公开⟧\n{_TEXT}", f"⟦甲县人民政府2023年政府信息公开工作年度报告⟧\n{_TEXT}"),
    quiet=(
        f"甲县人民政府2024年政府信息公开工作年度报告\n{_TEXT}",
        f"甲县人民政府\n政府信息公开工作年度报告\n（2024年度）\n{_TEXT}",
    ),
)
def title(case: Case) -> Iterator[Outcome]:
    """The title does not end in 报告, names no year, or names another year than the one the text speaks of.

    标题没有以“报告”结尾、没有年份，或年份与正文所说的年度不同。
    """
    span = case.report.outline.title
    if span is None:
        return
    text, near = fold(case.report.document.text, span).text, _head(case)
    said = _YEAR.search(near)
    if not _COMPLETE.search(near) and said and _ORGAN.search(text):
        yield look(span, f"标题不完整：「{text}」后面缺「工作年度报告」等字", f"the title “{text}” is cut off")
    elif _COMPLETE.search(text) and not said and _ORGAN.search(text.split("政府信息公开")[0]):
        yield look(span, "标题中没有年份", "the title names no year")
    yield from _other_year(case, span)


def _head(case: Case) -> str:
    """All that stands above the first section: a title may be broken over lines."""
    text = case.report.document.text
    first = next((h.span.start for h in case.report.outline.headings if h.level == 1), None)
    sentence = next((s.span.start for s in case.report.outline.sentences), len(text))
    stop = min(sentence, first if first is not None else len(text))
    return fold(text, Span(0, stop)).text


def _other_year(case: Case, span: Span) -> Iterator[Outcome]:
    titled, covered = case.report.outline.year, year_of(case)
    folded = fold(case.report.document.text, span)
    match = re.search(rf"{titled}年?", folded.text) if titled else None
    if match and covered != titled:
        zh = f"标题写的是{titled}年，正文说的是{covered}年"
        en = f"the title says {titled}, the text speaks of {covered}"
        yield look(span, zh, en, expected=str(covered), found=str(titled))

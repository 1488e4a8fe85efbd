"""The fixed words of the output, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gouji.types import Severity, Text

SEVERITY: Final[Mapping[Severity, Text]] = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("提示", "info"),
}
FAILED: Final = Text("无法检查", "not checked")
RANK: Final[Mapping[str, int]] = {"error": 0, "warning": 1, "info": 2}

LEDGER: Final[Mapping[str, Text]] = {
    "agrees": Text("相符", "agree"),
    "differs": Text("不符", "differ"),
    "undecidable": Text("无法判断", "undecidable"),
    "unread": Text("未读出", "unread"),
    "unchecked": Text("未核对", "unchecked"),
    "not_a_figure": Text("不是数量", "no figures"),
}


# Why a numeral is no figure: the reasons of the masks of ``gouji.figures``.
NO_FIGURE: Final[Mapping[str, Text]] = {
    "announced_list": Text("预告分几部分", "announces a list"),
    "contact": Text("电话、邮编、网址", "contact"),
    "date": Text("日期、年份", "date"),
    "document_number": Text("文号", "document number"),
    "hotline": Text("热线号码", "hotline"),
    "law_article": Text("法条序号", "law article"),
    "list_number": Text("条目序号", "list number"),
    "model": Text("型号、代号", "model or code"),
    "name": Text("名称的一部分", "part of a name"),
    "no_measure_word": Text("没有量词", "no measure word"),
    "ordinal": Text("序数、位次", "ordinal"),
    "period": Text("时期", "period"),
    "quoted": Text("引号、书名号内的名称", "quoted name"),
    "ratio": Text("比例式", "ratio"),
    "too_long": Text("位数太多，不像数量", "too many digits"),
    "word": Text("固定词语", "part of a word"),
}


def no_figure(why: str) -> Text:
    """The reason in words; a reason that is not listed is its own words."""
    return NO_FIGURE.get(why, Text(why, why))


def counted(number: int, noun: str) -> str:
    """``1 error``, ``3 errors``: English output only."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

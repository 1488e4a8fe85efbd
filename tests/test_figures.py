"""The number grammar, as one table: what is a figure and what it says; what is none, and why."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.clean import fold
from gouji.figures.find import figures
from gouji.figures.numerals import chinese

# sentence | the figures: text low high unit, ~ before a hedged one
FIGURES = """
全年编发简报36期 | 36期 36 36 期
收到来信１２封 | 12封 12 12 封
浏览量1,234次 | 1，234次 1234 1234 次
公开信息2 345条 | 2345条 2345 2345 条
受理事项3.6万件 | 3.6万件 36000 36000 件
浏览1.2亿次 | 1.2亿次 120000000 120000000 次
召开会议三次 | 三次 3 3 次
答复十二件 | 十二件 12 12 件
发布一百二十三条 | 一百二十三条 123 123 条
印制两千册 | 两千册 2000 2000 册
回复零件 | 零件 0 0 件
发布5200余条 | ~5200余条 5200 5299 条
点击2.3万余次 | ~2.3万余次 23000 23999 次
近4000人次参加 | ~4000人次 3600 4000 人次
近2.6万次点击 | ~2.6万次 25000 26000 次
约300份问卷 | ~300份 250 350 份
约占37% | ~37% 36.5 37.5 %
满意率达95%以上 | ~95% 95 96 %
占比超过70% | ~70% 70 80 %
压缩到5次以内 | ~5次 0 5 次
用时不超过3天 | ~3天 0 3 天
不得超过20个工作日 | ~20个工作日 0 20 个工作日
培训不少于60人次 | ~60人次 60 69 人次
每村至少更新2次 | ~2次 2 2 次
覆盖两成左右的村 | ~两成 15 25 成
占全部来信的七成 | 七成 70 70 成
咨询数百次 | ~数百次 200 900 次
年均承办上百件 | ~上百件 100 199 件
占了半数 | ~半数 45 55 %
占比过半 | ~过半 50 100 %
办理时限2—4天 | 2—4天 2 4 天
阅读量翻一番 | 一番 1 1 番
提高2.5个百分点 | 2.5个百分点 2.5 2.5 个百分点
百分之三十的来信 | 百分之三十 30 30 %
百分之三点五的来信 | 百分之三点五 3.5 3.5 %
比上年的52件多了7件 | 52件 52 52 件 ; 7件 7 7 件
提前2个月完成 | 2个月 2 2 个月
有11个月均不到十件 | 11个 11 11 个 ; ~十件 9 10 件
有2个栏目停更 | 2个 2 2 个
安排2名专人 | 2名 2 2 名
家庭医生签约92万人 | 92万人 920000 920000 人
占来信总量约12.5% | ~12.5% 12.45 12.55 %
两类案件均为零 | 两类 2 2 类 ; 零 0 0 -
办公楼改造5方面 | 5方面 5 5 方面
两项合计28件 | 两项 2 2 项 ; 28件 28 28 件
至少配备专职人员3名 | ~3名 3 3 名
受理03件 | 03件 3 3 件
"""

# sentence | why its numerals are no figures
NONE = """
依据国办函〔2021〕30号 | document_number
根据第711号令 | document_number
依照第二十条办理 | law_article
统计期限为2023年1月1日至12月31日 | date
十分关注“十五分钟服务圈”建设 | quoted
落实《问答50例》 | quoted
拨打12345热线 | hotline
服务热线96321日均接听 | hotline
监督电话122转5 | contact
表格编号为01表 | name
总数中只计一次 | name
邮政编码400000 | contact
地址：县城文昌路16号 | contact
排名第6名 | ordinal
开展三年行动 | period
每两个月巡查 | period
推进一案一码 | name
落实三审三校 | name
推广1+N模式 | name
见附件1 | name
支持IPv6 | model
这不是一回事 | word
各一份材料的一般情形 | word
一是加强学习 | list_number
2、2024年继续推进 | list_number
阅读量过万 | no_measure_word
两者均已整改 | word
12345678901234567890 | too_long
"""


def table(text: str) -> list[tuple[str, str]]:
    return [(left, right) for left, right in (line.split(" | ") for line in text.strip().splitlines())]


def said(sentence: str) -> str:
    folded = fold(sentence).text
    found, _ = figures(folded)
    return " ; ".join(
        f"{'~' * one.hedged}{folded[one.start : one.stop]} {one.low} {one.high} {one.unit or '-'}" for one in found
    )


@pytest.mark.parametrize(("sentence", "expected"), table(FIGURES))
def test_figures(sentence: str, expected: str) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(("sentence", "why"), table(NONE))
def test_what_is_no_figure_and_why(sentence: str, why: str) -> None:
    found, numerals = figures(fold(sentence).text)
    assert found == ()
    assert why in {reason for _, _, reason in numerals}


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["条", "件", "次", "个工作日"]))
def test_plain_numbers_are_read_as_they_stand(value: int, unit: str) -> None:
    sentence = f"本年共有{value}{unit}。"
    (found,), _ = figures(sentence)
    assert (found.low, found.high, found.unit, found.hedged) == (Decimal(value), Decimal(value), unit, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [("二十五", 25), ("一百零三", 103), ("三万五", 35000), ("一百二", 120), ("二〇二三", 2023), ("两亿", 200000000)],
)
def test_chinese_numerals(text: str, value: int) -> None:
    assert chinese(text) == value


@pytest.mark.parametrize("text", ["一百五六七", "条", "三四十"])
def test_ill_formed_numerals_have_no_value(text: str) -> None:
    assert chinese(text) is None

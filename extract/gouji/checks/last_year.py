"""Y501, Y502, Y503: the tables beside last year's: what was carried over, what is in force, what items there were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.checking import Case, check
from gouji.equations import printed
from gouji.sums import cell_name
from gouji.types import Evidence, Outcome, Severity, Text
from gouji.years import YearSum, year_sums

_LAST = "\n=====\n"
_RECEIVED = "一、本年新收政府信息公开申请数量|5|1|0|0|0|0|6\n"
_CARRIED = "（七）总计|4|1|0|0|0|0|5\n四、结转下年度继续办理|2|0|0|0|0|0|2\n"
_BEFORE = f"{_RECEIVED}二、上年结转政府信息公开申请数量|1|0|0|0|0|0|1\n{_CARRIED}"
_ROWS = "行政许可|12\n行政处罚|3\n行政强制|0\n行政事业性收费|17.5\n"


@check(
    "Y501",
    Text("上年结转与上一年度报告不符", "carried in differs from last year's report"),
    severity="error",
    source="国办公开办函〔2021〕30号，表三：第二项上年结转即上一年度报告的第四项结转下年度继续办理",
    fires=(
        f"{_RECEIVED}二、上年结转政府信息公开申请数量|⟦1⟧|0|0|0|0|0|⟦1⟧\n（七）总计|6|1|0|0|0|0|7\n"
        f"四、结转下年度继续办理|0|0|0|0|0|0|0\n{_LAST}{_BEFORE}",
    ),
    quiet=(
        f"{_RECEIVED}二、上年结转政府信息公开申请数量|2|0|0|0|0|0|2\n（七）总计|7|1|0|0|0|0|8\n"
        f"四、结转下年度继续办理|0|0|0|0|0|0|0\n{_LAST}{_BEFORE}",
    ),
)
def carried_over(case: Case) -> Iterator[Outcome]:
    """What was carried in is not what last year's report carried on; all columns are one issue.

    上年结转数不等于上一年度报告的结转下年度数；各列合为一条。
    """
    sums = list(year_sums(case, "carried_over"))
    wrong = [one for one in sums if not one.holds]
    yield from (_agrees(one) for one in sums if one.holds)
    if wrong:
        yield _told(case, wrong, "上一年度报告结转下年度", "last year's report carried on")


@check(
    "Y502",
    Text("现行有效件数与上一年度报告接不上", "documents in force do not follow from last year"),
    severity="warning",
    source="国办公开办函〔2021〕30号，表二：现行有效件数为上年现行有效加本年制发减本年废止",
    fires=(f"规章|0|0|0\n行政规范性文件|2|1|⟦9⟧\n{_ROWS}{_LAST}规章|0|0|0\n行政规范性文件|3|0|7\n{_ROWS}",),
    quiet=(f"规章|0|0|0\n行政规范性文件|2|1|8\n{_ROWS}{_LAST}规章|0|0|0\n行政规范性文件|3|0|7\n{_ROWS}",),
)
def in_force(case: Case) -> Iterator[Outcome]:
    """Documents in force are not last year's plus those made less those repealed; information after a clean-up.

    现行有效件数不等于上年现行有效加本年制发减本年废止；有清理的，只作提示。
    """
    text = case.report.document.text
    for one in year_sums(case, "stock"):
        excused = any(word in text for word in one.rule.unless)
        if one.holds:
            yield _agrees(one)
        else:
            zh, en = "按上一年度报告推算现行有效", "from last year's report there should be in force"
            yield _told(case, [one], zh, en, "info" if excused else None)


@check(
    "Y503",
    Text("上一年项目数量与上一年度报告不符", "items of last year differ from last year's report"),
    severity="error",
    source="国办公开办函〔2019〕60号，表二：上一年项目数量为上一年度报告的项目数量加增减",
    fires=(
        f"行政许可|⟦24⟧|0|12\n其他对外管理服务事项|5|0|3\n行政处罚|8|0|1\n行政强制|2|0|0\n{_LAST}"
        "行政许可|20|+2|10\n其他对外管理服务事项|5|0|3\n行政处罚|8|0|1\n行政强制|2|0|0\n",
    ),
    quiet=(
        f"行政许可|22|0|12\n其他对外管理服务事项|5|0|3\n行政处罚|8|0|1\n行政强制|2|0|0\n{_LAST}"
        "行政许可|20|+2|10\n其他对外管理服务事项|5|0|3\n行政处罚|8|0|1\n行政强制|2|0|0\n",
    ),
)
def items(case: Case) -> Iterator[Outcome]:
    """In form 2019 the items of last year are not those that last year's report ends with.

    2019年格式的上一年项目数量，与上一年度报告的期末项目数不符。
    """
    for one in year_sums(case, "items_carried"):
        yield (
            _agrees(one) if one.holds else _told(case, [one], "按上一年度报告应为", "from last year's report there are")
        )


def _agrees(one: YearSum) -> Outcome:
    return Outcome("agrees", tuple(Evidence(f.span, f.key) for f in one.left), formula=one.formula)


def _told(case: Case, wrong: Sequence[YearSum], zh: str, en: str, severity: Severity | None = None) -> Outcome:
    """One outcome for sums of one kind that fail together."""
    facts = [fact for one in wrong for fact in one.left]
    names = "、".join(
        f"{cell_name(case, one.left[0].key)}{printed(one.found)}（{zh}{printed(one.right)}）" for one in wrong
    )
    english = ", ".join(
        f"{cell_name(case, one.left[0].key, 'en')} {printed(one.found)} ({en} {printed(one.right)})" for one in wrong
    )
    return Outcome(
        "differs",
        tuple(Evidence(fact.span, fact.key) for fact in facts),
        Text(f"与上一年度报告不符：{names}", f"it does not follow from last year's report: {english}"),
        expected=printed(wrong[-1].right),
        found=printed(wrong[-1].found),
        formula="；".join(one.formula for one in wrong),
        severity=severity,
    )

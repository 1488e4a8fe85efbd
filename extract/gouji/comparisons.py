"""What is compared with what: 300条，比上年的200条增加100条、增长50%; 政策文件50条，占25%."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.ratios import PERCENT, Said

_UP = re.compile(r"(?:增长|增加|上升|提升|提高|增多|新增|净增|多出|多了?|上涨|增)(?:了|约|率为|幅度?为?|幅度?达|到)*$")
_DOWN = re.compile(r"(?:下降|减少|降低|下滑|回落|净减|减|降|少了?)(?:了|约|率为|幅度?为?|幅度?达)*$")
_BASE = re.compile(
    r"(?:上年度?|去年|上一年度?|(?P<year>20\d\d)年度?|年初)(?:同期)?的?(?:（|为|是|仅|有|共)?[^，。；（）\d]{0,6}$"
    r"|(?:由|从)[^，。；（）\d]{0,12}$|(?:上年|去年|上一年)[^，。；\d]{0,10}（$"
)
_TO = re.compile(
    r"^(?:[^，。；\d]{0,4})?(?:减少|减|增加|增|下降|上升|提高|提升|降低|降|升|扩大|缩减|压减|精简|增长|扩)?(?:到|至|为|成)"
)
_THAN = re.compile(r"^，?(?:数量)?(?:同比|(?:较|比|与)(?:上年|去年|上一年|20\d\d年)(?:度|同期)?(?:相比)?)")
_EXPLAINS = re.compile(r"^(?:（|，)(?:上年|去年|上一年|20\d\d年)")
_POINTS = frozenset(["个百分点", "百分点"])
_SUBJECT = re.compile(
    r"(?:[。；，](?P<name>[^，。；：（）\d]{2,10}?)|。)(?:总?量|总?数|件数)?[比较与](?:20\d\d年|上年|去年|上一年)[^，。；]*$"
)
_MEAN = re.compile(r"日均|平均|每日|人均|月均")
_FROM = re.compile(r"(?:由|从)[^，。；\d]{0,12}$")

BEHIND = re.compile(
    r"^(?:，|、|（|，?(?:数量|件数|条数)?)(?:约|大约|仅|只|共)?(?:占比|占|比例|比重)(?:约|为|是|达|达到|到|了)*"
    r"(?P<of>[^，。；：（）]{0,12}?)(?:的|之)?(?:比例|比重|占比)?(?:约|为|是|达|达到|近)*$"
)
_WHOLE = re.compile(r"(?:(?:全部|全年|所有|总的)?[^，。]{0,6}(?:总数|总量|总件数|总条数)|全部|总|其)?(?:的)?")
_WIDER = re.compile(r"全[省市县区州镇乡]|各|同期|上年|去年|此类")


_CHANGES = re.compile("[增升高多涨降减滑落少]")  # no word of growth or decline is without one


def sign_of(gap: str) -> int:
    """1 for growth, -1 for decline, 0 if the words right before the figure say neither."""
    if not _CHANGES.search(gap):
        return 0
    return 1 if _UP.search(gap) else -1 if _DOWN.search(gap) else 0


def calls(name: str, gap: str) -> bool:
    """新收申请 calls 新收政府信息公开申请127件."""
    clause = re.split(r"[，。；：]", gap)[-1]
    return name in clause or (len(name) > 3 and name[:2] in clause and name[-2:] in clause)


def joined(before: Said, said: Said) -> bool:
    """Is the percentage said of the same growth as the number right before it (减少6件，降幅18.2%)?"""
    return said.gap in {"、", "，", "，即", "（"} and bool(sign_of(before.gap)) and said.unit in PERCENT


def is_base(said: Said, covered: int | None) -> bool:
    """Is the figure said to be that of an earlier time?"""
    match = _BASE.search(said.gap)
    if match is None or sign_of(said.gap) or "结转" in match[0]:
        return False
    return match["year"] is None or covered is not None and int(match["year"]) < covered


def pair_before(row: Sequence[Said], index: int, covered: int | None) -> tuple[Said, Said, bool] | None:
    """(this year, last year, certain) for the growth at ``index``: the nearest base before it and its partner."""
    said = row[index]
    near = [i for i in range(max(0, index - 3), index) if _compares(said, row[i])]
    base = next((i for i in reversed(near) if is_base(row[i], covered)), None)
    if base is None or not row[base].number or _FROM.search(said.gap):
        return None
    between = [row[i] for i in range(base + 1, index)]
    if _FROM.search(row[base].gap):
        now = row[base + 1] if base + 1 < index and _TO.match(row[base + 1].gap) else None
        certain = True
    else:
        now = next((row[i] for i in range(base - 1, -1, -1) if _is_now(row[i], row[base])), None)
        certain = base > 0 and row[base - 1] is now
    if now is None or "；" in row[base].gap or not _compares(said, now):
        return None
    if any(one is not now and not sign_of(one.gap) for one in between):
        return None
    if said.unit not in PERCENT and said.unit not in _POINTS and said.unit != now.unit:
        return None
    return (now, row[base], certain) if _one_clause(row, base, index) else None


def _is_now(said: Said, base: Said) -> bool:
    """Can the figure be this year's beside last year's ``base``? An amount of growth cannot."""
    return said.unit == base.unit and said.exact and not sign_of(said.gap)


def pair_behind(row: Sequence[Said], index: int, covered: int | None) -> tuple[Said, Said, bool] | None:
    """88件，同比增长91.3%（去年46件）: this year's figure right before the growth, last year's right behind it."""
    if not index or index + 1 >= len(row):
        return None
    now, said, base = row[index - 1], row[index], row[index + 1]
    told = _EXPLAINS.match(base.gap) and is_base(base, covered) and base.number
    plain = now.counts and base.counts and now.unit == base.unit and not _MEAN.search(now.gap)
    if not told or not plain or said.unit not in PERCENT | {now.unit} or not _THAN.match(said.gap):
        return None
    return now, base, _is_last(now, row[: index - 1])


def _is_last(now: Said, row: Sequence[Said]) -> bool:
    """Is no other figure of the sentence of the same unit, whose growth it might be?"""
    return not any(one.unit == now.unit and one.counts for one in row)


def step_before(row: Sequence[Said], index: int) -> tuple[Said, Said] | None:
    """(this year, growth in number) for 收到12件，较上年增加3件，增长33.3%: last year's figure is what is left."""
    said, step = row[index], row[index - 1]
    if (
        index < 2
        or said.unit not in PERCENT
        or not step.counts
        or sign_of(step.gap) != (sign_of(said.gap) or sign_of(step.gap))
    ):
        return None
    now = row[index - 2]
    plain = _THAN.match(step.gap) and now.counts and now.unit == step.unit and len(said.gap) <= 10
    return (now, step) if plain and not _MEAN.search(now.gap) and now.number > step.number else None


def less_than_growth(row: Sequence[Said], index: int) -> Said | None:
    """收到45件，比上年增加99件: this year's figure, where it is less than what it is said to have grown by."""
    said, now = row[index], row[index - 1] if index else row[index]
    plain = _THAN.match(said.gap) and said.counts and now.counts and said.unit == now.unit
    alone = plain and not _MEAN.search(now.gap) and _is_last(now, row[: index - 1])
    return now if alone and now.number < said.number else None


def _compares(said: Said, one: Said) -> bool:
    """Can ``one`` be a figure whose growth ``said`` is? 个百分点 is the growth of a percentage."""
    return one.exact and one.unit == "%" if said.unit in _POINTS else one.counts


def _one_clause(row: Sequence[Said], base: int, index: int) -> bool:
    """Between base and growth stands no other subject."""
    words = "".join(one.gap for one in row[base + 1 : index + 1])
    return not re.search(r"[。；]|其中|此外|另|同时", words) and len(words) <= 30


def named_before(row: Sequence[Said], index: int, covered: int | None) -> Said | None:
    """新收申请43件……。新收申请数比去年的31件上升38.7%: this year's figure is named in an earlier sentence.

    Or it is the one right before: 答复27件。比上年的33件减少6件. ``row``: the figures of the paragraph.
    """
    said, base = row[index], row[index - 1]
    match = _SUBJECT.search(base.gap) if sign_of(said.gap) else None
    if match is None or not is_base(base, covered) or not base.number:
        return None
    if said.unit not in PERCENT and said.unit != base.unit:
        return None
    named = [one for one in row[: index - 1] if one.unit == base.unit and one.counts and not sign_of(one.gap)]
    if not match["name"]:
        return row[index - 2] if row[index - 2] in named else None
    return next((one for one in named if calls(match["name"], one.gap)), None)


def share_of(said: Said) -> str | None:
    """What the share is said to be of, "" if it is not said; None if no share of the figure before it."""
    match = BEHIND.match(said.gap)
    return match["of"] if match and _WHOLE.fullmatch(match["of"]) and not _WIDER.search(match["of"]) else None

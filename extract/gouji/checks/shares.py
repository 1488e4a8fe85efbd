"""N105: shares (占12.5%) beside the part and the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gouji.checking import Case, check
from gouji.comparisons import BEHIND, share_of
from gouji.equations import printed, shown, total
from gouji.prose.divisions import WHOLES
from gouji.ratios import PERCENT, Said, agrees, differs, fit, percent, quotient, rounded, rows
from gouji.types import Evidence, Fact, Outcome, Severity, Text

_OF = frozenset(["的", "）的", "的约", "）的约"])
_LEAD = re.compile(r"^(?:，|、)?(?:约)?占了?[^，。；：（）]{1,18}（?$")  # 11件，占全年制发规范性文件12件的
_EACH = re.compile(r"(?:分别|依次|各)(?:约)?(?:占比?|是|为)?(?:约|为|是|达)*$")
_COUNTED = re.compile(r"^，约?占(?P<of>[^，。；：（）的总全]{2,4})[总件条]?数的?(?:约|比例为|比重为)?$")
_BASE = re.compile(r"^，(?:约|各)?占[^，。；：（）]{0,14}$")
_AHEAD = re.compile(r"占(?:比|总数|总量)?(?:的|为|约|达)*$")
_TAIL = re.compile(r"^[^，。；：（）其另]{1,14}，占(?:比)?(?:约|为|达)*$")
_NAMED = re.compile(r"(?:^|[，；、。])(?P<name>[^，。；：（）、]{2,12}?)占(?:比)?(?:约|为|达)*$")
_TOTALS = re.compile(r"(?:requests|disputes|prose|disclosure|stats)\.(?:\w+|\w+\.(?:total|made|valid))(?:\+|$)")

_PIECES = frozenset(["条", "件", "宗", "起", "份", "篇", "个", "项", "次", "例"])

Wholes = Mapping[Fact, tuple[Fact, bool]]


@check(
    "N105",
    Text("占比与分项、总数不符", "a share differs from part and whole"),
    severity="error",
    source="通行的勾稽读法：占比等于分项除以总数，精确到所印位数；末位差一以提示为限",
    fires=("全年公开信息200条，其中政策文件50条，占⟦35%⟧，其他信息150条，占75%。\n",),
    quiet=(
        "全年公开信息200条，其中政策文件50条，占25%，其他信息150条，占75%。\n",
        "全年公开信息300条，其中政策文件100条，占33.3%，其他信息200条，占全市信息总量的2%。\n",
        "全年公开信息300条，其中政策文件200条，占66.6%，其他信息100条，约占三成。\n",
    ),
)
def share(case: Case) -> Iterator[Outcome]:
    """A percentage said right behind a part is not that part of its whole; an error if the parts make up the whole.

    紧跟在分项后面的百分比，不等于分项除以总数；分项合起来等于总数的，报错误。
    """
    wholes = _wholes(case)
    for _, row in rows(case):
        for part, said, whole, certain in _links(wholes, row):
            if not _of_another(case, part.fact, whole, said.fact, certain=certain):
                yield _outcome(case, part.fact, whole, said.fact, certain=certain)


def _links(wholes: Wholes, row: Sequence[Said]) -> Iterator[tuple[Said, Said, Fact, bool]]:
    """(part, share, whole, certain) of every share of a sentence."""
    for index, said in enumerate(row):
        if said.unit not in PERCENT or not index:
            continue
        before, own = row[index - 1], share_of(said)
        if index > 1 and said.gap in _OF and before.counts and _LEAD.search(before.gap) and row[index - 2].counts:
            yield row[index - 2], said, before.fact, row[index - 2].unit == before.unit
        elif own is not None and before.counts and (found := _whole(wholes, row, before)):
            yield before, said, found[0], found[1] and not own
        elif _AHEAD.search(said.gap) and (part := _behind(row, index)) and part.fact in wholes:
            yield part, said, *wholes[part.fact]
        elif run := _aligned(row, index):
            for part, each in run:
                if part.fact in wholes and part.counts:
                    yield part, each, *wholes[part.fact]
        elif base := _based(row, index):
            yield *base, False
        elif (part := _farther(wholes, row, index)) and (found := _whole(wholes, row, part)):
            yield part, said, found[0], False


def _farther(wholes: Wholes, row: Sequence[Said], index: int) -> Said | None:
    """19家希望提供示例，占42.2%; 共34件（…），占45.5%; 自然人19件……，自然人占42.2%: the part, but not for sure."""
    gap, before = row[index].gap, row[index - 1]
    if gap.startswith("）") and BEHIND.match(gap[1:]):
        opens = next((i for i in range(index - 1, 0, -1) if "（" in row[i].gap), 0)
        part = row[opens - 1] if opens and row[opens - 1].fact in wholes else None
    elif named := _NAMED.search(gap):
        told = [one for one in row[:index] if one.counts and one.gap.endswith(named["name"])]
        part = told[0] if len(told) == 1 else None
    else:
        part = before if _TAIL.match(gap) else None
    return part if part and part.counts else None


def _based(row: Sequence[Said], index: int) -> tuple[Said, Said, Fact] | None:
    """219块中抽查40块，内容陈旧的6块，占抽查数的15%: the share names what it is a share of."""
    match, part = _COUNTED.search(row[index].gap), row[index - 1]
    if match is None or not part.counts:
        return None
    told = [one for one in row[: index - 1] if one.counts and one.unit == part.unit and match["of"] in one.gap]
    return (part, row[index], told[0].fact) if len(told) == 1 and told[0].number >= part.number > 0 else None


def _behind(row: Sequence[Said], index: int) -> Said | None:
    """占38.0%（644条）: the part stands in brackets behind its share."""
    behind = row[index + 1] if index + 1 < len(row) else None
    return behind if behind and behind.counts and behind.gap in {"（", "（即", "（共"} else None


def _aligned(row: Sequence[Said], index: int) -> list[tuple[Said, Said]]:
    """甲a件、乙b件，分别占x%、y%: each part with its share, if there are as many of one as of the other."""
    if not _EACH.search(row[index].gap):
        return []
    shares = [row[index]]
    for said in row[index + 1 :]:
        if said.unit != "%" or said.gap not in {"、", "和", "，", "及", "与", "、和", "以及"}:
            break
        shares.append(said)
    end = (
        index - 1 if index and _BASE.search(row[index - 1].gap) else index
    )  # 甲a件、乙b件，占新收n件的比重分别为x%、y%
    parts = row[end - len(shares) : end] if end >= len(shares) else ()
    plain = all(one.counts and one.unit == parts[0].unit for one in parts) and len(shares) > 1
    further = end > len(shares) and row[index].gap and parts and parts[0].gap in {"、", "和"}
    return list(zip(parts, shares, strict=True)) if parts and plain and not further else []


def _wholes(case: Case) -> Wholes:
    """The whole of every part, and whether the parts make it up."""
    mentions = case.report.mentions
    found: dict[Fact, tuple[Fact, bool]] = {}
    for parts in case.report.parts:
        whole, members = mentions[parts.whole], [mentions[index] for index in parts.parts]
        full = parts.closed or total(members) == total([whole])
        for part in members:
            found.setdefault(part, (whole, full))
    return found


def _whole(wholes: Wholes, row: Sequence[Said], part: Said) -> tuple[Fact, bool] | None:
    """The whole of a part: its list's, or else the only larger figure of its unit before it in the sentence."""
    if part.fact in wholes:
        whole, closed = wholes[part.fact]
        figure = whole.figure
        fits = figure is not None and not figure.hedged and figure.low >= part.number and figure.low > 0
        return (whole, closed) if fits else None
    before = [s for s in row[: row.index(part)] if s.counts and s.unit == part.unit]
    greater = [s for s in before if s.number > part.number]
    sibling = bool(greater) and _shared(row, row.index(greater[0]))  # 甲1238条，占总数的2.58%；乙137条，占总数的0.29%
    return (greater[0].fact, False) if len(before) == 1 and greater and not sibling else None


def _shared(row: Sequence[Said], index: int) -> bool:
    """Has the figure a share of its own right behind it?"""
    behind = row[index + 1] if index + 1 < len(row) else None
    return behind is not None and behind.unit in PERCENT and share_of(behind) is not None


def _of_another(case: Case, part: Fact, whole: Fact, said: Fact, *, certain: bool) -> bool:
    """Is the share, which is not one of ``whole``, one of another figure of the report said before it?

    A part of a ``certain`` whole can only be one of another count of requests (those received, not those handled).
    """
    assert part.figure and whole.figure
    if fit(case, said, *quotient(case, part, whole)) == "exact":
        return False
    near = {fact for passage, row in rows(case, wide=True) if passage.extent.covers(said.span) for fact in _facts(row)}
    before = (one for one in case.report.mentions if one.span.start < said.span.start and one is not part)
    for one in before:
        if one not in near and not _TOTALS.match(one.key):
            continue  # of two dozen figures elsewhere one fits nearly any share by chance
        figure = one.figure
        counts = figure is not None and not figure.hedged and figure.unit in _PIECES
        counts = counts and (not certain or one.key in WHOLES)
        fits = figure is not None and counts and figure.low > 0 and part.figure.low <= figure.low
        if fits and fit(case, said, *quotient(case, part, one)) == "exact":
            return True
    return False


def _facts(row: Sequence[Said]) -> list[Fact]:
    return [said.fact for said in row]


def _outcome(case: Case, part: Fact, whole: Fact, said: Fact, *, certain: bool) -> Outcome:
    assert part.figure and whole.figure
    if whole.figure.hedged or not whole.figure.low:
        return Outcome(
            "unread", (Evidence(said.span, said.key),), Text("未核对：总数不是确数", "not checked: no exact whole")
        )
    true = percent(part.figure.low, whole.figure.low)
    formula = f"{shown(part)} ÷ {shown(whole)} = {printed(round(true, 4))}%"
    how = fit(case, said, *quotient(case, part, whole))
    if how == "exact":
        return agrees(said, [part, whole], formula)
    wanted = rounded(case, said, true)
    told = Text(
        f"「{case.text(part)}」占「{case.text(whole)}」的{wanted}%，文中为「{case.text(said)}」",
        f"“{case.text(part)}” is {wanted}% of “{case.text(whole)}”, the text says “{case.text(said)}”",
    )
    severity: Severity | None = None if how == "off" and certain else "warning"
    return differs(
        said, [part, whole], told, expected=f"{wanted}%", formula=f"{formula} ≠ {shown(said)}%", severity=severity
    )

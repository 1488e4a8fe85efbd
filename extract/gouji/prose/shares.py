"""Which share belongs to which part of which whole: 予以公开14件，占37.8%; 原创26条，占比29.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.prose.row import Item, Row, row_of
from gouji.types import Parts

_BESIDE = re.compile(
    r"^[^，。；：（）、0]{0,14}?[，、（：]?(?:约|仅|大约|共)?(?:占|占比|比重|占比例|比例)(?:总数|总量|全部|总|其|全年|办结|申请|答复|公开|比|比例|比重|量|数|件数|信息|的|为|达到|达|是|约|近|了|仅|，|高达|超过|不足|到|突破)*$"
)
_EACH = re.compile(
    r"^[^。；：（）0]{0,8}(?:分别|依次|各)?(?:占|占比|比重|占比例)(?:总数|总量|全部|其|比|的|为|达|是|约|各|分别|依次|有)*$"
)
_RESPECTIVE = re.compile(r"分别|依次|各")
_BEFORE = re.compile(r"占(?:比|总数|比例|比重|总量|的|为|约|近|达|总)*$")
_EXPLAINED = re.compile(r"^(?:（|，为|，计|，共|，即|，有|（即|（共)$")
SHARES = frozenset({"%", "‰", "成"})
_SEPARATE = frozenset({"、", "和", "，", "与", "及", "、和", "以及"})
_OTHER_BASE = re.compile(r"占(?:全[国省市县区]|新收|同期|上年|考核|行政村|应)")


@dataclass(frozen=True, slots=True)
class Share:
    """A share and what it is a share of: indexes of the share's, the part's and the whole's figures."""

    share: int
    part: int
    whole: int


def _whole_of(parts: Sequence[Parts]) -> dict[int, int]:
    """Each part's whole, where it has one only."""
    wholes: dict[int, set[int]] = {}
    for one in parts:
        for part in one.parts:
            wholes.setdefault(part, set()).add(one.whole)
    return {part: next(iter(found)) for part, found in wholes.items() if len(found) == 1}


def _is_share(row: Row, index: int) -> bool:
    item = row.items[index]
    return item.unit in SHARES and not re.search(r"growth$|rate$", item.key)


def _part_before(row: Row, index: int, whole_of: dict[int, int]) -> int:
    """The figure before the share; a threshold that only describes the part (6个超过10天未更新) is passed over."""
    before = index - 1
    described = before > 0 and before not in whole_of and not re.search(r"[，。；、：（）]", row.gaps[before])
    return before - 1 if described and row.gaps[index].count("，") == 1 else before


def _beside(row: Row, index: int, whole_of: dict[int, int]) -> Iterator[Share]:
    """The part stands just before its share (14件，占37.8%), or just behind it (占38.0%（644条）)."""
    before, after = _part_before(row, index, whole_of), index + 1
    gap = row.gaps[index]
    if before in whole_of and _BESIDE.match(gap) and not _OTHER_BASE.search(gap) and not _RESPECTIVE.search(gap):
        yield Share(index, before, whole_of[before])
    elif after in whole_of and _BEFORE.search(gap) and _EXPLAINED.match(row.gaps[after]):
        yield Share(index, after, whole_of[after])


def _run(row: Row, first: int) -> list[int]:
    """The shares that follow one another from ``first`` on (64.4%、33.3%和2.3%)."""
    run = [first]
    while run[-1] + 1 < len(row.items) and _is_share(row, run[-1] + 1) and row.gaps[run[-1] + 1] in _SEPARATE:
        run.append(run[-1] + 1)
    return run


def _in_order(row: Row, first: int, parts: Sequence[Parts]) -> Iterator[Share]:
    """分别占64.4%、33.3%和2.3%: as many shares as the list just before has parts."""
    run = _run(row, first)
    for one in parts:
        if one.parts[-1] == first - 1 and len(one.parts) == len(run) > 1 and _EACH.match(row.gaps[first]):
            yield from (Share(share, part, one.whole) for share, part in zip(run, one.parts, strict=True))


def shares(items: Sequence[Item], parts: Sequence[Parts]) -> list[Share]:
    """The shares that are stated beside a part whose whole is known; ``parts`` and the result index into ``items``."""
    if not parts or not any(item.unit in SHARES for item in items):
        return []
    row, whole_of = row_of(items), _whole_of(parts)
    found: list[Share] = []
    for index in range(1, len(items)):
        if not _is_share(row, index):
            continue
        found += list(_in_order(row, index, parts)) or list(_beside(row, index, whole_of))
    return list({one.share: one for one in reversed(found)}.values())[::-1]

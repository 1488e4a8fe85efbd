"""甲3件、乙2件，共5件: the whole stands behind its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.prose.cues import is_channel, is_rest
from gouji.prose.extent import estranged, link
from gouji.prose.row import Row, plain
from gouji.prose.slips import slipped
from gouji.types import Parts

_VERBS = r"(?:公开|发布|主动公开|办理|受理|推送|承办|张贴|信息|各类|政府|为|是|即|有|达|得|约|的|新收|收到|：)*$"
_TOTAL = re.compile(
    r"(?:合计|共计|总计|小计|相加|两项共|三项共|之和|加起来|(?:^|[，、；])[总一]?共|(?:^|[，、；])计(?=为|达|$)"
    r"|(?:各类?渠道|各项|以上|上述|前述|两者|三者|二者|两项|三项|渠道)(?:合计|总共|共|累计))" + _VERBS
)
# believed only if the sum is exact
_LOOSE = re.compile(r"(?:^|[，、；])[^，。；：0]{0,8}(?:累计|总数|总量|共|计)" + _VERBS)
_GENERIC = re.compile(
    r"全年|本年度?|年内|当年|以上|上述|前述|各类?|全部|渠道|方式|途径|平台|公开|发布|推送|办理|受理|收到|新收|答复|办结|结转|主动"
    r"|政府|政务|信息|申请|全[省市县区镇乡局]|我[省市县区镇乡局]|数量|总数|件|条|[两三四五]?[项类者种]|[^，]{0,6}[的]?(?=两项|三项|各项)"
)
_COUNTED = re.compile("[计共加和总]")  # without one of these no total is said
_WHY = "the whole is said at the end"


def _run(row: Row, index: int) -> list[int]:
    """Figures before ``index`` in its sentence with its measure word, nearest last."""
    named = row.leads_on(index - 1)  # 三项合计: counts the names of what is added
    return [
        i
        for i in range(index - 1 if named else index)
        if row.sentences[i] == row.sentences[index]
        and row.counts[i]
        and row.depths[i] == row.depths[index]
        and row.kindred(i, index)
        and not estranged(row, index, i)
    ]


def _exact(row: Row, index: int, run: Sequence[int]) -> tuple[int, ...]:
    """The last figures of the run that add up to the total."""
    for start in range(len(run) - 2, -1, -1):
        if row.exact(index, run[start:]):
            return tuple(run[start:])
    return ()


def _framed(row: Row, index: int, run: Sequence[int]) -> tuple[int, ...]:
    """发布184条：简介5条，动态133条，公告46条，共计184条: the list between a total and the same total said again."""
    first = [i for i in run if row.values[i] == row.values[index] and row.same_unit(i, index)]
    members = tuple(i for i in run if first and i > first[-1])
    alike = all(row.same_unit(i, index) and row.holds(index, [i]) for i in members)
    return members if len(members) >= 3 and alike and row.values[index] is not None else ()


def said_plainly(gap: str) -> bool:
    """Is nothing said but that what went before comes to this (，合计155条; ，相加为359条)?"""
    return bool(re.fullmatch(r"，(?:合计|共计|总计|小计|相加|[两三四五]项合计)(?:共|为|达|是)*", gap))


def _clear(row: Row, index: int, run: Sequence[int], sure: bool) -> tuple[int, ...]:
    """Figures that follow one another as parts of one list do, up to the total.

    Where their measure words differ, or no plain word of a total stands there, only a slip is believed.
    """
    members = list(run[-1:])
    for i in reversed(run[:-1]):
        how = link(plain(row.between(i, members[0])), False)
        channels = how == "loose" and is_channel(row.labels[i]) and is_channel(row.labels[members[0]])
        if not (how == "next" or channels):
            break
        members.insert(0, i)
    if sure and said_plainly(row.gaps[index]) and len(members) >= 2 and all(row.same_unit(i, index) for i in members):
        return tuple(members)
    alike = [i for i in members if row.units[i] in row.units[index]]
    if sure and len(alike) >= 2 and alike[-1:] == members[-1:]:
        tail = members[-len(alike) :] if members[-len(alike) :] == alike else []
        if tail and all(row.holds(index, [i]) for i in tail):
            return tuple(tail)
    return tuple(members) if len(members) >= (2 if sure else 3) and slipped(row, index, members) else ()


def _subject(gap: str) -> str:
    """What is said to come to the total: 新媒体账号共计发布 counts the accounts' posts, not what went before."""
    clause = re.split(r"[，；：、]", gap)[-1]
    return re.split(r"合计|共计|总计|总?共|累计", clause)[0] if not re.search(r"渠道|平台", clause) else ""


def _names_its_own(gap: str) -> bool:
    """灾害预警防范共计28条, 其他类信息共计44条: something is named that is counted here, beside what went before."""
    return len(_GENERIC.sub("", _subject(gap))) >= 4 or is_rest(_subject(gap))


def before_total(row: Row, index: int, found: Sequence[Parts]) -> Parts | None:
    """The list that ends in the total ``index``: one already read (其中a、b，合计w), else the figures before it."""
    if not row.counts[index] or row.items[index].key.startswith("disclosure."):
        return None
    gap = row.gaps[index].rsplit("。", 1)[-1]
    if not _COUNTED.search(gap):
        return None
    sure = bool(_TOTAL.search(gap)) and not is_channel(_subject(gap))
    if not (sure or _LOOSE.search(gap)):
        return None
    run = _run(row, index)
    above = [parts for parts in found if parts.parts and run and parts.parts[-1] == run[-1] and len(parts.parts) > 1]
    same = [i for i in run if row.same_unit(i, index)]
    members = _exact(row, index, same) or _exact(row, index, run) or (_framed(row, index, run) if sure else ())
    if not members and not _names_its_own(gap):
        members = (above[-1].parts if above and sure else ()) or _clear(row, index, run, sure)
    if not members or index in members:
        return None
    return Parts(index, members, True, _WHY)

"""The words and marks that open a list of parts: 其中, 包括, brackets, 按…分, a colon, 60件中有9件."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal[
    "among", "include", "axis", "colon", "respective", "composed", "inside", "of_named", "bracket", "bare", "except"
]

_AMONG = re.compile(r"其中|内有|这些信息(?:中|里|包含|包括)|里面有")
_INCLUDE = re.compile(r"包括|包含|涵盖|内含|囊括|(?<![包内])含(?!量|金|盖|有|结转)")
# ；年报包括正文、图解共3条: names, and one number for all of them
_NAMES_ONLY = re.compile(r"^；?(?:[^。；：0]*，)?[^，。；：（）]{2,}(?:包括|包含)[^，。；：0]*、[^，。；：0]*共计?$")
_COMPOSED = re.compile(
    r"^[^，。；：（）、]{0,8}，(?:分?由|系|即)(?!共|合计|应|需)[^，。；：]*$|^[^，。；：（）、]{0,10}(?:分属|又分(?!别)|分为|细分为)[^，。；：]*$|^（即"
)
_MADE_OF = re.compile(
    r"^[^，。；：（）]{0,8}(?:内容|渠道|信息|构成|来源|主体)?(?<![交经])由(?!于|此)[^，。；：]{1,20}$"
)
_RESPECTIVE = re.compile(
    r"^[^，。；：（）、和与及]{0,8}(?:，(?:类别|内容|形式|渠道|来源|种类|对象|方式|分类|信息)?)?(?:依次|分别)(?:分别|依次|为|是|有|达|公开|发布){1,3}[^，。；：（）、]{0,14}$"
)
_EXCEPT = re.compile(r"^[^，。；：（）、]{0,8}，除(?:去|了)?[^，。；：0]{1,16}$")
_TAKEN = re.compile(r"^，[^，。；：（）、0]{1,12}占了?$")
_DETAIL = re.compile(
    r"^(?:[^，。；：（）]{0,8}(?:分项|构成|占比|比重|分布|明细|类别|分类|结构|分布情况)|其?(?:具体|分别)|(?:公开|发布)?(?:内容|渠道|载体))"
    r"(?:看|为|是|有|情况|如下|包括)*：[^：]*$"
)
_AXIS = re.compile(
    r"(?:按照?|从|依)(?!期|时|法|规|申请)[^，。；：（）]{1,12}?(?:划分|分类|区分|统计|来看|看|分|归类|计)(?:，|：|$|[^，。；：（）]{0,14}$)"
    r"|(?:形式|内容|渠道|来源|类型|载体)上看?，|(?:渠道|内容|形式|来源|类型|载体)(?:方面|构成|分布)(?:，|：|为)|^[，；]?按(?:渠道|内容|形式|类型|来源|载体)，"
)
_DIVIDES = re.compile(r"按[^，。；：（）]{1,12}(?:划分|分类|区分|分)(?:，|：|$)")
_COLON = re.compile(
    r"^(?:[^，。；：（）]{0,10}|，[^，。；：（）]{0,16}(?<!方面)|[^。；：（）]{0,20}(?:如下|结果|分类|归类|为|是|分别))：[^：]*$"
)
_INSIDE = re.compile(
    r"^[^，。；：（）、]{0,14}?(?<![其集高初途年程工])(?:当中|之中|里面|以内|中|里|内)(?![心央小学国医部期等外含标考药介华层型秋旬容设程控科]|共|合计|总计)(?:，|有：)?[^，。；：（）]{0,16}$"
)
_OF_NAMED = re.compile(
    r"(?:^|[，。；：）])([^，。；：（）、0]{1,14}?)(?<![其集高初途年程工])(?:当中|之中|里面|中|里)(?:，|：)?[^，。；：0]{0,24}$"
)
_MARKED = re.compile(r"^[^，。；：（）]{0,8}——")
_REST = re.compile(
    r"(?:其他|其它)(?!途径|方式办理|方式获取)|其余|余下|剩余|剩下|余者|另外|[，；](?:另|余|还|尚)有?|差额"
)
_REST_OF = re.compile(r"(?:其他|其它)(?:主动公开|政策|政府|部门|重要)?(文件|公文|通知|公告|材料)$")
_INNER_REST = re.compile(r"[\u4e00-\u9fff](?:和|及|与|以及)(?:其他|其它)")
_SIDE = re.compile(r"（[^（）]*）")


@dataclass(frozen=True, slots=True)
class Cue:
    """How a list is opened before its first figure. ``name``: the words that name the whole (民生类中 → 民生类).

    ``behind``: the list begins a new sentence or clause, so that its whole need not be the figure just before.
    ``even``: semicolons may part its members. ``words``: 其中 or 包括 says that they are parts.
    ``divides``: 按…分 says that the whole is divided.
    """

    kind: Kind
    behind: bool = False
    name: str = ""
    even: bool = False
    words: bool = False
    divides: bool = False


_CHANNEL = re.compile(
    r"网站|门户|政府网|政务网|信息网|外网|官网|公众号|微信|微博|抖音|视频号|快手|新媒体|公[示开告]栏(?!目)|广播|电视|报纸|报刊|刊物|公报|客户端|APP|头条(?!新闻|要闻)|短信|显示屏"
    r"|渠道|平台|小程序|公开专栏|融媒体|(?:线上|线下)(?!部分|类|服务|培训|活动)|张贴|两微|(?:新闻|主流|[级类])媒体(?!采访|见面|关注)|《[^》]*》"
)
_FILED = re.compile(r"公报|公开专栏|刊物")


def is_heading_too(label: str) -> bool:
    """Do the words name a channel only by what a site also files its papers under (政府公报, 信息公开专栏)?"""
    return bool(_FILED.search(label)) and not is_channel(_FILED.sub("", label))


@lru_cache(maxsize=4096)
def is_channel(label: str) -> bool:
    """Do the words name a channel of publication?"""
    return bool(_CHANNEL.search(label))


def _lead(gap: str) -> str:
    """The gap from its last sentence end or semicolon on."""
    return gap[max(gap.rfind("。"), gap.rfind("；")) + 1 :]


@lru_cache(maxsize=4096)
def is_rest(label: str) -> bool:
    """Does the label say that this is all that is left?"""
    return bool(_REST.search(label[-16:]))


def rest_of(label: str) -> str:
    """The noun whose rest is told, where that is narrower than information (其他文件 → 文件); else nothing."""
    found = _REST_OF.search(label)
    return found[1] if found else ""


@lru_cache(maxsize=4096)
def is_last(label: str) -> bool:
    """Does the label end a list? 许可、处罚和其他权力 is one part of many, though it holds a rest of its own."""
    return is_rest(label) and not _INNER_REST.search(label)


def announced(gap: str) -> bool:
    """Does 其中 or 包括 stand in the gap?"""
    return bool(_AMONG.search(gap) or _INCLUDE.search(gap))


@lru_cache(maxsize=4096)
def cue_of(gap: str, opened_bracket: bool) -> Cue | None:
    """The cue in the text between a figure and the one before it, if it opens a list."""
    gap = _SIDE.sub("", gap)
    lead = _lead(gap)
    behind = lead != gap
    beside = None if behind else _beside(gap, opened_bracket)
    return beside or _spoken(gap, lead, opened_bracket)


def _beside(gap: str, opened_bracket: bool) -> Cue | None:
    """Cues that tie a list to the figure just before it."""
    if _COMPOSED.match(gap):
        return Cue("composed")
    if _EXCEPT.match(gap):
        return Cue("except")
    if (_INSIDE.match(gap) or _TAKEN.match(gap)) and not _AMONG.search(gap) and not opened_bracket:
        return Cue("inside")
    if _RESPECTIVE.match(gap):
        return Cue("respective")
    return None


def _spoken(gap: str, lead: str, opened_bracket: bool) -> Cue | None:
    """Cues that may reach back to an earlier figure."""
    behind = lead != gap
    held = opened_bracket and not behind  # （其中…, （包括…: of the figure before the bracket and of no other
    if _AXIS.search(lead) or behind and _DETAIL.match(lead):
        return Cue("axis", True, even=True, divides=bool(_DIVIDES.search(lead)))
    if behind and _MADE_OF.match(lead):
        return Cue("composed", True)
    if _AMONG.search(lead):
        even = "其中：" in lead or ("其中，" in lead and behind)
        return Cue("bracket" if held else "among", behind, even=even, words=True)
    named = _OF_NAMED.search(lead)
    if named and (behind or named.start() > 0 or not gap.startswith(named[1])):
        return Cue("of_named", True, named[1])
    if _INCLUDE.search(lead) and not _NAMES_ONLY.search(lead):
        return Cue("bracket" if held else "include", behind, even="：" in lead, words=True)
    if not behind and (_COLON.match(gap) or _MARKED.match(gap)):
        return Cue("colon", even=True)
    return Cue("bracket") if opened_bracket else None

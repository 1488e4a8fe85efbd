"""The words and marks that open a list of parts: 其中, 包括, brackets, 按…分, a colon, 60件中有9件."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["among", "include", "axis", "colon", "respective", "composed", "inside", "of_named", "bracket", "bare"]

_AMONG = re.compile(r"其中|内有|这些信息(?:中|里|包含|包括)|里面有")
_INCLUDE = re.compile(r"包括|包含|涵盖|内含|囊括|(?<![包内])含(?!量|金|盖|结转)")
_COMPOSED = re.compile(r"^[，]?(?:分?由|系|即|为)(?![^，。；]*(?:率|占))|^[^，。；：（）]{0,8}(?:又?分属|又?分为|细分为)")
_RESPECTIVE = re.compile(r"(?:依次|分别)(?:分别|依次|为|是|有|达|公开|发布){1,3}$")
_AXIS = re.compile(
    r"(?:按照?|从|依)(?!期|时|法|规)[^，。；：（）]{1,12}?(?:划分|分类|区分|统计|来看|看|分|归类|计)(?:，|：|$|[^，。；：（）]{0,14}$)"
    r"|[形式内容渠道来源类型载体]{2}上看?，|(?:渠道|内容|形式|来源|类型|载体)(?:方面|构成|分布)(?:，|：|为)|^[，；]?按(?:渠道|内容|形式|类型|来源|载体)，"
)
_COLON = re.compile(r"^(?:[^，。；：（）]{0,10}|，[^，。；：（）]{0,16}|[^。；：（）]{0,20}(?:如下|结果|分类|归类|为|是|分别))：[^：]*$")
_INSIDE = re.compile(
    r"^[^，。；：（）]{0,14}?(?<![其集高初途年程工])(?:当中|之中|里面|以内|中|里|内)(?![心央小学国医部期等外含]|共|合计|总计)(?:，)?[^，。；：（）]{0,16}$"
)
_OF_NAMED = re.compile(
    r"(?:^|[，。；：）])([^，。；：（）、0]{1,14}?)(?<![其集高初途年程工])(?:当中|之中|里面|中|里)(?:，|：)?[^，。；：0]{0,24}$"
)
_MARKED = re.compile(r"^[^，。；：（）]{0,8}——")
_REST = re.compile(r"其他|其它|其余|余下|剩余|剩下|余者|另外")


@dataclass(frozen=True, slots=True)
class Cue:
    """How a list is opened before its first figure. ``name``: the words that name the whole (民生类中 → 民生类).

    ``behind``: the list begins a new sentence or clause, so that its whole need not be the figure just before.
    """

    kind: Kind
    behind: bool = False
    name: str = ""


def _lead(gap: str) -> str:
    """The gap from its last sentence end or semicolon on."""
    return re.split(r"[。；]", gap)[-1]


def is_rest(label: str) -> bool:
    """Does the label say that this is all that is left?"""
    return bool(_REST.search(label[-16:]))


def cue_of(gap: str, opened_bracket: bool) -> Cue | None:
    """The cue in the text between a figure and the one before it, if it opens a list."""
    lead = _lead(gap)
    behind = lead != gap
    if _COMPOSED.match(gap) and re.search(r"^[，]?(?:分?由|系|即)|分属|分为|细分为", gap) and not behind:
        return Cue("composed")
    if not behind and _INSIDE.match(gap) and not _AMONG.search(gap) and not opened_bracket:
        return Cue("inside")
    if _AXIS.search(lead):
        return Cue("axis", True)
    if _AMONG.search(lead):
        return Cue("among", behind or lead.startswith("：") or not re.match(r"^[）\w]{0,12}[，（：—]{0,3}其中", lead))
    named = _OF_NAMED.search(lead)
    if named and (behind or named.start() > 0 or not gap.startswith(named[1])):
        return Cue("of_named", True, named[1])
    if _INCLUDE.search(lead):
        return Cue("include", behind)
    if _RESPECTIVE.search(lead) and not behind:
        return Cue("respective")
    if not behind and (_COLON.match(gap) or _MARKED.match(gap)):
        return Cue("colon")
    return Cue("bracket") if opened_bracket else None

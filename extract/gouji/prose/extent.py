"""Where a list of parts ends: its surest end, and the ends a reader might also think of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gouji.prose.cues import Cue, announced, is_channel, is_last, rest_of
from gouji.prose.divisions import CARRIED_IN, CARRIED_OUT, HANDLED, RECEIVED
from gouji.prose.row import Row, family, plain, remembered

Link = Literal["next", "loose", "semicolon", "nested", "stop"]

_SEPARATED = re.compile(r"^([^，、；：]{0,22}?)(、|，|；|和|与|及|以及)(?:和|与|及|以及|、|而)?([^，；：]*)$")
_ASIDE = re.compile(r"(?:^|[，、（])[^，、；]*0[^，、；和0]{0,3}(?=[，、；和])")
_NESTED = re.compile(r"其中|包括|包含|涵盖|内含|内有|(?<!包)含(?!量|金)|具体(?:为|是|有)：|分别(?:为|是|有)$|依次")
_TOTAL = re.compile(r"合计|共计|总计|相加|之和|^总?共|^计(?=$|为|达)|上述|前述|以上")
_COUNTED_NAME = re.compile(
    r"(?:解读|回应|动态|公告|公示|会议|人事|财政|采购|概况|类)(?:信息|内容)?(?:共计|合计|共)$"
    r"|等[^，。；：、]{0,8}(?:共计|合计|共)$"
)
_FRESH = re.compile(
    r"^(?:尚|余(?!下)|剩(?!余|下))|^(?:全年|年内|本年|当年|全市|全县|累计|此外|另外?|还|同时|并|已|均|仍|未|其|我[市县局镇区]|新){0,2}"
    r"(?:(?:主动)?向[^，。；：]{1,12}(?:报送|上报|寄送|移交)"
    r"|有|开展|举办|组织(?!机构|领导|架构|人事)|召开|收到|受理|培训|回应|制[发定]|印发|废止|现行有效|办结|办理|答复|结转|新增|新开|参加|参训|访问|粉丝"
    r"|阅读|浏览|较|同比|下发|发放|整改|接受|配备|建成|覆盖|运行|关停|注销|发现|采纳|满意|开设|设[立置]|编发|编印|修订|回复"
    r"|公开(?:答复|回复)|发布|推送|刊发|刊载|审核|清理|播放|总(?!结|体规划)|日均|月均|点击|涉及|移送|处罚(?!信息|类|公[示告]|结果)|查处|完成|解决|落实(?!情况))"
)
_NEW_TOPIC = re.compile(
    r"开展|举办|召开|收到|受理|(?<![及和与])回应(?!类|信息)|制发|印发|废止|办结|结转|参训|访问|粉丝|阅读量|同比|较上年|下发|整改|关停|注销|采纳|上述|推送|刊发"
    r"|(?<!目录)(?<!指南)发布$|发布(?!$|总?[数量])"
)
_CLOSED = re.compile(r"^[^，。；、]{0,10}(?:之和|组成|构成)")
_PUBLISHED = re.compile(r"^[^，、；：]{0,8}[，、](?:主动)?(?:发布|公开|刊发|刊载|更新|转载)(?!岗位|会)[^，；：]{0,20}$")
_BY_WAY = re.compile(r"^[，；](?:通过|利用|依托|借助)")  # each with the way it was published
_KIND = re.compile(r"(?:类|信息)$")
_SURE = 100  # two numbers that make up so large a one are hardly so by chance
_NAME = 11  # with its mark: longer, it is hardly the mere name of one more part
_STRANGERS = {"requests", "disputes"}
_PUBLISHED_WHOLE = {"prose.disclosed", "stats.disclosed"}


@dataclass(slots=True)
class Extent:
    """A list as read: its figures, and the lengths at which it may end (``sure``: up to here nothing is doubtful).

    ``passed``: the lengths at which another figure was passed over; the list ends there only if it adds up.
    """

    members: tuple[int, ...]
    ends: tuple[int, ...]
    sure: int
    passed: tuple[int, ...] = ()

    def prefixes(self) -> Iterator[tuple[int, ...]]:
        for end in self.ends:
            yield self.members[:end]


def alien(row: Row, whole: int, member: int) -> bool:
    """Do the keys say that the two count different things?"""
    a, b = family(row.items[whole].key), family(row.items[member].key)
    return bool(a and b and a != b)


def estranged(row: Row, whole: int, member: int) -> bool:
    """One of the two speaks of requests or disputes and the other of something else: never whole and part."""
    a, b = family(row.items[whole].key), family(row.items[member].key)
    return bool(a and b and a != b and _STRANGERS & {a, b})


@lru_cache(maxsize=4096)
def link(text: str, even: bool) -> Link:
    """What stands between two figures: the mark of one list, or of two statements?

    ``even``: the list's parts may be set apart by semicolons (behind a colon, with shares beside them).
    """
    if _CLOSED.match(text):
        return "stop"
    bare = _ASIDE.sub("", text)
    found = _SEPARATED.match(bare)
    last = bare[max(map(bare.rfind, "，；：")) + 1 :]
    if _TOTAL.search(last.lstrip("、和")) and not _COUNTED_NAME.search(last):
        return "stop"
    if _NESTED.search(last) and not (found and "分别" in last and (found[2] == "、" or "0" in last)):
        return "nested"
    if not found:
        return "loose"
    label = found[3]
    if found[2] == "；" and not (even or bare != text):
        return "loose" if _FRESH.match(label) else "semicolon"
    if found[2] in "、和与及":
        return "next"
    return "loose" if _FRESH.match(label) or _NEW_TOPIC.search(label) or len(label.rsplit("、", 1)[-1]) > 26 else "next"


def _inner_end(row: Row, outer: int, first: int) -> int | None:
    """The last figure of a list inside the list that adds up to the part ``outer``."""
    run: list[int] = []
    for index in range(first, len(row.items)):
        if row.sentences[index] != row.sentences[first]:
            return None
        if row.counts[index] and row.depths[index] == row.depths[first]:
            run.append(index)
            if row.exact(outer, run):
                return index
    return None


def _after_nested(row: Row, outer: int, first: int) -> int | None:
    """Where the outer list goes on after a list inside it: behind an exact one, else behind the next semicolon."""
    inner = _inner_end(row, outer, first)
    if inner is not None:
        return inner + 1
    for index in range(first + 1, len(row.items)):
        if row.sentences[index] != row.sentences[first]:
            return None
        if "；" in row.gaps[index] and row.counts[index]:
            return index
    return None


def _alike(row: Row, whole: int, last: int, index: int, text: str) -> bool:
    """Two channels, or two things published (转载甲701条，发布乙618条), may each have a verb of their own."""
    if is_channel(row.labels[index]):
        return is_channel(row.labels[last]) or _BY_WAY.match(text) is not None
    published = family(row.items[whole].key) == "disclosed"
    if published and _BY_WAY.match(text) and row.items[index].key == "prose.disclosed.kind":
        return True  # 目录公开474条，发布动态145条，通过专栏发布318条
    return published and bool(_PUBLISHED.match(text)) and not is_channel(row.labels[last])


def _channels(row: Row, whole: int, last: int, index: int) -> bool:
    """Two channels of what was published, counted alike."""
    both = is_channel(row.labels[last]) and is_channel(row.labels[index])
    return both and row.same_unit(last, index) and row.items[whole].key in _PUBLISHED_WHOLE


def _both_kinds(row: Row, last: int, index: int) -> bool:
    """Two kinds of information, named alike."""
    return all(_KIND.search(row.labels[i]) for i in (last, index))


def _rest_follows(row: Row, whole: int, index: int) -> bool:
    """其他文件35件，要闻384条，其他信息805条: another rest ends the list, in the measure word of the whole."""
    later = (i for i in range(index, len(row.items)) if row.sentences[i] == row.sentences[index])
    return any(is_last(row.labels[i]) and row.same_unit(i, whole) for i in later)


class _Reader:
    """Reads one list, figure by figure, until it ends."""

    __slots__ = ("row", "first", "whole", "words", "even", "members", "ends", "sure", "last", "passed")

    def __init__(self, row: Row, first: int, whole: int, even: bool, words: bool) -> None:
        self.row, self.first, self.whole, self.words, self.even = row, first, whole, words, even
        self.members, self.ends, self.sure, self.last = [first], list[int](), 0, first
        self.passed: list[int] = []

    def skips(self, index: int) -> bool:
        """Is the figure in brackets, of another kind, or only there to name the next one?"""
        row, first = self.row, self.first
        if row.depths[index] > row.depths[first] or not row.counts[index] or not row.kindred(first, index):
            return True
        return not row.same_unit(first, index) and row.leads_on(index)

    def ends_before(self, index: int, how: Link, text: str) -> bool:
        if how == "stop" or index == self.whole:
            return True
        if how == "semicolon" and alien(self.row, self.whole, index):
            return True
        last = self.members[-1]
        same = self.row.items[index].key == self.row.items[self.whole].key
        if same and self.row.items[index].key in {HANDLED, RECEIVED} and text.startswith(("，", "；")):
            return True  # 处理17件，其中信函8件、网上9件，办公室处理13件: another count of the same kind
        if self.row.items[last].key == CARRIED_IN and self.row.items[index].key in {HANDLED, CARRIED_OUT}:
            return True  # 受理455件，其中4件来自上年，答复451件: where they came from, and what became of them
        label = self.row.labels[last]
        rest = is_last(label) and not text.startswith(("、", "和"))
        more = how == "next" and self.row.same_unit(last, index) and rest_of(label)
        return rest and not more and not _rest_follows(self.row, self.whole, index)

    def take(self, index: int, how: Link, text: str) -> None:
        """A further member; what is not plainly the next one also leaves an end before it."""
        row, last = self.row, self.members[-1]
        if how == "loose" and row.same_unit(last, index) and _alike(row, self.whole, last, index, text):
            how = "next"
        if how == "semicolon" and self.words and _channels(row, self.whole, last, index):
            how = "next"  # 其中网站公开56条；新媒体公开95条
        if how == "semicolon" and self.words and row.same_unit(last, index) and _both_kinds(row, last, index):
            how = "next"  # 其中财政类信息352条；政策法规类信息418条
        if how == "semicolon" and self.words and self._to_the_rest():
            how = "next"  # 其中政府职能25条；安全生产50条；其他信息45条
        self.even = self.even or (how == "next" and "；" in text)
        plain_words = self.words and how == "next" and len(text) <= _NAME
        other = not row.same_unit(self.first, index) and "，" in text and not plain_words
        strange = alien(row, self.whole, index) and not self._held(index)
        if how != "next" or other or strange:
            self.ends.append(len(self.members))
            self.sure = self.sure or len(self.members)
        self.members.append(index)
        self.last = index

    def _held(self, index: int) -> bool:
        """96条（其中动态47条，意见征集6条）: what stands in the whole's bracket, counted as it is, is a part of it."""
        row = self.row
        return row.depths[self.first] > row.depths[self.whole] and row.same_unit(self.whole, index)

    def _to_the_rest(self) -> bool:
        """Does the sentence go on by semicolons alone to a rest of the whole, counted alike, with no other list?"""
        row, first = self.row, self.first
        same = [i for i in range(len(row.items)) if row.sentences[i] == row.sentences[first]]
        later = [i for i in same if i > first]
        even = all(row.gaps[i].startswith("；") and row.same_unit(self.whole, i) for i in later)
        listed = any(announced(row.gaps[i]) for i in same if i != first)
        return bool(later) and even and not listed and is_last(row.labels[later[-1]])

    def _of_the_whole(self, index: int) -> bool:
        """公开信息3374条，其中文件5件，发布要闻384条: behind other measure words, the whole's own again."""
        words = self.row.same_unit(self.whole, index) and not self.row.same_unit(self.whole, self.first)
        channels = is_channel(self.row.labels[self.members[-1]]) and is_channel(self.row.labels[index])
        return words and (channels or _rest_follows(self.row, self.whole, index))

    def step(self, index: int) -> int | None:
        """Look at one figure; the next to look at, None at the end of the list."""
        if self.skips(index):
            return index + 1
        text = plain(self.row.between(self.last, index))
        how = link(text, self.even)
        if how == "nested":
            following = _after_nested(self.row, self.last, index)
            self.last = following - 1 if following else self.last
            return following
        if self.ends_before(index, how, text):
            return None
        if how != "loose" or self.row.same_unit(self.first, index) or self._of_the_whole(index):
            self.take(index, how, text)
        else:
            self.passed.append(len(self.members))
        return index + 1


def extent(row: Row, first: int, whole: int, cue: Cue) -> Extent:
    """The figures from ``first`` on that the list may have, at its depth in brackets, of its kind of measure word."""
    return _extent(row, first, whole, cue.even, cue.words)


@remembered
def _extent(row: Row, first: int, whole: int, even: bool, words: bool) -> Extent:
    reader = _Reader(row, first, whole, even, words)
    index: int | None = first + 1
    while index is not None and index < len(row.items) and row.sentences[index] == row.sentences[first]:
        index = None if row.depths[index] < row.depths[first] else reader.step(index)
    members = tuple(reader.members)
    return Extent(members, (*reader.ends, len(members)), reader.sure or len(members), tuple(reader.passed))


def _adds_up_before(row: Row, whole: int, members: tuple[int, ...]) -> tuple[int, ...]:
    """其中指南1条、职能1条、动态21条，公开栏公示200余条: kinds that make up the whole, and a channel beside them."""
    channel = [is_channel(row.labels[i]) for i in members]
    length = channel.index(True) if True in channel else 0
    value = row.values[whole]
    enough = length > 2 or length == 2 and value is not None and value >= _SURE
    return members[:length] if enough and row.exact(whole, members[:length]) else ()


def chosen(row: Row, whole: int, found: Extent) -> tuple[int, ...]:
    """The end at which the list adds up; else, if one part is the rest, there; else the first."""
    for members in found.prefixes():
        if row.exact(whole, members):
            return members
    if early := _adds_up_before(row, whole, found.members):
        return early
    for length in found.passed:
        if length > 2 and row.exact(whole, found.members[:length]):
            return found.members[:length]
    for members in found.prefixes():
        following = found.members[len(members) :]
        if len(members) <= found.sure and is_last(row.labels[members[-1]]):
            some = following and rest_of(row.labels[members[-1]])
            if not some and not (following and _rest_follows(row, whole, following[0])):
                return members
    return next(found.prefixes())

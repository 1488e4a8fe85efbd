"""A paragraph as the rules see it: figures are # and 0, years are 本年 and 上年, so that no rule can see a value."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from gouji.clean import Folded, fold
from gouji.figures.find import Found, figures
from gouji.figures.numerals import chinese
from gouji.types import Span

_YEAR = re.compile(r"(19\d\d|20\d\d|二〇[〇一二三四五六七八九]{2})年(?:度(?!结转))?")
_NAMES = re.compile(r"([^，。；：（）#]{2,60})$")
_SPLIT = re.compile(r"[、和及]|与(?![^、和及]{1,14}(?:有关|相关))|以及")  # 与信息公开有关的复议、诉讼: two names
_EACH_VERB = "发布|公开|推送|编发|举办|召开|开展|组织|听取|收到|受理|办理"
_ALL = rf"(?:各有|各为|各派|各配|各设|各(?:{_EACH_VERB})|各|均达到?|均为|均是|均|都达到?|都是|都为)$"
_EVERY = re.compile(_ALL)
_LAST = frozenset("有为派配设各到达均是都布开送发办展织取理")  # what _ALL can end with
_SPREAD = re.compile(r"(?:[、和及与]|以及)[^，。；：（）]{0,30}?" + _ALL)
_EACH = re.compile(
    r"(?:，|依次|数量|情况|合计)*(?:分别|依次)(?:分别)?(?:公开|发布|为|是|有|达|达到|受理|办理|推送|回复|约|占"
    r"|制发|增长|下降|收到|答复|提出|提交|来|递交|新增|设有|配备|公布|更新|信息)*(?:了)?$"
)
_POINT = re.compile(r"\.(?<=[\u4e00-\u9fff）”%]\.)(?<![一二三四五六七八九十]\.)(?=[\u4e00-\u9fff“]|$)")  # 36人.接受监督
_BREAK = re.compile("[。；]")
LEFT, RIGHT = 170, 44


@dataclass(slots=True)
class Slot:
    """A figure of a paragraph and what rules see of it: ``left`` # ``right``; ``gap``: the text since the last one."""

    found: Found
    left: str
    right: str
    gap: str
    planned: bool = False
    sentence: int = 0
    depth: int = 0
    plain: bool = True  # ``left`` and ``right`` are just what is printed

    @property
    def context(self) -> str:
        return f"{self.left}#{self.right}"


@dataclass(slots=True)
class Paragraph:
    """A folded paragraph with its figures in reading order, and the numerals that are none (start, stop, why).

    ``masked``: its text with a 0 for each of ``found``; ``heading``: what stands before it for the rules.
    """

    folded: Folded
    slots: tuple[Slot, ...]
    numerals: tuple[tuple[int, int, str], ...]
    section: int
    found: tuple[Found, ...] = ()
    masked: str = ""
    heading: str = ""


def _relative(year: str, report_year: int | None) -> str:
    value = int(year) if year[0].isdigit() else int(chinese(year) or 0)
    if report_year is None:
        return "某年"
    names = {0: "本年", -1: "上年", -2: "前年", 1: "明年"}
    return names.get(value - report_year, "往年" if value < report_year else "后年")


def _masked(text: str, found: tuple[Found, ...], year: int | None) -> tuple[str, list[int]]:
    """The text with each figure's number as 0 and years by name; where each 0 stands."""
    out: list[str] = []
    at, length, places = 0, 0, []
    changes: list[tuple[int, int, str, bool]] = [(one.start, one.stop - len(one.unit), "0", True) for one in found]
    for match in _YEAR.finditer(text):
        start, stop = match.span()
        if not any(one.start < stop and start < one.stop for one in found):
            changes.append((start, stop, _relative(match[1], year), False))
    for start, stop, word, figure in sorted(changes):
        if start < at:
            continue
        plain = text[at:start].replace("0", "9")
        out += [plain, word]
        length += len(plain)
        if figure:
            places.append(length)
        length += len(word)
        at = max(stop, start)
    out.append(text[at:].replace("0", "9"))
    return "".join(out), places


def _name_count(names: str) -> list[str]:
    return [name for name in _SPLIT.split(names) if name]


def _aligned(masked: str, places: list[int], found: tuple[Found, ...]) -> dict[int, str]:
    """甲、乙分别为2次和3次: the name that belongs to each figure, instead of the whole list."""
    lefts: dict[int, str] = {}
    if "分别" not in masked and "依次" not in masked:
        return lefts
    for index, place in enumerate(places):
        head = masked[max(0, place - 90) : place]
        each = _EACH.search(head)
        if not each:
            continue
        names = _NAMES.search(head[: each.start()])
        parts = _name_count(names[1]) if names else []
        run = _run(masked, places, found, index)
        if len(parts) >= 2 and run >= 2 and len(parts) >= run:
            start = place - len(head) + (names.start() if names else 0)
            before = masked[max(0, start - LEFT) : start]
            verb = re.sub("分别|依次|来|，", "", each[0])
            for offset in range(min(run, len(parts))):
                told = parts[: len(parts) - run + offset + 1] if len(parts) > run else parts[: offset + 1]
                lefts[index + offset] = f"{before}{'；'.join(told)}{verb}"
    return lefts


def _run(masked: str, places: list[int], found: tuple[Found, ...], first: int) -> int:
    """How many figures follow one another with nothing but 、和 between them."""
    count = 1
    while first + count < len(places):
        last = first + count - 1
        between = masked[places[last] + 1 + len(found[last].unit) : places[last + 1]]
        if between not in {"、", "和", "及", "与", "，", "、和", "以及"}:
            break
        count += 1
    return count


def _spread(masked: str, place: int) -> list[str]:
    """甲、乙各2次: the left context of each of the figures that the one number stands for."""
    if masked[max(0, place - 1) : place] not in _LAST:
        return []
    head = masked[max(0, place - 80) : place]
    word = _EVERY.search(head, max(0, len(head) - 3))
    if not word or not _SPREAD.search(head):
        return []
    names = _NAMES.search(head[: word.start()])
    parts = _name_count(names[1]) if names else []
    if len(parts) < 2 or not names or re.search(r"[各每]$|(?:村|社区|单位|部门|科室|乡镇|街道)$", parts[-1]):
        return []
    start = place - len(head) + names.start()
    before = masked[max(0, start - LEFT) : start]
    # the names before are kept (复议维持、纠正各1件), but set apart: 复议、诉讼各1件 is not one number for both
    verb = word[0][1:] if len(word[0]) == 3 and word[0][0] == "各" else ""  # 微信、微博各发布700条
    return [before + "；".join(parts[: count + 1]) + verb for count in range(len(parts))]


def _plans(text: str, places: list[int], cue: re.Pattern[str], lasting: re.Pattern[str]) -> list[bool]:
    """For each figure: does it stand behind a word of planning that governs it (to the next 。or ；, or for good)?"""
    cues = [found.span() for found in cue.finditer(text)]
    first = lasting.search(text)
    if not cues and not first:
        return [False] * len(places)
    for_good = first.start() if first else len(text)
    breaks = [found.start() for found in _BREAK.finditer(text)]
    flags: list[bool] = []
    for place in places:
        last = bisect_right(breaks, place - 1) - 1
        start = breaks[last] if last >= 0 else -1
        spoken = bisect_right(cues, (place,)) - 1
        flags.append(for_good < place or (spoken >= 0 and start < cues[spoken][0] and cues[spoken][1] <= place))
    return flags


def _depths(text: str, places: list[int]) -> list[tuple[int, int]]:
    """For each figure: the sentence of the paragraph it stands in, and how many brackets are open before it."""
    found, sentence, depth, at = [], 0, 0, 0
    for place in places:
        sentence += text.count("。", at, place)
        depth += text.count("（", at, place) - text.count("）", at, place)
        found.append((sentence, depth))
        at = place
    return found


def paragraph(
    text: str, span: Span, section: int, heading: str, year: int | None, plan: tuple[re.Pattern[str], re.Pattern[str]]
) -> Paragraph:
    """Fold a paragraph, find its figures and make what the rules see of each of them."""
    folded = fold(text, span)
    folded = Folded(_POINT.sub("。", folded.text), folded.offsets)
    found, numerals = figures(folded.text)
    if not found:
        return Paragraph(folded, (), numerals, section)
    masked, places = _masked(folded.text, found, year)
    aligned = _aligned(masked, places, found)
    planned = _plans(masked, places, *plan)
    standing = _depths(masked, places)
    prefix = f"{heading}。" if heading else ""
    slots: list[Slot] = []
    end = 0
    for index, (one, place) in enumerate(zip(found, places, strict=True)):
        gap = masked[end:place]
        end = place + 1 + len(one.unit)
        named = aligned.get(index)
        left = named or masked[max(0, place - LEFT) : place]
        right = masked[end : end + RIGHT]
        slot = Slot(one, (prefix + left)[-LEFT:], right, gap, planned[index], *standing[index], not named)
        spread = _spread(masked, place)
        slots.extend(replace(slot, left=(prefix + name)[-LEFT:], right="", plain=False) for name in spread)
        if not spread:
            slots.append(slot)
    return Paragraph(folded, tuple(slots), numerals, section, found, masked, prefix)

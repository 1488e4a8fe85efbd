"""Neutral edits: changes that make no figure wrong. A checker that speaks up after one of them raises a false alarm."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from .editing import Edit, digits_edit, paragraph_of, plain_number, sentence_of
from .faults_prose import exact_lists
from .markup import Narrative
from .planter import Subject, edited

Edits = Iterator[Edit]
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_PLACES = ("梧溪", "芷川", "岚桥", "渌江", "榆阳", "汀洲", "砚山", "茗泉")
_TIED = re.compile(
    r"其中|上述|以上|分别|连同|此外|另|其|这|该|同时|下一步|同比|上年|去年|年初|比|占|率|增|减|共|合计|累计|上一|前述|两项"
    r"|一是|二是|三是|首先|其次"
)
_BASES = re.compile(r"上年|去年|往年|年初|比|较|同比|增|减|占|率|度|共|合计|累计|其中|均|各|分别|全部|整改|含|包括|总")
_ASIDES = (
    "另据统计，全区有城市书房{a}座，藏书{b}册。",
    "辖区内现有文保点{a}处，登记古树{b}株。",
    "全年播种油菜{b}亩，改造老旧小区{a}个。",
    "窗口大厅设等候座椅{a}把，配备老花镜{c}副。",
)
_WORDS = (("余", "多"), ("大约", "约"), ("将近", "近"), ("超过", "逾"), ("突破", "超过"), ("约", "大约"))
_MANY = {"unnamed", "prose.disclosed.kind", "prose.disclosed.channel", "prose.requests.channel"}
_BALANCED = re.compile(r"requests\.(?:received|carried_in|handled|carried_out)\.total(?:\+.*)?")  # tied across lists
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。，；]*$")


def _renamed(narrative: Narrative, dice: random.Random) -> Edits:
    """Another place's name everywhere."""
    place = re.match(r"[\u4e00-\u9fff]{2}", narrative.meta.get("organ", ""))
    new = dice.choice([name for name in _PLACES if name not in narrative.text])
    if place:
        yield from (Edit(m.start(), m.end(), new) for m in re.finditer(place[0], narrative.text))


def _sentences(narrative: Narrative) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(narrative.text):
        start, stop = sentence_of(narrative, at)
        if stop <= at:
            at += 1
            continue
        yield at, stop
        at = stop


def _swapped(narrative: Narrative, dice: random.Random) -> Edits:
    """Two neighbouring sentences that do not speak of one another change places."""
    text = narrative.text
    pairs = []
    every = list(_sentences(narrative))
    for (a, b), (c, d) in zip(every, every[1:], strict=False):
        same = b == c and "\n" not in text[a:d] and text[b - 1] == "。" == text[d - 1]
        line = text[paragraph_of(narrative, a)[0] : a]
        if same and not _TIED.search(text[a:d]) and not _shared(narrative, a, d) and line.endswith("。"):
            pairs.append((a, b, d))
    if pairs:
        a, b, d = dice.choice(pairs)
        yield Edit(a, d, text[b:d] + text[a:b])


def _shared(narrative: Narrative, start: int, stop: int) -> bool:
    """Is any figure of the range tied to another one?"""
    places = [narrative.figures[i].start for one in narrative.parts for i in (one.whole, *one.parts)]
    return any(start <= place < stop for place in places)


def _others(narrative: Narrative, dice: random.Random) -> Edits:
    """Other numbers where nothing can be compared: figures without a key, told once, no base of anything."""
    told = Counter((figure.low, figure.unit) for figure in narrative.figures)
    for index, figure in enumerate(narrative.figures):
        number = plain_number(figure)
        start, stop = sentence_of(narrative, figure.start)
        free = figure.key == "unnamed" and told[(figure.low, figure.unit)] == 1 and figure.unit not in {"%", "天", "日"}
        tied = _BASES.search(narrative.text[start:stop]) or _in_parts(narrative, index)
        if number and number.isdigit() and free and not tied:
            yield digits_edit(figure, str(int(number) + dice.randint(1, 9)))


def _in_parts(narrative: Narrative, index: int) -> bool:
    return any(index in (one.whole, *one.parts) for one in narrative.parts)


def _consistent(narrative: Narrative, dice: random.Random) -> Edits:
    """A part and its whole grow by the same number; not a number that stands for several parts (各1件)."""
    spans = Counter(figure.start for figure in narrative.figures)
    uses = Counter(i for one in narrative.parts for i in (one.whole, *one.parts))
    told = Counter(figure.key for figure in narrative.figures)
    for one in exact_lists(narrative):
        start, stop = paragraph_of(narrative, narrative.figures[one.whole].start)
        derived = re.search(r"率|占|同比|增|减|比上年|较上年|全部|均|[%％]", narrative.text[start:stop])
        part = dice.choice(one.parts)
        keys = {narrative.figures[i].key for i in (one.whole, part)}
        again = any(told[key] > 1 and key not in _MANY or _BALANCED.fullmatch(key) for key in keys)
        shared = any(spans[narrative.figures[i].start] > 1 for i in (one.whole, part))
        if uses[one.whole] == uses[part] == 1 and not derived and not again and not shared:
            more = dice.randint(1, 30)
            for index in (one.whole, part):
                figure = narrative.figures[index]
                yield digits_edit(figure, str(int(figure.low) + more))
            return


def _full_width(narrative: Narrative, dice: random.Random) -> Edits:
    for figure in {(f.start, f.stop, f.text) for f in narrative.figures}:
        if re.search(r"\d", figure[2]):
            yield Edit(figure[0], figure[1], figure[2].translate(_WIDE))


def _spaced(narrative: Narrative, dice: random.Random) -> Edits:
    """A blank between the digits and the measure word, as typesetting leaves it."""
    for start, text in {(f.start, f.text) for f in narrative.figures}:
        found = re.match(r"\d+(?=[\u4e00-\u9fff])", text)
        if found:
            yield Edit(start + found.end(), start + found.end(), " ")
    yield from (Edit(m.end(1), m.end(1), " ") for m in re.finditer(r"(20\d\d)年", narrative.text))


def _wrapped(narrative: Narrative, dice: random.Random) -> Edits:
    """Lines of 40 characters with an indented first line: numbers may be cut in two."""
    at, above = 0, "。"
    for line in narrative.text.split("\n"):
        begins = above.endswith(("。", "！", "；", "：")) or bool(_HEADING.match(above))
        indent = 2 if begins and not _HEADING.match(line) else 0  # not where the text as written breaks a sentence
        above = line
        if indent and line:
            yield Edit(at, at, "　　")
        yield from (Edit(at + cut, at + cut, "\n") for cut in range(40 - indent, len(line), 40))
        at += len(line) + 1


def _commas(narrative: Narrative, dice: random.Random) -> Edits:
    """，instead of 、between the parts of a list."""
    for one in narrative.parts:
        members = sorted(one.parts, key=lambda i: narrative.figures[i].start)
        for first, second in zip(members, members[1:], strict=False):
            start, stop = narrative.figures[first].stop, narrative.figures[second].start
            gap = narrative.text[start:stop]
            if gap.count("、") == 1 and gap.startswith("、") and not re.search(r"[（），。；]", gap):
                yield Edit(start, start + 1, "，")


def _aside(narrative: Narrative, dice: random.Random) -> Edits:
    """A sentence about something else at the end of a paragraph."""
    text = narrative.text
    ends = [m.start() for m in re.finditer(r"(?<=。)\n", text)]
    if ends:
        words = dice.choice(_ASIDES)
        said = words.format(a=dice.randint(3, 90), b=dice.randint(900, 90000), c=dice.randint(2, 9))
        yield Edit(at := dice.choice(ends), at, said)


def _hedges(narrative: Narrative, dice: random.Random) -> Edits:
    """Other words for the same hedge."""
    for figure in {(f.start, f.stop, f.text) for f in narrative.figures if f.hedged}:
        start, stop, text = figure
        before = narrative.text[max(0, start - 2) : start]
        for word, other in _WORDS:
            if before.endswith(word):
                yield Edit(start - len(word), start, other)
                break
            at = text.find(word) if word == "余" else -1
            if at > 0:
                yield Edit(start + at, start + at + 1, other)
                break


KINDS: Mapping[str, Callable[[Narrative, random.Random], Edits]] = {
    "renamed": _renamed,
    "sentences_swapped": _swapped,
    "other_numbers": _others,
    "consistent_change": _consistent,
    "full_width": _full_width,
    "spaced": _spaced,
    "wrapped": _wrapped,
    "commas": _commas,
    "aside": _aside,
    "hedge_words": _hedges,
}


def neutral(subject: Subject, kind: str, seed: int = 0) -> Subject | None:
    """The report after the neutral edit ``kind``; None if it offers no place for it. Deterministic by ``seed``."""
    if subject.report and kind in {"consistent_change", "renamed"}:
        return None  # the tables and the title would have to follow
    dice = random.Random(f"{kind}/{subject.name}/{seed}")
    edits = list(KINDS[kind](subject.narrative, dice))
    if not edits:
        return None
    changed = edited(subject, edits)
    if kind == "renamed":
        meta = {**subject.narrative.meta, "organ": edits[0].new + subject.narrative.meta["organ"][2:]}
        changed = Subject(replace(changed.narrative, meta=meta))
    return changed

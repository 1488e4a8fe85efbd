"""Words for nothing: a negation before a keyed quantity is a zero (未收到申请, 没有发生行政复议和行政诉讼)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.prose.phrases import Phrases, Zero

_CLAUSE_END = re.compile(r"[，。；：（）！？]|但|而是")
_VERB = re.compile(
    r"^(?:收到|接到|接收|受理|发生|出现|产生|发出|收取|制发|制定"
    r"|印发|出台|废止|涉及|有|引发|办理|被|新收)"
)
_BARE = re.compile(r"(?:发生|出现|产生|收到|发出)?")
_ALL = re.compile(r"(?:数量|数|量)?(?:全年|年内|本年)*(?:均|都|也|亦)?(?:为|是)?$|^(?:全年|年内|本年度?)")
_AND = re.compile(r"、|和|及|与|以及")
_SUBJECT = 24  # how far before a negation its subject may begin
_BEFORE, _BEHIND = 80, 60  # how far a zero looks for the words it needs near it


@dataclass(frozen=True, slots=True)
class NoFigure:
    """A zero said in words: ``text[start:stop]`` are the negating words (or the second noun they govern)."""

    start: int
    stop: int
    key: str


def _clause(text: str, start: int) -> str:
    """The clause behind a negation, over 、 and up to the next real break."""
    end = _CLAUSE_END.search(text, start)
    clause = text[start : end.start() if end else len(text)]
    return clause.split("、")[0] if text[start - 1] == "零" else clause  # 零申请、零复议: each its own


def zeros(text: str, taken: list[tuple[int, int]], phrases: Phrases, form: str) -> Iterator[NoFigure]:
    """The zeros of a folded paragraph. ``taken`` are its figures: a clause that holds a number is none of these."""
    done = 0
    for negation in phrases.negation.finditer(text):
        start = negation.start()
        if start < done or phrases.never.match(text, start) or _compound(text, start) or _quoted(text, start):
            continue
        clause = _clause(text, negation.end())
        stop = negation.end() + len(clause)
        if any(a < stop and start < b for a, b in taken) or re.search(r"[0-9]", clause):
            continue
        lost = clause.startswith("败诉")  # 已判决的8件没有败诉: of all
        counted = any(b <= start and text[b - 1] in "件宗" and not _CLAUSE_END.search(text, b, start) for _, b in taken)
        if counted and not lost:
            continue  # 1件因故未收到原件: not a word of all
        found = list(_governed(text, negation, clause, phrases, form))
        found = found or list(_of_subject(text, negation, clause, phrases, form))
        if found:
            done = stop
            yield from found


def _of_subject(text: str, negation: re.Match[str], clause: str, phrases: Phrases, form: str) -> Iterator[NoFigure]:
    """复议、诉讼均未发生, 败诉没有: quantities before the negation, where nothing but a verb stands behind it."""
    if not _BARE.fullmatch(clause):
        return
    before = _CLAUSE_END.split(text[max(0, negation.start() - _SUBJECT) : negation.start()])[-1]
    subject = _ALL.sub("", before)
    named = [zero for zero in phrases.zeros if zero.subject and zero.form in {None, form}]
    for name in _AND.split(subject):
        fits = (one for one in named if one.subject and one.subject.fullmatch(name))
        zero = next((one for one in fits if _near(one, text, negation, negation.end())), None)
        if zero is None:
            return
        key = phrases.translate.get(form, {}).get(zero.key, zero.key)
        yield NoFigure(negation.start(), negation.end() + len(clause), key)


def _quoted(text: str, start: int) -> bool:
    """Within “”: a slogan (“零纠错”), no count."""
    return text.rfind("“", 0, start) > text.rfind("”", 0, start)


def _compound(text: str, start: int) -> bool:
    """有无, 尚无…: the one sign is no negation of its own."""
    return text[start] == "无" and text[max(0, start - 1) : start] in {"有", "尚", "并"}


def _allowed(zero: Zero, text: str, negation: re.Match[str], form: str) -> bool:
    behind = negation.end() + _BEHIND
    if zero.form and zero.form != form or zero.unless and zero.unless.search(text[negation.end() : behind]):
        return False
    return _near(zero, text, negation, behind)


def _near(zero: Zero, text: str, negation: re.Match[str], behind: int) -> bool:
    """Are the words there that must stand around it? They meet the place of the negation as #."""
    at = negation.start()
    return not zero.near or bool(zero.near.search(f"{text[max(0, at - _BEFORE) : at]}#{text[at:behind]}"))


def _governed(text: str, negation: re.Match[str], clause: str, phrases: Phrases, form: str) -> Iterator[NoFigure]:
    """The first keyed noun takes the negating words, each further one its own noun."""
    matched = [(zero.words.match(clause), order) for order, zero in enumerate(phrases.zeros)]
    hits = [(found.end(), order) for found, order in matched if found]
    hits = [hit for hit in hits if _allowed(phrases.zeros[hit[1]], text, negation, form)]
    if not hits:
        return
    end, first = min(hits)  # the quantity named first; the earlier of two rules that end together
    zero = phrases.zeros[first]
    verb = _VERB.match(clause)
    stop = negation.end() + (verb.end() if verb else 0)
    names = phrases.translate.get(form, {})
    yield NoFigure(negation.start(), stop, names.get(zero.key, zero.key))
    at = negation.end()
    for other in phrases.zeros:
        found = other.noun.search(clause, end) if other.noun and other.key != zero.key else None
        if found and _allowed(other, text, negation, form):
            yield NoFigure(at + found.start(), at + found.end(), names.get(other.key, other.key))

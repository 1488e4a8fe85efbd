"""Words for nothing: a negation before a keyed quantity is a zero (未收到申请, 没有发生行政复议和行政诉讼)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.prose.phrases import Phrases

_CLAUSE_END = re.compile(r"[，。；：（）！？]|但|而是")
_VERB = re.compile(r"^(?:收到|接到|接收|受理|发生|出现|产生|发出|收取|制发|制定|印发|出台|废止|涉及|有|引发|办理|被|新收)")
_MORE = re.compile(r"^(?:案件|事项|申请|情况|，|、|和|及|与|或|亦|也|以及|或者|均|的|等)*$")


@dataclass(frozen=True, slots=True)
class NoFigure:
    """A zero said in words: ``text[start:stop]`` are the negating words (or the second noun they govern)."""

    start: int
    stop: int
    key: str


def _clause(text: str, start: int) -> str:
    """The clause behind a negation, over 、 and up to the next real break."""
    end = _CLAUSE_END.search(text, start)
    return text[start : end.start() if end else len(text)]


def zeros(text: str, taken: list[tuple[int, int]], phrases: Phrases, form: str) -> Iterator[NoFigure]:
    """The zeros of a folded paragraph. ``taken`` are its figures: a clause that holds a number is none of these."""
    done = 0
    for negation in phrases.negation.finditer(text):
        start = negation.start()
        if start < done or phrases.never.match(text, start) or text[max(0, start - 1) : start] in {"有", "尚", "并"} and text[start] == "无":
            continue
        clause = _clause(text, negation.end())
        stop = negation.end() + len(clause)
        if any(a < stop and negation.start() < b for a, b in taken) or re.search(r"[0-9]", clause):
            continue
        found = list(_governed(text, negation, clause, phrases, form))
        if found:
            done = stop
            yield from found


def _governed(
    text: str, negation: re.Match[str], clause: str, phrases: Phrases, form: str
) -> Iterator[NoFigure]:
    """The first keyed noun takes the negating words, each further one its own noun."""
    hits: list[tuple[int, int, str]] = []
    for zero in phrases.zeros:
        if zero.form and zero.form != form or zero.near and not zero.near.search(text[max(0, negation.start() - 80) : negation.end() + 60]):
            continue
        found = zero.words.match(clause) or (zero.words.search(clause) if hits else None)
        if found and found[0] and not any(key == zero.key for _, _, key in hits):
            hits.append((found.start(), found.end(), zero.key))
    verb = _VERB.match(clause)
    first_stop = negation.end() + (verb.end() if verb else 0)
    suits = [hit for hit in hits if hit[2] == "prose.lawsuits"]
    if suits and any(key == "disputes.review.total" for _, _, key in hits):
        hits = [hit for hit in hits if hit[2] != "requests.received.total"]
    for order, (_, end, key) in enumerate(_ordered(hits)):
        if order == 0:
            yield NoFigure(negation.start(), first_stop, phrases.translate.get(form, {}).get(key, key))
        elif key == "prose.lawsuits":
            noun = re.search(r"(?:行政)?(?:诉讼|应诉)", clause)
            if noun:
                at = negation.end()
                yield NoFigure(at + noun.start(), at + noun.end(), phrases.translate.get(form, {}).get(key, key))
        elif key in {"requests.carried_out.total", "disclosure.normative.repealed", "disclosure.normative.made"}:
            at = negation.end()
            yield NoFigure(at + max(0, end - 4), at + end, key)


def _ordered(hits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The noun that ends first is the one the negation stands before."""
    best = sorted(hits, key=lambda hit: hit[1])
    if len(best) > 1 and best[0][2] == "requests.received.total" and "review" in best[1][2]:
        best = best[1:]
    return best

"""The words of number phrases, compiled once from words.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.figures.begun import all_begun, begun
from gouji.figures.demands import Demands, demands_of
from gouji.figures.needed import alternatives, apart
from gouji.figures.numerals import Hedge

ARABIC = r"\d(?:\d{0,2}(?:，\d{3})+(?:\.\d+)?(?!\d)|\d{0,2}(?: \d{3})+(?!\d)|\d*(?:\.\d+)?)"  # a class first: fast
CHINESE = r"[零〇一二两三四五六七八九十百千万亿]{1,15}"  # bounded: a longer run is no number, and costs squares


@dataclass(frozen=True, slots=True)
class Words:
    """Compiled patterns. ``masks``: of each pattern of ``demands`` its mask (place, why) and the alternative;

    ``before``, ``behind``: pairs of a hedge and the words that make it; ``any_before``, ``any_behind``: all of them.
    """

    masks: tuple[tuple[tuple[int, str], str], ...]
    demands: Demands
    arabic: re.Pattern[str]
    chinese: re.Pattern[str]
    before: tuple[tuple[Hedge, re.Pattern[str]], ...]
    behind: tuple[tuple[Hedge, re.Pattern[str]], ...]
    any_before: re.Pattern[str]
    any_behind: re.Pattern[str]


def _either(words: list[str], not_before: dict[str, str]) -> str:
    """One of the words, the longest first, each only where it is not the beginning of another word."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) + (f"(?!{not_before[word]})" if word in not_before else "") for word in ordered)


def _masks(data: Mapping[str, Any]) -> tuple[tuple[tuple[tuple[int, str], str], ...], Demands]:
    """The masks, alternative by alternative, and what each demands: once for each of the branches in it."""
    masks, demands = list[tuple[tuple[int, str], str]](), list[tuple[frozenset[str], ...]]()
    written = [(number, mask["why"], one) for number, mask in enumerate(data["mask"]) for one in apart(mask["pattern"])]
    searched = all_begun("masks", [one for *_, one in written])
    for (number, why, one), pattern in zip(written, searched, strict=True):
        found = alternatives(one)
        masks += [((number, why), pattern)] * len(found)
        demands += found
    return tuple(masks), demands_of(demands)


def _hedges(words: Mapping[str, str], links: str, far: Mapping[str, str]) -> dict[str, str]:
    """Patterns of the words before a number, with links between, up to the number."""
    return {
        kind: rf"(?:{found})(?:{links}){{0,2}}$" + (f"|{far[kind]}" if kind in far else "")
        for kind, found in words.items()
    }


def _each(hedges: Mapping[str, str]) -> Any:
    return tuple((kind, re.compile(pattern)) for kind, pattern in hedges.items())


@cache
def load_words() -> Words:
    data = tomllib.loads(files("gouji.figures").joinpath("words.toml").read_text("utf-8"))
    broken = data["not_before"]
    unit, of_digits = _either(data["units"], broken), _either([*data["units"], *data["units_of_digits"]], broken)
    links = data["hedges"]["before"].pop("links")
    before, behind = _hedges(data["hedges"]["before"], links, data["hedges"]["far"]), data["hedges"]["behind"]
    masks, demands = _masks(data)
    scale = r"(?P<scale>(?:[十百千]?[万亿]|[百千](?!分点|克|米|瓦|伏|字))(?!元))?"
    loose = r"(?P<more>余|多|来|几)?"
    after = r"(?P<more2>余|多)?"
    return Words(
        masks=masks,
        demands=demands,
        arabic=re.compile(rf"(?P<number>{ARABIC}){loose}{scale}{after}(?P<unit>{of_digits})?"),
        chinese=re.compile(
            begun(
                rf"(?P<percent>百分之(?P<of>{CHINESE}(?:点[零一二三四五六七八九]{{1,6}})?))(?P<more3>多|余)?"
                rf"|(?P<vague>[数几](?=[十百千万])|(?<![以网线之])上(?=[百千万]))?(?P<number>{CHINESE}){loose}(?P<scale>[万亿](?!元))?{after}(?P<unit>{unit})"
                rf"|(?P<half>半数以上|过半数?|大半|半数|多半)"
                rf"|翻(?:了)?(?P<doubled>{CHINESE})番|(?<=为)(?P<nil>零)(?=[，。；）]|$)"
            )
        ),
        before=_each(before),
        behind=_each(behind),
        any_before=re.compile("|".join(before.values())),
        any_behind=re.compile("|".join(behind.values())),
    )

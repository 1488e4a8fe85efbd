"""The words of number phrases, compiled once from words.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gouji.figures.numerals import Hedge

ARABIC = r"\d{1,3}(?:，\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:\.\d+)?"
CHINESE = r"[零〇一二两三四五六七八九十百千万亿]{1,15}"  # bounded: a longer run is no number, and costs squares


@dataclass(frozen=True, slots=True)
class Words:
    """Compiled patterns; ``hedges_*`` are pairs of a hedge and the words that make it."""

    masks: tuple[tuple[str, re.Pattern[str]], ...]
    arabic: re.Pattern[str]
    chinese: re.Pattern[str]
    before: tuple[tuple[Hedge, re.Pattern[str]], ...]
    behind: tuple[tuple[Hedge, re.Pattern[str]], ...]


def _either(words: list[str], not_before: dict[str, str]) -> str:
    """One of the words, the longest first, each only where it is not the beginning of another word."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) + (f"(?!{not_before[word]})" if word in not_before else "") for word in ordered)


@cache
def load_words() -> Words:
    data = tomllib.loads(files("gouji.figures").joinpath("words.toml").read_text("utf-8"))
    broken = data["not_before"]
    unit, of_digits = _either(data["units"], broken), _either([*data["units"], *data["units_of_digits"]], broken)
    links = data["hedges"]["before"].pop("links")
    far = data["hedges"]["far"]
    scale = r"(?P<scale>(?:[十百千]?[万亿]|[百千](?!分点|克|米|瓦|伏|字))(?!元))?"
    loose = r"(?P<more>余|多|来|几)?"
    after = r"(?P<more2>余|多)?"
    return Words(
        masks=tuple((mask["why"], re.compile(mask["pattern"])) for mask in data["mask"]),
        arabic=re.compile(rf"(?P<number>{ARABIC}){loose}{scale}{after}(?P<unit>{of_digits})?"),
        chinese=re.compile(
            rf"(?P<percent>百分之(?P<of>{CHINESE}(?:点[零一二三四五六七八九]{1, 6})?))(?P<more3>多|余)?"
            rf"|(?P<vague>[数几](?=[十百千万])|(?<![以网线之])上(?=[百千万]))?(?P<number>{CHINESE}){loose}(?P<scale>[万亿](?!元))?{after}(?P<unit>{unit})"
            rf"|(?P<half>半数以上|过半数?|大半|半数|多半)"
            rf"|翻(?:了)?(?P<doubled>{CHINESE})番|(?<=为)(?P<nil>零)(?=[，。；）]|$)"
        ),
        before=tuple(
            (kind, re.compile(rf"(?:{words})(?:{links}){{0,2}}$" + (f"|{far[kind]}" if kind in far else "")))
            for kind, words in data["hedges"]["before"].items()
        ),
        behind=tuple((kind, re.compile(words)) for kind, words in data["hedges"]["behind"].items()),
    )

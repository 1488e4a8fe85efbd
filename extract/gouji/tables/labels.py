"""Labels made comparable: white space, punctuation, widths, list numbers and bracketed remarks do not count.

``fold`` keeps a list number apart from the words (``ordinal``, ``core``); ``note`` is what stands in brackets, which
offices add and leave out, and ``flat`` the words with it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from rapidfuzz import fuzz

SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\x00-\x1f]+")
BRACKETS = str.maketrans("[]{}【】〔〕〖〗『』", "()()()()()()")
NOTE = re.compile(r"\(([^()]*)\)")
PUNCTUATION = re.compile(r"[^\w%]|_")
ORDINAL = re.compile(
    r"\((?P<a>[一二三四五六七八九十]{1,3}|\d{1,2})\)[、.,:]?|(?P<b>[一二三四五六七八九十]{1,3})[、.,:]|"
    r"(?P<c>\d{1,2})(?:[、.,:)]|(?=[^\d\W]))|(?P<d>其中)[、.,:]?"
)
LEVELS = {"a": "({})", "b": "{}、", "c": "{}.", "d": "{}:"}


class Label(NamedTuple):
    """A label as it is compared; two labels are the same wording if ``ordinal`` and ``core`` are equal."""

    ordinal: str
    core: str
    note: str
    flat: str


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """``text`` in NFKC without any white space, with one kind of bracket."""
    return SPACES.sub("", normalize("NFKC", text)).translate(BRACKETS)


@lru_cache(maxsize=4096)
def fold(text: str) -> Label:
    rest = squeeze(text)
    ordinal = ""
    while (match := ORDINAL.match(rest)) and match.end() < len(rest):
        kind = match.lastgroup or "a"
        if kind != "d":
            ordinal += LEVELS[kind].format(match[kind])
        rest = rest[match.end() :]
    notes: list[str] = []
    core = rest
    while match := NOTE.search(core):
        notes.append(match[1])
        core = core[: match.start()] + core[match.end() :]
    core, note, flat = (PUNCTUATION.sub("", part) for part in (core, "".join(notes), rest))
    return Label(ordinal, core or flat, note, flat)


def likeness(found: Label, expected: Label) -> float:
    """How alike two labels are, 0 to 100; a label broken off at a page's end is as good as its length is telling."""
    best = max(fuzz.ratio(found.core, expected.core), fuzz.ratio(found.flat, expected.flat))
    if len(found.flat) >= 4 and broken_off(found, expected):
        best = max(best, 80.0)
    if found.ordinal and expected.ordinal and found.ordinal != expected.ordinal:
        best -= 10
    return best


def broken_off(found: Label, expected: Label) -> bool:
    """True if ``found`` is the beginning or the end of ``expected`` and not the whole of it."""
    if not found.flat or found.flat in (expected.flat, expected.core):
        return False
    return any(whole.startswith(found.flat) or whole.endswith(found.flat) for whole in (expected.core, expected.flat))

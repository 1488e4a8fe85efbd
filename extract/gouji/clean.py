"""The folded view of a text: one width, one kind of punctuation, no stray white space; it maps back at once.

Folding never changes the text itself. Each folded character stands for exactly one character of the text, so that a
match in the view is a span of the text. (NFKC changes lengths and would break the offsets; hence a table of our own.)
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.types import Span

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_SAME = {
    "％": "%", "﹪": "%", "．": ".", "＋": "+", "／": "/", "＊": "*", "×": "×", "＝": "=", "＜": "<", "＞": ">",
    "(": "（", ")": "）", "﹙": "（", "﹚": "）", "[": "〔", "]": "〕", "﹝": "〔", "﹞": "〕", "［": "〔", "］": "〕",
    ";": "；", ":": "：", "!": "！", "?": "？", "﹔": "；", "﹕": "：", "｡": "。", "､": "、", "﹐": "，", ",": "，",
    "「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”", "＂": '"', "｢": "“", "｣": "”",
    "～": "~", "∼": "~", "〜": "~", "—": "—", "–": "—", "―": "—", "─": "—", "－": "—", "‐": "-", "‑": "-",
    "○": "〇", "Ｏ": "O", "﹤": "<", "﹥": ">", "〈": "《", "〉": "》",
}  # fmt: skip
_SAME |= {chr(wide): chr(narrow) for wide, narrow in _WIDE.items()}
_ODD = re.compile("[" + "".join(map(re.escape, _SAME)) + "]")
_SPACE = re.compile(r"[\s\u3000\u00a0\u200b-\u200d\u2060\ufeff\u00ad]+")
_YEAR = re.compile(r"(?:^|\D)(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``offsets[i]`` is where its i-th character stands in the text it was made of."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, stop: int) -> Span:
        """The span of the original text that ``text[start:stop]`` stands for (an empty range has an empty span)."""
        if start >= stop:
            at = self.offsets[start] if start < len(self.offsets) else (self.offsets[-1] + 1 if self.offsets else 0)
            return Span(at, at)
        return Span(self.offsets[start], self.offsets[stop - 1] + 1)

    def index(self, offset: int) -> int:
        """The first folded character at or after ``offset`` of the original text."""
        offsets = self.offsets
        if type(offsets) is range and 0 <= offset - offsets.start <= len(offsets):  # a text without white space
            return offset - offsets.start
        return bisect_left(offsets, offset)


def _same(text: str) -> str:
    """The text with one width and one kind of punctuation; only the odd characters are looked at."""
    return _ODD.sub(lambda found: _SAME[found[0]], text)


def _keeps_apart(left: str, gap: str, right: str) -> bool:
    """White space between two digits: a stray space or a line end inside one number, or two numbers?"""
    if not (left[-1:].isdigit() and right[:1].isdigit()):
        return False
    if "\t" in gap or gap.count(" ") + gap.count("\u3000") > 2:
        return True
    return bool(_YEAR.search(left[-5:])) and "\n" not in gap


def fold(text: str, span: Span | None = None) -> Folded:
    """The folded view of ``text`` (or of the part ``span``); offsets are into the whole ``text``."""
    start, stop = (span.start, span.stop) if span else (0, len(text))
    raw = _same(text[start:stop])
    if not _SPACE.search(raw):
        return Folded(raw, range(start, stop))
    out: list[str] = []
    offsets: list[int] = []
    at = 0
    for gap in _SPACE.finditer(raw):
        out.append(raw[at : gap.start()])
        offsets.extend(range(start + at, start + gap.start()))
        if _keeps_apart(raw[: gap.start()][-6:], gap[0], raw[gap.end() : gap.end() + 1]):
            out.append(" ")
            offsets.append(start + gap.start())
        at = gap.end()
    out.append(raw[at:])
    offsets.extend(range(start + at, stop))
    return Folded("".join(out), tuple(offsets))


def plain(text: str) -> str:
    """The folded text alone, for comparing labels."""
    raw = _same(text)
    return fold(text).text if _SPACE.search(raw) else raw

"""Check codes as users write them: any case, several by comma, a prefix for all that begin with it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from gouji.types import GoujiError, Text


def chosen(written: Iterable[str], codes: Iterable[str]) -> tuple[str, ...]:
    """``["t1,x101"]`` → every code that begins with T1, and X101. Raises GoujiError for one that fits none."""
    known = tuple(codes)
    found: list[str] = []
    for word in (word.strip().upper() for part in written for word in part.split(",")):
        fits = [code for code in known if code.startswith(word)] if word else []
        if word and not fits:
            raise unknown(word, known)
        found += fits
    return tuple(dict.fromkeys(found))


def unknown(word: str, codes: Iterable[str]) -> GoujiError:
    """The error for a code that does not exist, with the codes that look like it."""
    close = sorted(get_close_matches(word.upper(), list(codes), n=3, cutoff=0.5))
    zh, en = (f"是不是 {'、'.join(close)}？", f"Did you mean {', '.join(close)}? ") if close else ("", "")
    return GoujiError(
        Text(
            f"没有代码为 {word} 的检查。{zh}全部代码见 gouji rule。",
            f"No check has the code {word}. {en}All codes: gouji rule.",
        )
    )

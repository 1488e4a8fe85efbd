"""Words of a text: jieba's segmentation with our own dictionary of the domain, behind one function.

Numbers and phrases are found on characters; words name the thing that is counted, feed the model's features, and are
the tokens of the spaCy pipeline. jieba reads its cache with ``marshal.load`` from the open file, which is four times
slower than from memory, and keeps it in the folder for temporary files that all users share; hence a cache of our own.
"""

from __future__ import annotations

import logging
import sys
from functools import cache
from importlib import metadata
from importlib.resources import files
from typing import Any

from gouji.segment.kept import kept


def words(text: str, family: str = "zwgk") -> list[str]:
    """The words of ``text``; joined, they are the text."""
    found: list[str] = tokenizer(family).lcut(text)
    return found


@cache
def tokenizer(family: str) -> Any:
    """A jieba tokenizer of our own (the global one is left alone) that knows the family's words.txt."""
    jieba = _jieba()
    jieba.setLogLevel(logging.WARNING)
    made = jieba.Tokenizer()
    source = files("gouji.families").joinpath(family, "words.txt").read_text("utf-8")

    def dictionary() -> tuple[dict[str, int], int]:
        made.FREQ, made.total = made.gen_pfdict(made.get_dict_file())
        made.initialized = True
        _teach(made, source)
        return made.FREQ, made.total

    made.FREQ, made.total = kept("words", f"{metadata.version('jieba')} {source}".encode(), dictionary)
    made.initialized = True
    return made


def _jieba() -> Any:
    """jieba without pkg_resources, with which it would only open its files: importing that takes longer than jieba."""
    modules: dict[str, Any] = sys.modules
    absent = modules.setdefault("pkg_resources", None) is None  # None: an import of it fails, and jieba does without
    try:
        import jieba
    finally:
        if absent:
            del modules["pkg_resources"]
    return jieba


def _teach(made: Any, source: str) -> None:
    for line in source.split("\n"):
        word = line.partition("#")[0].strip()
        if word:
            made.add_word(word)

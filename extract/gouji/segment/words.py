"""Words of a text: jieba's segmentation with our own dictionary of the domain, behind one function.

Numbers and phrases are found on characters; words name the thing that is counted, feed the model's features, and are
the tokens of the spaCy pipeline. jieba reads its cache with ``marshal.load`` from the open file, which is four times
slower than from memory, and keeps it in the folder for temporary files that all users share; hence a cache of our own.
"""

from __future__ import annotations

import hashlib
import logging
import marshal
import os
import tempfile
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any


def words(text: str, family: str = "zwgk") -> list[str]:
    """The words of ``text``; joined, they are the text."""
    found: list[str] = tokenizer(family).lcut(text)
    return found


@cache
def tokenizer(family: str) -> Any:
    """A jieba tokenizer of our own (the global one is left alone) that knows the family's words.txt."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    made = jieba.Tokenizer()
    source = files("gouji.families").joinpath(family, "words.txt").read_text("utf-8")
    place = _cache_file(source)
    try:
        made.FREQ, made.total = marshal.loads(place.read_bytes())
        made.initialized = True
    except (OSError, ValueError, EOFError, TypeError):
        made.FREQ, made.total = made.gen_pfdict(made.get_dict_file())
        made.initialized = True
        _teach(made, source)
        _keep(place, marshal.dumps((made.FREQ, made.total)))
    return made


def _teach(made: Any, source: str) -> None:
    for line in source.split("\n"):
        word = line.partition("#")[0].strip()
        if word:
            made.add_word(word)


def _cache_file(source: str) -> Path:
    """Where the dictionary of this version of jieba with these words of ours is kept, in the user's own folder."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    folder = Path(base) if base else Path("~").expanduser() / ".cache"
    digest = hashlib.sha256(source.encode("utf-8")).hexdigest()[:12]
    return folder / "gouji" / f"words-{metadata.version('jieba')}-{digest}.marshal"


def _keep(place: Path, data: bytes) -> None:
    """Write the cache in one step; a folder that cannot be written only costs the next start its time."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as stream:
            stream.write(data)
        Path(stream.name).replace(place)
    except OSError:
        logging.getLogger(__name__).debug("the dictionary's cache could not be written to %s", place)

"""The formats of ``gouji check``: each a function (results, lang) → str or bytes, in a module loaded when asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TextIO

from gouji.render.result import Result
from gouji.types import GoujiError, Lang, Text

Write = Callable[[Sequence[Result], TextIO, Lang], None]
WRITERS = {
    "json": "gouji.render.json:dumps",
    "jsonl": "gouji.render.jsonl:dumps",
    "csv": "gouji.render.csv:dumps",
    "md": "gouji.render.markdown:dumps",
    "sarif": "gouji.render.sarif:dumps",
    "xlsx": "gouji.render.xlsx:dumps",
    "html": "gouji.render.html:render",
}
_BINARY = frozenset({"xlsx"})


def writer(name: str, output: Path | None) -> Write:
    """What writes a run in the format ``name``. Raises GoujiError if a binary one has no file to go to."""
    if name == "terminal":
        return _terminal
    if name in _BINARY and output is None:
        zh = f"{name} 是二进制格式，请用 -o 指定文件。"
        raise GoujiError(Text(zh, f"{name} is a binary format: name a file with -o."))
    module, _, function = WRITERS[name].partition(":")
    dumps = getattr(import_module(module), function)

    def write(results: Sequence[Result], stream: TextIO, lang: Lang) -> None:
        put(dumps(results, lang=lang), stream)

    return write


def put(data: str | bytes, stream: TextIO) -> None:
    """Text or bytes onto a stream of text."""
    if isinstance(data, str):
        stream.write(data)
        return
    stream.flush()
    stream.buffer.write(data)


def _terminal(results: Sequence[Result], stream: TextIO, lang: Lang) -> None:
    from gouji.render.console import console_for
    from gouji.render.terminal import print_run

    print_run(results, console_for(stream), lang)

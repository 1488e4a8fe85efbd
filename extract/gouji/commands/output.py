"""Where output goes: UTF-8 on every system, and into a file only as a whole."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from gouji.speech import GoujiError, Text


def use_utf8() -> None:
    """Chinese must come out whole whatever the code page, and an undecodable file name must not stop a run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@contextmanager
def opened(target: Path | None) -> Iterator[TextIO]:
    """Stdout, or a new file that takes the place of ``target`` once all of it is written.

    Raises GoujiError if the target cannot be written.
    """
    if target is None:
        yield sys.stdout
        return
    try:
        with _replacing(target) as stream:
            yield stream
    except OSError as error:
        why = error.strerror or str(error)
        zh = f"{target}：不能写入（{why}）。请换一个可写的位置，用 -o 指定。"
        raise GoujiError(Text(zh, f"{target}: cannot be written ({why}). Name another place with -o.")) from error


@contextmanager
def _replacing(target: Path) -> Iterator[TextIO]:
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):  # a pipe or a terminal has no "half-written"
        with target.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    import tempfile

    final = target.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{final.name}.", suffix=".tmp", dir=final.parent)
    try:
        with open(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream
        os.chmod(name, _mode(final))
        os.replace(name, final)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _mode(target: Path) -> int:
    """The mode the file has, or what a new one would get (mkstemp's own is private)."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

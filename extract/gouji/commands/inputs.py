"""The files a run is about: names, folders, and ``-`` for stdin."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import environ
from pathlib import Path

from gouji.read import Engine
from gouji.render.result import Failure, Result
from gouji.types import Audit, GoujiError, Text

_REPORTS = frozenset({".pdf", ".html", ".htm", ".docx", ".txt"})
STDIN = "-"
MADE = ".gouji"  # what the names of our own outputs end with, before the suffix


@dataclass(frozen=True, slots=True)
class Options:
    """What ``gouji.pipeline`` is called with; ``select`` and ``ignore`` are whole codes; ``decisions``: honour them."""

    engine: Engine = "pdfium"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    previous: Path | None = None
    decisions: bool = True


def expand(names: Iterable[str]) -> Iterator[str | Failure]:
    """Each name as it is, but a folder as the report files in it and below, sorted.

    Hidden files, lock files and what gouji made of a draft (年报.gouji.docx) are left out.
    """
    for name in names:
        if name == STDIN or not Path(name).is_dir():
            yield name
            continue
        found = sorted(path for path in Path(name).rglob("*") if _is_report(path, Path(name)))
        yield from map(str, found)
        if not found:
            zh = f"{name}：文件夹里没有 PDF、HTML、DOCX 或 TXT 文件。请检查路径。"
            yield Failure(name, Text(zh, f"{name}: no PDF, HTML, DOCX or TXT file in this folder. Check the path."))


def _is_report(path: Path, root: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)
    return path.suffix.lower() in _REPORTS and not hidden and not path.stem.endswith(MADE) and path.is_file()


def audit_one(name: str | Failure, options: Options) -> Result:
    """The audit of one file, or why there is none; no file can stop the others."""
    if isinstance(name, Failure):
        return name
    try:
        audit = audited(name, options)
        return with_decisions(audit, name, options) if options.decisions and name != STDIN else audit
    except GoujiError as error:
        return Failure(name, error.text)
    except Exception as error:  # a defect of ours in one file must not cost the user the other files
        if environ.get("GOUJI_DEBUG"):
            traceback.print_exc()
        what = f"{type(error).__name__}: {error}"
        zh = f"{name}：检查时程序出错（{what}）。这不是文件的问题，请报告；设 GOUJI_DEBUG=1 可看详情。"
        en = f"{name}: gouji itself failed ({what}). Please report it; GOUJI_DEBUG=1 shows more."
        return Failure(name, Text(zh, en))


def audited(name: str, options: Options) -> Audit:
    """One file, or stdin, through the pipeline. Raises GoujiError if it cannot be read."""
    from gouji.pipeline import audit, audit_bytes

    engine, select, ignore, previous = options.engine, options.select, options.ignore, options.previous
    if name != STDIN:
        return audit(Path(name), engine=engine, select=select, ignore=ignore, previous=previous)
    data = sys.stdin.buffer.read()
    return audit_bytes(data, "stdin", engine=engine, select=select, ignore=ignore, previous=previous)


def with_decisions(audit: Audit, name: str, options: Options) -> Audit:
    """The audit under what was decided on this draft. Raises GoujiError if that cannot be read."""
    from gouji.decisions.judge import codes_run, decided

    return decided(audit, Path(name), codes_run(options.select, options.ignore))

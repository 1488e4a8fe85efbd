"""``gouji annotate``: each draft again, with its issues written into it."""

from __future__ import annotations

import hashlib
import sys
from argparse import Namespace
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gouji.checking import registry
from gouji.commands.codes import chosen
from gouji.commands.inputs import MADE, STDIN, Options, audit_one, expand
from gouji.commands.output import opened
from gouji.render.annotate import SUFFIXES, annotate
from gouji.render.annotate import Options as Notes
from gouji.render.result import Failure
from gouji.types import Audit, GoujiError, Lang, Text


@dataclass(frozen=True, slots=True)
class _Target:
    """Where the annotated drafts go: one file, a folder, or (neither) beside each draft; never onto one of ``drafts``.

    ``doubled`` are file names that several drafts have: the names of their folders tell them apart.
    """

    file: Path | None
    folder: Path | None
    drafts: frozenset[Path]
    doubled: frozenset[str]


def run(args: Namespace) -> int:
    """0 every draft was annotated, 2 some could not be."""
    names = list(expand(args.files))
    target = _target(args.output, [name for name in names if isinstance(name, str)])
    select, ignore = (chosen(words, registry()) for words in (args.select, args.ignore))
    options = Options(args.engine, select, ignore, args.previous, decisions=not args.no_decisions)
    notes = Notes(_date(args.date), args.lang, args.level)
    made: set[Path] = set()
    failed = [name for name in names if not _done(name, target, options, notes, made)]
    return 2 if failed else 0


def _done(name: str | Failure, target: _Target, options: Options, notes: Notes, made: set[Path]) -> bool:
    """One draft through the whole of it; what is wrong with it is told, and the others are done."""
    try:
        result, draft = _audited(name, options)
        if isinstance(result, Failure):
            raise GoujiError(result.text)
        path = _path(str(name), result, target)
        if path.resolve() in made:
            raise _error(str(path), "两份文稿都要写到这个文件，请分开运行", "two drafts would go to it; run them apart")
        annotated = annotate(draft, result, notes)
        with opened(path) as stream:
            stream.buffer.write(annotated.data)
    except GoujiError as error:
        print(f"gouji: {error.text.say(notes.lang)}", file=sys.stderr)
        return False
    made.add(path.resolve())
    print(_told(path, annotated.notes, notes.lang))
    return True


def _audited(name: str | Failure, options: Options) -> tuple[Audit | Failure, bytes]:
    """The audit and the bytes it is of."""
    if name == STDIN:
        from gouji.pipeline import audit_bytes

        draft = sys.stdin.buffer.read()
        select, ignore, previous = options.select, options.ignore, options.previous
        return audit_bytes(draft, STDIN, engine=options.engine, select=select, ignore=ignore, previous=previous), draft
    result = audit_one(name, options)
    if isinstance(result, Failure) or isinstance(name, Failure):
        return result, b""
    draft = Path(name).read_bytes()
    if hashlib.sha256(draft).hexdigest() != result.report.document.sha256:
        raise _error(name, "在检查时被改动，请重新运行", "was changed while it was checked; run again")
    return result, draft


def _target(output: Path | None, names: list[str]) -> _Target:
    """What ``-o`` says. Raises GoujiError if one file is to take several drafts, or a folder cannot be made."""
    drafts = frozenset(Path(name).resolve() for name in names if name != STDIN)
    told = Counter(Path(name).name for name in names)
    doubled = frozenset(name for name, times in told.items() if times > 1)
    if output is None or (not output.is_dir() and len(names) < 2):
        return _Target(output, None, drafts, doubled)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        zh, en = "不是文件夹，装不下几份批注；请用 -o 指定文件夹", "is no folder for several drafts; name one with -o"
        raise _error(str(output), zh, en) from error
    return _Target(None, output, drafts, doubled)


def _path(name: str, audit: Audit, target: _Target) -> Path:
    """Where this draft's copy goes. Raises GoujiError for a name that would mislead, or that is a draft's own."""
    suffix = SUFFIXES[audit.report.document.format]
    if name == STDIN and target.file is None:
        raise _error("-", "从标准输入读文稿时，请用 -o 指定输出文件", "for a draft from stdin, name a file with -o")
    own = Path(name)
    stem = f"{own.resolve().parent.name}-{own.stem}" if target.folder and own.name in target.doubled else own.stem
    path = target.file or (target.folder or own.parent) / f"{stem}{MADE}{suffix}"
    if path.suffix.lower() != suffix and path.suffix.lower() in {*SUFFIXES.values(), ".htm", ".txt", ".doc"}:
        zh, en = f"批注后的文稿是 {suffix} 文件，请改文件名", f"the annotated draft is a {suffix} file; name it so"
        raise _error(str(path), zh, en)
    if path.resolve() in target.drafts:
        zh, en = "是文稿本身，不会覆盖；请用 -o 另取一个名字", "is a draft itself and is not overwritten; use -o"
        raise _error(str(path), zh, en)
    return path


def _date(written: str | None) -> datetime:
    if written is None:
        return datetime.now()
    try:
        return datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError as error:
        zh, en = "不是日期，请写成 2025-01-31 或 2025-01-31T09:00", "is no date; write 2025-01-31 or 2025-01-31T09:00"
        raise _error(f"--date {written}", zh, en) from error


def _told(path: Path, notes: int, lang: Lang) -> str:
    if not notes:
        return f"{path}{Text('：没有需要批注的问题', ': no issue to annotate').say(lang)}"
    return f"{path}{Text(f'：批注 {notes} 处', f': {notes} notes').say(lang)}"


def _error(name: str, zh: str, en: str) -> GoujiError:
    return GoujiError(Text(f"{name}：{zh}。", f"{name}: {en}."))

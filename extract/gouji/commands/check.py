"""``gouji check``: every file audited, one report written, and a status that scripts can use."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gouji.checking import registry
from gouji.commands import formats
from gouji.commands.codes import chosen
from gouji.commands.inputs import Options, audit_one, expand
from gouji.commands.output import opened
from gouji.decisions.baseline import Baseline, load_baseline, of_draft
from gouji.decisions.judge import against_baseline, codes_run
from gouji.render.result import Failure, Result
from gouji.render.words import RANK
from gouji.types import GoujiError, Lang, Text

OK, ISSUES, FAILED = 0, 1, 2


def run(args: Namespace) -> int:
    """0 no issue at or above the fail level, 1 some, 2 a file could not be checked or the call is wrong."""
    options = _options(args)
    names = list(expand(args.files))
    _spare_inputs(args.output, names)
    write = formats.writer(args.format, args.output)
    earlier = load_baseline(args.baseline) if args.baseline else None
    with opened(args.output) as stream:
        results = distinguished([_told(audit_one(name, options), args.lang) for name in names], names)
        if earlier is not None:
            results = _new(results, earlier, options)
        write(results, stream, args.lang)
    return status(results, args.fail_level, exit_zero=args.exit_zero)


def _new(results: Sequence[Result], earlier: Baseline, options: Options) -> list[Result]:
    """Only what the baseline had not told. Raises GoujiError if it knows none of these drafts."""
    names = [_document(result) for result in results]
    known = [of_draft(earlier, name, names) for name in names]
    if not any(traces is not None for traces in known):
        zh, en = "基线里没有这些文稿，请核对 --baseline 的文件", "the baseline knows none of these drafts"
        raise GoujiError(Text(f"{zh}。", f"{en}; check the file of --baseline."))
    codes = codes_run(options.select, options.ignore)
    return [
        result if isinstance(result, Failure) else against_baseline(result, traces or (), codes)
        for result, traces in zip(results, known, strict=True)
    ]


def _document(result: Result) -> str:
    return result.name if isinstance(result, Failure) else result.report.document.name


def status(results: Sequence[Result], fail_level: str, *, exit_zero: bool) -> int:
    if any(isinstance(result, Failure) for result in results):
        return FAILED
    issues = [issue for result in results if not isinstance(result, Failure) for issue in result.issues]
    fails = any(RANK[issue.severity] <= RANK[fail_level] for issue in issues)
    return ISSUES if fails and not exit_zero else OK


def distinguished(results: Sequence[Result], names: Sequence[str | Failure]) -> list[Result]:
    """Files whose base names are the same go by their paths as given."""
    told = Counter(_name(result) for result in results)
    return [
        _renamed(result, name) if isinstance(name, str) and told[_name(result)] > 1 else result
        for result, name in zip(results, names, strict=True)
    ]


def _name(result: Result) -> str:
    return Path(result.name).name if isinstance(result, Failure) else result.report.document.name


def _renamed(result: Result, name: str) -> Result:
    if isinstance(result, Failure):
        return result
    document = replace(result.report.document, name=name)
    return replace(result, report=replace(result.report, document=document))


def _options(args: Namespace) -> Options:
    select, ignore = (chosen(words, registry()) for words in (args.select, args.ignore))
    return Options(args.engine, select, ignore, args.previous, not args.no_decisions)


def _spare_inputs(output: Path | None, names: Sequence[str | Failure]) -> None:
    if output and any(isinstance(name, str) and Path(name).resolve() == output.resolve() for name in names):
        zh = f"{output}：-o 指定的文件就是要检查的文件，会把它覆盖。请另取一个名字。"
        raise GoujiError(
            Text(zh, f"{output}: -o names a file to be checked and would overwrite it. Choose another name.")
        )


def _told(result: Result, lang: Lang) -> Result:
    if isinstance(result, Failure):
        print(f"gouji: {result.text.say(lang)}", file=sys.stderr)
    return result

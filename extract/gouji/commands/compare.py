"""``gouji compare``: what was fixed from one version of a draft to the next, what remains, what is new."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from gouji.checking import registry
from gouji.commands.check import status
from gouji.commands.codes import chosen
from gouji.commands.inputs import Options, audit_one, with_decisions
from gouji.commands.output import opened
from gouji.decisions import Judged, Trace, as_judged
from gouji.decisions.baseline import load_baseline, of_draft
from gouji.decisions.judge import against_baseline, codes_run
from gouji.decisions.trace import traces
from gouji.render.result import Failure
from gouji.types import Audit, GoujiError, Text


def run(args: Namespace) -> int:
    """0 no new issue at or above the fail level, 1 some. Raises GoujiError if a version cannot be read."""
    select, ignore = (chosen(words, registry()) for words in (args.select, args.ignore))
    options = Options(args.engine, select, ignore, args.previous, decisions=False)
    new = _read(args.new, options)
    old = _earlier(args.old, args.new, options)
    decided = as_judged(new if args.no_decisions else with_decisions(new, str(args.new), options))
    told = against_baseline(decided, old, codes_run(options.select, options.ignore))
    with opened(args.output) as stream:
        stream.write(_written(told, args))
    return status([told], args.fail_level, exit_zero=args.exit_zero)


def _read(path: Path, options: Options) -> Audit:
    result = audit_one(str(path), options)
    if isinstance(result, Failure):
        raise GoujiError(result.text)
    return result


def _earlier(path: Path, new: Path, options: Options) -> list[Trace]:
    """All issues of the old version: of its draft, or of the JSON output that was written of it."""
    if path.suffix.lower() != ".json":
        audit = _read(path, options)
        return traces(audit, audit.issues)
    found = of_draft(load_baseline(path), new.name, [new.name])
    if found is None:
        zh = f"{path}：里面有几份文稿，没有一份叫 {new.name}。请用只含这份文稿的输出。"
        raise GoujiError(Text(zh, f"{path}: several drafts, none of them {new.name}. Give the output of this one."))
    return list(found)


def _written(told: Judged, args: Namespace) -> str:
    from gouji.render.compare import compared, compared_text

    if args.format == "json":
        return json.dumps(compared(told, args.lang), ensure_ascii=False, indent=1) + "\n"
    return compared_text(told, args.old.name, args.lang)

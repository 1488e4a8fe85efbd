"""``gouji figures``: everything that was read of one report, figure by figure."""

from __future__ import annotations

import sys
from argparse import Namespace

from gouji.commands.inputs import Options, audit_one
from gouji.commands.output import opened
from gouji.render.result import Failure


def run(args: Namespace) -> int:
    result = audit_one(args.file, Options(engine=args.engine))
    if isinstance(result, Failure):
        print(f"gouji: {result.text.say(args.lang)}", file=sys.stderr)
        return 2
    from gouji.render.console import console_for
    from gouji.render.figures import figures_json, print_figures

    with opened(args.output) as stream:
        if args.format == "json":
            stream.write(figures_json(result, args.lang))
        else:
            print_figures(result, console_for(stream), args.lang, cells=args.cells)
    return 0

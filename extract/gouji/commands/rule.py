"""``gouji rule``: what a check looks for, on what authority, with its examples."""

from __future__ import annotations

import sys
from argparse import Namespace

from gouji.checking import registry
from gouji.commands.codes import unknown
from gouji.render.console import console_for
from gouji.render.rules import print_list, print_rule


def run(args: Namespace) -> int:
    console, checks = console_for(sys.stdout), registry()
    if args.code is None:
        print_list(checks, console, args.lang)
        return 0
    found = checks.get(args.code.strip().upper())
    if found is None:
        raise unknown(args.code, checks)
    print_rule(found, console, args.lang)
    return 0

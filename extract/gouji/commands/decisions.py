"""``gouji decisions``: those on a draft as a list, or read back from a list that people filled in."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace

from gouji.commands.decide import audited, made
from gouji.commands.output import opened
from gouji.decisions import Decision, Judged
from gouji.decisions.imports import Said, decisions_in
from gouji.decisions.lookup import issue_named
from gouji.decisions.store import file_of, load, save
from gouji.types import GoujiError, Lang, Text


def run(args: Namespace) -> int:
    return _list(args) if args.action == "list" else _import(args)


def _list(args: Namespace) -> int:
    from gouji.render.decisions import decisions_json, decisions_text

    decisions, audit = load(args.draft), audited(args.draft, args.engine)
    write = decisions_json if args.format == "json" else decisions_text
    with opened(args.output) as stream:
        stream.write(write(audit, decisions, args.lang))
    return 0


def _import(args: Namespace) -> int:
    """0; decisions on issues the draft has no more are told and left out. Raises GoujiError if nothing fits."""
    audit = audited(args.draft, args.engine)
    said = _of_draft(decisions_in(args.source), audit.report.document.name)
    taken, left = imported(audit, said, args.by)
    if said and not taken:
        zh = f"{args.source}：其中的编号都不是 {args.draft.name} 的问题，没有导入。请核对 --draft。"
        raise GoujiError(
            Text(zh, f"{args.source}: none of its numbers is an issue of {args.draft.name}. Check --draft.")
        )
    if taken:
        save(file_of(args.draft), taken)
    _tell(left, args.lang)
    zh, en = f"导入 {len(taken)} 条处理意见 → {file_of(args.draft)}", f"{len(taken)} decisions → {file_of(args.draft)}"
    print(Text(zh, en).say(args.lang))
    return 0


def _of_draft(said: Sequence[Said], name: str) -> list[Said]:
    """The decisions on this draft; a list that speaks of one file only is about it, whatever it was called."""
    files = {one.file for one in said if one.file}
    return [one for one in said if len(files) < 2 or one.file in ("", name)]


def imported(audit: Judged, said: Sequence[Said], by: str | None) -> tuple[list[Decision], list[Said]]:
    """Decisions to keep, and those on issues that the draft has not; what stands as it was written is not new."""
    taken: list[Decision] = []
    left: list[Said] = []
    for one in said:
        try:
            issue = issue_named(audit, one.number)
        except GoujiError:
            left.append(one)
            continue
        before = audit.decisions.get(issue.fingerprint)
        same = before is not None and (before.choice, before.remark) == (one.choice, one.remark.strip())
        new = made(audit, issue, one.choice, one.remark, one.by or None if by is None else by)
        taken.append(before if same and before else replace(new, date=one.date or new.date))
    return taken, left


def _tell(left: Sequence[Said], lang: Lang) -> None:
    for one in left:
        text = Text(f"没有编号为 {one.number} 的问题，未导入", f"no issue has the number {one.number}: not imported")
        print(f"gouji: {text.say(lang)}", file=sys.stderr)

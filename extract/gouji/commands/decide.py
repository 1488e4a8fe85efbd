"""``gouji decide``: one decision, kept beside the draft."""

from __future__ import annotations

import getpass
from argparse import Namespace
from datetime import date
from pathlib import Path

from gouji.commands.inputs import Options, audit_one
from gouji.decisions import CHOICES, Choice, Decision, Judged, as_judged, short
from gouji.decisions.lookup import issue_named
from gouji.decisions.store import file_of, save
from gouji.decisions.trace import trace_of
from gouji.render.result import Failure
from gouji.types import GoujiError, Issue, Text


def run(args: Namespace) -> int:
    """Raises GoujiError if the draft has no such issue or the decision cannot be kept."""
    choice = _choice(args)
    audit = audited(args.draft, args.engine)
    issue = issue_named(audit, args.fingerprint)
    decision = made(audit, issue, choice, args.reject or args.remark, args.by)
    save(file_of(args.draft), [decision])
    name = f"#{short(issue.fingerprint)} {issue.code} {issue.name.say(args.lang)}"
    print(f"{CHOICES[choice].say(args.lang)} {name} → {file_of(args.draft)}")
    return 0


def _choice(args: Namespace) -> Choice:
    said: list[Choice] = []
    if args.reject is not None:
        said.append("rejected")
    said += ["accepted"] if args.accept else []
    said += ["open"] if args.open else []
    if len(said) != 1:
        zh = "请在 --reject 理由、--accept、--open 中选一个。"
        raise GoujiError(Text(zh, "Choose one of --reject REASON, --accept, --open."))
    if said == ["rejected"] and not args.reject.strip():
        raise GoujiError(Text("不采纳须写明理由。", "Say why the issue is rejected."))
    return said[0]


def audited(draft: Path, engine: str) -> Judged:
    """The draft under the decisions there are. Raises GoujiError if it cannot be read."""
    if not draft.is_file():
        zh = f"{draft}：没有这个文件。处理意见只能对一份文稿。"
        raise GoujiError(Text(zh, f"{draft}: no such file. A decision is about one draft."))
    options = Options("pdfplumber" if engine == "pdfplumber" else "pdfium")
    result = audit_one(str(draft), options)
    if isinstance(result, Failure):
        raise GoujiError(result.text)
    return as_judged(result)


def made(audit: Judged, issue: Issue, choice: Choice, remark: str, by: str | None) -> Decision:
    """A decision of today on an issue of this draft."""
    name = _user() if by is None else by
    return Decision(choice, trace_of(audit.report, issue), remark.strip(), name, date.today().isoformat())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no user name in this environment: nobody is named
        return ""

"""Finding an issue by the number a person typed: the whole fingerprint or the beginning of it."""

from __future__ import annotations

from gouji.decisions.nouns import Judged, short
from gouji.types import GoujiError, Issue, Text

_LEAST = 4


def all_issues(audit: Judged) -> tuple[Issue, ...]:
    """What stands and what was set aside."""
    return (*audit.issues, *audit.rejected, *audit.known)


def issue_named(audit: Judged, name: str) -> Issue:
    """The issue whose number is or begins with ``name``. Raises GoujiError if there is none, or more than one."""
    word = name.strip().lstrip("#").lower()
    issues = all_issues(audit)
    exact = [one for one in issues if word in (one.fingerprint, short(one.fingerprint))]
    found = exact or [one for one in issues if len(word) >= _LEAST and one.fingerprint.startswith(word)]
    if len(found) == 1:
        return found[0]
    where = audit.report.document.name
    if found:
        zh, en = (
            f"{where}：有 {len(found)} 个问题的编号以 {word} 开头",
            f"{where}: {len(found)} issues begin with {word}",
        )
        raise GoujiError(Text(f"{zh}。请多写几位。", f"{en}. Write more of it."))
    raise GoujiError(
        Text(
            f"{where}：没有编号为「{word}」的问题。编号见 gouji check 输出中的 # 之后，至少写 {_LEAST} 位。",
            f"{where}: no issue has the number “{word}”. gouji check shows it behind #; write {_LEAST} signs or more.",
        )
    )

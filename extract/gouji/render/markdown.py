"""A run as Markdown: for each draft a table of issues, what was not read, and where the numerals ended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.decisions import as_judged
from gouji.render.result import Failure, Result
from gouji.render.rows import ISSUE_TITLES, issue_rows
from gouji.render.summary import head, ledger, set_aside, summary, total
from gouji.render.words import FAILED
from gouji.types import Audit, Lang, Text

_SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$@^-])")


def dumps(results: Sequence[Result], lang: Lang) -> str:
    """CommonMark with tables; no word of a draft is markup."""
    parts = [part for result in results for part in _result(result, lang)]
    if len(results) > 1:
        parts.append(f"**{escaped(total(results).say(lang))}**")
    return "\n\n".join(parts) + "\n"


def escaped(words: str) -> str:
    """The words on one line, with every sign that Markdown or HTML could take for markup made literal."""
    line = _SIGNS.sub(r"\\\1", " ".join(words.split()))
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", line)


def _result(result: Result, lang: Lang) -> Iterator[str]:
    if isinstance(result, Failure):
        yield f"## {escaped(result.name)}"
        yield f"**{FAILED.say(lang)}**: {escaped(result.text.say(lang))}"
        return
    name, *about = (line.say(lang) for line, _ in head(result))
    yield f"## {escaped(name)}"
    yield from map(escaped, about)
    yield escaped(summary(result).say(lang))
    if result.issues:
        yield _table(result, lang)
    told = [escaped(line.say(lang)) for line in set_aside(as_judged(result))]
    unread = Text("未读", "unread").say(lang)
    told += [f"{unread} {escaped(what.say(lang))}: {escaped(why.say(lang))}" for what, why in result.unread]
    if told:
        yield "\n".join(f"- {line}" for line in told)
    yield escaped(ledger(result).say(lang))


def _table(audit: Audit, lang: Lang) -> str:
    rows = [[title.say(lang) for title in ISSUE_TITLES], ["---"] * len(ISSUE_TITLES)]
    rows += [[_cell(cell) for cell in row.cells] for row in issue_rows(audit, lang)]
    return "\n".join(f"| {' | '.join(c for at, c in enumerate(row) if at != 1)} |" for row in rows)


def _cell(cell: str) -> str:
    return "<br>".join(escaped(line) for line in cell.splitlines())

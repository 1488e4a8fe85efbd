"""The issues as CSV for spreadsheets: UTF-8 with a mark, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from gouji.render.result import Failure, Result
from gouji.render.rows import ISSUE_TITLES, issue_rows
from gouji.render.words import FAILED
from gouji.types import Lang

_LIVE = ("=", "+", "-", "@", "\t", "\r")  # OWASP, CSV Injection: what may begin a formula


def dumps(results: Sequence[Result], lang: Lang) -> str:
    """One row for each issue; a file that could not be checked has a row with the reason."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([title.say(lang) for title in ISSUE_TITLES])
    for result in results:
        if isinstance(result, Failure):
            row = ["", result.name, FAILED.say(lang), "", "", result.text.say(lang)]
            writer.writerow([inert(cell) for cell in row] + [""] * (len(ISSUE_TITLES) - len(row)))
            continue
        writer.writerows([inert(cell) for cell in row.cells] for row in issue_rows(result, lang))
    return "\ufeff" + out.getvalue()


def inert(cell: str) -> str:
    """The cell with a ' before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_LIVE) else cell

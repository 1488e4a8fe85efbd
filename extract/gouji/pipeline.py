"""The whole line on one page: bytes → Document → Outline → Tables and Narrative → Outcomes → Issues → Audit."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from gouji import family as families
from gouji.checking import Case, Check, Crash, registry, run
from gouji.issues import issues_of
from gouji.ledger import ledger_of
from gouji.prose.narrative import read_narrative
from gouji.prose.phrases import load_phrases
from gouji.read import Engine, read, read_bytes
from gouji.segment.sections import outline
from gouji.segment.wording import load_wording
from gouji.tables import read_tables
from gouji.types import Audit, Document, Outcome, Report, Text

FAMILY = "zwgk"


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's collector of cycles: a check makes none, but thousands of records for it to look through."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def report_of(document: Document, family: str = FAMILY) -> Report:
    """Read all that a document says."""
    shape = outline(document, load_wording(family))
    tables = read_tables(document, families.load(family), year=shape.year)
    narrative = read_narrative(document, shape, load_phrases(family), tables.form or _form_in_force(family, shape.year))
    return Report(document, shape, tables, narrative.mentions, narrative.parts, narrative.numerals)


def _form_in_force(family: str, year: int | None) -> str:
    known = families.load(family)
    form = known.form_of(year) if year is not None else None
    return form.name if form else next(iter(known.forms))


def _chosen(select: Sequence[str], ignore: Sequence[str]) -> Mapping[str, Check]:
    return {
        code: check
        for code, check in registry().items()
        if (not select or code.startswith(tuple(select))) and not (ignore and code.startswith(tuple(ignore)))
    }


def _unread(
    report: Report, found: Sequence[tuple[Check, Outcome]], crashes: Sequence[Crash]
) -> list[tuple[Text, Text]]:
    """What was not read or not looked at, each with its reason."""
    told = [(Text("表格", "tables"), text) for text in report.tables.unread]
    told += [(Text("文件", "file"), note.text) for note in report.document.notes if note.kind != "tracked_changes"]
    told += [(check.name, outcome.message) for check, outcome in found if outcome.verdict == "unread"]
    told += [
        (
            Text(f"核对 {crash.code}", f"check {crash.code}"),
            Text(f"程序出错：{crash.error}", f"it failed: {crash.error}"),
        )
        for crash in crashes
    ]
    if not report.mentions:
        told.append((Text("正文", "prose"), Text("正文里没有读到任何数据", "no figure was read in the prose")))
    return list(dict.fromkeys(told))


def audit_report(
    report: Report, *, select: Sequence[str] = (), ignore: Sequence[str] = (), previous: Report | None = None
) -> Audit:
    """Run the checks on a report that was read."""
    case = Case(report, families.load(FAMILY), previous)
    found, crashes = run(case, _chosen(select, ignore))
    issues = issues_of(case, found)
    ledger = ledger_of(report, found, issues)
    return Audit(
        report,
        tuple(issues),
        tuple((check.code, outcome) for check, outcome in found),
        tuple(_unread(report, found, crashes)),
        ledger.verdicts,
        ledger.whys,
        ledger.counts,
        FAMILY,
        ledger.cells,
    )


def audit_bytes(
    data: bytes,
    name: str,
    *,
    engine: Engine = "pdfium",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    previous: Path | None = None,
) -> Audit:
    """Check a report given as bytes. Raises GoujiError if it cannot be read."""
    with _uncollected():
        last = report_of(read(previous, engine=engine)) if previous else None
        report = report_of(read_bytes(data, name, engine=engine))
        return audit_report(report, select=select, ignore=ignore, previous=last)


def audit(
    path: Path,
    *,
    engine: Engine = "pdfium",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    previous: Path | None = None,
) -> Audit:
    """Check a report in a file; ``previous`` is last year's. Raises GoujiError if one cannot be read."""
    with _uncollected():
        last = report_of(read(previous, engine=engine)) if previous else None
        report = report_of(read(path, engine=engine))
        return audit_report(report, select=select, ignore=ignore, previous=last)

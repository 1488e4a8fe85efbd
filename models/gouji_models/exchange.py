"""Corpora in and out: ``python -m gouji_models export|import``; the entry point group gouji.commands names ``main``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gouji.pipeline import report_of
from gouji.read import read as read_file
from gouji.types import GoujiError, Text

from . import gold, markup, reading
from .interchange import FORMATS, InterchangeError
from .markup import MarkupError, Narrative
from .reading import Reading


def main(arguments: Sequence[str] | None = None) -> int:
    """Run export or import; 2 and one clear sentence if a file cannot be used."""
    options = parser().parse_args(arguments)
    try:
        count = export(options) if options.command == "export" else import_(options)
    except (MarkupError, InterchangeError, OSError, UnicodeDecodeError) as error:
        print(f"gouji corpus: {error}", file=sys.stderr)
        return 2
    except GoujiError as error:
        print(f"gouji corpus: {error.text.en}", file=sys.stderr)
        return 2
    print(f"{count} narratives → {options.output}", file=sys.stderr)
    return 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser("gouji corpus", description="Corpora in and out of annotation tools")
    commands = made.add_subparsers(dest="command", required=True)
    out = commands.add_parser("export", help="gold narratives, or reports as gouji reads them, for a tool")
    out.add_argument("files", nargs="+", type=Path, help="gold texts (.txt) or folders; with --read: reports")
    out.add_argument("--read", action="store_true", help="the files are reports: export what gouji reads in them")
    back = commands.add_parser("import", help="a tool's file back as gold texts")
    back.add_argument("files", nargs="+", type=Path, help="files that the tool wrote")
    for one in (out, back):
        one.add_argument("--format", choices=sorted(FORMATS), default="label-studio")
        one.add_argument("-o", dest="output", type=Path, required=True, help="the file (import: the folder) to write")
    return made


def export(options: argparse.Namespace) -> int:
    """Write the narratives of ``options.files`` as one file; returns how many."""
    given = list(_reports(options.files) if options.read else _golds(options.files))
    options.output.write_bytes(FORMATS[options.format].write(given))
    return len(given)


def _golds(files: Iterable[Path]) -> Iterator[Narrative]:
    for path in files:
        if path.is_dir():
            yield from markup.load(path)
        else:
            yield markup.parse(path.read_text(encoding="utf-8"), path.name)


def _reports(files: Iterable[Path]) -> Iterator[Narrative]:
    """What gouji reads in reports of any format: the whole text, with its figures and parts."""
    for path in files:
        report = report_of(read_file(path))
        organ, year = report.outline.organ or "", str(report.outline.year or "")
        meta = {"organ": organ, "year": year, "form": report.tables.form or ""}
        text = Narrative(path.name, meta, report.document.text, (), ())
        yield reading.told(Reading(text, report, 0))


def import_(options: argparse.Namespace) -> int:
    """Write one gold text for each narrative of ``options.files`` into a folder; returns how many."""
    count = 0
    for path in options.files:
        for one in FORMATS[options.format].read(path.read_bytes()):
            count += 1
            _write(options.output, one, count)
    return count


def _write(folder: Path, narrative: Narrative, number: int) -> None:
    """Names come from the file, so that they may lead nowhere but into ``folder``."""
    name = Path(narrative.name or f"{number:03}.txt").with_suffix(".txt")
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise GoujiError(Text(f"{name} 不在 {folder} 之内，未写入", f"{name} would be written outside {folder}"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(gold.dumps(narrative), encoding="utf-8")

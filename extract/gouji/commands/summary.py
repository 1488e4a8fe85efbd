"""``gouji summary``: one page on a draft for a superior, as HTML or DOCX."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from gouji.checking import registry
from gouji.commands.codes import chosen
from gouji.commands.formats import put
from gouji.commands.inputs import Options, audit_one
from gouji.commands.output import opened
from gouji.render.onepage import Page, page_of
from gouji.render.result import Failure
from gouji.types import GoujiError, Text

_SUFFIXES = (".html", ".htm", ".docx")


def run(args: Namespace) -> int:
    """0: the page was written. Raises GoujiError for another suffix, or a draft that cannot be checked."""
    suffix = args.output.suffix.lower()
    if suffix not in _SUFFIXES:
        zh = f"{args.output}：摘要只能写成 .html 或 .docx，请改文件名。"
        raise GoujiError(Text(zh, f"{args.output}: a summary is an .html or a .docx; name it so."))
    when = _date(args.date)
    select, ignore = (chosen(words, registry()) for words in (args.select, args.ignore))
    result = audit_one(args.draft, Options(args.engine, select, ignore, args.previous, not args.no_decisions))
    if isinstance(result, Failure):
        raise GoujiError(result.text)
    if args.output.exists() and args.draft != "-" and args.output.samefile(args.draft):
        zh = f"{args.output}：是文稿本身，不会覆盖；请另取一个名字。"
        raise GoujiError(Text(zh, f"{args.output}: is the draft itself and is not overwritten; choose another name."))
    with opened(args.output) as stream:
        put(_written(page_of(result, when, args.lang), suffix), stream)
    print(args.output)
    return 0


def _written(page: Page, suffix: str) -> str | bytes:
    if suffix == ".docx":
        from gouji.render.onepage_docx import page_docx

        return page_docx(page)
    from gouji.render.onepage_html import page_html

    return page_html(page)


def _date(written: str | None) -> date:
    try:
        return date.today() if written is None else date.fromisoformat(written)
    except ValueError as error:
        zh = f"--date {written}：不是日期，请写成 2025-01-31。"
        raise GoujiError(Text(zh, f"--date {written}: is no date; write 2025-01-31.")) from error

"""The command line. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import gouji
from gouji.commands.output import use_utf8
from gouji.commands.usage import Parser, language
from gouji.types import GoujiError, Lang, Text


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; bad usage ends in SystemExit(2), as argparse does."""
    use_utf8()
    words = sys.argv[1:] if argv is None else list(argv)
    lang = language(words, os.environ)
    args = parser(lang).parse_args(words)
    args.lang = lang
    try:
        code: int = importlib.import_module(f"gouji.commands.{args.command}").run(args)
        sys.stdout.flush()
    except GoujiError as error:
        print(f"gouji: {error.text.say(lang)}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader (head, less) has seen enough; Python must not flush into the closed pipe again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def parser(lang: Lang) -> Parser:
    """The whole grammar of the command line, its help in ``lang``."""
    top = Parser(
        "gouji", lang, Text("勾稽：检查政府信息公开工作年度报告里的数字", "Checks the figures of a 政府信息公开年报")
    )
    top.option(
        "--version", action="version", version=f"gouji {gouji.__version__}", help=Text("显示版本", "show the version")
    )
    commands = top.commands()
    _check(commands.command("check", Text("检查报告，列出问题", "check reports and list the issues")))
    _rule(commands.command("rule", Text("说明一项检查，或列出全部", "explain a check, or list them all")))
    _figures(commands.command("figures", Text("列出读到的每个数字", "list every figure that was read")))
    return top


def _check(command: Parser) -> None:
    files = Text(
        "PDF、HTML、DOCX、TXT 文件或文件夹；- 表示标准输入", "PDF, HTML, DOCX, TXT files or folders; - is stdin"
    )
    command.positional("files", nargs="+", metavar="FILE", help=files)
    _output(command)
    only, less = Text("只做这些检查（T101,X 等）", "run only these (T101,X …)"), Text("不做这些检查", "leave these out")
    command.option("--select", action="append", default=[], metavar="CODES", help=only)
    command.option("--ignore", action="append", default=[], metavar="CODES", help=less)
    level = Text("达到此级别时退出码为 1（默认 error）", "exit with 1 from this severity on (default error)")
    command.option("--fail-level", choices=("error", "warning", "info"), default="error", help=level)
    zero = Text(
        "有问题也以 0 退出（读不了文件仍为 2）", "exit with 0 despite issues (an unreadable file is 2 all the same)"
    )
    command.option("--exit-zero", action="store_true", help=zero)
    _engine(command)
    last = Text("上一年度的报告，用于核对年度衔接", "last year's report, to compare with")
    command.option("--previous", type=Path, metavar="FILE", help=last)


def _rule(command: Parser) -> None:
    command.positional(
        "code", nargs="?", metavar="CODE", help=Text("检查的代码；不写则列出全部", "its code; none: all")
    )


def _figures(command: Parser) -> None:
    command.positional("file", metavar="FILE", help=Text("一份报告；- 表示标准输入", "one report; - is stdin"))
    _output(command)
    cells = Text("表格各格也列出", "list the cells of the tables, too")
    command.option("--cells", action="store_true", help=cells)
    _engine(command)


def _output(command: Parser) -> None:
    formats = Text("输出格式（默认 terminal）", "format of the output (default terminal)")
    command.option("--format", choices=("terminal", "json"), default="terminal", help=formats)
    command.option("-o", dest="output", type=Path, metavar="FILE", help=Text("写入文件", "write to a file"))


def _engine(command: Parser) -> None:
    text = Text("读 PDF 的引擎（默认 pdfium）", "what reads PDFs (default pdfium)")
    command.option("--engine", choices=("pdfium", "pdfplumber"), default="pdfium", help=text)


if __name__ == "__main__":
    sys.exit(main())

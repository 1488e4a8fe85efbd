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
from gouji.speech import GoujiError, Lang, Text

FORMATS = ("terminal", "json", "jsonl", "csv", "md", "sarif", "xlsx", "html")
_CORPUS = "corpus"
_DRAFT = Text("一份文稿", "one draft")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; bad usage ends in SystemExit(2), as argparse does."""
    use_utf8()
    words = sys.argv[1:] if argv is None else list(argv)
    lang = language(words, os.environ)
    try:
        if words[:1] == [_CORPUS]:
            return _plugin(words)
        args = parser(lang).parse_args(words)
        args.lang = lang
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


def _plugin(words: Sequence[str]) -> int:
    from gouji.commands.plugin import run

    return run(words[0], words[1:])


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
    _annotate(commands.command("annotate", Text("把问题批注在文稿上", "write the issues into the drafts")))
    _summary(commands.command("summary", Text("写给领导看的一页摘要", "one page for a superior")))
    _decide(commands.command("decide", Text("对一个问题提出处理意见", "decide on an issue")))
    _decisions(commands.command("decisions", Text("列出或导入处理意见", "list or import decisions")))
    _compare(commands.command("compare", Text("比较文稿的两个版本", "compare two versions of a draft")))
    _review(commands.command("review", Text("在本机浏览器里审核文稿", "review drafts in this computer's browser")))
    commands.command(_CORPUS, Text("标注语料的导出与导入", "export and import annotated corpora"))
    return top


def _check(command: Parser) -> None:
    files = Text(
        "PDF、HTML、DOCX、TXT 文件或文件夹；- 表示标准输入", "PDF, HTML, DOCX, TXT files or folders; - is stdin"
    )
    command.positional("files", nargs="+", metavar="FILE", help=files)
    _output(command, FORMATS)
    _chosen(command)
    old = Text("以前的 --format json 输出；只列新问题", "an earlier --format json output; only what is new is listed")
    command.option("--baseline", type=Path, metavar="JSON", help=old)
    _status(command)


def _status(command: Parser) -> None:
    level = Text("达到此级别时退出码为 1（默认 error）", "exit with 1 from this severity on (default error)")
    command.option("--fail-level", choices=("error", "warning", "info"), default="error", help=level)
    zero = Text(
        "有问题也以 0 退出（读不了文件仍为 2）", "exit with 0 despite issues (an unreadable file is 2 all the same)"
    )
    command.option("--exit-zero", action="store_true", help=zero)


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


def _annotate(command: Parser) -> None:
    files = Text("文稿或文件夹；- 表示标准输入", "drafts or folders; - is stdin")
    command.positional("files", nargs="+", metavar="DRAFT", help=files)
    where = Text("写入文件或文件夹（默认在文稿旁另存 .gouji 副本）", "file or folder (default: a .gouji copy beside)")
    command.option("-o", dest="output", type=Path, metavar="OUT", help=where)
    level = Text("批注此级别以上的问题（默认 warning）", "write issues from this severity on (default warning)")
    command.option("--level", choices=("error", "warning", "info"), default="warning", help=level)
    command.option("--date", metavar="DATE", help=Text("批注的日期（默认现在）", "date of the notes (default now)"))
    _chosen(command)


def _summary(command: Parser) -> None:
    command.positional("draft", metavar="DRAFT", help=_DRAFT)
    target = Text("写入 .html 或 .docx 文件", "the .html or .docx file to write")
    command.option("-o", dest="output", type=Path, metavar="FILE", required=True, help=target)
    command.option("--date", metavar="DATE", help=Text("检查日期（默认今天）", "date of the check (default today)"))
    _chosen(command)


def _decide(command: Parser) -> None:
    command.positional("draft", type=Path, metavar="DRAFT", help=_DRAFT)
    number = Text("问题编号（# 之后的部分，至少 4 位）", "number of the issue (behind #, at least 4 signs)")
    command.positional("fingerprint", metavar="NUMBER", help=number)
    reject = Text("不采纳，并写明理由", "reject, and say why")
    command.option("--reject", metavar="REASON", help=reject)
    command.option("--accept", action="store_true", help=Text("采纳", "accept"))
    command.option("--open", action="store_true", help=Text("待核实", "leave open"))
    _remarked(command)


def _remarked(command: Parser) -> None:
    command.option("--remark", metavar="WORDS", default="", help=Text("备注", "remark"))
    _by(command)


def _by(command: Parser) -> None:
    command.option("--by", metavar="NAME", help=Text("审核人（默认用户名）", "who decides (default the user's name)"))
    _engine(command)


def _decisions(command: Parser) -> None:
    actions = command.commands("action")
    listed = actions.command("list", Text("列出一份文稿的处理意见", "list the decisions on a draft"))
    listed.positional("draft", type=Path, metavar="DRAFT", help=_DRAFT)
    _output(listed)
    _engine(listed)
    taken = actions.command("import", Text("从清单导入处理意见", "import decisions from a list"))
    source = Text(
        "填好的 .xlsx、页面导出的 .json，或另一稿的 .toml", "an .xlsx, a page's .json, or another draft's .toml"
    )
    taken.positional("source", type=Path, metavar="FILE", help=source)
    taken.option("--draft", type=Path, metavar="DRAFT", required=True, help=_DRAFT)
    _by(taken)


def _compare(command: Parser) -> None:
    old = Text("旧稿，或它的 --format json 输出", "the old draft, or its --format json output")
    command.positional("old", type=Path, metavar="OLD", help=old)
    command.positional("new", type=Path, metavar="NEW", help=Text("新稿", "the new draft"))
    _output(command)
    _chosen(command)
    _status(command)


def _review(command: Parser) -> None:
    port = Text("端口（默认自选一个空闲的）", "port (default: a free one)")
    command.option("--port", type=int, default=0, metavar="PORT", help=port)
    command.option("--no-open", action="store_true", help=Text("不打开浏览器", "do not open the browser"))


def _output(command: Parser, choices: tuple[str, ...] = ("terminal", "json")) -> None:
    formats = Text("输出格式（默认 terminal）", "format of the output (default terminal)")
    command.option("--format", choices=choices, default="terminal", help=formats)
    command.option("-o", dest="output", type=Path, metavar="FILE", help=Text("写入文件", "write to a file"))


def _chosen(command: Parser) -> None:
    """What is checked, and how."""
    only, less = Text("只做这些检查（T101,X 等）", "run only these (T101,X …)"), Text("不做这些检查", "leave these out")
    command.option("--select", action="append", default=[], metavar="CODES", help=only)
    command.option("--ignore", action="append", default=[], metavar="CODES", help=less)
    _engine(command)
    without = Text("不看文稿旁的处理意见（.gouji.toml）", "do not look at the decisions beside a draft (.gouji.toml)")
    command.option("--no-decisions", action="store_true", help=without)
    last = Text("上一年度的报告，用于核对年度衔接", "last year's report, to compare with")
    command.option("--previous", type=Path, metavar="FILE", help=last)


def _engine(command: Parser) -> None:
    text = Text("读 PDF 的引擎（默认 pdfium）", "what reads PDFs (default pdfium)")
    command.option("--engine", choices=("pdfium", "pdfplumber"), default="pdfium", help=text)


if __name__ == "__main__":
    sys.exit(main())

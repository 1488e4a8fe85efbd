"""argparse that speaks to its users in their language: help texts are pairs, errors are one sentence and status 2."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, NoReturn

from gouji.speech import Lang, Text

# argparse's own sentences, in Chinese; what fits none is shown as it is.
_SAID = (
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"argument (\S+): expected one argument", r"\1 后面要写一个值"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\1 不能是 \2，可选：\3"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 不带值：\2"),
)


def language(words: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """``--lang`` if it is written, else GOUJI_LANG, else Chinese; known before parsing, since help needs it."""
    written = environment.get("GOUJI_LANG", "")
    for word, following in pairwise([*words, ""]):
        if word == "--":
            break
        if word.startswith("--lang"):
            written = following if word == "--lang" else word.removeprefix("--lang=")
    return "en" if written.lower().startswith("en") else "zh"


class Commands:
    """The subcommands of a parser."""

    def __init__(self, owner: Parser, action: Any) -> None:
        self._owner, self._action = owner, action

    def command(self, name: str, about: Text) -> Parser:
        said = about.say(self._owner.lang)
        command: Parser = self._action.add_parser(name, help=said, lang=self._owner.lang, about=about)
        command.named = self._owner.named  # a mistyped option is reported by the owner
        return command


class Parser(argparse.ArgumentParser):
    """A parser whose texts are ``Text`` pairs, with titles and errors in ``lang``."""

    def __init__(self, prog: str, lang: Lang, about: Text, **rest: Any) -> None:
        super().__init__(prog=prog, description=about.say(lang), add_help=False, allow_abbrev=False, **rest)
        self.lang: Lang = lang
        self.named: list[str] = []
        self._things = self.add_argument_group(Text("参数", "arguments").say(lang))
        self._options = self.add_argument_group(Text("选项", "options").say(lang))
        self.option("-h", "--help", action="help", help=Text("显示帮助", "show this help"))
        self.option("--lang", choices=("zh", "en"), help=Text("语言（默认 zh）", "language (default zh)"))

    def option(self, *names: str, help: Text, **rest: Any) -> None:
        self.named += names
        self._options.add_argument(*names, help=help.say(self.lang), **rest)

    def positional(self, name: str, *, help: Text, **rest: Any) -> None:
        self._things.add_argument(name, help=help.say(self.lang), **rest)

    def commands(self, dest: str = "command") -> Commands:
        title = Text("命令", "commands").say(self.lang)
        action = self.add_subparsers(dest=dest, required=True, metavar="COMMAND", title=title)
        return Commands(self, action)

    def format_usage(self) -> str:
        return self._spoken(super().format_usage())

    def format_help(self) -> str:
        return self._spoken(super().format_help())

    def error(self, message: str) -> NoReturn:
        """One sentence on stderr, with the nearest option for a mistyped one; status 2."""
        said = message if self.lang == "en" else _chinese(message)
        hint = Text("用法见", "see").say(self.lang)
        self.exit(2, f"gouji: {said}{self._nearest(message)} ({hint} {self.prog} --help)\n")

    def _spoken(self, text: str) -> str:
        return text if self.lang == "en" else text.replace("usage: ", "用法：", 1)

    def _nearest(self, message: str) -> str:
        if not (wrong := re.search(r"unrecognized arguments:.*?(--?[\w-]+)", message)):
            return ""
        close = get_close_matches(wrong.group(1), self.named, n=1)
        return Text(f"，是不是 {close[0]}？", f"; did you mean {close[0]}?").say(self.lang) if close else ""


def _chinese(message: str) -> str:
    for pattern, said in _SAID:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, said, message)
    return message

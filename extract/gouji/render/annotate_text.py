"""A plain-text draft as Markdown: its own lines, footnote marks behind the words in question, the issues below.

Nothing of the draft may become markup, so what CommonMark or GitHub's dialect would take for it is escaped; a reader
sees the draft's lines as they are. Footnotes are GitHub's; elsewhere ``[^1]`` stays and can still be looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.render.marked import stretches
from gouji.render.remarks import Remark
from gouji.types import Document, Lang, Span, Text

_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_ALWAYS = re.compile(r"[\\`*_\[\]<>&|~$^!@]")
# What makes a heading, a list, a rule or an underline, at the beginning of a line only.
_FIRST = re.compile(r"[#+=\-:]|\d{1,9}(?=[.)])")
_LINK = re.compile(r":(?=//)|(?<=www)\.", re.I)
_SPACES = {" ": "&#32;", "\t": "&#9;", "\u3000": "\u3000", "\xa0": "\xa0"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")


def annotate_text(document: Document, remarks: Sequence[Remark], lang: Lang) -> str:
    """The Markdown text; its line ends are ``\\n``."""
    lines = [_line(document.text, span, remarks) for span in _lines(document.text)]
    while lines and not lines[-1]:
        lines.pop()
    body = "\n".join(_broken(lines))
    notes = "\n".join(_notes(document, remarks, lang))
    return f"{body}\n\n---\n\n## {Text('问题', 'Issues').say(lang)}\n\n{notes}\n"


def _lines(text: str) -> Iterator[Span]:
    at = 0
    for end in _LINE_END.finditer(text):
        yield Span(at, end.start())
        at = end.end()
    yield Span(at, len(text))


def _line(text: str, span: Span, remarks: Sequence[Remark]) -> str:
    """One line; spaces that begin or end it are written so that they neither indent nor vanish."""
    words = span.of(text)
    if not words.strip():
        return ""
    first = span.start + len(words) - len(words.lstrip(" \t"))
    written = [_SPACES[char] for char in text[span.start : first]]
    for part in stretches(Span(first, span.stop), remarks):
        written.append(escaped(part.span.of(text), begins=part.span.start == first))
        written += [f"[^{one.number}]" for one in part.closes]
    line = "".join(written)
    inner = line.rstrip(" \t")
    return inner + "".join(_SPACES[char] for char in line[len(inner) :])


def escaped(words: str, *, begins: bool = False) -> str:
    """``words`` as Markdown that shows them; ``begins``: they stand at the beginning of a line."""
    words = _CONTROL.sub("\ufffd", words)
    if not begins:
        return _inner(words)
    found = _FIRST.match(words)
    if found is None:
        return _inner(words)
    at = found.end() if found.group().isdigit() else 0  # 1\. or \#
    return f"{words[:at]}\\{words[at]}{_inner(words[at + 1 :])}"


def _inner(words: str) -> str:
    return _LINK.sub(lambda found: "\\" + found.group(), _ALWAYS.sub(lambda found: "\\" + found.group(), words))


def _broken(lines: Sequence[str]) -> Iterator[str]:
    """A line that another follows ends in a hard break; blank lines part paragraphs."""
    for number, line in enumerate(lines, 1):
        yield f"{line}\\" if line and any(lines[number : number + 1]) else line


def _notes(document: Document, remarks: Sequence[Remark], lang: Lang) -> Iterator[str]:
    if not remarks:
        yield Text("没有需要批注的问题。", "No issue to annotate.").say(lang)
    for one in remarks:
        words = escaped(" ".join(one.anchor.of(document.text).split()))
        line = document.text.count("\n", 0, one.anchor.start) + 1
        where = Text(f"第 {line} 行「{words}」", f"line {line} “{words}”").say(lang)
        yield f"[^{one.number}]: **{escaped(one.title)}** {where}" + "".join(
            f"\\\n    {escaped(said)}" for said in one.lines
        )
        yield ""

"""Document → Outline: title, organ, year, headings, and the sentences of the prose with their sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.clean import fold
from gouji.segment.lines import Line, paragraphs
from gouji.segment.wording import Wording
from gouji.types import Document, Heading, Outline, Sentence, Span

_LEVELS = (
    (1, re.compile(r"^[一二三四五六七八九十]{1,3}[、．.，]")),
    (2, re.compile(r"^（[一二三四五六七八九十]{1,3}）[、．.]?")),
    (3, re.compile(r"^(?:\d{1,2}[、．.](?!\d)|（\d{1,2}）|[①-⑳])")),
)
_SENTENCE_END = re.compile(r"[。！？!?]+[”』」）)]*")
_PUNCTUATED = re.compile(r"[。，；！？]")
_SAYS = re.compile(r"(?:未(?!来)|没有|无(?!障碍)).*。$")  # （一）全年未收取信息处理费。
_LONGEST_HEADING = 45
_YEAR = re.compile(r"((?:19|20)\d\d|二〇[〇一二三四五六七八九]{2})年?")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def _level(text: str) -> int:
    return next((level for level, pattern in _LEVELS if pattern.match(text)), 0)


def _opens(line: Line, wording: Wording) -> tuple[int, int] | None:
    """(section, level) if the paragraph is a heading; section 0: the heading does not change the section."""
    text = line.text.rstrip("：。")
    level = _level(text)
    if len(text) > _LONGEST_HEADING or _PUNCTUATED.search(text.replace("，", "", 1) if level == 1 else text):
        return None
    if level == 1:
        section = wording.section(text)
        return (section, 1) if section else None
    if level:
        said = line.text.endswith("；") or _SAYS.search(line.text) or re.search(r"\d", text[3:])
        return None if said else (0, level)
    section = wording.section(text)
    bare = section and len(text) <= 30 and re.fullmatch(r"[\u4e00-\u9fff、“”（）]+(?:情况|事项|措施)", text)
    return (section, 1) if bare else None


def _sentences(document: Document, line: Line, section: int, paragraph: int) -> Iterator[Sentence]:
    at, stop = line.span.start, line.span.stop
    text = document.text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, at, stop)]
    for end in [*ends, stop]:
        start = at
        while start < end and text[start].isspace():
            start += 1
        last = end
        while last > start and text[last - 1].isspace():
            last -= 1
        if start < last:
            yield Sentence(Span(start, last), section, paragraph)
        at = end


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1].translate(_DIGITS)) if found else None


def _organ(title: str, wording: Wording) -> str | None:
    head = re.sub(_YEAR.pattern + "度?", "", title[: wording.title.search(title).start()])  # type: ignore[union-attr]
    return re.sub(r"^关于|的$|[（）]", "", head) or None


def _organ_above(document: Document, headings: list[Heading], title: Span) -> str | None:
    """The organ on a line of its own above the title."""
    above = [h for h in headings if h.section == 0 and h.level == 0 and h.span.stop <= title.start]
    return fold(document.text, above[-1].span).text or None if above else None


def _is_title(line: Line, wording: Wording) -> bool:
    text = line.text
    return len(text) <= 60 and bool(wording.title.search(text)) and not re.search(r"[。；]|^(?:根据|按照|依据)", text)


def outline(document: Document, wording: Wording) -> Outline:
    """Find headings, sections and sentences. Without any section heading all prose is section one."""
    lines = list(paragraphs(document))
    opened = [_opens(line, wording) for line in lines]
    headed = any(found and found[0] for found in opened)
    headings: list[Heading] = []
    sentences: list[Sentence] = []
    title: Span | None = None
    section = 0 if headed else 1
    for number, (line, found) in enumerate(zip(lines, opened, strict=True)):
        if not sentences and title is None and not any(h.level for h in headings) and _is_title(line, wording):
            title = line.span
            headings.append(Heading(line.span, 0, 0))
        elif found:
            section = found[0] or section
            headings.append(Heading(line.span, section, found[1]))
        elif title is None and not sentences and len(line.text) < 30 and not _PUNCTUATED.search(line.text) and headed:
            headings.append(Heading(line.span, 0, 0))
        else:
            in_preamble = not headed and not sentences and wording.preamble.search(line.text)
            sentences.extend(_sentences(document, line, 0 if in_preamble else section, number))
    return _outlined(document, wording, headings, sentences, title)


def _outlined(
    document: Document, wording: Wording, headings: list[Heading], sentences: list[Sentence], title: Span | None
) -> Outline:
    organ, year = None, None
    if title:
        text = fold(document.text, title).text
        organ, year = _organ(text, wording) or _organ_above(document, headings, title), _year(text)
    if year is None:
        first = "".join(s.span.of(document.text) for s in sentences[:6])
        year = _year(fold(first).text)
    return Outline(tuple(headings), tuple(sentences), title, organ, year)

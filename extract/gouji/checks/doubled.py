"""F306: words written twice and punctuation that stands where none can."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.passages import all_text, headings, look, paragraphs
from gouji.types import Outcome, Text

# Words that never stand twice in a row, with or without a comma between them.
_WORDS = (
    "其中|同时|此外|因此|另外|目前|全年|截至|截止|为此|但是|而且|并且|以及|或者|包括|通过|根据|按照|进一步|累计|共计|分别|"
    "情况|进行|加强|完善|开展|积极|认真|严格|切实|及时|依法|已经|均已|我县|我市|我区|我局|我镇|我乡|我省|我办|全县|全市|全区|全省"
)
_DOUBLED = re.compile(
    rf"(?P<word>{_WORDS})[，、]?(?P=word)(?!性)"
    r"|(?P<long>[\u4e00-\u9fff]{3,12})(?P=long)(?![\u4e00-\u9fff]?[之与]间)"
    r"|(?<=[、：])(?P<item>[\u4e00-\u9fff]{3,12})、(?P=item)(?=[、，。；]|等)"
    r"|(?<!目)的的(?![确士])|(?<![不为])了了(?![解结断如事却然望之])|(?<![于凡])是是(?!非)|(?<!共)和和(?![美睦气谐平])"
    r"|把把(?!关)|被被|(?<!即)将将|(?<!合)并并(?!联)"
    r"|(?<=\d)(?P<unit>条|件|篇|次|期|场|元|人次)(?P=unit)(?!数)"
)
# Whatever is doubled is found by one of these, too, and sooner: each begins with letters that can be looked for.
_MAY_DOUBLE = (
    re.compile(rf"({_WORDS})[，、]?\1"),
    re.compile(r"([\u4e00-\u9fff]{3,12})、?\1"),
    re.compile(r"([的了是和把被将并条件篇次期场元]|人次)\1"),
)
_STRAY = re.compile(r"[，、；](?:[，、；：！？]|。(?!。))|：[，、；：]|：。(?!。)|。(?:[，、；：]|。(?!。))(?<!。。。)")
_PLAY = re.compile(r"([\u4e00-\u9fff])\1{3,}")


@check(
    "F306",
    Text("字词重复或标点多余", "doubled words or stray punctuation"),
    severity="warning",
    source="GB/T 15834—2011《标点符号用法》；公文文字应当准确，不得有重复和衍文",
    fires=(
        "全年公开信息120条，⟦其中，其中⟧政策文件20条。\n",
        "全年开展⟦了了⟧3次检查。\n",
        "全年公开信息120条⟦，，⟧均经审核⟦。。⟧\n",
    ),
    quiet=(
        "全年公开信息120条，其中政策文件20条，其中重点解读3条。\n",
        "为了了解情况，常常走访，人人参与，天天更新，对外公布了了解渠道。\n",
        "坚持以公开为常态，公开事项应公开尽公开……。\n",
    ),
)
def doubled(case: Case) -> Iterator[Outcome]:
    """A word stands twice, or a mark follows another that it cannot follow; one issue for each paragraph and kind.

    同一个词连写了两遍，或标点后面跟了不该跟的标点；每段每种合为一条。
    """
    stray = _STRAY.search(all_text(case))
    may = _may_double(all_text(case))
    for one in (*headings(case), *paragraphs(case)):
        doubles = _DOUBLED.finditer(one.text) if may and _may_double(one.text) else ()
        words = tuple(one.span(m) for m in doubles if not _PLAY.search(m[0]))
        marks = tuple(one.span(m) for m in _STRAY.finditer(one.text)) if stray else ()
        text = case.report.document.text
        if words:
            said = "、".join(f"「{span.of(text)}」" for span in words)
            yield look(words, f"字词重复：{said}", f"written twice: {said}")
        if marks:
            said = " ".join(f"「{span.of(text)}」" for span in marks)
            yield look(marks, f"标点多余或误用：{said}", f"stray punctuation: {said}")


def _may_double(text: str) -> bool:
    return any(pattern.search(text) for pattern in _MAY_DOUBLE)

"""F301, R401: what the file itself is: a draft with open changes, hidden text, pictures nobody could read."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.passages import whole
from gouji.types import Evidence, Note, Outcome, Text

_TITLE = "甲县2024年政府信息公开工作年度报告"
_RUN = "<w:r><w:t>全年公开信息120条。</w:t></w:r>"


def _told(case: Case, note: Note) -> Outcome:
    place = (Evidence(note.span),) if note.span and len(note.span) else whole(case)
    return Outcome("differs", place, note.text, severity="info" if note.kind == "hidden_text" else None)


@check(
    "F301",
    Text("文稿有未接受的修订或隐藏文字", "open changes or hidden text in the file"),
    severity="warning",
    source="公文定稿后发布：GB/T 9704—2012；文稿中的修订痕迹与隐藏文字应在定稿前处理",
    fires=(f'<w:p><w:r><w:t>⟦{_TITLE}⟧</w:t></w:r></w:p><w:p><w:ins w:id="1" w:author="甲">{_RUN}</w:ins></w:p>',),
    quiet=(f"<w:p><w:r><w:t>{_TITLE}</w:t></w:r></w:p><w:p>{_RUN}</w:p>", f"{_TITLE}\n全年公开信息120条。\n"),
)
def open_changes(case: Case) -> Iterator[Outcome]:
    """The draft holds tracked changes that nobody accepted or rejected; hidden text is told as information.

    文稿里还有没有接受或拒绝的修订；有隐藏文字的，只作提示。
    """
    for note in case.report.document.notes:
        if note.kind in {"tracked_changes", "hidden_text"}:
            yield _told(case, note)


@check(
    "R401",
    Text("有内容没有读出", "something of the file was not read"),
    severity="warning",
    source="通行的勾稽读法：没有读到的内容不能当作相符",
    fires=(f"%PDF\n⟦{_TITLE}⟧\n%picture\n",),
    quiet=(f"%PDF\n{_TITLE}\n",),
)
def not_read(case: Case) -> Iterator[Outcome]:
    """A page is a picture without text, or has too many lines to find its tables: what it says was not checked.

    某一页是没有文字的图片，或线条太多无法找出表格，这一页的内容没有核对。
    """
    for note in case.report.document.notes:
        if note.kind in {"image_page", "table_doubt"}:
            yield _told(case, note)

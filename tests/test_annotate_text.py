"""Plain-text drafts as Markdown: the draft's lines as they are, marks behind the words, nothing of it markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotating import OPTIONS, SLUGS, case, remark, words_of
from gouji.read.text import read_text
from gouji.render.annotate import annotate
from gouji.render.annotate_text import annotate_text, escaped

_HEAD = "\n\n---\n\n## 问题\n\n"
_COMMONMARK = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def shown(markdown: str) -> tuple[list[str], set[str]]:
    """The lines that a reader of the Markdown sees, and what kinds of markup are in it."""
    lines, kinds = [""], set()
    for block in _COMMONMARK.parse(markdown):
        kinds.add(block.type)
        for token in block.children or ():
            kinds.add(token.type)
            if token.type in ("hardbreak", "softbreak"):
                lines.append("")
            lines[-1] += token.content
        if block.type == "paragraph_close":
            lines.append("")
    return [line.strip() for line in lines if line.strip()], kinds - {"paragraph_open", "paragraph_close", "inline"}


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in re.split(r"[\r\n]+", text) if line.strip()]


NASTY = (
    "# 标题\n\n## 报告\n- 公开1355条\n+ 甲\n1. 乙\n12) 丙\n> 引\n===\n---\n***\n"
    "    缩进\n\t制表\n|甲|乙|\n|---|---|\n|1|2|\n"
    "[链接](javascript:alert(1)) ![图](x) <script>alert(1)</script> <!-- 注 -->\n"
    "```\n代码\n~~~\n*斜* __粗__ ~~删~~ `码` &lt; \\x\n"
    "[^9]: 注\n[a]: http://evil.example\n<http://evil.example>\n末尾两空格  \n末行\\\n完\n"
)


def test_nothing_of_the_draft_becomes_markup() -> None:
    document = read_text(NASTY.encode(), "draft.txt")
    body = annotate_text(document, [], "zh").split(_HEAD)[0]
    lines, kinds = shown(body)
    assert lines == lines_of(NASTY)
    assert kinds <= {"text", "text_special", "hardbreak"}


@given(st.text("#-+=>*_`~[]()!<>&|\\:. 19a公\t\n", max_size=60))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    document = read_text(text.encode(), "draft.txt")
    lines, kinds = shown(annotate_text(document, [], "zh").split(_HEAD)[0])
    assert lines == lines_of(text)
    assert kinds <= {"text", "text_special", "hardbreak"}


def test_links_are_not_made_of_addresses() -> None:
    assert escaped("见http://www.example.cn") == r"见http\://www\.example.cn"


def test_marks_stand_behind_the_words() -> None:
    text = "公开信息1355条，其中网站701条。\n- 表格\t12\t13\n"
    document = read_text(text.encode(), "draft.txt")
    remarks = [remark(document, "1355条"), remark(document, "信息1355条", 2), remark(document, "13", 3, after="12")]
    made = annotate_text(document, remarks, "zh")
    assert made.startswith("公开信息1355条[^1][^2]，其中网站701条。\\\n\\- 表格\t12\t13[^3]\n")
    assert r"[^3]: **错误 N903 分项之和与总数不符** 第 2 行「13」" + "\\\n    第一行 \\<b\\>\\&amp;" in made


@pytest.mark.parametrize("slug", SLUGS)
def test_report_has_every_mark_behind_its_words(slug: str) -> None:
    draft, audit, remarks = case(slug, "txt")
    made = annotate(draft, audit, OPTIONS)
    body, notes = made.data.decode().split(_HEAD)
    for number, words in enumerate(words_of(audit, remarks), 1):
        before = re.sub(r"\[\^\d+\]", "", body[: body.index(f"[^{number}]")])
        assert before.endswith(escaped(words))
        assert notes.count(f"[^{number}]: ") == 1
    lines, _ = shown(re.sub(r"\[\^\d+\]", "", body))
    assert [line.strip("\u3000 ") for line in lines] == [
        line.strip("\u3000 ") for line in lines_of(audit.report.document.text)
    ]
    assert made.notes == len(remarks)

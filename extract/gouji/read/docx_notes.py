"""What a user must be told about a Word file itself: unaccepted changes, hidden text, pictures nobody read."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.read.docx_xml import ALTERNATE, RPR, Element, W, branch
from gouji.types import Note, Text

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_STRICT_PICTURE = "{http://purl.oclc.org/ooxml/drawingml/picture}pic"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_OBJECT, _FOREIGN = W + "object", W + "altChunk"


def notes_on(root: Element, hidden: str, name: str) -> tuple[Note, ...]:
    """The notes on a main part; ``hidden`` is the text it hides, which was not read."""
    return (*_changes(root, name), *_hidden(hidden, name), *_unread(root, name))


def _changes(root: Element, name: str) -> Iterator[Note]:
    inserted, deleted, moved, arrived = (_changed(root, W + tag) for tag in ("ins", "del", "moveFrom", "moveTo"))
    moved = max(moved, arrived)
    if inserted or deleted or moved:
        counts = f"插入{inserted}处，删除{deleted}处，移动{moved}处"
        zh = f"{name}：文稿中有未接受的修订（{counts}），已按全部接受后的样子读取。"
        en = (
            f"{name}: the draft has tracked changes nobody accepted yet ({inserted} insertions, {deleted} deletions, "
            f"{moved} moves); it was read as if all were accepted."
        )
        yield Note("tracked_changes", Text(zh, en))


def _changed(root: Element, tag: str) -> int:
    """How often the text is changed so; a paragraph mark, changed with its text, counts only if nothing else is."""
    found = list(root.iter(tag))
    return sum(node.getparent().tag != RPR for node in found) or len(found)


def _hidden(hidden: str, name: str) -> Iterator[Note]:
    count = len("".join(hidden.split()))
    if count:
        zh = f"{name}：文稿中有{count}个字设为隐藏文字，打印时不出现，没有读取。"
        en = f"{name}: {count} characters of the draft are hidden text, which is not printed; they were not read."
        yield Note("hidden_text", Text(zh, en))


def _unread(root: Element, name: str) -> Iterator[Note]:
    pictures = sum(1 for node in root.iter(_PICTURE, _STRICT_PICTURE, _IMAGE) if _counts(node))
    objects = sum(1 for node in root.iter(_OBJECT, _CHART, _FOREIGN) if _counts(node))
    if pictures or objects:
        zh = f"{name}：图片{pictures}幅、图表或嵌入对象{objects}个，其中的文字和数字没有读取。"
        en = f"{name}: {pictures} pictures and {objects} charts or embedded objects; what they say was not read."
        yield Note("unread_part", Text(zh, en))


def _counts(node: Element) -> bool:
    """False for the picture of an embedded object, and for what the unused branch of an alternative repeats."""
    within = node
    for above in node.iterancestors():
        if above.tag == _OBJECT or (above.tag == ALTERNATE and branch(above) is not within):
            return False
        within = above
    return True

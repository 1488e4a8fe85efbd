"""The XML of a Word part: parsing it safely, and what counts as a paragraph, a run and a run's characters.

These definitions are shared by whoever reads a DOCX and whoever writes comments into it, because a place
(``DocxRun``) is only as good as both sides' agreement on how to count. Source: ECMA-376 part 1, clause 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from gouji.types import GoujiError, Text

Element: TypeAlias = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

P, R, T, TBL, TR, TC, VAL = (W + tag for tag in ("p", "r", "t", "tbl", "tr", "tc", "val"))
PPR, RPR, BOX = W + "pPr", W + "rPr", W + "txbxContent"
MATH_R, MATH_T = M + "r", M + "t"
ALTERNATE = _MC + "AlternateContent"
_CHOICE, _FALLBACK = _MC + "Choice", _MC + "Fallback"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"

# Wrappers that change nothing of what is printed; whoever looks for paragraphs, rows or cells looks through them.
_CLEAR = frozenset(W + tag for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))

_STRICT = (
    (b'"http://purl.oclc.org/ooxml/wordprocessingml/main"', W),
    (b'"http://purl.oclc.org/ooxml/officeDocument/math"', M),
)

# Line and cell separators of Document.text must not come from inside a w:t: Word prints them as spaces as well.
_BREAKS = re.compile("[\t\n\r\x85\u2028\u2029]")
_ONE = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",
}
_SYM = W + "sym"
_UNKNOWN_SYMBOL = "\ufffd"
_SYMBOLS = {
    ("wingdings", 0xFE): "☑", ("wingdings", 0xFD): "☒", ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□",
    ("wingdings", 0xFC): "✓", ("wingdings", 0xFB): "✗", ("wingdings", 0x6C): "●", ("wingdings", 0x6E): "■",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x53): "☒", ("wingdings 2", 0x50): "✓", ("wingdings 2", 0xA3): "□",
    ("symbol", 0xB7): "·", ("symbol", 0xB4): "×", ("symbol", 0xA3): "≤", ("symbol", 0xB3): "≥", ("symbol", 0xB1): "±",
}  # fmt: skip


def parse(data: bytes, name: str, part: str) -> Element:
    """The root element of a part, in the transitional namespaces whichever of the two the file uses.

    Entities are never resolved, nothing is fetched; comments and processing instructions are left out.
    Raises GoujiError if the XML is broken, nested too deep, or brings a document type of its own.
    """
    if b"purl.oclc.org" in data:
        for strict, namespace in _STRICT:
            data = data.replace(strict, f'"{namespace[1:-1]}"'.encode())
    if b"<!DOCTYPE" in data:
        raise _doctype(name, part)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(name, part, str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(name, part)
    return root


def _parser() -> Any:
    # huge_tree stays off: its limits (depth 256) are far beyond real drafts, and exceeding them raises.
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )


def _doctype(name: str, part: str) -> GoujiError:
    return GoujiError(
        Text(
            f"{name}：其中的 {part} 带有 DOCTYPE 声明，正常的 Word 文档没有，故不予读取；请用 Word 或 WPS 另存后再试。",
            f"{name}: its {part} declares a DOCTYPE, which no real Word file does; save it again from Word or WPS.",
        )
    )


def _broken(name: str, part: str, why: str) -> GoujiError:
    return GoujiError(
        Text(
            f"{name}：其中的 {part} 不是完好的 XML（{why}），文件可能已损坏；请用 Word 或 WPS 打开修复、另存后再试。",
            f"{name}: its {part} is broken XML ({why}); let Word or WPS repair the file and save it again.",
        )
    )


def paragraphs(root: Element) -> list[Element]:
    """Every ``w:p`` of a part in document order, those in text boxes, fall-backs and deletions included.

    ``DocxRun.paragraph`` is an index into this list.
    """
    return list(root.iter(P))


def runs(paragraph: Element) -> list[Element]:
    """The paragraph's own runs (``w:r``, and ``m:r`` in formulas) in document order; ``DocxRun.run`` indexes this list.

    Runs inside hyperlinks, insertions, deletions, content controls, ruby and both branches of an alternative
    all count; runs of paragraphs nested in the paragraph's text boxes do not.
    """
    found = list(paragraph.iter(R, MATH_R))
    if next(paragraph.iterdescendants(P), None) is None:
        return found
    return [node for node in found if next(node.iterancestors(P)) is paragraph]


def glyphs(run: Element) -> Iterator[tuple[Element, str]]:
    """The run's children that print characters, each with its characters, in order.

    ``w:t`` and ``m:t`` give their text, trimmed unless ``xml:space="preserve"`` and with every tab, line end or line
    separator as one space; ``w:tab`` and ``w:ptab`` one space; ``w:br`` and ``w:cr`` one line feed; ``w:noBreakHyphen``
    "-"; ``w:softHyphen`` U+00AD; ``w:sym`` its character (U+FFFD if unknown). Of an alternative the branch that has
    text. All else (field codes, deleted text, drawings, note references) has no character.
    """
    for each in run:
        tag = each.tag
        if tag in (T, MATH_T):
            yield each, _text(each)
        elif tag in _ONE:
            yield each, _ONE[tag]
        elif tag == _SYM:
            yield each, _symbol(each)
        elif tag == ALTERNATE:
            chosen = branch(each)
            if chosen is not None:
                yield from glyphs(chosen)


def child(node: Element | None, tag: str) -> Element | None:
    """The first child with this tag; much faster than ``find``, and a paragraph is asked several times."""
    return next(node.iterchildren(tag), None) if node is not None else None


def run_text(run: Element) -> str:
    """The characters of a run, that is of its ``glyphs``; ``DocxRun.start`` and ``stop`` are offsets into this string.

    ``Document.text`` repeats them one for one where it has them; it leaves out U+00AD, and in table cells line feeds.
    """
    plain = plain_text(run)
    return "".join([text for _, text in glyphs(run)]) if plain is None else plain


def plain_text(run: Element) -> str | None:
    """The characters of a run that is only its properties and one ``w:t``, as nearly all are; None of any other."""
    count = len(run)
    if not 0 < count < 3 or (count == 2 and run[0].tag != RPR):
        return None
    last = run[-1]
    return _text(last) if last.tag == T else None


def _text(node: Element) -> str:
    text = str(node.text or "")
    if node.tag == T and node.get(_PRESERVE) != "preserve":
        text = text.strip(" \t\r\n")
    return _BREAKS.sub(" ", text) if _BREAKS.search(text) else text


def _symbol(node: Element) -> str:
    font = (node.get(W + "font") or "").lower()
    try:
        code = int(node.get(W + "char") or "", 16)
    except ValueError:
        return _UNKNOWN_SYMBOL
    known = _SYMBOLS.get((font, code & 0xFF if code >= 0xF000 else code))
    if known:
        return known
    printable = 0x20 < code < 0xD800 or 0xF900 <= code < 0xFFFE
    return chr(code) if printable and not font.startswith(("wingdings", "webdings", "symbol")) else _UNKNOWN_SYMBOL


def branch(alternate: Element) -> Element | None:
    """Of an ``mc:AlternateContent`` the first choice that holds text, else the fall-back; both say the same."""
    for choice in alternate.iterchildren(_CHOICE):
        if next(choice.iter(T, MATH_T), None) is not None:
            return choice
    return alternate.find(_FALLBACK)


def members(node: Element, *wanted: str) -> Iterator[Element]:
    """The nearest descendants with one of the tags, through wrappers that print nothing, in order."""
    for each in node:
        tag = each.tag
        if tag in wanted:
            yield each
        elif tag == ALTERNATE:
            chosen = branch(each)
            if chosen is not None:
                yield from members(chosen, *wanted)
        elif tag in _CLEAR:
            yield from members(each, *wanted)


def text_boxes(node: Element) -> Iterator[Element]:
    """The ``w:txbxContent`` elements of a drawing or picture, each once, outermost only."""
    for each in node:
        if each.tag == BOX:
            yield each
        elif each.tag == ALTERNATE:
            chosen = branch(each)
            if chosen is not None:
                yield from text_boxes(chosen)
        else:
            yield from text_boxes(each)


def switched_on(properties: Element | None, tag: str) -> bool | None:
    """The state of an on/off property (ECMA-376 17.17.4), None where it is not stated."""
    found = child(properties, tag)
    if found is None:
        return None
    return found.get(VAL, "true") not in ("0", "false", "off")


def number(properties: Element | None, tag: str, default: int, most: int = 1000) -> int:
    """The whole number in ``w:val`` of a child, at least 0, at most ``most``; ``default`` if absent or no number."""
    found = child(properties, tag)
    value = found.get(VAL, "") if found is not None else ""
    return min(int(value), most) if value.isascii() and value.isdigit() else default

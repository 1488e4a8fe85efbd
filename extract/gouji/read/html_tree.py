"""HTML to an element tree: decoded first, parsed without network or entities, and never cut off silently."""

from __future__ import annotations

import re
from html.parser import HTMLParser as PlainParser

from lxml import etree

from gouji.read.decode import Decoded, decode

# libxml2 stops at depth 256 and at text nodes of 10 MB. Deeper elements are left out of the tree, their text is not.
_DEEPEST = 120


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_VOID = _names("area base br col embed hr img input link meta param source track wbr")
BLOCKS = _names(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre section
    summary table tbody td tfoot th thead tr ul xmp"""
)
INVISIBLE = _names(
    """applet area audio base button canvas col colgroup datalist embed frameset head iframe img input link map meta
    meter noembed noframes noscript object optgroup option param progress script select source style svg template
    textarea title track video"""
)
_NAME = re.compile(r"[a-z][a-z0-9]*")
# Characters XML cannot hold; the tree, and so every place, is that of the text with these replaced one to one.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20)])


def parse_page(data: bytes, charset: str | None = None) -> tuple[etree._Element | None, Decoded]:
    """The page's root element and how its bytes were decoded; None if there is no element in it.

    Every ``HtmlText.xpath`` of a document refers to this tree. ``charset`` is the one named outside the page.
    """
    decoded = decode(data, charset)
    text, written = _xml(decoded.text)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root = etree.fromstring(written, parser)
    except etree.XMLSyntaxError:
        return None, decoded
    if any("XML_PARSE_HUGE" in entry.message for entry in parser.error_log):
        root = _flattened(text)
    return root, decoded


def _xml(text: str) -> tuple[str, bytes]:
    """``text`` without characters XML cannot hold, and its bytes, where such are found ten times faster."""
    written = text.encode("utf-8", "replace")
    if len(written.translate(None, _CONTROLS)) < len(written) or b"\xef\xbf" in written:
        text = _NOT_XML.sub("\ufffd", text)
        written = text.encode("utf-8", "replace")
    return text, written


def _flattened(text: str) -> etree._Element:
    """The tree of a page nested deeper than libxml2 goes: elements below a certain depth are dropped, text is kept."""
    parser = _Flattener()
    parser.feed(text)
    parser.close()
    return parser.root


class _Flattener(PlainParser):
    """Builds a tree of bounded depth with the parser of the standard library, which has no limit of depth."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = etree.Element("html")
        self._open = [etree.SubElement(self.root, "body")]
        self._deeper: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("html", "body") or not _NAME.fullmatch(tag):
            return
        if len(self._open) >= _DEEPEST and tag not in _VOID and tag not in INVISIBLE:
            self._deeper.append(tag)
            if tag in BLOCKS:
                etree.SubElement(self._open[-1], "br")
            return
        element = etree.SubElement(self._open[-1], tag)
        for key, value in attrs:
            if _NAME.fullmatch(key):
                element.set(key, _NOT_XML.sub("\ufffd", value or ""))
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._deeper[-20:]:
            while self._deeper.pop() != tag:
                pass
            return
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        parent, data = self._open[-1], _NOT_XML.sub("\ufffd", data)
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data

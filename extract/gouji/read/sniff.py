"""What a file is, told by its content; its extension is never looked at (a .doc may be HTML, a .wps may be a .docx)."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from gouji.types import GoujiError, Text

Kind = Literal["pdf", "docx", "mhtml", "bytes"]

_PDF_WITHIN = 1024
_MHTML = re.compile(rb"^(?:MIME-Version|Content-Type:\s*(?:multipart/|text/html))", re.I | re.M)
_TAG = (
    r"html|head|body|title|meta|link|style|script|base|table|tbody|tr|td|th|div|p|span|font|center|h[1-6]|article|section|main"
    r"|header|footer|nav|aside|ul|ol|li|dl|form|br|hr|b|strong|a|img|pre|frameset|iframe"
)
_OPENS_AS_HTML = re.compile(
    rf"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+<(?:!doctype\s+html|(?:{_TAG})(?=[\s/>]))", re.I | re.S
)
_HTML_INSIDE = re.compile(
    r"<!doctype\s+html|<(?:html|body|table|div|p|span|td|h[1-6])(?:\s[^<>]*)?>|</(?:html|body|table|div|p|td)>", re.I
)
_XML = re.compile(r"\s*<\?xml\b", re.I)
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd-\uffff]")
_SAMPLE = 1_000_000

# (how the file begins, what it is); the remedy is the same for all.
_REFUSED = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Text(
            "旧版 .doc 或 .wps 文档（也可能是加了密码的文档）", "an old .doc or .wps document (or one with a password)"
        ),
    ),
    (b"{\\rtf", Text("RTF 文档", "an RTF document")),
    (b"\x89PNG", Text("PNG 图片", "a PNG image")),
    (b"\xff\xd8\xff", Text("JPEG 图片", "a JPEG image")),
    (b"GIF8", Text("GIF 图片", "a GIF image")),
    (b"BM", Text("BMP 图片", "a BMP image")),
    (b"II*\0", Text("TIFF 图片", "a TIFF image")),
    (b"MM\0*", Text("TIFF 图片", "a TIFF image")),
    (b"Rar!", Text("RAR 压缩包", "a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Text("7z 压缩包", "a 7z archive")),
    (b"\x1f\x8b", Text("gzip 压缩文件", "a gzip file")),
)
_IN_ZIP = (
    ("ofd.xml", Text("OFD 版式文件", "an OFD file")),
    ("xl/workbook.xml", Text("Excel 表格", "an Excel workbook")),
    ("ppt/presentation.xml", Text("PowerPoint 演示文稿", "a PowerPoint presentation")),
    ("content.xml", Text("OpenDocument 文档", "an OpenDocument file")),
)


def sniff(data: bytes, name: str) -> Kind:
    """The kind of a file; ``bytes`` if only decoding can tell (HTML or plain text).

    Raises GoujiError, naming the format, for an empty file and for formats that are not read.
    """
    if not data.strip(b"\0 \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise GoujiError(
            Text(f"{name} 是空文件，请换一份有内容的报告。", f"{name} is empty; please give a report that has content.")
        )
    if b"%PDF-" in data[: _PDF_WITHIN + 5]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data, name)
    for start, what in _REFUSED:
        if data.startswith(start) and not (start == b"BM" and data[6:10] != b"\0\0\0\0"):
            raise _not_read(name, what)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise _not_read(name, Text("WebP 图片", "a WebP image"))
    return "mhtml" if _MHTML.match(data.lstrip()[:200]) or _saved_page(data) else "bytes"


def _saved_page(data: bytes) -> bool:
    head = data[:4096]
    return head.startswith((b"From:", b"Subject:", b"Date:")) and bool(_MHTML.search(head))


def _zip(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {member.replace("\\", "/").lower() for member in package.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError) as error:
        raise GoujiError(
            Text(
                f"{name} 已损坏，无法打开，请重新获取或重新保存。",
                f"{name} is damaged and cannot be opened; please save or fetch it again.",
            )
        ) from error
    if any(re.fullmatch(r"word/document\d*\.xml", member) for member in names):
        return "docx"
    for member, what in _IN_ZIP:
        if member in names:
            raise _not_read(name, what)
    raise GoujiError(
        Text(
            f"{name} 是压缩包，不是 Word 文档，请先解压，再检查其中的报告。",
            f"{name} is a zip archive, not a Word document; please unpack it and check the reports in it.",
        )
    )


def _not_read(name: str, what: Text) -> GoujiError:
    return GoujiError(
        Text(
            f"{name} 是{what.zh}，本程序读不了，请另存为 .docx 或 PDF 后再检查。",
            f"{name} is {what.en}, which is not read; please save it as .docx or PDF.",
        )
    )


def is_html(text: str, name: str) -> bool:
    """True if a decoded file is a page or a piece of one; False for plain text.

    Raises GoujiError for other XML and for what is no readable text at all.
    """
    if _OPENS_AS_HTML.match(text) or len(_HTML_INSIDE.findall(text[:_SAMPLE])) > 1:
        return True
    if _XML.match(text):
        raise _not_read(name, Text("XML 文件", "an XML file"))
    if len(_UNPRINTABLE.findall(text[:_SAMPLE])) * 20 > len(text[:_SAMPLE]):
        raise GoujiError(
            Text(
                f"{name} 不是可读的文档，请提供 PDF、.docx、网页或纯文本。",
                f"{name} is no readable document; please give a PDF, a .docx, a web page or plain text.",
            )
        )
    return False

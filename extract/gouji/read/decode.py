"""Bytes to text: the encoding is proved by decoding strictly, a label in the file is only a hint.

Government pages label themselves gb2312 or gbk and contain characters of gb18030 (a superset of both); a parser that
believes the label cuts the text at the first such character. So the file is decoded here, before any parser sees it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABEL = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,20})""", re.I
)
_HAN_IN_UTF8 = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")
_SAMPLE = 20_000
# The commonest characters of Chinese running text and of office Chinese, in both scripts: text decoded with the wrong
# double-byte encoding is made of rare ones.
_COMMON = (
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會"
    "可主发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部"
    "度家府政公开開信息關关數数二四請请務务理，。、"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded file without its byte order mark; ``repaired`` if some bytes had to be replaced by U+FFFD."""

    text: str
    encoding: str
    repaired: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode ``data``: byte order mark, UTF-8, the declared encoding, gb18030 or big5, each strictly; else with losses.

    ``declared`` is an encoding named outside the file (a MIME header); labels inside it are looked up. Never fails.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _forced(data[len(bom) :], encoding)
    label = _python_name(declared or _label(data))
    return (
        _wide(data)
        or _strict(data, "utf-8")
        or _damaged_utf8(data)
        or _double_byte(data, label)
        or _forced(data, "gb18030")
    )


def _label(data: bytes) -> str | None:
    found = _LABEL.search(data[:4096])
    return found.group(1).decode("ascii", "replace") if found else None


def _python_name(label: str | None) -> str:
    try:
        name = codecs.lookup(label or "").name
    except LookupError:
        return ""
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _forced(data: bytes, encoding: str) -> Decoded:
    return _strict(data, encoding) or Decoded(data.decode(encoding, "replace"), encoding, repaired=True)


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark: NULs, and hardly a control character once decoded."""
    nuls = data[:4096].count(0)
    if not nuls or len(data) % 2 or (nuls * 10 < len(data[:4096]) and _strict(data, "utf-8")):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        found = _strict(data, encoding)
        if found and commonness(found.text) > 0.05 and "\0" not in found.text[:_SAMPLE]:
            return found
    return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes (a file cut off inside a character): still UTF-8, whatever gb18030 makes of it."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if len(_HAN_IN_UTF8.findall(data)) >= 5 * wrong:
        return Decoded(text, "utf-8", repaired=True)
    return None


def _double_byte(data: bytes, label: str) -> Decoded | None:
    """gb18030 or big5. Most bytes are valid in both, so without a label the one that gives common words wins."""
    order = ("big5hkscs", "gb18030") if label.startswith("big5") else ("gb18030", "big5hkscs")
    found = [decoded for encoding in order if (decoded := _strict(data, encoding))]
    if label in order:
        return found[0] if found else None
    return max(found, key=lambda decoded: commonness(decoded.text), default=None)


def commonness(text: str) -> float:
    """Share of the commonest Chinese characters among the non-ASCII characters at the beginning of ``text``."""
    sample = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return sum(char in _COMMON for char in sample) / len(sample) if sample else 0.0

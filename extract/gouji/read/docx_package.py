"""The zip container of a DOCX (ECMA-376 part 2): its parts, how they are related, and what is refused."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import BadZipFile, ZipFile, ZipInfo

from gouji.read.docx_xml import parse
from gouji.types import GoujiError, Text

# A year's report is far below 10 MB of XML; the limits only keep a crafted file from filling the memory.
_MOST_BYTES = 200 * 1024 * 1024
_MOST_RATIO, _RATIO_FROM = 300, 8 * 1024 * 1024
_MOST_ENTRIES = 20_000
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_LOCKED = 0x1


@dataclass(frozen=True, slots=True)
class Package:
    """An opened container; ``parts`` by their names as ``DocxRun.part`` has them, with "/" and no leading one."""

    name: str
    archive: ZipFile
    parts: Mapping[str, ZipInfo]

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises GoujiError if it is missing, locked, damaged or swells beyond reason."""
        info = self.parts.get(part)
        if info is None:
            raise _missing(self.name, part)
        if info.flag_bits & _LOCKED:
            raise _locked(self.name)
        if info.file_size > _RATIO_FROM and info.file_size > _MOST_RATIO * max(info.compress_size, 1):
            raise _bomb(self.name)
        try:
            return self.archive.read(info)
        except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise _damaged(self.name, part) from error

    def main_part(self) -> str:
        """The name of the part with the body, by its relationship: usually, but not always, word/document.xml."""
        part = self.related("", "officeDocument")
        if part is None or part not in self.parts:
            part = "word/document.xml"
        if part not in self.parts or part.startswith(("xl/", "ppt/")):
            raise _not_word(self.name, part)
        return part

    def related(self, part: str, kind: str) -> str | None:
        """The part that ``part`` ("" for the whole package) names as its ``kind``: styles, numbering, footnotes."""
        folder, _, leaf = part.rpartition("/")
        listing = join(folder, "_rels", f"{leaf}.rels")
        if listing not in self.parts:
            return None
        for node in parse(self.read(listing), self.name, listing):
            if node.get("Type", "").rpartition("/")[2] == kind and node.get("TargetMode") != "External":
                return _resolved(dirname(part), node.get("Target", ""), self.parts)
        return None


def open_package(data: bytes, name: str) -> Package:
    """Opens the zip of a DOCX. Raises GoujiError if it is none, cut off, locked by a password, or a bomb."""
    if data.startswith(_OLE):
        raise _locked(name) if "EncryptedPackage".encode("utf-16-le") in data else _old_word(name)
    try:
        archive = ZipFile(BytesIO(data))
        infos = archive.infolist()
    except (BadZipFile, EOFError, OSError, RuntimeError, ValueError, IndexError) as error:
        raise _cut_off(name) if data.startswith(_ZIP) else _not_docx(name) from error
    xml = sum(info.file_size for info in infos if info.filename.lower().endswith((".xml", ".rels")))
    if xml > _MOST_BYTES or len(infos) > _MOST_ENTRIES:
        raise _bomb(name)
    return Package(name, archive, {info.filename.replace("\\", "/").lstrip("/"): info for info in infos})


def _resolved(folder: str, target: str, parts: Mapping[str, ZipInfo]) -> str | None:
    path = normpath(join("/" + folder, target.replace("\\", "/"))).lstrip("/")
    return path if path in parts else None


def _error(name: str, zh: str, en: str) -> GoujiError:
    return GoujiError(Text(f"{name}：{zh}", f"{name}: {en}"))


def _not_docx(name: str) -> GoujiError:
    return _error(
        name,
        "不是 DOCX 文件；请用 Word 或 WPS 打开后另存为 .docx 再试。",
        "is not a DOCX file; open it in Word or WPS and save it as .docx.",
    )


def _cut_off(name: str) -> GoujiError:
    return _error(
        name,
        "文件不完整，可能没有下载或传输完；请重新取得这份文件后再试。",
        "is cut off, perhaps a download that did not finish; get the file again.",
    )


def _old_word(name: str) -> GoujiError:
    return _error(
        name,
        "是旧版 Office 格式，不是 DOCX；请用 Word 或 WPS 另存为 .docx 后再试。",
        "is in the old Office format, not DOCX; save it as .docx from Word or WPS.",
    )


def _locked(name: str) -> GoujiError:
    return _error(
        name,
        "设有打开密码，无法读取；请在 Word 或 WPS 中取消密码后再试。",
        "is locked with a password; remove the password in Word or WPS and try again.",
    )


def _damaged(name: str, part: str) -> GoujiError:
    return _error(
        name,
        f"其中的 {part} 已损坏，无法解压；请重新取得这份文件，或用 Word、WPS 打开修复后另存。",
        f"its {part} is damaged and cannot be unpacked; get the file again, or repair and save it in Word or WPS.",
    )


def _missing(name: str, part: str) -> GoujiError:
    return _error(
        name,
        f"缺少 {part}，不是完整的 Word 文档；请用 Word 或 WPS 打开后另存为 .docx 再试。",
        f"has no {part}, so it is not a complete Word document; save it as .docx from Word or WPS.",
    )


def _not_word(name: str, part: str) -> GoujiError:
    if part.startswith(("xl/", "ppt/")):
        return _error(
            name,
            "是表格或演示文稿，不是 Word 文档；请换成报告的 Word 文件再试。",
            "is a spreadsheet or a presentation, not a Word document; give the report's Word file instead.",
        )
    return _missing(name, "word/document.xml")


def _bomb(name: str) -> GoujiError:
    return _error(
        name,
        "解压后大得不合常理，为安全起见不予读取；请用 Word 或 WPS 打开核实后另存再试。",
        "swells beyond reason when unpacked and is not read for safety; check it in Word or WPS and save it again.",
    )

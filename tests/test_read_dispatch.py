"""Dispatch by content: what each kind of file is taken for, and one clear sentence for what is not read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from gouji.read import LARGEST, read, read_bytes
from gouji.read.decode import decode
from gouji.read.sniff import is_html, sniff
from gouji.types import GoujiError


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            package.writestr(name, "x" * 1000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\0junk" * 100 + b"%PDF-1.4", "pdf"),
        (archive("[Content_Types].xml", "word/document.xml"), "docx"),
        (archive("word/document2.xml"), "docx"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "mhtml"),
        (b"From: <x>\r\nSubject: y\r\nMIME-Version: 1.0\r\n\r\n", "mhtml"),
        ("青岚县".encode(), "bytes"),
        (b"<html>", "bytes"),
        (b"BMW 3", "bytes"),
    ],
)
def test_kinds(data: bytes, kind: str) -> None:
    assert sniff(data, "x") == kind


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("<!DOCTYPE html><p>x", True),
        ("\n <?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", True),
        ("<!-- saved --><HTML>", True),
        ("<table><tr><td>1", True),
        ("报告<p>一</p>", True),
        ("根据<中华人民共和国政府信息公开条例>公布。", False),
        ("| 商业<br>企业 | 科研<br>机构 |\n|---|---|\n| 0 | 1 |", False),
        ("a < b > c", False),
    ],
)
def test_pages_and_plain_text(text: str, page: bool) -> None:
    assert is_html(text, "x") is page


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空文件"),
        (b"\xef\xbb\xbf \r\n", "空文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc"),
        (rb"{\rtf1\ansi x}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
        (archive("OFD.xml", "Doc_0/Document.xml"), "OFD"),
        (archive("xl/workbook.xml"), "Excel"),
        (archive("a.pdf", "b.docx"), "解压"),
        (archive(), "解压"),
        (archive("word/document.xml")[:300], "损坏"),
        (b"PK\x03\x04" + b"\0" * 50, "损坏"),
        (b"<?xml version='1.0'?><w:wordDocument/>", "XML"),
        (bytes(range(256)) * 40, "不是可读"),
        (b"\0" * 5000, "空文件"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 60 + bytes(range(128, 256)) * 9, "不是可读"),
    ],
)
def test_refusals_name_the_file_and_the_reason(data: bytes, says: str) -> None:
    with pytest.raises(GoujiError) as caught:
        read_bytes(data, "年报.pdf")
    text = caught.value.text
    assert text.zh.startswith("年报.pdf ") and says in text.zh and text.zh.endswith("。")
    assert text.en.startswith("年报.pdf ") and text.en.endswith(".")


def test_the_name_is_the_base_name(tmp_path: Path) -> None:
    path = tmp_path / "县" / "年报.docx"
    path.parent.mkdir()
    path.write_text("一、总体情况\n公开3条。\n", encoding="gb18030")
    found = read(path)
    assert (found.name, found.format) == ("年报.docx", "txt")
    assert len(found.sha256) == 64


def test_folders_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="文件夹"):
        read(tmp_path)
    with pytest.raises(GoujiError, match=r"找不到文件 none\.pdf"):
        read(tmp_path / "none.pdf")
    with pytest.raises(GoujiError):
        read(tmp_path / "a\0b")


def test_a_huge_file_is_refused_by_its_size_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.pdf"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(GoujiError, match="100 MB"):
        read(path)


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "denied")

    (tmp_path / "a.txt").write_text("x")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(GoujiError, match=r"打不开文件 a\.txt"):
        read(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "repaired"),
    [
        ("公开".encode(), None, "utf-8", False),
        ("公开条例".encode("gb18030"), "gb2312", "gb18030", False),
        ("公开信息的工作".encode("gb18030"), None, "gb18030", False),
        ("公開資訊的工作".encode("big5"), None, "big5hkscs", False),
        ("公开信息的工作".encode("gb18030"), "nonsense", "gb18030", False),
        ("公开信息的工作情况".encode()[:-1], None, "utf-8", True),
        ("公开信息的工作".encode("gb18030") + b"\xff\xff", "gbk", "gb18030", True),
    ],
)
def test_decoding(data: bytes, declared: str | None, encoding: str, repaired: bool) -> None:
    found = decode(data, declared)
    assert (found.encoding, found.repaired) == (encoding, repaired)
    assert found.text.startswith("公")

"""Notes as other programs see them: LibreOffice's comments of a DOCX, pdfium's glyphs under a PDF's highlights."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

SOFFICE = shutil.which("soffice")
QPDF = shutil.which("qpdf")
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = (_TEXT + "tracked-changes", _TEXT + "note-citation", _OFFICE + "annotation")


class Seen(NamedTuple):
    """A note: the words it stands on, who wrote it, and what it says."""

    words: str
    author: str
    says: str


def comments_of(docx: bytes, folder: Path) -> list[Seen]:
    """The comments LibreOffice reads from a DOCX, in reading order."""
    return [seen for found in comments_of_all({"draft": docx}, folder).values() for seen in found]


def comments_of_all(drafts: dict[str, bytes], folder: Path) -> dict[str, list[Seen]]:
    """Several drafts in one start of LibreOffice."""
    for name, docx in drafts.items():
        (folder / f"{name}.docx").write_bytes(docx)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in drafts]
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "odt", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: list(_annotations((folder / f"{name}.odt").read_bytes())) for name in drafts}


def _annotations(odt: bytes) -> Iterator[Seen]:
    with zipfile.ZipFile(io.BytesIO(odt)) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    text, starts, ends = _walked(root)
    for node in root.iter(_OFFICE + "annotation"):
        name = node.get(_OFFICE + "name")
        says = "\n".join("".join(each.itertext()) for each in node.iter(_TEXT + "p"))
        words = text[starts[name] : ends.get(name, starts[name])]
        yield Seen(words, node.findtext(_DC + "creator") or "", says)


def _walked(root: Any) -> tuple[str, dict[Any, int], dict[Any, int]]:
    """The document's characters, and where annotations begin and end in them."""
    chars: list[str] = []
    starts: dict[Any, int] = {}
    ends: dict[Any, int] = {}

    def walk(node: Any) -> None:
        if node.tag == _OFFICE + "annotation":
            starts[node.get(_OFFICE + "name")] = len(chars)
        elif node.tag == _OFFICE + "annotation-end":
            ends[node.get(_OFFICE + "name")] = len(chars)
        elif node.tag == _TEXT + "s":
            chars.extend(" " * int(node.get(_TEXT + "c", "1")))
        if node.tag not in _SKIPPED:
            chars.extend(node.text or "")
            for each in node:
                walk(each)
                chars.extend(each.tail or "")

    walk(root)
    return "".join(chars), starts, ends


class Highlight(NamedTuple):
    """A highlight of a PDF: its page from 1, the glyphs under it, its note and its name."""

    page: int
    words: str
    says: str
    name: str


def highlights_of(pdf: bytes, password: str = "") -> list[Highlight]:
    """What pypdf finds of highlights, and the characters pdfium has in the middle of their quads."""
    import pypdf
    import pypdfium2

    reader = pypdf.PdfReader(io.BytesIO(pdf), password=password or None)
    document = pypdfium2.PdfDocument(pdf, password=password or None)
    found = []
    for index, page in enumerate(reader.pages):
        glyphs = _glyphs(document[index])
        for note in (each.get_object() for each in page.get("/Annots", [])):
            if note["/Subtype"] == "/Highlight":
                assert note["/Popup"]["/Parent"].get_object() == note
                points = [float(value) for value in note["/QuadPoints"]]
                quads = [points[k : k + 8] for k in range(0, len(points), 8)]
                words = "".join(char for quad in quads for char, x, y in glyphs if _within(x, y, quad))
                found.append(Highlight(index + 1, words, str(note["/Contents"]), str(note["/NM"])))
    return found


def _glyphs(page: Any) -> list[tuple[str, float, float]]:
    """Every character that is no white space, with the middle of its box in user space."""
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        if char.strip():
            left, foot, right, head = text.get_charbox(index, loose=True)
            found.append((char, (left + right) / 2, (foot + head) / 2))
    return found


def _within(x: float, y: float, quad: list[float]) -> bool:
    xs, ys = quad[0::2], quad[1::2]
    return min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys)


def clean(pdf: bytes, path: Path, password: str = "") -> bool:
    """True if qpdf finds nothing wrong with the file."""
    path.write_bytes(pdf)
    command = [str(QPDF), f"--password={password}", "--check", str(path)]
    return subprocess.run(command, capture_output=True, timeout=60).returncode == 0

"""Stage 1, bytes to Document. The reader is chosen by the file's content, never by its extension."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from gouji.types import Document, GoujiError, Text

Engine = Literal["pdfium", "pdfplumber"]
LARGEST = 100 * 1024 * 1024


def read(path: Path, *, engine: Engine = "pdfium") -> Document:
    """Read the report at ``path``; ``engine`` is the PDF engine. The document's name is the file's base name.

    Raises GoujiError for a file that cannot be opened, is empty, larger than 100 MB, or of a format that is not read.
    """
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise GoujiError(
                Text(f"{name} 是文件夹，请给出其中的报告文件。", f"{name} is a folder; please name a report in it.")
            )
        _check_size(path.stat().st_size, name)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise GoujiError(
            Text(f"找不到文件 {name}，请检查路径。", f"There is no file {name}; please check the path.")
        ) from error
    except (OSError, ValueError) as error:
        raise GoujiError(
            Text(
                f"打不开文件 {name}，请检查路径和读取权限。",
                f"{name} cannot be opened; please check its path and permissions.",
            )
        ) from error
    return read_bytes(data, name, engine=engine)


def read_bytes(data: bytes, name: str, *, engine: Engine = "pdfium") -> Document:
    """Read a report from memory; ``name`` is the document's name. Raises GoujiError as ``read`` does."""
    from gouji.read.sniff import sniff

    _check_size(len(data), name)
    kind = sniff(data, name)
    if kind == "pdf":
        from gouji.read.pdf import read_pdf

        return read_pdf(data, name, engine=engine)
    if kind == "docx":
        from gouji.read.docx import read_docx

        return read_docx(data, name)
    return _read_decoded(data, name, saved_page=kind == "mhtml")


def _read_decoded(data: bytes, name: str, *, saved_page: bool) -> Document:
    from gouji.read.decode import decode
    from gouji.read.sniff import is_html

    if saved_page or is_html(decode(data).text, name):
        from gouji.read.html import read_html

        return read_html(data, name, saved_page=saved_page)
    from gouji.read.text import read_text

    return read_text(data, name)


def _check_size(size: int, name: str) -> None:
    if size > LARGEST:
        raise GoujiError(
            Text(
                f"{name} 超过 100 MB，不像一份年度报告，请检查是否选错了文件。",
                f"{name} is larger than 100 MB, too large for a report; please check that it is the right file.",
            )
        )

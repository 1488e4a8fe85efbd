"""Reports as PDF, printed by Chromium (of our print page) or by LibreOffice (of the DOCX).

No two runs of these programs give the same bytes: the corpus keeps the PDFs as they were made once.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from ..reports import Report
from . import docx, html

STYLES = ("chromium", "libreoffice")
_CHROMIUM = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_SECONDS = 120


def render(report: Report, style: str) -> bytes:
    """The file in bytes. Raises RuntimeError if the program is not installed or prints nothing."""
    with tempfile.TemporaryDirectory() as folder:
        made = _print(report, style, Path(folder))
        if not made.exists():
            raise RuntimeError(f"{style} printed nothing for {report.slug}")
        return made.read_bytes()


def _print(report: Report, style: str, folder: Path) -> Path:
    made = folder / "report.pdf"
    if style == "chromium":
        source = folder / "report.html"
        source.write_bytes(html.render(report, "print"))
        profile = f"--user-data-dir={folder / 'profile'}"
        _run("chromium", *_CHROMIUM, profile, "--no-pdf-header-footer", f"--print-to-pdf={made}", source.as_uri())
    else:
        source = folder / "report.docx"
        source.write_bytes(docx.render(report, report.styles["docx"]))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source))
    return made


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise RuntimeError(f"{program} is not installed; the kept PDFs need it only when they are made anew")
    subprocess.run([found, *arguments], check=True, capture_output=True, timeout=_SECONDS)

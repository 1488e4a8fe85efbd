"""Speed as ratios measured in one run: python scripts/bench.py [--rounds N] [REPORT…] (default: corpora/reports)."""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "extract"), str(ROOT / "models")]


def interleaved(calls: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The median seconds of each call, warm; taking turns, so that a slow moment of the machine meets all of them."""
    times: list[list[float]] = [[] for _ in calls]
    for number in range(rounds + 1):
        for call, kept in zip(calls, times, strict=True):
            start = time.perf_counter()
            call()
            if number:  # the first round only warms up
                kept.append(time.perf_counter() - start)
    return [median(kept) for kept in times]


def with_pdfplumber(data: bytes) -> None:
    """pdfplumber's own text and tables of every page: the yardstick."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()


def bench_pdfs(files: Sequence[Path], rounds: int) -> None:
    from gouji.pipeline import audit_bytes

    ours = theirs = 0.0
    for file in files:
        data = file.read_bytes()
        mine, other = interleaved([lambda d=data: audit_bytes(d, "x.pdf"), lambda d=data: with_pdfplumber(d)], rounds)
        ours, theirs = ours + mine, theirs + other
        print(
            f"PDF   {label(file):40} {mine * 1000:7.1f} ms  pdfplumber {other * 1000:7.1f} ms  ratio {mine / other:.2f}"
        )
    if files:
        print(f"PDF   whole check / pdfplumber text + tables, {len(files)} files: {ours / theirs:.2f}  (target 0.30)")


def bench_html(files: Sequence[Path], rounds: int) -> None:
    from gouji.pipeline import audit_bytes

    every: list[float] = []
    for file in files:
        data = file.read_bytes()
        (taken,) = interleaved([lambda d=data: audit_bytes(d, "x.html")], rounds)
        every.append(taken)
        print(f"HTML  {label(file):40} {taken * 1000:7.1f} ms  (target 30)")
    if every:
        print(f"HTML  whole check, median of {len(files)} files: {median(every) * 1000:.1f} ms  (target 30)")


def bench_narrative(files: Sequence[Path], rounds: int) -> None:
    """Sections, sentences, figures, parts and keys of a document that is read, against jieba's cutting of its prose."""
    import jieba

    from gouji.pipeline import FAMILY
    from gouji.prose.narrative import read_narrative
    from gouji.prose.phrases import load_phrases
    from gouji.read import read
    from gouji.segment.sections import outline
    from gouji.segment.wording import load_wording

    jieba.initialize()
    wording, phrases = load_wording(FAMILY), load_phrases(FAMILY)
    every: list[float] = []
    for file in files:
        document = read(file)
        shape = outline(document, wording)
        prose = [sentence.span.of(document.text) for sentence in shape.sentences]
        calls: list[Callable[[], object]] = [
            lambda d=document: read_narrative(d, outline(d, wording), phrases, "2021"),
            lambda p=prose: [jieba.lcut(one) for one in p],
        ]
        ours, theirs = interleaved(calls, rounds)
        every.append(ours)
        pair = f"{ours * 1000:7.1f} ms  jieba.lcut {theirs * 1000:7.1f} ms"
        print(f"prose {label(file):40} {pair}  ratio {ours / theirs:.2f}")
    if every:
        print(f"prose all of it, median of {len(files)} files: {median(every) * 1000:.1f} ms  (target 10)")


def bench_help(rounds: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "extract")}
    command = [sys.executable, "-m", "gouji", "--help"]
    call = lambda: subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: E731
    (taken,) = interleaved([call], rounds)
    print(f"help  gouji --help: {taken:.3f} s  (target 0.150)")


def label(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    files = options.files or sorted((ROOT / "corpora" / "reports").glob("*/report.*"))
    kinds = {kind: [file for file in files if file.suffix == f".{kind}"] for kind in ("pdf", "html")}
    bench_pdfs(kinds["pdf"], options.rounds)
    bench_html(kinds["html"], options.rounds)
    bench_narrative(kinds["html"], options.rounds)
    bench_help(options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

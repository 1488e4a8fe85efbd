"""Where the corpora stand and how they are split: by the last digit of a text's number, once and for all."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from . import markup
from .reports import Report, load_all

Split = Literal["train", "dev", "test", "open", "all"]
ROOT = Path(__file__).resolve().parents[2] / "corpora"
_DIGITS = {"train": "012345", "dev": "67", "test": "89", "open": "01234567", "all": "0123456789"}


def belongs(name: str, split: Split) -> bool:
    """Is the text in the part ``split``? Its number's last digit decides: 0-5 train, 6-7 dev, 8-9 the frozen test.

    ``open`` is train and dev together: all that may be looked at.
    """
    numbers = re.findall(r"\d+", name.rpartition("/")[2])
    return bool(numbers) and numbers[-1][-1] in _DIGITS[split]


def narratives(split: Split = "dev", sample: int = 1, root: Path | None = None) -> Iterator[markup.Narrative]:
    """Gold narratives of a part; ``sample`` n keeps about every n-th, by its name alone, so that new texts only add.

    Files of other parts are not even opened.
    """
    folder = (root or ROOT) / "narratives"
    paths = [path for path in sorted(folder.rglob("*.txt")) if belongs(path.name, split)]
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if zlib.crc32(name.encode("utf-8")) % sample == 0:
            yield markup.parse(path.read_text(encoding="utf-8"), name)


def reports(split: Split = "dev", root: Path | None = None) -> tuple[Report, ...]:
    """The consistent whole reports; the test part has none, since rules were written with them in sight."""
    if split == "test":
        return ()
    found = load_all((root or ROOT) / "reports")
    return tuple(report for report in found if not any(issue.severity == "error" for issue in report.expected))

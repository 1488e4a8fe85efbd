"""Where the corpora stand and how they are split: the test part is whole hands, the rest goes by the text's number."""

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
FROZEN = frozenset({"song", "tang"})  # hands whose texts nobody who writes a rule has seen
_DIGITS = {"train": "012345", "dev": "6789", "test": "", "open": "0123456789", "all": "0123456789"}


def belongs(name: str, split: Split) -> bool:
    """Is the text ``HAND/NNN.txt`` in the part ``split``? The hands of ``FROZEN`` are the test part, wholly.

    A new report comes from an author whom the rules have never met, so the test part does, too. Of the other hands
    the number's last digit decides: 0-5 train, 6-9 dev; ``open`` is both, all that may be looked at.
    """
    hand, _, file = name.rpartition("/")
    if hand in FROZEN:
        return split in {"test", "all"}
    numbers = re.findall(r"\d+", file)
    return bool(numbers) and numbers[-1][-1] in _DIGITS[split]


def narratives(split: Split = "dev", sample: int = 1, root: Path | None = None) -> Iterator[markup.Narrative]:
    """Gold narratives of a part; ``sample`` n keeps about every n-th, by its name alone, so that new texts only add.

    Files of other parts are not even opened.
    """
    folder = (root or ROOT) / "narratives"
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.txt"))]
    for name in names:
        if belongs(name, split) and zlib.crc32(name.encode("utf-8")) % sample == 0:
            yield markup.parse((folder / name).read_text(encoding="utf-8"), name)


def reports(split: Split = "dev", root: Path | None = None) -> tuple[Report, ...]:
    """The consistent whole reports; the test part has none, since rules were written with them in sight."""
    if split == "test":
        return ()
    found = load_all((root or ROOT) / "reports")
    return tuple(report for report in found if not any(issue.severity == "error" for issue in report.expected))

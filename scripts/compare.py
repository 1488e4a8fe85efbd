"""Compare gouji's figures with other tools: python scripts/compare.py [--split open] [-o docs/comparison.md].

The tools are the extra [compare]; one that is missing is named and left out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "extract"), str(ROOT / "models")]

from gouji_models.compare import compare, samples, table
from gouji_models.corpus import narratives

HEAD = """\
# Side by side with other tools

Written by `python scripts/compare.py`; do not edit. All tools read the same sentences in one run. A number counts as
found only if its span and its value are right. On the left a tool stands alone and its span is the number; on the right
it is given gouji's list of measure words, its span is number and measure word, and a number without one is dropped.
Of a hedged number (5200余份) the other tools may give either end or the middle of the interval; gouji must give the
interval. Words for nothing (未收到) are figures, too. None of the other tools says what a number counts or what it is a
part of.

"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=["train", "dev", "test", "open", "all"], default="test")
    parser.add_argument("-o", dest="output", type=Path, default=ROOT / "docs" / "comparison.md")
    options = parser.parse_args(arguments)
    given = list(samples(narratives(options.split)))
    shown = table(compare(given), given)
    part = {"test": "The frozen test part of corpora/narratives"}.get(options.split, f"The part `{options.split}`")
    options.output.write_text(f"{HEAD}{part}: {shown}", encoding="utf-8")
    print(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

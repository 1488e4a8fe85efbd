"""Check gold narratives against the guide: python scripts/check_gold.py corpora/narratives [FILE…]."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / folder) for folder in ("extract", "models")]

from gouji_models.markup import MarkupError, parse


def main(paths: list[str]) -> int:
    files = [f for p in paths for f in ([Path(p)] if Path(p).is_file() else sorted(Path(p).rglob("*.txt")))]
    bad, figures, keys = 0, 0, Counter[str]()
    for file in files:
        try:
            gold = parse(file.read_text(encoding="utf-8"), file.as_posix())
        except MarkupError as error:
            bad += 1
            print(error)
            continue
        figures += len(gold.figures)
        keys.update(figure.key for figure in gold.figures)
    print(f"{len(files)} files, {bad} bad, {figures} figures, {len(keys)} keys; commonest {keys.most_common(8)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

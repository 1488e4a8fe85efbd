"""Measure gouji on the corpora: python scripts/evaluate.py [--split dev] [--sample] [-v] [--pin [--reason WHY]]."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "extract"), str(ROOT / "models")]

from gouji_models.evaluate import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

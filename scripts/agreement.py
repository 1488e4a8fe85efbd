"""Measure how far two annotators agree: python scripts/agreement.py corpora/narratives corpora/second [-v]."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "extract"), str(ROOT / "models")]

from gouji_models.agreement import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

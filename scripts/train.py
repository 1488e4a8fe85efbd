"""Train the key model and write its weights and card: python scripts/train.py [--features N]."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "extract"), str(ROOT / "models")]

from gouji_models.card import card
from gouji_models.train import CARD, save, train


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", type=int, default=5000)
    options = parser.parse_args(arguments)
    model, measured = train(options.features)
    save(model)
    CARD.write_text(card(measured), encoding="utf-8")
    for name, value in measured.items():
        print(f"{name:<24}{value}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

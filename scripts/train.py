"""Train the models and write their weights and cards: python scripts/train.py [--features N] [--lists]."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "extract"), str(ROOT / "models")]

from gouji_models import train_lists
from gouji_models.card import card, list_card
from gouji_models.train import CARD, save, train

_SECOND = "\n## The list model"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", type=int, default=5000, help="of the key model")
    parser.add_argument("--lists", action="store_true", help="train the list model only")
    options = parser.parse_args(arguments)
    first = CARD.read_text(encoding="utf-8").split(_SECOND)[0] if CARD.exists() else ""
    if not options.lists:
        model, measured = train(options.features)
        save(model)
        first = card(measured)
        _show(measured)
    scale, weighed = train_lists.train()
    train_lists.save(scale)
    CARD.write_text(first + list_card(weighed), encoding="utf-8")
    _show(weighed)
    return 0


def _show(measured: Mapping[str, object]) -> None:
    for name, value in measured.items():
        print(f"{name:<24}{value}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

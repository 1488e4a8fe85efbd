"""Pinned floors of quality (floors.toml): the sample may not fall below them; lowering one needs a reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

FILE = Path(__file__).with_name("floors.toml")
MARGIN = 0.01
CEILINGS = frozenset({"false_errors"})
_HEAD = """\
# Floors of the sample (python scripts/evaluate.py --sample), pinned by python scripts/evaluate.py --pin.
# false_errors is a ceiling, for 100 consistent texts. Lowering one needs --reason, which is kept below.
"""


def load(file: Path = FILE) -> dict[str, float]:
    """Floors by the name of their metric."""
    with file.open("rb") as stream:
        return dict(tomllib.load(stream)["floors"])


def failures(measured: Mapping[str, float], pinned: Mapping[str, float]) -> Iterator[str]:
    """A line for each metric that is worse than pinned, or that is no longer measured."""
    for name, floor in pinned.items():
        if name not in measured:
            yield f"{name} is pinned and not measured"
        elif worse(name, measured[name], floor):
            yield f"{name} is {measured[name]:.4f}, pinned {floor:.4f}"


def worse(name: str, value: float, pinned: float) -> bool:
    return value > pinned if name in CEILINGS else value < pinned


def bound(name: str, value: float) -> float:
    """The bound for a measured value: a little worse than it, so that one figure more or less is no alarm."""
    if name in CEILINGS:
        return round(value * 1.1 + 0.5, 2)
    return 1.0 if value == 1.0 and name == "ledger" else round(max(0.0, value - MARGIN), 4)


def pin(measured: Mapping[str, float], reason: str = "", file: Path = FILE) -> Iterator[str]:
    """Move each floor to what was measured; only upwards without a ``reason``. Yields what was done."""
    with file.open("rb") as stream:
        kept = tomllib.load(stream)
    reasons: list[str] = list(kept.get("lowered", []))
    pinned: dict[str, float] = {}
    for name, value in measured.items():
        old, new = kept["floors"].get(name), bound(name, value)
        if old is not None and worse(name, new, old) and not reason:
            yield f"{name} stays at {old}: lowering it to {new} needs --reason"
            new = old
        elif old is not None and worse(name, new, old):
            reasons.append(f"{name} {old} to {new}: {reason}")
        pinned[name] = new
    lines = [_HEAD, "lowered = [", *(f"    {_quoted(one)}," for one in reasons), "]", "", "[floors]"]
    file.write_text("\n".join([*lines, *(f"{name} = {value}" for name, value in pinned.items())]) + "\n", "utf-8")
    yield f"pinned {len(pinned)} floors in {file.name}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'

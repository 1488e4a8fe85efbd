"""Commands that another installed package brings, by the entry point group ``gouji.commands``."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import entry_points

from gouji.types import GoujiError, Text


def run(name: str, words: Sequence[str]) -> int:
    """Run the command ``name`` with ``words``. Raises GoujiError if no installed package brings it."""
    for point in entry_points(group="gouji.commands", name=name):
        code: int = point.load()(list(words))
        return code
    raise GoujiError(
        Text(
            f"没有找到命令「{name}」，请先安装本项目（pip install -e .）",
            f"the command “{name}” is not there; install this project first (pip install -e .)",
        )
    )

"""Check drafts without installing gouji: python scripts/check_drafts.py DRAFT…, with the options of gouji check."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "extract"), str(ROOT / "models")]


def missing() -> list[str]:
    """Requirements of pyproject.toml that no installed distribution meets by name."""
    import tomllib

    with (ROOT / "pyproject.toml").open("rb") as stream:
        needed: list[str] = tomllib.load(stream)["project"]["dependencies"]
    return [one for one in needed if not _installed(re.split(r"[^\w.-]", one, maxsplit=1)[0])]


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - who does not install has no requires-python to stop an old Python
        found = ".".join(map(str, sys.version_info[:2]))
        print(f"需要 Python 3.11 或更新的版本，现在是 {found}。(Python 3.11 or newer is needed.)", file=sys.stderr)
        return 2
    if lacking := missing():
        command = f"{Path(sys.executable).name} -m pip install " + " ".join(f'"{one}"' for one in lacking)
        print(f"缺少程序库，请先运行 (libraries are missing, run first):\n  {command}", file=sys.stderr)
        return 2
    from gouji.cli import main as gouji

    return gouji(["check", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Write what commands print into the READMEs, where they show it: python scripts/document_readme.py."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHOWN = re.compile(r"(<!-- output of: gouji (.*?) -->\n```text\n)(.*?)(```)", re.DOTALL)


def printed(command: str) -> str:
    """What ``gouji command`` prints on no terminal, 80 columns wide."""
    kept = {name: value for name, value in os.environ.items() if name not in ("GOUJI_LANG", "FORCE_COLOR")}
    environment = {**kept, "PYTHONPATH": f"{ROOT / 'extract'}{os.pathsep}{ROOT / 'models'}", "COLUMNS": "80"}
    call = [sys.executable, "-m", "gouji", *command.split()]
    done = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, check=False)
    if done.returncode == 2:
        raise SystemExit(done.stderr.decode("utf-8"))
    return "\n".join(line.rstrip() for line in done.stdout.decode("utf-8").splitlines()).strip() + "\n"


def main() -> int:
    for name in ("README.md", "README.zh-CN.md"):
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        path.write_text(SHOWN.sub(lambda m: m[1] + printed(m[2]) + m[4], text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

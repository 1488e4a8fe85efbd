"""Write the renders of corpora/reports: python scripts/write_reports.py [--only SLUG] [--formats html,docx,txt,pdf].

Without --formats the PDFs are made only where none is kept: no two prints of them are the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "extract"), str(ROOT / "models")]

from gouji_models.reports import load
from gouji_models.writer.render import render


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="*", help="the folder of one report")
    parser.add_argument("--formats", default="", help="some of html,docx,txt,pdf")
    arguments = parser.parse_args()
    for meta in sorted((ROOT / "corpora" / "reports").glob(f"{arguments.only}/meta.toml")):
        report = load(meta.parent)
        for name in arguments.formats.split(",") if arguments.formats else ("html", "docx", "txt", "pdf"):
            kept = meta.parent / f"report.{name}"
            if name != "pdf" or arguments.formats or not kept.exists():
                kept.write_bytes(render(report, name))
        print(report.slug, {path.name: path.stat().st_size for path in sorted(meta.parent.glob("report.*"))})


if __name__ == "__main__":
    main()

"""What a cell is called, from the family's data."""

from __future__ import annotations

from gouji.family import load
from gouji.types import Audit, Lang


def cell_name(audit: Audit, key: str | None, lang: Lang) -> str:
    """The name of the table cell ``key`` in the report's form; empty for what is no cell."""
    form = audit.report.tables.form
    cell = load(audit.family).cell(key, form) if key and form else None
    return cell.name.say(lang) if cell else ""

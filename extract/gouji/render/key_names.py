"""What keys are called before people, and how a figure's value is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from gouji.family import load, read_data
from gouji.render.json import plain
from gouji.types import Audit, Figure, Lang


def key_name(audit: Audit, key: str, lang: Lang) -> str:
    """The name of a cell, of a group's cell or of a figure of the narrative; the key itself where there is none."""
    names = _names(audit.family, audit.report.tables.form or "", lang)
    plus = " + " if lang == "en" else "与"
    return plus.join(_one(names, part) for part in key.split("+"))


def value_of(figure: Figure) -> str:
    """``1355 条``; an interval ``5500~5599 条``, open above ``300~``; a hedged one has ``≈`` before it."""
    low, high = plain(figure.low), "" if figure.high is None else plain(figure.high)
    value = low if low == high else f"{low}~{high}"
    return f"{'≈' if figure.hedged else ''}{value} {figure.unit}".rstrip()


def _one(names: Mapping[str, str], key: str) -> str:
    """``prose.rate.closed`` without a name of its own goes by that of ``prose.rate``."""
    whole = key
    while key and key not in names:
        key = key.rpartition(".")[0]
    return names.get(key, whole)


@lru_cache(maxsize=16)
def _names(family: str, form: str, lang: Lang) -> Mapping[str, str]:
    known = load(family)
    path = known.folder / "names.toml"
    names = {key: str(name) for key, name in read_data(path).get(lang, {}).items()} if path.is_file() else {}
    for one in [*reversed([form for form in known.forms if form]), *([form] if form in known.forms else [])]:
        names |= {key: cell.name.say(lang) for key, cell in known.forms[one].cells.items()}
        names |= dict(_groups(family, one, lang))
    return names


def _groups(family: str, form: str, lang: Lang) -> Iterator[tuple[str, str]]:
    """Rows under one label: their sums have no cells of their own, but are spoken of."""
    cells = load(family).forms[form].cells
    for table in load(family).forms[form].tables:
        for group in table.groups:
            for column in table.columns:
                key = table.cell(group.key, column.key)
                if key not in cells:
                    yield key, f"{group.name.say(lang)} · {column.name.say(lang)}"

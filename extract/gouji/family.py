"""Families of reports: what ``gouji`` knows of a form is data, and this is where it is read.

A family is a folder: ``family.toml`` (title, aggregates), ``forms/*.toml`` (one a generation) and ``sums.toml``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from gouji.families.expand import as_read
from gouji.families.nouns import LAST, CellForm, Column, Family, Form, Group, Kind, Relation, Row, Rule, Sum, TableForm
from gouji.families.parse import read_data, read_family

__all__ = [
    "LAST", "CellForm", "Column", "Family", "Form", "Group", "Kind", "Relation", "Row", "Rule", "Sum", "TableForm",
    "as_read", "load", "read_data",
]  # fmt: skip


@lru_cache(maxsize=8)
def load(name: str | Path = "zwgk") -> Family:
    """The family ``name`` of those that come with gouji, or the one in the folder ``name`` (a Path).

    Raises GoujiError if it is unknown or its data is wrong; the sentence names the file and the fault.
    """
    folder = name if isinstance(name, Path) else Path(__file__).with_name("families") / name
    return read_family(folder)

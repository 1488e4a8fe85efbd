"""Decisions read back from where people made them: the XLSX list, the HTML report's export, another TOML file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from gouji.decisions.nouns import CHOICES, Choice
from gouji.decisions.store import read
from gouji.types import GoujiError, Text

NUMBER, FILE, DECISION, REMARK = (
    Text("编号", "number"),
    Text("文件", "file"),
    Text("处理意见", "decision"),
    Text("备注", "remark"),
)
_WORDS: dict[str, Choice] = {
    word: choice for choice, text in CHOICES.items() for word in (choice, text.zh, text.en.lower())
}


@dataclass(frozen=True, slots=True)
class Said:
    """One decision as it was written down; ``file``, ``by`` and ``date`` are empty where they are not told."""

    number: str
    choice: Choice
    remark: str
    file: str = ""
    by: str = ""
    date: str = ""


def decisions_in(path: Path) -> tuple[Said, ...]:
    """The decisions of an .xlsx, .json or .toml file. Raises GoujiError if it holds none of gouji's."""
    readers = {".xlsx": _xlsx, ".json": _json, ".toml": _toml}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise _bad(path, Text("只能导入 .xlsx、.json 或 .toml", "only .xlsx, .json and .toml can be imported"))
    if not path.is_file():
        raise _bad(path, Text("没有这个文件", "there is no such file"))
    return tuple(reader(path))


def _toml(path: Path) -> Iterator[Said]:
    for one in read(path):
        yield Said(one.fingerprint, one.choice, one.remark, by=one.by, date=one.date)


def _json(path: Path) -> Iterator[Said]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise _bad(path, Text("不是 JSON", "it is no JSON")) from error
    entries = data.get("decisions") if isinstance(data, dict) else data
    if not isinstance(entries, list) or not all(isinstance(one, dict) and "fingerprint" in one for one in entries):
        raise _bad(path, Text("不是处理意见的清单", "it is no list of decisions"))
    for one in entries:
        if word := str(one.get("decision") or "").strip():
            remark, file, by, date = (str(one.get(field) or "") for field in ("remark", "document", "by", "date"))
            yield Said(str(one["fingerprint"]), _choice(path, word), remark, file, by, date)


def _choice(path: Path, word: str) -> Choice:
    if word.lower() not in _WORDS:
        raise _bad(path, Text(f"处理意见只能是采纳、不采纳、待核实，不能是「{word}」", f"“{word}” is no decision"))
    return _WORDS[word.lower()]


def _xlsx(path: Path) -> Iterator[Said]:
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        zh = "导入 XLSX 需要 openpyxl，请先安装：pip install 'gouji[xlsx]'。"
        raise GoujiError(Text(zh, "Reading XLSX needs openpyxl: pip install 'gouji[xlsx]'.")) from error
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise _bad(path, Text("不是 XLSX", "it is no XLSX")) from error
    sheets = [[[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)] for sheet in book]
    book.close()
    lists = [rows for rows in sheets if rows and _column(rows[0], NUMBER) >= 0 and _column(rows[0], DECISION) >= 0]
    if not lists:
        zh = "没有含「编号」「处理意见」两列的工作表"
        raise _bad(path, Text(zh, "no sheet has the columns number and decision"))
    for rows in lists:
        yield from _rows(path, rows)


def _cell(value: object) -> str:
    return "" if value is None else str(value).strip()


def _column(titles: list[str], title: Text) -> int:
    return next((at for at, word in enumerate(titles) if word in (title.zh, title.en)), -1)


def _rows(path: Path, rows: list[list[str]]) -> Iterator[Said]:
    number, file, decision, remark = (_column(rows[0], title) for title in (NUMBER, FILE, DECISION, REMARK))
    for row in rows[1:]:
        if len(row) > max(number, decision) and row[number] and row[decision]:
            told = row[remark] if 0 <= remark < len(row) else ""
            name = row[file] if 0 <= file < len(row) else ""
            yield Said(row[number], _choice(path, row[decision]), told, name)


def _bad(path: Path, why: Text) -> GoujiError:
    return GoujiError(Text(f"{path}：不能导入，{why.zh}。", f"{path}: cannot be imported, {why.en}."))

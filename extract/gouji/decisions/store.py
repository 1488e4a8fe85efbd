"""Decisions in a TOML file beside the draft, made to be read and changed by people, too."""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from gouji.decisions.nouns import CHOICES, Choice, Decision, Trace
from gouji.types import GoujiError, Text

SUFFIX = ".gouji.toml"
_FORMATS = (".docx", ".pdf", ".html", ".htm", ".txt")
_HEAD = (
    "勾稽 gouji：审核人对文稿中各项问题的处理意见，可手工修改。",
    "decision：accepted 采纳，rejected 不采纳（不是错误，remark 写明理由），open 待核实。",
)


def file_of(draft: Path) -> Path:
    """Where the decisions on a draft are written: ``年报.docx.gouji.toml`` beside ``年报.docx``."""
    return draft.with_name(draft.name + SUFFIX)


def load(draft: Path) -> tuple[Decision, ...]:
    """The decisions on a draft, then those made on the same draft in another format, which share its fingerprints.

    Raises GoujiError for a file that is no such TOML.
    """
    found: dict[str, Decision] = {}
    for path in _files(draft):
        for decision in read(path):
            found.setdefault(decision.fingerprint, decision)
    return tuple(found.values())


def _files(draft: Path) -> Iterator[Path]:
    names = dict.fromkeys([draft.name + SUFFIX, *(draft.stem + suffix + SUFFIX for suffix in _FORMATS)])
    return (path for name in names if (path := draft.with_name(name)).is_file())


def read(path: Path) -> tuple[Decision, ...]:
    """The decisions of one file. Raises GoujiError for a file that is no such TOML."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(path, str(error)) from error
    entries = data.get("decisions", {})
    if not isinstance(entries, dict):
        raise _bad(path, "decisions")
    return tuple(_decision(path, str(name), entry) for name, entry in entries.items())


def _decision(path: Path, name: str, entry: object) -> Decision:
    if not isinstance(entry, dict) or entry.get("decision") not in CHOICES:
        raise _bad(path, f"[decisions.{name}] decision")
    choice: Choice = entry["decision"]
    code, severity, message, formula, near, remark, by, date = (
        str(entry.get(field, ""))
        for field in ("code", "severity", "message", "formula", "near", "remark", "by", "date")
    )
    keys, words = (_strings(path, name, entry, field) for field in ("keys", "words"))
    return Decision(choice, Trace(name, code, severity, message, formula, keys, words, near), remark, by, date)


def _strings(path: Path, name: str, entry: Mapping[str, object], field: str) -> tuple[str, ...]:
    value = entry.get(field, [])
    if not isinstance(value, list):
        raise _bad(path, f"[decisions.{name}] {field}")
    return tuple(map(str, value))


def _bad(path: Path, why: str) -> GoujiError:
    zh = f"{path}：处理意见文件读不懂（{why}）。请改正，或用 --no-decisions 跳过。"
    return GoujiError(Text(zh, f"{path}: these decisions cannot be read ({why}). Mend it, or use --no-decisions."))


def save(path: Path, decisions: Sequence[Decision]) -> None:
    """Writes decisions into a file, as a whole or not at all; other entries, unknown keys and comments stay.

    Raises GoujiError for a file that is no such TOML or cannot be written.
    """
    import tomlkit

    if path.exists():
        read(path)
        whole = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    else:
        whole = tomlkit.document()
        for line in _HEAD:
            whole.add(tomlkit.comment(line))
    entries = whole.setdefault("decisions", tomlkit.table(is_super_table=True))
    for decision in decisions:
        entry = entries.setdefault(decision.fingerprint, tomlkit.table())
        entry.update(_entry(decision))
    _write(path, tomlkit.dumps(whole))


def _entry(decision: Decision) -> dict[str, Any]:
    about = decision.about
    said = {"decision": decision.choice, "remark": decision.remark, "by": decision.by, "date": decision.date}
    named = {"code": about.code, "severity": about.severity, "message": about.message, "formula": about.formula}
    lists = {"keys": list(about.keys), "words": list(about.words)}
    told = {**said, **named, "near": about.near, **lists}
    return {name: value for name, value in told.items() if value or name in ("decision", "remark")}


def _write(path: Path, text: str) -> None:
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        with open(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        why = error.strerror or str(error)
        zh = f"{path}：不能写入处理意见（{why}）。请检查文件夹是否可写。"
        raise GoujiError(Text(zh, f"{path}: cannot be written ({why}). Check that the folder is writable.")) from error

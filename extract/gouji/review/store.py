"""The drafts of one session: files in one private folder, what is known of them in memory."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import IO, Any

from gouji.decisions.nouns import CHOICES
from gouji.read import LARGEST
from gouji.review.nouns import LONGEST_REMARK, MEGABYTE, MOST_BYTES, MOST_DRAFTS, Draft, Findings, Kind, Remarked
from gouji.review.process import Runner
from gouji.types import GoujiError, Lang, Text

WORKERS = 2
_CHUNK = 1024 * 1024


class Store:
    """Takes uploads, has them checked two at a time, keeps decisions; ``close`` deletes every file."""

    def __init__(self, folder: Path, runner: Runner | None = None) -> None:
        self.folder = folder
        self._runner = runner or Runner()
        self._pool = ThreadPoolExecutor(WORKERS, "gouji-check")
        self._drafts: dict[str, Draft] = {}
        self._lock = Lock()

    def drafts(self) -> tuple[Draft, ...]:
        """The newest first."""
        with self._lock:
            return tuple(reversed(self._drafts.values()))

    def draft(self, number: str) -> Draft | None:
        with self._lock:
            return self._drafts.get(number)

    def add(self, name: str, source: IO[bytes]) -> Draft:
        """Keep an upload and have it checked. Raises GoujiError if it or the session is too large."""
        number = secrets.token_hex(8)
        shown = display_name(name)
        self._room(shown)
        place = self.folder / number
        place.mkdir(mode=0o700)
        try:
            size = _copied(source, place / "draft", shown)
            draft = Draft(number, shown, size)
            with self._lock:
                self._drafts[number] = draft
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        self._pool.submit(self._check, number)
        return draft

    def remove(self, number: str) -> None:
        with self._lock:
            known = self._drafts.pop(number, None)
        if known:
            shutil.rmtree(self.folder / number, ignore_errors=True)

    def decide(self, number: str, fingerprint: str, choice: str, remark: str) -> bool:
        """Keep a decision; an empty ``choice`` without a remark takes it back. False if there is no such issue."""
        with self._lock:
            draft = self._drafts.get(number)
            if draft is None or draft.findings is None or fingerprint not in draft.findings.codes:
                return False
            if choice and choice not in CHOICES:
                return False
            told = {name: one for name, one in draft.decisions.items() if name != fingerprint}
            if choice or remark.strip():
                told[fingerprint] = _remarked(choice or "open", remark)
            self._drafts[number] = replace(draft, decisions=told)
        return True

    def take(self, number: str, file: IO[bytes], name: str) -> tuple[int, int]:
        """Import decisions from an .xlsx, .json or .toml: how many were taken, how many fit no issue.

        Raises GoujiError if the file holds none, or the draft is gone.
        """
        draft = self._checked(number)
        suffix = Path(display_name(name)).suffix.lower()
        known = suffix if suffix in (".xlsx", ".json", ".toml") else ".other"
        target = self._target(draft, known)
        try:
            _copied(file, target, display_name(name))
            answer = self._runner.run(self._job("import", draft, "zh", target))
        except GoujiError as error:
            shown = display_name(name)
            zh, en = (words.replace(str(target), shown) for words in (error.text.zh, error.text.en))
            raise GoujiError(Text(zh, en)) from error
        finally:
            target.unlink(missing_ok=True)
        for fingerprint, one in answer["taken"].items():
            self.decide(number, fingerprint, one["choice"], one["remark"])
        return len(answer["taken"]), int(answer["left"])

    def made(self, number: str, kind: Kind, lang: Lang) -> tuple[bytes, Mapping[str, Any]]:
        """The report, annotated draft, list or decisions of a draft as they stand now. Raises GoujiError."""
        draft = self._checked(number)
        target = self._target(draft, ".toml" if kind == "toml" else ".out")
        try:
            answer = self._runner.run(self._job(kind, draft, lang, target))
            return target.read_bytes() if target.exists() else b"", answer
        finally:
            target.unlink(missing_ok=True)

    def close(self) -> None:
        """End the workers, delete every file; may be called more than once."""
        self._runner.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _checked(self, number: str) -> Draft:
        draft = self.draft(number)
        if draft is None or draft.findings is None:
            zh = "没有这份文稿，或尚未检查完。请回到列表。"
            raise GoujiError(Text(zh, "There is no such draft, or it is not checked yet. Go back to the list."))
        return draft

    def _target(self, draft: Draft, suffix: str) -> Path:
        return self.folder / draft.number / (secrets.token_hex(8) + suffix)

    def _room(self, name: str) -> None:
        drafts = self.drafts()
        if len(drafts) >= MOST_DRAFTS or sum(one.size for one in drafts) > MOST_BYTES:
            zh = f"{name} 没有接收：列表已满（{MOST_DRAFTS} 份或 {MOST_BYTES // MEGABYTE} MB），请先移除几份。"
            raise GoujiError(Text(zh, f"{name} was not taken: the list is full. Remove some drafts first."))

    def _job(self, kind: str, draft: Draft, lang: Lang, target: Path | None = None) -> dict[str, Any]:
        told = {
            name: {"choice": one.choice, "remark": one.remark, "date": one.date}
            for name, one in draft.decisions.items()
        }
        folder, place = str(self.folder / draft.number), str(target or "")
        return {"kind": kind, "folder": folder, "name": draft.name, "lang": lang, "target": place, "decisions": told}

    def _check(self, number: str) -> None:
        draft = self._changed(number, state="running", since=time.monotonic())
        if draft is None:
            return
        try:
            findings = _findings(self._runner.run(self._job("check", draft, "zh")))
            self._changed(number, state="done", findings=findings)
        except GoujiError as error:
            self._changed(number, state="failed", error=error.text)
        except (OSError, ValueError, KeyError) as error:  # the worker could not be started, or said nothing sensible
            zh = f"{draft.name}：检查没有完成（{type(error).__name__}）。请重试。"
            text = Text(zh, f"{draft.name}: the check did not finish ({type(error).__name__}). Try again.")
            self._changed(number, state="failed", error=text)

    def _changed(self, number: str, **new: Any) -> Draft | None:
        """The draft with new values, unless it was removed meanwhile."""
        with self._lock:
            if number not in self._drafts:
                return None
            self._drafts[number] = replace(self._drafts[number], **new)
            return self._drafts[number]


def display_name(name: str) -> str:
    """The last part of a name as it was sent, without control characters, to be shown; never a path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(sign for sign in last if sign.isprintable()).strip()
    return clean[-120:] or "draft"


def _copied(source: IO[bytes], target: Path, name: str) -> int:
    size = 0
    with target.open("xb") as out:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST:
                zh = f"{name} 超过 {LARGEST // MEGABYTE} MB，不像一份年度报告，请检查是否选错了文件。"
                en = f"{name} is larger than {LARGEST // MEGABYTE} MB; please check that it is the right file."
                raise GoujiError(Text(zh, en))
            out.write(chunk)
    return size


def _remarked(choice: str, remark: str) -> Remarked:
    from datetime import date

    known = next(one for one in CHOICES if one == choice)
    return Remarked(known, remark.strip()[:LONGEST_REMARK], date.today().isoformat())


def _findings(answer: Mapping[str, Any]) -> Findings:
    said = Text(*answer["said"])
    return Findings(
        answer["format"],
        answer["organ"],
        answer["year"],
        answer["counts"],
        said,
        answer["codes"],
        answer["unread"],
    )

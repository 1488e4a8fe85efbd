"""Jobs on uploads, each in a process of its own that is ended when its time is over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

import gouji
from gouji.types import GoujiError, Text

SECONDS = 120
AT_ONCE = 4  # two checks, and what the reviewer asks for meanwhile


class Runner:
    """Starts workers and knows which are running, so that none outlives the server."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = Lock()
        self._slots = BoundedSemaphore(AT_ONCE)
        self._closed = False

    def run(self, job: Mapping[str, Any]) -> dict[str, Any]:
        """The worker's answer. Raises GoujiError if the draft cannot be worked with, or the worker was ended."""
        with self._slots:
            return self._run(job)

    def close(self) -> None:
        """End what is running; nothing starts after it."""
        with self._lock:
            self._closed = True
            running = list(self._running)
        for child in running:
            self._end(child)

    def _run(self, job: Mapping[str, Any]) -> dict[str, Any]:
        child = self._start()
        words = json.dumps({**job, "seconds": max(int(self.seconds), 1)}).encode("utf-8")
        try:
            out, _ = child.communicate(words, timeout=self.seconds)
        except subprocess.TimeoutExpired as error:
            raise self._late(str(job["name"])) from error
        finally:
            self._end(child)
        return self._answer(child.returncode, out, str(job["name"]))

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "gouji.review.worker"]
        with self._lock:
            if self._closed:
                raise GoujiError(Text("程序正在退出。", "The program is ending."))
            child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
            )
            self._running.add(child)
        return child

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        if child.poll() is None:
            child.kill()
            child.wait()
        with self._lock:
            self._running.discard(child)

    def _late(self, name: str) -> GoujiError:
        zh = f"{name}：{self.seconds:g} 秒内没有检查完，已停止。请只提供年度报告部分，或另存一份再试。"
        en = f"{name} took more than {self.seconds:g} seconds and was stopped. Provide the report only."
        return GoujiError(Text(zh, en))

    def _answer(self, status: int, out: bytes, name: str) -> dict[str, Any]:
        if status != 0 or not out:
            zh = f"{name}：检查它的进程意外终止，文件可能已损坏或构造异常。请另存一份再试。"
            raise GoujiError(Text(zh, f"The process that checked {name} ended; the file may be damaged. Save it anew."))
        answer: dict[str, Any] = json.loads(out)
        if "error" in answer:
            raise GoujiError(Text(*answer["error"]))
        return answer


def _environment() -> dict[str, str]:
    """The worker finds the same gouji as we, and the arithmetic library starts no threads under its memory limit."""
    source = str(Path(gouji.__file__).parents[1])
    path = os.pathsep.join(part for part in (source, os.environ.get("PYTHONPATH", "")) if part)
    single = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    return {**os.environ, **single, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}

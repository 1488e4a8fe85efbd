"""The server's life: a socket of its own, one address to open, and no file left when it ends, however it ends."""

from __future__ import annotations

import asyncio
import atexit
import os
import signal
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from gouji.review.app import create
from gouji.review.guard import Door, new_token
from gouji.review.private import private_folder
from gouji.review.store import Store
from gouji.types import GoujiError, Lang, Text

HEADER_SECONDS = 15.0
_POSIX = os.name == "posix"


class Patient(H11Protocol):
    """HTTP/1.1 that hangs up on who does not finish the head of a first request in time."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.loop.call_later(HEADER_SECONDS, self._asked)

    def _asked(self) -> None:
        cycle: object = self.cycle
        if cycle is None and not self.transport.is_closing():
            self.transport.close()


def serve(port: int, lang: Lang, *, browser: bool) -> None:
    """Serve until Ctrl-C or SIGTERM. Raises GoujiError if the port cannot be had."""
    with _listening(port) as sock, _private() as folder:
        door = Door(sock.getsockname()[1], new_token())
        store = Store(folder)
        atexit.register(store.close)
        try:
            _tell(door, lang, browser=browser)
            uvicorn.Server(_config(store, door, lang)).run([sock])
        finally:
            store.close()
            atexit.unregister(store.close)


def _config(store: Store, door: Door, lang: Lang) -> uvicorn.Config:
    return uvicorn.Config(
        create(store, door, lang),
        http=Patient,
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=64,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=16 * 1024,
    )


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if _POSIX:  # elsewhere it would let another program take the port, too
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("127.0.0.1", port))
        sock.listen(64)
    except (OSError, OverflowError) as error:
        sock.close()
        zh = f"端口 {port} 不能使用（可能被占用）。请换一个 --port，或不写 --port 由程序自选。"
        raise GoujiError(Text(zh, f"Port {port} cannot be used. Name another with --port, or none.")) from error
    try:
        yield sock
    finally:
        sock.close()


@contextmanager
def _private() -> Iterator[Path]:
    """A folder for this run only, also for what the form parser puts aside; ends turn into an orderly exit."""
    names = [name for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    main = threading.current_thread() is threading.main_thread()
    kept: dict[int, Any] = {getattr(signal, name): None for name in names} if main else {}
    for number in kept:
        kept[number] = signal.signal(number, _leave)
    before = tempfile.tempdir
    try:
        with private_folder() as folder:
            tempfile.tempdir = str(folder)
            yield folder
    finally:
        tempfile.tempdir = before
        for number, handler in kept.items():
            signal.signal(number, handler)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _tell(door: Door, lang: Lang, *, browser: bool) -> None:
    address = door.address(lang)
    zh, en = (
        f"勾稽审核：{address}\n按 Ctrl-C 停止；停止后上传的文件全部删除。",
        (f"gouji review: {address}\nCtrl-C stops it; all uploaded files are deleted then."),
    )
    print(Text(zh, en).say(lang), flush=True)
    if browser:
        threading.Timer(0.3, webbrowser.open, [address]).start()

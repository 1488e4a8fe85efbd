"""Hostile uploads: names, addresses, bombs, files that hang, grow or crash; each costs one sentence."""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra gouji[web] is not installed")
pytest.importorskip("uvicorn", reason="the extra gouji[web] is not installed")
pytest.importorskip("python_multipart", reason="the extra gouji[web] is not installed")
pytest.importorskip("httpx", reason="starlette's test client needs httpx")

from starlette.testclient import TestClient

from gouji.review import app as pages_app
from gouji.review import guard, store, worker
from gouji.review.process import Runner
from gouji.types import GoujiError
from reviewing import DOOR, DRAFT, HERE, SEED, checked, python, sent

pytest_plugins = ["reviewing"]


@pytest.mark.parametrize(
    "name",
    [
        "../../../outside.txt",
        "..\\..\\outside.txt",
        "/etc/outside.txt",
        "C:\\outside.txt",
        "a\x00b.txt",
        "..",
        "<img src=x onerror=alert(1)>.txt",
        "\u202etxt.exe",
        "x" * 5000 + ".txt",
    ],
)
def test_names_are_shown_and_never_followed(kept: store.Store, tmp_path: Path, name: str) -> None:
    draft = kept.add(name, io.BytesIO(DRAFT))
    assert re.fullmatch("[0-9a-f]{16}", draft.number)
    assert len(draft.name) <= 120 and not re.search(r"[/\\\x00\u202e]", draft.name)
    assert [path.name for path in kept.folder.iterdir()] == [draft.number]
    assert (kept.folder / draft.number / "draft").read_bytes() == DRAFT
    assert [path.name for path in tmp_path.iterdir()] == ["private"]


def test_a_name_is_text_on_the_page(client: TestClient, kept: store.Store) -> None:
    draft = checked(client, kept, "<img src=x onerror=alert(1)>.txt", DRAFT)
    for page in ("/", f"/drafts/{draft.number}"):
        text = client.get(page).text
        assert "<img" not in text and "&lt;img src=x" in text
    where = client.get(f"/drafts/{draft.number}/annotated").headers["content-disposition"]
    assert "<" not in where and "\n" not in where


@pytest.mark.parametrize(
    "path",
    [
        "/static/../guard.py",
        "/static/..%2fguard.py",
        "/static/%2e%2e/guard.py",
        "/static//etc/passwd",
        "/static/__init__.py",
        "/drafts/..%2f..%2fx/report",
        "/drafts/%00/report",
        "/drafts/x/audit",
    ],
)
def test_addresses_lead_nowhere_else(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"0" * 260_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("empty.docx", lambda: b""),
        ("broken.pdf", lambda: b"%PDF-1.7\n%%EOF"),
        ("picture.docx", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 99),
        ("cut.docx", lambda: (SEED / "report.docx").read_bytes()[:4000]),
        ("bomb.docx", bomb),
    ],
)
def test_bad_files_are_refused_in_one_sentence(client: TestClient, kept: store.Store, name: str, make: Any) -> None:
    draft = checked(client, kept, name, make())
    assert draft.state == "failed"
    assert name in draft.error.zh and "程序出错" not in draft.error.zh
    page = client.get("/").text
    assert "无法检查" in page and draft.error.zh in page
    assert client.get(f"/drafts/{draft.number}").status_code == 303
    assert client.get(f"/drafts/{draft.number}/annotated").status_code == 422


def test_a_file_too_large_costs_only_itself(
    client: TestClient, kept: store.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LARGEST", 1000)
    answer = sent(client, ("big.txt", b"0" * 1001), ("a.txt", DRAFT), accept="application/json")
    assert answer.status_code == 422 and "big.txt 超过" in answer.json()["error"]
    assert [one.name for one in kept.drafts()] == ["a.txt"]
    assert len(list(kept.folder.iterdir())) == 1
    assert "big.txt 超过" in sent(client, ("big.txt", b"0" * 1001)).text


def test_a_body_too_large_is_cut_off(client: TestClient, kept: store.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST_UPLOAD", 5000)
    assert sent(client, ("a.txt", b"0" * 6000)).status_code == 413
    head = b'--x\r\nContent-Disposition: form-data; name="drafts"; filename="a.txt"\r\n\r\n'
    unsaid = (piece for piece in [head, *[b"0" * 1000] * 9, b"\r\n--x--\r\n"])
    answer = client.post("/drafts", content=unsaid, headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 413
    assert client.post("/drafts", content=b"", headers={"content-length": "9" * 30}).status_code == 413
    assert kept.drafts() == ()


def test_multipart_bombs_are_refused(client: TestClient, kept: store.Store) -> None:
    assert sent(client, *[(f"{at}.txt", b"x") for at in range(21)]).status_code == 400
    fields = {f"field{at}": "x" for at in range(50)}
    assert client.post("/drafts", data=fields, files={"drafts": ("a.txt", DRAFT)}).status_code == 400
    long = {"field": "x" * 100_000}
    assert client.post("/drafts", data=long, files={"drafts": ("a.txt", DRAFT)}).status_code == 400
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "application/json"):
        answer = client.post("/drafts", content=b"--y\r\n" * 1000, headers={"content-type": kind})
        assert answer.status_code in (400, 422)
    assert kept.drafts() == ()


def test_a_full_list_takes_no_more(client: TestClient, kept: store.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_DRAFTS", 1)
    assert sent(client, ("a.txt", DRAFT)).status_code == 303
    answer = sent(client, ("b.txt", DRAFT))
    assert answer.status_code == 422 and "列表已满" in answer.text


def test_a_silent_client_is_not_waited_for(kept: store.Store) -> None:
    door = pages_app.create(kept, DOOR, pause=0.05)
    headers = {**HERE, "host": "127.0.0.1:8123", "cookie": f"{DOOR.cookie}={DOOR.token}"}
    headers["content-type"] = "multipart/form-data; boundary=x"
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/drafts",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    told: list[Any] = []

    async def silence() -> Any:
        await asyncio.sleep(60)

    async def tell(message: Any) -> None:
        told.append(message)

    asyncio.run(asyncio.wait_for(door(scope, silence, tell), 5))
    assert told[0]["status"] == 408


def test_a_check_that_hangs_is_ended(kept: store.Store) -> None:
    runner = Runner(seconds=0.05)
    job = {"kind": "check", "name": "slow.pdf", "folder": str(kept.folder), "lang": "zh", "target": "", "decisions": {}}
    with pytest.raises(GoujiError, match=r"slow\.pdf：0\.05 秒内没有检查完"):
        runner.run(job)
    assert not runner._running
    runner.close()
    with pytest.raises(GoujiError, match="退出"):
        runner.run(job)


@pytest.mark.skipif(os.name != "posix", reason="memory and processor time are limited on POSIX only")
@pytest.mark.parametrize(
    ("greedy", "status"),
    [("bytearray(worker.MEMORY)", 1), ("[0 for _ in iter(int, 1)]", -signal.SIGXCPU if os.name == "posix" else 0)],
)
def test_a_worker_has_limits(greedy: str, status: int) -> None:
    ended = python(f"from gouji.review import worker; worker.limit(1); {greedy}")
    assert ended.returncode == status
    assert status != 1 or "MemoryError" in ended.stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "内存过多"),
        (RecursionError(), "嵌套过深"),
        (ZeroDivisionError(), "程序出错（ZeroDivisionError）"),
    ],
)
def test_what_goes_wrong_in_a_worker_is_one_sentence(
    error: Exception, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(job: worker.Job) -> worker.Answer:
        raise error

    monkeypatch.setattr(worker, "JOBS", {"check": broken})
    assert words in worker.answer({"kind": "check", "name": "a.pdf"})["error"][0]

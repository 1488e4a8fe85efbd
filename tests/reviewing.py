"""What the tests of the review page share: a store, a stranger, a client with the token, a draft with a wrong sum.

Imported after the tests made sure that the extra ``web`` is installed; a plugin, for its fixtures, that pytest finds
imported already (PYTEST_DONT_REWRITE).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from gouji.review import app as pages_app
from gouji.review import guard, store

ROOT = Path(__file__).parents[1]
SEED = ROOT / "corpora" / "reports" / "seed-figures"
DOOR = guard.Door(8123, "the-token-of-this-run")
HERE = {"origin": "http://127.0.0.1:8123", "sec-fetch-site": "same-origin"}
DRAFT = (
    "青岚县2024年政府信息公开工作年度报告\n一、总体情况\n"
    "全年主动公开政府信息120条，其中政策文件20条、工作动态70条、其他信息20条。\n"
).encode()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[store.Store]:
    folder = tmp_path / "private"
    folder.mkdir(mode=0o700)
    one = store.Store(folder)
    yield one
    one.close()
    assert not folder.exists()


@pytest.fixture
def stranger(kept: store.Store) -> TestClient:
    """A client that knows the address but not the token."""
    return TestClient(pages_app.create(kept, DOOR), base_url="http://127.0.0.1:8123", follow_redirects=False)


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    stranger.get("/", params={"token": DOOR.token})
    stranger.headers.update(HERE)
    return stranger


def sent(client: TestClient, *files: tuple[str, bytes], **headers: str) -> Any:
    parts = [("drafts", (name, data)) for name, data in files]
    return client.post("/drafts", files=parts, headers=headers)


def checked(client: TestClient, kept: store.Store, name: str, data: bytes) -> Any:
    """The draft once its check has ended."""
    assert sent(client, (name, data)).status_code == 303
    number = kept.drafts()[0].number
    until = time.monotonic() + 60
    while (draft := kept.draft(number)) and draft.state in ("waiting", "running"):
        assert time.monotonic() < until
        time.sleep(0.05)
    return draft


def python(code: str, **rest: Any) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "extract"), str(ROOT / "models")])}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60, **rest)

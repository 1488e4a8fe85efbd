"""``gouji review`` as a command: it starts, it stops, and nothing is left."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra gouji[web] is not installed")
pytest.importorskip("uvicorn", reason="the extra gouji[web] is not installed")
pytest.importorskip("python_multipart", reason="the extra gouji[web] is not installed")
pytest.importorskip("httpx", reason="starlette's test client needs httpx")

from gouji.cli import main
from gouji.review.private import private_folder
from reviewing import DRAFT, ROOT, python

pytest_plugins = ["reviewing"]


def started(tmp_path: Path, *arguments: str) -> tuple[subprocess.Popen[str], str]:
    """A server with its own folder for temporary files, and the address it printed."""
    path = os.pathsep.join([str(ROOT / "extract"), str(ROOT / "models")])
    env = {**os.environ, "PYTHONPATH": path, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "gouji", "review", "--no-open", *arguments]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env)
    assert server.stdout
    return server, re.findall(r"http://\S+", server.stdout.readline())[0]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "status"), [("SIGINT", 0), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_nothing_is_left_however_it_ends(tmp_path: Path, number: str, status: int) -> None:
    import httpx

    server, address = started(tmp_path)
    try:
        with httpx.Client(follow_redirects=True, trust_env=False) as browser:
            assert "检查年报里的数字" in browser.get(address).text
            here = {"origin": address.partition("/?")[0]}
            files = {"drafts": ("a.txt", DRAFT)}
            assert browser.post(f"{here['origin']}/drafts", files=files, headers=here).status_code == 200
        (folder,) = tmp_path.iterdir()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert [path.name for path in folder.glob("*/draft")] == ["draft"]
        server.send_signal(getattr(signal, number))
        assert server.wait(15) == status
    finally:
        server.kill()
        server.wait()
    assert list(tmp_path.iterdir()) == []


def test_a_taken_port_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert main(["review", "--no-open", "--port", str(other.getsockname()[1])]) == 2
    assert "不能使用" in capsys.readouterr().err
    assert main(["review", "--no-open", "--port", "99999"]) == 2


def test_without_the_extra_one_sentence_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_multipart", None)
    assert main(["review"]) == 2
    assert capsys.readouterr().err.strip().endswith("pip install 'gouji[web]'。")


def test_help_loads_nothing_of_the_page() -> None:
    code = (
        "import sys\nfrom gouji.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([n for n in sys.modules if n.split('.')[0] in ('starlette', 'uvicorn', 'anyio', 'multipart')])"
    )
    shown = python(code).stdout
    assert "review" in shown and shown.rstrip().endswith("[]")


@pytest.mark.skipif(os.name != "posix", reason="locks and users of POSIX")
def test_what_a_killed_server_left_is_deleted_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    long_ago = (time.time() - 3600,) * 2
    for name in ("gouji-review-dead", "gouji-review-odd", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "draft").write_bytes(DRAFT)
    for name in ("gouji-review-dead", "other"):
        (tmp_path / name / ".lock").touch()
    (tmp_path / "gouji-review-link").symlink_to(tmp_path / "other")
    with private_folder() as alive:
        for path in tmp_path.iterdir():
            os.utime(path, long_ago, follow_symlinks=False)
        with private_folder() as second:
            left = {path.name for path in tmp_path.iterdir()}
            assert left == {alive.name, second.name, "gouji-review-odd", "gouji-review-link", "other"}
        assert (tmp_path / "other" / "draft").exists() and alive.exists()

"""The review page without a browser: who is let in, what is refused, what comes out, what is left behind."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gouji.cli import main
from gouji.decisions.imports import decisions_in
from gouji.decisions.store import read
from gouji.pipeline import audit
from gouji.types import GoujiError

pytest.importorskip("starlette", reason="the extra gouji[web] is not installed")
pytest.importorskip("uvicorn", reason="the extra gouji[web] is not installed")
pytest.importorskip("python_multipart", reason="the extra gouji[web] is not installed")
pytest.importorskip("httpx", reason="starlette's test client needs httpx")

from starlette.testclient import TestClient

from gouji.review import app as pages_app
from gouji.review import guard, store, worker
from gouji.review.process import Runner

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


# ---- who is let in ----


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8123", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:8123", "[::1]:8123"],
)
def test_another_host_is_not_served(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert client.get("/", params={"token": DOOR.token}, headers={"host": host}).status_code == 421


def test_both_names_of_this_computer_are_served(client: TestClient) -> None:
    for host in ("127.0.0.1:8123", "localhost:8123", "LOCALHOST:8123"):
        assert client.get("/", headers={"host": host}).status_code == 200


def test_token_becomes_a_strict_cookie_and_leaves_the_address(stranger: TestClient) -> None:
    answer = stranger.get("/", params={"token": DOOR.token, "lang": "en"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/?lang=en")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("gouji-8123=")
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/list", "/static/review.css", "/drafts/0123456789abcdef/report"])
def test_without_the_token_nothing_is_told(stranger: TestClient, path: str) -> None:
    for query in ("", "?token=", "?token=wrong", "?token=%E5%8B%BE"):
        answer = stranger.get(path + query)
        assert answer.status_code == 403
        assert "gouji review" in answer.text
    stranger.cookies.set("gouji-8123", "wrong")
    assert stranger.get(path).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:8123"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:8123", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_posts_of_other_pages_are_refused(stranger: TestClient, kept: store.Store, headers: dict[str, str]) -> None:
    stranger.get("/", params={"token": DOOR.token})
    answer = sent(stranger, ("a.txt", DRAFT), **headers)
    assert answer.status_code == 403
    assert kept.drafts() == ()


@pytest.mark.parametrize(
    "headers",
    [
        HERE,
        {"origin": "http://127.0.0.1:8123"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin"},
    ],
)
def test_posts_of_our_pages_are_taken(stranger: TestClient, kept: store.Store, headers: dict[str, str]) -> None:
    stranger.get("/", params={"token": DOOR.token})
    assert sent(stranger, ("a.txt", DRAFT), **headers).status_code == 303
    assert len(kept.drafts()) == 1


def test_pages_embedded_elsewhere_get_nothing(client: TestClient) -> None:
    assert client.get("/", headers={"sec-fetch-site": "same-site"}).status_code == 403
    assert client.get("/list", headers={"sec-fetch-site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    answer = client.request(method, "/")
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_every_answer_carries_the_safe_headers(client: TestClient, stranger: TestClient) -> None:
    answers = [
        client.get("/"),
        client.get("/list"),
        client.get("/static/home.js"),
        client.get("/nowhere"),
        client.get("/drafts/none"),
        client.put("/"),
        sent(client, ("a.txt", DRAFT)),
    ]
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and "http" not in policy
        assert "access-control-allow-origin" not in answer.headers


# ---- what comes in ----


def test_a_report_is_checked_and_every_file_of_it_given(client: TestClient, kept: store.Store, tmp_path: Path) -> None:
    draft = checked(client, kept, "年报 终稿.docx", (SEED / "report.docx").read_bytes())
    assert draft.state == "done"
    found = {issue.fingerprint: issue.code for issue in audit(SEED / "report.docx").issues}
    assert draft.findings.codes == found and found
    page = client.get("/").text
    assert "年报 终稿.docx" in page and "古勒峡县人民政府" in page and f"已处理 0 / {len(found)}" in page
    base = f"/drafts/{draft.number}"
    report = client.get(f"{base}/report")
    assert 'class="issue error"' in report.text and "script-src 'sha256-" in report.text
    assert "frame-ancestors 'self'" in report.headers["content-security-policy"]
    annotated = client.get(f"{base}/annotated")
    assert "word/comments.xml" in zipfile.ZipFile(io.BytesIO(annotated.content)).namelist()
    assert annotated.headers["content-disposition"].endswith("%E5%B9%B4%E6%8A%A5%20%E7%BB%88%E7%A8%BF.gouji.docx")
    listed = client.get(f"{base}/issues.xlsx")
    (tmp_path / "list.xlsx").write_bytes(listed.content)
    assert "xl/workbook.xml" in zipfile.ZipFile(tmp_path / "list.xlsx").namelist()
    saved = client.get(f"{base}/report.html")
    assert saved.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in saved.headers["content-security-policy"]


def test_decisions_are_kept_counted_and_given_back(client: TestClient, kept: store.Store, tmp_path: Path) -> None:
    draft = checked(client, kept, "a.txt", DRAFT)
    base, (fingerprint, code) = f"/drafts/{draft.number}", next(iter(draft.findings.codes.items()))
    said = {"fingerprint": fingerprint, "decision": "rejected", "remark": "口径不同"}
    assert client.post(f"{base}/decisions", json=said).status_code == 204
    assert f"已处理 1 / {len(draft.findings.codes)}" in client.get("/").text
    report = client.get(f"{base}/report").text
    assert 'data-choice="rejected" data-remark="口径不同"' in report
    (tmp_path / "d.json").write_bytes(client.get(f"{base}/decisions.json").content)
    (one,) = decisions_in(tmp_path / "d.json")
    assert (one.number, one.choice, one.remark, one.file) == (fingerprint, "rejected", "口径不同", "a.txt")
    (tmp_path / "d.toml").write_bytes(client.get(f"{base}/decisions.toml").content)
    (same,) = read(tmp_path / "d.toml")
    assert (same.fingerprint, same.choice, same.about.code) == (fingerprint, "rejected", code)
    assert client.post(f"{base}/decisions", json={**said, "decision": "", "remark": ""}).status_code == 204
    assert 'data-choice="rejected" data-remark' not in client.get(f"{base}/report").text


def test_rejected_issues_are_not_annotated(client: TestClient, kept: store.Store) -> None:
    draft = checked(client, kept, "a.txt", DRAFT)
    base = f"/drafts/{draft.number}"
    before = client.get(f"{base}/annotated").text
    for fingerprint in draft.findings.codes:
        client.post(f"{base}/decisions", json={"fingerprint": fingerprint, "decision": "rejected", "remark": "x"})
    assert len(client.get(f"{base}/annotated").text) < len(before)


@pytest.mark.parametrize("kind", ["decisions.toml", "decisions.json"])
def test_decisions_can_be_brought_back(client: TestClient, kept: store.Store, kind: str) -> None:
    draft = checked(client, kept, "a.txt", DRAFT)
    fingerprint = next(iter(draft.findings.codes))
    client.post(
        f"/drafts/{draft.number}/decisions", json={"fingerprint": fingerprint, "decision": "open", "remark": "问"}
    )
    file = client.get(f"/drafts/{draft.number}/{kind}").content
    again = checked(client, kept, "a.txt", DRAFT)
    answer = client.post(f"/drafts/{again.number}/import", files={"decisions": (kind, file)})
    assert answer.status_code == 200 and "已导入处理意见 1 条" in answer.text
    assert kept.draft(again.number).decisions[fingerprint].remark == "问"


BAD_LISTS = (("x.toml", b"[["), ("x.xlsx", b"PK\x03\x04"), ("../x.json", b"{"), ("x.json", b"[" * 99_999), ("x", b""))


def test_bad_lists_of_decisions_are_refused_in_words(client: TestClient, kept: store.Store) -> None:
    draft = checked(client, kept, "a.txt", DRAFT)
    for name, data in BAD_LISTS:
        answer = client.post(f"/drafts/{draft.number}/import", files={"decisions": (name, data)})
        assert answer.status_code == 422
        assert "。" in answer.text and str(kept.folder) not in answer.text
        assert sorted(path.name for path in (kept.folder / draft.number).iterdir()) == ["audit", "draft"]


def test_bad_decisions_change_nothing(client: TestClient, kept: store.Store) -> None:
    draft = checked(client, kept, "a.txt", DRAFT)
    fingerprint = next(iter(draft.findings.codes))
    unknown = b'{"fingerprint": "none", "decision": "rejected"}'
    perhaps = json.dumps({"fingerprint": fingerprint, "decision": "perhaps"}).encode()
    odd = b'{"fingerprint": {"a": 1}}'
    for body in (b"", b"[]", b"{", b"\xff", b"[" * 30_000, unknown, perhaps, odd):
        assert client.post(f"/drafts/{draft.number}/decisions", content=body).status_code == 400
    assert client.post(f"/drafts/{draft.number}/decisions", content=b" " * 70_000).status_code == 413
    assert kept.draft(draft.number).decisions == {}


def test_several_at_once_and_removal(client: TestClient, kept: store.Store) -> None:
    assert sent(client, ("a.txt", DRAFT), ("b.txt", DRAFT), ("c.txt", DRAFT)).status_code == 303
    assert [one.name for one in kept.drafts()] == ["c.txt", "b.txt", "a.txt"]
    number = kept.drafts()[1].number
    assert client.post(f"/drafts/{number}/remove").status_code == 303
    assert [one.name for one in kept.drafts()] == ["c.txt", "a.txt"]
    assert client.get(f"/drafts/{number}").status_code == 404
    assert client.post(f"/drafts/{number}/remove").status_code == 404


# ---- what is hostile ----


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


def python(code: str, **rest: Any) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "extract"), str(ROOT / "models")])}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60, **rest)


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


# ---- the command ----


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


# ---- words and looks ----


def test_english(client: TestClient, kept: store.Store) -> None:
    draft = checked(client, kept, "a.txt", DRAFT)
    for page in ("/", f"/drafts/{draft.number}", "/nowhere"):
        text = client.get(page, params={"lang": "en"}).text
        assert '<html lang="en">' in text
        assert set(re.findall(r"[\u4e00-\u9fff]+", re.sub(r"<title>.*</title>", "", text))) <= {
            "勾稽",
            "中文",
            "青岚县",
        }
    assert client.get(f"/drafts/{draft.number}/report?lang=en").text.count('<html lang="en">') == 1
    assert json.loads(sent(client, ("", b""), accept="application/json").text)["error"]


def test_the_page_looks_like_the_report() -> None:
    """One palette, one type: the first rules of both style sheets are the same."""
    package = ROOT / "extract" / "gouji"
    heads = [
        (package / path).read_text(encoding="utf-8").partition("*, ::before")[0]
        for path in ("render/web/report.css", "review/web/review.css")
    ]
    assert heads[0] == heads[1] and "--accent" in heads[0]


def test_the_page_asks_for_nothing_elsewhere() -> None:
    for path in (ROOT / "extract" / "gouji" / "review" / "web").iterdir():
        assert not re.search(r"https?://|@import|url\(", path.read_text(encoding="utf-8"))

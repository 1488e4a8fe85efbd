"""The review page without a browser: drafts in, findings and files out, decisions kept; its words and looks."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra gouji[web] is not installed")
pytest.importorskip("uvicorn", reason="the extra gouji[web] is not installed")
pytest.importorskip("python_multipart", reason="the extra gouji[web] is not installed")
pytest.importorskip("httpx", reason="starlette's test client needs httpx")

from starlette.testclient import TestClient

from gouji.decisions.imports import decisions_in
from gouji.decisions.store import read
from gouji.pipeline import audit
from gouji.review import store
from reviewing import DRAFT, ROOT, SEED, checked, sent

pytest_plugins = ["reviewing"]


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


def test_a_report_that_cannot_be_made_says_so_in_its_frame(client: TestClient, kept: store.Store) -> None:
    draft = checked(client, kept, "a.txt", DRAFT)
    (kept.folder / draft.number / "audit").write_bytes(b"")
    answer = client.get(f"/drafts/{draft.number}/report")
    assert answer.status_code == 422 and "程序出错" in answer.text
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


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

"""``gouji annotate``: which issues become notes, where the file goes, and what is refused."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from pathlib import Path

import pytest

from annotating import REPORTS
from gouji.cli import main
from gouji.read import read
from gouji.render.annotate import SUFFIXES, Options, annotate
from gouji.render.remarks import remarks_of
from gouji.types import Audit

DRAFTS = REPORTS / "seed-figures"
WHEN = datetime(2025, 1, 31)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return Path(shutil.copy(DRAFTS / "report.docx", tmp_path / "草稿.docx"))


def test_level_and_decisions_choose_the_issues(audit: Audit) -> None:
    assert [one.severity for one in remarks_of(audit, "zh")] == ["warning", "error"]
    assert [one.severity for one in remarks_of(audit, "zh", "error")] == ["error"]
    assert [one.mark for one in remarks_of(audit, "zh", skip={"f1"})] == ["f2"]
    assert annotate(b"", audit, Options(WHEN, skip={"f1", "f2"})).notes == 0


def test_remark_says_what_is_wrong_and_what_to_look_at(audit: Audit) -> None:
    (wrong,) = remarks_of(audit, "zh", "error")
    assert wrong.anchor.of(audit.report.document.text) == "1355条"
    assert wrong.text.splitlines()[:2] == ["错误 N901 分项之和不等于总数", "各项相加是 1335 条，与总数 1355 条不等。"]
    assert "算式：701 + 618 + 16 = 1335 ≠ 1355" in wrong.lines
    (english,) = remarks_of(audit, "en", "error")
    assert english.title == "error N901 Parts do not add up"


def test_blank_cell_has_its_note_on_the_cell_before_it(audit: Audit) -> None:
    blank = next(one for one in remarks_of(audit, "zh") if one.mark == "f2")
    assert blank.anchor.of(audit.report.document.text) == "0"
    assert blank.lines[-1] == "（指本行的空白格）"


@pytest.mark.parametrize(("kind", "suffix"), SUFFIXES.items())
def test_copy_goes_beside_the_draft(kind: str, suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if kind == "pdf":
        pytest.importorskip("pikepdf", reason="pikepdf is not installed (extra [pdf]): PDFs cannot be annotated")
    own = Path(shutil.copy(DRAFTS / f"report.{kind}", tmp_path))
    before = own.read_bytes()
    assert main(["annotate", str(own), "--date", "2025-01-31"]) == 0
    made = tmp_path / f"report.gouji{suffix}"
    assert f"{made}：批注 " in capsys.readouterr().out
    assert own.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == sorted([own, made])
    if kind in ("docx", "pdf", "html"):
        assert read(made).format == kind


def test_saved_page_is_annotated_as_a_page(tmp_path: Path) -> None:
    page = (DRAFTS / "report.html").read_bytes()
    saved = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    (tmp_path / "保存.mhtml").write_bytes(saved)
    assert main(["annotate", str(tmp_path / "保存.mhtml")]) == 0
    assert b"<mark" in (tmp_path / "保存.gouji.html").read_bytes()


def test_same_date_gives_the_same_file(draft: Path, tmp_path: Path) -> None:
    made = [tmp_path / "a.docx", tmp_path / "b.docx"]
    for path in made:
        assert main(["annotate", str(draft), "-o", str(path), "--date", "2025-01-31T09:00"]) == 0
    assert made[0].read_bytes() == made[1].read_bytes() != draft.read_bytes()


def test_several_drafts_go_into_a_folder(tmp_path: Path) -> None:
    names = [str(REPORTS / slug / "report.txt") for slug in ("seed-figures", "boning-2024")]
    assert main(["annotate", *names, "-o", str(tmp_path / "批注")]) == 0
    made = {path.name for path in (tmp_path / "批注").iterdir()}
    assert made == {"seed-figures-report.gouji.md", "boning-2024-report.gouji.md"}


def test_folder_is_annotated_without_earlier_copies(tmp_path: Path) -> None:
    shutil.copy(DRAFTS / "report.html", tmp_path)
    assert main(["annotate", str(tmp_path)]) == 0
    assert main(["annotate", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"report.html", "report.gouji.html"}


@pytest.mark.parametrize(
    ("output", "said"),
    [("草稿.docx", "文稿本身"), ("批注.pdf", ".docx"), ("没有/批注.docx", "不能写入")],
)
def test_bad_targets_are_refused_and_nothing_is_written(
    output: str, said: str, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = draft.read_bytes()
    assert main(["annotate", str(draft), "-o", str(draft.parent / output)]) == 2
    assert said in capsys.readouterr().err
    assert draft.read_bytes() == before
    assert list(draft.parent.iterdir()) == [draft]


def test_one_bad_draft_does_not_stop_the_others(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    assert main(["annotate", str(tmp_path / "坏.docx"), str(draft)]) == 2
    assert "坏.docx" in capsys.readouterr().err
    assert (tmp_path / "草稿.gouji.docx").exists()


def test_bad_date_is_one_sentence(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["annotate", str(draft), "--date", "昨天"]) == 2
    assert "--date 昨天：不是日期" in capsys.readouterr().err


def test_without_pikepdf_the_user_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    assert main(["annotate", str(DRAFTS / "report.pdf"), "-o", str(tmp_path / "a.pdf")]) == 2
    assert "gouji[pdf]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []

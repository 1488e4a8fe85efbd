"""The command line: statuses, several files, output files, languages; bad input is one sentence, never a traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gouji.cli import main
from gouji.commands import inputs
from gouji.commands.output import opened
from gouji.types import Audit, GoujiError, Text

ROOT = Path(__file__).parents[1]
SEED = ROOT / "corpora" / "reports" / "seed-figures"
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "extract"), str(ROOT / "models")])}


def gouji(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "gouji", *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, env={**ENVIRONMENT, **environment}, timeout=120, check=False
    )


@pytest.fixture
def given(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> Audit:
    """Every file is the hand-built audit, but ``bad`` cannot be read and ``broken`` meets a defect of gouji."""

    def audited(name: str, options: inputs.Options) -> Audit:
        if "bad" in name:
            raise GoujiError(Text(f"{name}：打不开。", f"{name}: cannot be opened."))
        if "broken" in name:
            raise ZeroDivisionError("of all things")
        return audit

    monkeypatch.setattr(inputs, "audited", audited)
    return audit


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["a.txt"], 1),
        (["a.txt", "--exit-zero"], 0),
        (["bad.txt"], 2),
        (["bad.txt", "--exit-zero"], 2),
        (["a.txt", "bad.txt"], 2),
        (["broken.txt", "a.txt"], 2),
    ],
)
def test_status(arguments: list[str], status: int, given: Audit) -> None:
    assert main(["check", *arguments]) == status


@pytest.mark.parametrize(("level", "status"), [("error", 0), ("warning", 1), ("info", 1)])
def test_fail_level(level: str, status: int, audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    warned = replace(audit, issues=tuple(issue for issue in audit.issues if issue.severity == "warning"))
    monkeypatch.setattr(inputs, "audited", lambda name, options: warned)
    assert main(["check", "a.txt", "--fail-level", level]) == status


def test_one_bad_file_does_not_stop_the_others(given: Audit, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "a.txt", "bad.txt", "broken.txt", "b.txt", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    documents = json.loads(out)["documents"]
    assert ["error" in one for one in documents] == [False, True, True, False]
    assert len(err.splitlines()) == 2
    assert err.splitlines()[0] == "gouji: bad.txt：打不开。"
    assert "ZeroDivisionError" in err.splitlines()[1]
    assert "Traceback" not in err


def test_files_of_one_name_go_by_their_paths(given: Audit, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "x/report.txt", "y/report.txt", "--format", "json"]) == 1
    names = [one["name"] for one in json.loads(capsys.readouterr().out)["documents"]]
    assert names == ["x/report.txt", "y/report.txt"]


def test_output_file_is_whole_or_not_there(given: Audit, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out.json"
    assert main(["check", "a.txt", "--format", "json", "-o", str(target)]) == 1
    assert capsys.readouterr().out == ""
    assert len(json.loads(target.read_text(encoding="utf-8"))["documents"]) == 1
    with pytest.raises(RuntimeError), opened(target) as stream:
        stream.write("half")
        raise RuntimeError
    assert len(json.loads(target.read_text(encoding="utf-8"))["documents"]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_output_never_replaces_an_input(given: Audit, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("草稿", encoding="utf-8")
    assert main(["check", str(draft), "-o", str(draft)]) == 2
    assert draft.read_text(encoding="utf-8") == "草稿"
    assert "覆盖" in capsys.readouterr().err


def test_output_into_no_folder_is_one_sentence(
    given: Audit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "a.txt", "-o", str(tmp_path / "none" / "out.json")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_folder_is_its_reports_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.PDF", "sub/c.docx", ".hidden.txt", "~$c.docx", "meta.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = [str(Path(str(name)).relative_to(tmp_path).as_posix()) for name in inputs.expand([str(tmp_path)])]
    assert found == ["a.PDF", "b.txt", "sub/c.docx"]


def test_what_gouji_made_is_no_draft_of_a_folder(tmp_path: Path) -> None:
    for name in ("年报.docx", "年报.gouji.docx", "年报.gouji.html"):
        (tmp_path / name).write_bytes(b"x")
    assert list(inputs.expand([str(tmp_path)])) == [str(tmp_path / "年报.docx")]
    made = str(tmp_path / "年报.gouji.docx")
    assert list(inputs.expand([made])) == [made]  # one that is named is taken


def test_empty_folder_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "没有 PDF" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "--fial-level", "info", "a.txt"], "是不是 --fail-level"),
        (["check"], "缺少参数"),
        ([], "缺少参数"),
        (["check", "a.txt", "--format", "exel"], "--format 不能是"),
        (["chekc", "a.txt"], "chekc"),
        (["--lang", "en", "check"], "required"),
    ],
)
def test_bad_usage_is_one_line_and_status_two(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    err = capsys.readouterr().err
    assert stop.value.code == 2
    assert words in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_unknown_code_is_an_error(option: str, given: Audit, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "a.txt", option, "Q777"]) == 2
    assert "没有代码为 Q777 的检查" in capsys.readouterr().err


LANGUAGES = [("", [], "用法"), ("en", [], "usage"), ("", ["--lang", "en"], "usage"), ("en", ["--lang=zh"], "用法")]


@pytest.mark.parametrize(("variable", "arguments", "word"), LANGUAGES)
def test_help_in_both_languages(
    variable: str, arguments: list[str], word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOUJI_LANG", variable)
    with pytest.raises(SystemExit) as stop:
        main([*arguments, "--help"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith(word)


def test_help_imports_nothing_heavy() -> None:
    heavy = ("spacy", "sklearn", "jieba", "pdfplumber", "pypdfium2", "lxml", "numpy", "rich", "rapidfuzz")
    code = (
        "import sys\nfrom gouji.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=ENVIRONMENT, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("gouji ")


def test_output_is_utf8_whatever_the_code_page(monkeypatch: pytest.MonkeyPatch) -> None:
    done = gouji("--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0
    assert "勾稽" in done.stdout.decode("utf-8")


def test_closed_pipe_is_no_traceback() -> None:
    command = [sys.executable, "-m", "gouji", "rule"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(timeout=60)
    process.stderr.close()


def test_rule_lists_and_explains(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    lines = capsys.readouterr().out.splitlines()
    code = lines[0].split()[0]
    assert main(["rule", code.lower()]) == 0
    text = capsys.readouterr().out
    assert text.startswith(code)
    assert all(word in text for word in ("依据", "会报", "不报", "⟦"))


def test_rule_unknown_suggests(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    code = capsys.readouterr().out.split()[0]
    assert main(["rule", f"{code}9"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert code in err.split("是不是")[1]


def test_stdin_is_a_file_like_others() -> None:
    file = SEED / "report.docx"
    piped = gouji("check", "-", "--format", "json", stdin=file.read_bytes())
    named = gouji("check", str(file), "--format", "json")
    first, second = (json.loads(done.stdout)["documents"][0] for done in (piped, named))
    assert (piped.returncode, named.returncode) == (1, 1)
    assert first["name"] == "stdin"
    assert {**first, "name": ""} == {**second, "name": ""}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\x00\x01\x02\xff" * 40])
def test_what_cannot_be_read_is_one_sentence(data: bytes, tmp_path: Path) -> None:
    draft = tmp_path / "draft.pdf"
    draft.write_bytes(data)
    done = gouji("check", str(draft), str(SEED / "report.txt"), "--format", "json")
    assert done.returncode == 2
    bad, good = json.loads(done.stdout)["documents"]
    assert set(bad) == {"name", "error"}
    assert good["issues"]
    assert len(done.stderr.decode().splitlines()) == 1


def test_missing_file_is_one_sentence(tmp_path: Path) -> None:
    done = gouji("check", str(tmp_path / "none.pdf"))
    assert done.returncode == 2
    assert "none.pdf" in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


def test_select_and_ignore_narrow_a_run() -> None:
    file = str(SEED / "report.txt")
    whole = json.loads(gouji("check", file, "--format", "json").stdout)["documents"][0]["issues"]
    code = whole[0]["code"]
    only = json.loads(gouji("check", file, "--format", "json", "--select", code).stdout)["documents"][0]["issues"]
    rest = json.loads(gouji("check", file, "--format", "json", "--ignore", code).stdout)["documents"][0]["issues"]
    assert {one["code"] for one in only} == {code}
    assert code not in {one["code"] for one in rest}
    assert rest


def test_figures_command() -> None:
    done = gouji("figures", str(SEED / "report.txt"))
    assert done.returncode == 0
    assert "1355" in done.stdout.decode("utf-8")
    found = json.loads(gouji("figures", str(SEED / "report.txt"), "--format", "json").stdout)
    assert "1355" in {one["low"] for one in found["figures"]}
    assert found["numerals"]


def test_script_does_what_the_command_does() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "check_drafts.py"), str(SEED / "report.txt"), "--format", "json"]
    done = subprocess.run(script, capture_output=True, check=False, timeout=120)
    assert done.returncode == 1
    assert done.stdout == gouji("check", str(SEED / "report.txt"), "--format", "json").stdout


def test_python_api_and_command_agree() -> None:
    import gouji as package

    path = SEED / "report.txt"
    done = gouji("check", str(path), "--format", "json")
    assert json.loads(done.stdout) == json.loads(json.dumps(package.check(path).to_dict()))


def test_no_color_on_request(audit: Audit) -> None:
    from gouji.render.console import console_for

    assert not console_for(io.StringIO()).is_terminal

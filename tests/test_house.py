"""The house itself: how checks are declared, what files may look like, and docs that say what the code does."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.checking import Check, registry

ROOT = Path(__file__).parents[1]
CODE = sorted(path for folder in ("extract", "models", "scripts") for path in (ROOT / folder).rglob("*.py"))
CHECKS = tuple(registry().values())
LAYERS_WITHOUT_FAMILY = ("read", "tables", "checks")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_check_is_declared_in_full(check: Check) -> None:
    assert re.fullmatch(r"[TNXYFR]\d{3}", check.code)
    assert check.severity in ("error", "warning", "info")
    assert all((check.name.zh.strip(), check.name.en.strip(), check.doc.zh, check.doc.en, check.source.strip()))
    assert check.fires
    assert len(check.quiet) >= len(check.fires)
    assert all("⟦" in example for example in check.fires)
    assert len({*check.fires, *check.quiet}) == len(check.fires) + len(check.quiet)


def test_codes_and_names_are_unique() -> None:
    assert CHECKS
    assert list(registry()) == [check.code for check in CHECKS]
    assert len({check.name.zh for check in CHECKS}) == len(CHECKS)
    assert len({check.name.en for check in CHECKS}) == len(CHECKS)


def test_every_module_of_checks_declares_one() -> None:
    declaring = {check.run.__module__ for check in CHECKS}
    modules = {f"gouji.checks.{path.stem}" for path in (ROOT / "extract/gouji/checks").glob("*.py")}
    assert modules - {"gouji.checks.__init__"} == declaring


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350
    assert [(name, length) for name, length in functions(path) if length > 60] == []


def test_most_files_and_functions_are_shorter() -> None:
    lengths = [length for path in CODE for _, length in functions(path)]
    files = [len(path.read_text(encoding="utf-8").splitlines()) for path in CODE]
    assert sum(length <= 15 for length in lengths) / len(lengths) > 0.7
    assert sum(length <= 200 for length in files) / len(files) > 0.8


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_knows_no_machine_and_no_todo(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"[\"'`\s](/work|/tmp|/opt|/home|/root)/", text)
    assert not re.search(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", text)


@pytest.mark.parametrize("layer", LAYERS_WITHOUT_FAMILY)
def test_general_layers_name_no_family(layer: str) -> None:
    files = sorted((ROOT / "extract" / "gouji" / layer).rglob("*.py"))
    assert files
    assert [path.name for path in files if "zwgk" in path.read_text(encoding="utf-8")] == []


def test_documented_checks_are_current() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "document_checks.py"), "--check"]
    assert subprocess.run(script, check=False).returncode == 0, "run python scripts/document_checks.py"


def shown(readme: str) -> list[tuple[str, str]]:
    """(command, output) of every block that a README marks as shown output."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    pattern = r"<!-- output of: gouji (.*?) -->\n```text\n(.*?)```"
    return re.findall(pattern, text, flags=re.DOTALL)


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_readme_shows_what_is_printed(
    readme: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from gouji.cli import main

    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("GOUJI_LANG", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    blocks = shown(readme)
    assert blocks
    for command, output in blocks:
        main(command.split())
        printed = "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines())
        assert printed.strip() == output.strip()


def test_both_readmes_give_the_same_commands() -> None:
    commands = [
        re.findall(r"```(?:console|sh|bash)\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), flags=re.DOTALL)
        for name in ("README.md", "README.zh-CN.md")
    ]
    assert commands[0]
    assert commands[0] == commands[1]


def test_ci_runs_the_readmes_test_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    between = re.findall(r"<!-- test-command -->\n```sh\n(.*?)\n```\n<!-- /test-command -->", text, flags=re.DOTALL)
    assert len(between) == 1
    assert "pytest" in between[0]
    assert "test-command" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")

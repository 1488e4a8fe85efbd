"""The pinned quality: the sample may not be read worse than models/gouji_models/floors.toml says."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji_models import floors
from gouji_models.evaluate import SAMPLE, Result, evaluate, main, metrics, table


@pytest.fixture(scope="module")
def sample() -> Result:
    return evaluate(SAMPLE)


def test_no_floor_is_broken(sample: Result) -> None:
    pinned = floors.load()
    assert {"figures_recall", "parts_precision", "faults_found", "false_errors"} <= set(pinned)
    assert list(floors.failures(metrics(sample), pinned)) == []


def test_the_sample_is_large_enough_to_mean_something(sample: Result) -> None:
    assert sample.texts >= 60 and sample.scores.figures.wanted >= 2000 and sample.scores.parts.wanted >= 700
    assert sum(tally.wanted for tally in sample.found.found.values()) >= 120
    assert len(sample.found.texts) >= 10 and sum(sample.found.texts.values()) >= 150


def test_every_metric_stands_in_the_table(sample: Result) -> None:
    told = "\n".join(table(sample))
    assert f"{sample.scores.figures.recall:.4f}" in told and f"{sample.found.recall:.4f}" in told
    assert all(f"  {kind} " in told for kind in sample.found.found)


def test_a_worse_run_is_named() -> None:
    pinned = {"parts_recall": 0.9, "false_errors": 1.0, "ledger": 1.0}
    assert list(floors.failures({"parts_recall": 0.9, "false_errors": 1.0, "ledger": 1.0}, pinned)) == []
    said = list(floors.failures({"parts_recall": 0.89, "false_errors": 1.01}, pinned))
    assert [line.split()[0] for line in said] == ["parts_recall", "false_errors", "ledger"]


def test_a_floor_is_lowered_only_with_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    file.write_text("lowered = []\n[floors]\nparts_recall = 0.9\nfalse_errors = 1.0\n", encoding="utf-8")
    said = list(floors.pin({"parts_recall": 0.8, "false_errors": 4.0}, "", file))
    assert floors.load(file) == {"parts_recall": 0.9, "false_errors": 1.0} and "needs --reason" in said[0]
    list(floors.pin({"parts_recall": 0.8, "false_errors": 0.0}, 'a "harder" sample', file))
    assert floors.load(file) == {"parts_recall": 0.79, "false_errors": 0.5}
    assert 'parts_recall 0.9 to 0.79: a \\"harder\\" sample' in file.read_text(encoding="utf-8")
    list(floors.pin({"parts_recall": 0.95, "false_errors": 0.0}, "", file))
    assert floors.load(file)["parts_recall"] == 0.94


def test_the_frozen_part_is_never_printed(capsys: pytest.CaptureFixture[str]) -> None:
    for split in ("test", "all"):
        with pytest.raises(SystemExit) as stopped:
            main(["--split", split, "-v"])
        assert stopped.value.code == 2
    assert "never looked into" in capsys.readouterr().err

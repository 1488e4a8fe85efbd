"""An earlier run's JSON output as the baseline of this one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from gouji.decisions.nouns import Trace
from gouji.decisions.trace import trace_of_dict
from gouji.types import GoujiError, Text

Baseline = Mapping[str, tuple[Trace, ...]]


def load_baseline(path: Path) -> Baseline:
    """The issues of every draft of an earlier run, by the draft's name. Raises GoujiError if it is no such output."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        documents = [one for one in data["documents"] if "issues" in one]
        return {str(one["name"]): tuple(map(trace_of_dict, _issues(one))) for one in documents}
    except OSError as error:
        why = error.strerror or str(error)
        raise GoujiError(Text(f"{path}：读不了（{why}）。", f"{path}: cannot be read ({why}).")) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        zh = f"{path}：不是 gouji check --format json 的输出，不能作为基线。"
        en = f"{path}: this is no output of gouji check --format json and cannot be the baseline."
        raise GoujiError(Text(zh, en)) from error


def _issues(document: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Issues that stood, and those set aside: all of them had been told."""
    lists = [document.get(name, []) for name in ("issues", "rejected", "known")]
    return [issue for one in lists if isinstance(one, list) for issue in one]


def of_draft(baseline: Baseline, name: str, names: Sequence[str]) -> tuple[Trace, ...] | None:
    """The earlier issues of the draft ``name``, one of ``names``; None if the baseline does not know it.

    A draft goes by its path, else by its file name if that is unique on both sides; the only draft of a run is the
    only one of the baseline, whatever their names.
    """
    if name in baseline:
        return baseline[name]
    last = PurePath(name).name
    same = [traces for other, traces in baseline.items() if PurePath(other).name == last]
    if len(same) == 1 and [PurePath(one).name for one in names].count(last) == 1:
        return same[0]
    return next(iter(baseline.values())) if len(baseline) == len(names) == 1 else None

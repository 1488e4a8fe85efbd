"""The process that touches an upload: one job, under limits of memory, time and output, then it ends.

Run by ``gouji.review.process`` with the job as JSON on stdin; the answer is JSON on stdout. A file that makes it grow,
hang or crash costs this process only.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from gouji.decisions.judge import codes_run, judged
from gouji.decisions.nouns import Decision, Judged
from gouji.decisions.trace import trace_of
from gouji.types import Audit, GoujiError, Text

MEMORY = 3 * 1024 * 1024 * 1024
OUTPUT = 512 * 1024 * 1024
Job = Mapping[str, Any]
Answer = dict[str, Any]


def main() -> int:
    """0 with an answer, also if the answer is why there is none."""
    job: Job = json.load(sys.stdin)
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)  # what a library prints must not stand in the answer
        limit(int(job["seconds"]))
        json.dump(answer(job), out, ensure_ascii=True)
    return 0


def answer(job: Job) -> Answer:
    """What the job gives, or ``error``: a sentence in both languages."""
    name = str(job["name"])
    try:
        return JOBS[job["kind"]](job)
    except GoujiError as error:
        return _error(error.text)
    except MemoryError:
        zh = f"{name}：检查它需要的内存过多，已停止。请另存一份（或另存为 PDF）再试。"
        return _error(Text(zh, f"{name} needs too much memory and was stopped. Save it anew and try again."))
    except RecursionError:
        zh = f"{name}：文件结构嵌套过深，无法检查。请另存一份再试。"
        return _error(Text(zh, f"{name} is nested too deeply to be checked. Save it anew and try again."))
    except Exception as error:  # a defect of ours is told as one, not as a fault of the file
        what = type(error).__name__
        zh = f"{name}：检查时程序出错（{what}）。这不是文件的问题，请报告。"
        return _error(Text(zh, f"{name}: gouji itself failed ({what}). Please report it."))


def _error(text: Text) -> Answer:
    return {"error": [text.zh, text.en]}


def limit(seconds: int) -> None:
    """Limits of this process, where the system has them; the parent's clock holds everywhere."""
    try:
        import resource
    except ImportError:  # Windows has no rlimits
        return
    limits = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in limits:
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, hard))


def _check(job: Job) -> Answer:
    """The draft through the pipeline; its audit is kept for the other jobs."""
    from gouji.pipeline import audit_bytes
    from gouji.render.summary import summary

    folder = Path(job["folder"])
    audit = audit_bytes((folder / "draft").read_bytes(), job["name"])
    (folder / "audit").write_bytes(pickle.dumps(audit))
    outline, said = audit.report.outline, summary(audit)
    return {
        "format": audit.report.document.format,
        "organ": outline.organ or "",
        "year": outline.year,
        "counts": Counter(issue.severity for issue in audit.issues),
        "said": [said.zh, said.en],
        "codes": {issue.fingerprint: issue.code for issue in audit.issues},
        "unread": len(audit.unread),
    }


def _audited(job: Job) -> Judged:
    """The audit that ``_check`` kept, under the decisions of the job."""
    audit: Audit = pickle.loads((Path(job["folder"]) / "audit").read_bytes())
    told = job["decisions"]
    decisions = [
        Decision(one["choice"], trace_of(audit.report, issue), one["remark"], "", one["date"])
        for issue in audit.issues
        if (one := told.get(issue.fingerprint))
    ]
    return judged(audit, decisions, codes_run((), ()))


def _report(job: Job) -> Answer:
    from gouji.render.html import render

    return _put(job, render([_audited(job)], lang=job["lang"]).encode("utf-8"))


def _xlsx(job: Job) -> Answer:
    from gouji.render.xlsx import dumps

    return _put(job, dumps([_audited(job)], job["lang"]))


def _annotated(job: Job) -> Answer:
    from gouji.render.annotate import SUFFIXES, Options, annotate

    audit = _audited(job)
    draft = (Path(job["folder"]) / "draft").read_bytes()
    made = annotate(draft, audit, Options(datetime.now(), job["lang"]))
    return {**_put(job, made.data), "suffix": SUFFIXES[audit.report.document.format], "notes": made.notes}


def _toml(job: Job) -> Answer:
    from gouji.decisions.store import save

    save(Path(job["target"]), list(_audited(job).decisions.values()))
    return {}


def _import(job: Job) -> Answer:
    """The decisions of a list that people filled in, which is an upload like any other."""
    from gouji.decisions.imports import decisions_in
    from gouji.decisions.lookup import issue_named

    audit = _audited({**job, "decisions": {}})
    taken: dict[str, Answer] = {}
    left = 0
    for said in decisions_in(Path(job["target"])):
        try:
            fingerprint = issue_named(audit, said.number).fingerprint
            taken[fingerprint] = {"choice": said.choice, "remark": said.remark, "date": said.date}
        except GoujiError:
            left += 1
    return {"taken": taken, "left": left}


def _put(job: Job, data: bytes) -> Answer:
    Path(job["target"]).write_bytes(data)
    return {}


JOBS: Final[Mapping[str, Callable[[Job], Answer]]] = {
    "check": _check,
    "report": _report,
    "xlsx": _xlsx,
    "annotated": _annotated,
    "toml": _toml,
    "import": _import,
}

if __name__ == "__main__":
    sys.exit(main())

"""The plain sentences of a result: its head, its ledger, its outcome; none says "agrees" of what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gouji.decisions import Judged, Trace, as_judged, short
from gouji.render.result import Failure, Result
from gouji.render.words import LEDGER, SEVERITY, counted
from gouji.types import Audit, Text


def head(audit: Audit) -> Iterator[tuple[Text, str]]:
    """(line, style): the file, then who, when, which form, and how much was read."""
    report = audit.report
    yield Text(report.document.name, report.document.name), "bold underline"
    organ, year, form = report.outline.organ, report.outline.year, report.tables.form
    cells, told = sum(fact.figure is not None for fact in report.tables.cells), len(report.mentions)
    zh = [organ or "机关未读出", f"{year}年度" if year else "年度未读出", f"{form}版格式" if form else "格式未认出"]
    en = [organ or "organ not read", str(year or "year not read"), f"form {form}" if form else "form unknown"]
    zh += [f"读出表格数 {cells} 个", f"正文数字 {told} 个"]
    en += [f"{counted(cells, 'table cell')} and {counted(told, 'figure')} of the text read"]
    yield Text(" · ".join(zh), " · ".join(en)), ""


def ledger(audit: Audit) -> Text:
    """``数字去向：相符 212，未核对 31，…``: how every numeral of the document ended."""
    ends = [(LEDGER.get(name, Text(name, name)), count) for name, count in audit.ledger.items() if count]
    zh = "，".join(f"{name.zh} {count}" for name, count in ends) or "没有读到任何数字"
    en = ", ".join(f"{count} {name.en}" for name, count in ends) or "none was read"
    return Text(f"数字去向：{zh}", f"Numerals: {en}")


def set_aside(audit: Judged) -> Iterator[Text]:
    """What is not among the issues: rejected, told by the baseline, fixed; and what nobody can say was fixed."""
    for issue in audit.rejected:
        decision = audit.decisions[issue.fingerprint]
        zh, en = (f"：{decision.remark}", f": {decision.remark}") if decision.remark else ("", "")
        name = f"#{short(issue.fingerprint)} {issue.code}"
        yield Text(f"不采纳 {name} {issue.name.zh}{zh}", f"rejected {name} {issue.name.en}{en}")
    if audit.compared:
        known = len(audit.known)
        yield Text(f"与基线相同的问题 {known} 个，未列出", f"{counted(known, 'issue')} of the baseline not listed")
    for trace in audit.fixed:
        yield Text(f"已改正 {_traced(trace)}", f"fixed {_traced(trace)}")
    for trace in audit.lost:
        zh = f"无法确认是否改正 {_traced(trace)}（相关数字已不在文稿中或没有读到）"
        yield Text(zh, f"fixed or not, nobody can say: {_traced(trace)} (its figures are gone or were not read)")


def _traced(trace: Trace) -> str:
    return f"#{short(trace.fingerprint)} {trace.code} {trace.message}".rstrip()


def summary(audit: Audit) -> Text:
    """One sentence on the outcome. "No issue" and "nothing to compare" are told apart."""
    if not audit.report.tables.cells and not audit.report.mentions:
        said = "结论：没有读出可核对的数字，本次检查不能说明报告无误。"
        return Text(said, "Result: no figure was read; this run says nothing about the report.")
    found, agrees, unread = _issues([audit]), audit.ledger.get("agrees", 0), len(audit.unread)
    aside = _aside(as_judged(audit))
    if found.zh:
        first = Text(f"结论：{found.zh}{aside.zh}。", f"Result: {found.en}{aside.en}.")
    elif aside.zh:
        first = Text(f"结论：没有待处理的问题{aside.zh}。", f"Result: no issue stands{aside.en}.")
    elif agrees:
        words = f"Result: no issue; {counted(agrees, 'figure')} could be compared and agree."
        first = Text(f"结论：未发现问题，能核对的 {agrees} 个数字相符。", words)
    else:
        first = Text(
            "结论：未发现问题，但没有一个数字可以互相核对。", "Result: no issue, but no figure could be compared."
        )
    if not unread:
        return first
    rest = Text(f"另有 {unread} 项没有读出，未作核对。", f" {counted(unread, 'item')} not read and not checked.")
    return Text(first.zh + rest.zh, first.en + rest.en)


def _aside(audit: Judged) -> Text:
    """``（不采纳 1 个，与基线相同 2 个，均未计入）``; empty if nothing was set aside."""
    counts = [(len(audit.rejected), Text("不采纳", "rejected")), (len(audit.known), Text("与基线相同", "known"))]
    found = [(number, word) for number, word in counts if number]
    if not found:
        return Text("", "")
    zh = "，".join(f"{word.zh} {number} 个" for number, word in found)
    return Text(f"（{zh}，未计入）", f" ({', '.join(f'{number} {word.en}' for number, word in found)}, not counted)")


def total(results: Sequence[Result]) -> Text:
    """The last line of a run over several files."""
    audits = [result for result in results if not isinstance(result, Failure)]
    issues, bad = _issues(audits), len(results) - len(audits)
    clean, unread = (sum(not audit.issues for audit in audits), sum(bool(audit.unread) for audit in audits))
    zh = [f"共 {len(results)} 份：{issues.zh or '未发现问题'}", f"{clean} 份没有问题"]
    en = [f"{counted(len(results), 'file')}: {issues.en or 'no issue'}", f"{clean} without any"]
    if unread:
        zh.append(f"{unread} 份有没读出的内容")
        en.append(f"{unread} with parts that were not read")
    if bad:
        zh.append(f"{bad} 份无法检查")
        en.append(f"{bad} could not be checked")
    return Text("，".join(zh) + "。", "; ".join(en) + ".")


def _issues(audits: Sequence[Audit]) -> Text:
    """``错误 2 个、警告 1 个``; empty if there is none."""
    counts = Counter(issue.severity for audit in audits for issue in audit.issues)
    found = [(word, counts[severity]) for severity, word in SEVERITY.items() if counts[severity]]
    zh = "、".join(f"{word.zh} {number} 个" for word, number in found)
    return Text(zh, ", ".join(counted(number, word.en) for word, number in found))

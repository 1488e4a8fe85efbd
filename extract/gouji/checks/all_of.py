"""N110: 均 and 全部 beside the results that the tables give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking import Case, check
from gouji.equations import shown
from gouji.passages import Passage
from gouji.ratios import rows
from gouji.sums import cell_name
from gouji.types import Evidence, Fact, Outcome, Text

_ALL = r"(?:均|全部|都|全数)(?:已)?(?:依法|依规|按照?规定|按期|按时|及时|规范)*"
_DONE = re.compile(rf"{_ALL}(?:办结|办理完毕|答复完毕|办毕|办理完成)")
_GRANTED = re.compile(rf"{_ALL}(?:予以|给予)?(?:公开)(?!属性|方式|或|和|与|及|、|部分|工作|答复|渠道|平台|栏)")
_UPHELD = re.compile(r"(?:均|全部|都)(?:被|为|获|予以|结果)?维持")
_EXCEPT = re.compile(r"除|其余|其中|结转|部分公开|或者?不|网络|线上|渠道|尚|未|建议|提案|信箱|留言|热线|诉求|工单")
_RECEIVED = "requests.received.total"
_TABLE = """一、本年新收政府信息公开申请数量|5|1|0|0|0|0|6
二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0
（七）总计|4|1|0|0|0|0|5
四、结转下年度继续办理|1|0|0|0|0|0|1
"""
_CLEAR = _TABLE.replace("4|1|0|0|0|0|5", "5|1|0|0|0|0|6").replace("1|0|0|0|0|0|1\n", "0|0|0|0|0|0|0\n")


@check(
    "N110",
    Text("“均”“全部”与表中结果矛盾", "“all” against the results of the tables"),
    severity="warning",
    source="通行的勾稽读法：均、全部可以推出分项等于总数，应与表三、表四的结果一致",
    fires=(f"全年收到政府信息公开申请6件，⟦全部办结⟧。\n{_TABLE}",),
    quiet=(
        f"全年收到政府信息公开申请6件，全部办结。\n{_CLEAR}",
        f"全年收到政府信息公开申请6件，除1件结转下年外全部办结。\n{_TABLE}",
    ),
)
def all_of(case: Case) -> Iterator[Outcome]:
    """All requests are said to be closed or granted, or all reviews upheld, while the tables have others.

    正文说全部办结、均予公开或均维持，表中却有其他结果。
    """
    for one, row in rows(case):
        keys = {said.fact.key for said in row}
        if _EXCEPT.search(one.text):
            continue
        if any(key.startswith(_RECEIVED) for key in keys):
            yield from _against(case, one, _DONE, "requests.carried_out.total")
            yield from _not_granted(case, one)
        if "disputes.review.total" in keys and "诉讼" not in one.text:
            yield from _not_upheld(case, one)


def _against(case: Case, one: Passage, pattern: re.Pattern[str], key: str) -> Iterator[Outcome]:
    """The cell must be 0 if the words say so."""
    match, cell = pattern.search(one.text), case.cells.get(key)
    if match and cell and cell.figure and cell.figure.low > 0:
        yield _outcome(case, one, match, cell)


def _not_granted(case: Case, one: Passage) -> Iterator[Outcome]:
    match = _GRANTED.search(one.text)
    cell, handled = case.cells.get("requests.granted.total"), case.cells.get("requests.handled.total")
    if match and cell and handled and cell.figure and handled.figure and cell.figure.low < handled.figure.low:
        yield _outcome(case, one, match, cell)


def _not_upheld(case: Case, one: Passage) -> Iterator[Outcome]:
    match = _UPHELD.search(one.text)
    cell, total = case.cells.get("disputes.review.upheld"), case.cells.get("disputes.review.total")
    if match and cell and total and cell.figure and total.figure and cell.figure.low < total.figure.low:
        yield _outcome(case, one, match, cell)


def _outcome(case: Case, one: Passage, match: re.Match[str], cell: Fact) -> Outcome:
    evidence = (Evidence(one.span(match)), Evidence(cell.span, cell.key, "term"))
    zh = f"文中称「{match[0]}」，而表中{cell_name(case, cell.key)}为{shown(cell)}"
    en = f"the text says “{match[0]}”, the table has {cell_name(case, cell.key, 'en')} = {shown(cell)}"
    return Outcome("differs", evidence, Text(zh, en), found=shown(cell))

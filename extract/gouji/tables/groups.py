"""Rows that stand under a group's own label: a group printed as one row, or its total beside its rows."""

from __future__ import annotations

from gouji.family import Group
from gouji.tables.cells import put_cell
from gouji.tables.split import Split
from gouji.tables.work import Work
from gouji.types import Deviation


def fill_groups(work: Work) -> None:
    """The groups' own cells. With only some of a group's rows read it stays open what such a line is: it is unread."""
    groups = {group.key: group for group in work.book.table.groups}
    rows = {work.book.table.rows[number].key for number in work.matching.row_of.values()}
    filled: set[str] = set()
    for line, each in enumerate(work.matching.splits):
        if line in work.matching.row_of or not work.matching.is_group(line) or not each.has_number:
            continue
        group = groups.get(each.group or _group_before(work, line))
        members = rows & set(group.rows) if group else set()
        settled = group is not None and group.key not in filled and _stands_right(work, line, group, len(members))
        if group and settled and _fill_group(work, each, group, merged=not members):
            filled.add(group.key)
        else:
            work.tell_unknown(each)
    for group in groups.values():
        if group.merged and rows & set(group.rows):
            _tell_split(work, group, rows & set(group.rows))


def _stands_right(work: Work, line: int, group: Group, members: int) -> bool:
    """True if the line is where the group as a whole, or with all its rows read its total, belongs."""
    own = [number for number, row in enumerate(work.book.table.rows) if row.group == group.key]
    matched = work.matching.row_of
    before = matched.get(max((at for at in matched if at < line), default=-1), -1)
    after = matched.get(min((at for at in matched if at > line), default=-1), len(work.book.table.rows))
    if members == 0:
        return before < own[0] and after > own[-1]
    return members == len(own) and (before, after) in ((own[0] - 1, own[0]), (own[-1], own[-1] + 1))


def _group_before(work: Work, line: int) -> str:
    """The group that a line headed 小计 closes: that of the row before it, if the row after it is of another."""
    group_of = {at: work.book.table.rows[row].group for at, row in work.matching.row_of.items()}
    before = group_of.get(max((at for at in group_of if at < line), default=-1), "")
    after = group_of.get(min((at for at in group_of if at > line), default=-1), "")
    return before if before != after else ""


def _fill_group(work: Work, each: Split, group: Group, merged: bool) -> bool:
    first = next(number for number, row in enumerate(work.book.table.rows) if row.group == group.key)
    slots = work.fit(each, first)
    if slots is None:
        return False
    for column, entry in slots:
        put_cell(work.reading, work.cell(group.key, column), entry, "label")
    if merged and not group.merged and each.label and len(slots) > 1:
        expected = "；".join(row.label for row in work.book.table.rows if row.group == group.key)
        key = work.book.table.cell(group.key, "")
        work.deviate(Deviation("row_merged", each.label.span, expected, each.label.words, key))
    return True


def _tell_split(work: Work, group: Group, rows: set[str]) -> None:
    """A group that this form prints as one row and the report as several."""
    found = "；".join(row.label for row in work.book.table.rows if row.key in rows)
    work.deviate(Deviation("form", None, group.label, found, work.book.table.cell(group.key, "")))

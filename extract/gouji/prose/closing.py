"""Must a list's parts make up its whole, and what says so?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.prose.cues import Cue, is_channel, is_rest, rest_of
from gouji.prose.divisions import divisions_of
from gouji.prose.row import Row, family

_PAIRS = (("专职", "兼职"), ("建议", "提案"), ("线上", "线下"), ("不合格", "合格"))
_DIVIDES = {"composed": "composed of", "respective": "given one by one", "colon": "behind a colon"}


def shares_full(row: Row, members: Sequence[int]) -> bool:
    """Each part has its share beside it, and the shares make 100."""
    shares = []
    for member in members:
        beside = member + 1 if member + 1 < len(row.items) else member
        if row.units[beside] == "%" and row.sentences[beside] == row.sentences[member]:
            shares.append(row.values[beside])
    known = [share for share in shares if share is not None]
    if len(known) != len(members):
        known = _following(row, members[-1], len(members))
    return len(known) == len(members) and abs(sum(known, Decimal(0)) - 100) <= Decimal("0.5")


def _following(row: Row, last: int, count: int) -> list[Decimal]:
    """分别占64.4%、33.3%和2.3%: as many shares behind the list as it has parts."""
    after = [i for i in range(last + 1, min(last + 1 + count, len(row.items))) if row.units[i] == "%"]
    values = [row.values[i] for i in after if row.sentences[i] == row.sentences[last]]
    return [value for value in values if value is not None]


def _covers(row: Row, whole: int, members: Sequence[int]) -> bool:
    """The list reaches nine tenths of the whole and does not break off with 等."""
    total, value = row.total(members), row.values[whole]
    full = total is not None and value is not None and total * 10 >= value * 9
    return full and not row.after(members[-1]).startswith("等")


def _near(row: Row, whole: int, members: Sequence[int]) -> bool:
    """A slip of one digit in an all but complete list.

    The list reaches 95 % of the whole and names even a part smaller than what is missing, so that nobody would leave
    the missing part out, and the sum differs from the whole in one digit before the last, as a slip of the pen does.
    """
    total, value = row.total(members), row.values[whole]
    if len(members) < 3 or total is None or value is None or not Decimal("0.95") * value <= total < value:
        return False
    smallest = min(v for i in members if (v := row.values[i]) is not None)
    a, b = str(total), str(value)
    one_digit = len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return one_digit and a[-1] == b[-1] and smallest <= value - total


def _of_the_form(row: Row, members: Sequence[int]) -> bool:
    """All parts have keys of one division of the form, though their whole has none."""
    return bool(frozenset.intersection(*(divisions_of(row.items[i].key) for i in members)))


def is_pair(row: Row, members: Sequence[int]) -> bool:
    """Two parts that between them are all there is (专职 and 兼职)."""
    labels = [row.labels[i] + row.after(i)[:3] for i in members]
    if any(a in label and b in label.replace(a, "") for label in labels for a, b in _PAIRS):
        return False  # 提案788件，全国建议提案18件: one of the two names both
    return len(labels) == 2 and any(
        (a in labels[0] and b in labels[1]) or (b in labels[0] and a in labels[1]) for a, b in _PAIRS
    )


def names_pair(label: str) -> bool:
    """Does the label hold both names of such a pair (办理建议提案)?"""
    return any(a in label and b in label for a, b in _PAIRS)


def _ends_in_rest(row: Row, whole: int, members: Sequence[int]) -> bool:
    """Is the last part all that is left of the whole? 信息5万条，其中规章3件，其他文件76件: of the documents only."""
    if not is_rest(row.clause(members[-1])) or row.after(members[-1]).startswith("等"):
        return False  # 如预算6条、其他财政信息10条等: some more there are
    noun = rest_of(row.labels[members[-1]])
    return not noun or noun in row.labels[whole] + row.after(whole) or row.exact(whole, members)


def closing(row: Row, whole: int, members: Sequence[int], cue: Cue) -> tuple[bool, str]:
    """(closed, why) of a list."""
    if len(members) < 2:
        return False, "one part"
    rest = _ends_in_rest(row, whole, members)
    if any(row.values[i] is None for i in (whole, *members)) and cue.words:
        return rest, "open list"
    if rest:
        return True, "the last part is the rest"
    if cue.kind in _DIVIDES:
        return True, f"the list is said to be the whole: {_DIVIDES[cue.kind]}"
    if cue.divides and len(members) >= 3 and _covers(row, whole, members):
        return True, "the whole is divided by a view"
    if is_pair(row, members):
        return True, "the two are all there is"
    if shares_full(row, members):
        return True, "the shares make 100 %"
    if row.exact(whole, members) and _of_the_form(row, members):
        return True, "the parts are a division of the form"
    if row.exact(whole, members):
        of_disclosed = family(row.items[whole].key) == "disclosed"
        channels = of_disclosed and all(is_channel(row.labels[i]) for i in members)
        divided = channels or cue.kind in {"axis", "bare", "except"}
        return divided, "the parts add up" if divided else "open list"
    if _near(row, whole, members):
        return True, "all but complete: one digit is missing"
    return False, "open list"

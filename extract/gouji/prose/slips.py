"""Would one slip of the pen explain that parts do not add up? One digit mistyped, or two neighbours swapped."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.prose.row import Row


def is_slip(was: Decimal, meant: Decimal) -> bool:
    """Do two counts differ in one digit, or in two neighbouring digits that changed places?"""
    a, b = str(was), str(meant)
    if len(a) != len(b) or meant < 0:
        return False
    wrong = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
    return len(wrong) == 1 or swapped


def like_a_slip(difference: Decimal) -> bool:
    """Can two counts with this difference be a slip apart: by one digit, or by nine of them (62 for 26: 36)?"""
    digits = str(abs(difference)).rstrip("0")
    if "." in digits:
        return True  # a point may have changed places, too
    return len(digits) == 1 or len(digits) == 2 and int(digits) % 9 == 0


def slipped(row: Row, whole: int, members: Sequence[int]) -> bool:
    """Would a slip in the whole or in one of the members explain why they do not add up?"""
    total, value = row.total(members), row.values[whole]
    if total is None or value is None or total == value or not like_a_slip(total - value):
        return False
    parts = [known for i in members if (known := row.values[i]) is not None]
    return is_slip(value, total) or any(is_slip(part, part + value - total) for part in parts)

"""Text cut where notes begin and end, for formats that write the whole text anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.render.remarks import Remark
from gouji.types import Span


class Stretch(NamedTuple):
    """Characters under the same notes. ``opens`` and ``closes`` are the notes that begin and end with them."""

    span: Span
    under: tuple[Remark, ...]
    opens: tuple[Remark, ...]
    closes: tuple[Remark, ...]


def stretches(span: Span, remarks: Sequence[Remark]) -> Iterator[Stretch]:
    """``span`` as stretches, in order; nothing for an empty span."""
    near = [one for one in remarks if one.anchor.meets(span)]
    edges = {span.start, span.stop, *(edge for one in near for edge in (one.anchor.start, one.anchor.stop))}
    cuts = sorted(edge for edge in edges if span.start <= edge <= span.stop)
    for start, stop in zip(cuts, cuts[1:], strict=False):
        under = tuple(one for one in near if one.anchor.start <= start and stop <= one.anchor.stop)
        opens = tuple(one for one in under if one.anchor.start == start)
        yield Stretch(Span(start, stop), under, opens, tuple(one for one in under if one.anchor.stop == stop))

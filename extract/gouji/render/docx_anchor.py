"""Where a note stands in the XML of a Word draft: which runs its words are, and cutting runs at exact characters.

Source: ECMA-376 part 1, 17.13.4 (comments): the range marks may stand wherever a run may, but in no text box, formula
or note; there the note goes to the whole element that holds the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import NamedTuple

from gouji.read.docx_xml import BOX, MATH_R, RPR, Element, P, R, T, W, run_text, runs

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PARENTS = frozenset(
    W + tag
    for tag in ("p", "hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "sdtContent", "dir", "bdo")
)


class Edge(NamedTuple):
    """One end of a range: a character offset in a run, or ``offset`` None: the element as a whole."""

    element: Element
    offset: int | None


class Fragment(NamedTuple):
    """A run cut out of a longer one: characters ``start:stop`` of it."""

    start: int
    stop: int
    element: Element


def edge_of(run: Element, offset: int) -> Edge:
    """The edge at a character of a run, or at the least element around it where a range mark may stand."""
    within = run
    box = next((each for each in reversed(list(run.iterancestors(BOX)))), None)
    if box is not None:
        within = next(box.iterancestors(R), box)
    while within.getparent().tag not in _PARENTS:
        within = within.getparent()
    return Edge(run, offset) if within is run and run.tag == R else Edge(within, None)


def outermost(element: Element, *, before: bool) -> Element:
    """The element that a mark ``before`` (or behind) ``element`` is better put at: the wrapper it begins (or ends).

    LibreOffice overlooks marks inside smart tags, and outside a wrapper they mean the same.
    """
    node = best = element
    while (parent := node.getparent()).tag != P:
        if any(next(each.iter(R, MATH_R), None) is not None for each in node.itersiblings(preceding=before)):
            break
        node = parent
        if node.getparent().tag in _PARENTS:
            best = node
    return best


def first_run(paragraph: Element) -> Element | None:
    """The paragraph's first run that prints, else its first; None if it has none."""
    own = runs(paragraph)
    return next((run for run in own if run_text(run)), own[0] if own else None)


def reference_to(root: Element, kind: str, number: str) -> Element | None:
    """The run of the body that refers to a footnote or endnote (``kind`` is the tag of the reference)."""
    for node in root.iter(W + kind):
        if node.get(W + "id") == number:
            return next(node.iterancestors(R), None)
    return None


def holder_of(node: Element) -> Element:
    """The child of a notes part (``w:footnote``) that holds ``node``."""
    while node.getparent() is not None and node.getparent().getparent() is not None:
        node = node.getparent()
    return node


def cut(run: Element, starts: Sequence[int], stops: Sequence[int]) -> list[Fragment]:
    """Replaces a run by runs that begin at each of ``starts`` and end at each of ``stops``.

    Each has the run's attributes and properties; what prints nothing stays where it stood, outside the ranges.
    A piece that cannot be cut (an alternative with text) goes wholly into the range.
    """
    atoms = list(_atoms(run, sorted({*starts, *stops})))
    bounds = [0]
    for width, _ in atoms:
        bounds.append(bounds[-1] + width)
    begins = {max((edge for edge in bounds if edge <= at), default=0) for at in starts}
    ends = {min((edge for edge in bounds if edge >= at), default=bounds[-1]) for at in stops}
    groups: list[tuple[int, list[Element]]] = [(0, [])]
    at = 0
    for width, atom in atoms:
        closes = at in ends and groups[-1][0] < at
        opens = width and at in begins and groups[-1][1]
        if closes or opens:
            groups.append((at, []))
        groups[-1][1].append(atom)
        at += width
    return _replace(run, groups, at)


def _atoms(run: Element, cuts: Sequence[int]) -> Iterator[tuple[int, Element]]:
    """The run's children without its properties, each with its number of characters; ``w:t`` cut at ``cuts``."""
    at = 0
    for child in run:
        if child.tag == RPR:
            continue
        width = len(run_text([child]))
        inner = [each - at for each in cuts if at < each < at + width]
        if child.tag == T and inner:
            for start, stop in zip([0, *inner], [*inner, width], strict=True):
                yield stop - start, _slice(child, start, stop)
        else:
            yield width, child
        at += width


def _slice(node: Element, start: int, stop: int) -> Element:
    text = str(node.text or "")
    text = text if node.get(_SPACE) == "preserve" else text.strip(" \t\r\n")
    part = deepcopy(node)
    part.text, part.tail = text[start:stop], None
    part.set(_SPACE, "preserve")
    return part


def _replace(run: Element, groups: Sequence[tuple[int, list[Element]]], length: int) -> list[Fragment]:
    if len(groups) == 1:
        return [Fragment(0, length, run)]
    fragments = []
    properties = run.find(RPR)
    stops = [start for start, _ in groups[1:]] + [length]
    for (start, atoms), stop in zip(groups, stops, strict=True):
        piece = run.makeelement(run.tag, dict(run.attrib), nsmap=run.nsmap)
        if properties is not None:
            piece.append(deepcopy(properties))
        piece.extend(atoms)
        run.addprevious(piece)
        fragments.append(Fragment(start, stop, piece))
    run.getparent().remove(run)
    return fragments

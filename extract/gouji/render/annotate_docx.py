"""A Word draft with comments on the exact words; nothing else of it changes.

Four parts of the package are written: the body, the comments, and, if the draft had no comments, their entries in the
list of content types and in the body's relationships. Every other part keeps its bytes.
Source: ECMA-376 part 1, 17.13.4 (comments); part 2 (packages).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gouji.read.docx_inline import GENERATED
from gouji.read.docx_package import Package, open_package
from gouji.read.docx_xml import Element, P, W, paragraphs, parse, runs
from gouji.render.docx_anchor import Edge, Fragment, cut, edge_of, first_run, holder_of, outermost, reference_to
from gouji.render.docx_comments import open_comments, serialised
from gouji.render.remarks import Remark
from gouji.types import Document, DocxRun


@dataclass(frozen=True, slots=True)
class _Range:
    """A remark's place in the body; not ``exact`` if the note had to go to something around its words."""

    remark: Remark
    first: Edge
    last: Edge

    @property
    def exact(self) -> bool:
        return self.first.offset is not None and self.last.offset is not None


def annotate_docx(draft: bytes, document: Document, remarks: Sequence[Remark], when: datetime) -> bytes:
    """The draft with one comment for each remark. Raises GoujiError if the package is damaged."""
    package = open_package(draft, document.name)
    main = package.main_part()
    body = _Body(package, main)
    ranges = [body.range_of(document, remark) for remark in remarks]
    comments = open_comments(package, main, body.root)
    for found in ranges:
        comments.add(found.remark, "" if found.exact else found.remark.anchor.of(document.text), when)
    _mark(ranges, comments.first, _reference_style(package, main))
    return _packed(package, {main: body.written(), **comments.written(package, main)})


class _Body:
    """The main part's tree, and where the places of a document are in it."""

    def __init__(self, package: Package, main: str) -> None:
        self._package, self._main = package, main
        self._source = package.read(main)
        self.root = parse(self._source, package.name, main)
        self._lists: dict[str, list[Element]] = {main: paragraphs(self.root)}

    def written(self) -> bytes:
        return serialised(self.root, self._source)

    def range_of(self, document: Document, remark: Remark) -> _Range:
        places = [place for place in document.places(remark.anchor) if isinstance(place, DocxRun)]
        typed = [place for place in places if place.run != GENERATED] or places
        first, last = typed[0], typed[-1]
        if len(typed) < len(places):  # part of the words is an automatic number, which no run holds
            return _Range(remark, Edge(self._edge(first, first.start).element, None), self._edge(last, last.stop))
        return _Range(remark, self._edge(first, first.start), self._edge(last, last.stop))

    def _edge(self, place: DocxRun, offset: int) -> Edge:
        paragraph = self._paragraphs(place.part)[place.paragraph]
        if place.part != self._main:
            return self._noted(paragraph, place.part)
        if place.run != GENERATED:
            return edge_of(runs(paragraph)[place.run], offset)
        run = first_run(paragraph)
        return Edge(paragraph if run is None else edge_of(run, 0).element, None)

    def _paragraphs(self, part: str) -> list[Element]:
        if part not in self._lists:
            self._lists[part] = paragraphs(parse(self._package.read(part), self._package.name, part))
        return self._lists[part]

    def _noted(self, paragraph: Element, part: str) -> Edge:
        """Notes take no comments: it goes to the sign in the body that refers to the note."""
        holder = holder_of(paragraph)
        run = reference_to(self.root, f"{holder.tag.removeprefix(W)}Reference", holder.get(W + "id", ""))
        if run is None:
            return Edge(self._lists[self._main][0], None)
        return Edge(edge_of(run, 0).element, None)


def _mark(ranges: Sequence[_Range], first: int, style: str | None) -> None:
    """Puts the marks of every range into the tree; ``first`` is the number of the first comment."""
    fragments = _fragments(ranges)
    for number, found in enumerate(ranges, first):
        start, stop = _start(found.first, fragments), _stop(found.last, fragments)
        if P in (start.tag, stop.tag):  # a paragraph without runs
            _append(start, number, style)
            continue
        start, stop = outermost(start, before=True), outermost(stop, before=False)
        start.addprevious(_sign(start, "commentRangeStart", number))
        end = _sign(stop, "commentRangeEnd", number)
        stop.addnext(end)
        end.addnext(_reference(stop, number, style))


def _fragments(ranges: Sequence[_Range]) -> Mapping[Element, list[Fragment]]:
    """Every run with an edge in it, cut at all its edges at once."""
    starts: dict[Element, list[int]] = {}
    stops: dict[Element, list[int]] = {}
    for found in ranges:
        for edge, into in ((found.first, starts), (found.last, stops)):
            if edge.offset is not None:
                into.setdefault(edge.element, []).append(edge.offset)
    return {run: cut(run, starts.get(run, []), stops.get(run, [])) for run in {**starts, **stops}}


def _start(edge: Edge, fragments: Mapping[Element, list[Fragment]]) -> Element:
    if edge.offset is None:
        return fragments[edge.element][0].element if edge.element in fragments else edge.element
    return next(each.element for each in fragments[edge.element] if each.start <= edge.offset < each.stop)


def _stop(edge: Edge, fragments: Mapping[Element, list[Fragment]]) -> Element:
    if edge.offset is None:
        return fragments[edge.element][-1].element if edge.element in fragments else edge.element
    return next(each.element for each in fragments[edge.element] if each.start < edge.offset <= each.stop)


def _append(paragraph: Element, number: int, style: str | None) -> None:
    paragraph.append(_sign(paragraph, "commentRangeStart", number))
    paragraph.append(_sign(paragraph, "commentRangeEnd", number))
    paragraph.append(_reference(paragraph, number, style))


def _sign(near: Element, tag: str, number: int) -> Element:
    return near.makeelement(W + tag, {W + "id": str(number)}, nsmap={"w": W[1:-1]})


def _reference(near: Element, number: int, style: str | None) -> Element:
    """The run that holds the comment's sign. It prints nothing."""
    run = near.makeelement(W + "r", nsmap={"w": W[1:-1]})
    if style:
        properties = run.makeelement(W + "rPr")
        properties.append(run.makeelement(W + "rStyle", {W + "val": style}))
        run.append(properties)
    run.append(_sign(run, "commentReference", number))
    return run


def _reference_style(package: Package, main: str) -> str | None:
    """The draft's style for comment signs, if it has one; styles are not added."""
    part = package.related(main, "styles")
    if part is None:
        return None
    styles = parse(package.read(part), package.name, part)
    known = {node.get(W + "styleId"): node.find(W + "name") for node in styles.iter(W + "style")}
    names = {key: name.get(W + "val", "").lower() for key, name in known.items() if key and name is not None}
    return next((key for key, name in names.items() if name == "annotation reference"), None)


def _packed(package: Package, written: Mapping[str, bytes]) -> bytes:
    """The package with these parts in the place of its own, new ones at the end."""
    buffer = BytesIO()
    left = dict(written)
    names = {info.filename: part for part, info in package.parts.items()}
    with ZipFile(buffer, "w") as archive:
        for info in package.archive.infolist():
            data = left.pop(names.get(info.filename, ""), None)
            archive.writestr(copy(info), package.archive.read(info) if data is None else data)
        for part, data in left.items():
            info = ZipInfo(part)  # of 1980: a package says nothing by its times
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()

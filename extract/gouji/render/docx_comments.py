"""The comments of a Word draft: those it has are kept, new ones are numbered on from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from posixpath import dirname, join, relpath

from lxml import etree

from gouji.read.docx_package import Package
from gouji.read.docx_xml import Element, P, R, T, W, parse
from gouji.render.remarks import AUTHOR, INITIALS, Remark

_STRICT_W = b'"http://purl.oclc.org/ooxml/wordprocessingml/main"'
_STRICT_M = b'"http://purl.oclc.org/ooxml/officeDocument/math"'
_LOOSE_W = f'"{W[1:-1]}"'.encode()
_LOOSE_M = b'"http://schemas.openxmlformats.org/officeDocument/2006/math"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_LISTING = "[Content_Types].xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKS = tuple(W + tag for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def serialised(root: Element, source: bytes) -> bytes:
    """The tree as a part, in the name spaces that ``source``, which it was parsed from, was written in."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if _STRICT_W in source:
        data = data.replace(_LOOSE_W, _STRICT_W)
    return data.replace(_LOOSE_M, _STRICT_M) if _STRICT_M in source else data


@dataclass(slots=True)
class Comments:
    """The comments part being written. ``first`` is the number of the first new one; ``source`` empty: no part yet."""

    part: str
    root: Element
    source: bytes
    strict: bool
    first: int
    added: int = 0

    def add(self, remark: Remark, words: str, when: datetime) -> None:
        """One comment, the next in number; ``words`` are told in it if its place cannot show them."""
        comment = etree.SubElement(self.root, W + "comment")
        comment.set(W + "id", str(self.first + self.added))
        comment.set(W + "author", AUTHOR)
        comment.set(W + "date", when.strftime("%Y-%m-%dT%H:%M:%SZ"))  # Word takes it for local time
        comment.set(W + "initials", INITIALS)
        quoted = (f"「{words}」",) if words else ()
        for number, line in enumerate((remark.title, *quoted, *remark.lines)):
            _write(comment, line, bold=not number)
        self.added += 1

    def written(self, package: Package, main: str) -> dict[str, bytes]:
        """The parts that change: the comments, and where the package lists them if it did not."""
        parts = {self.part: serialised(self.root, self.source or (_STRICT_W if self.strict else b""))}
        if not self.source:
            parts |= _typed(package, self.part)
            folder, _, leaf = main.rpartition("/")
            relations = join(folder, "_rels", f"{leaf}.rels")
            parts[relations] = _related(package, relations, relpath(self.part, folder or "."), self.strict)
        return parts


def open_comments(package: Package, main: str, body: Element) -> Comments:
    """The draft's comments, or an empty part beside the main one; ``body`` is the tree of ``main``."""
    strict = _STRICT_W in package.read(main)
    part = package.related(main, "comments")
    source = package.read(part) if part else b""
    root = parse(source, package.name, part) if part else etree.Element(W + "comments", nsmap={"w": W[1:-1]})
    used = [node.get(W + "id", "") for node in root.iterchildren(W + "comment")]
    used += [node.get(W + "id", "") for node in body.iter(*_MARKS)]
    first = max((int(each) for each in used if each.isascii() and each.isdigit()), default=-1) + 1
    return Comments(part or _free(package, dirname(main)), root, source, strict, first)


def _free(package: Package, folder: str) -> str:
    names = (join(folder, f"comments{number or ''}.xml") for number in range(len(package.parts) + 1))
    return next(name for name in names if name not in package.parts)


def _write(comment: Element, line: str, *, bold: bool) -> None:
    run = etree.SubElement(etree.SubElement(comment, P), R)
    if bold:
        etree.SubElement(etree.SubElement(run, W + "rPr"), W + "b")
    text = etree.SubElement(run, T)
    text.text = _NOT_XML.sub("\ufffd", line)
    text.set(_SPACE, "preserve")


def _typed(package: Package, part: str) -> dict[str, bytes]:
    """The list of content types with the comments in it; a package without the list stays without."""
    if _LISTING not in package.parts:
        return {}
    source = package.read(_LISTING)
    root = parse(source, package.name, _LISTING)
    if not any(node.get("PartName") == f"/{part}" for node in root):
        etree.SubElement(root, _TYPES + "Override", PartName=f"/{part}", ContentType=_TYPE)
    return {_LISTING: serialised(root, source)}


def _related(package: Package, relations: str, target: str, strict: bool) -> bytes:
    source = package.read(relations) if relations in package.parts else b""
    root = parse(source, package.name, relations) if source else _no_relations()
    used = {node.get("Id") for node in root}
    name = next(name for number in range(1, len(used) + 2) if (name := f"rIdGouji{number}") not in used)
    kind = _STRICT_RELATION if strict else _RELATION
    etree.SubElement(root, _RELATIONS + "Relationship", Id=name, Type=kind, Target=target)
    return serialised(root, source)


def _no_relations() -> Element:
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    return etree.fromstring(empty)

"""Gold narratives and readings in the formats of annotation tools: Label Studio, doccano, spaCy's DocBin, and our own.

Every export keeps all that a ``Narrative`` holds (spans, intervals, units, hedges, keys, parts, what the report is), so
that export and import give the same narrative. Numbers are strings: they are exact.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .markup import GoldFigure, GoldParts, Narrative

_LABELS, _TEXT = "figure", "text"


class InterchangeError(ValueError):
    """A file that is not of the named format, or lacks what a narrative needs; the message says what."""


def _fields(figure: GoldFigure) -> dict[str, Any]:
    """A figure's attributes besides its span, as plain data."""
    high = None if figure.high is None else str(figure.high)
    return {"low": str(figure.low), "high": high, "unit": figure.unit, "hedged": figure.hedged, "key": figure.key}


def _figure(text: str, start: int, stop: int, fields: Mapping[str, Any]) -> GoldFigure:
    if not 0 <= start <= stop <= len(text):
        raise InterchangeError(f"a figure at {start}..{stop} leaves its text of {len(text)} characters")
    high = None if fields["high"] is None else Decimal(fields["high"])
    return GoldFigure(
        start, stop, text[start:stop], Decimal(fields["low"]), high, fields["unit"], fields["hedged"], fields["key"]
    )


def to_label_studio(narratives: Iterable[Narrative]) -> bytes:
    """Label Studio's JSON: one task a narrative; figures are labelled regions, parts are relations between regions."""
    tasks = [_task(number, one) for number, one in enumerate(narratives, 1)]
    return (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _task(number: int, narrative: Narrative) -> dict[str, Any]:
    common = {"from_name": _LABELS, "to_name": _TEXT, "type": "labels"}
    regions: list[dict[str, Any]] = []
    for index, one in enumerate(narrative.figures):
        value = {"start": one.start, "end": one.stop, "text": one.text, "labels": [one.key]}
        regions.append({"id": f"f{index}", **common, "value": value, "meta": {"gouji": _fields(one)}})
    relations = [
        {
            "type": "relation",
            "from_id": f"f{one.whole}",
            "to_id": f"f{part}",
            "direction": "right",
            "labels": ["closed" if one.closed else "open"],
            "meta": {"list": order},
        }
        for order, one in enumerate(narrative.parts)
        for part in one.parts
    ]
    data = {"text": narrative.text, "name": narrative.name, "meta": narrative.meta}
    return {"id": number, "data": data, "annotations": [{"id": number, "result": [*regions, *relations]}]}


def from_label_studio(data: bytes) -> Iterator[Narrative]:
    """Narratives of Label Studio's JSON; the first annotation (or prediction) of each task counts."""
    for task in _json(data, list):
        results = [one["result"] for one in (task.get("annotations") or task.get("predictions") or ())]
        if not results:
            raise InterchangeError(f"task {task.get('id')} has no annotation")
        text, told = task["data"]["text"], results[0]
        regions = [one for one in told if one["type"] == "labels"]
        places = {one["id"]: index for index, one in enumerate(regions)}
        figures = tuple(_region(text, one) for one in regions)
        relations = [one for one in told if one["type"] == "relation"]
        parts = tuple(_related(relations, places))
        yield Narrative(task["data"].get("name", ""), dict(task["data"].get("meta", {})), text, figures, parts)


def _region(text: str, region: Mapping[str, Any]) -> GoldFigure:
    value = region["value"]
    fields = region.get("meta", {}).get("gouji")
    if fields is None:
        raise InterchangeError(f"region {region['id']} says nothing of its value (meta.gouji is missing)")
    return _figure(text, value["start"], value["end"], {**fields, "key": value["labels"][0]})


def _related(relations: Iterable[Mapping[str, Any]], places: Mapping[str, int]) -> Iterator[GoldParts]:
    lists: dict[Any, list[Mapping[str, Any]]] = {}
    for one in relations:
        lists.setdefault((one.get("meta", {}).get("list"), one["from_id"], one["labels"][0]), []).append(one)
    for (_, whole, label), ones in lists.items():
        yield GoldParts(places[whole], tuple(places[one["to_id"]] for one in ones), label == "closed")


def to_doccano(narratives: Iterable[Narrative]) -> bytes:
    """doccano's JSONL for sequence labelling with relations: a narrative a line, keys as labels."""
    return "".join(json.dumps(_line(one), ensure_ascii=False) + "\n" for one in narratives).encode("utf-8")


def _line(narrative: Narrative) -> dict[str, Any]:
    entities = [
        {"id": index, "label": one.key, "start_offset": one.start, "end_offset": one.stop}
        for index, one in enumerate(narrative.figures)
    ]
    pairs = [(order, one, part) for order, one in enumerate(narrative.parts) for part in one.parts]
    relations = [
        {"id": number, "from_id": one.whole, "to_id": part, "type": "closed" if one.closed else "open", "list": order}
        for number, (order, one, part) in enumerate(pairs)
    ]
    fields = {str(index): _fields(one) for index, one in enumerate(narrative.figures)}
    told = {"name": narrative.name, "meta": narrative.meta, "figures": fields}
    return {"text": narrative.text, "entities": entities, "relations": relations, "gouji": told}


def from_doccano(data: bytes) -> Iterator[Narrative]:
    """Narratives of doccano's JSONL."""
    for line in data.decode("utf-8").split("\n"):
        if not line.strip():
            continue
        one = _json(line.encode("utf-8"), dict)
        told = one.get("gouji")
        if told is None:
            raise InterchangeError("a line says nothing of its figures' values (the field gouji is missing)")
        places = {entity["id"]: index for index, entity in enumerate(one["entities"])}
        figures = tuple(_entity(one["text"], entity, told["figures"]) for entity in one["entities"])
        relations = [
            {"from_id": r["from_id"], "to_id": r["to_id"], "labels": [r["type"]], "meta": {"list": r.get("list")}}
            for r in one["relations"]
        ]
        yield Narrative(told["name"], dict(told["meta"]), one["text"], figures, tuple(_related(relations, places)))


def _entity(text: str, entity: Mapping[str, Any], told: Mapping[str, Any]) -> GoldFigure:
    fields = {**told[str(entity["id"])], "key": entity["label"]}
    return _figure(text, entity["start_offset"], entity["end_offset"], fields)


def to_docbin(narratives: Iterable[Narrative]) -> bytes:
    """spaCy's DocBin, as the gouji pipeline writes it: ``doc.spans["figures"]``, ``span._.low`` …, ``doc._.parts``."""
    from spacy.tokens import DocBin

    from gouji import spacy_pipe

    nlp = spacy_pipe.blank([])
    docs = DocBin(store_user_data=True)
    for one in narratives:
        doc = nlp.make_doc(one.text)
        figures = [{"start": f.start, "end": f.stop, **_fields(f), "by": ""} for f in one.figures]
        parts = [{"whole": p.whole, "parts": list(p.parts), "closed": p.closed, "why": ""} for p in one.parts]
        spacy_pipe.attach(doc, {"figures": figures, "parts": parts, "shows": ["figures", "keys", "parts"]})
        doc.user_data["name"], doc.user_data["meta"] = one.name, dict(one.meta)
        docs.add(doc)
    return docs.to_bytes()


def from_docbin(data: bytes) -> Iterator[Narrative]:
    """Narratives of a DocBin that holds what gouji's components found (gold or read)."""
    import spacy
    from spacy.tokens import DocBin

    try:
        docs = list(DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab))
    except Exception as error:  # msgpack and zlib raise many kinds for a file that is none
        raise InterchangeError(f"not a DocBin: {error}") from error
    for doc in docs:
        told = doc.user_data.get("gouji")
        if told is None:
            raise InterchangeError("a Doc holds no figures (was it written without user data?)")
        figures = tuple(_figure(doc.text, one["start"], one["end"], one) for one in told["figures"])
        parts = tuple(GoldParts(p["whole"], tuple(p["parts"]), p["closed"]) for p in told["parts"])
        yield Narrative(doc.user_data.get("name", ""), dict(doc.user_data.get("meta", {})), doc.text, figures, parts)


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its two functions and the ending of its files."""

    write: Callable[[Iterable[Narrative]], bytes]
    read: Callable[[bytes], Iterable[Narrative]]
    suffix: str


FORMATS: Mapping[str, Format] = {
    "label-studio": Format(to_label_studio, from_label_studio, ".json"),
    "doccano": Format(to_doccano, from_doccano, ".jsonl"),
    "docbin": Format(to_docbin, from_docbin, ".spacy"),
}


def _json(data: bytes, shape: type) -> Any:
    try:
        found = json.loads(data)
    except ValueError as error:
        raise InterchangeError(f"not JSON: {error}") from error
    if not isinstance(found, shape):
        raise InterchangeError(f"a {shape.__name__} was expected, not a {type(found).__name__}")
    return found

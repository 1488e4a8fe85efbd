"""gouji as a spaCy pipeline: figures, keys and parts of a text on a ``Doc``, in anyone's pipeline.

``blank()`` is a blank "zh" pipeline whose tokens are our words (jieba with the family's dictionary) and that holds the
three components. The components work with any tokenizer: a figure's span covers the tokens it touches, and its exact
characters are ``span._.chars``. What they find lies in ``doc.user_data`` as plain strings and numbers, so that DocBin
keeps it; ``span._.low`` and the others read it from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from gouji.prose.narrative import read_narrative
from gouji.prose.phrases import load_phrases
from gouji.read.text_tables import find_grids
from gouji.segment.sections import outline
from gouji.segment.wording import load_wording
from gouji.segment.words import words
from gouji.types import Document, Piece, TextRange
from gouji.types import Span as TextSpan

COMPONENTS = ("gouji_figures", "gouji_keys", "gouji_parts")
SPANS = "figures"
_DATA = "gouji"


class PartsOf(NamedTuple):
    """A whole and its parts as spans of the Doc; ``closed``: they must add up, and ``why`` says why."""

    whole: Span
    parts: tuple[Span, ...]
    closed: bool
    why: str


class WordTokenizer:
    """Tokens are the words of ``gouji.segment.words``; a text is segmented once."""

    def __init__(self, vocab: Vocab, family: str) -> None:
        self.vocab, self.family = vocab, family

    def __call__(self, text: str) -> Doc:
        found = words(text, self.family) if text else []
        return Doc(self.vocab, words=found, spaces=[False] * len(found))

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the family's name is in the pipeline's config."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> WordTokenizer:
        return self

    def to_disk(self, *_: Any, **__: Any) -> None:
        """Nothing to keep."""

    def from_disk(self, *_: Any, **__: Any) -> WordTokenizer:
        return self


@registry.tokenizers("gouji.words.v1")  # type: ignore[untyped-decorator]
def word_tokenizer(family: str = "zwgk") -> Any:
    """The tokenizer for a pipeline's config: ``{"@tokenizers": "gouji.words.v1"}``."""
    return lambda nlp: WordTokenizer(nlp.vocab, family)


class Reader:
    """A component: reads the Doc's text if no component before it did, and shows one side of what was read."""

    def __init__(self, shows: str, family: str, form: str | None) -> None:
        self.shows, self.family, self.form = shows, family, form

    def __call__(self, doc: Doc) -> Doc:
        data = doc.user_data.get(_DATA)
        if data is None:
            data = attach(doc, read(doc.text, self.family, self.form))
        data["shows"] = sorted({*data["shows"], self.shows})
        return doc


_DEFAULTS = {"family": "zwgk", "form": None}


@Language.factory("gouji_figures", default_config=_DEFAULTS)
def figures_factory(nlp: Language, name: str, family: str, form: str | None) -> Reader:
    """``doc.spans["figures"]`` with ``span._.low``, ``high`` (None: open above), ``unit``, ``hedged``, ``chars``."""
    return Reader("figures", family, form)


@Language.factory("gouji_keys", default_config=_DEFAULTS)
def keys_factory(nlp: Language, name: str, family: str, form: str | None) -> Reader:
    """``span._.key`` and ``span._.by``, the rule that gave it."""
    return Reader("keys", family, form)


@Language.factory("gouji_parts", default_config=_DEFAULTS)
def parts_factory(nlp: Language, name: str, family: str, form: str | None) -> Reader:
    """``doc._.parts``: wholes and their parts as spans."""
    return Reader("parts", family, form)


def read(text: str, family: str, form: str | None) -> dict[str, Any]:
    """What gouji reads in a text, as plain data; ``form`` None: the one in force in the year the text names."""
    from gouji import family as families

    whole = (Piece(TextSpan(0, len(text)), TextRange(0, len(text))),)
    document = Document("doc", "", "txt", text, whole, find_grids(text))
    shape = outline(document, load_wording(family))
    known = families.load(family)
    in_force = known.form_of(shape.year) if shape.year is not None else None
    chosen = form or (in_force.name if in_force else next(iter(known.forms)))
    found = read_narrative(document, shape, load_phrases(family), chosen)
    figures = [
        {
            "start": fact.span.start,
            "end": fact.span.stop,
            "low": str(fact.figure.low),
            "high": None if fact.figure.high is None else str(fact.figure.high),
            "unit": fact.figure.unit,
            "hedged": fact.figure.hedged,
            "key": fact.key,
            "by": fact.by,
        }
        for fact in found.mentions
        if fact.figure is not None
    ]
    parts = [{"whole": p.whole, "parts": list(p.parts), "closed": p.closed, "why": p.why} for p in found.parts]
    return {"figures": figures, "parts": parts, "shows": []}


def attach(doc: Doc, data: dict[str, Any]) -> dict[str, Any]:
    """Put what was read (in the shape that ``read`` returns) on a Doc of the same text."""
    doc.user_data[_DATA] = data
    doc.spans[SPANS] = [_span(doc, number, one) for number, one in enumerate(data["figures"])]
    return data


def _span(doc: Doc, number: int, one: dict[str, Any]) -> Span:
    """The tokens that a figure touches; its number stands in the span's id, counted from 1."""
    span = doc.char_span(one["start"], one["end"], label="FIGURE", alignment_mode="expand", span_id=number + 1)
    if span is None:
        raise ValueError(f"no token covers the characters {one['start']} to {one['end']}")
    return span


def _entry(span: Span, shown: str = "figures") -> dict[str, Any]:
    """What was read of the figure that a span of ``doc.spans["figures"]`` is; empty for any other span."""
    data = span.doc.user_data.get(_DATA)
    number = span.id - 1
    if data is None or shown not in data["shows"] or not 0 <= number < len(data["figures"]):
        return {}
    found: dict[str, Any] = data["figures"][number]
    return found


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _parts(doc: Doc) -> tuple[PartsOf, ...]:
    data = doc.user_data.get(_DATA)
    if data is None or "parts" not in data["shows"]:
        return ()
    spans = list(doc.spans[SPANS])
    return tuple(
        PartsOf(spans[one["whole"]], tuple(spans[i] for i in one["parts"]), one["closed"], one["why"])
        for one in data["parts"]
    )


def register() -> None:
    """Declare the attributes and the components; done once, when this module is imported."""
    for name, getter in _GETTERS.items():
        Span.set_extension(name, getter=getter, force=True)
    Doc.set_extension("parts", getter=_parts, force=True)


_GETTERS = {
    "low": lambda span: _decimal(_entry(span).get("low")),
    "high": lambda span: _decimal(_entry(span).get("high")),
    "unit": lambda span: _entry(span).get("unit"),
    "hedged": lambda span: _entry(span).get("hedged"),
    "key": lambda span: _entry(span, "keys").get("key"),
    "by": lambda span: _entry(span, "keys").get("by"),
    "chars": lambda span: (_entry(span).get("start"), _entry(span).get("end")),
}


def blank(components: Iterable[str] = COMPONENTS) -> Language:
    """A blank Chinese pipeline with our words as tokens and the components given."""
    import spacy

    made = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "gouji.words.v1", "family": "zwgk"}}})
    for name in components:
        made.add_pipe(name)
    return made


def entities(doc: Doc) -> dict[str, Any]:
    """The figures for displaCy's manual mode: exact characters, the key as label; what shares a span is joined."""
    labels: dict[tuple[int, int], list[str]] = {}
    for span in doc.spans.get(SPANS, ()):
        entry = _entry(span)
        labels.setdefault((entry["start"], entry["end"]), []).append(span._.key or span.label_)
    ents = [{"start": a, "end": b, "label": " & ".join(names)} for (a, b), names in sorted(labels.items())]
    return {"text": doc.text, "ents": ents, "title": None}


def render(doc: Doc, **options: Any) -> str:
    """The figures as displaCy's HTML; ``options`` go to ``displacy.render`` (``jupyter=False`` returns the HTML)."""
    from spacy import displacy

    return displacy.render(entities(doc), style="ent", manual=True, **{"jupyter": False, **options})


register()

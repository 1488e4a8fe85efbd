"""gouji in spaCy: figures, keys and parts on a Doc, with any tokenizer; nothing is lost on the way through DocBin."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from gouji import spacy_pipe
from gouji.segment.words import words
from gouji_models import corpus, reading

TEXT = "2024年新收政府信息公开申请35件，其中自然人申请30件，法人或其他组织申请5件。公众号、微博各1.3万余条。"


def _seen(doc: Doc) -> list[tuple[object, ...]]:
    spans = doc.spans["figures"]
    return [
        (doc.text[slice(*s._.chars)], s._.low, s._.high, s._.unit, s._.hedged, s._.key, s.start, s.end) for s in spans
    ]


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    return spacy_pipe.blank()


def test_figures_and_keys_are_on_the_spans(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    first = doc.spans["figures"][0]
    assert (first.text, first._.low, first._.high, first._.unit, first._.hedged) == ("35件", 35, 35, "件", False)
    assert first._.key == "requests.received.total"
    shared = [s for s in doc.spans["figures"] if s._.low == Decimal(13000)]
    assert len(shared) == 2 and all(s._.hedged and s._.high == 13999 for s in shared)


def test_parts_are_spans(nlp: spacy.language.Language) -> None:
    (parts,) = nlp(TEXT)._.parts
    assert parts.whole.text == "35件" and [p.text for p in parts.parts] == ["30件", "5件"] and parts.closed


def test_words_are_segmented_once_and_are_the_text(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    assert [token.text for token in doc] == words(TEXT) and doc.text == TEXT
    assert "政府信息公开申请" in words(TEXT) and "法人或其他组织" in words(TEXT)


@pytest.mark.parametrize("segmenter", ["char", "jieba"])
def test_components_work_in_any_pipeline(segmenter: str, nlp: spacy.language.Language) -> None:
    other = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    for name in spacy_pipe.COMPONENTS:
        other.add_pipe(name)
    doc = other(TEXT)
    assert [one[:6] for one in _seen(doc)] == [one[:6] for one in _seen(nlp(TEXT))]


def test_tokens_that_cross_a_figure_lose_nothing() -> None:
    other = spacy.blank("zh")
    other.add_pipe("gouji_figures")
    doc = Doc(other.vocab, words=["新收申请3", "5件，其", "中自然人30", "件"], spaces=[False] * 4)
    doc = other.get_pipe("gouji_figures")(doc)
    spans = doc.spans["figures"]
    assert [doc.text[slice(*s._.chars)] for s in spans] == ["35件", "30件"]
    assert [s.text for s in spans] == ["新收申请35件，其", "中自然人30件"]


def test_without_the_component_nothing_is_shown() -> None:
    bare = spacy_pipe.blank(["gouji_figures"])
    doc = bare(TEXT)
    assert doc.spans["figures"][0]._.low == 35
    assert doc.spans["figures"][0]._.key is None and doc._.parts == ()
    assert doc[0:1]._.low is None


def test_docbin_keeps_spans_and_attributes(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (back,) = DocBin().from_bytes(kept).get_docs(spacy.blank("zh").vocab)
    assert _seen(back) == _seen(doc) and back.text == TEXT
    assert [(p.whole.text, len(p.parts), p.closed, p.why) for p in back._.parts] == [
        (p.whole.text, len(p.parts), p.closed, p.why) for p in doc._.parts
    ]


def test_pipeline_is_kept_on_disk(nlp: spacy.language.Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    assert _seen(spacy.load(tmp_path / "pipeline")(TEXT)) == _seen(nlp(TEXT))


def test_corpus_through_pipe_is_what_gouji_reads(nlp: spacy.language.Language) -> None:
    texts = list(corpus.narratives("train", 9))
    docs = list(nlp.pipe(reading.titled(text)[0] for text in texts))
    assert len(docs) == len(texts) > 3
    for text, doc in zip(texts, docs, strict=True):
        read = reading.read(text).report
        assert [s._.chars for s in doc.spans["figures"]] == [(f.span.start, f.span.stop) for f in read.mentions]
        assert [s._.key for s in doc.spans["figures"]] == [f.key for f in read.mentions]
        assert len(doc._.parts) == len(read.parts)


def test_displacy_shows_exact_characters(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    shown = spacy_pipe.entities(doc)
    assert [TEXT[e["start"] : e["end"]] for e in shown["ents"]] == ["35件", "30件", "5件", "1.3万余条"]
    assert shown["ents"][3]["label"].count(" & ") == 1
    assert "requests.received.total" in spacy_pipe.render(doc)


def test_empty_text_has_no_figures(nlp: spacy.language.Language) -> None:
    assert len(nlp("").spans["figures"]) == 0 and len(nlp("本年度无。").spans["figures"]) == 0

"""Export and import of narratives: every format gives back what was put in, gold and readings alike."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gouji_models import corpus, gold, interchange, markup, reading
from gouji_models.exchange import main
from gouji_models.interchange import FORMATS, InterchangeError

TEXTS = list(corpus.narratives("train", 4))
CUT = markup.parse(
    "@organ: 青岚县\n@year: 2023\n@form: 2021\n发布⟦w:31⏎19件|prose.disclosed|3119|件⟧，"
    "甲、乙各⟦a&b:2次|unnamed&prose.meetings⟧，"
    "约⟦40条|unnamed|~35..45|条⟧，⟦3—5天|unnamed|3..5|天⟧，超过⟦20天|unnamed|~20..|天⟧。\n> w: a b\n",
    "cut.txt",
)

each = pytest.mark.parametrize("name", [*FORMATS])


@each
def test_gold_comes_back_as_it_was(name: str) -> None:
    given = [*TEXTS, CUT]
    assert list(FORMATS[name].read(FORMATS[name].write(given))) == given


@each
def test_readings_come_back_as_they_were(name: str) -> None:
    given = [reading.told(reading.read(text)) for text in TEXTS]
    assert list(FORMATS[name].read(FORMATS[name].write(given))) == given


def test_formats_lead_into_one_another() -> None:
    kept = [*TEXTS, CUT]
    for form in FORMATS.values():
        kept = list(form.read(form.write(kept)))
    assert kept == [*TEXTS, CUT]


def test_gold_text_is_written_back() -> None:
    for text in [*TEXTS, CUT]:
        again = markup.parse(gold.dumps(text), text.name)
        assert (again.text, again.figures, again.meta) == (text.text, text.figures, text.meta)
        assert sorted(again.parts, key=str) == sorted(text.parts, key=str)


def test_label_studio_has_regions_and_relations() -> None:
    (task,) = json.loads(interchange.to_label_studio([CUT]))
    result = task["annotations"][0]["result"]
    region = next(one for one in result if one["id"] == "f0")
    assert region["value"]["labels"] == ["prose.disclosed"] and region["value"]["text"] == "31\n19件"
    assert task["data"]["text"][region["value"]["start"] : region["value"]["end"]] == "31\n19件"
    assert [one["to_id"] for one in result if one["type"] == "relation"] == ["f1", "f2"]


def test_a_label_changed_in_the_tool_is_the_new_key() -> None:
    tasks = json.loads(interchange.to_label_studio([CUT]))
    tasks[0]["annotations"][0]["result"][0]["value"]["labels"] = ["prose.columns"]
    (back,) = interchange.from_label_studio(json.dumps(tasks).encode())
    assert back.figures[0].key == "prose.columns" and back.figures[1:] == CUT.figures[1:]


def test_docbin_is_what_the_pipeline_reads() -> None:
    import spacy
    from spacy.tokens import DocBin

    (doc,) = DocBin().from_bytes(interchange.to_docbin([CUT])).get_docs(spacy.blank("zh").vocab)
    assert [span._.key for span in doc.spans["figures"]] == [figure.key for figure in CUT.figures]
    assert [len(one.parts) for one in doc._.parts] == [2] and doc.spans["figures"][0]._.low == 3119


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("label-studio", b"{}"),
        ("label-studio", b"no json"),
        ("label-studio", b'[{"id": 1, "data": {"text": ""}, "annotations": []}]'),
        ("doccano", b'{"text": "", "entities": [], "relations": []}\n'),
        ("doccano", b"[1]\n"),
        ("docbin", b"nothing"),
    ],
)
def test_strange_files_are_refused(name: str, data: bytes) -> None:
    with pytest.raises(InterchangeError):
        list(FORMATS[name].read(data))


def test_a_figure_outside_its_text_is_refused() -> None:
    long = interchange.to_doccano([CUT]).replace(b'"text": "', b'"text": "').decode()
    one = json.loads(long)
    one["text"] = one["text"][:4]
    with pytest.raises(InterchangeError, match="leaves its text"):
        list(interchange.from_doccano(json.dumps(one).encode()))


def test_parts_of_another_paragraph_keep_the_two_lines_together() -> None:
    apart = replace(CUT, text=CUT.text.replace("，甲", "\n甲", 1))
    again = markup.parse(gold.dumps(apart), apart.name)
    assert (again.text, again.figures, again.parts) == (apart.text, apart.figures, apart.parts)


@each
def test_commands_take_a_folder_out_and_in(name: str, tmp_path: Path) -> None:
    folder, file, back = tmp_path / "gold", tmp_path / "out", tmp_path / "back"
    for text in TEXTS[:3]:
        (folder / text.name).parent.mkdir(parents=True, exist_ok=True)
        (folder / text.name).write_text(gold.dumps(text), encoding="utf-8")
    assert main(["export", str(folder), "--format", name, "-o", str(file)]) == 0
    assert main(["import", str(file), "--format", name, "-o", str(back)]) == 0
    assert list(markup.load(back)) == list(markup.load(folder)) and len(list(markup.load(back))) == 3


def test_reports_are_exported_as_read(tmp_path: Path) -> None:
    report = corpus.ROOT / "reports" / "duyun-2024" / "report.html"
    assert main(["export", "--read", str(report), "--format", "doccano", "-o", str(tmp_path / "out")]) == 0
    (one,) = FORMATS["doccano"].read((tmp_path / "out").read_bytes())
    assert one.meta["year"] == "2024" and len(one.figures) > 30 and one.parts


def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_bytes(interchange.to_doccano([replace(CUT, name="../../outside.txt")]))
    assert main(["import", str(tmp_path / "out"), "--format", "doccano", "-o", str(tmp_path / "a" / "b")]) == 2
    assert "outside" in capsys.readouterr().err and not (tmp_path / "outside.txt").exists()


def test_a_broken_file_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_bytes(b"no json")
    assert main(["import", str(tmp_path / "out"), "-o", str(tmp_path / "back")]) == 2
    assert capsys.readouterr().err.startswith("gouji corpus: not JSON")

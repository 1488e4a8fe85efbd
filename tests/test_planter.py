"""The planter: one fault, where the gold proves that a relation breaks; neutral edits that break none."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from gouji_models import corpus, detection, neutral, planter, sums
from gouji_models.editing import Edit, apply, plain_number
from gouji_models.faults_prose import exact_lists, slip, swap
from gouji_models.planter import Planted, Subject, plant

TEXTS = [text for text in corpus.narratives("train", 3) if text.meta.get("faulty") != "yes"]
REPORTS = corpus.reports("train")
SUBJECTS = [*(Subject(text) for text in TEXTS), *(Subject(one.narrative, one) for one in REPORTS)]


def _planted(kind: str) -> list[tuple[Subject, Planted]]:
    made = [(subject, plant(subject, kind)) for subject in SUBJECTS]
    return [(subject, one) for subject, one in made if one is not None]


@pytest.mark.parametrize("kind", [kind for kind in planter.kinds() if kind != "zero_against_cell"])
def test_every_kind_finds_places_and_changes_one_thing(kind: str) -> None:
    found = _planted(kind)
    assert found, "no report offers a place"
    for subject, one in found:
        text, cells = one.subject.narrative.text != subject.narrative.text, one.subject.cells != subject.cells
        assert text != cells and (one.figures or one.keys)


@pytest.mark.parametrize("kind", ["digit_slip", "swapped_digits", "part_changed", "part_dropped", "total_changed"])
def test_a_sum_that_held_is_broken(kind: str) -> None:
    for subject, one in _planted(kind):
        whole, *parts = one.figures
        figures = one.subject.narrative.figures
        assert sum((figures[i].low for i in parts), Decimal(0)) != figures[whole].low
        assert one.subject.narrative.text != subject.narrative.text


@pytest.mark.parametrize("kind", [*planter.kinds()])
def test_marks_stay_on_their_figures(kind: str) -> None:
    for _, one in _planted(kind):
        narrative = one.subject.narrative
        for figure in narrative.figures:
            assert narrative.text[figure.start : figure.stop] == figure.text
            number = plain_number(figure)
            printed = unicodedata.normalize("NFKC", "".join(figure.text.split()))
            assert number is None or kind == "unit_slip" or printed == f"{number}{figure.unit}"


@pytest.mark.parametrize(
    "kind", ["cell_slip", "row_total", "balance", "handled", "dispute_total", "text_against_table"]
)
def test_faults_of_tables_break_a_sum_of_the_judge(kind: str) -> None:
    for subject, one in _planted(kind):
        assert subject.report and one.subject.report
        assert set(sums.broken(one.subject.report)) > set(sums.broken(subject.report)), (kind, subject.name)


def test_the_same_seed_plants_the_same_fault() -> None:
    subject = SUBJECTS[0]
    first, again = plant(subject, "digit_slip", 3), plant(subject, "digit_slip", 3)
    assert first == again and first is not None
    several = {one.subject.narrative.text for seed in range(8) if (one := plant(subject, "digit_slip", seed))}
    assert len(several) > 3


def test_a_strange_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        plant(SUBJECTS[0], "no_such_kind")


@pytest.mark.parametrize("kind", [*neutral.KINDS])
def test_neutral_edits_keep_every_sum(kind: str) -> None:
    changed = [one for subject in SUBJECTS if (one := neutral.neutral(subject, kind))]
    assert changed, "no report offers a place"
    for one in changed:
        figures = one.narrative.figures
        for parts in one.narrative.parts:
            members = [figures[i] for i in parts.parts]
            if parts.closed and not any(figure.hedged for figure in (*members, figures[parts.whole])):
                assert sum((f.low for f in members), Decimal(0)) == figures[parts.whole].low
        if one.report:
            assert sums.broken(one.report) == ()


@pytest.mark.parametrize("kind", ["full_width", "spaced", "wrapped", "commas", "renamed", "aside"])
def test_neutral_edits_keep_the_marks(kind: str) -> None:
    for subject in SUBJECTS:
        one = neutral.neutral(subject, kind)
        for before, after in zip(subject.narrative.figures, one.narrative.figures if one else (), strict=bool(one)):
            assert one and one.narrative.text[after.start : after.stop] == after.text
            bare = "".join(after.text.split()).translate(str.maketrans("０１２３４５６７８９", "0123456789"))
            assert bare == "".join(before.text.split()).translate(str.maketrans("０１２３４５６７８９", "0123456789"))


def test_an_issue_that_points_elsewhere_finds_nothing() -> None:
    subject = Subject(REPORTS[0].narrative, REPORTS[0])
    one = plant(subject, "row_total")
    assert one is not None
    found, places = detection.audit(one.subject)
    issues = detection.loud(found)
    assert any(detection.points_at(issue, one, places) for issue in issues)
    other = Planted(one.kind, one.subject, (), ("disclosure.rules.made",))
    assert not any(detection.points_at(issue, other, places) for issue in issues)


def test_figures_are_found_again_in_the_printed_report() -> None:
    for report in REPORTS:
        found, places = detection.audit(Subject(report.narrative, report))
        text = found.report.document.text
        assert [span.of(text) for span in places] == [figure.text for figure in report.narrative.figures]


def test_slips_change_digits_only() -> None:
    import random

    dice = random.Random(0)
    for number in ("7", "10", "1355", "12.5", "0"):
        wrong = slip(number, dice)
        assert wrong != number and len(wrong) == len(number) and wrong.count(".") == number.count(".")
    assert swap("11", dice) is None and swap("10", dice) is None and swap("31", dice) == "13"


def test_edits_may_not_overlap() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply(TEXTS[0], [Edit(0, 4, "甲"), Edit(2, 5, "乙")])


def test_exact_lists_are_exact() -> None:
    lists = [one for text in TEXTS for one in exact_lists(text)]
    assert len(lists) > 50 and all(one.closed for one in lists)


@pytest.mark.parametrize("kind", [kind for kind in neutral.KINDS if kind not in {"renamed", "consistent_change"}])
def test_edited_reports_keep_their_paragraphs(kind: str) -> None:
    for report in REPORTS:
        one = neutral.neutral(Subject(report.narrative, report), kind)
        if one and one.report:
            assert len(one.report.paragraphs) == len(report.paragraphs)
            assert one.narrative.text == "".join(f"{paragraph}\n" for paragraph in one.report.paragraphs)

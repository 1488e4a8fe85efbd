"""Whatever is drawn, cut, edited or taken away: a cell that is read is the right cell."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawing import FAMILY, Box, Drawn, bare, cut, document, draw, numbered
from gouji.tables import read_tables
from gouji.types import Tables

FORMS = [FAMILY.forms[name] for name in ("2021", "2019", "2014")]
WORDS = st.text(alphabet="公开信息数量不予其他处理总计一二1.（）□\ue000 ", max_size=12)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def values(tables: Tables) -> dict[str, str | None]:
    return {fact.key: str(fact.figure.low) if fact.figure else None for fact in tables.cells}


def labels_of(drawn: Drawn) -> list[tuple[int, int]]:
    return [(n, m) for n, row in enumerate(drawn) for m, box in enumerate(row) if box.words and not box.words.isdigit()]


@SLOW
@given(form=st.sampled_from(FORMS), seed=st.randoms(use_true_random=False), exact=st.booleans(), data=st.data())
def test_random_numbers_come_back_by_key(form, seed, exact, data) -> None:  # type: ignore[no-untyped-def]
    want = {key: str(seed.choice([0, seed.randrange(10), seed.randrange(100_000)])) for key in form.cells}
    blank = set(seed.sample(sorted(want), 5))
    shown = {key: "" if key in blank else value for key, value in want.items()}
    grids = [grid if exact else bare(grid) for grid in draw(form, shown.__getitem__)]
    if exact:
        grids = [page for grid in grids for page in cut(grid, data.draw(st.integers(1, len(grid) - 1)))]
    found = values(read_tables(document(*grids), FAMILY, year=form.first))
    assert found == {key: None if key in blank else value for key, value in want.items()}


@SLOW
@given(form=st.sampled_from(FORMS), exact=st.booleans(), data=st.data())
def test_damaged_labels_never_give_a_wrong_cell(form, exact, data) -> None:  # type: ignore[no-untyped-def]
    want = numbered(list(form.cells))
    grids = draw(form, want.__getitem__)
    for _ in range(data.draw(st.integers(1, 6))):
        grid = data.draw(st.sampled_from(grids))
        row, column = data.draw(st.sampled_from(labels_of(grid) or [(0, 0)]))
        box = grid[row][column]
        words = data.draw(st.one_of(WORDS, st.integers(0, len(box.words)).map(lambda n, box=box: box.words[n:])))
        grid[row][column] = Box(words, box.colspan, box.rowspan)
    found = values(read_tables(document(*(grid if exact else bare(grid) for grid in grids)), FAMILY, year=form.first))
    assert {key: value for key, value in found.items() if value is not None and want.get(key) != value} == {}


@SLOW
@given(form=st.sampled_from(FORMS), data=st.data())
def test_rows_taken_away_never_give_a_wrong_cell(form, data) -> None:  # type: ignore[no-untyped-def]
    want = numbered(list(form.cells))
    grids = [bare(grid) for grid in draw(form, want.__getitem__)]
    for _ in range(data.draw(st.integers(1, 4))):
        grid = data.draw(st.sampled_from(grids))
        if len(grid) > 1:
            del grid[data.draw(st.integers(0, len(grid) - 1))]
        row, column = data.draw(st.sampled_from(labels_of(grid) or [(0, 0)]))
        if data.draw(st.booleans()):
            grid[row][column] = Box(data.draw(WORDS))
    found = values(read_tables(document(*grids), FAMILY, year=form.first))
    assert {key: value for key, value in found.items() if value is not None and want.get(key) != value} == {}


@SLOW
@given(form=st.sampled_from(FORMS), exact=st.booleans(), data=st.data())
def test_label_copied_onto_another_row_never_gives_a_wrong_cell(form, exact, data) -> None:  # type: ignore[no-untyped-def]
    want = numbered(list(form.cells))
    grids = draw(form, want.__getitem__)
    grid = data.draw(st.sampled_from(grids))
    (row, column), (other, at) = (data.draw(st.sampled_from(labels_of(grid))) for _ in range(2))
    box = grid[row][column]
    grid[row][column] = Box(grid[other][at].words, box.colspan, box.rowspan)
    found = values(read_tables(document(*(grid if exact else bare(grid) for grid in grids)), FAMILY, year=form.first))
    assert {key: value for key, value in found.items() if value is not None and want.get(key) != value} == {}

"""Tables in a plain text, as they are left when a page or a PDF is copied: found by shape, not by subject.

Six shapes: rows with bars (Markdown, or label|1|2), rows with tabs, one cell a line behind a tab, columns set apart
by blanks, one cell a line with a bar behind it, and one cell a line with nothing before it. Where the rows of the
print are lost, a grid's row is a run of labels with the numbers that follow it. A heading or prose ends a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gouji.read.text_bars import bar_tables
from gouji.read.text_columns import column_tables
from gouji.read.text_ended import ended_tables
from gouji.read.text_lines import TextLine, lines_of
from gouji.read.text_stacked import stacked_tables
from gouji.read.text_tabs import tab_tables
from gouji.types import Cell, Grid, Span

Rows = list[list[Span]]
Finder = Callable[[Sequence[TextLine]], Iterator[Rows]]


def find_grids(text: str) -> tuple[Grid, ...]:
    """All tables of ``text`` in order; cells are spans into it, an empty cell is an empty span."""
    runs = [lines_of(text)]
    finders: tuple[Finder, ...] = (bar_tables, tab_tables, column_tables, ended_tables, stacked_tables)
    grids: list[Grid] = []
    for finder in finders:
        rest: list[list[TextLine]] = []
        for run in runs:
            found = [grid for rows in finder(run) if (grid := _grid(rows))]
            rest += _between(run, found)
            grids += found
        runs = rest
    return tuple(sorted(grids, key=lambda grid: grid.span))


def _grid(rows: Rows) -> Grid | None:
    filled = [row for row in rows if row]
    cells = tuple(Cell(at, column, 1, 1, span) for at, row in enumerate(filled) for column, span in enumerate(row))
    if not any(len(cell.span) for cell in cells):
        return None
    return Grid(Span(min(cell.span.start for cell in cells), max(cell.span.stop for cell in cells)), cells)


def _between(lines: Sequence[TextLine], grids: Sequence[Grid]) -> list[list[TextLine]]:
    """The runs of lines before, between and after the grids (which come in order); a grid takes whole lines."""
    runs: list[list[TextLine]] = [[]]
    waiting = iter(grids)
    grid = next(waiting, None)
    for line in lines:
        while grid and grid.span.stop < line.start:
            grid = next(waiting, None)
        if grid is None or line.start + len(line.text) < grid.span.start:
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]

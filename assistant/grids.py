"""Which columns of a table name its rows, and which hold values."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.order_types import is_time
from index.types import Document, Figure, Table

_MOST_ROWS = 400
"""Rows of a table that are looked at."""
_MOST = 0.5
"""Share of a column's cells from which what they hold is what the column is."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the figure of each cell: which columns name the rows, and which hold values."""

    document: Document
    table: Table
    figures: tuple[tuple[Figure | None, ...], ...]
    naming: tuple[int, ...]
    values: tuple[int, ...]

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        return self.table.rows[row][column].text

    def column(self, k: int) -> tuple[str, ...]:
        """What the cells of a column say."""
        return tuple(self.text(i, k) for i in range(len(self.figures)))


def grid_of(document: Document, table: Table, figures: Sequence[Figure]) -> Grid | None:
    """A table as a grid; None where no column names the rows, or none holds values."""
    rows = table.rows[:_MOST_ROWS]
    if not rows or not table.blocks:
        return None
    ends = [c.end for row in rows for c in row]
    first, last = min(c.start for row in rows for c in row), max(ends)
    mine = {f.span.start: f for f in figures if first <= f.span.start < last and f.label}
    starts = sorted(mine)
    found = tuple(tuple(_inside(mine, starts, c.start, c.end) for c in row) for row in rows)
    naming: list[int] = []
    values: list[int] = []
    for k in range(len(table.columns)):
        texts = [row[k].text for row in rows]
        held = [row[k] is not None for row in found]
        if _counts_rows(texts) or any(map(_is_source, texts)):
            continue
        if not naming and not values:
            naming.append(k)
        elif sum(held) > _MOST * sum(map(bool, texts)):
            values += [k] if len({*texts}) > 1 else []
        elif sum(map(bool, texts)) > _MOST * len(texts) and not any(held):
            naming.append(k)
    return Grid(document, table, found, tuple(naming), tuple(values)) if naming and values else None


def _is_source(text: str) -> bool:
    """Does a cell say where its row is from?"""
    return "://" in text or text.startswith("(source")


def _counts_rows(texts: Sequence[str]) -> bool:
    """Are the cells of a column 1, 2, 3 and so on?"""
    digits = [t for t in texts if t.isdigit()]
    return len(digits) > 1 and digits == [str(i + 1) for i in range(len(digits))]


def _inside(figures: dict[int, Figure], starts: Sequence[int], start: int, end: int) -> Figure | None:
    """The first figure of a cell."""
    at = bisect_left(starts, start)
    return figures[starts[at]] if at < len(starts) and starts[at] < end else None


def readings(grid: Grid) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Which naming column the members may be told apart by, and which others must then hold still."""
    columns = {k: grid.column(k) for k in grid.naming}
    varied = [k for k, texts in columns.items() if len({*texts}) > 1]
    numbered = [k for k in varied if partner(columns, k) is not None]
    for k in varied:
        if k in numbered:
            continue
        others = [o for o in varied if o != k]
        free = [o for o in others if not _settles(columns[k], columns[o])]
        yield k, tuple(free)
        if not free:  # the rows are told apart by this column alone: a part of them may be meant as well
            for o in others:
                if len({*columns[o]}) < len(columns[o]):
                    yield k, (o,)


def partner(columns: Mapping[int, Sequence[str]], k: int) -> int | None:
    """The column that says the same in words or dates as a column of bare numbers ("sale 12, of 4 March")."""
    if not all(t.isdigit() and not is_time(t) for t in columns[k]):
        return None
    alike = (o for o in columns if o != k and _settles(columns[k], columns[o]) and _settles(columns[o], columns[k]))
    return next((o for o in alike if all(columns[o]) and not all(t.isdigit() for t in columns[o])), None)


def _settles(one: Sequence[str], other: Sequence[str]) -> bool:
    """Does what stands in one column say what stands in the other, row by row?"""
    held: dict[str, str] = {}
    return all(held.setdefault(a, b) == b for a, b in zip(one, other, strict=True))

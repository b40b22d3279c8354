"""Groups of comparable figures: a column of a table over its rows, a row over its columns, a list in one paragraph.

    table ──► which columns name, which hold values ──► a group for each value column, and for each row
    paragraph ──► figures of one unit that differ in place or in period ──► a group

Nothing here knows a question; `assistant.order_likeness` says how well a group answers one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from assistant.bind import Evidence
from assistant.families import REST, TOTAL
from assistant.grids import Grid, grid_of, partner, readings
from assistant.order_types import By, Form, Group, Member, is_time
from index.names import GROUPINGS, places
from index.types import Block, Document, Figure, Table
from index.units import is_money

_FEWEST_IN_PROSE = 3
"""Figures of one paragraph from which they are a list."""
_WEIGHT = re.compile(r"\b(?:weights?|tonnes|volume|quantity)\b(?!.*(?:value|worth))", re.IGNORECASE)
_ROUNDING = Decimal("0.004")
"""Share of a total by which its parts may miss it."""
_MOST = 0.5
"""Share of the names from which what they tell apart is told by all."""


def is_rest(name: str) -> bool:
    """Is a name that of a total, or of what is left when the others are named?"""
    plain = name.replace("_", " ")
    return bool(TOTAL.search(plain) or REST.match(plain) or plain.lower() == "world")


def groups_of(evidence: Evidence, document: Document) -> tuple[Group, ...]:
    """All groups of one document, tables first."""
    held: dict[str, Group] = {}
    figures = sorted(evidence.index.of(document.id), key=lambda f: f.span.start)
    starts = [f.span.start for f in figures]
    for table in document.tables:
        for group in _of_table(document, table, figures):
            held.setdefault(str(group.key), group)
    for number, block in enumerate(document.blocks):
        if block.kind in ("paragraph", "item"):
            inside = figures[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
            for group in _of_prose(evidence, document, number, block, inside):
                held.setdefault(str(group.key), group)
    return tuple(held.values())


def _of_table(document: Document, table: Table, figures: Sequence[Figure]) -> Iterator[Group]:
    """The columns and rows of a table."""
    grid = grid_of(document, table, figures)
    if grid is None:
        return
    columns = {k: grid.column(k) for k in grid.naming}
    for ranging, fixed in readings(grid):
        numbers = [k for k in grid.naming if partner(columns, k) == ranging]
        parts: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i in range(len(grid.figures)):
            parts[tuple(grid.text(i, k) for k in fixed)].append(i)
        for said, rows in parts.items():
            if fixed and not all(said):
                continue
            for column in grid.values:
                yield from _column(grid, (ranging, *numbers), column, rows, said)
    for row in range(len(grid.figures)):
        yield from _row(grid, row)


def _column(
    grid: Grid, naming: tuple[int, ...], column: int, rows: Sequence[int], said: Sequence[str]
) -> Iterator[Group]:
    """The values of one column, in some of its rows.

    Args:
        grid: the table.
        naming: the column that names the rows, then those that number what it names.
        column: the column of the values.
        rows: the rows.
        said: what these rows have in common.
    """
    heads = grid.table.columns
    ranging, *numbers = naming
    cells = [(_called(grid, i, ranging, numbers), grid.figures[i][column]) for i in rows]
    head = " ".join(heads[k].text for k in (*numbers, ranging))
    whole = len(rows) == len(grid.figures)
    yield from _made(grid, cells, head, heads[column].text, " ".join(said), "column", whole)


def _called(grid: Grid, row: int, ranging: int, numbers: Sequence[int]) -> str:
    """What a row is called, with the number that stands for it where it has one."""

    def told(k: int) -> str:
        text = grid.text(row, k)
        return f"{grid.table.columns[k].text} {text}" if text.isdigit() and not is_time(text) else text

    return " ".join((told(ranging), *(f"({told(k)})" for k in numbers))).strip()


def _row(grid: Grid, row: int) -> Iterator[Group]:
    """The values of one row, those of each unit."""
    heads = grid.table.columns
    cells = [(heads[k].text, grid.figures[row][k]) for k in grid.values]
    by_unit: dict[str, list[tuple[str, Figure | None]]] = defaultdict(list)
    for name, figure in cells:
        if figure is not None:
            by_unit[figure.quantity.unit].append((name, figure))
    label = " ".join(grid.text(row, k) for k in grid.naming)
    for mine in by_unit.values():
        yield from _made(grid, mine, "", label, "", "row", len(mine) == len(cells))


def _whole_of(cells: Sequence[tuple[str, Figure | None]]) -> str:
    """The name of the cell that is the sum of all others, whatever it is called; "" where none is."""
    held = [(name, f.quantity.base[0]) for name, f in cells if f is not None]
    total = sum(value for _, value in held)
    return next((n for n, v in held if len(held) > 3 and v > 0 and abs(2 * v - total) <= _ROUNDING * v), "")


def _made(
    grid: Grid,
    cells: Sequence[tuple[str, Figure | None]],
    head: str,
    measure: str,
    still: str,
    form: Form,
    whole: bool,
) -> Iterator[Group]:
    """The group of some cells, if they are of one unit and each has a name of its own."""
    whole_of = _whole_of(cells)
    named = [(name, f) for name, f in cells if name and name != whole_of and not is_rest(name)]
    held = [Member(_plain(name), f) for name, f in named if f is not None]
    names = {m.name for m in held}
    if len(held) < 2 or len(names) < len(held) or len({m.figure.quantity.unit for m in held}) > 1:
        return
    alike = len({m.figure.quantity.base[0] for m in held}) == 1  # a code, or nothing to set in order
    if alike or _denies(f"{measure} {still}", held[0].figure):
        return
    d, t = grid.document, grid.table
    lead = d.text[t.lead[0] : t.lead[1]] if t.lead else ""
    start, end = t.rows[0][0].start, max(c.end for c in t.rows[-1])
    frame = " ".join((*t.headings, lead, d.title))
    by, place = _by([m.name for m in held]), (d.id, t.number)
    yield Group(tuple(held), by, head, measure, still, frame, place, whole, form, start, end)


def _denies(measure: str, figure: Figure) -> bool:
    """Does a heading speak of weight where the figure was read as money?"""
    unit = figure.quantity.unit
    return is_money(unit) and bool(_WEIGHT.search(measure))


def _plain(name: str) -> str:
    """A name without the marks of its layout."""
    return " ".join(name.replace("*", "").replace("_", " ").split())


def _by(names: Sequence[str]) -> By:
    """What names tell apart: times, places or things."""
    times, spots = sum(bool(is_time(n)) for n in names), sum(bool(_spots(n)) for n in names)
    if times > _MOST * len(names):
        return "period"
    return "place" if spots > _MOST * len(names) else "item"


@cache
def _spots(name: str) -> bool:
    return bool(places(name, any_case=True))


def _of_prose(
    evidence: Evidence, document: Document, number: int, block: Block, figures: Sequence[Figure]
) -> Iterator[Group]:
    """Figures of one unit and kind in a paragraph, told apart by the one place or the period that each is bound to."""
    measures: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for f in figures:
        measures[(f.quantity.unit, f.kind)].append(f)
    frame = " ".join((*block.headings, document.title))
    naming: tuple[tuple[By, Callable[[Figure], str]], ...] = (
        ("place", lambda f: _own_place(evidence, f)),
        ("period", lambda f: f.period.label if f.period else ""),
    )
    for found in measures.values():
        for by, name in naming:
            members = _distinct(Member(name(f), f) for f in found)
            if len(members) >= _FEWEST_IN_PROSE:
                said = document.text[block.start : block.end]
                whole, place = len(members) == len(found), (document.id, -1 - number)
                yield Group(members, by, "", said, "", frame, place, whole, "prose", block.start, block.end)


def _own_place(evidence: Evidence, figure: Figure) -> str:
    """The one foreign place that a figure is bound to; "" where it is bound to none or to several."""
    foreign = [e for e in figure.entities if e != evidence.home and e not in GROUPINGS]
    return foreign[0] if len(foreign) == 1 else ""


def _distinct(members: Iterable[Member]) -> tuple[Member, ...]:
    """The members that have a name, the first of each."""
    held: dict[str, Member] = {}
    for m in members:
        if m.name:
            held.setdefault(m.name, m)
    return tuple(held.values())

"""Groups of comparable figures: a column of a table over its rows, a row over its columns, a list in one paragraph.

    table ──► which columns name, which hold values ──► a group for each value column, and for each row
    paragraph ──► figures of one unit that differ in place or in period ──► a group

Nothing here knows a question; `assistant.group_likeness` says how well a group answers one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from assistant.bind import Evidence
from assistant.families import TOTAL
from index import periods
from index.names import GROUPINGS, places
from index.types import Block, Document, Figure, Period, Table
from index.units import is_money

By = Literal["place", "period", "item"]
"""What the members of a group differ in."""

_FEWEST_IN_PROSE = 3
"""Figures of one paragraph from which they are a list."""
_MOST_ROWS = 400
"""Rows of a table that are looked at."""
_REST = re.compile(
    r"(?:all )?(?:others?|elsewhere|remaining|remainder|the rest|rest of|miscellaneous)\b|world$", re.IGNORECASE
)
_WEIGHT = re.compile(r"\b(?:weights?|tonnes|volume|quantity)\b(?!.*(?:value|worth))", re.IGNORECASE)
_PART = re.compile(r"(?:Q[1-4]|[1-4]Q\d\d|[1-4]Q|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\W*$", re.IGNORECASE)
"""A quarter or a month without its year."""
_ROUNDING = Decimal("0.004")
"""Share of a total by which its parts may miss it."""
_QUARTER, _MONTH = 91, 30
_MOST = 0.5
"""Share of a column's cells from which what they hold is what the column is."""


@dataclass(frozen=True, slots=True)
class Member:
    """One of a group: how it is called, and its figure."""

    name: str
    figure: Figure

    @property
    def days(self) -> int:
        """How long the time is that it stands for, as its name says or its figure; 0 where neither does."""
        read = periods.read(self.name)
        period = read[0].period if read else self.figure.period
        if not read and _PART.match(self.name):
            return _QUARTER if "Q" in self.name.upper()[:2] else _MONTH
        return (period.end - period.start).days + 1 if period else 0


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that may be set in order.

    Attributes:
        members: in the document's order, their names distinct.
        by: what they differ in.
        head: what the document calls that: the heading of the column that names the members.
        measure: what they measure: the heading of their column, or the name of their row.
        held: what besides holds for all of them, where the rows of a table are told apart by more than one column.
        frame: heading, lead and title above them.
        place: which table or paragraph they stand in: the document and a number.
        start, end: where that begins and ends.
        whole: whether no row of the table is left out but totals.
        form: `column`, `row` or `prose`.
    """

    members: tuple[Member, ...]
    by: By
    head: str
    measure: str
    held: str
    frame: str
    place: tuple[str, int]
    whole: bool
    form: Literal["column", "row", "prose"]
    start: int
    end: int

    @property
    def unit(self) -> str:
        """The unit of every member."""
        return self.members[0].figure.quantity.unit

    @property
    def period(self) -> Period | None:
        """The period that all members share, if they do."""
        first = self.members[0].figure.period
        same = first and all(m.figure.period and m.figure.period.same_as(first) for m in self.members)
        return first if same else None

    @property
    def key(self) -> tuple[object, ...]:
        """Tells the group from all others."""
        return (self.by, self.head, *(m.figure.id for m in self.members))


def is_rest(name: str) -> bool:
    """Is a name that of a total, or of what is left when the others are named?"""
    plain = name.replace("_", " ")
    return bool(TOTAL.search(plain) or _REST.match(plain))


def groups_of(evidence: Evidence, document: Document) -> tuple[Group, ...]:
    """All groups of one document, tables first."""
    held: dict[str, Group] = {}
    figures = evidence.index.of(document.id)
    for table in document.tables:
        for group in _of_table(document, table, figures):
            held.setdefault(str(group.key), group)
    for number, block in enumerate(document.blocks):
        if block.kind in ("paragraph", "item"):
            inside = [f for f in figures if block.start <= f.span.start < block.end]
            for group in _of_prose(evidence, document, number, block, inside):
                held.setdefault(str(group.key), group)
    return tuple(held.values())


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table with the figure of each cell: which columns name the rows, and which hold values."""

    document: Document
    table: Table
    figures: tuple[tuple[Figure | None, ...], ...]
    naming: tuple[int, ...]
    values: tuple[int, ...]

    def text(self, row: int, column: int) -> str:
        return self.table.rows[row][column].text

    def name(self, row: int) -> str:
        return next((t for k in self.naming if (t := self.text(row, k))), "")

    def column(self, k: int) -> tuple[str, ...]:
        return tuple(self.text(i, k) for i in range(len(self.figures)))


def _of_table(document: Document, table: Table, figures: Sequence[Figure]) -> Iterator[Group]:
    grid = _grid(document, table, figures)
    if grid is None:
        return
    for ranging, fixed in _readings(grid):
        parts: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i in range(len(grid.figures)):
            parts[tuple(grid.text(i, k) for k in fixed)].append(i)
        for said, rows in parts.items():
            if fixed and not all(said):
                continue
            for column in grid.values:
                yield from _column(grid, ranging, column, rows, said)
    for row in range(len(grid.figures)):
        yield from _row(grid, row)


def _grid(document: Document, table: Table, figures: Sequence[Figure]) -> _Grid | None:
    rows = table.rows[:_MOST_ROWS]
    if not rows or not table.blocks:
        return None
    ends = [c.end for row in rows for c in row]
    first, last = min(c.start for row in rows for c in row), max(ends)
    mine = {f.span.start: f for f in figures if first <= f.span.start < last and f.label}
    starts = sorted(mine)
    found = tuple(tuple(_inside(mine, starts, c.start, c.end) for c in row) for row in rows)
    width = len(table.columns)
    naming, values = [], []
    for k in range(width):
        texts = [row[k].text for row in rows]
        held = [row[k] is not None for row in found]
        if _counts_rows(texts):
            continue
        if any(map(_is_source, texts)):
            continue
        if not naming and not values:
            naming.append(k)
        elif sum(held) > _MOST * sum(map(bool, texts)):
            values += [k] if len({*texts}) > 1 else []
        elif sum(map(bool, texts)) > _MOST * len(texts) and not any(held):
            naming.append(k)
    return _Grid(document, table, found, tuple(naming), tuple(values)) if naming and values else None


def _is_source(text: str) -> bool:
    return "://" in text or text.startswith("(source")


def _counts_rows(texts: Sequence[str]) -> bool:
    """Are the cells of a column 1, 2, 3 and so on?"""
    digits = [t for t in texts if t.isdigit()]
    return len(digits) > 1 and digits == [str(i + 1) for i in range(len(digits))]


def _inside(figures: dict[int, Figure], starts: Sequence[int], start: int, end: int) -> Figure | None:
    at = next((s for s in starts if start <= s < end), None)
    return figures[at] if at is not None else None


def _readings(grid: _Grid) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Which naming column the members may be told apart by, and which others must then hold still."""
    columns = {k: grid.column(k) for k in grid.naming}
    varied = [k for k, texts in columns.items() if len({*texts}) > 1]
    numbered = [k for k in varied if _partner(columns, k) is not None]
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


def _partner(columns: Mapping[int, Sequence[str]], k: int) -> int | None:
    """The column that says the same in words or dates as a column of bare numbers ("sale 12, of 4 March")."""
    if not all(t.isdigit() and not _time(t) for t in columns[k]):
        return None
    alike = (o for o in columns if o != k and _settles(columns[k], columns[o]) and _settles(columns[o], columns[k]))
    return next((o for o in alike if all(columns[o]) and not all(t.isdigit() for t in columns[o])), None)


def _settles(one: Sequence[str], other: Sequence[str]) -> bool:
    """Does what stands in one column say what stands in the other, row by row?"""
    held: dict[str, str] = {}
    return all(held.setdefault(a, b) == b for a, b in zip(one, other, strict=True))


def _column(grid: _Grid, ranging: int, column: int, rows: Sequence[int], said: Sequence[str]) -> Iterator[Group]:
    heads = grid.table.columns
    columns = {k: grid.column(k) for k in grid.naming}
    numbers = [k for k in grid.naming if _partner(columns, k) == ranging]
    cells = [(_called(grid, i, ranging, numbers), grid.figures[i][column]) for i in rows]
    head = " ".join(heads[k].text for k in (*numbers, ranging))
    measure, held = heads[column].text, " ".join(said)
    whole = len(rows) == len(grid.figures)
    yield from _made(grid, cells, head, measure, held, "column", whole)


def _called(grid: _Grid, row: int, ranging: int, numbers: Sequence[int]) -> str:
    """What a row is called, with the number that stands for it where it has one."""

    def told(k: int) -> str:
        text = grid.text(row, k)
        return f"{grid.table.columns[k].text} {text}" if text.isdigit() and not _time(text) else text

    return " ".join((told(ranging), *(f"({told(k)})" for k in numbers))).strip()


def _row(grid: _Grid, row: int) -> Iterator[Group]:
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
    grid: _Grid,
    cells: Sequence[tuple[str, Figure | None]],
    head: str,
    measure: str,
    still: str,
    form: Literal["column", "row"],
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
    yield Group(tuple(held), _by([m.name for m in held]), head, measure, still, frame, (d.id, t.number), whole, form, start, end)


def _denies(measure: str, figure: Figure) -> bool:
    """Does a heading speak of weight where the figure was read as money?"""
    unit = figure.quantity.unit
    return is_money(unit) and bool(_WEIGHT.search(measure))


def _plain(name: str) -> str:
    return " ".join(name.replace("*", "").replace("_", " ").split())


def _by(names: Sequence[str]) -> By:
    """What names tell apart: times, places or things."""
    times, spots = sum(bool(_time(n)) for n in names), sum(bool(_spots(n)) for n in names)
    if times > _MOST * len(names):
        return "period"
    return "place" if spots > _MOST * len(names) else "item"


@cache
def _time(name: str) -> bool:
    return bool(periods.read(name) or _PART.match(name))


@cache
def _spots(name: str) -> bool:
    return bool(places(name, any_case=True))


def _of_prose(
    evidence: Evidence, document: Document, number: int, block: Block, figures: Sequence[Figure]
) -> Iterator[Group]:
    """Figures of one unit and kind in a paragraph, told apart by the one place, or the period, that each is bound to."""
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
    foreign = [e for e in figure.entities if e != evidence.home and e not in GROUPINGS]
    return foreign[0] if len(foreign) == 1 else ""


def _distinct(members: Iterable[Member]) -> tuple[Member, ...]:
    """The members that have a name, the first of each."""
    held: dict[str, Member] = {}
    for m in members:
        if m.name:
            held.setdefault(m.name, m)
    return tuple(held.values())

"""A table as drawn becomes a header and rows of equal width: merged cells are spread, header rows found and joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import captions, numbers
from index.readers.limits import MAX_CELLS, too_much
from index.readers.pieces import Grid, GridCell, GridRow, Word

MAX_COLUMNS = 1_000
_MAX_HEADERS = 4
_YEARLIKE = re.compile(r"(?:19|20)\d\d(?:[-/–](?:\d\d|\d{4}))?")
_NUMBERING = re.compile(r"\(?(\d{1,2}|[a-z])\)?\.?")
_EMPTY = GridCell("")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a table: the cell that covers it, and whether it is the cell's leftmost and topmost one."""

    cell: GridCell
    left: bool = True
    top: bool = True

    @property
    def text(self) -> str:
        """The words here: those of a cell that runs down stand in each of its rows, its number only in the first."""
        if not self.left or not self.top and numbers.parse_plain(self.cell.text) is not None:
            return ""
        return self.cell.text

    @property
    def words(self) -> tuple[Word, ...]:
        """Where the words are printed; nowhere for those that are repeated."""
        return self.cell.words if self.left and self.top else ()


Line = tuple[GridRow, tuple[Slot, ...]]


@dataclass(frozen=True, slots=True)
class Squared:
    """A table in which every row has a slot for each column; `titles` are rows over its whole width above it."""

    titles: tuple[Line, ...]
    header: tuple[Line, ...]
    body: tuple[Line, ...]

    def headings(self) -> tuple[tuple[GridCell, ...], ...]:
        """The cells with words over each column, outermost first, each wording once."""
        columns = zip(*(slots for _, slots in self.header), strict=True)
        return tuple(tuple({s.cell.text: s.cell for s in slots if s.cell.text}.values()) for slots in columns)


def squared(grid: Grid) -> Squared:
    """Spreads merged cells, takes off titles, finds the header, and leaves out empty rows and columns.

    Raises:
        DocumentError: it has more cells than are allowed.
    """
    lines = [line for line in _spread(grid) if any(s.cell.text for s in line[1])]
    if not lines:
        return Squared((), (), ())
    width = len(lines[0][1])
    kept = [i for i in range(width) if any(slots[i].cell.text for _, slots in lines)]
    lines = [(row, tuple(slots[i] for i in kept)) for row, slots in lines]
    titles = 0
    while titles < len(lines) - 1 and len(kept) > 1 and _is_title(lines[titles][1]):
        titles += 1
    rest = lines[titles:]
    count = _header_count([slots for _, slots in rest])
    body = rest[count:]
    while count and body and _is_numbering(body[0][1]):
        body = body[1:]
    return Squared(tuple(lines[:titles]), tuple(rest[:count]), tuple(body))


def _spread(grid: Grid) -> list[Line]:
    """All rows with one slot a column. A cell's claim on places taken already is cut short."""
    covered: dict[int, dict[int, Slot]] = {}
    rows: list[dict[int, Slot]] = []
    filled = 0
    for y, row in enumerate(grid.rows):
        slots = covered.pop(y, {})
        x = 0
        for cell in row.cells:
            while x in slots:
                x += 1
            across = min(max(cell.columns, 1), MAX_COLUMNS)
            down = min(max(cell.rows, 1), len(grid.rows) - y)
            filled += across * down
            if filled > MAX_CELLS or x + across > MAX_COLUMNS * 20:
                raise too_much("cells in a table", MAX_CELLS)
            for place in range(x, x + across):
                slots.setdefault(place, Slot(cell, left=place == x))
                for below in range(y + 1, y + down):
                    covered.setdefault(below, {})[place] = Slot(cell, left=place == x, top=False)
            x += across
        rows.append(slots)
    width = max((max(slots, default=-1) + 1 for slots in rows), default=0)
    if width * len(rows) > 4 * MAX_CELLS:
        raise too_much("cells in a table", MAX_CELLS)
    lines = (tuple(slots.get(x, Slot(_EMPTY)) for x in range(width)) for slots in rows)
    return list(zip(grid.rows, lines, strict=True))


def _is_title(slots: Sequence[Slot]) -> bool:
    """Does one cell cover the whole width, or stand alone at its left with no number?"""
    cells = {id(s.cell): s.cell for s in slots if s.cell.text}
    if len(cells) != 1:
        return False
    (cell,) = cells.values()
    return not cell.head and all(s.cell is cell for s in slots) and len(slots) > 1 and not _is_number(cell.text)


def _header_count(rows: Sequence[Sequence[Slot]]) -> int:
    """How many of the first rows are headings: those the file says are, else as many as look like it."""
    marked = 0
    while marked < len(rows) and all(s.cell.head or not s.cell.text for s in rows[marked]):
        marked += 1
    if marked == 0 and any(_is_number(s.cell.text) for s in rows[0][1:]):
        return 0
    count = max(marked, 1)
    # A column of row headings marks every cell of a table without other cells.
    count = min(count, _MAX_HEADERS, max(1, len(rows) - 1))
    while count < min(_MAX_HEADERS, len(rows) - 1) and _goes_on(rows[count - 1], rows[count]):
        count += 1
    return count


def _goes_on(above: Sequence[Slot], below: Sequence[Slot]) -> bool:
    """Is the row below a heading row still: does it fill what the one above spans or leaves empty, or give units?"""
    texts = [s.cell.text for s in below if s.cell.text]
    if not texts or any(_is_number(text) for text in texts):
        return False
    if all(s.cell is t.cell for s, t in zip(above, below, strict=True)):
        return True
    spanning = any(not s.left and s.cell.text for s in above)
    filled = [s.text for s in below if s.text and s.top]
    if spanning and len(filled) > 1:
        return True
    units = [captions.read(text) for text in filled]
    return len(filled) > 0 and all(
        t.startswith("(") or u.unit and len(t) < 20 for t, u in zip(filled, units, strict=True)
    )


def _is_numbering(slots: Sequence[Slot]) -> bool:
    """Is it a row that numbers the columns: (1) (2) (3), or a b c?"""
    marks = [m[1] for s in slots if (m := _NUMBERING.fullmatch(s.cell.text.strip()))]
    if len(marks) < 3 or len(marks) != len([s for s in slots if s.cell.text]):
        return False
    values = [int(m) if m.isdigit() else ord(m) for m in marks]
    return all(b - a == 1 for a, b in zip(values, values[1:], strict=False)) and marks[0] in ("1", "a")


def _is_number(text: str) -> bool:
    """Is a cell a number, and not a year that may head a column?"""
    return numbers.parse_plain(text) is not None and not _YEARLIKE.fullmatch(text.strip())

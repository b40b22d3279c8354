"""What stands where on a spreadsheet: headings and notes in single cells, tables in the blocks of cells between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from index import numbers
from index.readers.pieces import Grid, GridCell, GridRow, Heading, Paragraph, Piece, Where
from index.readers.words import clean

_UNNAMED = re.compile(r"(?i)(?:sheet|table|tabelle|feuille|foglio|hoja|sayfa|лист|工作表)[ _]?\d*")
_LONGEST_HEADING = 120
_NOTE = re.compile(r"(?i)^(?:notes?|sources?|remarks?|\*|†|\(?[a-z0-9]\)|[a-z0-9]/)[\s:.]")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A filled cell: its words, how many columns and rows it covers, and whether it is printed bold."""

    text: str
    columns: int = 1
    rows: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of a workbook; `cells` by (row, column), both from 0, without empty ones."""

    name: str
    cells: Mapping[tuple[int, int], SheetCell] = field(default_factory=dict)


def address(row: int, column: int) -> str:
    """The address of a cell, both from 0: `address(6, 1)` is `B7`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def sheet_pieces(sheet: Page, *, first: bool) -> Iterator[Piece]:
    """The pieces of a sheet, top to bottom, tables side by side from left to right.

    The sheet's name is a heading, unless it is one that the program gave. On the `first` sheet a line alone at the
    very top is the title of the whole.
    """
    reader = _Reader(sheet)
    bands = list(reader.bands())
    if first and bands and (title := reader.title(bands[0])):
        yield Heading(title.text, 1, reader.where(*title.place))
        bands[0] = bands[0][1:]
        bands = bands if bands[0] else bands[1:]
    if bands and not _UNNAMED.fullmatch(sheet.name.strip()):
        yield Heading(sheet.name, 2, Where(sheet=sheet.name))
    blocks = (reader.pieces(band, columns) for band in bands for columns in reader.side_by_side(band))
    yield from _joined(piece for block in blocks for piece in block)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces; a table that begins with numbers goes on the one right before it, after an empty row."""
    before: Piece | None = None
    for piece in pieces:
        if isinstance(before, Grid) and isinstance(piece, Grid) and _goes_on(before, piece):
            before = Grid(before.rows + piece.rows)
            continue
        if before:
            yield before
        before = piece
    if before:
        yield before


def _goes_on(before: Grid, grid: Grid) -> bool:
    above, first = before.rows[0].cells, grid.rows[0].cells
    same = above[0].address.rstrip("0123456789") == first[0].address.rstrip("0123456789")
    return same and len(above) == len(first) and any(numbers.parse_plain(cell.text) for cell in first[1:])


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with one filled cell."""

    text: str
    place: tuple[int, int]
    bold: bool


class _Reader:
    """Finds the tables of one sheet."""

    def __init__(self, sheet: Page) -> None:
        self._sheet = sheet
        self._rows: dict[int, dict[int, SheetCell]] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            if clean(cell.text):
                self._rows.setdefault(row, {})[column] = cell
        last = max(self._rows, default=0)
        self._below = {
            (below, place)
            for row, cells in self._rows.items()
            for column, cell in cells.items()
            for below in range(row + 1, min(row + cell.rows, last + 1))
            for place in range(column, column + cell.columns)
        }

    def where(self, row: int, column: int, last: int | None = None) -> Where:
        """The place of a cell, or of the cells of a row up to the column `last`."""
        cells = address(row, column)
        if last is not None and last != column:
            cells += f":{address(row, last)}"
        return Where(sheet=self._sheet.name, cells=cells)

    def bands(self) -> Iterator[list[int]]:
        """Runs of rows without an empty one between them."""
        band: list[int] = []
        for row in sorted({*self._rows, *(row for row, _ in self._below)}):
            if band and row > band[-1] + 1:
                yield band
                band = []
            band.append(row)
        if band:
            yield band

    def title(self, band: Sequence[int]) -> _Line | None:
        """The line that is the title of a sheet: short, alone in its row, and no table's row label."""
        line = self._alone(band[0])
        following = self._alone(band[1]) if len(band) > 1 else None
        is_title = line and len(line.text) <= _LONGEST_HEADING and not line.text.endswith((".", ":"))
        # Right above a table a line is its caption, unless another line or a gap stands between.
        return line if is_title and (len(band) == 1 or following) else None

    def side_by_side(self, band: Sequence[int]) -> list[tuple[int, int]]:
        """First and last column of each table of a band; an empty column parts two tables that are wide enough."""
        filled = sorted({c for row in band for c in self._rows.get(row, {}) for c in self._reach(row, c)})
        groups: list[list[int]] = []
        for column in filled:
            if groups and column <= groups[-1][-1] + 1:
                groups[-1].append(column)
            else:
                groups.append([column])
        if len(groups) > 1 and all(len(group) > 1 for group in groups):
            return [(group[0], group[-1]) for group in groups]
        return [(filled[0], filled[-1])] if filled else []

    def pieces(self, band: Sequence[int], columns: tuple[int, int]) -> Iterator[Piece]:
        """The pieces of one block of cells: lines above, a table, lines below."""
        rows = [row for row in band if self._within(row, columns)]
        top = 0
        while top < len(rows) and self._alone(rows[top], columns):
            top += 1
        bottom = len(rows)
        while bottom > top and (line := self._alone(rows[bottom - 1], columns)) and self._is_note(line, columns):
            bottom -= 1
        yield from self._lines(rows[:top], columns, above_table=bottom > top)
        if bottom > top:
            yield self._grid(rows[top:bottom], columns)
        yield from self._lines(rows[bottom:], columns, above_table=False)

    def _lines(self, rows: Sequence[int], columns: tuple[int, int], *, above_table: bool) -> Iterator[Piece]:
        """Single cells: the last one above a table is its lead, a short one before others is a heading."""
        for index, row in enumerate(rows):
            line = self._alone(row, columns)
            if line is None:
                continue
            short = len(line.text) <= _LONGEST_HEADING and not line.text.rstrip().endswith((".", ":", ";", ","))
            more = index < len(rows) - 1
            if short and not _NOTE.match(line.text) and (more or line.bold and not above_table):
                yield Heading(line.text, 3, self.where(*line.place))
            else:
                yield Paragraph(line.text, self.where(*line.place))

    def _grid(self, rows: Sequence[int], columns: tuple[int, int]) -> Grid:
        out = []
        for row in rows:
            cells, column = [], columns[0]
            while column <= columns[1]:
                cell = self._rows.get(row, {}).get(column)
                across = min(cell.columns, columns[1] - column + 1) if cell else 1
                if cell:
                    cells.append(GridCell(cell.text, across, cell.rows, address=address(row, column)))
                elif (row, column) not in self._below:
                    cells.append(GridCell("", address=address(row, column)))
                column += across
            out.append(GridRow(tuple(cells), self.where(row, columns[0], columns[1])))
        return Grid(tuple(out))

    def _alone(self, row: int, columns: tuple[int, int] | None = None) -> _Line | None:
        """The one filled cell of a row, if it has but one and that is no number."""
        cells = self._within(row, columns) if columns else self._rows.get(row, {})
        if len(cells) != 1:
            return None
        ((column, cell),) = cells.items()
        text = clean(cell.text)
        return None if numbers.parse_plain(text) else _Line(text, (row, column), cell.bold)

    def _within(self, row: int, columns: tuple[int, int]) -> dict[int, SheetCell]:
        return {c: cell for c, cell in self._rows.get(row, {}).items() if columns[0] <= c <= columns[1]}

    def _reach(self, row: int, column: int) -> range:
        return range(column, column + self._rows[row][column].columns)

    def _is_note(self, line: _Line, columns: tuple[int, int]) -> bool:
        """Is a line below a table a note on it, and not a row whose cells are empty?"""
        return line.place[1] == columns[0] and (bool(_NOTE.match(line.text)) or len(line.text) > 60)

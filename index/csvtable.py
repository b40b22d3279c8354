"""Reads comma-, semicolon-, tab- or bar-separated tables: each record a row, each field a cell with exact offsets."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from index.content import BOM, Content, decode
from index.types import Block, Cell, Table

_DELIMITERS = ",;\t|"
_SAMPLE = 20_000
_MAX_NOTICES = 5


@dataclass(slots=True)
class _Record:
    """One record: its fields, the stretch of text it covers, and whether a quote was left open in it."""

    start: int
    end: int = 0
    cells: list[Cell] = field(default_factory=list)
    open_quote: bool = False

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if cell.text)


def read_csv(raw: bytes) -> Content:
    """Reads a table; its first full record is the header.

    Raises:
        DocumentError: the bytes are not text.
    """
    text, notices = decode(raw)
    records = [r for r in _records(text, _delimiter(text)) if r.filled]
    header = _header_index(records)
    if header is None:
        return Content(text, "text/csv", notices=(*notices, "It holds no records; it is listed but has no content."))
    return _content(text, notices, records, header)


def _content(text: str, notices: tuple[str, ...], records: list[_Record], header: int) -> Content:
    columns = tuple(records[header].cells)
    while columns and not columns[-1].text:  # a delimiter at the end of every line
        columns = columns[:-1]
    found = list(notices)
    if header:
        found.append(f"The {header} line(s) before the header were read as text, not as part of the table.")
    blocks = [Block("paragraph", r.start, r.end, sentences=((r.start, r.end),)) for r in records[:header]]
    blocks.append(Block("header", records[header].start, records[header].end, table=0))
    rows: list[tuple[Cell, ...]] = []
    mended: list[str] = []
    for record in records[header + 1 :]:
        row, problem = _fitted(record, len(columns))
        if problem:
            mended.append(f"Row {len(rows) + 1} {problem}.")
        blocks.append(Block("row", record.start, record.end, table=0, row=len(rows)))
        rows.append(row)
    found += mended[:_MAX_NOTICES]
    if len(mended) > _MAX_NOTICES:
        found.append(f"{len(mended) - _MAX_NOTICES} more rows were mended the same way.")
    if not rows:
        found.append("It holds a header but no rows.")
    lead = (blocks[header - 1].start, blocks[header - 1].end) if header else None
    indices = tuple(range(header + 1, len(blocks)))
    table = Table(0, columns, tuple(rows), (), lead=lead, blocks=indices)
    return Content(text, "text/csv", tuple(blocks), (table,), notices=tuple(found))


def _fitted(record: _Record, width: int) -> tuple[tuple[Cell, ...], str]:
    """The record with exactly `width` cells, and what was wrong with it."""
    cells, problem = (
        record.cells,
        "has a quote that is never closed; it was read as a letter" if record.open_quote else "",
    )
    if len(cells) < width:
        problem = f"has {len(cells)} fields for {width} columns; the missing ones were left empty"
    elif any(cell.text for cell in cells[width:]):
        problem = f"has {len(cells)} fields for {width} columns; those beyond the last column were left out"
    filling = (Cell("", record.end, record.end, column) for column in range(len(cells), width))
    return (*cells[:width], *filling), problem


def _header_index(records: list[_Record]) -> int | None:
    """The first record that is as wide as most of the table; a title or a note may stand above it."""
    if not records:
        return None
    usual, _ = Counter(len(r.cells) for r in records[:1000]).most_common(1)[0]
    return next((i for i, r in enumerate(records) if len(r.cells) >= usual and r.filled > usual // 2), 0)


def _delimiter(text: str) -> str:
    """The delimiter that splits the first lines into the same number of fields most consistently; a comma in doubt."""
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths = Counter(len(r.cells) for r in _records(text[:_SAMPLE], delimiter) if r.filled)
        width, times = widths.most_common(1)[0] if widths else (1, 0)
        score = times / max(1, widths.total()) * min(width, 10) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(text: str, delimiter: str) -> list[_Record]:
    """All records, in order. A quoted field may hold delimiters, line ends and doubled quotes."""
    d = re.escape(delimiter)
    field_pattern = re.compile(rf'[ ]*+"((?:[^"]|"")*+)"[^{d}\n]*+|([^{d}\n]*+)')
    records, record = [], _Record(len(BOM) if text.startswith(BOM) else 0)
    position = record.start
    while position <= len(text):
        match = field_pattern.match(text, position)
        assert match is not None  # the second alternative matches anything, also nothing
        quoted = match[1] is not None
        start, end = _stripped(text, *match.span(1 if quoted else 2))
        words = text[start:end].replace('""', '"') if quoted else text[start:end]
        record.open_quote |= not quoted and words.startswith('"')
        record.cells.append(Cell(" ".join(words.split()), start, end, len(record.cells)))
        position = match.end() + 1
        if text[match.end() : position] != delimiter:
            record.start, record.end = _stripped(text, record.start, match.end())
            record.cells = [_within(cell, record.start, record.end) for cell in record.cells]
            records.append(record)
            record = _Record(position)
    return records


def _within(cell: Cell, start: int, end: int) -> Cell:
    """The cell; an empty one at the border of its record, where white space was taken off, is moved inside."""
    if start <= cell.start and cell.end <= end:
        return cell
    return Cell(cell.text, min(max(cell.start, start), end), min(max(cell.end, start), end), cell.column)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

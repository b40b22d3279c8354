"""Makes a document's canonical text, blocks and tables of the pieces that a reader found. The only place that does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.content import Content, surrounded
from index.errors import DocumentError
from index.pages import Box, packed
from index.readers.grids import Slot, Squared, squared
from index.readers.limits import MAX_CHARACTERS, MAX_PIECES, too_much
from index.readers.pieces import Grid, GridCell, Heading, Paragraph, Piece, Reading, Where, Word
from index.readers.words import clean
from index.sentences import sentences
from index.types import Block, BlockKind, Cell, Page, Table

_ITEM_GAP, _GAP = "\n", "\n\n"
_Printed = tuple[str, tuple[Word, ...], str]  # words, their places, the cell's address


def compose(reading: Reading) -> Content:
    """The content of a reading: every piece in order, tables as rows between bars.

    Raises:
        DocumentError: it is longer than is allowed, or holds no words.
    """
    writer = _Writer(scanned=frozenset(p.number for p in reading.pages if p.scanned))
    for piece in reading.pieces:
        writer.add(piece)
    if not writer.blocks:
        raise DocumentError("it holds no words that can be read; put text into it or remove it.")
    pages = tuple(Page(p.number, p.width, p.height, packed(writer.words[p.number])) for p in reading.pages)
    return Content(
        text="".join(writer.parts) + "\n",
        media_type=reading.media_type,
        blocks=tuple(writer.blocks),
        tables=surrounded(writer.tables, writer.blocks),
        meta=reading.meta,
        notices=reading.notices,
        pages=pages,
    )


@dataclass(slots=True)
class _Writer:
    """The text so far, and what lies where in it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    words: dict[int, list[tuple[int, int, Box]]] = field(default_factory=lambda: defaultdict(list))
    path: list[tuple[int, str]] = field(default_factory=list)
    scanned: frozenset[int] = frozenset()

    def add(self, piece: Piece) -> None:
        """Writes one piece down."""
        if len(self.blocks) > MAX_PIECES:
            raise too_much("paragraphs and rows", MAX_PIECES)
        if self.length > MAX_CHARACTERS:
            raise too_much("characters", MAX_CHARACTERS)
        if isinstance(piece, Grid):
            self._grid(piece)
        elif isinstance(piece, Heading):
            self._heading(piece)
        else:
            self._prose(piece)

    @property
    def headings(self) -> tuple[str, ...]:
        """The path of headings above the place reached, outermost first."""
        return tuple(title for _, title in self.path)

    def _write(self, text: str, words: Sequence[Word] = ()) -> tuple[int, int]:
        """Appends text; where its words have places, it is taken to be clean already, for these count in it."""
        text = text if words else clean(text)
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        for word in words:
            self.words[word.page].append((start + word.start, start + word.end, word.box))
        return start, self.length

    def _gap(self, kind: BlockKind) -> None:
        if self.blocks:
            self._raw(_ITEM_GAP if kind == "item" and self.blocks[-1].kind == "item" else _GAP)

    def _raw(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _block(self, kind: BlockKind, start: int, end: int, where: Where, **more: int) -> None:
        spans: tuple[tuple[int, int], ...] = ((start, end),) if kind == "heading" else ()
        if kind in ("paragraph", "item"):
            spans = tuple((start + a, start + b) for a, b in sentences(self.parts[-1], 0, end - start))
        place = {"page": where.page, "slide": where.slide, "sheet": where.sheet, "cells": where.cells}
        scanned = any(words and words[-1][1] > start for words in map(self.words.get, self.scanned))
        made = Block(kind, start, end, self.headings, spans, scanned=scanned, **more, **place)  # type: ignore[arg-type]
        self.blocks.append(made)

    def _heading(self, piece: Heading) -> None:
        while self.path and self.path[-1][0] >= piece.level:
            self.path.pop()
        if not clean(piece.text):
            return
        self._gap("heading")
        start, end = self._write(piece.text, piece.words)
        self._block("heading", start, end, piece.where)
        self.path.append((piece.level, clean(piece.text)))

    def _prose(self, piece: Paragraph) -> None:
        if not clean(piece.text):
            return
        kind: BlockKind = "item" if piece.item else "paragraph"
        self._gap(kind)
        start, end = self._write(piece.text, piece.words)
        self._block(kind, start, end, piece.where)

    def _grid(self, grid: Grid) -> None:
        """A table; what has but one row or one column is no table, and its cells are paragraphs."""
        table = squared(grid)
        for row, slots in table.titles:
            self._cells_as_prose(row.where, slots)
        lines = (*table.header, *table.body)
        if len(lines) < 2 or len(lines[0][1]) < 2:
            for row, slots in lines:
                self._cells_as_prose(row.where, slots)
            return
        self._gap("row")
        number = len(self.tables)
        columns = self._header(table, number)
        rows: list[tuple[Cell, ...]] = []
        indices: list[int] = []
        for row, slots in table.body:
            if table.header or rows:
                self._raw("\n")
            start = self.length
            cells = self._row([(s.text, s.words, s.cell.address) for s in slots])
            indices.append(len(self.blocks))
            self._block("row", start, self.length, row.where, table=number, row=len(rows))
            rows.append(cells)
        self.tables.append(Table(number, columns, tuple(rows), self.headings, blocks=tuple(indices)))

    def _header(self, table: Squared, number: int) -> tuple[Cell, ...]:
        """The header in one line, each column under all the words over it; empty cells where there is none."""
        if not table.header:
            return tuple(Cell("", self.length, self.length, i) for i, _ in enumerate(table.body[0][1]))
        start = self.length
        columns = self._row([_over(cells) for cells in table.headings()])
        self._block("header", start, self.length, table.header[-1][0].where, table=number)
        return columns

    def _row(self, cells: Sequence[_Printed]) -> tuple[Cell, ...]:
        out = []
        self._raw("| ")
        for column, (text, words, address) in enumerate(cells):
            start, end = self._write(text, words)
            out.append(Cell(self.parts[-1], start, end, column, address))
            self._raw(" | " if column < len(cells) - 1 else " |")
        return tuple(out)

    def _cells_as_prose(self, where: Where, slots: Sequence[Slot]) -> None:
        for slot in slots:
            place = replace(where, cells=slot.cell.address or where.cells)
            if slot.text and slot.top:
                self._prose(Paragraph(slot.text, place, words=slot.words))


def _over(cells: Sequence[GridCell]) -> _Printed:
    """The cells over a column as one."""
    text, words = "", []
    for cell in cells:
        text += " " if text else ""
        words += [replace(w, start=w.start + len(text), end=w.end + len(text)) for w in cell.words]
        text += cell.text
    return text, tuple(words), cells[-1].address if cells else ""

"""What every reader yields: headings, paragraphs and tables in reading order, each with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the upper left corner of the page."""


@dataclass(frozen=True, slots=True)
class Word:
    """Where on a page the characters `start:end` of a piece's text are printed."""

    start: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a piece in its file; what a format does not have stays empty."""

    page: int | None = None
    slide: int | None = None
    sheet: str = ""
    cells: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the smaller its `level`, the further out."""

    text: str
    level: int
    where: Where = Where()
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or an item of a list."""

    text: str
    where: Where = Where()
    item: bool = False
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as drawn: it may cover several columns and rows. `head` where the file itself says it is a heading."""

    text: str
    columns: int = 1
    rows: int = 1
    head: bool = False
    address: str = ""
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells that begin in a row, left to right; places covered from above are left out."""

    cells: tuple[GridCell, ...]
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn."""

    rows: tuple[GridRow, ...]


Piece: TypeAlias = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of one page in points, for the places of words on it, and whether these were recognised in a picture."""

    number: int
    width: float
    height: float
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader found.

    `meta` holds what the file says about itself, under the names of the front matter. `notices` say in one sentence
    each what was done about anything odd.
    """

    pieces: tuple[Piece, ...]
    media_type: str
    meta: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    pages: tuple[Sheet, ...] = ()

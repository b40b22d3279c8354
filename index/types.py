"""The value types that flow from documents to answers. Frozen; each points to the one before it.

    Document ──► Block, Table ──► Passage | Figure ──► Hit

All offsets are characters of `Document.text`: `document.text[start:end]` is the quote, always.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from index.units import Quantity

Day: TypeAlias = date  # in `Document` the field `date` hides the type when annotations are evaluated
BlockKind = Literal["heading", "paragraph", "item", "row", "header", "metadata"]
FigureKind = Literal["level", "share", "change", "multiple", "rate"]
Status = Literal["reported", "provisional", "projected", "target", "hypothetical"]
Qualifier = Literal["exact", "about", "over", "under", "up to", "almost"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one document's text, `start` inclusive, `end` exclusive."""

    document: str
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Do the two share a character?"""
        return self.document == other.document and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of a document's list of sources, what a mark such as `(source: S1)` stands for."""

    id: str
    publisher: str = ""
    title: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. `text` is stripped of markup; `start:end` is its content in the document, without padding.

    `address` is its place in the sheet it comes from ("B7"), "" elsewhere.
    """

    text: str
    start: int
    end: int
    column: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed. `rows` hold one cell per column, in order; a missing cell is an empty one.

    `lead` is the sentence or paragraph right before the table under the same heading, (start, end) or None;
    `note` the paragraph right after it. `blocks` are the indices into `Document.blocks` of the rows.
    """

    number: int
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    headings: tuple[str, ...]
    lead: tuple[int, int] | None = None
    note: tuple[int, int] | None = None
    blocks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """The smallest piece of layout: a heading, a paragraph, a list item, one table row.

    `sentences` are (start, end) in document offsets, in order, for headings, paragraphs and items; empty for rows.
    `headings` is the path of headings above it, outermost first, without list or table marks. `table` and `row` are
    set for rows: the number of the table and the index of the row in it. `page`, `slide`, `sheet` and `cells` ("A7" or
    "A7:F7") say where it stands in a file that has such; `scanned`, that its words were recognised in a picture.
    """

    kind: BlockKind
    start: int
    end: int
    headings: tuple[str, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    table: int | None = None
    row: int | None = None
    page: int | None = None
    slide: int | None = None
    sheet: str = ""
    cells: str = ""
    scanned: bool = False

    def locator(self, title: str = "", cell: Cell | None = None) -> Locator:
        """Where the block is, or the one cell of it; `title` stands in for a heading where there is none."""
        return Locator(
            page=self.page,
            row=self.row + 1 if self.row is not None else None,
            heading=self.headings[-1] if self.headings else title,
            slide=self.slide,
            sheet=self.sheet,
            cell=cell.address if cell and cell.address else self.cells,
            scanned=self.scanned,
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF: its number from 1, its size in points, and where each word of the text stands on it.

    `words` is packed to be small in memory: read it with `index.pages.boxes`.
    """

    number: int
    width: float
    height: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read. `id` is its path within the corpus, with forward slashes.

    `blocks` are in text order. `notices` say in one sentence each what was done about anything odd in the file.
    """

    id: str
    title: str
    text: str
    media_type: str
    content_hash: str
    date: Day | None = None
    publisher: str = ""
    url: str = ""
    kind: str = ""
    period: str = ""
    sources: tuple[Source, ...] = ()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    notices: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """The words of a span of this document."""
        return self.text[span.start : span.end]

    def cells(self, block: Block) -> tuple[Cell, ...]:
        """The cells of a table row; none for any other block."""
        if block.table is None or block.row is None:
            return ()
        return self.tables[block.table].rows[block.row]

    def source(self, id: str) -> Source | None:
        """The source that a mark in this document stands for, or None."""
        return next((s for s in self.sources if s.id == id), None)


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a span is, for people: page, row and slide count from 1; `cell` is one of a sheet, or a range of them.

    `scanned`: the words were recognised in a picture (OCR), so that a letter or digit may be wrong.
    """

    page: int | None = None
    row: int | None = None
    heading: str = ""
    slide: int | None = None
    sheet: str = ""
    cell: str = ""
    scanned: bool = False

    def as_json(self) -> dict[str, str | int | None]:
        """As an answer gives it; `read_by` is there only where the words were recognised in a picture."""
        read_by = {"read_by": "OCR"} if self.scanned else {}
        return read_by | {
            "page": self.page,
            "row": self.row,
            "heading": self.heading,
            "slide": self.slide,
            "sheet": self.sheet or None,
            "cell": self.cell or None,
        }

    def words(self) -> tuple[str, ...]:
        """The parts in words, the heading last: `("page 3", "row 2", "Exports by destination")`."""
        named = (("page", self.page), ("slide", self.slide), ("sheet", self.sheet), ("cell", self.cell))
        # A cell says more than the row of a table, which is counted from the table's own first row.
        row = (f"row {self.row}",) if self.row is not None and not self.cell else ()
        read = ("read by OCR",) if self.scanned else ()
        return (*(f"{name} {value}" for name, value in named if value), *row, *read, *filter(None, [self.heading]))


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that is embedded and searched: whole sentences, whole items or whole table rows.

    `text` is the document's own words, `document.text[start:end]`; `headings` is its heading path and belongs to
    what is embedded, not to the quote. `id` comes from its place, not its words: one sentence in two documents is
    two passages.
    """

    id: str
    span: Span
    text: str
    headings: tuple[str, ...]
    title: str
    locator: Locator = Locator()


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, both days inclusive.

    `kind`: `fiscal_year`, `year`, `half`, `quarter`, `month`, `day`, `range` or `horizon` ("the next five years").
    """

    start: date
    end: date
    label: str
    kind: str

    def same_as(self, other: Period) -> bool:
        """Do the two cover the same days, or are they fiscal years of one name, whenever each begins?"""
        if self.kind == other.kind == "fiscal_year":
            return self.start.year == other.start.year
        return self.start == other.start and self.end == other.end


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number, bound to what it is about.

    Attributes:
        id: document id, `#` and the start offset.
        span: the words of the number itself, with its currency and scale ("Rs 625.68 crore").
        context: the sentence or table row it stands in.
        quantity: the value; the lower end of a range.
        upper: the upper end of a range, else None.
        kind: a level, a share of a whole, a change, a multiple ("3.2 times") or a rate between two things.
        entities: canonical names of the places and bodies it is bound to, nearest binding first.
        background: canonical names that hold for the whole section or document, weaker than `entities`.
        flow: `export`, `import`, `trade`, `balance`, ... or "" where none is said.
        item: stems of what restricts it: product group, row label, modifier ("medical devic").
        own: stems said of this very number: its clause, its row and column headings.
        near: stems of its sentence or row beyond `own`.
        frame: stems of headings, table lead, title and the sentence before.
        period: the time it covers, None where none is said.
        qualifier, status: how sure it is.
        attribution: who says so, in the document's words; "" where nobody is named.
        sources: ids of the source marks that apply to it.
        equivalent: id of the figure that says the same in another currency, else None.
        bound: whether the binding is sure enough to compute with.
    """

    id: str
    span: Span
    context: Span
    quantity: Quantity
    upper: Quantity | None = None
    kind: FigureKind = "level"
    entities: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    flow: str = ""
    item: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    frame: tuple[str, ...] = ()
    period: Period | None = None
    qualifier: Qualifier = "exact"
    status: Status = "reported"
    attribution: str = ""
    sources: tuple[str, ...] = ()
    equivalent: str | None = None
    bound: bool = True
    label: str = ""
    locator: Locator = field(default_factory=Locator)


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result; a higher `score` is better. `why` names the parts of the score (bm25, dense)."""

    passage: Passage
    score: float
    why: tuple[tuple[str, float], ...] = ()

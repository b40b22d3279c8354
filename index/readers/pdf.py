"""Reads PDF files: text in reading order, tables as tables, and where on which page every word is printed."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.errors import DocumentError
from index.readers import scanned
from index.readers.limits import MAX_CELLS, MAX_PAGES, MAX_SCANNED, too_much
from index.readers.pdf_layout import Line, Segment, Token, in_order, segments, unruled_tables
from index.readers.pdf_text import Lines, Ruled, pieces_of
from index.readers.pieces import Grid, GridCell, GridRow, Reading, Sheet, Where, Word
from index.readers.words import clean

MEDIA_TYPE = "application/pdf"
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_UNNAMED_BULLET = re.compile(r"^(?:\(cid:\d+\)|[\uf000-\uf0ff])$")
_MOST_WORDS = 100_000
_MOST_RULES = 20_000
"""Lines and boxes on one page; a map or a drawing has more, a table never."""
_MARGIN = 0.09
"""Part of a page's height, above and below, where running heads and page numbers stand."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """A page as read: its size, its lines and tables in reading order.

    `picture`: it is only a picture, and was not read; `scanned`: it is, and its words were recognised; `unknown`: the
    file does not name its letters. `corner`: where places on it are counted from, left and top.
    """

    number: int
    width: float
    height: float
    parts: tuple[Lines | Ruled, ...]
    picture: bool = False
    scanned: bool = False
    unknown: bool = False
    corner: tuple[float, float] = (0.0, 0.0)


def read_pdf(raw: bytes) -> Reading:
    """Reads a PDF file; scripts, forms and attachments in it are not looked at.

    Raises:
        DocumentError: it is damaged, protected, has too many pages, or no words.
    """
    pages = _recognised(raw, list(_pages(raw)))
    if not any(page.parts for page in pages):
        raise DocumentError(_why_empty(pages))
    sheets = tuple(Sheet(p.number, p.width, p.height, p.scanned) for p in pages)
    parts = _without_running_heads(pages)
    return Reading(tuple(pieces_of(parts)), MEDIA_TYPE, {}, tuple(_notices(pages)), sheets)


def _notices(pages: Sequence[PageWords]) -> Iterator[str]:
    if pictures := [str(p.number) for p in pages if p.picture]:
        yield f"Pages that are only a picture were not read: {_listed(pictures)}; have their text recognised."
    if read := [str(p.number) for p in pages if p.scanned]:
        yield f"Pages that are only a picture were read by OCR: {_listed(read)}; compare what they say with the page."
    if unknown := [str(p.number) for p in pages if p.unknown]:
        yield f"Pages whose letters the file does not name were left out: {_listed(unknown)}."


def _recognised(raw: bytes, pages: list[PageWords]) -> list[PageWords]:
    """The pages, the first so many that are only pictures with their words, where these can be recognised here."""
    pictures = [at for at, page in enumerate(pages) if page.picture] if scanned.is_installed() else []
    for at in pictures[:MAX_SCANNED]:
        page = pages[at]
        if words := scanned.scanned_words(raw, page.number, page.corner):
            parts = tuple(_columns(segments(words), page.number))
            pages[at] = replace(page, parts=parts, picture=False, scanned=True)
    return pages


def _why_empty(pages: Sequence[PageWords]) -> str:
    if any(p.unknown for p in pages):
        return "its letters cannot be told from their shapes alone; print it to a new PDF, or have its text recognised."
    if any(p.picture for p in pages):
        how = "" if scanned.is_installed() else ", for instance with ocrmypdf, or install the extra ocr"
        return f"its pages are pictures without text; have their text recognised{how}."
    return "it holds no words that can be read; put text into it or remove it."


def _listed(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:10]) + (f" and {len(numbers) - 10} more" if len(numbers) > 10 else "")


def opened(raw: bytes) -> Any:
    """The file as pdfplumber sees it.

    Raises:
        DocumentError: it is damaged or protected.
    """
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        return pdfplumber.open(io.BytesIO(raw))
    except PdfminerException as error:
        if "PDFPasswordIncorrect" in repr(error):
            raise DocumentError("it is protected by a password; save it without one.") from error
        raise DocumentError("it is damaged or not what its name says; open it and save it anew.") from error


def _pages(raw: bytes) -> Iterator[PageWords]:
    if b"%PDF" not in raw[:2048]:
        raise DocumentError("it is damaged or not what its name says; open it and save it anew.")
    with opened(raw) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise too_much("pages", MAX_PAGES)
        for page in pdf.pages:
            yield _page(page)
            page.close()  # gives back what was kept of it


def _page(page: Any) -> PageWords:
    tokens = _tokens(page)
    width, height = float(page.width), float(page.height)
    unknown = sum(bool(_UNKNOWN.search(t.text)) for t in tokens)
    if unknown * 20 > len(tokens):
        return PageWords(page.page_number, width, height, (), unknown=True)
    if not tokens:
        return PageWords(page.page_number, width, height, (), picture=bool(page.images), corner=page.bbox[:2])
    tables = list(_ruled(page, tokens))
    inside = {id(t) for table in tables for t in table[2]}
    parts: list[Lines | Ruled] = []
    rest = segments(t for t in tokens if id(t) not in inside)
    above = 0.0
    for top, grid, _ in sorted(tables, key=lambda table: table[0]):
        parts += _columns([s for s in rest if above <= s.box[1] < top], page.page_number)
        parts.append(Ruled(grid, page.page_number))
        above = top
    parts += _columns([s for s in rest if above <= s.box[1]], page.page_number)
    return PageWords(page.page_number, width, height, tuple(parts))


def _tokens(page: Any) -> list[Token]:
    """The upright words of a page. A word within which the type changes is several."""
    places = {(c["text"], round(c["x0"]), round(c["top"])) for c in page.chars}
    if len(places) < 0.97 * len(page.chars):  # bold type made by printing twice
        page = page.dedupe_chars()
    words = page.extract_words(
        x_tolerance_ratio=0.15, extra_attrs=["fontname", "size"], keep_blank_chars=False, use_text_flow=False
    )
    if len(words) > _MOST_WORDS:
        raise too_much("words on a page", _MOST_WORDS)
    return [
        Token(
            text, (w["x0"], w["top"], w["x1"], w["bottom"]), round(float(w["size"]), 1) or 1.0, _is_bold(w["fontname"])
        )
        for w in words
        if w.get("upright", True) and (text := clean(_UNNAMED_BULLET.sub("•", w["text"])))
    ]


def _is_bold(font: object) -> bool:
    name = font.decode("latin-1") if isinstance(font, bytes) else str(font)
    return bool(re.search(r"(?i)bold|black|heavy|semibold|demi", name))


def _ruled(page: Any, tokens: Sequence[Token]) -> Iterator[tuple[float, Grid, list[Token]]]:
    """(top, table, its words) of every table that is drawn with lines."""
    if len(page.rects) + len(page.lines) + len(page.curves) > _MOST_RULES:
        return
    for table in page.find_tables():
        grid, inside = _grid(table, tokens, page.page_number)
        if grid is not None:
            yield table.bbox[1], grid, inside


def _grid(table: Any, tokens: Sequence[Token], page: int) -> tuple[Grid | None, list[Token]]:
    """A ruled table; None where the lines are but a frame around text."""
    cells = [tuple(cell) for cell in table.cells]
    if not 4 <= len(cells) <= MAX_CELLS:
        return None, []
    lefts = sorted({round(cell[0]) for cell in cells})
    tops = sorted({round(cell[1]) for cell in cells})
    x0, y0, x1, y1 = table.bbox
    within = [t for t in tokens if x0 <= _center(t)[0] <= x1 and y0 <= _center(t)[1] <= y1]
    rows: dict[int, list[tuple[int, GridCell]]] = {}
    filled = 0
    for cell in cells:
        words = [t for t in within if cell[0] <= _center(t)[0] < cell[2] and cell[1] <= _center(t)[1] < cell[3]]
        text, places = _flowed(segments(words), page)
        filled += bool(text)
        across = sum(round(cell[0]) <= left < round(cell[2]) for left in lefts)
        down = sum(round(cell[1]) <= top < round(cell[3]) for top in tops)
        made = GridCell(text, max(across, 1), max(down, 1), words=places)
        rows.setdefault(tops.index(round(cell[1])), []).append((lefts.index(round(cell[0])), made))
    if len(lefts) < 2 or len(tops) < 2 or filled < 3:
        return None, []
    ordered = (tuple(cell for _, cell in sorted(rows.get(y, []), key=lambda c: c[0])) for y in range(len(tops)))
    return Grid(tuple(GridRow(row, Where(page=page)) for row in ordered)), within


def _center(token: Token) -> tuple[float, float]:
    return (token.box[0] + token.box[2]) / 2, (token.box[1] + token.box[3]) / 2


def _flowed(parts: Sequence[Segment], page: int) -> tuple[str, tuple[Word, ...]]:
    """The lines of a cell as one text."""
    text, words = "", []
    for part in parts:
        text += " " if text else ""
        words += [Word(len(text) + a, len(text) + b, page, box) for a, b, box in part.places]
        text += part.text
    return text, tuple(words)


def _columns(parts: Sequence[Segment], page: int) -> Iterator[Lines | Ruled]:
    """The text of a stretch of page, column by column, with the tables in it that have no rules."""
    for lines in in_order(parts):
        at = 0
        for begin, end, rows in unruled_tables(lines):
            yield Lines(tuple(lines[at:begin]), page)
            yield Ruled(_unruled(rows, page), page)
            at = end
        yield Lines(tuple(lines[at:]), page)


def _unruled(rows: Sequence[Sequence[Segment | None]], page: int) -> Grid:
    def cell(segment: Segment | None) -> GridCell:
        text, words = _flowed([segment] if segment else [], page)
        return GridCell(text, words=words)

    return Grid(tuple(GridRow(tuple(cell(s) for s in row), Where(page=page)) for row in rows))


def _without_running_heads(pages: Sequence[PageWords]) -> Iterator[Lines | Ruled]:
    """The parts of all pages without page numbers; what stands at the edge of page after page comes once, last."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_masked(line) for line in _marginal(page)})
    often = max(2, len(pages) // 3)
    shown: dict[str, Lines] = {}
    for page in pages:
        marginal = {id(line): _masked(line) for line in _marginal(page)}
        for part in page.parts:
            if isinstance(part, Ruled):
                yield part
                continue
            kept = []
            for line in part.lines:
                mask = marginal.get(id(line))
                running = mask is not None and (
                    len(pages) > 1 and seen[mask] >= often or mask in ("#", "- # -", "page #")
                )
                if not running:
                    kept.append(line)
                elif mask and len(mask) >= 12:
                    shown.setdefault(mask, Lines((line,), part.page))
            yield Lines(tuple(kept), part.page)
    yield from shown.values()


def _marginal(page: PageWords) -> Iterator[Line]:
    for part in page.parts:
        for line in part.lines if isinstance(part, Lines) else ():
            if line[0].box[3] < _MARGIN * page.height or line[0].box[1] > (1 - _MARGIN) * page.height:
                yield line


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(s.text for s in line)).strip().lower()

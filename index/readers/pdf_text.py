"""From the lines of a PDF to headings, paragraphs and items, across pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from index.readers.pdf_layout import Line, Segment
from index.readers.pieces import Grid, GridRow, Heading, Paragraph, Piece, Where, Word

_BULLET = re.compile(r"^(?:[•▪●◦‣∙·■□➢✓–—*-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_ENDS = re.compile(r"[.!?:;][\"'”’)\]]*$")
_LONGEST_HEADING = 160
_LARGER = 1.08


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one column of a page, top to bottom."""

    lines: tuple[Line, ...]
    page: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table of a page."""

    grid: Grid
    page: int


@dataclass(slots=True)
class _Text:
    """A paragraph being put together."""

    text: str
    words: list[Word]
    page: int
    size: float
    bold: bool
    last: Segment
    sure: bool = True
    """Whether it is running text, rather than a line parted by gaps."""


def pieces_of(parts: Iterable[Lines | Ruled]) -> Iterator[Piece]:
    """The pieces of a document whose parts come in reading order."""
    found: list[_Text | Ruled] = []
    for part in parts:
        if isinstance(part, Ruled):
            _add_table(found, part)
        else:
            for text in _paragraphs(part):
                _add_text(found, text)
    body = _body(found)
    sizes = sorted({round(t.size) for t in found if isinstance(t, _Text) and t.size > body * _LARGER}, reverse=True)
    vocabulary = Counter(re.findall(r"[a-z]{3,}", " ".join(t.text for t in found if isinstance(t, _Text)).lower()))
    for item in found:
        yield item.grid if isinstance(item, Ruled) else _piece(_whole(item, vocabulary), body, sizes)


def _paragraphs(part: Lines) -> Iterator[_Text]:
    """The paragraphs of a column: a wider gap, another type, a bullet or an early end begins a new one."""
    lines = part.lines
    if not lines:
        return
    right = max(line[-1].box[2] for line in lines)
    left = min(line[0].box[0] for line in lines)
    gaps = [b[0].box[3] - a[0].box[3] for a, b in zip(lines, lines[1:], strict=False)]
    leading = median([g for g in gaps if g > 1] or [12.0])
    current: _Text | None = None
    for line in lines:
        for number, segment in enumerate(line):
            whole = len(line) == 1
            if current and number == 0 and whole and current.sure and _goes_on(current, segment, leading, left, right):
                _append(current, segment, part.page)
                continue
            if current:
                yield current
            current = _begun(segment, part.page, sure=whole)
    if current:
        yield current


def _begun(segment: Segment, page: int, *, sure: bool) -> _Text:
    words = [Word(a, b, page, box) for a, b, box in segment.places]
    return _Text(segment.text, words, page, segment.size, segment.bold, segment, sure)


def _append(text: _Text, segment: Segment, page: int) -> None:
    at = len(text.text) + 1
    text.words += [Word(at + a, at + b, page, box) for a, b, box in segment.places]
    text.text += f" {segment.text}"
    text.last = segment


def _goes_on(text: _Text, segment: Segment, leading: float, left: float, right: float) -> bool:
    """Is a line the next one of a paragraph?"""
    last = text.last
    same_type = abs(last.size - segment.size) < 0.06 * last.size + 0.2 and text.bold == segment.bold
    same_type = same_type or abs(last.size - segment.size) < 0.2 and not text.bold and len(text.text) > 60
    gap = segment.box[3] - last.box[3]
    if not same_type or not 0 < gap < 1.3 * max(leading, 1.05 * segment.size) or _BULLET.match(segment.text):
        return False
    if last.box[2] < right - 0.4 * (right - left):
        return False
    short = last.box[2] < right - 0.15 * (right - left)
    indented = segment.box[0] > last.box[0] + 0.8 * segment.size and not _BULLET.match(text.text)
    return not (_ENDS.search(last.text) and (short or indented))


def _add_text(found: list[_Text | Ruled], text: _Text) -> None:
    """Adds a paragraph; one that begins a page goes on the last one of the page before, if that has no end."""
    before = found[-1] if found else None
    if (
        isinstance(before, _Text)
        and before.last is not None
        and before.page < text.page
        and before.sure
        and text.sure
        and abs(before.size - text.size) < 0.2
        and before.bold == text.bold
        and len(before.text) > 60
        and not _ENDS.search(before.text)
        and not _BULLET.match(text.text)
    ):
        shift = len(before.text) + 1
        before.words += [Word(w.start + shift, w.end + shift, w.page, w.box) for w in text.words]
        before.text += f" {text.text}"
        before.last = text.last
        return
    found.append(text)


def _add_table(found: list[_Text | Ruled], table: Ruled) -> None:
    """Adds a table; one that begins a page goes on the one that ended the page before, its head left out."""
    before = found[-1] if found else None
    if isinstance(before, Ruled) and before.page == table.page - 1 and _width(before.grid) == _width(table.grid):
        head, first = before.grid.rows[0], table.grid.rows[0]
        again = _texts(head) == _texts(first)
        rows = table.grid.rows[1:] if again else table.grid.rows
        found[-1] = Ruled(Grid(before.grid.rows + rows), table.page)
        return
    found.append(table)


def _width(grid: Grid) -> int:
    return max((sum(cell.columns for cell in row.cells) for row in grid.rows), default=0)


def _texts(row: GridRow) -> tuple[str, ...]:
    return tuple(cell.text for cell in row.cells)


def _body(found: Sequence[_Text | Ruled]) -> float:
    """The type size of most of the text."""
    sizes: Counter[float] = Counter()
    for text in found:
        if isinstance(text, _Text):
            sizes[round(text.size * 2) / 2] += len(text.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _piece(text: _Text, body: float, sizes: Sequence[int]) -> Piece:
    where, words = Where(page=text.page), tuple(text.words)
    level = _level(text, body, sizes)
    if level is not None:
        return Heading(text.text, level, where, words)
    bullet = _BULLET.match(text.text)
    if bullet and (not bullet[0][0].isalnum() and bullet[0][0] != "("):
        cut = bullet.end()
        moved = tuple(Word(max(w.start - cut, 0), w.end - cut, w.page, w.box) for w in words if w.end > cut)
        return Paragraph(text.text[cut:], where, item=True, words=moved)
    return Paragraph(text.text, where, item=bullet is not None, words=words)


def _level(text: _Text, body: float, sizes: Sequence[int]) -> int | None:
    """The level of a heading: the larger the type the further out; bold lines in the size of the text come last."""
    if len(text.text) > _LONGEST_HEADING or not re.search(r"[^\W\d_]{2}", text.text) or not text.sure:
        return None
    if text.size > body * _LARGER and round(text.size) in sizes:
        return sizes.index(round(text.size)) + 1
    if text.bold and text.size > 0.95 * body and not re.search(r"[.;,:]$", text.text):
        return len(sizes) + 1
    return None


def _whole(text: _Text, vocabulary: Counter[str]) -> _Text:
    """The paragraph with words that a line end had cut in two; `medium- term` becomes `medium-term`."""
    for m in reversed(list(re.finditer(r"(?<=[^\W\d_])- (?=[a-z])", text.text))):
        before = re.search(r"[^\W\d_]+$", text.text[: m.start()])
        after = re.match(r"[a-z]+", text.text[m.end() :])
        word = f"{before[0] if before else ''}{after[0] if after else ''}".lower()
        one = vocabulary[word] > 0
        cut = m.end() - m.start() - (0 if one else 1)
        kept = "" if one else "-"
        if text.text[m.start() : m.end()] == "- ":
            text.text = text.text[: m.start()] + kept + text.text[m.end() :]
            text.words = [_shifted(w, m.start(), m.end(), cut) for w in text.words]
    return text


def _shifted(word: Word, start: int, end: int, cut: int) -> Word:
    """A word's place after `cut` characters between `start` and `end` were taken out."""
    first = word.start - cut if word.start >= end else word.start
    last = word.end - cut if word.end >= end else min(word.end, end - cut)
    return Word(first, last, word.page, word.box)

"""From the words of a PDF page to its lines in reading order: columns of text one after the other, tables whole."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from index.readers.pieces import Box
from index.readers.words import raised

_GAP, _NUMBER_GAP = 1.0, 0.6
"""Between words further apart than this many times the type size a line is parted: columns, cells."""
_SAME_LINE = 0.4
_NARROWEST_GUTTER = 7.0
_CROSSING = 0.12
"""So much of a page's lines may run across a gutter: titles, tables, footnotes."""
_FEWEST_LINES = 4
_NUMERIC = re.compile(r"[-+(]?[$€£₹]?\s?[-–—]?(?:\d[\d.,\u00a0 ]*|n\.?a\.?|\.{2,3}|nil)\)?\s?%?")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as printed."""

    text: str
    box: Box
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that stand together, with the text they make and where each word lies in it."""

    text: str
    places: tuple[tuple[int, int, Box], ...]
    box: Box
    size: float
    bold: bool


_BULLET = re.compile(r"[•▪●◦‣∙·■□➢✓–—*-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]")

Line = tuple[Segment, ...]
"""The segments of one column that stand on one line, left to right."""


def segments(tokens: Iterable[Token]) -> list[Segment]:
    """The segments of a page, top to bottom."""
    tokens = sorted(tokens, key=_middle)
    sizes: Counter[float] = Counter()
    for token in tokens:
        sizes[token.size] += len(token.text)
    small = 0.9 * sizes.most_common(1)[0][0] if sizes else 0.0
    lines = _stacked(token for token in tokens if token.size >= small)
    marks, rest = _marks(lines, [token for token in tokens if token.size < small])
    for line, token in marks:
        line.append(token)
    lines += _stacked(rest)
    parts = [made for line in lines for made in _parted(sorted(line, key=lambda t: t.box[0]))]
    return sorted(parts, key=lambda s: (round(s.box[3]), s.box[0]))


def _middle(token: Token) -> float:
    return (token.box[1] + token.box[3]) / 2


def _stacked(tokens: Iterable[Token]) -> list[list[Token]]:
    """The words by line; they come from top to bottom."""
    lines: list[list[Token]] = []
    for token in tokens:
        near = [line for line in lines[-6:] if abs(_middle(line[0]) - _middle(token)) < _SAME_LINE * token.size]
        if near:
            min(near, key=lambda line: abs(_middle(line[0]) - _middle(token))).append(token)
        else:
            lines.append([token])
    return lines


def _marks(lines: list[list[Token]], small: Sequence[Token]) -> tuple[list[tuple[list[Token], Token]], list[Token]]:
    """Small words that stand right behind a larger one, raised or lowered, each with its line; and the others."""
    middles = [_middle(line[0]) for line in lines]
    marks, rest = [], []
    for token in small:
        near = lines[bisect_left(middles, _middle(token) - 20) : bisect_right(middles, _middle(token) + 20)]
        line = next((line for line in near if any(_is_behind(token, other) for other in line)), None)
        if line is None:
            rest.append(token)
        else:
            marks.append((line, token))
    return marks, rest


def _is_behind(mark: Token, word: Token) -> bool:
    overlap = min(mark.box[3], word.box[3]) - max(mark.box[1], word.box[1])
    return -1 < mark.box[0] - word.box[2] < word.size / 3 and overlap > 0.2 * mark.size


def _parted(line: Sequence[Token]) -> Iterator[Segment]:
    """The line, cut where a gap is wider than one between words."""
    group: list[Token] = []
    for token in line:
        if group and _is_apart(group[-1], token) and not (len(group) == 1 and _BULLET.fullmatch(group[0].text)):
            yield from joined(group)
            group = []
        group.append(token)
    yield from joined(group)


def _is_apart(left: Token, right: Token) -> bool:
    """Is the gap wider than one between words? Between two numbers a narrower one is, since these are two cells."""
    numeric = _NUMERIC.fullmatch(left.text) and _NUMERIC.fullmatch(right.text)
    return right.box[0] - left.box[2] > (_NUMBER_GAP if numeric else _GAP) * max(left.size, right.size)


def joined(tokens: Sequence[Token]) -> Iterator[Segment]:
    """The words of one line as a segment; words without a gap are one, and raised marks of footnotes go."""
    if not tokens:
        return
    sizes: Counter[float] = Counter()
    for token in tokens:
        sizes[token.size] += len(token.text)
    size = sizes.most_common(1)[0][0]
    baseline = median(t.box[3] for t in tokens if t.size == size)
    text, places = "", []
    before: Token | None = None
    for token in tokens:
        words = token.text
        if token.size < 0.9 * size and token.box[3] < baseline - 0.15 * size:
            words = raised(words, text[-8:])
        if not words:
            continue
        apart = before is not None and token.box[0] - before.box[2] > 0.12 * size
        is_raised = words != token.text
        text += " " if apart and not is_raised else ""
        places.append((len(text), len(text) + len(words), token.box))
        text += words
        before = token
    if text:
        bold = sum(len(t.text) for t in tokens if t.bold) * 2 > sum(len(t.text) for t in tokens)
        yield Segment(text, tuple(places), around([t.box for t in tokens]), size, bold)


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def in_order(parts: Sequence[Segment], depth: int = 0) -> Iterator[list[Line]]:
    """Columns of lines in reading order: what runs across the page parts it, left columns come before right ones."""
    gutter = _gutter(parts) if depth < 3 else None
    if gutter is None:
        if parts:
            yield _lines(parts)
        return
    left, right = gutter
    band: list[Segment] = []
    for part in parts:
        if part.box[0] < left and part.box[2] > right:
            yield from _columns(band, gutter, depth)
            yield _lines([part])
            band = []
        else:
            band.append(part)
    yield from _columns(band, gutter, depth)


def _columns(band: Sequence[Segment], gutter: tuple[float, float], depth: int) -> Iterator[list[Line]]:
    middle = sum(gutter) / 2
    yield from in_order([s for s in band if (s.box[0] + s.box[2]) / 2 < middle], depth + 1)
    yield from in_order([s for s in band if (s.box[0] + s.box[2]) / 2 >= middle], depth + 1)


def _gutter(parts: Sequence[Segment]) -> tuple[float, float] | None:
    """The widest upright strip that few lines cross, with running text at both sides; None where there is none."""
    if len(parts) < 2 * _FEWEST_LINES:
        return None
    begin, end = min(s.box[0] for s in parts), max(s.box[2] for s in parts)
    steps = min(int((end - begin) / 2) + 1, 2000)
    crossed = [0] * (steps + 1)
    for part in parts:
        for step in range(int((part.box[0] - begin) / 2), min(int((part.box[2] - begin) / 2), steps) + 1):
            crossed[step] += 1
    most = max(1, int(_CROSSING * len(parts)))
    best: tuple[float, float] | None = None
    run = 0
    for step, count in enumerate([*crossed, most + 1]):
        if count <= most:
            run += 1
            continue
        strip = (begin + 2 * (step - run), begin + 2 * step)
        if strip[1] - strip[0] >= _NARROWEST_GUTTER and (best is None or strip[1] - strip[0] > best[1] - best[0]):
            best = strip if _is_text_beside(parts, strip) else best
        run = 0
    return best


def _is_text_beside(parts: Sequence[Segment], strip: tuple[float, float]) -> bool:
    """Is there running text at both sides of a strip, rather than the cells of a table?"""
    sides = [s for s in parts if s.box[2] <= strip[0] + 3], [s for s in parts if s.box[0] >= strip[1] - 3]
    if any(len(side) < _FEWEST_LINES for side in sides):
        return False
    return all(median(s.text.count(" ") + 1 for s in side) >= 3.5 for side in sides) and not any(
        sum(bool(_NUMERIC.fullmatch(s.text)) for s in side) * 3 > len(side) for side in sides
    )


def _lines(parts: Sequence[Segment]) -> list[Line]:
    """Segments of a column by line."""
    lines: list[list[Segment]] = []
    for part in parts:
        last = lines[-1][0] if lines else None
        if last and abs(last.box[3] - part.box[3]) < _SAME_LINE * max(last.size, part.size):
            lines[-1].append(part)
        else:
            lines.append([part])
    return [tuple(sorted(line, key=lambda s: s.box[0])) for line in lines]


def unruled_tables(lines: Sequence[Line]) -> Iterator[tuple[int, int, list[list[Segment | None]]]]:
    """(first line, last line + 1, rows of cells) of each table that has no rules but aligned columns of numbers."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and len(lines[end]) > 1 and (end == at or _follows(lines[end - 1], lines[end])):
            end += 1
        table = _aligned(lines[at:end]) if end - at >= 3 else None
        if table:
            yield at, end, table
        at = max(end, at + 1)


def _follows(above: Line, below: Line) -> bool:
    return below[0].box[1] - above[0].box[3] < 2.5 * below[0].size


def _aligned(lines: Sequence[Line]) -> list[list[Segment | None]] | None:
    """The lines as rows of a table; None where their segments do not stand under each other, or are hardly numbers."""
    spans: list[tuple[float, float]] = []
    for x0, x1 in sorted((s.box[0], s.box[2]) for line in lines for s in line):
        if spans and x0 < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    if len(spans) < 2 or len(spans) > 30:
        return None
    rows: list[list[Segment | None]] = []
    for line in lines:
        row: list[Segment | None] = [None] * len(spans)
        for segment in line:
            column = next(i for i, (a, b) in enumerate(spans) if a <= segment.box[0] <= b)
            if row[column] is not None:
                return None  # two words under one heading: where the columns lie is not sure
            row[column] = segment
        rows.append(row)
    heads = [cell.text if cell else "" for cell in rows[0]][1:]
    if not all(heads) or len(set(heads)) < len(heads):
        return None  # a line of heads above or beside is missing, so what stands under which is not sure
    body = [cell for row in rows[1:] for cell in row[1:] if cell]
    numeric = sum(bool(_NUMERIC.fullmatch(cell.text)) for cell in body)
    full = sum(len(line) for line in lines) >= 0.75 * len(spans) * len(lines)
    return rows if full and numeric * 2 >= len(body) else None

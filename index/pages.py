"""Where the words of a PDF stand on its pages, packed small enough to be kept for every word."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable

from index.types import Document, Span

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the upper left corner of the page."""

_ONE = struct.Struct("<II4H")
_SCALE = 4  # a quarter of a point is finer than anybody sees
_MOST = 65_535


def packed(words: Iterable[tuple[int, int, Box]]) -> str:
    """(start, end, box) of each word as text; `unpacked` gives them back to a quarter of a point."""
    parts = (_ONE.pack(start, end, *(min(max(round(v * _SCALE), 0), _MOST) for v in box)) for start, end, box in words)
    return base64.b85encode(b"".join(parts)).decode("ascii")


def unpacked(words: str) -> tuple[tuple[int, int, Box], ...]:
    """What `packed` packed."""
    found = _ONE.iter_unpack(base64.b85decode(words))
    return tuple((s, e, (a / _SCALE, b / _SCALE, c / _SCALE, d / _SCALE)) for s, e, a, b, c, d in found)


def boxes(document: Document, span: Span) -> tuple[tuple[int, Box], ...]:
    """(page number, box) of each line of the span's words, in reading order; empty where the format has no pages.

    Words that stand side by side are one box, so that a highlight is one bar a line.
    """
    out: list[tuple[int, Box]] = []
    for page in document.pages:
        for start, end, box in unpacked(page.words):
            if start >= span.end or end <= span.start:
                continue
            if out and out[-1][0] == page.number and (joined := _side_by_side(out[-1][1], box)):
                out[-1] = (page.number, joined)
            else:
                out.append((page.number, box))
    return tuple(out)


def _side_by_side(a: Box, b: Box) -> Box | None:
    """The box around two words of one line, or None where the second does not follow the first."""
    height = max(a[3] - a[1], b[3] - b[1], 1.0)
    same_line = min(a[3], b[3]) - max(a[1], b[1]) > height / 2
    if same_line and -height < b[0] - a[2] < height:
        return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
    return None

"""The parts of passages, sentences and table rows, as vectors: what each of them means within its passage.

The model reads a passage as a whole in any case. The mean over the tokens of one sentence costs nothing more, and
knows what "it" is; kept in one byte a number, it takes a quarter of the room of a passage's vector.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.split import searchable, without_addresses
from index.types import Document, Passage

Array = NDArray[np.float32]
Bytes = NDArray[np.int8]
Starts = NDArray[np.int32]

_STEPS = 400.0
"""Steps of a byte in one: a number of a unit vector of 384 is seldom beyond 0.3, and is cut off there."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a document, in order.

    Attributes:
        starts: where each begins in the document's text, (n_parts,).
        vectors: their vectors in bytes, (n_parts, dim).
    """

    starts: Starts = field(default_factory=lambda: np.empty(0, np.int32))
    vectors: Bytes = field(default_factory=lambda: np.empty((0, 0), np.int8))

    def within(self, start: int, end: int) -> Parts:
        """Those that begin between two offsets."""
        first, last = np.searchsorted(self.starts, (start, end))
        return Parts(self.starts[first:last], self.vectors[first:last])

    def shifted(self, by: int) -> Parts:
        """The same with their starts counted from elsewhere."""
        return Parts(self.starts + np.int32(by), self.vectors)

    def similarity(self, starts: Sequence[int], query: Array) -> list[float]:
        """The cosine of a query vector, (dim,), with the part that begins at, or last before, each offset."""
        if not len(self.starts):
            return [0.0] * len(starts)
        rows = np.maximum(np.searchsorted(self.starts, starts, side="right") - 1, 0)
        near: list[float] = (self.vectors[rows].astype(np.float32) @ query / np.float32(_STEPS)).tolist()
        return near


def joined(parts: Sequence[Parts]) -> Parts:
    """Parts that follow each other as one."""
    held = [p for p in parts if len(p.starts)]
    if not held:
        return Parts()
    return Parts(np.concatenate([p.starts for p in held]), np.concatenate([p.vectors for p in held]))


def in_bytes(vectors: Array) -> Bytes:
    """Unit vectors, each number in one byte."""
    limited: Bytes = np.clip(np.rint(vectors * _STEPS), -127, 127).astype(np.int8)
    return limited


def spans(document: Document, passage: Passage) -> list[tuple[int, int]]:
    """Where the sentences, items and rows of a passage stand in its document; what is cut, as far as it is in."""
    first = bisect_right(document.blocks, passage.span.start, key=lambda b: b.end)
    found = []
    for block in document.blocks[first:]:
        if block.start >= passage.span.end:
            break
        for start, end in block.sentences or ((block.start, block.end),):
            start, end = max(start, passage.span.start), min(end, passage.span.end)
            if start < end:
                found.append((start, end))
    return found


def in_searchable(document: Document, passage: Passage) -> list[tuple[int, int]]:
    """Where the parts of a passage stand in what the model reads of it, in the order of `spans`."""
    text = searchable(passage)
    at = text.index("\n") + 1
    found = []
    for start, end in spans(document, passage):
        words = without_addresses(document.text[start:end])
        begin = text.find(words, at)
        begin = begin if begin >= 0 else at
        at = begin + len(words)
        found.append((begin, at))
    return found

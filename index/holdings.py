"""Everything that was made of the documents, read from the database in one go."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from index.database import DamagedError, Database
from index.parts import Parts
from index.record import Array, Record
from index.search import Similarity, Words, exact_similarity
from index.store import Mirror
from index.types import Document, Figure, Passage

logger = logging.getLogger(__name__)

EXACT_LIMIT = 500_000
"""Up to so many passages a query is compared with every one: exact, and 5 ms for 100,000 (p95 8 ms), which is quicker
than Chroma's approximate search (tests/benchmarks/scale_recall.py)."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything that was made of the documents, read in one go.

    Attributes:
        documents: by id.
        passages: by document and place.
        figures: by document and place.
        words: what BM25 counts in each passage.
        similarity: compares vectors; None where there are none.
        parts: the vectors of sentences and rows, by document.
    """

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]
    words: Words
    similarity: Similarity | None
    parts: dict[str, Parts]


def read_holdings(database: Database, mirror: Mirror | None) -> Holdings:
    """Reads all records in one go; without a mirror to ask, vectors are not compared.

    Raises:
        DamagedError: a record is not what was written.
    """
    with database.snapshot(), _without_collection():
        return _read(database, mirror)


def _read(database: Database, mirror: Mirror | None) -> Holdings:
    documents: list[Document] = []
    passages: list[Passage] = []
    figures: list[Figure] = []
    words, vectors = Words(), _Vectors(database.vector_count())
    parts: dict[str, Parts] = {}
    for record in database.records():
        documents.append(record.document)
        passages.extend(record.passages)
        figures.extend(record.figures)
        for terms in record.terms:
            words.add(terms)
        vectors.add(record)
        parts[record.document.id] = record.parts
    similarity = None
    if mirror is not None:
        exact = vectors.exact(len(passages))
        nearest = mirror.similarity(database, passages) if len(passages) > EXACT_LIMIT else None
        similarity = _either(nearest, exact) if nearest and exact else exact
    return Holdings(tuple(documents), tuple(passages), tuple(figures), words, similarity, parts)


def _either(nearest: Similarity, exact: Similarity) -> Similarity:
    """Chroma's answer, or the exact one where Chroma fails: a server may go away between two questions."""

    def compare(query: Array) -> Array:
        try:
            return nearest(query)
        except Exception as error:  # noqa: BLE001, whatever Chroma or the way to it raises
            logger.warning("Chroma failed (%s), so vectors are compared exactly instead", type(error).__name__)
            return exact(query)

    return compare


class _Vectors:
    """The vectors of all passages, put into one array as they come."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._array: Array | None = None
        self._filled = 0

    def add(self, record: Record) -> None:
        if not record.keys or not record.vectors.size:
            return
        if self._array is None:
            self._array = np.empty((self._count, record.vectors.shape[1]), np.float32)
        end = self._filled + len(record.vectors)
        if end > self._count:
            raise DamagedError("there are more vectors than were counted")
        self._array[self._filled : end] = record.vectors
        self._filled = end

    def exact(self, passages: int) -> Similarity | None:
        """Compares with every vector, where each passage has one."""
        return exact_similarity(self._array) if self._array is not None and self._filled == passages else None


@contextmanager
def _without_collection() -> Iterator[None]:
    """Pauses garbage collection: it would go again and again over what is only just being made (half the time)."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()

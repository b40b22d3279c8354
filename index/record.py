"""A document with everything made of it, and how it is kept: as a row of bytes with a checksum over all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.parts import Parts
from index.types import Document, Figure, Passage

Array = NDArray[np.float32]
Row = tuple[Any, ...]
"""The values of `ROW`: the id, then bytes."""

KEY_BYTES = 16
COLUMNS = (
    *("content_hash", "stamp", "figure_count", "document", "passages"),
    *("figures", "terms", "notices", "keys", "vectors", "starts", "parts"),
)
ROW = ("id", *COLUMNS, "digest")


@dataclass(frozen=True, slots=True)
class Record:
    """A document with everything made of it.

    Attributes:
        document: as loaded.
        stamp: what it was made with; made with anything else, it would be made again.
        passages: in document order.
        terms: what BM25 counts, for each passage.
        figures: in document order.
        notices: what was odd while it was indexed.
        keys: for each passage, what its vector was made of and with; equal keys have equal vectors.
        vectors: (n_passages, dim), or with no rows where there is no embedding model.
        parts: of all passages, in order; empty where the model does not tell them apart.
    """

    document: Document
    stamp: str
    passages: tuple[Passage, ...]
    terms: tuple[tuple[str, ...], ...]
    figures: tuple[Figure, ...]
    notices: tuple[str, ...]
    keys: tuple[bytes, ...]
    vectors: Array
    parts: Parts = field(default_factory=Parts)


@cache
def codecs() -> tuple[Any, ...]:
    """To and from JSON, for each kind of value in a row."""
    from pydantic import TypeAdapter

    kinds = (Document, tuple[Passage, ...], tuple[Figure, ...], tuple[tuple[str, ...], ...], tuple[str, ...])
    return tuple(TypeAdapter(kind) for kind in kinds)


def encoded(record: Record) -> Row:
    """A record as a row."""
    values = (record.document, record.passages, record.figures, record.terms, record.notices)
    vectors = np.ascontiguousarray(record.vectors, np.dtype("<f4"))
    fields = (
        record.document.content_hash.encode(),
        record.stamp.encode(),
        str(len(record.figures)).encode(),
        *(codec.dump_json(value) for codec, value in zip(codecs(), values, strict=True)),
        b"".join(record.keys),
        vectors.tobytes(),
        np.ascontiguousarray(record.parts.starts, np.dtype("<i4")).tobytes(),
        np.ascontiguousarray(record.parts.vectors, np.int8).tobytes(),
    )
    return (record.document.id, *fields, _digest(record.document.id, fields))


def decoded(row: Row) -> Record:
    """The record of a row that is whole."""
    _, _, stamp, _, *encoded, keys, vectors, starts, parts, _ = row
    document, passages, figures, terms, notices = (
        codec.validate_json(value) for codec, value in zip(codecs(), encoded, strict=True)
    )
    count = len(keys) // KEY_BYTES
    return Record(
        document=document,
        stamp=stamp.decode(),
        passages=passages,
        terms=terms,
        figures=figures,
        notices=notices,
        keys=tuple(keys[i * KEY_BYTES : (i + 1) * KEY_BYTES] for i in range(count)),
        vectors=np.frombuffer(vectors, np.dtype("<f4")).reshape(count, -1) if count else np.empty((0, 0), np.float32),
        parts=_parts(starts, parts),
    )


def _parts(starts: bytes, vectors: bytes) -> Parts:
    if not starts:
        return Parts()
    where = np.frombuffer(starts, np.dtype("<i4"))
    return Parts(where, np.frombuffer(vectors, np.int8).reshape(len(where), -1))


def is_whole(row: Row) -> bool:
    """Is a row what was written?"""
    id, *fields, digest = row
    return isinstance(id, str) and all(isinstance(f, bytes) for f in fields) and _digest(id, fields) == digest


def _digest(id: str, fields: Sequence[bytes]) -> bytes:
    digest = hashlib.blake2b(id.encode(), digest_size=16)
    for value in fields:
        digest.update(len(value).to_bytes(8, "little"))
        digest.update(value)
    return digest.digest()

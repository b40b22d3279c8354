"""The truth about what is indexed: one SQLite file with each document, its passages, figures and vectors in one row.

A row is written in one transaction, so that after a kill each document is there in its old or its new version, whole.
Every row carries a checksum: SQLite notices a broken page, not a flipped letter.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.types import Document, Figure, Passage

Array = NDArray[np.float32]

FORMAT = 1
"""Goes up when a database written by this code could not be read by the code before it."""

KEY_BYTES = 16
_BUSY_SECONDS = 30.0
_COLUMNS = ("content_hash", "stamp", "document", "passages", "figures", "terms", "notices", "keys", "vectors")
_SCHEMA = f"""
CREATE TABLE documents (id TEXT PRIMARY KEY, {", ".join(f"{c} BLOB NOT NULL" for c in _COLUMNS)}, digest BLOB NOT NULL);
CREATE TABLE unmirrored (id TEXT PRIMARY KEY);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
PRAGMA user_version = {FORMAT};
"""


class DamagedError(Exception):
    """The file is not a database of this format, or was changed by something else; to be built anew."""


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
    """

    document: Document
    stamp: str
    passages: tuple[Passage, ...]
    terms: tuple[tuple[str, ...], ...]
    figures: tuple[Figure, ...]
    notices: tuple[str, ...]
    keys: tuple[bytes, ...]
    vectors: Array


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of a document is indexed."""

    content_hash: str
    stamp: str


class Database:
    """An open database. Not to be shared between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Wraps a connection that `open_database` or `create_database` made."""
        self._connection = connection

    def versions(self) -> dict[str, Version]:
        """What is indexed, by document id."""
        with _damage():
            rows = self._connection.execute("SELECT id, content_hash, stamp FROM documents").fetchall()
            return {id: Version(content_hash.decode(), stamp.decode()) for id, content_hash, stamp in rows}

    def records(self, ids: Sequence[str] | None = None) -> Iterator[Record]:
        """The records of these documents, or of all, by id.

        Raises:
            DamagedError: a row is not what was written.
        """
        with _damage():
            query = f"SELECT id, {', '.join(_COLUMNS)}, digest FROM documents"
            if ids is None:
                cursor = self._connection.execute(f"{query} ORDER BY id")
                yield from map(_decoded, cursor)
                return
            for id in ids:
                yield from map(_decoded, self._connection.execute(f"{query} WHERE id = ?", (id,)))

    def write(self, records: Sequence[Record], removed: Sequence[str] = ()) -> None:
        """Puts in or replaces records and removes documents, all or nothing."""
        names = ", ".join(("id", *_COLUMNS, "digest"))
        marks = ", ".join("?" * (len(_COLUMNS) + 2))
        touched = [(r.document.id,) for r in records] + [(id,) for id in removed]
        with self._connection:
            self._connection.executemany("DELETE FROM documents WHERE id = ?", [(id,) for id in removed])
            self._connection.executemany(
                f"INSERT OR REPLACE INTO documents ({names}) VALUES ({marks})",
                [_encoded(record) for record in records],
            )
            self._connection.executemany("INSERT OR IGNORE INTO unmirrored VALUES (?)", touched)

    def unmirrored(self) -> tuple[str, ...]:
        """Documents that changed or went since the mirror was last told."""
        with _damage():
            return tuple(id for (id,) in self._connection.execute("SELECT id FROM unmirrored ORDER BY id"))

    def set_mirrored(self, ids: Sequence[str]) -> None:
        """Notes that the mirror knows the present version of these documents."""
        with self._connection:
            self._connection.executemany("DELETE FROM unmirrored WHERE id = ?", [(id,) for id in ids])

    def vector_count(self) -> int:
        """How many passages have a vector."""
        with _damage():
            (size,) = self._connection.execute(
                f"SELECT coalesce(sum(length(keys)), 0) / {KEY_BYTES} FROM documents WHERE length(vectors) > 0"
            ).fetchone()
        return int(size)

    def fact(self, name: str) -> str:
        """A single value, "" where there is none."""
        with _damage():
            row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def set_mirror(self, name: str) -> None:
        """Begins a new, empty mirror: it has been told of no document yet."""
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO facts VALUES ('mirror', ?)", (name,))
            self._connection.execute("INSERT OR IGNORE INTO unmirrored SELECT id FROM documents")

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()


def open_database(path: Path, *, writing: bool = False) -> Database:
    """Opens an existing database; for reading, nothing in its folder is touched.

    Raises:
        DamagedError: there is none, or it is not usable.
    """
    if not path.is_file():
        raise DamagedError("there is no database")
    with _damage():
        mode = "rw" if writing else "ro"
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=_BUSY_SECONDS)
        try:
            (found,) = connection.execute("PRAGMA user_version").fetchone()
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if found != FORMAT or not {"documents", "unmirrored", "facts"} <= tables:
                raise DamagedError(f"its format is {found}, not {FORMAT}")
        except BaseException:
            connection.close()
            raise
    return Database(connection)


def create_database(path: Path) -> Database:
    """Makes an empty database in place of whatever is there."""
    for leftover in (path, path.with_name(path.name + "-journal"), path.with_name(path.name + "-wal")):
        leftover.unlink(missing_ok=True)
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    connection.executescript(f"BEGIN;{_SCHEMA}COMMIT;")
    return Database(connection)


@contextmanager
def _damage() -> Iterator[None]:
    """Turns what SQLite and the decoders say about a broken file into one error."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise  # somebody else is writing for very long: not damage
        raise DamagedError(str(error)) from error
    except (sqlite3.DatabaseError, ValueError, TypeError, AttributeError) as error:
        raise DamagedError(str(error)) from error


@cache
def _codecs() -> tuple[Any, ...]:
    """To and from JSON, for each kind of value in a row."""
    from pydantic import TypeAdapter

    kinds = (Document, tuple[Passage, ...], tuple[Figure, ...], tuple[tuple[str, ...], ...], tuple[str, ...])
    return tuple(TypeAdapter(kind) for kind in kinds)


def _encoded(record: Record) -> tuple[object, ...]:
    values = (record.document, record.passages, record.figures, record.terms, record.notices)
    vectors = np.ascontiguousarray(record.vectors, np.dtype("<f4"))
    fields = (
        record.document.content_hash.encode(),
        record.stamp.encode(),
        *(codec.dump_json(value) for codec, value in zip(_codecs(), values, strict=True)),
        b"".join(record.keys),
        vectors.tobytes(),
    )
    return (record.document.id, *fields, _digest(record.document.id, fields))


def _decoded(row: tuple[Any, ...]) -> Record:
    id, *fields, digest = row
    if _digest(id, fields) != digest:
        raise DamagedError(f"the record of {id} was changed")
    _, stamp, *encoded, keys, vectors = fields
    document, passages, figures, terms, notices = (
        codec.validate_json(value) for codec, value in zip(_codecs(), encoded, strict=True)
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
    )


def _digest(id: str, fields: Sequence[bytes]) -> bytes:
    digest = hashlib.blake2b(id.encode(), digest_size=16)
    for field in fields:
        digest.update(len(field).to_bytes(8, "little"))
        digest.update(field)
    return digest.digest()

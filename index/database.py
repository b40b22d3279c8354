"""The truth about what is indexed: one SQLite file with each document, its passages, figures and vectors in one row.

A row is written in one transaction, so that after a kill each document is there in its old or its new version, whole.
Every row carries a checksum: SQLite notices a broken page, not a flipped letter. From a damaged file the rows that
are whole are taken over (`mend_database`), and only the others are made again.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from index.record import COLUMNS, KEY_BYTES, ROW, Record, Row, codecs, decoded, encoded, is_whole

FORMAT = 3
"""Goes up when a database written by this code could not be read by the code before it."""

_BUSY_SECONDS = 30.0
_REASONS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_BUSY: errno.EBUSY,
}
"""What the system would say where SQLite has its own word for it."""
_SCHEMA = f"""
CREATE TABLE documents (id TEXT PRIMARY KEY, {", ".join(f"{c} BLOB NOT NULL" for c in COLUMNS)}, digest BLOB NOT NULL);
CREATE TABLE refused (id TEXT PRIMARY KEY, content_hash TEXT NOT NULL, stamp TEXT NOT NULL, message TEXT NOT NULL);
CREATE TABLE unmirrored (id TEXT PRIMARY KEY);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
PRAGMA user_version = {FORMAT};
"""


_UNFINISHED = (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY)
"""What SQLite says to a reader of a file whose last change was not finished."""


class DamagedError(Exception):
    """The file is not a database of this format, or was changed by something else; to be built anew."""


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of a document is indexed; or, with a message, which version of a file was refused, and why."""

    content_hash: str
    stamp: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is indexed."""

    documents: int
    passages: int
    figures: int


class Database:
    """An open database. Not to be shared between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Wraps a connection that `open_database` or `create_database` made."""
        self._connection = connection

    def versions(self) -> dict[str, Version]:
        """What is indexed or was refused, by document id."""
        with _damage():
            refused = self._connection.execute("SELECT id, content_hash, stamp, message FROM refused")
            found = {id: Version(*rest) for id, *rest in refused}
            rows = self._connection.execute("SELECT id, content_hash, stamp FROM documents")
            return found | {id: Version(content_hash.decode(), stamp.decode()) for id, content_hash, stamp in rows}

    def counts(self) -> Counts:
        """How much is indexed, without reading it."""
        with _damage():
            query = f"SELECT count(*), total(length(keys)) / {KEY_BYTES}, total(CAST(figure_count AS INTEGER))"
            return Counts(*map(int, self._connection.execute(f"{query} FROM documents").fetchone()))

    def notices(self) -> list[tuple[str, str]]:
        """(document, what was odd about it), by document id."""
        with _damage():
            rows = self._connection.execute("SELECT id, notices FROM documents WHERE length(notices) > 2 ORDER BY id")
            return [(id, message) for id, encoded in rows for message in codecs()[-1].validate_json(encoded)]

    def records(self, ids: Sequence[str] | None = None) -> Iterator[Record]:
        """The records of these documents, or of all, by id.

        Raises:
            DamagedError: a row is not what was written.
        """
        with _damage():
            query = f"SELECT {', '.join(ROW)} FROM documents"
            if ids is None:
                cursor = self._connection.execute(f"{query} ORDER BY id")
                yield from map(_record, cursor)
                return
            for id in ids:
                yield from map(_record, self._connection.execute(f"{query} WHERE id = ?", (id,)))

    def write(self, records: Sequence[Record], removed: Sequence[str] = ()) -> None:
        """Puts in or replaces records and removes documents, all or nothing."""
        touched = [(r.document.id,) for r in records] + [(id,) for id in removed]
        with self._writing() as connection:
            for table in ("documents", "refused"):
                connection.executemany(f"DELETE FROM {table} WHERE id = ?", touched)
            _insert(connection, map(encoded, records))
            connection.executemany("INSERT OR IGNORE INTO unmirrored VALUES (?)", touched)

    def refuse(self, id: str, version: Version) -> None:
        """Notes that a file cannot be read, so that it is not tried again, and removes what was made of it before."""
        row = (id, version.content_hash, version.stamp, version.refusal)
        with self._writing() as connection:
            if connection.execute("DELETE FROM documents WHERE id = ?", (id,)).rowcount:
                connection.execute("INSERT OR IGNORE INTO unmirrored VALUES (?)", (id,))
            connection.execute("INSERT OR REPLACE INTO refused VALUES (?, ?, ?, ?)", row)

    def forget_refused(self) -> None:
        """Lets every file that was refused be tried again."""
        with self._writing() as connection:
            connection.execute("DELETE FROM refused")

    def unmirrored(self) -> tuple[str, ...]:
        """Documents that changed or went since the mirror was last told."""
        with _damage():
            return tuple(id for (id,) in self._connection.execute("SELECT id FROM unmirrored ORDER BY id"))

    def set_mirrored(self, ids: Sequence[str]) -> None:
        """Notes that the mirror knows the present version of these documents."""
        with self._writing() as connection:
            connection.executemany("DELETE FROM unmirrored WHERE id = ?", [(id,) for id in ids])

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

    def set_fact(self, name: str, value: str) -> None:
        """Keeps a single value."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def set_mirror(self, name: str) -> None:
        """Begins a new, empty mirror: it has been told of no document yet."""
        with self._writing() as connection:
            connection.execute("DELETE FROM facts")
            connection.execute("INSERT INTO facts VALUES ('mirror', ?)", (name,))
            connection.execute("INSERT OR IGNORE INTO unmirrored SELECT id FROM documents")

    def damaged(self) -> list[str]:
        """The ids of documents whose row is not what was written; reads all of the file.

        Raises:
            DamagedError: the file itself is broken.
        """
        with _damage():
            (sound,) = self._connection.execute("PRAGMA integrity_check(1)").fetchone()
            if sound != "ok":
                raise DamagedError(sound)
            rows = self._connection.execute(f"SELECT {', '.join(ROW)} FROM documents ORDER BY id")
            return [row[0] for row in rows if not is_whole(row)]

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read within it is of one moment, whatever is written meanwhile."""
        with _damage():
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, all or nothing.

        Raises:
            OSError: the disk is full or fails.
            DamagedError: the file is broken.
        """
        try:
            with self._connection as connection:
                yield connection
        except sqlite3.OperationalError as error:
            reason = _REASONS.get(error.sqlite_errorcode & 0xFF)
            if reason is None:
                raise
            raise OSError(reason, os.strerror(reason)) from error
        except sqlite3.DatabaseError as error:
            raise DamagedError(str(error)) from error


def open_database(path: Path, *, writing: bool = False) -> Database:
    """Opens an existing database; for reading, nothing in its folder is touched but what a killed writer left undone.

    Raises:
        DamagedError: there is none, or it is not usable.
    """
    if not path.is_file():
        raise DamagedError("there is no database")
    with _damage():
        if not writing:
            _undo_unfinished(path)
        mode = "rw" if writing else "ro"
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=_BUSY_SECONDS)
        try:
            (found,) = connection.execute("PRAGMA user_version").fetchone()
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if found != FORMAT or not {"documents", "refused", "unmirrored", "facts"} <= tables:
                raise DamagedError(f"its format is {found}, not {FORMAT}")
        except BaseException:
            connection.close()
            raise
    return Database(connection)


def _undo_unfinished(path: Path) -> None:
    """Takes back what a writer had half written when it was killed, which a connection for reading may not do."""
    address = path.resolve().as_uri()
    for mode in ("ro", "rw"):
        connection = sqlite3.connect(f"{address}?mode={mode}", uri=True, timeout=_BUSY_SECONDS)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return
        except sqlite3.OperationalError as error:
            if mode == "rw" or error.sqlite_errorcode not in _UNFINISHED:
                raise
        finally:
            connection.close()


def create_database(path: Path) -> Database:
    """Makes an empty database in place of whatever is there."""
    for leftover in (path, *_companions(path)):
        leftover.unlink(missing_ok=True)
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        connection.executescript(f"BEGIN;{_SCHEMA}COMMIT;")
    except sqlite3.OperationalError as error:
        connection.close()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
    return Database(connection)


def mend_database(path: Path) -> Database:
    """Puts a new database in place of a damaged one, with all rows of it that are still whole."""
    fresh = path.with_name(path.name + "-new")
    database = create_database(fresh)
    try:
        with database._writing() as connection:
            _insert(connection, _salvaged(path))
    finally:
        database.close()
    for leftover in _companions(path):  # a journal of the old file must not be played back into the new one
        leftover.unlink(missing_ok=True)
    os.replace(fresh, path)
    return open_database(path, writing=True)


def _companions(path: Path) -> Iterator[Path]:
    """The files that SQLite keeps beside a database."""
    return (path.with_name(path.name + ending) for ending in ("-journal", "-wal", "-shm"))


def _salvaged(path: Path) -> Iterator[Row]:
    """The whole rows of a damaged database: read from the front up to the damage, then from the back."""
    taken: set[str] = set()
    with suppress(DamagedError, OSError):
        old = open_database(path, writing=True)  # undoes what was left half written
        try:
            for order in ("ASC", "DESC"):
                with suppress(sqlite3.DatabaseError):
                    rows = old._connection.execute(f"SELECT {', '.join(ROW)} FROM documents ORDER BY rowid {order}")
                    for row in rows:
                        if row[0] not in taken and is_whole(row):
                            taken.add(row[0])
                            yield row
        finally:
            old.close()


def _record(row: Row) -> Record:
    if not is_whole(row):
        raise DamagedError(f"the record of {row[0]} was changed")
    return decoded(row)


def _insert(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * len(ROW))
    connection.executemany(f"INSERT INTO documents ({', '.join(ROW)}) VALUES ({marks})", rows)


@contextmanager
def _damage() -> Iterator[None]:
    """Turns what SQLite and the decoders say about a broken file into one error."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise  # somebody else is writing for very long: not damage
        raise DamagedError(str(error)) from error
    except (sqlite3.DatabaseError, ValueError, TypeError, AttributeError) as error:
        raise DamagedError(str(error)) from error

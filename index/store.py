"""The folder of the store: whose it is, who may write, and Chroma in it. The only file that knows Chroma.

`index.sqlite` (see `index.database`) is the truth. Chroma holds a copy of the passages and their vectors: other
programs can search it, LangChain among them, and so do we where there are too many passages to compare with each. It
can be thrown away at any time, and is where anything about it looks wrong.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from index.database import Array, Database
from index.embed import Embedder, as_langchain
from index.errors import StoreError
from index.search import Similarity
from index.types import Passage

if TYPE_CHECKING:
    from langchain_chroma import Chroma

logger = getLogger(__name__)

DATABASE = "index.sqlite"
MARKER = "THIS-FOLDER-IS-A-TRADE-BRIEF-STORE.txt"
COLLECTION = "trade-brief-passages"
CANDIDATES = 200
"""How many passages Chroma is asked for; the others count as far away."""

FAILED = "failed"
"""The name of the mirror after Chroma could not make one."""

_FOLDER = "chroma-"
_MARKER_TEXT = "Made from the documents, and made again when it is missing. Keep nothing else here.\n"
_OWN = (MARKER, DATABASE, "lock", "holder.json", _FOLDER)  # also as prefixes: index.sqlite-journal, chroma-1f2e
_HARMLESS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitignore"})
_DOCUMENTS_AT_ONCE = 100


def claim(store: Path) -> None:
    """Makes the folder of the store, or makes sure that it is one.

    Raises:
        StoreError: the folder holds something else, or cannot be written.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
        entries = [entry.name for entry in store.iterdir()]
        foreign = sorted(name for name in entries if not name.startswith(_OWN) and name not in _HARMLESS)
        if foreign and MARKER not in entries:
            raise StoreError(
                f"The folder {store} holds other files ({foreign[0]}), so nothing is written there; "
                "give an empty or new folder with --store."
            )
        if MARKER not in entries:
            (store / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
    except OSError as error:
        raise not_writable(store, error) from error


def not_writable(store: Path, error: OSError) -> StoreError:
    """The error for a store that would have to be written and cannot be."""
    reason = error.strerror or str(error)
    return StoreError(f"The store {store} cannot be written ({reason}); give another folder with --store.")


@contextmanager
def writing(store: Path, wait: float) -> Iterator[None]:
    """Holds the right to write, which only one process has at a time. Readers need no right.

    Raises:
        StoreError: another one still holds it after `wait` seconds; the sentence says who.
    """
    from filelock import FileLock, Timeout

    lock, note = FileLock(store / "lock"), store / "holder.json"
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        message = f"The store {store} is being written by {_holder(note)}; try again when it is done."
        raise StoreError(message) from error
    except OSError as error:
        raise not_writable(store, error) from error
    try:
        since = datetime.now().astimezone().isoformat(" ", "seconds")
        note.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}), "utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _holder(note: Path) -> str:
    try:
        holder = json.loads(note.read_text(encoding="utf-8"))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


class Mirror:
    """Chroma's copy of the passages and vectors, in the store's folder or on a server.

    Args of the constructor: `server` is "" for a folder within the store, `http(s)://host:port` for a Chroma server,
    or `cloud` for Chroma Cloud, whose key and database Chroma reads from the environment (CHROMA_API_KEY, ...).
    """

    def __init__(self, store: Path, server: str = "") -> None:
        """Remembers where it is; nothing is opened yet."""
        self._store = store
        self._server = server

    def update(self, database: Database) -> str | None:
        """Brings the copy up to date with the database; needs the right to write.

        Chroma is imported only when there is something to tell it. A copy that is damaged or of another size than
        the database is made anew, once; the database is right in any case.

        Returns:
            None, or a sentence that says why there is no usable copy.
        """
        if not database.vector_count():  # no embedding model: nothing that Chroma could hold
            self._remove_folders()
            database.set_mirror("")
            database.set_mirrored(database.unmirrored())
            return None
        try:
            if not self._usable(database):
                self._begin_anew(database)
            if database.unmirrored():
                self._tell(database)
        except Exception as error:  # noqa: BLE001, whatever Chroma raises: its copy can be made again
            logger.warning("Chroma's copy is made anew: %s", error)
            try:
                self._begin_anew(database)
                self._tell(database)
            except Exception as again:  # noqa: BLE001
                database.set_mirror(FAILED)
                reason = f"{type(again).__name__}: {again}".rstrip(".")
                return f"Chroma holds no copy of the passages ({reason}); search works without it."
        return None

    def is_behind(self, database: Database) -> bool:
        """Was the copy left unfinished, or taken away? One that could not be made is not tried again for itself."""
        name = database.fact("mirror")
        if name == FAILED:
            return False
        missing = name.startswith(_FOLDER) and not (self._store / name / "chroma.sqlite3").is_file()
        elsewhere = bool(self._server and name and name != self._server)
        return missing or elsewhere or bool(database.unmirrored())

    def similarity(self, database: Database, passages: Sequence[Passage]) -> Similarity | None:
        """Compares a query with Chroma's nearest passages; the others get the score of the farthest of these.

        None where the copy is not up to date.
        """
        if not self._usable(database) or database.unmirrored():
            return None
        rows = {p.id: row for row, p in enumerate(passages)}
        chroma = self.vector_store(database.fact("mirror"))

        def compare(query: Array) -> Array:
            found = chroma.similarity_search_by_vector_with_relevance_scores(query.tolist(), k=CANDIDATES)
            scores = np.zeros(len(rows), np.float32)
            near = [(rows[d.id], 1.0 - distance) for d, distance in found if d.id in rows]  # cosine distance
            if near:
                scores[:] = max(0.0, min(score for _, score in near))
            for row, score in near:
                scores[row] = score
            return scores

        return compare

    def vector_store(self, name: str, embedder: Embedder | None = None) -> Chroma:
        """The copy as a LangChain vector store; with an embedder it also takes queries as text."""
        from langchain_chroma import Chroma

        return Chroma(
            collection_name=COLLECTION,
            embedding_function=as_langchain(embedder) if embedder else None,
            client=self._client(name),
            create_collection_if_not_exists=False,
        )

    def _usable(self, database: Database) -> bool:
        """Is there a copy of this database where we would look for it?"""
        name = database.fact("mirror")
        if self._server:
            return name == self._server
        return name.startswith(_FOLDER) and _is_sound(self._store / name / "chroma.sqlite3")

    def _begin_anew(self, database: Database) -> None:
        """Starts an empty copy; a folder under a new name, since Chroma keeps what it knows of a path in memory."""
        if self._server:
            name = self._server
            client = self._client(name)
            if COLLECTION in {c.name for c in client.list_collections()}:
                client.delete_collection(COLLECTION)
        else:
            name = f"{_FOLDER}{secrets.token_hex(4)}"
        database.set_mirror(name)
        self._remove_folders()

    def _remove_folders(self) -> None:
        for folder in self._store.glob(f"{_FOLDER}*"):
            shutil.rmtree(folder, ignore_errors=True)

    def _tell(self, database: Database) -> None:
        """Sends what changed, document by document, and checks that both then hold as many passages."""
        client = self._client(database.fact("mirror"))
        collection = client.get_or_create_collection(
            COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        changed = database.unmirrored()
        for begin in range(0, len(changed), _DOCUMENTS_AT_ONCE):
            ids = list(changed[begin : begin + _DOCUMENTS_AT_ONCE])
            if collection.count():
                collection.delete(where={"document": {"$in": ids}})
            found = [(p, v) for r in database.records(ids) for p, v in zip(r.passages, r.vectors, strict=True)]
            most = client.get_max_batch_size()
            for part in range(0, len(found), most):
                collection.add(**_entries(found[part : part + most]))
            database.set_mirrored(ids)
        held, expected = collection.count(), database.vector_count()
        if held != expected:
            raise StoreError(f"Chroma holds {held} passages instead of {expected}.")

    def _client(self, name: str) -> Any:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if not self._server:
            return chromadb.PersistentClient(path=str(self._store / name), settings=settings)
        if self._server == "cloud":
            return chromadb.CloudClient(settings=settings)
        address = urlsplit(self._server)
        secure = address.scheme == "https"
        port = address.port or (443 if secure else 8000)
        return chromadb.HttpClient(address.hostname or "localhost", port, ssl=secure, settings=settings)


def _entries(found: Sequence[tuple[Passage, Array]]) -> dict[str, Any]:
    """Passages and their vectors as Chroma takes them."""
    passages = [passage for passage, _ in found]
    return {
        "ids": [p.id for p in passages],
        "embeddings": np.stack([vector for _, vector in found]),
        "documents": [p.text for p in passages],
        "metadatas": [
            {
                "document": p.span.document,
                "start": p.span.start,
                "end": p.span.end,
                "title": p.title,
                "headings": " > ".join(p.headings),
            }
            for p in passages
        ],
    }


def _is_sound(path: Path) -> bool:
    """Is this a SQLite file without damage? Asked before Chroma opens it, whose answer may be a crash."""
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False

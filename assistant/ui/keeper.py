"""Documents that users add and remove: for everybody, in the folder of the corpus, or for one session, in its own."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from logging import getLogger
from pathlib import Path

from assistant.assistant import Assistant, Progress
from assistant.ui import text as t
from index.errors import DocumentError
from index.load import Found, read, scan

logger = getLogger(__name__)

REMOVED = ".removed"
"""Where files go that are removed for everybody, beside the documents; reading skips hidden folders."""
OWN_AT_ONCE = 8
"""Sessions that may hold documents of their own at the same time: each has an index of its own in memory."""
FILES_AT_ONCE = 50

Open = Callable[[Sequence[Path], Path | None, Progress | None], Assistant]
"""Opens an assistant over folders, the index in a folder given or in the desk's own where None."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `fault` says in a sentence why it was not added, and is empty where it was."""

    name: str
    fault: str = ""


class Own:
    """The documents of one session: a folder that nobody else reads, and an assistant over it and the corpus."""

    def __init__(self, keeper: Keeper, shared: Assistant) -> None:
        """An empty folder; the assistant is that of everybody until something is added."""
        self._keeper, self._root = keeper, Path(tempfile.mkdtemp(prefix="trade-brief-own-"))
        self.folder = self._root / "documents"
        self.folder.mkdir()
        self.assistant, self._base = shared, shared
        self._lock = threading.Lock()

    def open(self, shared: Assistant, progress: Progress | None = None, *, again: bool = False) -> Assistant:
        """The assistant over corpus and own documents, opened anew where either has changed.

        Args:
            shared: the assistant of everybody as it is now.
            progress: told of each step.
            again: whether the session's own documents have changed.

        Raises:
            BriefError: the documents cannot be opened.
        """
        with self._lock:
            if again or shared is not self._base:
                self.assistant = self._keeper.open_own(self.folder, self._root / "store", progress)
                self._base = shared
            return self.assistant

    def close(self) -> None:
        """Removes the files; they were copies."""
        shutil.rmtree(self._root, ignore_errors=True)


class Keeper:
    """Adds and removes documents. One change at a time; who comes second waits."""

    def __init__(self, folders: Sequence[Path], store: Path, open_: Open) -> None:
        """Keeps the documents of these folders; what is added goes to the first.

        Args:
            folders: of the corpus.
            store: of the index of everybody.
            open_: opens an assistant.
        """
        self._folders, self._store, self._open = tuple(folders), store, open_
        self.changing = threading.Lock()
        self._own: set[Own] = set()
        atexit.register(self.close)

    def own(self, shared: Assistant) -> Own:
        """A new place for the documents of one session.

        Raises:
            DocumentError: too many sessions have one.
        """
        if len(self._own) >= OWN_AT_ONCE:
            raise DocumentError(t.TOO_MANY_OWN)
        own = Own(self, shared)
        self._own.add(own)
        return own

    def release(self, own: Own) -> None:
        """Forgets the documents of a session that is over."""
        self._own.discard(own)
        own.close()

    def close(self) -> None:
        """Forgets the documents of all sessions."""
        for own in tuple(self._own):
            self.release(own)

    def open_shared(self, progress: Progress | None = None) -> Assistant:
        """The assistant of everybody, its index brought up to date.

        Raises:
            BriefError: it cannot be opened.
        """
        return self._open(self._folders, None, progress)

    def open_own(self, folder: Path, store: Path, progress: Progress | None) -> Assistant:
        """An assistant over corpus and one more folder. Its index starts as a copy, so that only that folder is read.

        Raises:
            BriefError: it cannot be opened.
        """
        if self._store.is_dir() and not store.exists():
            shutil.copytree(self._store, store, ignore=shutil.ignore_patterns("lock", "holder.json"))
        return self._open((*self._folders, folder), store, progress)

    def add(self, files: Sequence[Path], own: Own | None) -> list[Outcome]:
        """Copies the files that can be read into the session's folder, or into the corpus; says what became of each.

        A file that cannot be read, or whose name is taken, is not copied. Nothing is indexed yet.
        """
        target = own.folder if own else self._folders[0]
        taken = {f.path.name.lower() for f in scan([target])} if target.is_dir() else set()
        return [self._add(path, target, taken, n) for n, path in enumerate(files)]

    def _add(self, path: Path, target: Path, taken: set[str], number: int) -> Outcome:
        name = path.name
        try:
            if number >= FILES_AT_ONCE:
                raise DocumentError(t.TOO_MANY_FILES.format(most=FILES_AT_ONCE))
            if name.startswith(".") or name.lower() == "readme.md":
                raise DocumentError(t.NOT_A_DOCUMENT)
            if name.lower() in taken:
                raise DocumentError(t.NAME_TAKEN)
            read(Found(name, path))
            shutil.copyfile(path, target / name)
        except DocumentError as error:
            return Outcome(name, str(error).removeprefix(f"{name}: "))
        except OSError as error:
            logger.warning("a file could not be added: %s", error.strerror)
            return Outcome(name, t.NOT_COPIED)
        taken.add(name.lower())
        return Outcome(name)

    def path(self, id: str, own: Own | None) -> tuple[Path, bool] | None:
        """(file, whether it is the session's own) of a document; None where there is none."""
        roots = (*self._folders, own.folder) if own else self._folders
        found = next((f.path for f in scan(roots) if f.id == id), None)
        return (found, own is not None and found.is_relative_to(own.folder)) if found else None

    def own_ids(self, own: Own) -> set[str]:
        """The ids of the documents that only this session has."""
        return {f.id for f in scan((*self._folders, own.folder)) if f.path.is_relative_to(own.folder)}

    def remove(self, path: Path, own: Own | None) -> None:
        """Takes a file out: the session's own is deleted, one of everybody's is put into `REMOVED` beside it.

        Raises:
            DocumentError: the file cannot be moved.
        """
        try:
            if own and path.is_relative_to(own.folder):
                path.unlink()
                return
            root = next(f for f in self._folders if path.is_relative_to(f))
            attic = root / REMOVED
            attic.mkdir(exist_ok=True)
            path.replace(_free(attic / path.name))
        except OSError as error:
            raise DocumentError(t.NOT_REMOVED.format(name=path.name, reason=error.strerror)) from error


def _free(path: Path) -> Path:
    """The path, with a number before its suffix where there is a file already."""
    candidate, number = path, 2
    while candidate.exists():
        candidate, number = path.with_stem(f"{path.stem}~{number}"), number + 1
    return candidate

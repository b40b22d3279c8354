"""The folder of the store: whose it is, and who may write in it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from index.errors import BusyError, StoreError

DATABASE = "index.sqlite"
MARKER = "THIS-FOLDER-IS-A-TRADE-BRIEF-STORE.txt"
MIRROR = "chroma-"
"""What the names of folders with Chroma's copy begin with."""

_MARKER_TEXT = "Made from the documents, and made again when it is missing. Keep nothing else here.\n"
_OWN = (MARKER, DATABASE, "lock", "holder.json", MIRROR)  # also as prefixes: index.sqlite-journal, chroma-1f2e
_HARMLESS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitignore"})


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
        BusyError: another one still holds it after `wait` seconds; the sentence says who.
        StoreError: the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    lock, note = FileLock(store / "lock"), store / "holder.json"
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        message = f"The store {store} is being written by {_holder(note)}; try again when it is done."
        raise BusyError(message) from error
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

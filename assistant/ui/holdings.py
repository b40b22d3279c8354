"""What a session sees: the assistant of everybody, or its own where it has added documents, and the library over it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from weakref import WeakKeyDictionary

from assistant.assistant import Assistant, Progress
from assistant.ui.keeper import Keeper, Own
from assistant.ui.library import Library
from assistant.ui.opening import Opening, Steps
from assistant.ui.pictures import Draw, Pictures
from assistant.ui.session import Session
from index.types import Span

T = TypeVar("T")

LOOK_AGAIN = 0.2
"""Seconds between two looks at whether something slow is done."""
NEAR = 4
"""Passages looked up for a question that is declined."""


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
        self._pictures = Pictures()

    def of(self, session: Session | None) -> Held | None:
        """What a session sees; None while the documents are not open.

        Raises:
            BriefError: the session's own documents cannot be opened again after the corpus changed.
        """
        shared = self.opening.assistant
        if shared is None:
            return None
        own = session.own if session else None
        assistant = own.open(shared) if own else shared
        return Held(assistant, self._library(assistant, own).in_style(session.style if session else "as written"))

    def leave(self, session: Session | None) -> None:
        """Forgets what a session had of its own, when it is over."""
        if self.keeper and session and session.own:
            self.keeper.release(session.own)

    def _library(self, assistant: Assistant, own: Own | None) -> Library:
        """The documents and figures of an assistant, looked up once for everybody."""
        library = self._libraries.get(assistant)
        if library is None:
            passages = Counter(p.span.document for p in assistant.library.passages)
            notices = assistant.library.notices
            drawn, near = self._drawer(own), _finder(assistant)
            library = Library(assistant.documents, assistant.figures(), passages, notices, drawn, near)
            self._libraries[assistant] = library
        return library

    def _drawer(self, own: Own | None) -> Draw:
        """Draws pages of the documents of everybody, and of those of one session."""

        def find(id: str) -> Path | None:
            found = self.keeper.path(id, own) if self.keeper else None
            return found[0] if found else None

        return lambda document, page: self._pictures.page(document, page, find)

    def until_open(self) -> Iterator[str]:
        """Starts opening where it has not begun, and tells what is done until it ends."""
        self.opening.start()
        while not self.opening.wait(LOOK_AGAIN):
            yield self.opening.words


def _finder(assistant: Assistant) -> Callable[[str], Sequence[Span]]:
    """Finds passages, without keeping an assistant that nobody uses any more."""
    held = assistant.library
    return lambda question: [hit.passage.span for hit in held.search(question, NEAR)]


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

"""The assistant of a program that stays up: opened once, and opened anew where the documents have changed since."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from logging import getLogger
from pathlib import Path
from time import monotonic
from typing import Literal

from assistant.assistant import Assistant
from index.errors import BriefError
from index.load import scan
from index.metadata import beside

logger = getLogger(__name__)

LOOK_AGAIN = 2.0
"""Seconds for which the documents count as unchanged after somebody has looked."""
State = Literal["opening", "ready", "failed"]


class Held:
    """Opens an assistant, and gives it to whoever asks. Thread-safe.

    Who asks while documents are being opened anew gets the assistant as it was, except the one who noticed the change.
    """

    def __init__(
        self,
        open_: Callable[[], Assistant],
        look: Callable[[], object],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Nothing is opened yet.

        Args:
            open_: opens an assistant over the documents as they are.
            look: gives something that differs whenever the documents do, quickly.
            clock: seconds, for tests.
        """
        self._open, self._look, self._clock = open_, look, clock
        self._lock = threading.Lock()
        self._assistant: Assistant | None = None
        self._seen: object = None
        self._looked = 0.0
        self._failed = False

    @classmethod
    def over(cls, corpus: Sequence[Path], store: Path, server: str = "") -> Held:
        """The assistant over these folders, as `Assistant.open` takes them, ready for its first question."""

        def opened() -> Assistant:
            assistant = Assistant.open(corpus, store, server=server)
            assistant.warm_up()
            return assistant

        return cls(opened, lambda: signature(corpus))

    @property
    def state(self) -> State:
        """Whether questions can be answered. After a failure the next question tries again."""
        if self._assistant is not None:
            return "ready"
        return "failed" if self._failed else "opening"

    def begin(self) -> None:
        """Opens in the background, so that the first question need not wait for all of it."""
        threading.Thread(target=self._try, name="opening", daemon=True).start()

    def assistant(self) -> Assistant:
        """The assistant over the documents as they are.

        Raises:
            BriefError: they have never been opened and cannot be now.
        """
        held = self._assistant
        if held is not None and (self._clock() - self._looked < LOOK_AGAIN or not self._lock.acquire(blocking=False)):
            return held
        if held is None:
            self._lock.acquire()
        try:
            return self._current()
        finally:
            self._lock.release()

    def _current(self) -> Assistant:
        """The assistant, opened where it is not or where the documents have changed; to be called by one at a time."""
        if self._assistant is not None and self._clock() - self._looked < LOOK_AGAIN:
            return self._assistant
        try:
            seen = self._look()
            if self._assistant is None or seen != self._seen:
                self._assistant = self._open()
            self._seen, self._failed = seen, False
        except (BriefError, OSError) as error:
            self._failed = True
            if self._assistant is None:
                raise
            logger.warning("the changed documents could not be opened, the earlier ones stay: %s", error)
        self._looked = self._clock()
        return self._assistant

    def _try(self) -> None:
        try:
            self.assistant()
        except Exception as error:  # noqa: BLE001  whoever asks next is told
            logger.warning("the documents could not be opened: %s", error)


def signature(corpus: Sequence[Path]) -> tuple[tuple[str, int, int], ...]:
    """The files of these folders with their sizes and times, and those beside them; nothing is read."""
    files = [path for found in scan(corpus) for path in (found.path, beside(found.path)) if path is not None]
    return tuple(_stamp(path) for path in files)


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:  # it is gone again
        return str(path), -1, -1
    return str(path), status.st_size, status.st_mtime_ns

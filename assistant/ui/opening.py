"""Opens the assistant in the background, so that the page is there first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from logging import getLogger

from assistant.assistant import Assistant
from assistant.ui import text as t
from index.errors import BriefError

logger = getLogger(__name__)


class Steps:
    """The last step that opening reported. Pass it as `progress` where the assistant is opened."""

    def __init__(self) -> None:
        """Nothing reported yet."""
        self.words = t.OPENING

    def __call__(self, step: str, done: int, total: int) -> None:
        """Takes note of a step."""
        self.words = t.OPENING_STEP.format(step=step, done=done, total=total)


class Opening:
    """An assistant that is there, or on its way, or could not be opened and is tried again when asked for."""

    def __init__(self, factory: Callable[[], Assistant], steps: Steps | None = None) -> None:
        """An assistant that the factory opens once `start` is called."""
        self._factory, self._steps = factory, steps or Steps()
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._thread: threading.Thread | None = None
        self._assistant: Assistant | None = None
        self._fault = ""

    def start(self) -> None:
        """Begins to open, unless that has begun or is done; after a failure it is tried again."""
        with self._lock:
            if self._assistant is not None or (self._thread is not None and self._thread.is_alive()):
                return
            self._fault = ""
            self._done.clear()
            self._thread = threading.Thread(target=self._open, name="opening", daemon=True)
            self._thread.start()

    def _open(self) -> None:
        try:
            self._assistant = self._factory()
        except BriefError as error:
            self._fault = str(error)
        except Exception:  # noqa: BLE001  whatever it is, questions must not wait for ever
            logger.exception("The assistant could not be opened")
            self._fault = t.FAILED
        finally:
            self._done.set()
        if self._assistant is not None:  # questions may be asked by now
            try:
                self._assistant.warm_up()
            except Exception:  # noqa: BLE001  the first question then loads what it needs itself
                logger.exception("The assistant could not be warmed up")

    def wait(self, seconds: float) -> bool:
        """Waits at most so long; whether opening has ended, well or not."""
        return self._done.wait(seconds)

    @property
    def assistant(self) -> Assistant | None:
        """The assistant once it is open."""
        return self._assistant

    @property
    def fault(self) -> str:
        """Why it could not be opened, in one sentence; empty otherwise."""
        return self._fault

    @property
    def words(self) -> str:
        """What is being done, for people."""
        return self._steps.words

    def replace(self, assistant: Assistant) -> None:
        """Puts an assistant over changed documents in the place of the one that was open."""
        self._assistant, self._fault = assistant, ""
        self._done.set()

"""A draft as it is written: tried again where that may help, bounded in time and length, stopped when it is to stop.

The model is read by a thread of its own, so that one that hangs keeps nobody waiting beyond the time there is.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from logging import getLogger
from typing import Final

from index.errors import ModelError

logger = getLogger(__name__)

RESET: Final = "\x00reset"
"""Stands in the stream where a model takes back what it wrote: it called a tool after all."""
_PAUSES = (0.5, 1.5)
"""Seconds before the second and the third try."""
_TICK = 0.2


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a draft may take, in seconds, and how long it may become, in tokens; `steps` are calls of the model."""

    seconds: float = 60.0
    tokens: int = 800
    steps: int = 8

    @property
    def characters(self) -> int:
        """A draft longer than this has no end."""
        return 8 * self.tokens


class Stop(threading.Event):
    """Set it, and a draft in the making ends: the reader has gone, or does not want it any more."""


def write(source: Callable[[Stop], Iterator[str]], limits: Limits, stop: Stop | None = None) -> Iterator[str]:
    """The pieces of a draft, as they come.

    Args:
        source: starts the model and yields its text; it looks at the `Stop` it is handed between two pieces.
        limits: on time and length.
        stop: set by whoever does not want the draft any more.

    Raises:
        ModelError: the model is down, too slow, endless, or the draft was stopped; what was written before stands.
    """
    end = time.monotonic() + limits.seconds
    halt = stop or Stop()
    leave = Stop()
    pieces: queue.Queue[str | Exception | None] = queue.Queue(maxsize=1000)
    thread = threading.Thread(target=_fill, args=(source, pieces, leave, end), name="draft", daemon=True)
    thread.start()
    written = 0
    try:
        while True:
            piece = _next(pieces, end, halt, limits)
            if piece is None:
                return
            written += len(piece)
            if written > limits.characters:
                raise ModelError("The model wrote without end and was stopped.")
            yield piece
    finally:
        leave.set()


def _next(pieces: queue.Queue[str | Exception | None], end: float, halt: Stop, limits: Limits) -> str | None:
    while True:
        if halt.is_set():
            raise ModelError("The draft was stopped.")
        left = end - time.monotonic()
        if left <= 0:
            raise ModelError(f"The model was not done within {limits.seconds:g} seconds.", retry=True)
        try:
            piece = pieces.get(timeout=min(left, _TICK))
        except queue.Empty:
            continue
        if isinstance(piece, ModelError):
            raise piece
        if isinstance(piece, Exception):
            raise ModelError(_reason(piece), retry=_may_pass(piece)) from piece
        return piece


def _fill(
    source: Callable[[Stop], Iterator[str]], pieces: queue.Queue[str | Exception | None], leave: Stop, end: float
) -> None:
    """Reads the model into the queue; tries again where it failed before the first piece, and that may pass."""
    for pause in (*_PAUSES, None):
        begun = False
        try:
            for piece in source(leave):
                if leave.is_set():
                    return
                if piece:
                    begun = True
                    _put(pieces, piece, leave)
        except Exception as error:  # noqa: BLE001  whatever a provider's client raises is the model's trouble
            logger.debug("the model failed with %s", type(error).__name__)
            if begun or pause is None or not _may_pass(error) or time.monotonic() + pause > end or leave.wait(pause):
                _put(pieces, error, leave)
                return
            continue
        _put(pieces, None, leave)
        return


def _put(pieces: queue.Queue[str | Exception | None], piece: str | Exception | None, leave: Stop) -> None:
    while not leave.is_set():
        try:
            return pieces.put(piece, timeout=_TICK)
        except queue.Full:
            continue


def _may_pass(error: BaseException) -> bool:
    """May the same call succeed a moment later: a lost connection, a busy server?"""
    if isinstance(error, ModelError):
        return error.retry
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    if isinstance(status, int):
        return status in (408, 409, 425, 429) or status >= 500
    names = {c.__name__ for c in type(error).__mro__}
    return bool(names & {"ConnectionError", "TimeoutError", "APIConnectionError", "TransportError", "OSError"})


def _reason(error: BaseException) -> str:
    """What went wrong, without the provider's own words: they may hold addresses, keys or the question."""
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    if status in (401, 403):
        return "The model refused the key."
    if status == 404:
        return "The server does not have this model."
    if status == 429:
        return "The model is too busy, or its limit is reached."
    names = {c.__name__ for c in type(error).__mro__}
    if names & {"TimeoutError", "APITimeoutError", "TimeoutException"}:
        return "The model did not answer in time."
    if names & {"ConnectionError", "APIConnectionError", "TransportError", "ConnectError", "OSError"}:
        return "The model cannot be reached."
    return f"The model failed ({type(error).__name__})."

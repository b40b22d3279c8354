"""Reads files in a process of their own: a parser that crashes or hangs costs one file and one sentence."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from functools import cache
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING

from index.content import Content
from index.errors import DocumentError
from index.readers.drawing import Drawing
from index.readers.limits import MAX_WAIT

if TYPE_CHECKING:
    from pydantic import TypeAdapter

logger = getLogger(__name__)

_KEPT = ("HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")
"""What the process gets of the environment: no keys, no settings."""
_IDLE_SECONDS = 20.0
DRAWN_WITHIN = 20.0
"""Seconds that a page may take to be drawn."""
_MOST_FILES = 200
"""After so many the process makes way for a new one, in case a library keeps memory."""


class Isolated:
    """A process that reads one file after another, started when needed and ended when idle. Thread-safe."""

    def __init__(self, seconds: float = MAX_WAIT) -> None:
        """`seconds` is how long one file is waited for."""
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._idle: threading.Timer | None = None
        self._files = 0
        atexit.register(self.close)

    def read(self, suffix: str, raw: bytes) -> Content:
        """Reads a file of one of the `FORMATS`.

        Raises:
            DocumentError: it cannot be read, took too long, or crashed the reader.
        """
        return _content_json().validate_json(self._answer(f"{suffix} {len(raw)}", raw))

    def draw(self, raw: bytes, number: int) -> Drawing:
        """Draws a page of a PDF, counted from 1.

        Raises:
            DocumentError: it cannot be drawn, took too long, or crashed the reader.
        """
        return Drawing.from_bytes(self._answer(f".pdf {len(raw)} {number}", raw))

    def _answer(self, request: str, raw: bytes) -> bytes:
        with self._lock:
            if self._idle:
                self._idle.cancel()
            status, body = self._asked(request, raw)
            self._idle = threading.Timer(_IDLE_SECONDS, self.close)
            self._idle.daemon = True
            self._idle.start()
        if status != b"r":
            raise DocumentError(body.decode("utf-8", "replace"))
        return body

    def close(self) -> None:
        """Ends the process, if there is one and it is not reading."""
        with self._lock:
            self._end()

    def _asked(self, request: str, raw: bytes) -> tuple[bytes, bytes]:
        process = self._started()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(f"{request}\n".encode() + raw)
            process.stdin.flush()
            head = process.stdout.read(9)
            body = process.stdout.read(int.from_bytes(head[1:], "big")) if len(head) == 9 else b""
            if len(head) == 9 and len(body) == int.from_bytes(head[1:], "big"):
                return head[:1], body
        except OSError:
            pass  # it died while it was told what to read
        finally:
            timer.cancel()
        self._end()
        if late.is_set() or process.returncode == -getattr(signal, "SIGPROF", 0):
            raise DocumentError("reading it takes too long; split it into smaller files.")
        logger.warning("the reader of %s files ended with status %s", request.split()[0], process.returncode)
        raise DocumentError("it crashed the program that reads such files; open it and save it anew.")

    def _started(self) -> subprocess.Popen[bytes]:
        """The process; a new one where there is none or it has ended."""
        self._files += 1
        if self._process is None or self._process.poll() is not None or self._files > _MOST_FILES:
            self._end()
            self._files = 1
            environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
            environment["PYTHONPATH"] = str(Path(__file__).parents[2])
            self._process = subprocess.Popen(
                [sys.executable, "-B", "-P", "-m", "index.readers.worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
            )  # fmt: skip
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:
                pass  # what was still to be sent has no reader any more


@cache
def _content_json() -> TypeAdapter[Content]:
    from pydantic import TypeAdapter

    return TypeAdapter(Content)


_shared = Isolated()


def read_isolated(suffix: str, raw: bytes) -> Content:
    """Reads a file of one of the `FORMATS`, in the process that is shared by all of this program.

    Raises:
        DocumentError: it cannot be read, took too long, or crashed the reader.
    """
    return _shared.read(suffix, raw)


@cache
def _drawer() -> Isolated:
    """Apart from the one that reads, so that nobody who looks at a page waits for files that are being added."""
    return Isolated(DRAWN_WITHIN)


def draw_isolated(raw: bytes, number: int) -> Drawing:
    """Draws a page of a PDF, in the process that is shared by all of this program.

    Raises:
        DocumentError: it cannot be drawn, took too long, or crashed the reader.
    """
    return _drawer().draw(raw, number)

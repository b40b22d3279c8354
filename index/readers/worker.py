"""The process that reads files for `index.readers.isolated`: it may not write, connect or start anything.

It takes requests on standard input, each a line `SUFFIX LENGTH` and the file's bytes, and answers each with a status
byte, the length and the content as JSON, or the sentence that says why there is none. A line `SUFFIX LENGTH PAGE` asks
for a drawing of that page instead. It ends when nobody asks.
"""

from __future__ import annotations

import os
import sys
from typing import Any, BinaryIO

from index.errors import DocumentError
from index.readers.drawing import draw_page
from index.readers.formats import read_format
from index.readers.limits import MAX_MEMORY, MAX_SECONDS

READ, REFUSED = b"r", b"x"
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile")
_CHANGES = (
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "shutil.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def main() -> None:
    """Answers requests until there are no more."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not get between the answers
    from pydantic import TypeAdapter

    from index.content import Content

    content_json = TypeAdapter(Content)
    _lock_down()
    while len(header := requests.readline().split()) >= 2:
        _allow_time(MAX_SECONDS)
        raw = requests.read(int(header[1]))
        try:
            if header[2:]:
                status, body = READ, draw_page(raw, int(header[2])).as_bytes()
            else:
                status, body = READ, content_json.dump_json(read_format(header[0].decode(), raw))
        except DocumentError as error:
            status, body = REFUSED, str(error).encode("utf-8", "replace")
        raw = b""
        _allow_time(0)
        _send(answers, status, body)


def _send(answers: BinaryIO, status: bytes, body: bytes) -> None:
    answers.write(status + len(body).to_bytes(8, "big") + body)
    answers.flush()


def _lock_down() -> None:
    """Gives up what reading does not need. Where the system has no such limits, the audit hook remains."""
    try:
        import resource
    except ImportError:
        pass
    else:
        for name, most in (("RLIMIT_AS", MAX_MEMORY), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
            try:
                resource.setrlimit(getattr(resource, name), (most, most))
            except (AttributeError, ValueError, OSError):
                continue
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Stops what a parser has no business doing.

    Raises:
        PermissionError: it tried to.
    """
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
    if writes or event.startswith(_FORBIDDEN) or event.startswith(_CHANGES):
        raise PermissionError(f"{event} is not allowed while a document is read")


def _allow_time(seconds: float) -> None:
    """Ends this process when one file has taken so much of the processor, also where nobody is left to end it."""
    try:
        from signal import ITIMER_PROF, setitimer

        setitimer(ITIMER_PROF, seconds)
    except ImportError:
        pass


if __name__ == "__main__":
    main()

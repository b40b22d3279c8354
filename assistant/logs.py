"""What the program says about itself while it works: ids, counts and durations, never what was asked or read."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

Format = Literal["text", "json"]

_OWN = frozenset({*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"})
"""What every record has; the rest are the fields that the code gave with `extra`."""


class AsJson(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the fields given with `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        said |= fields(record)
        if record.exc_info and record.exc_info[0]:
            said["error"] = record.exc_info[0].__name__
        return json.dumps(said, ensure_ascii=False, default=str)


class AsText(logging.Formatter):
    """The message, and the fields given with `extra` as `name=value`."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, or several where an error is told."""
        return " ".join([super().format(record), *(f"{name}={value}" for name, value in fields(record).items())])


def fields(record: logging.LogRecord) -> dict[str, object]:
    """What the code gave with `extra`."""
    return {name: value for name, value in vars(record).items() if name not in _OWN}


def set_up(level: str, format: Format) -> None:
    """Writes the log of this process to stderr, for an entry point to call once its settings are read."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(AsJson() if format == "json" else AsText("%(message)s"))
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for library in ("chromadb", "httpx", "gradio"):  # their lines of information are about requests, with addresses
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))

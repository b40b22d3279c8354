"""Questions by the file: one JSON object a line in, one answer a line out, in the same order."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr, ValidationError

from assistant.assistant import Conversation
from assistant.types import Answer
from index.errors import BriefError, SettingsError

logger = logging.getLogger(__name__)


class Asks(Protocol):
    """Whoever answers: the assistant, or a stand-in."""

    def ask(self, question: str, conversation: Conversation | None = None) -> Answer:
        """Answers one question."""


class BatchLine(BaseModel):
    """A question to ask; further fields of its line are for others."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: StrictStr | StrictInt
    question: StrictStr
    conversation: StrictStr | StrictInt | None = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no question; `id` is None where not even that can be read."""

    id: str | int | None
    error: str


def read_lines(path: Path) -> Iterator[BatchLine | BadLine]:
    """The lines of a question file in order, blank ones left out; each is read on its own, so a bad one costs itself.

    Raises:
        SettingsError: the file cannot be read at all.
    """
    try:
        content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise SettingsError(f"Cannot read {path} ({error.strerror}); give a file of questions.") from error
    for number, line in enumerate(content.split(b"\n"), 1):  # not splitlines: it would split inside strings
        if line.strip():
            yield read_line(line, number)


def read_line(line: bytes, number: int) -> BatchLine | BadLine:
    """One line of a question file, `number` counted from 1."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return BadLine(None, f"Line {number} is not UTF-8; save the file in that encoding.")
    except (ValueError, RecursionError):
        return BadLine(None, f"Line {number} is not JSON; write one object with id and question.")
    if not isinstance(row, dict):
        return BadLine(None, f"Line {number} is not a JSON object; write one with id and question.")
    try:
        return BatchLine.model_validate(row)
    except ValidationError as error:
        fields = ", ".join(dict.fromkeys(str(e["loc"][0]) for e in error.errors()))
        given = row.get("id")
        known = isinstance(given, str | int) and not isinstance(given, bool)
        return BadLine(given if known else None, f"Line {number} lacks a usable {fields}; give each as a string.")


def answer_lines(assistant: Asks, lines: Iterable[BatchLine | BadLine]) -> Iterator[tuple[BatchLine, Answer] | BadLine]:
    """Asks each question when its turn comes; lines with one `conversation` value are one conversation.

    A question that cannot be answered at all comes back as a bad line, and the rest go on.
    """
    conversations: dict[str | int, Conversation] = {}
    for line in lines:
        if isinstance(line, BadLine):
            yield line
            continue
        conversation = None
        if line.conversation is not None:
            conversation = conversations.setdefault(line.conversation, Conversation())
        try:
            yield line, assistant.ask(readable(line.question), conversation)
        except BriefError as error:
            yield BadLine(line.id, str(error))
        except Exception as error:
            logger.debug("question %s failed", line.id, exc_info=True)
            yield BadLine(line.id, f"The program failed on this question ({type(error).__name__}); please report it.")


def as_row(answered: tuple[BatchLine, Answer] | BadLine) -> dict[str, Any]:
    """What is printed for one line: the answer as JSON, or `{"id", "error"}`."""
    if isinstance(answered, BadLine):
        return {"id": answered.id, "error": answered.error}
    line, answer = answered
    return {**answer.as_json(), "id": line.id}


def readable(text: str) -> str:
    """The text with what is no character (half of a surrogate pair, an undecodable byte) made a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")

"""What was asked before, kept on this machine for the browser that asked it, so that it is there after a restart.

Only questions and the words of their answers are kept. An old conversation is opened by asking its questions again:
the same documents give the same answers, and where they have changed, the page says what the answer was.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from logging import getLogger
from pathlib import Path

logger = getLogger(__name__)

MOST = 200
"""Conversations kept for one browser; the oldest is forgotten first."""
SHORTEST_OWNER = 16
"""Letters that the secret name of a browser has at least; whoever brings less keeps nothing."""
_TABLE = """CREATE TABLE IF NOT EXISTS turns (
    owner TEXT, conversation TEXT, number INTEGER, asked TEXT, question TEXT, answer TEXT,
    PRIMARY KEY (owner, conversation, number))"""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked, when, and the text of its answer then."""

    question: str
    answer: str
    asked: str


@dataclass(frozen=True, slots=True)
class Past:
    """A conversation of before: its first question, when its last one was asked, and how many there are."""

    id: str
    question: str
    asked: str
    count: int


class History:
    """Conversations by owner, in a file of their own. An owner is a secret that only one browser has."""

    def __init__(self, path: Path) -> None:
        """Kept in this file, which is made when there is something to keep."""
        self._path = path

    def keep(self, owner: str, conversation: str, number: int, question: str, answer: str) -> None:
        """Keeps one turn, in the place of what had its number, and forgets what came after it."""
        if len(owner) < SHORTEST_OWNER:
            return
        row = (_secret(owner), conversation, number, datetime.now().isoformat(" ", "minutes"), question, answer)
        with self._open() as database:
            database.execute(
                "DELETE FROM turns WHERE owner = ? AND conversation = ? AND number > ?", (*row[:2], number)
            )
            database.execute("INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?, ?, ?)", row)
            database.execute(
                "DELETE FROM turns WHERE owner = ?1 AND conversation NOT IN (SELECT conversation FROM turns "
                "WHERE owner = ?1 GROUP BY conversation ORDER BY MAX(asked) DESC, MAX(rowid) DESC LIMIT ?2)",
                (row[0], MOST),
            )

    def past(self, owner: str) -> list[Past]:
        """The conversations of an owner, the latest first."""
        with self._open() as database:
            rows = database.execute(
                "SELECT t.conversation, t.question, MAX(o.asked), COUNT(*) FROM turns t JOIN turns o "
                "ON o.owner = t.owner AND o.conversation = t.conversation WHERE t.owner = ? AND t.number = 0 "
                "GROUP BY t.conversation ORDER BY MAX(o.asked) DESC, MAX(o.rowid) DESC",
                (_secret(owner),),
            ).fetchall()
        return [Past(*row) for row in rows]

    def turns(self, owner: str, conversation: str) -> list[Turn]:
        """The turns of a conversation in their order; none where it is somebody else's."""
        with self._open() as database:
            rows = database.execute(
                "SELECT question, answer, asked FROM turns WHERE owner = ? AND conversation = ? ORDER BY number",
                (_secret(owner), conversation),
            ).fetchall()
        return [Turn(*row) for row in rows]

    def forget(self, owner: str, conversation: str = "") -> None:
        """Forgets one conversation of an owner, or all of them."""
        with self._open() as database:
            database.execute(
                "DELETE FROM turns WHERE owner = ? AND (? = '' OR conversation = ?)",
                (_secret(owner), conversation, conversation),
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file, for one change; a history that cannot be written is no reason not to answer."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            connection = sqlite3.connect(self._path, timeout=5)
            connection.execute(_TABLE)
        except (OSError, sqlite3.Error) as error:
            logger.warning("the history cannot be opened: %s", error)
            connection = sqlite3.connect(":memory:")
            connection.execute(_TABLE)
        with closing(connection), connection:
            yield connection


def _secret(owner: str) -> str:
    """What stands for an owner in the file, so that the file does not give the secret away."""
    return hashlib.sha256(owner.encode()).hexdigest()

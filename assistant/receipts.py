"""Answers that were given, kept so that each can be replayed: the same bytes, or what changed and how it differs.

They lie in one small SQLite file in the store's folder. Kept are the question with those asked before it in its
conversation, what was said, and the content hash of every document; replaying needs nothing else.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from logging import getLogger
from pathlib import Path
from typing import Any, Protocol

from assistant.conversation import Conversation
from assistant.types import Answer
from index.errors import SettingsError, StoreError
from index.types import Document

logger = getLogger(__name__)

FILE = "answers.sqlite"
_MOST = 20_000
"""Answers kept; beyond it the oldest are forgotten."""
_PATIENCE_S = 5.0
_SCHEMA = """
create table if not exists answers (
    id text primary key, asked text not null, question text not null, history text not null, answer text not null,
    documents text not null, version text not null
)
"""
_UNSAID = ("timings_ms", "receipt", "id")
"""What belongs to an answer's making and not to what it says."""


class Asks(Protocol):
    """Whoever answers over documents: the assistant, or a stand-in."""

    @property
    def documents(self) -> Sequence[Document]:
        """All documents."""

    def ask(self, question: str, conversation: Conversation | None = None) -> Answer:
        """Answers one question."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A kept answer.

    Attributes:
        history: the questions asked before it in its conversation, oldest first; None where that is not known.
        answer: the answer as JSON, without timings.
        documents: content hash by document; empty where it is not known.
        version: of the program.
    """

    id: str
    question: str
    history: tuple[str, ...] | None
    answer: Mapping[str, Any]
    documents: Mapping[str, str]
    version: str


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of asking again.

    Attributes:
        identical: is the answer the same to the byte, its id and corpus included?
        same: does it say the same, whatever happened to documents it does not rest on?
        changes: what is no longer as it was, one sentence each.
        differences: how the answer differs, one sentence each.
    """

    receipt: Receipt
    answer: Answer
    identical: bool
    same: bool
    changes: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The replay as plain values."""
        return {
            "id": self.receipt.id,
            "question": self.receipt.question,
            "identical": self.identical,
            "same": self.same,
            "changes": list(self.changes),
            "differences": list(self.differences),
            "answer": bare(self.answer),
        }


class Receipts:
    """The kept answers of one store. Each call opens the file anew, so many threads and programs may use it."""

    def __init__(self, store: Path) -> None:
        """In a store's folder; nothing is made before the first answer is kept."""
        self.path = store / FILE

    def keep(self, receipt: Receipt) -> None:
        """Keeps an answer, and forgets the oldest beyond the most that are kept.

        Raises:
            StoreError: the file cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        row = (
            receipt.id, datetime.now(UTC).isoformat(timespec="milliseconds"), receipt.question,
            _text(list(receipt.history or ())), _text(receipt.answer), _text(receipt.documents), receipt.version,
        )  # fmt: skip
        with self._open() as database:
            database.execute(_SCHEMA)
            database.execute("insert or replace into answers values (?, ?, ?, ?, ?, ?, ?)", row)
            database.execute(
                "delete from answers where id not in (select id from answers order by asked desc limit ?)", (_MOST,)
            )

    def find(self, id: str) -> Receipt | None:
        """The kept answer of an id, or of the only id that begins so; None where there is none."""
        if not self.path.exists() or not id:
            return None
        with self._open() as database:
            database.execute(_SCHEMA)
            rows = database.execute(
                "select id, question, history, answer, documents, version from answers where substr(id, 1, ?) = ?"
                " limit 2",
                (len(id), id),
            ).fetchall()
        if len(rows) != 1:
            return None
        kept, question, history, answer, documents, version = rows[0]
        return Receipt(kept, question, tuple(json.loads(history)), json.loads(answer), json.loads(documents), version)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=_PATIENCE_S)) as database, database:
                yield database
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"The kept answers in {self.path} cannot be used ({error}); delete that file.") from error


class Keeper:
    """Asks on somebody's behalf and keeps every answer; stands wherever the assistant does."""

    def __init__(self, assistant: Asks, receipts: Receipts) -> None:
        """Keeps what `assistant` answers in `receipts`."""
        self.assistant, self.receipts = assistant, receipts
        self._histories: dict[int, tuple[Conversation, list[str]]] = {}
        self._hashes = {d.id: d.content_hash for d in assistant.documents}

    def ask(self, question: str, conversation: Conversation | None = None) -> Answer:
        """Answers one question. An answer that cannot be kept is given all the same."""
        answer = self.assistant.ask(question, conversation)
        held = self._histories.setdefault(id(conversation), (conversation, [])) if conversation else None
        history = tuple(held[1]) if held else ()
        if held:
            held[1].append(question)
        receipt = Receipt(answer.id, question, history, bare(answer), self._hashes, version())
        try:
            if answer.id:
                self.receipts.keep(receipt)
        except StoreError:
            logger.warning("an answer could not be kept", exc_info=True)
        return answer


def version() -> str:
    """The program's version; "unknown" where it runs without being installed."""
    try:
        return metadata.version("trade-brief-assistant")
    except metadata.PackageNotFoundError:
        return "unknown"


def bare(answer: Answer) -> dict[str, Any]:
    """An answer as JSON without its timings, which no two runs share."""
    return {name: value for name, value in answer.as_json().items() if name != "timings_ms"}


def read_file(path: Path, receipts: Receipts) -> tuple[Receipt, ...]:
    """The answers of a file, one JSON object or one a line, as `ask --json` prints them.

    What is kept of an answer is taken from the store, so that its conversation is known; an answer that the store
    does not hold is replayed from the file alone.

    Raises:
        SettingsError: the file cannot be read, or holds something else.
    """
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        rows = [json.loads(line) for line in lines]
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} holds no answers; give a file that `ask --json` has written.") from error
    out = []
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("question"), str) or "answer" not in row:
            raise SettingsError(f"{path} holds something else than answers; give a file that `ask --json` has written.")
        made = row.get("receipt") if isinstance(row.get("receipt"), dict) else {}
        id = str((made or {}).get("id") or row.get("id") or "")
        said = {**row, "id": id}
        said.pop("timings_ms", None)
        kept = receipts.find(id)
        out.append(
            Receipt(id, row["question"], kept.history, said, kept.documents, kept.version)
            if kept
            else Receipt(id, row["question"], None, said, {}, "")
        )
    return tuple(out)


def replay(receipt: Receipt, assistant: Asks) -> Replay:
    """Asks a kept question again, after those before it, and sets the two answers side by side."""
    conversation = Conversation() if receipt.history else None
    for question in receipt.history or ():
        assistant.ask(question, conversation)
    answer = assistant.ask(receipt.question, conversation)
    now = bare(answer)
    identical = _text(now) == _text(receipt.answer)
    same = _text(_said(now)) == _text(_said(receipt.answer))
    changes = () if identical else _changes(receipt, assistant)
    return Replay(receipt, answer, identical, same, changes, () if same else _differences(receipt.answer, now))


def _said(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in _UNSAID}


def _changes(receipt: Receipt, assistant: Asks) -> tuple[str, ...]:
    """What is no longer as it was: documents by content, and the program's version."""
    now = {d.id: d.content_hash for d in assistant.documents}
    then = receipt.documents
    said = [f"{id} has changed." for id in sorted(then.keys() & now.keys()) if then[id] != now[id]]
    if then:
        said += [f"{id} is new." for id in sorted(now.keys() - then.keys())]
        said += [f"{id} is gone." for id in sorted(then.keys() - now.keys())]
    else:
        said.append("Which documents it was asked over is not known, since the store does not hold this answer.")
    drafted = (receipt.answer.get("model") or {}).get("name")
    if drafted:
        said.append(f"It was drafted by the model {drafted}, which may say it otherwise each time.")
    if receipt.version not in ("", version()):
        said.append(f"The program was version {receipt.version} and is version {version()}.")
    if receipt.history is None:
        said.append("Whether it was asked within a conversation is not known; it was asked again alone.")
    return tuple(said)


def _differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """How two answers differ, from what a reader sees first to what lies beneath."""
    said = []
    if then.get("status") != now.get("status"):
        said.append(f"It was {then.get('status')} and is {now.get('status')}.")
    if then.get("answer") != now.get("answer"):
        said.append(f"It said: {then.get('answer')} It says: {now.get('answer')}")
    before, after = (_shown(a) for a in (then, now))
    if before != after:
        said.append(f"Computed was: {', '.join(before) or 'nothing'}. Computed is: {', '.join(after) or 'nothing'}.")
    said += [f"No longer cited: “{q}” ({d})." for d, q in _quotes(then) if (d, q) not in _quotes(now)]
    said += [f"Newly cited: “{q}” ({d})." for d, q in _quotes(now) if (d, q) not in _quotes(then)]
    return tuple(said or ["It says the same, but where its words stand or how it was understood has changed."])


def _shown(answer: Mapping[str, Any]) -> list[str]:
    return [str(c.get("shown", c.get("value"))) for c in answer.get("calculations", ())]


def _quotes(answer: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(c["document"], " ".join(c["quote"].split())) for c in answer.get("citations", ())]


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

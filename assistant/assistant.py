"""The one object that surfaces talk to: command line, page, API and other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.types import Answer
from index.types import Document, Figure, Hit

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, steps done, steps in all)."""


class Conversation:
    """What follow-up questions lean on. One per user session; never shared."""


class Assistant:
    """Answers questions over a corpus. Thread-safe: many conversations may ask at once."""

    @classmethod
    def open(cls, corpus: Sequence[Path], store: Path, *, progress: Progress | None = None) -> Assistant:
        """Opens the store, building or updating it first where it is missing or out of date.

        Raises:
            StoreError: the store can neither be opened nor rebuilt.
        """
        raise NotImplementedError

    def ask(self, question: str, conversation: Conversation | None = None) -> Answer:
        """Answers one question; without a conversation it stands alone. Never raises for odd input."""
        raise NotImplementedError

    def search(self, query: str, top_k: int = 5) -> tuple[Hit, ...]:
        """The passages nearest to a query, best first."""
        raise NotImplementedError

    def figures(self, query: str = "") -> tuple[Figure, ...]:
        """All figures, or those that match every word of the query, in document order."""
        raise NotImplementedError

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, by id."""
        raise NotImplementedError

"""What a conversation remembers: the last questions as understood, and what their answers rested on."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from assistant.query import Query
from assistant.types import Calculation, Operand
from index.types import Figure, Span


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what its answer rested on.

    `result` is what "that" and "it" mean next; `topic` is the question with what its answer settled: the place that
    came first, the latest period. It is the question itself where nothing was.
    """

    query: Query
    topic: Query | None = None
    figures: tuple[Figure, ...] = ()
    spans: tuple[Span, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    result: Operand | None = None
    answered: bool = True


@dataclass
class Conversation:
    """The turns of one user's conversation, oldest first. One per session; never shared."""

    turns: list[Turn] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def last(self) -> Turn | None:
        """The last turn that was answered, else the last turn."""
        return next((t for t in reversed(self.turns) if t.answered), self.turns[-1] if self.turns else None)

    @property
    def topic(self) -> Query | None:
        """The last question of all, answered or not: what a follow-up leaves out is taken from it."""
        return (self.turns[-1].topic or self.turns[-1].query) if self.turns else None

    def add(self, turn: Turn) -> None:
        """Remembers a turn; the oldest is forgotten after fifty."""
        self.turns.append(turn)
        del self.turns[:-50]

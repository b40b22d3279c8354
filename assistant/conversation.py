"""What a conversation remembers: the last questions as understood, and what their answers rested on."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.carry_over import names_subject, points_at_one
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


def points_at_nothing(query: Query, turns: Sequence[Turn]) -> bool:
    """Does a question ask something of "that", which the question before it asked for and nobody named?"""
    unknown = bool(turns) and not turns[-1].answered and turns[-1].query.operation == "rank"
    own = query.notes.get("own_request", query.request)
    return unknown and points_at_one(query.text) and not (own.places or own.flow or names_subject(own))


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
        return next(self.topics, None)

    @property
    def topics(self) -> Iterator[Query]:
        """What was talked about, the last first."""
        return (t.topic or t.query for t in reversed(self.turns))

    def add(self, turn: Turn) -> None:
        """Remembers a turn; the oldest is forgotten after fifty."""
        self.turns.append(turn)
        del self.turns[:-50]

"""The fitted choices that the answer to one question may draw on, each worked out once for each reading of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from assistant import likeness, order_choice
from assistant.conversation import Conversation
from assistant.desk import Desk
from assistant.figure_choice import Ranking, rank
from assistant.order_types import Choice
from assistant.pair_choice import Pairing, choose
from assistant.query import Query

T = TypeVar("T")


class Choices(NamedTuple):
    """What chooses figures, a calculation over two of them, and what a ranking ranks.

    All are None where no embedding model is there to tell by.
    """

    rank: Callable[[Query], Ranking] | None = None
    choose: Callable[[Query], Pairing | None] | None = None
    order: Callable[[Query, frozenset[str]], Choice] | None = None


def choices(desk: Desk, conversation: Conversation) -> Choices:
    """The choices for the next question of a conversation, whose last figures it may point at."""
    embed = desk.embed
    if embed is None:
        return Choices()
    turn = conversation.last
    used = [o.figure for done in turn.calculations for o in done.operands if o.figure] if turn else []
    last = list(dict.fromkeys([*used, *(turn.figures if turn else ())]))
    ranked = _once(lambda query: rank(desk.evidence, query, desk.search, embed))

    def paired(query: Query) -> Pairing | None:
        return choose(desk.evidence, query, ranked(query), embed(likeness.wording(query)), last)

    def ordered(query: Query, strict: frozenset[str]) -> Choice:
        return order_choice.choose(desk.evidence, query, ranked(query), desk.search, embed, strict)

    return Choices(ranked, _once(paired), ordered)


def _once(work: Callable[[Query], T]) -> Callable[[Query], T]:
    """The same work, done once for each reading of a question; there are few."""
    held: list[tuple[Query, T]] = []

    def done(query: Query) -> T:
        for known, result in held:
            if known == query:
                return result
        held.append((query, work(query)))
        return held[-1][1]

    return done

"""The fitted choices that an answer may draw on, made from its desk; none where no embedding model is there."""

from __future__ import annotations

from collections.abc import Callable

from assistant import likeness, order_choice
from assistant.conversation import Conversation
from assistant.desk import Desk
from assistant.figure_choice import Ranking, rank
from assistant.order_types import Choice
from assistant.pair_choice import Pairing, choose
from assistant.query import Query


def ranking(desk: Desk) -> Callable[[Query], Ranking] | None:
    """What ranks the figures that a question may mean."""
    embed = desk.embed
    return (lambda query: rank(desk.evidence, query, desk.search, embed)) if embed else None


def pairing(desk: Desk, conversation: Conversation) -> Callable[[Query], Pairing | None] | None:
    """What chooses a calculation over two figures, those of the last answer among them."""
    embed = desk.embed
    if embed is None:
        return None
    turn = conversation.last
    used = [o.figure for done in turn.calculations for o in done.operands if o.figure] if turn else []
    last = list(dict.fromkeys([*used, *(turn.figures if turn else ())]))

    def chosen(query: Query) -> Pairing | None:
        found = rank(desk.evidence, query, desk.search, embed)
        return choose(desk.evidence, query, found, embed(likeness.wording(query)), last)

    return chosen


def ordering(desk: Desk) -> Callable[[Query, frozenset[str]], Choice] | None:
    """What chooses the figures that a question sets in order, those of the strict search among them."""
    embed = desk.embed
    if embed is None:
        return None
    return lambda query, strict: order_choice.choose(desk.evidence, query, desk.search, embed, strict)

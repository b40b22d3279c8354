"""What one question is answered from, and how its numbers become operands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.bind import Evidence
from assistant.carry_over import points_at_one
from assistant.conversation import Conversation, Turn
from assistant.draft import Draft
from assistant.figure_choice import Ranking
from assistant.notation import given
from assistant.order_types import Choice
from assistant.pair_choice import Pairing
from assistant.pick import Pick
from assistant.query import Query, Request
from assistant.types import Operand
from index import numbers
from index.numbers import Mention
from index.types import Figure

_FROM_TO = ("percent_change", "percentage_point_change", "cagr", "required_rate")
"""Calculations from an earlier value to a later one."""


@dataclass(frozen=True, slots=True)
class Context:
    """The question as understood, the corpus's figures, and what was said before."""

    query: Query
    evidence: Evidence
    conversation: Conversation
    rank: Callable[[Query], Ranking] | None = None
    """The figures that a question may mean, the likeliest first; None where there is no model to tell by."""
    choose: Callable[[Query], Pairing | None] | None = None
    """The likeliest calculation over two figures; None where there is no model to tell by."""
    order: Callable[[Query, frozenset[str]], Choice] | None = None
    """What a question most likely sets in order, given the figures that the strict search does; None likewise."""

    @property
    def last(self) -> Turn | None:
        """The turn before; None where the question points at an answer that was not given."""
        turns = self.conversation.turns
        if turns and not turns[-1].answered and points_at_one(self.query.text):
            return None
        return self.conversation.last

    @property
    def subject(self) -> Figure | None:
        """The figure that the last answer is about: the one it gives, or the one its calculation rests on.

        Of a part and a whole that is the part; of a change it is the later value.
        """
        last = self.last
        if last is None:
            return None
        if last.result and last.result.figure:
            return last.result.figure
        held = [o.figure for done in last.calculations[-1:] for o in done.operands if o.figure]
        if not held:
            return None
        return held[-1] if last.calculations[-1].operation in _FROM_TO else held[0]

    @property
    def own(self) -> Request:
        """What the question says itself, before the conversation filled in what it leaves out."""
        own: Request = self.query.notes.get("own_request", self.query.request)
        return own

    @property
    def names_subject(self) -> bool:
        """Does the question itself say what it is about, in words of content?"""
        return any(t.hard for t in self.own.terms)

    @property
    def near(self) -> Figure | None:
        """The figure that a follow-up stays near to: the first of the last answer."""
        last = self.last
        return last.figures[0] if last and last.figures and self.query.follow_up else None

    @property
    def abroad(self) -> tuple[str, ...]:
        """The places that the question names besides the corpus's own country, in its order."""
        return tuple(p for p in self.query.places if p != self.evidence.home)

    @property
    def giving(self) -> str:
        """The question that gives the numbers: an earlier one where a follow-up takes them over ("and Germany?")."""
        given = set(self.query.given)
        texts = (self.query.text, *(t.query.text for t in reversed(self.conversation.turns)))
        return next((text for text in texts if given <= set(numbers.read(text))), self.query.text)

    def operand(self, figure: Figure) -> Operand:
        """A figure as an operand, in the document's words."""
        return Draft(self.evidence).operand(figure)

    def operands(self, picks: Iterable[Pick]) -> tuple[Operand, ...]:
        """The figures of several picks as operands, in their order."""
        return tuple(self.operand(p.figure) for p in picks)

    def twin(self, figure: Figure | None) -> Figure | None:
        """The figure that says the same in another currency, where the documents print one."""
        return self.evidence.by_id.get(figure.equivalent or "") if figure else None

    def given(self, mention: Mention) -> Operand:
        """A number of the question as the user gave it."""
        return given(self.giving[mention.start : mention.end].strip(), mention.quantity)

    def printed_or_given(self, mention: Mention) -> Operand:
        """A number of the question as the figure that prints it, an article's before others'; else as given."""
        quantity = mention.quantity
        held = self.evidence.index.valued(quantity.unit, quantity.value)
        if not held:
            return self.given(mention)
        documents = self.evidence.documents
        return self.operand(
            min(held, key=lambda f: (documents[f.span.document].kind != "article", f.equivalent is None, f.id))
        )

"""Answers ranking questions by what they most likely set in order, where there is a model to tell by; else strictly.

question ──► the strict search ──► the choice among the groups of tables and lists ──► the order, or nothing
"""

from __future__ import annotations

from assistant import calculator
from assistant.asking import wants_words
from assistant.context import Context
from assistant.decline import decline
from assistant.draft import Draft
from assistant.larger import names_two
from assistant.members_named import asks_for_neighbour
from assistant.order_types import Choice, Ordering
from assistant.ranking import in_order, placed, strictly
from assistant.ranking_change import Moved, told_in_order
from assistant.ranks import asks_for_a_place
from index.errors import CalculationError

SURE, ALONE = 0.8, 0.85
"""How sure the choice must be where a ranking is asked for, and where a question was first read as another one."""


def rank(c: Context) -> Draft | None:
    """A place in an order, the neighbour of a member, or the whole list; by size, or by growth where that is asked.

    What the strict search finds is told only where the choice is sure as well, of this order or of another; else the
    question is declined. Where the choice has nothing to tell by (no model, two that are named) the strict search
    alone decides; in a follow-up, and of the neighbour of a member, it decides where it finds one.
    """
    try:
        strict = strictly(c)
    except CalculationError:
        strict = None
    settled = c.query.follow_up or asks_for_neighbour(c.query.text)
    if c.order is None or names_two(c) or (settled and strict is not None):
        return strict
    choice = _choice(c, strict)
    if choice.best is not None and choice.chance >= SURE:
        return said(c, choice.best)
    if strict is None or wants_words(c.query.text):
        return None
    return decline(c.evidence, c.query, None)


def otherwise(c: Context) -> Draft | None:
    """An order for a question that names a place in one, though it was first read as asking for something else."""
    if c.query.follow_up or not asks_for_a_place(c.query.text):
        return None
    choice = _choice(c, None)
    return said(c, choice.best) if choice.best is not None and choice.chance >= ALONE else None


def _choice(c: Context, strict: Draft | None) -> Choice:
    ids = frozenset(f.id for f in strict.figures) if strict else frozenset[str]()
    return c.order(c.query, ids) if c.order else Choice()


def said(c: Context, ordering: Ordering) -> Draft | None:
    """An ordering in words: the member asked for and the list, or how all changed.

    Raises:
        CalculationError: a member grew from nothing.
    """
    names = [e.name for e in ordering.entries]
    if ordering.earlier is not None:
        moved = [
            Moved(e.start, e.figure, calculator.percent_change(c.operand(e.start), c.operand(e.figure)))
            for e in ordering.entries
            if e.start is not None
        ]
        return told_in_order(c, moved, names, max(1, ordering.place))
    figures = [e.figure for e in ordering.entries]
    return placed(c, figures, names, ordering.place) if ordering.place else in_order(c, figures, names)

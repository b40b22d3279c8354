"""What two figures come to that were chosen by likeness, where no strict reading of the question finds its operands."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant import calculator
from assistant.context import Context
from assistant.draft import Draft
from assistant.figure_choice import alike
from assistant.lookup import is_all_said
from assistant.pair_choice import Pairing
from assistant.pair_likeness import may_be_computed
from assistant.saying import named, said, said_change
from assistant.targets import years
from assistant.types import Calculation, Operand
from index.errors import CalculationError
from index.types import Figure

SURE = 0.8
"""How likely an operation and both its operands must be what the question wants, to be told."""
DOUBTFUL = 0.25
"""How likely another calculation with one of its figures makes a strict reading doubtful."""
_FAR = 16
"""How many figures are likelier than one that is hardly meant."""
_OF_TWO = ("share", "percent_change", "difference", "ratio")
"""Calculations that a strict reading is doubted in."""
_OF_MANY = ("rank", "table", "conflict", "average", "verify_figure")
"""Operations that no calculation over two figures answers."""


def paired(c: Context) -> Draft | None:
    """The likeliest calculation over two figures, where one may be sure of it.

    Raises:
        CalculationError: the calculation has no result.
    """
    found = _sure(c)
    if found is None:
        return None
    first, second = (c.operand(f) for f in found.operands)
    if found.operation == "change":
        return said_change(c, first, second)
    return said(c, _computed(found, first, second), _HOW[found.operation].format(named(c, first), named(c, second)))


def likeliest(c: Context, operations: Collection[str]) -> Calculation | None:
    """The calculation alone, where it is one of some operations.

    Raises:
        CalculationError: the calculation has no result.
    """
    found = _sure(c)
    if found is None or found.operation not in operations:
        return None
    return _computed(found, *(c.operand(f) for f in found.operands))


def in_doubt(c: Context, draft: Draft) -> bool:
    """Would the likeliest calculation take one of the two figures of a strict reading, and not the other?

    Such a reading has found what the question is about, and set it against the wrong thing. One of which it takes
    neither is doubted where other figures are far likelier to be meant. Two figures that the choice never weighs, equal
    ones and those below zero, are not doubted.
    """
    done = draft.calculations[-1] if draft.calculations else None
    figures = [o.figure for o in done.operands if o.figure] if done else []
    of_two = done is not None and done.operation in _OF_TWO and len(figures) == 2
    if c.choose is None or not of_two or c.query.operation == "rank":  # of many, though the first is set against one
        return False
    found = c.choose(c.query) if may_be_computed(*figures) else None
    if found is None:
        return False
    shared = [f for f in found.operands if any(alike(f, g) for g in figures)]
    if not shared:
        return _are_far_off(c, figures)
    said_last = c.last.result.figure if c.query.follow_up and c.last and c.last.result else None
    if said_last is not None and said_last in figures and not any(alike(said_last, f) for f in found.operands):
        return False  # "that" is what was said last, which the likeliest calculation leaves out
    return found.chance >= DOUBTFUL and len(shared) == 1


def _are_far_off(c: Context, figures: Sequence[Figure]) -> bool:
    """Does one of some figures stand far behind others, in a question of its own that does not tell which it means?"""
    named = all(set(f.entities) & set(c.query.places) for f in figures) or any(is_all_said(c, f) for f in figures)
    if c.query.follow_up or c.rank is None or named:
        return False
    ranked = c.rank(c.query).figures[:_FAR]
    return any(not any(alike(f, r) for r in ranked) for f in figures)


def _sure(c: Context) -> Pairing | None:
    request = c.query.request
    several = len(request.places) > 2 or len(request.periods) > 2  # a sum of three is not one of two
    asks = c.choose is not None and c.query.operation not in _OF_MANY and not several
    found = c.choose(c.query) if c.choose and asks else None
    return found if found and found.chance >= SURE else None


_HOW = {
    "share": "{} of {}",
    "difference": "the difference between {} and {}",
    "ratio": "{} against {}",
    "sum": "{} and {} together",
    "price": "{} over {}",
    "rate": "{} for {}",
    "product": "{} times {}",
    "growth": "a year, from {} to {}",
}


def _computed(found: Pairing, first: Operand, second: Operand) -> Calculation:
    """The calculation of a pairing, without its words.

    Raises:
        CalculationError: it has no result.
    """
    match found.operation:
        case "share":
            return calculator.share(first, second)
        case "change":
            if first.quantity.unit == "percent":
                return calculator.percentage_point_change(first, second)
            return calculator.percent_change(first, second)
        case "difference":
            return calculator.difference(first, second, absolute=True)
        case "ratio":
            return calculator.ratio(first, second)
        case "sum":
            return calculator.total((first, second))
        case "price":
            return calculator.per_unit(first, second)
        case "rate":
            return calculator.implied_rate(first, second)
        case "product":
            return calculator.product(first, second)
    return calculator.cagr(first, second, _years_between(found))


def _years_between(found: Pairing) -> Operand:
    """The whole years between the two figures of a growth.

    Raises:
        CalculationError: they are not both of a year, or no year lies between them.
    """
    start, end = (f.period for f in found.operands)
    alike_long = start is not None and end is not None and start.kind == end.kind in ("year", "fiscal_year")
    count = end.end.year - start.end.year if start and end and alike_long else 0
    if count <= 0 or start is None or end is None:
        raise CalculationError("Growth a year needs two values of different years; name them.")
    return years(count, f" ({start.label} to {end.label})")

"""Answers questions about figures: the solvers of each operation, tried in order.

Every number said is a printed figure or the result of a calculation over printed figures and numbers the user gave.
A solver returns None where the evidence for its operation is not there; the caller then tries another reading or
declines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from assistant.agreement import compare_sources
from assistant.claims import verify
from assistant.comparing import change, difference, points, ratio
from assistant.context import Context
from assistant.conversion import convert, implied_rate
from assistant.draft import Draft
from assistant.earlier import of_earlier
from assistant.follow_ups import again, no_amount, unfit
from assistant.growing import cagr, projection, required_rate, what_if, years_needed
from assistant.identity import identify
from assistant.lookup import lookup
from assistant.ordered import otherwise, rank
from assistant.paired import in_doubt, paired
from assistant.query import Request
from assistant.shares import remainder, share, whole_from_share
from assistant.side_by_side import table
from assistant.sums import average, total
from index.errors import CalculationError

__all__ = ["SOLVERS", "Context", "solve"]

Solver: TypeAlias = Callable[[Context], Draft | None]

SOLVERS: MappingProxyType[str, tuple[Solver, ...]] = MappingProxyType(
    {
        "lookup": (lookup, otherwise),
        "convert": (convert, lookup),
        "implied_rate": (implied_rate,),
        "difference": (difference,),
        "ratio": (ratio,),
        "change": (change, otherwise),
        "points": (points, difference),
        "share": (share, otherwise),
        "whole_from_share": (whole_from_share,),
        "remainder": (remainder,),
        "required_rate": (required_rate, cagr),
        "cagr": (cagr,),
        "projection": (projection, what_if),
        "years_needed": (years_needed, lookup),
        "what_if": (what_if, projection),
        "sum": (total, lookup),
        "average": (average, lookup, otherwise),
        "verify_share": (verify,),
        "verify_figure": (identify,),
        "rank": (rank,),
        "table": (table,),
        "conflict": (compare_sources,),
    }
)
"""The solvers of each operation, the likeliest reading first."""


def solve(c: Context) -> Draft | None:
    """The draft for a question about figures, or None where no reading of it has evidence.

    A reading whose calculation has no result (growth from zero, euros less tonnes) is no reading. What was said before
    comes first; then the readings of a follow-up, from the one that takes over most.
    """
    draft = _first(c, (again, of_earlier))
    if draft is not None and no_amount(c, draft):
        draft = None
    requests: tuple[Request, ...] = c.query.notes.get("readings") or (c.query.request,)
    for request in requests if draft is None else ():
        reading = replace(c, query=replace(c.query, request=request))
        draft = _first(reading, SOLVERS.get(c.query.operation, (lookup,)))
        if draft is not None and not unfit(c, draft) and not in_doubt(c, draft):
            draft.reading = request
            return draft
        draft = None
    return draft or _first(c, (paired,))


def _first(c: Context, solvers: Iterable[Solver]) -> Draft | None:
    """The draft of the first solver that has evidence."""
    for solver in solvers:
        try:
            draft = solver(c)
        except CalculationError:
            continue
        if draft is not None:
            return draft
    return None

"""Sums and averages over the places, periods, flows or family that a question ranges over."""

from __future__ import annotations

from dataclasses import replace

from assistant import calculator
from assistant.context import Context
from assistant.draft import Draft
from assistant.families import family
from assistant.patterns import words
from assistant.pick import pick, pick_all
from assistant.saying import listed, said, tell
from assistant.types import Operand

_MEDIAN = words("median")
_AVERAGE = words("average")
_AVERAGE_STEMS = frozenset({"averag", "mean", "median"})
"""Stems of words that ask for an average, and say nothing of what it is of."""


def total(c: Context) -> Draft | None:
    """A sum; percentages are not added.

    Raises:
        UnitMismatchError: the figures measure different things.
    """
    operands = () if c.query.unit in ("percent", "ratio") else _several(c)
    if not operands:
        return None
    return said(c, calculator.total(operands), f"the sum of {listed(c, operands)}")


def average(c: Context) -> Draft | None:
    """A mean or median; a printed average first.

    Raises:
        UnitMismatchError: the figures measure different things.
    """
    median = _MEDIAN.search(c.query.text)
    printed = None if median else _printed_average(c)
    if printed is not None:
        return printed
    operands = _several(c)
    if not operands:
        return None
    done = calculator.median(operands) if median else calculator.average(operands)
    return said(c, done, f"the {'median' if median else 'average'} of {listed(c, operands)}")


def _printed_average(c: Context) -> Draft | None:
    """An average that a document gives for what the question is about."""
    query = c.query
    if not query.request.terms or len(query.places) > 1 or not _AVERAGE.search(query.text):
        return None
    found = pick(c.evidence, query.request)
    return tell(c, found) if found and _AVERAGE_STEMS & {*found.figure.own} else None


def _several(c: Context) -> tuple[Operand, ...]:
    """The figures that a sum or an average is over; empty where they are not all held."""
    query = c.query
    terms = tuple(t for t in query.request.terms if t.stem not in _AVERAGE_STEMS)
    request = replace(query.request, kind="", terms=terms)
    for requests in (
        [replace(request, places=(p,)) for p in c.abroad],
        [replace(request, periods=(p,)) for p in query.periods],
        [replace(request, flow=f) for f in query.flows],
    ):
        picks = pick_all(c.evidence, requests, prefer=c.near) if len(requests) >= 2 else None
        if picks:
            return c.operands(picks)
    members = family(c, request)
    return tuple(c.operand(f) for f in members) if len(members) >= 2 else ()

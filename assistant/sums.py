"""Sums and averages over the places, periods, flows or family that a question ranges over."""

from __future__ import annotations

from dataclasses import replace

from assistant import calculator
from assistant.context import Context
from assistant.draft import Draft
from assistant.families import family, ranged_over
from assistant.lookup import is_sure
from assistant.patterns import words
from assistant.pick import pick, pick_all
from assistant.query import Request
from assistant.saying import listed, said, tell
from assistant.types import Operand

_ADD = words("add(?:s|ed|ing)?")
_MEDIAN = words("median")
_AVERAGE = words("average")
_AVERAGE_STEMS = frozenset({"averag", "mean", "median"})
"""Stems of words that ask for an average, and say nothing of what it is of."""


def total(c: Context) -> Draft | None:
    """A sum; percentages are not added.

    Raises:
        UnitMismatchError: the figures measure different things.
    """
    if c.query.unit in ("percent", "ratio"):
        return None
    operands = _named(c)
    printed = None if operands else _printed_total(c)
    if printed is not None:
        return printed
    if not operands and _ranges(c):
        operands = _members(c)
    if not operands:
        return None
    return said(c, calculator.total(operands), f"the sum of {listed(c, operands)}")


def _ranges(c: Context) -> bool:
    """Does a question ask for the sum of a class, in its own words or by what was said before?

    "Cement and clinker together" names two things, and is not the sum of the countries that took some.
    """
    return c.query.follow_up or bool(ranged_over(c.query.text)) or bool(_ADD.search(c.query.text))


def average(c: Context) -> Draft | None:
    """A mean or median; a printed average first.

    Raises:
        UnitMismatchError: the figures measure different things.
    """
    median = _MEDIAN.search(c.query.text)
    printed = None if median else _printed_average(c)
    if printed is not None:
        return printed
    operands = _named(c) or _members(c)
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


def _printed_total(c: Context) -> Draft | None:
    """The whole that a document gives, unless its parts are to be added: those it lists need not make it up."""
    if c.query.follow_up or ranged_over(c.query.text) or _ADD.search(c.query.text):
        return None
    found = pick(c.evidence, c.query.request)
    return tell(c, found) if found and is_sure(c, found) else None


def _named(c: Context) -> tuple[Operand, ...]:
    """The figures of the places, periods or flows that the question names; empty where they are not all held."""
    query, request = c.query, _request(c)
    for requests in (
        [replace(request, places=(p,)) for p in c.abroad],
        [replace(request, periods=(p,)) for p in query.periods],
        [replace(request, flow=f) for f in query.flows],
    ):
        picks = pick_all(c.evidence, requests, prefer=c.near) if len(requests) >= 2 else None
        if picks:
            return c.operands(picks)
    return ()


def _members(c: Context) -> tuple[Operand, ...]:
    """The figures of the family that the question ranges over."""
    members = family(c, _request(c))
    return tuple(c.operand(f) for f in members) if len(members) >= 2 else ()


def _request(c: Context) -> Request:
    """What the figures have in common."""
    terms = tuple(t for t in c.query.request.terms if t.stem not in _AVERAGE_STEMS)
    return replace(c.query.request, kind="", terms=terms)

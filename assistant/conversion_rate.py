"""Chooses the exchange rate to convert with, and names it: the user's, a printed one, or a dated reference rate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from assistant import calculator, rates
from assistant.context import Context
from assistant.draft import Draft
from assistant.notation import carried
from assistant.types import Calculation, Operand
from assistant.vocabulary import pattern
from index import periods
from index.format import show
from index.types import Figure, Period
from index.units import Quantity

_RATE_OF_DAY = re.compile(
    r"\b(?:at|using|with|by) "
    r"((?:the |a |that )?[\w/' -]*?\b(?:rate|price|close|fixing|mean|average)\b.*)$",
    re.I,
)
"""The words from "at the closing rate" to the end, which may name the day or year of the rate."""

_NUMBER_ENDS = r"(?![.,]?\d)"
_NO_PERCENT = r"(?! ?(?:per ?cent|%|of\b))"
_TYPED_RATE = pattern(
    r"(?:\bat|@)\s*(?:(?:the|a|an) )?(?:[\w' -]{0,30}?\brate (?:of )?)?"
    rf"(\d+(?:,\d{{3}})*(?:\.\d+)?){_NUMBER_ENDS}{_NO_PERCENT}",
    r"\b(?:one|a|1) (?:US )?(?:dollar|euro|pound) (?:is|=|at|being|costs?|was) "
    rf"(\d+(?:\.\d+)?){_NUMBER_ENDS}",
)
"""A number given as a rate: "at 83.4", "at a rate of 83.4", "one dollar is 83.4"."""


@dataclass(frozen=True, slots=True)
class Rate:
    """An exchange rate to convert with.

    Attributes:
        operand: its value, in one currency per other.
        said: the rate in words, with where it comes from.
        calculation: how it was computed, where no source prints it.
    """

    operand: Operand
    said: str
    calculation: Calculation | None = None


def _rate(operand: Operand) -> Rate:
    """A rate that is printed somewhere, or that the user gave."""
    when = f", {operand.figure.period.label}" if operand.figure and operand.figure.period else ""
    return Rate(operand, f"{operand.text}{when}")


def rate_period(c: Context) -> Period | None:
    """The day or year whose rate a question asks to use ("at the closing rate of 23 April 2024")."""
    found = _RATE_OF_DAY.search(c.query.text)
    if not found:
        return None
    named = [p.period for p in periods.read(found[1]) if p.year_given]
    if not named:
        return None
    return next((p for p in c.query.periods if p.same_as(named[0])), named[0])


def any_rate_given(c: Context) -> bool:
    """Does the question give a rate, with its unit or bare?"""
    return any("/" in m.quantity.unit for m in c.query.given) or _typed_rate(c.query.text) is not None


def _typed_rate(text: str) -> str | None:
    """A bare rate that the question gives ("at 83.4"), as typed; a day of the month is none."""
    when = [(p.start, p.end) for p in periods.read(text)]
    for found in _TYPED_RATE.finditer(text):
        digits = found[1] or found[2]
        at = found.start(1) if found[1] else found.start(2)
        if not any(start <= at < end for start, end in when):
            return digits
    return None


def rate_for(c: Context, figure: Figure | None, wanted: str, unit: str, when: Period | None = None) -> Rate | None:
    """The rate between two currencies, first come first; None where none is known.

    The user's own; for the period asked for, the one printed for it or its reference rate; the one implied by two
    amounts of the figure's own document; the printed average of the figure's very period; the last one printed for
    a day inside it; the reference rate of its last day.

    Args:
        c: the question.
        figure: what is converted, where it is a figure of a document.
        wanted: the currency asked for.
        unit: the currency of the amount.
        when: the period whose rate the question asks to use.

    Raises:
        CalculationError: the user's rate does not say what it is per.
    """
    own = _own_rate(c, wanted, unit)
    if own is not None:
        return _rate(own)
    pair = frozenset({f"{unit}/{wanted}", f"{wanted}/{unit}"})
    printed = [f for f in c.evidence.index.in_units(pair) if f.bound and f.period]
    if when is not None:
        best = _printed_within(printed, when)
        return _rate(c.operand(best)) if best else _reference_rate(unit, wanted, when)
    if figure is None:
        return None
    implied = _implied_in_document(c, figure, frozenset({unit, wanted}))
    if implied is not None or figure.period is None:
        return implied
    best = _printed_for(printed, figure.period)
    return _rate(c.operand(best)) if best else _reference_rate(unit, wanted, figure.period)


def latest_rate(c: Context, wanted: str, unit: str) -> Rate | None:
    """The last rate between two currencies that a document prints."""
    pair = (f"{unit}/{wanted}", f"{wanted}/{unit}")
    known = (f for f in c.evidence.index.in_units(pair) if f.bound and f.status in ("reported", "provisional"))
    printed = [(f.period.end, f.id, f) for f in known if f.period]
    return _rate(c.operand(max(printed)[2])) if printed else None


def _reference_rate(unit: str, wanted: str, when: Period) -> Rate | None:
    """The reference rate of a period's last day."""
    rate = rates.reference_rate(*_as_quoted(unit, wanted), when.end)
    return _rate(rate) if rate else None


def _own_rate(c: Context, wanted: str, unit: str) -> Operand | None:
    """The rate that the question gives, with its unit or bare."""
    for mention in c.query.given:
        if mention.quantity.unit in (f"{unit}/{wanted}", f"{wanted}/{unit}"):
            return c.given(mention)
    typed = _typed_rate(c.query.text)
    if typed is None:
        return None
    value = Decimal(typed.replace(",", ""))
    rate = Quantity(value, rates.quoted_as(value, unit, wanted), places=len(typed.partition(".")[2]))
    return Operand(f"{show(rate, style='as written')} (your rate)", rate, origin="question")


def _printed_within(printed: Sequence[Figure], when: Period) -> Figure | None:
    """The rate printed for a period or a part of it: its very own first, then the shortest."""

    def distance(figure: Figure) -> tuple[bool, timedelta, str]:
        period = figure.period or when
        return not period.same_as(when), period.end - period.start, figure.id

    inside = [f for f in printed if f.period and f.period.start <= when.end and when.start <= f.period.end]
    return min(inside, key=distance, default=None)


def _printed_for(printed: Sequence[Figure], period: Period) -> Figure | None:
    """The rate printed for the very period, else the last one printed for a day inside it."""
    average = next((f for f in printed if f.period and f.period.same_as(period)), None)
    if average is not None:
        return average
    days = [
        (f.period.end, f.id, f)
        for f in printed
        if f.period and f.period.kind == "day" and period.start <= f.period.end <= period.end
    ]
    return max(days)[2] if days else None


def _implied_in_document(c: Context, figure: Figure, units: frozenset[str]) -> Rate | None:
    """The rate behind the first amount that the figure's document says in both currencies."""
    for one in c.evidence.index.of(figure.span.document):
        other = c.twin(one)
        if other is None or not one.id < other.id:
            continue
        if {one.quantity.unit, other.quantity.unit} == units:
            draft = Draft(c.evidence)
            implied = calculator.implied_rate(draft.operand(one), draft.operand(other))
            origin = f"the rate implied by {draft.printed(one)} and {draft.printed(other)}"
            return Rate(carried(implied), f"{implied.shown}, {origin}", implied)
    return None


def _as_quoted(a: str, b: str) -> tuple[str, str]:
    """(base, quote) of a currency pair as markets quote it."""
    order = rates.BASES
    first = a in order and (b not in order or order.index(a) < order.index(b))
    return (a, b) if first else (b, a)

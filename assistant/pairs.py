"""Finds the two numbers that a question sets against each other, in the question, the conversation or both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from assistant.context import Context
from assistant.fitting import fits_unit
from assistant.pick import pick, pick_all
from assistant.query import Request
from assistant.referents import comparable, other_words, results
from assistant.siblings import Swap, alike
from assistant.targets import level_and_target
from assistant.types import Operand
from assistant.vocabulary import pattern
from index.numbers import Mention
from index.types import Figure

Pair: TypeAlias = tuple[Operand, Operand]

_PURE = ("percent", "ratio", "count", "percentage_point")
"""Units of numbers that say how two things compare, or how many, rather than being compared."""
_GAP_TO_GOAL = pattern(
    r"\b(?:still|to go|remain\w*|missing|left|short of|shy of|off|away from)\b[^?]*\bnumber\b",
    r"\b(?:target|goal|aim|plan|ambition)\b",
)


def pair(c: Context) -> Pair | None:
    """The two operands of a comparison, in the question's order; None where one of them is not held."""
    request = replace(c.query.request, kind=c.query.request.kind or "level")
    requests = _two_requests(c, request)
    if requests:
        return both(c, requests, prefer=c.near)
    amounts = [m for m in c.query.given if m.quantity.unit not in _PURE or m.quantity.scale]
    if len(amounts) >= 2:
        return c.printed_or_given(amounts[0]), c.printed_or_given(amounts[1])
    found = _other_period(c) or two_moved(c) or _goal_and_level(c)
    if found:
        return found
    own = bool(request.places or request.terms or request.flow) and _names_sides(c)
    if amounts and own:
        held = pick(c.evidence, replace(request, unit=amounts[0].quantity.unit), prefer=c.near)
        return (c.operand(held.figure), c.printed_or_given(amounts[0])) if held else None
    return _with_last(c, request, amounts, own=own)


def _two_requests(c: Context, request: Request) -> list[Request]:
    """The two figures that the question names by item, place, flow or period; empty where it names no two."""
    query = c.query
    if len(query.items) == 2:
        return [replace(request, terms=item) for item in query.items]
    if len(c.abroad) >= 2:
        placed = [replace(request, places=(p,)) for p in c.abroad[:2]]
        if pick_all(c.evidence, placed):
            return placed
    if len(query.flows) >= 2:
        return [replace(request, flow=f) for f in query.flows[:2]]
    if len(query.periods) >= 2:
        return [replace(request, periods=(p,)) for p in query.periods[:2]]
    return []


def both(c: Context, requests: Sequence[Request], *, prefer: Figure | None = None) -> Pair | None:
    """The figures of two requests, chosen together; None where one of them is not held."""
    picks = pick_all(c.evidence, requests, prefer=prefer)
    return (c.operand(picks[0].figure), c.operand(picks[1].figure)) if picks else None


def _other_period(c: Context) -> Pair | None:
    """The last figure, and the same for the period that a follow-up names."""
    last, own = c.last, c.own
    figure = last.result.figure if last and last.result else None
    if last is None or last.result is None or figure is None:
        return None
    if not c.query.follow_up or not own.periods or own.places or c.names_subject:
        return None
    other = alike(c.evidence, figure, Swap(periods=own.periods), any_status=True)
    return (last.result, c.operand(other)) if other else None


def two_moved(c: Context) -> Pair | None:
    """The last two results in another column or unit: what two routes cost, after how long they take."""
    own = c.own
    if not c.query.follow_up or own.places or own.flow or own.periods:
        return None
    told = [o.figure for o in results(c, 2) if o.figure]
    if len(told) != 2:
        return None
    unit = "" if any(fits_unit(f, own.unit) for f in told) else own.unit
    swap = Swap(unit=unit, stems=other_words(c, told[0]))
    if swap.is_empty:
        return None
    moved = [f for figure in told if (f := alike(c.evidence, figure, swap))]
    return (c.operand(moved[0]), c.operand(moved[1])) if len(moved) == 2 and moved[0] != moved[1] else None


def _goal_and_level(c: Context) -> Pair | None:
    """The target that a question about what is missing means, and the present level."""
    if not (_GAP_TO_GOAL.search(c.query.text) or c.query.request.status == "future"):
        return None
    start, target, _ = level_and_target(c)
    return (target, start) if start and target else None


def _names_sides(c: Context) -> bool:
    """Does the question itself, not only the conversation, say what is compared?"""
    return not c.query.follow_up or bool(c.query.places or c.query.given) or c.names_subject


def _with_last(c: Context, request: Request, amounts: list[Mention], *, own: bool) -> Pair | None:
    """The last result and what the question names, two results of the conversation, or the last and a given amount."""
    last = c.last
    if last and last.result and own and c.query.follow_up:
        held = pick(c.evidence, replace(request, unit=last.result.quantity.unit), prefer=c.near)
        if held and held.figure is not last.result.figure:
            return last.result, c.operand(held.figure)
    if c.own.periods and not own:
        return None  # the last figures are of another time
    if c.query.follow_up and not own:
        found = two_answers(c) or two_of_last(c)
        if found and _answers(found[0], c.own.unit):
            return found
    if last and len(last.figures) >= 2 and not own and _answers(c.operand(last.figures[0]), c.own.unit):
        return c.operand(last.figures[0]), c.operand(last.figures[1])
    if last and last.result and amounts:
        return last.result, c.printed_or_given(amounts[0])
    return None


def _answers(operand: Operand, unit: str) -> bool:
    """May an operand be compared where the difference is wanted in a unit, or in one of a class?"""
    return unit in ("", *_PURE) or operand.figure is None or fits_unit(operand.figure, unit)


def two_answers(c: Context) -> Pair | None:
    """The figures of the last two answers, earlier period first: "by what percentage did they go up?"."""
    turns = c.conversation.turns
    if not turns or not turns[-1].answered:
        return None  # what was asked last is not known
    said = [t.figures[0] for t in turns if t.answered and t.figures]
    if len(said) < 2:
        return None
    found = comparable(c, [c.operand(f) for f in said[-2:]])
    if len(found) < 2 or found[0].quantity == found[1].quantity:
        return None
    a, b = (o.figure for o in found)
    return _in_time(c, a, b) if a and b else None


def two_of_last(c: Context) -> Pair | None:
    """The two levels of the last answer, of one unit and two periods, the earlier first."""
    levels = [f for f in (c.last.figures if c.last else ()) if f.kind == "level" and f.period]
    if len(levels) != 2 or levels[0].quantity.unit != levels[1].quantity.unit:
        return None
    return _in_time(c, *levels)


def last_and_before(c: Context) -> Pair | None:
    """The last figure and the same for the period the question names, else for the one before; the earlier first."""
    figure = c.subject
    if figure is None or figure.period is None:
        return None
    when = c.own.periods
    other = alike(c.evidence, figure, Swap(periods=when) if when else Swap(years=-1))
    return _in_time(c, figure, other) if other and other.period else None


def _in_time(c: Context, a: Figure, b: Figure) -> Pair:
    """Two dated figures, the one whose period ends first before the other."""
    later = a.period and b.period and a.period.end > b.period.end
    return (c.operand(b), c.operand(a)) if later else (c.operand(a), c.operand(b))

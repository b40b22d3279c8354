"""A present level, the target set for it, and the years between them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.context import Context
from assistant.from_to import from_to
from assistant.patterns import only, words
from assistant.pick import pick
from assistant.query import Query, Request, Term
from assistant.types import Operand
from assistant.vocabulary import FALL, pattern
from index.numbers import Mention
from index.types import Figure, Period
from index.units import Quantity, is_money

_FUTURE = ("target", "projected")
_NO_AMOUNT = ("percent", "year", "count", "ratio")
"""Units of figures that are no level to be reached."""
_LEAST_MULTIPLE, _MOST_MULTIPLE = Decimal("0.02"), 50
"""How many times its level a target may be."""
_THE_TOTAL = words("the total")
_GOAL_WORD = only(
    "goals?", "targets?", "aims?", "ambitions?", "aspirations?", r"plan\w*", r"forecast\w*", "total",
    "rates?", "pace", "speed", "cagr", r"compound\w*",
)  # fmt: skip
"""Words of a question about a target, or the growth to it, that its level does not carry."""
_FALLS = pattern(FALL)
"""Speaks of a fall, so that the target may be lower than the level."""


def level_and_target(c: Context) -> tuple[Operand | None, Operand | None, Operand | None]:
    """(present level, target, years between) from the question, the conversation and the documents.

    All three are None where no level or no target is known, the years alone where the target has no date.
    """
    level, ahead = _from_last(c)
    amount = _given_target(c)
    if amount is not None:
        ahead = _printed_target(c, amount) or ahead
    elif ahead is None or c.query.periods:
        wanted = replace(_any_kind(c), periods=c.query.periods, status="future")
        ahead = find_target(c, wanted, level) or ahead
    target = amount or (c.operand(ahead) if ahead else None)
    if target is None:
        return None, None, None
    level = _level(c, level, target, ahead)
    if level is None:
        return None, None, None
    spans = [m for m in c.query.given if m.quantity.unit == "year"]
    years = c.given(spans[0]) if spans else _years_between(level, ahead, c.query)
    return c.operand(level), target, years


def _any_kind(c: Context) -> Request:
    return replace(c.query.request, kind="", status="", unit=c.query.unit)


def _from_last(c: Context) -> tuple[Figure | None, Figure | None]:
    """The level and the target among the figures of the last answer."""
    used = c.last.figures if c.last else ()
    ahead = next((f for f in used if f.status in _FUTURE and f.quantity.unit != "year"), None)
    levels = (f for f in used if f.status == "reported" and f.kind == "level")
    level = next((f for f in levels if ahead is None or f.quantity.measures_same_as(ahead.quantity)), None)
    return level, ahead


def _given_target(c: Context) -> Operand | None:
    """The last amount that the question gives."""
    amounts = [m for m in c.query.given if is_amount(m)]
    return c.given(amounts[-1]) if amounts else None


def is_amount(mention: Mention) -> bool:
    """Is a number money, or written with a scale word?"""
    return is_money(mention.quantity.unit) or bool(mention.quantity.scale)


def _printed_target(c: Context, amount: Operand) -> Figure | None:
    """The first target of the documents that is the amount given."""
    wanted = amount.quantity
    return next((f for f in c.evidence.index.valued(wanted.unit, wanted.value) if f.status in _FUTURE), None)


def find_target(c: Context, request: Request, level: Figure | None = None) -> Figure | None:
    """The target that a question about "the goal" means: for the periods asked for, for any, in any unit.

    With a level, only a target that can be one for it.
    """
    request = replace(request, terms=without_goal_words(request))
    for wanted in (request, replace(request, periods=()), replace(request, unit="amount")):
        for match in c.evidence.find(wanted):
            figure = match.figure
            if figure.status not in _FUTURE or figure.quantity.unit in _NO_AMOUNT:
                continue
            if level is None or _within_reach(level, figure, c.query.text):
                return figure
    return None


def without_goal_words(request: Request) -> tuple[Term, ...]:
    """The terms of a request without those that only say that it is about a target."""
    return tuple(t for t in request.terms if not _GOAL_WORD.match(t.word))


def _within_reach(level: Figure, target: Figure, text: str) -> bool:
    """Can a target be one for this level: higher unless a fall is spoken of, and not fifty times as high?"""
    if not level.quantity.measures_same_as(target.quantity):
        return True
    now, then = level.quantity.base[0], target.quantity.base[0]
    if now <= 0:
        return False
    return (then > now or bool(_FALLS.search(text))) and _LEAST_MULTIPLE < then / now < _MOST_MULTIPLE


def _level(c: Context, level: Figure | None, target: Operand, ahead: Figure | None) -> Figure | None:
    """The present level that a target is set for: told beside it, in the last answer, or the one that fits it best."""
    ends = from_to(c.evidence, ahead) if ahead else None
    if ahead and ends and ends[1].id == ahead.id and ends[0].status != "target":
        level = ends[0]  # "can rise from $1.68 billion in 2024 to $2.5 billion in 2028"
    if level is not None and not _other_flow(c, level) and level.quantity.measures_same_as(target.quantity):
        return level
    said = _said_of_flow(c, target)
    if said is not None:
        return said
    request = replace(_any_kind(c), unit=target.quantity.unit)
    request = replace(request, periods=_without_target_period(c, request, ahead))
    if ahead is not None and not (request.terms or request.places):
        around = (*ahead.entities, *ahead.background)
        places = tuple(p for p in around if p != c.evidence.home)
        request = replace(request, places=places, flow=ahead.flow or request.flow)
    found = pick(c.evidence, replace(request, terms=without_goal_words(request)), prefer=ahead)
    return found.figure if found else None


def _said_of_flow(c: Context, target: Operand) -> Figure | None:
    """The last level that an earlier answer gave of the flow which a follow-up turns to; None where none did."""
    if not c.query.follow_up or not c.query.request.flow or c.names_subject or c.own.places:
        return None
    told = (t.result.figure for t in reversed(c.conversation.turns) if t.answered and t.result)
    return next(
        (
            f
            for f in told
            if f
            and (f.flow, f.kind, f.status) == (c.query.request.flow, "level", "reported")
            and f.quantity.measures_same_as(target.quantity)
        ),
        None,
    )


def _other_flow(c: Context, level: Figure) -> bool:
    """Does the question turn from the level's flow to another: "the total" after exports and imports?"""
    flow, own = c.query.request.flow, c.own
    if not flow or not level.flow or flow == level.flow:
        return False
    return bool(own.flow or own.total or _THE_TOTAL.search(c.query.text))


def _without_target_period(c: Context, request: Request, ahead: Figure | None) -> tuple[Period, ...]:
    """The periods asked for, without the target's own where it was still to come when the target was told."""
    if ahead is None or ahead.period is None:
        return request.periods
    told = c.evidence.documents[ahead.span.document].date
    goal = ahead.period
    if told is not None and goal.end <= told:
        return request.periods
    return tuple(p for p in request.periods if p not in c.query.periods or not p.same_as(goal))


def _years_between(level: Figure, target: Figure | None, query: Query) -> Operand | None:
    """Whole years from the end of the level's period to the target's; a horizon counts from when it was said.

    A year that the question names for the target comes before the document's. None where one has no date, or the
    target is not later.
    """
    goal = _asked_year(level, query) or (target.period if target else None)
    if goal is None:
        return None
    if goal.kind == "horizon":
        count = goal.end.year - goal.start.year
        return years(count, origin="document" if target else "question")
    if level.period is None or goal.end.year <= level.period.end.year:
        return None
    count = goal.end.year - level.period.end.year
    return years(count, f" ({level.period.label} to {goal.label})")


def _asked_year(level: Figure, query: Query) -> Period | None:
    """The first year of the question that ends after the level's period."""
    asked = (p for p in query.periods if p.kind in ("year", "fiscal_year"))
    return next((p for p in asked if level.period is None or p.end > level.period.end), None)


def years(count: int, remark: str = "", *, origin: str = "document") -> Operand:
    """A number of whole years, counted from the periods of figures or of the question."""
    return Operand(f"{count} years{remark}", Quantity(Decimal(count), "year", places=0), origin=origin)

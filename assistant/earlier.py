"""What was said before as the material of a new question: "the two together", "number two", "per kilo"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import calculator
from assistant.context import Context
from assistant.draft import Draft
from assistant.families import name_of, told_apart_by
from assistant.fitting import fits_unit
from assistant.fulfilment import FOR_EACH
from assistant.growing import of_last_change
from assistant.lookup import divided
from assistant.pick import Pick, pick_all
from assistant.ranking import placed
from assistant.referents import comparable, is_bare, results, says_two
from assistant.saying import listed, named, said, tell
from assistant.siblings import Swap, alike
from assistant.types import Operand
from assistant.vocabulary import YEARLY, pattern
from index.types import Figure
from index.units import dimension, is_money

_PLACE = pattern(
    r"\b(?:number|no\.?|nr\.?) ?(?:one|two|three|four|five|six|seven|\d)\b",
    r"^\W*(?:and |so |then )*(?:who(?:'s| is)? |which (?:one )?(?:is )?|what(?:'s| is| about)? )?(?:on |in )?(?:the )?"
    r"(?:second|third|fourth|fifth|sixth|next|runner[- ]up|last|smallest|largest|biggest|lowest|highest)"
    r"(?: (?:one|place|largest|biggest|smallest))?\W*$",
)
"""Asks for another place of the same order and says nothing else."""
_YEARLY = pattern(YEARLY)
_AVERAGE = pattern(r"\b(?:average|mean)\b")


_EACH = re.compile(r"\s*(?:each|apiece|a piece|per\b|for each|every)", re.I)
_OVER = pattern(r"\b(?:spread|divided|split|shared) (?:over|by|among|across|between|on|in|into)\b")


def of_earlier(c: Context) -> Draft | None:
    """The answer that is worked out of what was said before; None where the question brings its own subject.

    Raises:
        CalculationError: the earlier results do not go together.
    """
    if not c.query.follow_up or c.last is None:
        return None
    match c.query.operation:
        case "sum" | "average":
            return _per_unit(c) or _together(c)
        case "rank":
            return _next_in_order(c) or _larger(c)
        case "lookup" | "convert" if c.conversation.turns[-1].answered:
            return _next_in_order(c) or _a_year(c) or _per_unit(c) or _for_each(c) or _spread(c)
    return None


def _together(c: Context) -> Draft | None:
    """The sum or mean of the last results: the two, or as many as the question says."""
    if not is_bare(c) or c.query.unit in ("percent", "ratio"):
        return None
    told = results(c, says_two(c.query.text))
    if len(told) < 2:
        return None
    done = calculator.average(told) if _AVERAGE.search(c.query.text) else calculator.total(told)
    word = "the average" if done.operation == "average" else "the sum"
    return said(c, done, f"{word} of {listed(c, told)}")


def _larger(c: Context) -> Draft | None:
    """Which of the last two is the larger, or the smaller where that is asked for."""
    if not says_two(c.query.text) or c.own.places:
        return None
    told = comparable(c, results(c, 2, same_unit=False))
    if len(told) != 2 or not (told[0].figure and told[1].figure):
        return None
    order = sorted((o.figure for o in told if o.figure), key=lambda f: f.quantity.base[0], reverse=c.query.descending)
    by = told_apart_by(order[0], order[1])
    draft = Draft(c.evidence)
    first, second = (f"{name_of(c.evidence, f, by)}: {draft.printed(f)}" for f in order)
    draft.say(f"{first} ({draft.described(order[0])}), against {second}.", order)
    draft.result = draft.operand(order[0])
    return draft


def _next_in_order(c: Context) -> Draft | None:
    """Another place of the last ranking, in the unit that its members were told in since."""
    if not _PLACE.search(c.query.text) or not is_bare(c):
        return None
    ranking = next((t for t in reversed(c.conversation.turns) if t.query.operation == "rank"), None)
    if ranking is None or not ranking.answered or len(ranking.figures) < 3:
        return None
    order = sorted(dict.fromkeys(ranking.figures), key=lambda f: (-f.quantity.base[0], f.id))
    if not ranking.query.descending:
        order.reverse()
    place = _asked_place(c, order)
    by = told_apart_by(order[0], order[1])
    names = [name_of(c.evidence, f, by) for f in order]
    if not 1 <= place <= len(order):
        return None
    since = c.last.result.figure if c.last and c.last.result else None
    if since is None or since in order or since.quantity.unit == order[0].quantity.unit:
        return placed(c, order, names, place)
    figure = order[place - 1]
    here = order[[f.entities for f in order].index(since.entities)] if since.entities else None
    swap = Swap(place=next(iter(figure.entities), "")) if here else None
    other = alike(c.evidence, since, swap) if swap else None
    return tell(c, Pick(other)) if other else placed(c, order, names, place)


def _a_year(c: Context) -> Draft | None:
    """The last change as a yearly growth: "how much a year is that?"."""
    return of_last_change(c) if _YEARLY.search(c.query.text) and is_bare(c) else None


def _asked_place(c: Context, order: Sequence[Figure]) -> int:
    """The place in the order that is asked for, counted from the first; "the next" follows the last answer's."""
    text = c.query.text
    figure = c.last.result.figure if c.last and c.last.result else None
    at = next((i for i, f in enumerate(order, 1) if figure and (f == figure or f.entities == figure.entities != ())), 0)
    if re.search(r"\bnext\b", text, re.I):
        return at + 1 if at else 0
    if re.search(r"\b(?:last|smallest|lowest)\b", text, re.I):
        return len(order)
    return c.query.rank


def _per_unit(c: Context) -> Draft | None:
    """The price that the last answer makes: value over weight of the same thing, or the other way round."""
    top, below = _price(c)
    last = c.last.result if c.last else None
    if not below or last is None or not _asks_price_alone(c):
        return None
    if last.figure is None:
        return _price_of_sum(c, last, top, below)
    figure = last.figure
    if c.own.periods and not (figure.period and any(p.same_as(figure.period) for p in c.own.periods)):
        return None
    value, amount = _value_and_amount(c, figure, top, below)
    return divided(c, c.operand(value), c.operand(amount), below) if value and amount else None


def _asks_price_alone(c: Context) -> bool:
    """Does a question name nothing but the price and, at most, its time?"""
    own = c.own
    hard = [t for t in own.terms if t.hard and t.stem not in ("averag", "mean")]
    return not (own.places or own.flow or hard or c.query.given)


def _price_of_sum(c: Context, last: Operand, top: str, below: str) -> Draft | None:
    """A computed value over the amount that an earlier answer gave of the same."""
    if not is_money(last.quantity.unit) or top not in ("", last.quantity.unit) or c.own.periods:
        return None
    told = (t.result for t in reversed(c.conversation.turns) if t.answered and t.result)
    amount = next((o for o in told if o.figure and fits_unit(o.figure, _class_of(below))), None)
    figures = c.last.figures if c.last else ()
    if amount is None or amount.figure is None or not figures or amount.figure.entities != figures[0].entities:
        return None
    return divided(c, last, amount, below, resting=figures)


def _for_each(c: Context) -> Draft | None:
    """What the section of the last answer gives for each of some things: "how much per park?"."""
    figure = c.last.result.figure if c.last and c.last.result else None
    if figure is None or not FOR_EACH.search(c.query.text) or c.own.places or c.own.periods:
        return None
    beside = [
        f
        for f in c.evidence.index.of(figure.span.document)
        if f.locator.heading == figure.locator.heading
        and f.id != figure.id
        and f.quantity.unit == figure.quantity.unit
        and _EACH.match(c.evidence.documents[f.span.document].text, f.span.end)
    ]
    return tell(c, Pick(beside[0])) if len(beside) == 1 else None


def _spread(c: Context) -> Draft | None:
    """The last result over a number that the question gives: "spread over 14 tonnes?"."""
    last = c.last.result if c.last else None
    if last is None or len(c.query.given) != 1 or c.own.places or not _OVER.search(c.query.text):
        return None
    by = c.given(c.query.given[0])
    resting = () if last.figure or not c.last else c.last.figures
    return said(c, calculator.quotient(last, by), f"{named(c, last)} over {by.text}", resting=resting)


def _price(c: Context) -> tuple[str, str]:
    """(currency or "", what it is per) of the unit that the question itself asks for; ("", "") for no price."""
    unit = c.own.unit
    if unit.startswith("per "):
        return (c.query.unit if is_money(c.query.unit) else ""), unit.removeprefix("per ")
    top, _, below = unit.partition("/")
    return (top, below) if is_money(top) and below and not is_money(below) else ("", "")


def _value_and_amount(c: Context, figure: Figure, top: str, below: str) -> tuple[Figure | None, Figure | None]:
    """The money and the amount of what was said: the figure itself, and the other beside it or found for the same."""
    if is_money(figure.quantity.unit):
        value = figure if top in ("", figure.quantity.unit) else _in_currency(c, figure, top)
        return value, (_beside(c, figure, below) or _found(c, figure, below)) if value else None
    if fits_unit(figure, _class_of(below)):
        value = _beside(c, figure, top or "money") or _found(c, figure, top or "money")
        return value, figure
    return None, None


def _in_currency(c: Context, figure: Figure, currency: str) -> Figure | None:
    """The same amount as the documents print it in another currency."""
    twin = c.twin(figure)
    return twin if twin and twin.quantity.unit == currency else alike(c.evidence, figure, Swap(unit=currency))


def _class_of(below: str) -> str:
    """The class of units that an amount may be in for a price per one of them."""
    if below == "count":
        return "count"
    return {"[mass]": "mass", "[length] ** 3": "volume"}.get(dimension(below), below)


def _beside(c: Context, figure: Figure, unit: str) -> Figure | None:
    """The amount in a unit that is told of the same in the same row or sentence."""
    wanted = unit if unit == "money" or is_money(unit) else _class_of(unit)
    found = [
        f
        for f in c.evidence.index.beside(figure)
        if f.bound and f.kind == "level" and fits_unit(f, wanted) and f.entities == figure.entities
        and f.item == figure.item and (not f.period or not figure.period or f.period.same_as(figure.period))
    ]  # fmt: skip
    return found[0] if len({f.quantity.base for f in found}) == 1 else None


def _found(c: Context, figure: Figure, unit: str) -> Figure | None:
    """The amount in a unit that the documents give elsewhere for the same place, time and flow."""
    places = tuple(p for p in figure.entities if p != c.evidence.home)
    if not (places and figure.period):
        return None
    wanted = unit if unit == "money" or is_money(unit) else _class_of(unit)
    request = replace(
        c.query.request, kind="level", places=places, flow=figure.flow, periods=(figure.period,), unit=wanted
    )
    own = replace(request, unit=figure.quantity.unit)
    picks = pick_all(c.evidence, [own, request], prefer=figure, one_measure=False)
    return picks[1].figure if picks and picks[0].figure.quantity == figure.quantity else None

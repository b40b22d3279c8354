"""Amounts in another currency or unit, and the exchange rate hidden in two amounts."""

from __future__ import annotations

from dataclasses import replace

from assistant import calculator
from assistant.bind import Match
from assistant.context import Context
from assistant.conversion_rate import Rate, any_rate_given, latest_rate, rate_for, rate_period
from assistant.draft import Draft
from assistant.pick import Pick, pick
from assistant.query import Request
from assistant.saying import tell
from assistant.types import Operand
from index.format import money_words
from index.numbers import Mention
from index.types import Figure, Period
from index.units import is_money

_FUTURE = ("target", "projected")
_RATE_STEMS = frozenset({"exchang", "rate", "convers", "hidden", "hide", "impli", "convert"})
"""Words of a question about a hidden rate that are about the rate, not about the amounts."""
_CONVERTING = frozenset({*_RATE_STEMS, "worth", "equal", "make", "turn", "chang", "switch", "express", "much", "come"})
"""Words that ask for a conversion and say nothing of the amount."""


def converted_lookup(c: Context) -> Draft | None:
    """A figure held in another currency than the one asked for: converted where a rate is at hand, else as held."""
    wanted = c.query.request.unit
    if not is_money(wanted):
        return None
    found = pick(c.evidence, replace(c.query.request, unit="money"), prefer=c.near)
    if found is None:
        return None
    figure = found.figure
    draft = Draft(c.evidence)
    rate = rate_for(c, figure, wanted, figure.quantity.unit)
    if rate is not None:
        return _say_conversion(draft, draft.operand(figure), rate)
    draft.say(f"The documents give this only as {draft.printed(figure)}: {draft.described(figure)}.", [figure])
    draft.status = "not_in_corpus"
    draft.result = draft.operand(figure)
    return draft


def convert(c: Context) -> Draft | None:
    """An amount in another currency or unit: as the documents print it, else at a rate that is named.

    A rate or a day that the question names comes before what is printed.

    Raises:
        UnitMismatchError: the unit asked for measures something else.
    """
    wanted = c.query.unit or c.query.request.unit
    day = rate_period(c)
    request = replace(c.query.request, unit=wanted, periods=tuple(p for p in c.query.request.periods if p is not day))
    explicit = day is not None or any_rate_given(c)
    alone = _given_alone(c, wanted)
    if alone is not None:
        return _of_given(c, alone, wanted, day, explicit=explicit)
    if c.last and c.last.result and not _names_amount(c):
        amount: Operand | None = c.last.result
        draft = _held_already(c, c.last.result, wanted, explicit=explicit)
    else:
        direct = None if explicit else pick(c.evidence, request, prefer=c.near)
        draft = tell(c, direct) if direct else None
        amount = None if draft else _amount(c, request, wanted, explicit=explicit)
    if draft is not None or amount is None:
        return draft
    return _converted(c, amount, wanted, day)


def _given_alone(c: Context, wanted: str) -> Mention | None:
    """The amount that a question names by its number alone, and wants in another currency."""
    money = [m for m in c.query.given if is_money(m.quantity.unit)]
    own = c.own
    told = any(t.hard and t.stem not in _CONVERTING for t in own.terms) or own.places or own.flow or own.periods
    if told or not is_money(wanted) or len(money) != 1 or money[0].quantity.unit == wanted:
        return None
    return money[0]


def _of_given(c: Context, amount: Mention, wanted: str, day: Period | None, *, explicit: bool) -> Draft | None:
    """A given amount as the documents print it in the currency asked for, else at a rate that is named."""
    held = c.evidence.index.valued(amount.quantity.unit, amount.quantity.value)
    twins = [twin for f in held if (twin := c.twin(f)) and twin.quantity.unit == wanted]
    if twins and not explicit:
        return tell(c, Pick(twins[0]), unit=wanted)
    if explicit:
        return _converted(c, c.printed_or_given(amount), wanted, day)
    rate = latest_rate(c, wanted, amount.quantity.unit)
    if rate is None:
        return _no_rate(c, wanted, amount.quantity.unit)
    operand = c.printed_or_given(amount)
    dated = rate_for(c, operand.figure, wanted, amount.quantity.unit) if operand.figure else None
    return _say_conversion(Draft(c.evidence), operand, dated or rate)


def _no_rate(c: Context, wanted: str, unit: str) -> Draft:
    """No rate between two currencies is held; the question can bring one."""
    draft = Draft(c.evidence)
    pair = f"{money_words(unit)[1]} and {money_words(wanted)[1]}"
    draft.say(f"The documents hold no rate between {pair}; ask again with the rate to use.")
    draft.status = "not_in_corpus"
    return draft


def _names_amount(c: Context) -> bool:
    """Does the question say which figure it means, rather than point at the last one?"""
    own = c.own
    placed = not c.query.follow_up and bool(c.query.request.places)
    return c.names_subject or bool(own.places or own.flow) or placed


def _held_already(c: Context, amount: Operand, wanted: str, *, explicit: bool) -> Draft | None:
    """The last amount as the documents print it in the unit asked for, where they do."""
    figure = amount.figure
    twin = c.twin(figure)
    if twin and twin.quantity.unit == wanted and not explicit:
        return tell(c, Pick(twin), unit=wanted)
    if amount.quantity.unit == wanted:
        draft = Draft(c.evidence)
        draft.say(f"It is {amount.text} already.", [figure] if figure else [])
        draft.result = amount
        return draft
    if figure and c.last and not explicit:
        same = pick(c.evidence, replace(c.last.query.request, unit=wanted), prefer=figure)
        if same and _about_same(same.figure, figure):
            return tell(c, same, unit=wanted)
    return None


def _about_same(a: Figure, b: Figure) -> bool:
    """Are two figures of the same thing, in other units?"""
    if a.period and b.period and not a.period.same_as(b.period):
        return False
    return set(a.entities) == set(b.entities) and a.flow == b.flow and a.status == b.status


def _amount(c: Context, request: Request, wanted: str, *, explicit: bool) -> Operand | None:
    """What is to be converted: an amount the question gives, or the figure it names in a currency it is held in.

    With an explicit rate the figure may be held in the wanted currency too; then it is taken in another one.
    """
    money = [m for m in c.query.given if is_money(m.quantity.unit)]
    if money and not _names_amount(c):
        return c.given(money[0])
    request = replace(request, unit="money")
    found = pick(c.evidence, request, prefer=c.near)
    if found is not None and found.figure.quantity.unit == wanted:
        if not explicit:
            return None
        others = {m.figure.quantity.unit for m in c.evidence.find(request)} - {wanted}
        held = (pick(c.evidence, replace(request, unit=unit)) for unit in sorted(others))
        found = next((p for p in held if p), None)
    return c.operand(found.figure) if found else None


def _converted(c: Context, amount: Operand, wanted: str, day: Period | None) -> Draft | None:
    draft = Draft(c.evidence)
    if not is_money(amount.quantity.unit):
        done = calculator.in_unit(amount, wanted)
        draft.say(f"{done.shown}.", calculations=[done])
        draft.result = calculator.carried(done)
        return draft
    rate = rate_for(c, amount.figure, wanted, amount.quantity.unit, day)
    return _say_conversion(draft, amount, rate) if rate else None


def _say_conversion(draft: Draft, amount: Operand, rate: Rate) -> Draft:
    done = calculator.convert(amount, rate.operand)
    what = draft.described(amount.figure) if amount.figure else ""
    about = f" ({what})" if what else ""
    steps = [rate.calculation, done] if rate.calculation else [done]
    draft.say(f"{done.shown}: {amount.text}{about} converted at {rate.said}.", calculations=steps)
    draft.result = calculator.carried(done)
    return draft


def implied_rate(c: Context) -> Draft | None:
    """The exchange rate behind two amounts that are said to be the same.

    Raises:
        CalculationError: the amounts are of one currency, or not above zero.
    """
    money = [m for m in c.query.given if is_money(m.quantity.unit)]
    if len(money) >= 2 and money[0].quantity.unit != money[1].quantity.unit:
        left, right = (c.printed_or_given(m) for m in money[:2])
    else:
        figure = (_twinned(c) if money else None) or _figure_with_twin(c)
        twin = c.twin(figure)
        if figure is None or twin is None:
            return None
        left, right = c.operand(figure), c.operand(twin)
    done = calculator.implied_rate(left, right)
    draft = Draft(c.evidence)
    draft.say(f"{done.shown}: the rate implied by {left.text} and {right.text}.", calculations=[done])
    draft.result = calculator.carried(done)
    return draft


def _twinned(c: Context) -> Figure | None:
    """The figure of the first amount that the question gives, where the documents say it in two currencies."""
    amount = next(m.quantity for m in c.query.given if is_money(m.quantity.unit))
    same = c.evidence.index.valued(amount.unit, amount.value)
    return next((f for f in same if f.equivalent), None)


def _figure_with_twin(c: Context) -> Figure | None:
    """The figure in two currencies that the question means, in the last answer's document before others.

    Where it names none, the one that stands nearest to the last answer, past its own sentence.
    """
    request, own = c.query.request, c.own
    terms = tuple(t for t in request.terms if t.stem not in _RATE_STEMS)
    when = own.periods if own.status == "future" else request.periods
    ahead, near = request.status == "future", c.near
    request = replace(request, unit="money", kind="", periods=when, terms=terms)
    matches = [m for m in c.evidence.find(request) if m.figure.equivalent and (m.figure.status in _FUTURE or not ahead)]
    if matches:

        def closeness(match: Match) -> tuple[bool, float]:
            return near is not None and match.figure.span.document == near.span.document, match.score

        return max(matches, key=closeness).figure
    if near is None:
        return None
    beside = [
        f
        for f in c.evidence.index.of(near.span.document)
        if f.equivalent and f.context != near.context and (f.status in _FUTURE) == ahead
    ]
    return min(beside, key=lambda f: abs(f.span.start - near.span.start), default=None)

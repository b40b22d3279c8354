"""Currencies and units: conversions at a stated rate, the rate hidden in two amounts, prices per unit."""

from __future__ import annotations

from dataclasses import replace

from assistant.measure import combined_unit, mismatch, nonzero, precise
from assistant.notation import finish, line, said, scaled_like, term
from assistant.types import Calculation, Operand
from index.errors import UndefinedResultError
from index.format import unit_words
from index.units import Quantity, is_money, times


@precise
def convert(amount: Operand, rate: Operand) -> Calculation:
    """An amount in another currency at a rate; its units say whether to multiply or to divide.

    Rs 2,000 crore at 83.4 INR/USD is $239.8 million.

    Raises:
        UnitMismatchError: the rate is not one of the amount's currency.
        UndefinedResultError: the rate is not above zero.
    """
    top, _, bottom = rate.quantity.unit.partition("/")
    unit = amount.quantity.unit
    if not (is_money(top) and is_money(bottom)) or unit not in (top, bottom):
        raise _wrong_rate(unit, rate.quantity.unit)
    if rate.quantity.value <= 0:
        raise UndefinedResultError("An exchange rate is above zero; give another rate.")
    if unit == top:
        result = Quantity(amount.quantity.value / rate.quantity.value, bottom)
        sign, spoken = "/", "÷"
    else:
        result = Quantity(amount.quantity.value * rate.quantity.value, top)
        sign, spoken = "*", "×"
    working = [line(f"{said(amount)} {spoken} {said(rate)}", scaled_like(result, (amount,)))]
    return finish("convert", f"{term(amount)} {sign} {term(rate)}", (amount, rate), working, result)


@precise
def implied_rate(left: Operand, right: Operand) -> Calculation:
    """The exchange rate at which two amounts are one: units of the weaker currency per unit of the other.

    Rs 625.68 crore and $75 million imply 83.424 rupees per dollar.
    """
    for o, other in ((left, right), (right, left)):
        if not is_money(o.quantity.unit) or o.quantity.unit == other.quantity.unit:
            raise mismatch(left.quantity.unit, right.quantity.unit, "take an exchange rate of")
        if o.quantity.value <= 0:
            raise UndefinedResultError("An exchange rate needs two amounts above zero; give positive amounts.")
    many, few = (left, right) if left.quantity.value >= right.quantity.value else (right, left)
    result = Quantity(many.quantity.value / few.quantity.value, f"{many.quantity.unit}/{few.quantity.unit}")
    working = [line(f"{said(many)} ÷ {said(few)}", result)]
    return finish("implied_rate", f"{term(many)} / {term(few)}", (many, few), working, result)


@precise
def per_unit(amount: Operand, quantity: Operand) -> Calculation:
    """An amount per unit of something else: KSh 12 billion for 40 million kg is 300 shillings per kg.

    Raises:
        UnitMismatchError: both measure the same thing.
    """
    nonzero(quantity, "There is no price per unit of nothing; give another quantity.")
    a, b = amount.quantity, quantity.quantity
    factor, unit = combined_unit(a.unit, b.unit, -1)
    if unit == "ratio":
        raise mismatch(a.unit, b.unit, "take a price per unit of")
    result = Quantity(times(a.value / b.value, factor), unit)
    working = [line(f"{said(amount)} ÷ {said(quantity)}", result)]
    return finish("per_unit", f"{term(amount)} / {term(quantity)}", (amount, quantity), working, result)


@precise
def in_unit(amount: Operand, unit: str, scale: str = "") -> Calculation:
    """The same amount in another unit of its measure: 7,200 km is 4,474 miles; 0.2616 is 26.16 per cent.

    Raises:
        UnitMismatchError: the unit measures something else.
    """
    q = amount.quantity
    source = replace(q, unit="ratio") if q.unit == "count" and unit == "percent" else q
    wanted = "percentage_point" if (q.unit, unit) == ("percentage_point", "percent") else unit
    wanted = "count" if q.unit == "ratio" and unit == "count" else wanted
    changed = Quantity(q.value, "count") if (q.unit, wanted) == ("ratio", "count") else source.to(wanted)
    result = Quantity(changed.value, changed.unit, scale)
    working = [line(said(amount), result)]
    return finish("convert", f"{term(amount)} in {_named(unit, scale)}", (amount,), working, result)


@precise
def rescale(amount: Operand, scale: str) -> Calculation:
    """The same amount said with another scale word: 2.5 lakh crore is 2,500 billion."""
    result = Quantity(amount.quantity.value, amount.quantity.unit, scale)
    working = [line(said(amount), result)]
    expression = f"{term(amount)} in {scale}"
    return finish("rescale", expression, (amount,), working, result)


def _named(unit: str, scale: str) -> str:
    top, slash, below = unit.partition("/")
    if slash and is_money(top):
        return f"{top}/{unit_words(below)[0]}"
    return f"{scale} {unit if is_money(unit) else unit_words(unit)[1]}".strip()


def _wrong_rate(unit: str, rate: str) -> Exception:
    error = mismatch(unit, rate, "convert")
    error.args = (f"A rate of {rate} does not convert {unit}; give a rate between {unit} and the other currency.",)
    return error

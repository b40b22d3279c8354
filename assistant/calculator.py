"""The calculator: pure functions from operands to a `Calculation`, exact and with units.

Sums are here, shares in `assistant.portions`, growth over time in `assistant.growth`, currencies and units in
`assistant.exchange`; all are reached from here. Values are decimals; only division, powers
and logarithms round, at sixty digits. Every operation checks the units of its operands, says its working step by
step, and writes an `expression` that `assistant.expression` reads back to the same value (a share or a growth rate as
the ratio that it is of).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.exchange import convert, implied_rate, in_unit, per_unit, rescale
from assistant.growth import cagr, growth_multiple, percent_change, projection, required_rate, years_needed
from assistant.measure import (
    common,
    divided,
    fraction_of,
    hundredth,
    mismatch,
    multiplied,
    nonzero,
    precise,
)
from assistant.notation import carried, finish, given, line, said, scaled_like, term
from assistant.portions import (
    even_split,
    part_from_share,
    remainder,
    scale_by_percent,
    share,
    split,
    whole_from_share,
)
from assistant.types import Calculation, Operand
from index.errors import CalculationError, UndefinedResultError
from index.format import show
from index.units import Quantity

__all__ = [
    "OPERATIONS", "average", "cagr", "carried", "convert", "difference", "even_split", "given", "growth_multiple",
    "implied_rate", "in_unit", "maximum", "median", "minimum", "part_from_share", "per_unit", "percent_change",
    "percentage_point_change", "power", "product", "projection", "quotient", "rank", "ranked", "ratio", "remainder",
    "required_rate", "rescale", "scale_by_percent", "share", "shift_by_points", "split", "total", "weighted_average",
    "whole_from_share", "years_needed",
]  # fmt: skip


@precise
def total(operands: Sequence[Operand]) -> Calculation:
    """The sum of amounts of one measure.

    Raises:
        UnitMismatchError: rupees and dollars, or per cent and percentage points, among them.

    >>> total([given("Rs 5 crore", Quantity(Decimal(50000000), "INR", "crore"))] * 2).shown
    'Rs 10 crore'
    """
    quantities = common("add", operands)
    result = Quantity(sum((q.value for q in quantities), Decimal(0)), quantities[0].unit)
    expression = " + ".join(map(term, operands))
    working = [line(" + ".join(map(said, operands)), scaled_like(result, operands))]
    return finish("sum", expression, operands, working, result)


@precise
def difference(left: Operand, right: Operand, *, absolute: bool = False) -> Calculation:
    """The first less the second; percentages differ by percentage points.

    With `absolute` the larger less the smaller, and the working says which one is ahead.
    """
    if left.quantity.unit == right.quantity.unit == "percent" and not absolute:
        return percentage_point_change(right, left)
    a, b = common("subtract", (left, right))
    behind = a.value < b.value
    first, second = (right, left) if absolute and behind else (left, right)
    value = abs(a.value - b.value) if absolute else a.value - b.value
    result = Quantity(value, "percentage_point" if a.unit == "percent" else a.unit)
    remark = f"the first is {'behind' if behind else 'ahead'}" if absolute and value else ""
    working = [line(f"{said(first)} - {said(second)}", scaled_like(result, (first, second)), remark)]
    return finish("difference", f"{term(first)} - {term(second)}", (first, second), working, result)


@precise
def percentage_point_change(start: Operand, end: Operand) -> Calculation:
    """By how many percentage points one percentage is above another: from 1.31% to 3.58% is 2.27."""
    for o in (start, end):
        if o.quantity.unit != "percent":
            raise mismatch(o.quantity.unit, "percent", "take percentage points of")
    result = Quantity(end.quantity.value - start.quantity.value, "percentage_point")
    working = [line(f"{said(end)} - {said(start)}", result)]
    expression = f"{term(end)} - {term(start)}"
    return finish("percentage_point_change", expression, (end, start), working, result)


@precise
def shift_by_points(level: Operand, points: Operand) -> Calculation:
    """A percentage raised (or, for a negative number, lowered) by percentage points: 4% and 2 points are 6%."""
    if level.quantity.unit != "percent" or points.quantity.unit not in ("percentage_point", "basis_point"):
        raise mismatch(level.quantity.unit, points.quantity.unit, "shift")
    result = Quantity(level.quantity.value + points.quantity.to("percentage_point").value, "percent")
    working = [line(f"{said(level)} + {said(points)}", result)]
    return finish("sum", f"{term(level)} + {term(points)}", (level, points), working, result)


@precise
def ratio(left: Operand, right: Operand) -> Calculation:
    """How many times the second the first is: Rs 2,000 crore is 3.20 times Rs 625.68 crore.

    Raises:
        UndefinedResultError: the second is zero.
    """
    expression, working, result = fraction_of(left, right, "compare")
    return finish("ratio", expression, (left, right), working, result)


@precise
def product(left: Operand, right: Operand) -> Calculation:
    """One times the other, with units: a percentage of an amount, a price times a mass, a rate times an amount."""
    result = multiplied(left.quantity, right.quantity)
    working = [line(f"{said(left)} × {said(right)}", scaled_like(result, (left, right)))]
    return finish("product", f"{term(left)} * {term(right)}", (left, right), working, result)


@precise
def quotient(left: Operand, right: Operand) -> Calculation:
    """One divided by the other, with units: amounts of one measure give a ratio, money by mass a price.

    Raises:
        UndefinedResultError: the second is zero.
    """
    nonzero(right, "Nothing can be divided by zero; give another divisor.")
    result = divided(left.quantity, right.quantity)
    working = [line(f"{said(left)} ÷ {said(right)}", scaled_like(result, (left, right)))]
    return finish("quotient", f"{term(left)} / {term(right)}", (left, right), working, result)


@precise
def power(base: Operand, exponent: Operand) -> Calculation:
    """A plain number, ratio or percentage to a power; a whole power of a percentage is taken of its fraction.

    Raises:
        UndefinedResultError: a root of a negative number, or zero to a negative power.
        CalculationError: the result has too many digits.
    """
    for o in (base, exponent):
        if o.quantity.unit not in ("count", "ratio", "percent"):
            raise mismatch(o.quantity.unit, "count", "raise to a power")
    value, n = hundredth(base.quantity), hundredth(exponent.quantity)
    if value < 0 and n != n.to_integral_value():
        raise UndefinedResultError("A negative number has no such root; use a positive number.")
    if value == 0 and n < 0:
        raise UndefinedResultError("Zero has no negative powers, since nothing can be divided by zero.")
    if value and abs(n * (abs(value).log10())) > 60:
        raise CalculationError("This power has too many digits to be shown; use smaller numbers.")
    result = Quantity(value**n if value or n else Decimal(1), "ratio" if base.quantity.unit == "ratio" else "count")
    shown = f"({term(exponent)})" if not term(exponent).replace(".", "").isdigit() else term(exponent)
    bottom = term(base) if term(base)[0] != "-" else f"({term(base)})"
    spoken = said(base) if value >= 0 else f"({said(base)})"
    working = [line(f"{spoken}^{said(exponent) if n >= 0 else f'({said(exponent)})'}", result.value)]
    return finish("power", f"{bottom}^{shown}", (base, exponent), working, result)


@precise
def average(operands: Sequence[Operand]) -> Calculation:
    """The sum of amounts of one measure divided by how many they are."""
    quantities = common("average", operands)
    n = len(quantities)
    whole = Quantity(sum((q.value for q in quantities), Decimal(0)), quantities[0].unit)
    result = Quantity(whole.value / n, whole.unit)
    working = [
        line(" + ".join(map(said, operands)), scaled_like(whole, operands)),
        line(f"{said(scaled_like(whole, operands))} ÷ {n}", scaled_like(result, operands)),
    ]
    return finish("average", f"({' + '.join(map(term, operands))}) / {n}", operands, working, result)


@precise
def weighted_average(values: Sequence[Operand], weights: Sequence[Operand]) -> Calculation:
    """The average of values that count as much as their weights.

    Raises:
        CalculationError: not as many weights as values.
        UndefinedResultError: the weights add to zero.
    """
    if len(values) != len(weights):
        raise CalculationError(f"Give one weight per value; there are {len(values)} values and {len(weights)} weights.")
    quantities, loads = common("average", values), common("add", weights)
    heavy = sum((w.value for w in loads), Decimal(0))
    if not heavy:
        raise UndefinedResultError("The weights add to zero, so there is no weighted average; give other weights.")
    products = [q.value * w.value for q, w in zip(quantities, loads, strict=True)]
    result = Quantity(sum(products, Decimal(0)) / heavy, quantities[0].unit)
    above = " + ".join(f"{term(v)} * {term(w)}" for v, w in zip(values, weights, strict=True))
    spoken = " + ".join(f"{said(v)} × {said(w)}" for v, w in zip(values, weights, strict=True))
    working = [line(f"({spoken}) ÷ ({' + '.join(map(said, weights))})", scaled_like(result, values))]
    expression = f"({above}) / ({' + '.join(map(term, weights))})"
    return finish("weighted_average", expression, (*values, *weights), working, result)


@precise
def median(operands: Sequence[Operand]) -> Calculation:
    """The middle one by size, or the mean of the two in the middle."""
    common("take the median of", operands)
    ordered = ranked(operands, descending=False)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    unit = operands[0].quantity.unit
    result = Quantity((low.quantity.to(unit).value + high.quantity.to(unit).value) / 2, unit)
    working = [line(f"median({', '.join(map(said, ordered))})", scaled_like(result, operands), "in order of size")]
    return finish("median", f"median({', '.join(map(term, operands))})", operands, working, result)


@precise
def minimum(operands: Sequence[Operand]) -> Calculation:
    """The smallest of amounts of one measure."""
    return _extreme("minimum", "min", operands, ranked(operands, descending=False)[0])


@precise
def maximum(operands: Sequence[Operand]) -> Calculation:
    """The largest of amounts of one measure."""
    return _extreme("maximum", "max", operands, ranked(operands)[0])


def ranked(operands: Sequence[Operand], *, descending: bool = True) -> tuple[Operand, ...]:
    """The operands by size, largest first unless told otherwise; equal ones keep their order."""
    values = [q.value for q in common("rank", operands)]
    order = sorted(range(len(values)), key=values.__getitem__, reverse=descending)
    return tuple(operands[i] for i in order)


@precise
def rank(of: Operand, among: Sequence[Operand], *, descending: bool = True) -> Calculation:
    """The place of one amount among others, 1 for the largest; equal amounts share a place."""
    mine, *others = (q.value for q in common("rank", (of, *among)))
    ahead = sum(v > mine if descending else v < mine for v in others)
    result = Quantity(Decimal(1 + ahead), "count")
    name = "rank" if descending else "rank_from_least"
    listed = ", ".join(map(said, ranked(among, descending=descending)))
    working = [line(f"{name}({said(of)}, {listed})", result.value, f"{ahead} of them come before it")]
    expression = f"{name}({', '.join(map(term, (of, *among)))})"
    return finish("rank", expression, (of, *among), working, result)


def _extreme(operation: str, name: str, operands: Sequence[Operand], chosen: Operand) -> Calculation:
    working = [line(f"{name}({', '.join(map(said, operands))})", chosen.quantity)]
    expression = f"{name}({', '.join(map(term, operands))})"
    result = finish(operation, expression, operands, working, chosen.quantity)
    return replace(result, shown=show(chosen.quantity), rounding="Exact.")


OPERATIONS: dict[str, Callable[..., Calculation]] = {
    f.__name__: f
    for f in (
        total, difference, ratio, product, quotient, power, share, whole_from_share, part_from_share, remainder,
        average, weighted_average, median, minimum, maximum, rank, percent_change, percentage_point_change,
        shift_by_points, cagr, required_rate, growth_multiple, projection, years_needed, convert, implied_rate,
        in_unit, per_unit, rescale, scale_by_percent, even_split, split,
    )
}  # fmt: skip
"""Every operation by name."""

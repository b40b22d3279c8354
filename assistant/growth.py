"""Growth over time: changes, yearly rates, projections and how long they take."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from assistant.measure import common, fraction_of, hundredth, mismatch, precise
from assistant.notation import WORKING_DIGITS, finish, line, plain_number, said, scaled_like, short, term
from assistant.types import Calculation, Operand
from index.errors import CalculationError, UndefinedResultError
from index.units import TIMES, Quantity

LONGEST = 1000
"""Years that a projection may run."""


@precise
def percent_change(start: Operand, end: Operand) -> Calculation:
    """By how many per cent the end is above the start; negative for a fall: from 80 to 92 is 15%.

    Raises:
        UndefinedResultError: growth from zero or from a negative amount.
    """
    a, b = (q.value for q in common("compare", (start, end)))
    _positive_start(a)
    change = Quantity(b - a, start.quantity.unit)
    result = Quantity((b - a) / a * 100, "percent")
    moved = scaled_like(change, (start, end))
    working = [
        line(f"{said(end)} - {said(start)}", moved),
        line(f"{said(moved)} ÷ {said(start)}", (b - a) / a),
        line(f"{short((b - a) / a)} × 100%", result),
    ]
    return finish("percent_change", f"({term(end)} - {term(start)}) / {term(start)}", (start, end), working, result)


@precise
def growth_multiple(start: Operand, end: Operand) -> Calculation:
    """How many times the start the end is."""
    _positive_start(start.quantity.value)
    expression, working, result = fraction_of(end, start, "compare")
    return finish("growth_multiple", expression, (end, start), working, result)


@precise
def cagr(start: Operand, end: Operand, years: Operand) -> Calculation:
    """The compound annual growth rate that leads from start to end: (end / start)^(1 / years) - 1.

    From 120 to 300 over 6 years is 16.4993%.

    Raises:
        UndefinedResultError: an amount is not positive, or there is no time between.
    """
    return _yearly_rate("cagr", start, end, years)


@precise
def required_rate(start: Operand, target: Operand, years: Operand) -> Calculation:
    """The yearly growth that would reach the target in time; the arithmetic of `cagr`."""
    return _yearly_rate("required_rate", start, target, years)


@precise
def projection(start: Operand, rate: Operand, years: Operand) -> Calculation:
    """Where a start grows to at a yearly rate: 100 at 7% for 5 years is 140.255."""
    factor, n = _growth_factor(rate), _years(years)
    if abs(n) > LONGEST:
        raise CalculationError(f"A projection runs for at most {LONGEST} years; give fewer years.")
    result = Quantity(start.quantity.value * factor**n, start.quantity.unit)
    base = f"(1 + {said(rate)})"
    exponent = plain_number(n) if n >= 0 else f"({plain_number(n)})"
    working = [
        line(f"{base}^{exponent}", factor**n),
        line(f"{said(start)} × {base}^{exponent}", scaled_like(result, (start,))),
    ]
    expression = f"{term(start)} * (1 + {term(rate)})^{exponent}"
    return finish("projection", expression, (start, rate, years), working, result)


@precise
def years_needed(start: Operand, target: Operand, rate: Operand) -> Calculation:
    """How long a start takes to reach the target at a yearly rate: ln(target / start) / ln(1 + rate).

    From 625.68 to 2000 at 10% is 12.19 years; the working says how many whole years that means.

    Raises:
        UndefinedResultError: an amount is not positive, or the rate leads away from the target or nowhere.
    """
    a, b = (q.value for q in common("compare", (start, target)))
    if a <= 0 or b <= 0:
        raise UndefinedResultError("Growth can only be timed between amounts above zero; give positive amounts.")
    factor = _growth_factor(rate)
    if factor <= 0 or (factor == 1 and a != b) or (b / a - 1) * (factor - 1) < 0:
        raise UndefinedResultError("At this rate the target is never reached; give a rate that leads towards it.")
    n = Decimal(0) if a == b else (b / a).ln() / factor.ln()
    result = Quantity(n, "year")
    expression, multiple, _ = fraction_of(target, start, "compare")
    whole = int(n.to_integral_value(ROUND_CEILING))
    reached = Quantity(a * factor**whole, start.quantity.unit)
    base = f"(1 + {said(rate)})"
    years = f"{whole} whole year{'s' if whole != 1 else ''}"
    working = [*multiple]
    if a != b:
        spoken = f"ln({said(target)} ÷ {said(start)}) ÷ ln{base} × 1 year"
        working.append(line(spoken, result))
    landed = scaled_like(reached, (start, target))
    working.append(line(f"{said(start)} × {base}^{whole}", landed, f"so {years} are needed"))
    return finish("years_needed", f"ln({expression}) / ln(1 + {term(rate)}) * 1 year" if a != b else "0 years",
                  (target, start, rate), working, result)  # fmt: skip


def _yearly_rate(operation: str, start: Operand, end: Operand, years: Operand) -> Calculation:
    a, b = (q.value for q in common("compare", (start, end)))
    n = _years(years)
    _positive_start(a)
    if b < 0:
        raise UndefinedResultError("There is no yearly growth rate to an amount below zero; give a positive amount.")
    if n <= 0:
        raise UndefinedResultError("A yearly growth rate needs some time between start and end; give the years.")
    inner, multiple, times = fraction_of(end, start, "compare")
    factor = times.value ** (1 / n) if b else Decimal(0)
    result = Quantity((factor - 1) * 100, "percent")
    span = plain_number(n)
    digits = WORKING_DIGITS + max(0, factor.adjusted() - (factor - 1).adjusted())  # what taking 1 away leaves of them
    working = [
        *multiple,
        line(f"({said(end)} ÷ {said(start)})^(1/{span})", factor, digits=digits),
        line(f"({short(factor, digits)} - 1) × 100%", result, "a year"),
    ]
    return finish(operation, f"({inner})^(1/{span}) - 1", (end, start, years), working, result)


def _positive_start(value: Decimal) -> None:
    if value <= 0:
        what = "zero" if not value else "an amount below zero"
        raise UndefinedResultError(f"Growth from {what} is not defined; give a starting amount above zero.")


def _growth_factor(rate: Operand) -> Decimal:
    if rate.quantity.unit not in ("percent", "ratio"):
        raise mismatch(rate.quantity.unit, "percent", "grow at a rate of")
    return 1 + hundredth(rate.quantity)


def _years(o: Operand) -> Decimal:
    """A stretch of time in years; a plain number is years."""
    if o.quantity.unit == "count":
        return o.quantity.value
    if o.quantity.unit not in TIMES:
        raise mismatch(o.quantity.unit, "year", "count as years")
    return o.quantity.to("year").value

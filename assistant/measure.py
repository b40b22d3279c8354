"""What operands measure: the checks and the arithmetic of units behind the calculator."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from assistant.notation import line, number, said, term
from assistant.types import Operand
from index.errors import CalculationError, UndefinedResultError, UnitMismatchError
from index.format import unit_words
from index.units import PRECISION, Quantity, dimension, is_money, registry, times, unit_name

P = ParamSpec("P")
R = TypeVar("R")

NUMBERS = ("count", "ratio")


def precise(function: Callable[P, R]) -> Callable[P, R]:
    """Computes at sixty digits; what overflows even so is a one-sentence error."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with decimal.localcontext(prec=PRECISION):
                return function(*args, **kwargs)
        except decimal.DecimalException:
            raise CalculationError("These numbers are too large or too small to compute with; use others.") from None

    return wrapper


def mismatch(left: str, right: str, operation: str) -> UnitMismatchError:
    """An error for two units; where no exchange rate can help, it says what would."""
    error = UnitMismatchError(left, right, operation)
    if not (is_money(left) and is_money(right)):
        error.args = (f"Cannot {operation} {_named(left)} and {_named(right)}; give both in the same unit.",)
    return error


def _named(unit: str) -> str:
    """How an error names a unit to a person."""
    if unit == "count":
        return "a plain number"
    top, _, below = unit.partition("/")
    name = top if is_money(top) else unit_words(top)[1]
    return f"{name} per {below if is_money(below) else unit_words(below)[0]}" if below else name


def common(operation: str, operands: Sequence[Operand]) -> list[Quantity]:
    """The quantities in the unit of the first.

    Raises:
        CalculationError: there are none.
        UnitMismatchError: they do not measure the same thing.
    """
    if not operands:
        raise CalculationError(f"There is nothing to {operation}; give at least one number.")
    first = operands[0].quantity
    return [_same(first, o.quantity, operation) for o in operands]


def same_measure(left: Operand, right: Operand, operation: str) -> tuple[Decimal, Decimal]:
    """Two values in the unit of the first."""
    a, b = common(operation, (left, right))
    return a.value, b.value


def _same(first: Quantity, q: Quantity, operation: str) -> Quantity:
    if q.unit in NUMBERS and first.unit in NUMBERS:
        return Quantity(q.value, first.unit)
    if dimension(q.unit) != dimension(first.unit):
        raise mismatch(first.unit, q.unit, operation)
    return q.to(first.unit)


def nonzero(operand: Operand, message: str) -> None:
    """Refuses a zero with a sentence."""
    if not operand.quantity.value:
        raise UndefinedResultError(message)


def hundredth(q: Quantity) -> Decimal:
    """A plain number as it is, a percentage as its fraction."""
    return q.value / 100 if q.unit == "percent" else q.value


def fraction_of(left: Operand, right: Operand, operation: str) -> tuple[str, list[str], Quantity]:
    """(expression, working, ratio) of one amount to another of the same measure."""
    a, b = same_measure(left, right, operation)
    if not b:
        raise UndefinedResultError("Nothing can be compared with zero; give another amount.")
    result = Quantity(a / b, "ratio")
    return pair(left, right, "/"), [line(f"{said(left)} ÷ {said(right)}", result.value)], result


def pair(left: Operand, right: Operand, sign: str) -> str:
    """Two operands of one measure in an expression, as bare numbers where unit and scale are the same."""
    a, b = left.quantity, right.quantity
    if (a.unit, a.scale) == (b.unit, b.scale) and not any(term(o).startswith("(") for o in (left, right)):
        return f"{number(a, a.scale)} {sign} {number(b, b.scale)}"
    return f"{term(left)} {sign} {term(right)}"


def multiplied(a: Quantity, b: Quantity) -> Quantity:
    """The product: per cent of an amount is in the amount's unit, other units multiply."""
    if a.unit == "percent" and b.unit == "percent":
        return Quantity(a.value * b.value / 100, "percent")
    for one, other in ((a, b), (b, a)):
        if one.unit in (*NUMBERS, "percent"):
            value = hundredth(one) * other.value
            return Quantity(value, "ratio" if (one.unit, other.unit) == ("ratio", "count") else other.unit)
    return _combined(a, b, 1)


def divided(a: Quantity, b: Quantity) -> Quantity:
    """The quotient: a ratio of like measures, an amount by a number, or a rate of one per the other."""
    if b.unit == "count" or (b.unit == "ratio" and a.unit != "count"):
        return Quantity(a.value / b.value, a.unit)
    if dimension(a.unit) == dimension(b.unit):
        return Quantity(a.value / b.to(a.unit).value, "ratio")
    if b.unit in ("ratio", "percent"):
        return Quantity(a.value / hundredth(b), a.unit)
    return _combined(a, b, -1)


def _combined(a: Quantity, b: Quantity, power: int) -> Quantity:
    """Multiplies or divides two quantities of different measures."""
    for q in (a, b):
        if q.unit in ("percent", "percentage_point", "basis_point"):
            raise mismatch(a.unit, b.unit, "multiply" if power > 0 else "divide")
    factor, unit = combined_unit(a.unit, b.unit, power)
    return Quantity(times(a.value * b.value if power > 0 else a.value / b.value, factor), unit)


@lru_cache(maxsize=1024)
def combined_unit(a: str, b: str, power: int) -> tuple[Fraction, str]:
    """(factor, unit) of a unit times or per another, like measures cancelled: KES/tonne by kg is KES / 1000."""
    ureg = registry()
    left, right = ureg.parse_expression(a), ureg.parse_expression(b)
    quantity = (left * right if power > 0 else left / right).to_reduced_units()
    parts = {name: exponent for name, exponent in quantity.unit_items() if name not in NUMBERS}
    return Fraction(quantity.magnitude), unit_name(parts) or "ratio"

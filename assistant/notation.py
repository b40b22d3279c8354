"""How calculations are put on paper: terms of an expression, lines of working, and rounding for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Context, Decimal

from assistant.types import Calculation, Operand
from index.errors import CalculationError
from index.format import group, natural_scale, plain, show, significant, unit_words
from index.units import POINTS, SCALES, TIMES, Quantity, is_money

LEAST, MOST = 3, 4
"""Significant digits shown of a computed value: never fewer, and more only where sums of figures carry more."""

EXACT_DIGITS = 8
"""A result of typed numbers is shown unrounded where it has at most so many significant digits."""

WORKING_DIGITS = 6
"""Significant digits of the steps between, enough to get the shown result again by hand."""

ADDITIVE = frozenset({"sum", "difference", "percentage_point_change", "remainder", "rescale"})
"""Operations whose result is as precise as the least precise operand's last digit, not as its digits."""

SURE = Context(prec=50)
"""Digits of a result that the rounding of a division does not reach."""

LARGEST = 60
"""Results of more digits than this are refused."""

_INDIAN = frozenset({"lakh", "crore", "thousand crore", "lakh crore"})
_READABLE = frozenset({"percent", "ratio", "percentage_point", "basis_point", *TIMES})


def given(text: str, quantity: Quantity) -> Operand:
    """A number that the user gave."""
    return Operand(text, quantity, origin="question")


def carried(calculation: Calculation) -> Operand:
    """An earlier result as an operand. Its expression in parentheses stands for it, so nothing is lost by rounding."""
    as_percent = " in percent" if calculation.result.unit == "percent" else ""
    text = f"({calculation.expression}{as_percent})"
    return Operand(text, calculation.result, origin="calculation", last_digit=_last_digit(calculation))


def _last_digit(calculation: Calculation) -> int | None:
    """Where the shown result of a calculation with figures ends, as a power of ten; None for one that is exact."""
    operands, result = calculation.operands, calculation.result
    if not result.value or result.unit == "count" or all(_end(o) is None for o in operands):
        return None
    return result.value.adjusted() - _digits(calculation.operation, result, operands) + 1


def term(operand: Operand) -> str:
    """An operand inside an expression: exact, with its unit, as `assistant.expression` reads it."""
    if operand.origin == "calculation" and operand.text.startswith("(") and operand.text.endswith(")"):
        return operand.text
    return exact(operand.quantity)


def exact(q: Quantity) -> str:
    """A quantity with all its digits: `Rs 2,000 crore`, `83.4 INR/USD`, `15%`, `625.68`."""
    top, _, below = q.unit.partition("/")
    amount = f"{number(q, _scale(q))} {_scale(q)}".rstrip()
    if below:
        return f"{amount} {_unit_code(top, many=True)}/{_unit_code(below, many=False)}"
    return amount if q.unit == "count" else show(replace(q, scale=_scale(q)), style="as written")


def _unit_code(unit: str, *, many: bool) -> str:
    return unit if is_money(unit) else unit_words(unit)[many]


def _scale(q: Quantity) -> str:
    """The scale word to keep; "hundred" is only said, not written beside digits."""
    return "" if q.scale == "hundred" else q.scale


def number(q: Quantity, scale: str = "") -> str:
    """The bare digits of a quantity in a scale: 2000 for Rs 2,000 crore in crore."""
    return plain_number(q.value / SCALES.get(scale, Decimal(1)))


def plain_number(value: Decimal) -> str:
    """The digits of a number, without commas, exponent or zeros at the end."""
    text = plain(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def said(operand: Operand | Quantity) -> str:
    """An operand inside a line of working: as written, or a computed one at six digits."""
    q = operand.quantity if isinstance(operand, Operand) else operand
    if q.unit == "count":
        value = q.value / SCALES.get(_scale(q), Decimal(1))
        digits = group(plain_number(value)) if q.places is not None else short(value)
        return f"{digits} {_scale(q)}".rstrip()
    written = q.places is not None or show(q, digits=WORKING_DIGITS) == show(q, style="as written")
    return show(q, style="as written") if written else show(q, digits=WORKING_DIGITS)


def short(value: Decimal, digits: int = WORKING_DIGITS) -> str:
    """A number between two steps, at six significant digits: 3.19652."""
    if value == value.to_integral_value() and value.adjusted() < 15:
        return group(plain(value.to_integral_value()))
    return group(plain_number(significant(value, digits)))


def line(left: str, right: Quantity | Decimal, remark: str = "", digits: int = WORKING_DIGITS) -> str:
    """One step, true as it stands: `Rs 2,000 crore ÷ Rs 625.68 crore ≈ 3.19652`, with a remark after a semicolon."""
    if isinstance(right, Decimal):
        text = short(right, digits)
        same = Decimal(text.replace(",", "")) == right
    else:
        text, same = said(right), _says_all(right)
    return f"{left} {'=' if same else '≈'} {text}{'; ' + remark if remark else ''}"


def _says_all(q: Quantity) -> bool:
    value = q.value / SCALES.get(q.scale or natural_scale(q), Decimal(1))
    return q.places is not None or not value or significant(value, WORKING_DIGITS) == value


def scaled_like(result: Quantity, operands: Sequence[Operand]) -> Quantity:
    """The result with the scale word of the first operand of its unit that suits its size."""
    if result.scale:
        return result
    for o in operands:
        q = o.quantity
        if q.unit == result.unit and _scale(q) and 1 <= abs(result.value) / SCALES[q.scale] < 100_000:
            return result.with_scale(q.scale)
        if q.unit == result.unit and _scale(q) and not is_money(q.unit):  # 12% of 3.4 billion is 408 million
            return result.with_scale(natural_scale(replace(result, unit="INR" if q.scale in _INDIAN else "USD")))
    return result.with_scale(natural_scale(result))


def finish(
    operation: str,
    expression: str,
    operands: Sequence[Operand],
    working: Sequence[str],
    result: Quantity,
) -> Calculation:
    """Rounds the result for people and puts the calculation together.

    Results of `ADDITIVE` operations are rounded to the last digit that all figures have; others to the significant
    digits of the least precise figure, three at least and four at most. Numbers that the user gave count as exact.

    Raises:
        CalculationError: the result has too many digits to be meant.
    """
    if result.value.adjusted() > LARGEST:
        raise CalculationError("The result is too large to be shown; use smaller numbers.")
    result = scaled_like(replace(result, value=_settled(result.value)), operands)
    digits = _digits(operation, result, operands)
    shown = show(result, digits=digits)
    complete = significant(result.value, digits) == result.value
    rounding = "Exact." if complete else f"Rounded to {digits} significant digits."
    steps = tuple(_honest(step, operands) for step in working)
    return Calculation(operation, expression, tuple(operands), steps, result, shown, rounding)


def _honest(step: str, operands: Sequence[Operand]) -> str:
    """A line of working with ≈ for = where an operand is said with fewer digits than it has."""
    left, _, _ = step.partition(" = ")
    shortened = any(not _says_all(o.quantity) and said(o) in left for o in operands)
    return step.replace(" = ", " ≈ ", 1) if shortened else step


def _settled(value: Decimal) -> Decimal:
    """A value without the traces of division: a third times three is one again, and a third stays as it is."""
    sure = value.normalize(SURE)
    return sure if len(sure.as_tuple().digits) < len(value.as_tuple().digits) - SURE.prec // 2 else value


def _digits(operation: str, result: Quantity, operands: Sequence[Operand]) -> int:
    """How many significant digits to show."""
    length = len(result.value.normalize().as_tuple().digits)
    typed = all(o.figure is None and o.last_digit is None and o.origin != "reference rate" for o in operands)
    if not result.value or (typed and length <= EXACT_DIGITS):
        return max(length, 1)
    if result.unit == "count" and result.value == result.value.to_integral_value():
        return result.value.adjusted() + 1
    measured = [(o.quantity, end) for o in operands if (end := _end(o)) is not None]
    if operation in ADDITIVE and not typed:
        last = max((end for q, end in measured if q.unit == result.unit or _points(q, result)), default=None)
        return length if last is None else max(LEAST, result.value.adjusted() - last + 1)
    most = LEAST if result.unit in _READABLE else MOST
    if typed:
        return max(most, (result.value / SCALES.get(result.scale, Decimal(1))).adjusted() + 1)
    return min(most, max(LEAST, min((_digits_to(q, end) for q, end in measured), default=most)))


def _end(o: Operand) -> int | None:
    """The power of ten of the last digit that an operand has; None for exact numbers, such as counts and typed ones."""
    if o.last_digit is not None:
        return o.last_digit
    if (o.figure is None and o.origin != "reference rate") or o.quantity.places is None or o.quantity.unit == "count":
        return None
    return SCALES.get(o.quantity.scale, Decimal(1)).adjusted() - o.quantity.places


def _digits_to(q: Quantity, end: int) -> int:
    """How many significant digits a quantity has down to a power of ten: 5 for Rs 625.68 crore."""
    return q.value.adjusted() - end + 1 if q.value else 1


def _points(q: Quantity, result: Quantity) -> bool:
    return q.unit == "percent" and result.unit in POINTS

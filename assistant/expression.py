"""Typed arithmetic with units, exactly: `evaluate("15% of Rs 625.68 crore")`.

What is meant where people write loosely:

- A percentage added to money or a measure is of that amount: `Rs 20 crore + 5%` is Rs 21 crore. Added to a plain
  number it could as well be 0.05, so `20 + 5%` is an error that names both readings; `1 + 10%` is 1.1 either way.
- Percentages differ by percentage points: `40% - 35%` is 5 percentage points.
- A plain number with a scale word takes the currency of what it is added to: `$3.2bn - 900 million` is in dollars.
- `2022-23` is a fiscal year and not a difference; `2022 - 23` is one.
- A rate without units (`in US dollars at 83.4`) is read in the direction that the currencies' known order of size
  suggests, and refused where nothing is known of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from assistant import calculator, rates
from assistant.calculator import given
from assistant.grammar import Apply, Node, Number, arithmetic, written
from assistant.lending import Unclear
from assistant.measure import NUMBERS, hundredth, mismatch, precise
from assistant.notation import exact, finish, line, said, term
from assistant.spoken import parse
from assistant.tokens import NotArithmetic
from assistant.types import Calculation, Operand
from index import numbers
from index.errors import CalculationError, UndefinedResultError
from index.units import POINTS, Quantity, is_money

_YEARS = re.compile(r"\s*(?:FY\s?)?(?:19|20)\d\d(?:[-–—/]\d\d(?:\d\d)?|-\d\d-\d\d)?\s*[?.]?\s*", re.I)
_BASIS = re.compile(r"\bb(?:asis[ -]points?|ps)\b", re.I)
_NUMBERED = re.compile(
    r"(?i)\b(?:weeks?|sales?|lots?|auctions?|sessions?|headings?|chapters?|class|annex|articles?|pages?|tables?|rounds?|"
    r"phases?|blocks?|sections?) (?:no\.? ?)?\d+\b(?! ?(?:days?|weeks?|months?|years?|%|per cent))"
)
"""Numbers that only name something: "week 49", "heading 9018"."""
_SPAN = re.compile(r"\s*(?:19|20)\d\d\s*[-–—/]\s*(?:19|20)\d\d\s*[?.]?\s*")


def evaluate(text: str) -> Calculation:
    """Computes a typed or spoken sum; every number is taken as given by the user.

    >>> evaluate("2.5 lakh crore in billions").shown, evaluate("CAGR from 120 to 300 over 6 years").shown
    ('2,500 billion', '16.5%')

    Raises:
        CalculationError: the text is not a sum, its units do not fit, or it has no result.
    """
    if _YEARS.fullmatch(text) and re.search(r"[-–—/]", text):
        raise CalculationError(f"“{text.strip()}” reads as a year or a date; put spaces around the sign to subtract.")
    return _reduce(_parsed(text.strip()))


def is_typed(text: str) -> bool:
    """Is a question wholly typed arithmetic, with every number it needs and nothing but numbers, units and operations?

    >>> is_typed("what is 15% of Rs 625.68 crore"), is_typed("What is India's export to Russia in 2022-23")
    (True, False)
    """
    if not re.search(r"\d", text) and not re.search("|".join(numbers.NUMBER_WORDS), text, re.I):
        return False
    if _YEARS.fullmatch(text) or _SPAN.fullmatch(text) or _NUMBERED.search(text):
        return False
    try:
        node = _parsed(text.strip())
    except Unclear:
        return True  # a sum it is; computing it says what is unclear
    except CalculationError:
        return False
    whole = numbers.read(text)
    is_range = len(whole) == 1 and whole[0].upper is not None and not whole[0].bare and whole[0].start == 0
    return isinstance(node, Apply) and not is_range and not _needs_rate(node)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Node:
    return parse(text)


def _needs_rate(node: Node) -> bool:
    """Is money to be said in another currency, with no rate given?"""
    if isinstance(node, Number):
        return False
    if node.operation == "in" and is_money(node.unit):
        amount = node.arguments[0]
        if isinstance(amount, Number) and is_money(amount.quantity.unit) and amount.quantity.unit != node.unit:
            return True
    return any(_needs_rate(n) for n in node.arguments)


@precise
def _reduce(node: Node) -> Calculation:
    """Computes a tree from its leaves up; the leaves become the operands, the steps between the working."""
    if isinstance(node, Number):
        operand = given(node.text, node.quantity)
        return finish("number", exact(node.quantity), (operand,), (line(node.text, node.quantity),), node.quantity)
    leaves: list[Operand] = []
    steps: list[str] = []
    operands: list[Operand] = []
    for argument in node.arguments:
        if isinstance(argument, Number):
            operands.append(given(argument.text, argument.quantity))
            leaves.append(operands[-1])
        else:
            inner = _reduce(argument)
            operands.append(calculator.carried(inner))
            leaves += inner.operands
            steps += inner.working
    result = _apply(node, operands)
    if any(o.origin == "calculation" for o in operands):
        result = replace(
            result,
            expression=_tidy(result.expression),
            operands=tuple(leaves),
            working=tuple(dict.fromkeys([*steps, *result.working])),
        )
    return result


def _tidy(expression: str) -> str:
    """The expression without needless parentheses; a very long one as it is."""
    try:
        return written(arithmetic(expression), exact)
    except NotArithmetic:
        return expression


def _apply(node: Apply, o: list[Operand]) -> Calculation:
    if node.operation in ("in", "convert at"):
        return _converted(node, o)
    if node.operation == "weighted_average":
        return calculator.weighted_average(o[: len(o) // 2], o[len(o) // 2 :])
    if node.operation in ("total", "average", "median", "minimum", "maximum"):
        return _MANY[node.operation](o)
    if node.operation == "split":
        return calculator.split(o[0], o[1:])
    if node.operation in ("rank", "rank_from_least"):
        return calculator.rank(o[0], o[1:], descending=node.operation == "rank")
    return _OPERATIONS[node.operation](*o)


def _converted(node: Apply, o: list[Operand]) -> Calculation:
    """`in` a unit or scale, with the exchange rate where one is needed."""
    amount = o[0]
    unit = node.unit or amount.quantity.unit
    if node.operation == "convert at":
        measured = o[0].quantity.unit != "count" and not is_money(o[0].quantity.unit)
        if "/" in o[1].quantity.unit and measured:  # a price, not an exchange rate
            return _converted(replace(node, operation="in"), [calculator.carried(calculator.product(o[0], o[1]))])
        if not is_money(unit):
            raise CalculationError("A rate converts money; name the currency to convert into.")
        if amount.quantity.unit == "count" and node.scale == "" and is_money(unit):
            raise CalculationError(f"Say which currency {said(amount)} is in, so that it can be converted to {unit}.")
        return _scaled(calculator.convert(amount, _rate(o[1], amount.quantity.unit, unit)), node.scale)
    if is_money(unit) and is_money(amount.quantity.unit) and unit != amount.quantity.unit:
        raise CalculationError(
            f"Say at which rate to convert {amount.quantity.unit} to {unit}: write “at” and the rate behind it."
        )
    if unit == amount.quantity.unit and node.scale:
        return calculator.rescale(amount, node.scale)
    return calculator.in_unit(amount, unit, node.scale)


def _scaled(calculation: Calculation, scale: str) -> Calculation:
    if not scale:
        return calculation
    result = calculation.result.with_scale(scale)
    return finish(calculation.operation, calculation.expression, calculation.operands, calculation.working, result)


def _rate(rate: Operand, source: str, goal: str) -> Operand:
    """A typed rate with its units; a bare number gets them from what is known of the two currencies."""
    q = rate.quantity
    if q.unit not in ("count", f"count/{source}", f"count/{goal}") and not is_money(q.unit):
        return rate
    if "/" in q.unit:  # 83.42 to the dollar
        bottom = q.unit.partition("/")[2]
        unit = f"{source if bottom == goal else goal}/{bottom}"
    elif is_money(q.unit):  # "Rs 83.4": so many rupees per one of the other
        unit = f"{q.unit}/{goal if q.unit == source else source}"
    else:
        unit = rates.quoted_as(q.value, source, goal)
    return replace(rate, quantity=replace(q, unit=unit))


def _lend_currency(left: Operand, right: Operand) -> tuple[Operand, Operand]:
    """Gives a plain number with a scale word the currency of the other: $3.2bn - 900 million."""
    pair = [left, right]
    for i, (one, other) in enumerate(((left, right), (right, left))):
        if one.quantity.unit == "count" and one.quantity.scale and is_money(other.quantity.unit):
            pair[i] = replace(one, quantity=replace(one.quantity, unit=other.quantity.unit))
    return pair[0], pair[1]


def _plus(left: Operand, right: Operand, direction: str = "more") -> Calculation:
    """Adds, or with `less` subtracts; see the module's docstring for percentages."""
    left, right = _lend_currency(left, right)
    if left.origin == "calculation" and left.quantity.unit == "percentage_point" and right.quantity.unit == "percent":
        left = replace(left, quantity=replace(left.quantity, unit="percent"))  # 100% - 60% - 11%
    a, b = left.quantity, right.quantity
    if b.unit == "percent" and a.unit not in ("percent", "percentage_point", "basis_point"):
        if a.unit in NUMBERS and a.value == 1:
            return _one_and(left, right, direction)
        if a.unit == "count":
            raise _ambiguous(a, b, direction)
        return calculator.scale_by_percent(left, right, direction)
    if a.unit == "percent" and b.unit in ("percentage_point", "basis_point"):
        points = right if direction == "more" else replace(right, quantity=replace(b, value=-b.value))
        return calculator.shift_by_points(left, points)
    return calculator.total((left, right)) if direction == "more" else calculator.difference(left, right)


def _minus(left: Operand, right: Operand) -> Calculation:
    return _plus(left, right, "less")


def _less(left: Operand, right: Operand) -> Calculation:
    """`100 less 15%` is plainly 15% of the 100, unlike `100 - 15%`."""
    if right.quantity.unit == "percent" and left.quantity.unit != "percent":
        return calculator.scale_by_percent(left, right, "less")
    return _minus(left, right)


@precise
def _one_and(left: Operand, right: Operand, direction: str) -> Calculation:
    sign = "+" if direction == "more" else "-"
    rate = hundredth(right.quantity)
    result = Quantity(1 + rate if direction == "more" else 1 - rate, left.quantity.unit)
    working = [line(f"{said(left)} {sign} {said(right)}", result.value)]
    return finish("sum", f"{term(left)} {sign} {term(right)}", (left, right), working, result)


def _ambiguous(a: Quantity, b: Quantity, direction: str) -> CalculationError:
    number, percent = said(a), said(b)
    return CalculationError(
        f"Write “{percent} {direction} than {number}” for {percent} of it, or "
        f"“{number} {'+' if direction == 'more' else '-'} {hundredth(b):f}” for the plain number."
    )


def _of(share: Operand, whole: Operand) -> Calculation:
    if share.quantity.unit in POINTS and _BASIS.search(share.text):  # 15 basis points of $2bn: 0.15% of it
        share = replace(share, quantity=replace(share.quantity.to("percentage_point"), unit="percent", places=None))
    return calculator.part_from_share(share, whole)


def _more_than(by: Operand, base: Operand) -> Calculation:
    return calculator.scale_by_percent(base, by, "more") if by.quantity.unit == "percent" else _plus(base, by)


def _less_than(by: Operand, base: Operand) -> Calculation:
    return calculator.scale_by_percent(base, by, "less") if by.quantity.unit == "percent" else _minus(base, by)


def _negative(operand: Operand) -> Calculation:
    result = replace(operand.quantity, value=-operand.quantity.value, places=None)
    return finish("negative", f"-{term(operand)}", (operand,), (), result)


def _root(operand: Operand) -> Calculation:
    half = given("0.5", Quantity(Decimal("0.5"), "count", places=1))
    result = calculator.power(operand, half)
    working = (line(f"√({said(operand)})", result.result.value),)
    return replace(result, operation="root", expression=f"sqrt({_bare(operand)})", operands=(operand,), working=working)


@precise
def _ln(operand: Operand) -> Calculation:
    value = hundredth(operand.quantity)
    if operand.quantity.unit not in (*NUMBERS, "percent"):
        raise mismatch(operand.quantity.unit, "count", "take a logarithm of")
    if value <= 0:
        raise UndefinedResultError("Only numbers above zero have a logarithm; use a positive number.")
    result = Quantity(value.ln(), "count")
    return finish("ln", f"ln({_bare(operand)})", (operand,), (line(f"ln({said(operand)})", result.value),), result)


def _bare(operand: Operand) -> str:
    """A term without its own parentheses, to stand in those of a function."""
    text = term(operand)
    return text[1:-1] if operand.origin == "calculation" else text


def _as_percent(operand: Operand) -> Calculation:
    """A plain number that a per cent sign follows: (3 + 4)% is 7%."""
    if operand.quantity.unit != "count":
        raise mismatch(operand.quantity.unit, "count", "read as per cent")
    result = Quantity(operand.quantity.value, "percent")
    return finish("convert", f"{term(operand)} * 1%", (operand,), (), result)


def _gap(left: Operand, right: Operand) -> Calculation:
    return calculator.difference(left, right, absolute=True)


def _percent_change(start: Operand, end: Operand) -> Calculation:
    if start.quantity.unit == end.quantity.unit == "percent":
        raise CalculationError(
            f"Say “from {said(start)} to {said(end)} in percentage points”, or divide the two for the relative change."
        )
    return calculator.percent_change(start, end)


_MANY: dict[str, Callable[[Sequence[Operand]], Calculation]] = {
    "total": calculator.total,
    "average": calculator.average,
    "median": calculator.median,
    "minimum": calculator.minimum,
    "maximum": calculator.maximum,
}
_OPERATIONS: dict[str, Callable[..., Calculation]] = {
    "plus": _plus, "minus": _minus, "less": _less, "times": calculator.product, "divided": calculator.quotient,
    "of": _of, "more than": _more_than, "less than": _less_than, "power": calculator.power, "negative": _negative,
    "root": _root, "ln": _ln, "as percent": _as_percent, "gap": _gap, "share": calculator.share,
    "percent_change": _percent_change, "percentage_point_change": calculator.percentage_point_change,
    "cagr": calculator.cagr, "required_rate": calculator.required_rate, "years_needed": calculator.years_needed,
    "projection": calculator.projection, "ratio": calculator.ratio, "even_split": calculator.even_split,
    "whole_from_share": calculator.whole_from_share, "implied_rate": calculator.implied_rate,
}  # fmt: skip
__all__ = ["NotArithmetic", "evaluate", "is_typed"]

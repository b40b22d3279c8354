"""Parts and wholes: shares, percentages of amounts, what is left, and splitting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.measure import common, fraction_of, hundredth, nonzero, precise
from assistant.notation import finish, line, number, plain_number, said, scaled_like, term
from assistant.types import Calculation, Operand
from index.errors import CalculationError, UndefinedResultError
from index.units import Quantity


@precise
def share(part: Operand, whole: Operand) -> Calculation:
    """What per cent of the whole the part is; amounts, masses and counts alike.

    >>> share(given("40", Quantity(Decimal(40), "count")), given("320", Quantity(Decimal(320), "count"))).shown
    '12.5%'
    """
    expression, working, result = fraction_of(part, whole, "take a share of")
    percent = Quantity(result.value * 100, "percent")
    return finish("share", expression, (part, whole), [*working, line(f"{working[-1].split()[-1]} × 100%", percent)],
                  percent)  # fmt: skip


@precise
def whole_from_share(part: Operand, percent: Operand) -> Calculation:
    """The whole of which the part is so many per cent: Rs 625.68 crore at 6% is Rs 10,428 crore."""
    rate = _percent(percent)
    nonzero(percent, "A share of nought per cent does not tell the whole; give another share.")
    result = Quantity(part.quantity.value / rate, part.quantity.unit)
    working = [line(f"{said(part)} ÷ {said(percent)}", scaled_like(result, (part,)))]
    return finish("whole_from_share", f"{term(part)} / {term(percent)}", (part, percent), working, result)


@precise
def part_from_share(percent: Operand, whole: Operand) -> Calculation:
    """So many per cent of an amount: 15% of Rs 625.68 crore is Rs 93.852 crore."""
    unit = whole.quantity.unit
    value = _percent(percent) * whole.quantity.value
    result = Quantity(value, unit)
    working = [line(f"{said(percent)} of {said(whole)}", scaled_like(result, (whole,)))]
    return finish("part_from_share", f"{term(percent)} of {term(whole)}", (percent, whole), working, result)


@precise
def remainder(whole: Operand, parts: Sequence[Operand]) -> Calculation:
    """What is left of the whole without the parts; of 100% it is a percentage."""
    operands = (whole, *parts)
    first, *others = common("subtract", operands)
    result = Quantity(first.value - sum((q.value for q in others), Decimal(0)), first.unit)
    working = [line(" - ".join(map(said, operands)), scaled_like(result, operands))]
    return finish("remainder", " - ".join(map(term, operands)), operands, working, result)


@precise
def scale_by_percent(amount: Operand, percent: Operand, direction: str = "more") -> Calculation:
    """An amount so many per cent `more` or `less`: Rs 100 crore less 15% is Rs 85 crore."""
    rate = _percent(percent)
    sign, factor = ("-", 1 - rate) if direction == "less" else ("+", 1 + rate)
    result = Quantity(amount.quantity.value * factor, amount.quantity.unit)
    multiple = f"1 {sign} {said(percent)}"
    working = [line(multiple, factor), line(f"{said(amount)} × ({multiple})", scaled_like(result, (amount,)))]
    expression = f"{term(amount)} * (1 {sign} {term(percent)})"
    return finish("scale_by_percent", expression, (amount, percent), working, result)


@precise
def even_split(amount: Operand, parts: Operand) -> Calculation:
    """An amount in so many equal parts, years or quarters: each is of the amount's own unit."""
    nonzero(parts, "Nothing can be split into zero parts; give another number of parts.")
    n = parts.quantity.value
    result = Quantity(amount.quantity.value / n, amount.quantity.unit)
    working = [line(f"{said(amount)} ÷ {plain_number(n)}", scaled_like(result, (amount,)))]
    return finish("even_split", f"{term(amount)} / {number(parts.quantity)}", (amount, parts), working, result)


def _percent(o: Operand) -> Decimal:
    """The fraction that a percentage or ratio stands for: 15% is 0.15."""
    if o.quantity.unit not in ("percent", "ratio"):
        raise CalculationError(f"{said(o)} is not a percentage; write the share or change with a per cent sign.")
    return hundredth(o.quantity)


@precise
def split(amount: Operand, parts: Sequence[Operand]) -> Calculation:
    """An amount in parts as large as their weights; the result is the first, and all are shown.

    Rs 340 crore in 60 and 40 is Rs 204 crore and Rs 136 crore.

    Raises:
        UndefinedResultError: the weights add to zero.
    """
    weights = [q.value for q in common("add", parts)]
    whole = sum(weights, Decimal(0))
    if not whole:
        raise UndefinedResultError("Weights that add to zero split nothing; give other weights.")
    shares = [replace(amount.quantity, value=amount.quantity.value * w / whole, places=None) for w in weights]
    divisor = " + ".join(map(said, parts))
    working = [
        line(f"{said(amount)} × {said(part)} ÷ ({divisor})", scaled_like(share, (amount,)))
        for part, share in zip(parts, shares, strict=True)
    ]
    expression = f"{term(amount)} * {term(parts[0])} / ({' + '.join(map(term, parts))})"
    done = [finish("split", expression, (amount, *parts), working, share) for share in shares]
    shown = [calculation.shown for calculation in done]
    return replace(done[0], shown=f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0])

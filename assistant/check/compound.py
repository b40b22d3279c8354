"""Yearly rates against the amounts and the years that they are to lead through."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant import calculator
from assistant.check import growths
from assistant.check.books import AHEAD, Books
from assistant.check.finding import Finding, Severity
from assistant.check.reach import Reach, reach
from assistant.types import Operand
from index.types import Figure
from index.units import Quantity

_MOST_YEARS = 40


def rates(books: Books) -> Iterator[Finding]:
    """Yearly rates printed beside a goal, against the same source's present value and the years between."""
    for f in books.figures:
        if f.kind != "change" or f.quantity.unit != "percent" or not f.sources or not growths.is_yearly(books, f):
            continue
        goals = [g for g in books.by_context[f.context] if _goal(g, f)]
        for goal in goals[:1]:
            starts = [s for s in books.by_document[f.span.document] if _start(books, s, goal, f)]
            if starts and not any(_reached(f, s, goal) for s in starts):
                yield _compound_finding(books, f, starts[0], goal)


def _goal(g: Figure, rate: Figure) -> bool:
    return g.kind == "level" and g.quantity.unit != "count" and g.period is not None and g.sources == rate.sources


def _start(books: Books, s: Figure, goal: Figure, rate: Figure) -> bool:
    return (
        s.kind == "level" and s.context != goal.context and s.quantity.unit == goal.quantity.unit
        and s.flow == goal.flow and s.period is not None and goal.period is not None and s.item == goal.item
        and s.entities == goal.entities and s.status not in AHEAD and bool(set(s.sources) & set(rate.sources))
        and 1 <= goal.period.end.year - s.period.end.year <= _MOST_YEARS
    )  # fmt: skip


def _years(s: Figure, goal: Figure) -> int:
    return (goal.period.end.year - s.period.end.year) if goal.period and s.period else 0


def _reached(rate: Figure, s: Figure, goal: Figure) -> bool:
    """Does the rate lead from start to goal within what rounding leaves open?"""
    n, said, factor = _years(s, goal), reach(rate), growths.factor((s, goal))
    low, high = (1 + said.low / 100) ** n, (1 + said.high / 100) ** n
    return Reach(low, high).meets(factor)


def _compound_finding(books: Books, f: Figure, s: Figure, goal: Figure) -> Finding:
    years = Operand(f"{_years(s, goal)} years", Quantity(Decimal(_years(s, goal)), "year"), origin="calculation")
    made = calculator.required_rate(books.operand(s), books.operand(goal), years)
    off = growths.distance(f, made)
    sentence = (
        f"{books.documents[f.span.document].quote(f.span)} a year does not lead from {growths.told(books, s)} to "
        f"{growths.told(books, goal)}, both from {books.whose(goal)}; that needs {made.shown} a year."
    )
    severity: Severity = "high" if off > Decimal("0.2") else "medium"
    return books.finding(
        "growth", severity, sentence, [f, s, goal], made, "The rate may start from another year or value."
    )

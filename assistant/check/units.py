"""Slips of unit: the same digits with another scale, in one document or of one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from assistant.check.books import Books, upper
from assistant.check.finding import Finding
from assistant.check.values import SLIPS, digits, slip
from index.types import Figure
from index.units import is_money

_TELLING = 3
_A_WORD = Decimal(1000)
"""What a scale word makes at least, beside crore and lakh."""


def scales(books: Books) -> Iterator[Finding]:
    """Amounts with the same three or more digits whose scales differ by a power of ten, told of one thing."""
    groups: dict[tuple[int, ...], list[Figure]] = defaultdict(list)
    for f in books.evidence.figures:
        if f.kind == "level" and f.quantity.value > 0 and digits(f) >= _TELLING and _scaled(f):
            groups[f.quantity.value.normalize().as_tuple().digits].append(f)
    for figures in groups.values():
        told = set()
        for a, b in combinations(figures, 2):
            key = frozenset((a.quantity.value, b.quantity.value))
            if key not in told and _slipped(books, a, b) and _one_unit(a, b) and _near(books, a, b):
                told.add(key)
                yield _finding(books, a, b, figures)


def _slipped(books: Books, a: Figure, b: Figure) -> bool:
    """Do two amounts differ by a scale word, or by ten or a hundred with more digits than are equal by chance?"""
    power = slip(a, b)
    return power >= _A_WORD or (power > 0 and digits(a) > _TELLING) or (power > 0 and _one_thing(books, a, b))


def _one_thing(books: Books, a: Figure, b: Figure) -> bool:
    same = a.period is not None and b.period is not None and a.period.same_as(b.period)
    return same and a.flow == b.flow and books.partners(a) == books.partners(b) and a.item == b.item


def _scaled(f: Figure) -> bool:
    return is_money(f.quantity.unit) or (f.quantity.unit == "count" and f.quantity.scale != "")


def _one_unit(a: Figure, b: Figure) -> bool:
    return a.quantity.unit == b.quantity.unit or "count" in (a.quantity.unit, b.quantity.unit)


def _near(books: Books, a: Figure, b: Figure) -> bool:
    """Do the two stand in one section of a document, or are they of one subject and time?"""
    if a.span.document == b.span.document:
        place, other = books.row(a), books.row(b)
        if place and other and place[0] is other[0]:
            return False
        return a.locator.heading == b.locator.heading
    same = a.period is not None and b.period is not None and a.period.same_as(b.period)
    return same and a.flow == b.flow and books.partners(a) == books.partners(b)


def _printed(books: Books, f: Figure) -> str:
    """An amount as printed, in quotes; of a cell with the unit that its column gives."""
    words = books.documents[f.span.document].quote(f.span)
    return f"“{words}”" if any(c.isalpha() for c in words) else books.printed(f)


def _finding(books: Books, a: Figure, b: Figure, figures: list[Figure]) -> Finding:
    rare, usual = sorted((a, b), key=lambda f: sum(g.quantity.value == f.quantity.value for g in figures))
    power: Decimal = slip(a, b)
    sentence = (
        f"{upper(_printed(books, rare))} has the digits of {books.printed(usual)} with a scale {SLIPS[power]} times "
        f"{'larger' if rare.quantity.value > usual.quantity.value else 'smaller'}."
    )
    same = [g for g in figures if g.quantity.value == usual.quantity.value and g.quantity.unit == usual.quantity.unit]
    why = "The scale word or the decimal point slipped."
    return books.finding("unit", "high", sentence, [rare], None, why, same[:5])

"""Goals and plans of one value whose time is told differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from assistant.check import reasons
from assistant.check.books import AHEAD, Books, upper
from assistant.check.finding import Finding
from assistant.check.values import digits
from index.types import Figure
from index.units import SCALES, TIMES

_LEAST, _SHARED = 2, 2
"""Digits of a goal that tells something, and words that two of them share."""


def two_years(books: Books) -> Iterator[Finding]:
    """Goals and plans of one value whose time is told differently."""
    told: dict[tuple[str, Decimal], list[Figure]] = defaultdict(list)
    for f in books.levels:
        if f.status in AHEAD and f.period and digits(f) >= _LEAST and f.quantity.unit not in TIMES:
            told[f.quantity.unit, f.quantity.value].append(f)
    for group in told.values():
        for a, b in combinations(group, 2):
            if _other_end(a, b) and books.partners(a) == books.partners(b) and _alike(books, a, b):
                yield _goal(books, a, b)


def _other_end(a: Figure, b: Figure) -> bool:
    """Do two times end in different years, both of them dates and not stretches such as "the next five years"?"""
    if a.period is None or b.period is None or "horizon" in (a.period.kind, b.period.kind):
        return False
    return a.context != b.context and a.period.end.year != b.period.end.year


def _alike(books: Books, a: Figure, b: Figure) -> bool:
    """Do the sentences and sections of two goals share what they are about?"""
    one, other = ({*f.own, *f.near, *f.frame, *f.item} for f in (a, b))
    shared = {s for s in one & other if s.isalpha() and s not in SCALES}
    return len(shared) >= (1 if a.flow else _SHARED) and a.flow == b.flow


def _goal(books: Books, a: Figure, b: Figure) -> Finding:
    times = [f.period.label if f.period else "" for f in (a, b)]
    sentence = (
        f"{upper(books.printed(a))} is told for {times[0]} ({books.whose(a)}) and for {times[1]} ({books.whose(b)})."
    )
    why = "The two plans have different years, or the year of one of them is wrong."
    if reason := reasons.told(books, (a, b)):
        why = reasons.said(books, *reason)
    return books.finding("period", "medium", sentence, [a], None, why, [b], because=(reason[1],) if reason else ())

"""The amounts that a growth word is between, where the sentence tells both, or one of them with the time of the other.

"... from 21.4 bcm to 10.6 bcm in 2024", "doubled in three seasons, from 3,150 tonnes in 2020/21", "more than doubled
since 2020" after a sentence with the amount of 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.check.books import AHEAD, Books
from assistant.scope import item
from index.types import Figure, Period

Ends = tuple[Figure, Figure]
_FROM = re.compile(r"(?i)\bfrom (?:(?:about|around|some|over|almost|only|just) )?$")
_TO = re.compile(r"(?i)^[^.;:]{0,50}?\bto (?:(?:about|around|some|over|almost|only|just) )?$")
_SINCE = re.compile(r"(?i)^\W{0,3}(?:since|from|after) ")
_FLAT = ("count", "percent", "year", "month", "day")


def from_to(books: Books, f: Figure) -> list[Ends]:
    """The amounts of "from A to B" in the sentence of a change, where it tells but one such pair."""
    if books.row(f):
        return []
    text = books.documents[f.span.document].text
    mates = [g for g in books.in_context(f) if g.kind in ("level", "rate") and g.quantity.unit not in _FLAT]
    pairs = [
        (a, b)
        for a, b in zip(mates, mates[1:], strict=False)
        if a.quantity.unit == b.quantity.unit
        and _FROM.search(text[f.context.start : a.span.start])
        and _TO.search(text[a.span.end : b.span.start])
    ]
    return pairs if len(pairs) == 1 and _alone(books, f) else []


def started_from(books: Books, f: Figure, level: Figure) -> list[Ends]:
    """A change whose sentence tells only where it began: the document's later amounts of the same."""
    text = books.documents[f.span.document].text
    if not _FROM.search(text[f.context.start : level.span.start]) or level.period is None:
        return []
    near = books.by_document[f.span.document]
    return [(level, g) for g in near if _later(books, level, g)]


def after_base(books: Books, f: Figure, base: Figure) -> list[Ends]:
    """A change "against a base of" an amount: the amount of the sentence before is what it led to."""
    told = [g for g in _before(books, f) if g.quantity.unit == base.quantity.unit]
    return [(base, told[0])] if told and told[0].quantity.value != base.quantity.value else []


def same_row(books: Books, f: Figure) -> list[Ends]:
    """A change since a time, after a sentence with the amount of now: the table row that holds both amounts.

    What the sentences are about need not be bound: a row with the very amount of now, of its time, is of the same.
    """
    if books.row(f) or f.period is None or any(g.kind == "level" for g in _amounts(books.in_context(f))):
        return []
    after = books.documents[f.span.document].text[f.span.end : f.context.end]
    if not _SINCE.search(after):
        return []
    return [
        (then, now)
        for told in _before(books, f)
        for now in books.levels
        if now is not told
        and now.quantity.unit == told.quantity.unit
        and now.quantity.value == told.quantity.value
        and _one_time(now.period, told.period)
        for then in _mates_at(books, now, f.period)
    ]


def _alone(books: Books, f: Figure) -> bool:
    """Is a change the only one that its sentence tells?"""
    return sum(g.kind in ("change", "multiple") for g in books.in_context(f)) == 1


def _later(books: Books, level: Figure, g: Figure) -> bool:
    if g.kind != "level" or g.quantity.unit != level.quantity.unit or g.status in AHEAD or g.context == level.context:
        return False
    after = g.period is not None and level.period is not None and g.period.start > level.period.end
    alike = item(level) <= item(g) or item(g) <= item(level)
    return after and alike and level.flow == g.flow and books.partners(level) == books.partners(g)


def _amounts(figures: Sequence[Figure]) -> list[Figure]:
    return [g for g in figures if g.quantity.unit not in _FLAT]


def _before(books: Books, f: Figure) -> list[Figure]:
    """The amounts of the paragraph before a figure's sentence, the nearest first."""
    block = books.block(f)
    if block is None:
        return []
    near = [g for g in books.by_document[f.span.document] if block.start <= g.span.start < f.context.start]
    amounts = (g for g in _amounts(near[::-1]) if g.kind == "level" and g.status not in AHEAD)
    return [g for g in amounts if g.period and not books.is_second(g)]


def _mates_at(books: Books, now: Figure, when: Period) -> Iterator[Figure]:
    """The amounts in the row of one, in its unit and of a time."""
    if books.row(now) is None:
        return
    for g in books.by_context[now.context]:
        if g is not now and g.quantity.unit == now.quantity.unit and g.kind == "level" and _one_time(g.period, when):
            yield g


def _one_time(a: Period | None, b: Period | None) -> bool:
    return a is not None and b is not None and a.same_as(b)

"""Sums that sentences tell in words: so much each, a further so much, one place with two values in one list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from assistant import calculator
from assistant.check.books import AHEAD, Books, same_time, upper
from assistant.check.finding import Finding
from assistant.check.reach import reach
from assistant.check.values import agree
from index.names import places
from index.types import Figure

_EACH = re.compile(r"(?i)^ ?(?:each|apiece)\b")
_FURTHER = re.compile(r"(?i)\b(?:a further|another|an additional|an extra) $")
_MAKING = re.compile(
    r"(?i)^[^.;|]{0,40}\b(?:making|which makes|(?:bringing|taking|lifting|raising) (?:it|them|the \w+) to|"
    r"for a total of)(?: (?:a total of|it))? $"
)
_SET_APART = re.compile(
    r"(?i)\b(?:whereas|while|although|but|another|other|against|instead|earlier|before|later|then|from|over|to)\b"
)
"""Words of a sentence that tells one place's values of two times, of two sources, or up to some amount."""
_MANY, _LISTED = 60, 3
"""Things of which each may have its part, and entries that make a list."""


def each(books: Books) -> Iterator[Finding]:
    """So much for each of so many things, against what the same paragraph gives for all of them."""
    for f in books.levels:
        text = books.documents[f.span.document].text[f.span.end : f.context.end]
        if f.quantity.unit != "percent" and _EACH.match(text) and not books.row(f):
            for whole, count in _shared(books, f)[-1:]:
                if not reach(f).times(count.quantity.value).meets(reach(whole)):
                    yield _each(books, f, whole, count)


def further(books: Books) -> Iterator[Finding]:
    """A further amount and what it makes, against what there was before: "a further 25, making 50 per cent"."""
    for f in books.figures:
        for more in books.in_context(f):
            text = books.documents[f.span.document].text
            told = _MAKING.search(text[more.span.end : f.span.start]) if more.span.end < f.span.start else None
            if told and _FURTHER.search(text[f.context.start : more.span.start]):
                more = replace(more, quantity=replace(more.quantity, unit=f.quantity.unit))
                before = _before(books, f, more)
                if before and not (reach(before) + reach(more)).meets(reach(f)):
                    yield _further(books, before, more, f)


def named_twice(books: Books) -> Iterator[Finding]:
    """One place that a list in a sentence names twice, with two values of one thing."""
    for figures in books.by_context.values():
        document = books.documents[figures[0].span.document]
        levels = [f for f in figures if f.kind == "level" and len(f.entities) == 1 and not books.is_second(f)]
        if len(levels) < _LISTED or books.row(figures[0]) or _SET_APART.search(document.quote(figures[0].context)):
            continue
        named = Counter(p.name for p in places(document.quote(figures[0].context)))
        for i, a in enumerate(levels):
            for b in levels[i + 1 :]:
                if a.entities == b.entities and named[a.entities[0]] > 1 and _one_measure(a, b):
                    one, other = books.printed(a), books.printed(b)
                    sentence = f"{a.entities[0]} stands twice in one list, with {one} and with {other}."
                    why = "One of the two is of another place."
                    yield books.finding("values", "high", sentence, [b], None, why, [a])


def _shared(books: Books, f: Figure) -> list[tuple[Figure, Figure]]:
    """The amounts that the paragraph tells for all, each with the number of things in its sentence; nearest last."""
    block = books.block(f)
    if block is None:
        return []
    found = []
    for start, end in (s for s in block.sentences if s[1] <= f.context.start):
        told = [g for g in books.by_document[f.span.document] if start <= g.span.start < end]
        wholes = [
            g for g in told if g.quantity.unit == f.quantity.unit and g.kind == "level" and not books.is_second(g)
        ]
        counts = [g for g in told if g.quantity.unit == "count" and 1 < g.quantity.value < _MANY]
        if len(wholes) == len(counts) == 1 and _near(f, *wholes, *counts):
            found.append((wholes[0], counts[0]))
    return found


def _near(f: Figure, whole: Figure, count: Figure) -> bool:
    """May an amount be what all share: is it no less than one part, and not far beyond as many parts as there are?"""
    return f.quantity.value <= whole.quantity.value <= f.quantity.value * count.quantity.value * 3


def _each(books: Books, f: Figure, whole: Figure, count: Figure) -> Finding:
    made = calculator.product(books.operand(f), books.operand(count))
    sentence = (
        f"{upper(books.printed(f))} for each of {books.printed(count)} makes {made.shown}, not the "
        f"{books.printed(whole)} given for all."
    )
    why = "One of the amounts or the number of shares is misprinted."
    return books.finding("total", "high", sentence, [f, count], made, why, [whole])


def _before(books: Books, f: Figure, more: Figure) -> Figure | None:
    """What an amount is added to: the last of its unit before it in the paragraph, or in the column above it."""
    place = books.row(f)
    near = books.by_document[f.span.document]
    alike = [g for g in near if g.quantity.unit == f.quantity.unit and g.span.end <= more.span.start]
    if place is None:
        block = books.block(f)
        return next((g for g in reversed(alike) if block and block.start <= g.span.start), None)
    above = [g for g in alike if (at := books.row(g)) and at[0] is place[0] and at[1:] == (place[1] - 1, place[2])]
    return above[-1] if above else None


def _further(books: Books, before: Figure, more: Figure, f: Figure) -> Finding:
    made = calculator.total((books.operand(before), books.operand(more)))
    sentence = (
        f"{upper(books.printed(before))} and a further {books.printed(more)} make {made.shown}, not {books.printed(f)}."
    )
    return books.finding("total", "high", sentence, [f], made, "One of the three is misprinted.", [before, more])


def _one_measure(a: Figure, b: Figure) -> bool:
    alike = a.quantity.unit == b.quantity.unit and a.flow == b.flow and (a.status in AHEAD) == (b.status in AHEAD)
    return alike and (same_time(a.period, b.period) or a.period is b.period) and not agree(a, b)

"""Shares against their parts and wholes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant import calculator
from assistant.check.books import AHEAD, FLOWS, Books, same_time, upper
from assistant.check.finding import Finding, Severity
from assistant.check.reach import Reach, reach
from index.errors import CalculationError
from index.types import Figure

_ABROAD = re.compile(r"(?i)\b(?:import\w*|foreign|abroad|overseas)\b")
_AT_HOME = re.compile(r"(?i)\b(?:domestic\w*|local\w*|home[- ]made|national)\b")
_WHOLE = Decimal(100)
_LEAST_HALVES, _MOST_HALVES = Decimal(60), Decimal(140)
_BEFORE = 16
"""Characters before a share that say of what it is."""
_ROUND = Decimal(4)
"""Points by which a share in words may be off."""
Parts = tuple[Figure, Figure]
"""Part and whole."""


def of_wholes(books: Books) -> Iterator[Finding]:
    """Shares that none of the parts and wholes they may be of bears out."""
    for f in books.figures:
        if f.kind != "share" or f.quantity.unit != "percent" or f.status in AHEAD:
            continue
        candidates = [] if books.row(f) else _told_parts(books, f)
        if candidates and not any(_fits(f, p) for p in candidates):
            found = _finding(books, f, _nearest(f, candidates))
            if found:
                yield found


def complements(books: Books) -> Iterator[Finding]:
    """A share from abroad and one from home, of one time and table, that make more than everything."""
    rows = [
        f for f in books.figures if f.kind == "share" and f.quantity.unit == "percent" and books.row(f) and f.period
    ]
    for i, a in enumerate(rows):
        for b in rows[i + 1 :]:
            if _opposite(books, a, b) and (reach(a) + reach(b)).low > _WHOLE:
                made = calculator.total((books.operand(a), books.operand(b)))
                sentence = (
                    f"For {b.period.label if b.period else 'one time'}, {books.printed(a)} ({books.beside(a)}) and "
                    f"{books.printed(b)} ({books.beside(b)}) together make {made.shown}, more than everything."
                )
                why = f"{books.whose(a)} and {books.whose(b)} measure different things, or one of the two is outdated."
                yield books.finding("share", "high", sentence, [a, b], made, why)


def halves(books: Books) -> Iterator[Finding]:
    """Two shares of one sentence or row, one from abroad and one from home, that do not make the whole."""
    for figures in books.by_context.values():
        shares = [f for f in figures if f.quantity.unit == "percent" and f.kind in ("share", "level") and not f.upper]
        if len(shares) != 2 or shares[0].span.document != shares[1].span.document:
            continue
        a, b = shares
        text = books.documents[a.span.document].text
        here, there = text[a.span.start - _BEFORE : a.span.start], text[a.span.end : b.span.start]
        if not _are_opposite(here[-_BEFORE:], there) or (reach(a) + reach(b)).meets(Reach(_WHOLE, _WHOLE)):
            continue
        made = calculator.total((books.operand(a), books.operand(b)))
        if _LEAST_HALVES < made.result.value < _MOST_HALVES:
            sentence = f"{upper(books.printed(a))} and {books.printed(b)} make {made.shown}, not the whole."
            yield books.finding("share", "high", sentence, [a], made, "One of the two is misprinted.", [b])


def _are_opposite(one: str, other: str) -> bool:
    """Do the words before two numbers tell of abroad and of home?"""
    return bool(
        (_ABROAD.search(one) and _AT_HOME.search(other) and not _AT_HOME.search(one))
        or (_AT_HOME.search(one) and _ABROAD.search(other) and not _ABROAD.search(one))
    )


def impossible(books: Books) -> Iterator[Finding]:
    """Shares of a whole above a hundred per cent."""
    for f in books.figures:
        if f.kind == "share" and f.quantity.unit == "percent" and reach(f).low > _WHOLE:
            sentence = f"A share of {books.printed(f)} cannot be: nothing is more than all of a whole."
            yield books.finding("share", "high", sentence, [f], None, "A decimal point was probably lost.")


def _opposite(books: Books, a: Figure, b: Figure) -> bool:
    one, other = books.row(a), books.row(b)
    if not one or not other or one[0] is not other[0] or one[2] != other[2] or one[1] == other[1]:
        return False
    if a.period is None or b.period is None or a.period.end.year != b.period.end.year:
        return False
    here, there = books.beside(a), books.beside(b)
    return bool((_ABROAD.search(here) and _AT_HOME.search(there)) or (_AT_HOME.search(here) and _ABROAD.search(there)))


def _told_parts(books: Books, f: Figure) -> list[Parts]:
    """Parts and wholes of a share in a sentence: both there, or the part there and the whole in the corpus."""
    mates = [
        g for g in books.by_context[f.context] if g.kind == "level" and g.quantity.unit not in ("percent", "years")
    ]
    mates = [g for g in mates if not books.is_second(g) and g.quantity.unit != "count"]
    if not mates:
        before = _sentence_before(books, f)
        mates = [g for g in before if not books.is_second(g)]
        after = [g for g in books.by_context[f.context] if g.kind == "level"]
        return [(g, w) for g in mates[-1:] for w in after if _comparable(g, w)] or _of_partner(books, f)
    if len(mates) == 2 and _comparable(*mates) and mates[0].quantity.value != mates[1].quantity.value:
        part, whole = sorted(mates, key=lambda g: g.quantity.value)
        return [(part, whole)] if same_or_unsaid(part, whole) else []
    if len(mates) != 1:
        return []
    only = mates[0]
    if f.span.start < only.span.start:  # "32 per cent of a basket of Rs 61,262.84 crore"
        return [(g, only) for g in _sentence_before(books, f)[-1:] if _comparable(g, only)]
    return [(only, w) for w in _wholes(books, only) if books.sure_of_time(only)]


def _of_partner(books: Books, f: Figure) -> list[Parts]:
    """The corpus's values of a partner and of all, for a share whose sentence gives none: "half goes to the Union"."""
    if not f.flow or not f.entities or f.item and not set(f.item) <= books.topic(f):
        return []
    found = [
        (g, w)
        for g in books.levels
        if g.flow == f.flow and books.partners(g) == books.partners(f) and g.period and not books.is_part(g)
        and (f.period is None or same_time(f.period, g.period)) and set(g.item) <= books.topic(g)
        for w in _wholes(books, g)
    ]  # fmt: skip
    found = [(g, w) for g, w in found if g.sources and g.sources == w.sources] or found
    latest = max((g.period.end for g, _ in found if g.period), default=None)
    return [p for p in found if f.period or (p[0].period and p[0].period.end == latest)]


def _sentence_before(books: Books, f: Figure) -> list[Figure]:
    """The amounts of the sentence before a figure's, in the same paragraph."""
    block = books.block(f)
    if block is None or not block.sentences:
        return []
    earlier = [s for s in block.sentences if s[1] <= f.context.start]
    if not earlier:
        return []
    start, end = earlier[-1]
    near = books.by_document[f.span.document]
    return [g for g in near if start <= g.span.start < end and g.kind == "level" and g.quantity.unit != "count"]


def _wholes(books: Books, part: Figure) -> list[Figure]:
    """The corpus's totals that a part belongs to: same flow, time and unit, and no partner or product of their own."""
    if part.flow not in FLOWS or part.period is None:  # a balance is no part of another
        return []
    near = books.by_unit.get((part.quantity.unit, part.flow), [])
    return [
        g for g in near
        if same_time(g.period, part.period) and not g.entities and g.status not in AHEAD
        and g.quantity.value > part.quantity.value and not books.is_part(g) and _topical(books, g, part)
        and not (g.context == part.context and books.row(g))  # a column beside it is no whole
    ]  # fmt: skip


def _topical(books: Books, whole: Figure, part: Figure) -> bool:
    """Is a total of the part's own subject: its words are the document's topic, and the two share it?"""
    if whole.span.document == part.span.document:
        return set(whole.item) <= books.topic(whole)
    return (
        bool(whole.item)
        and set(whole.item) <= books.topic(whole)
        and bool(set(whole.item) & (books.topic(part) | set(part.item)))
    )


def _comparable(a: Figure, b: Figure) -> bool:
    return a.quantity.unit == b.quantity.unit and a.quantity.unit not in ("count", "percent", "years")


def same_or_unsaid(a: Figure, b: Figure) -> bool:
    """Are two figures of one time, as far as it is said?"""
    return a.period is None or b.period is None or a.period.same_as(b.period)


def _fits(f: Figure, parts: Parts) -> bool:
    said = reach(f)
    if f.quantity.places is None:  # in words: "half"
        said = Reach(said.low - _ROUND, said.high + _ROUND)
    return _share(parts).meets(said)


def _share(parts: Parts) -> Reach:
    return (reach(parts[0]) / reach(parts[1])).times(_WHOLE)


def _nearest(f: Figure, candidates: Sequence[Parts]) -> Parts:
    return min(candidates, key=lambda p: abs(p[0].quantity.value / p[1].quantity.value * 100 - f.quantity.value))


def _finding(books: Books, f: Figure, parts: Parts) -> Finding | None:
    try:
        made = calculator.share(books.operand(parts[0]), books.operand(parts[1]))
    except CalculationError:
        return None
    off = abs(made.result.value - f.quantity.value)
    if off > 45:
        return None
    sentence = (
        f"{upper(books.printed(f))} is printed, but {books.printed(parts[0])} is "
        f"{made.shown} of {books.printed(parts[1])}."
    )
    severity: Severity = "high" if off > 5 else "medium"
    why = "The share was probably taken of another whole, or of another year's."
    return books.finding("share", severity, sentence, [f], made, why, parts)

"""Amounts printed in two currencies against the exchange rates of their time, and against one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant import calculator, rates
from assistant.check.books import AHEAD, Books, same_time, upper
from assistant.check.finding import Finding, Kind, Severity
from assistant.check.reach import Reach, reach
from assistant.types import Calculation, Operand
from index.types import Figure, Period
from index.units import is_money

_NEAR = Decimal("0.02")
"""A pair may be converted at any rate within so much of the average of its time."""
_OUTSIDE = Decimal("0.03")
"""Two sources' values of one thing may lie so far outside all rates of the time before they disagree."""
_FAR_OFF = Decimal("0.2")
"""A pair whose time no rate is known for may be so far from every rate that the documents give."""
_SLIPPED = 6
"""A rate so many times off is a slip of unit and no other rate."""
_ELSEWHERE = Decimal("1.5")
"""A rate so many times off says that the two are not of one thing."""
_SAME = re.compile(
    r"(?i)^ (?:\w+ )?(?:is|are|equals?|means?) (?:the same as|equal to|exactly|as much as)? ?$|^ ?(?:=|i\.e\.) ?$"
)
_OF_RATES = re.compile(r"(?i)\b(?:rates?|exchange|for one|per unit|per (?:US )?(?:dollar|euro|pound))\b")
"""Words over a table whose columns are the prices of currencies, and no amounts."""
_OF_THE_DAY = Decimal("0.01")
"""How far a rate may be from that of the day of writing and still be that."""
_MOST_TOLD = 8
_LONG = 400
"""Days that a time may last for one rate to stand for it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One amount in two currencies; `base` is the currency that a market rate is quoted for."""

    quoted: Figure
    base: Figure

    @property
    def rate(self) -> Reach:
        """The rates that the two allow, quoted currency per one of the base."""
        return reach(self.quoted) / reach(self.base)


def pairs(books: Books) -> Iterator[Finding]:
    """Amounts with an equivalent beside them whose rate is not one of the time that the amount is of."""
    told: dict[tuple[object, ...], list[Pair]] = {}
    for pair in _printed_pairs(books):
        told.setdefault((pair.quoted.quantity.value, pair.base.quantity.value, pair.base.quantity.unit), []).append(
            pair
        )
    for same in told.values():
        found = _against_time(books, same)
        if found:
            yield found


def same_said(books: Books) -> Iterator[Finding]:
    """Amounts of one unit that a sentence calls the same and that are not: "two billion is the same as 190 crore"."""
    for figures in books.by_context.values():
        everything = [f for f in books.in_context(figures[0]) if f.kind == "level" and is_money(f.quantity.unit)]
        for a, b in zip(everything, everything[1:], strict=False):
            between = books.documents[a.span.document].text[a.span.end : b.span.start]
            if a.quantity.unit == b.quantity.unit and _SAME.match(between) and not _equal(books, a, b):
                made = calculator.difference(books.operand(a), books.operand(b), absolute=True)
                sentence = (
                    f"{upper(books.printed(a))} is called the same as {books.printed(b)}; they are {made.shown} apart."
                )
                yield books.finding("unit", "high", sentence, [a], made, "One of the two is misprinted.", [b])


def _equal(books: Books, a: Figure, b: Figure) -> bool:
    """Can two amounts be the same? What is written in words, "two billion", is a round number and no rounded one."""
    one, other = (reach(f) if _has_digit(books, f) else Reach(f.quantity.value, f.quantity.value) for f in (a, b))
    return one.meets(other)


def _has_digit(books: Books, f: Figure) -> bool:
    return any(c.isdigit() for c in books.documents[f.span.document].quote(f.span))


def across(books: Books) -> Iterator[Finding]:
    """Values of one thing that sources give in two currencies and that no rate of the time reconciles."""
    told: dict[tuple[object, ...], list[Pair]] = {}
    levels = [f for f in books.levels if _lasting(books, f)]
    for i, a in enumerate(levels):
        for b in levels[i + 1 :]:
            if a.quantity.unit == b.quantity.unit or a.flow != b.flow or not same_time(a.period, b.period):
                continue
            pair = ordered(a, b) if a.context != b.context and books.same_subject(a, b) else None
            if pair:
                key = (pair.quoted.quantity.value, pair.quoted.quantity.unit, pair.base.quantity.value, a.period)
                told.setdefault(key, []).append(pair)
    for same in told.values():
        found = _irreconcilable(books, same)
        if found:
            yield found


def _lasting(books: Books, f: Figure) -> bool:
    """Is a figure money of a stated past time, long enough for sources to differ and short enough for a rate?"""
    if not is_money(f.quantity.unit) or f.period is None or f.status in AHEAD or not f.flow:
        return False
    return (f.period.end - f.period.start).days <= _LONG and books.sure_of_time(f) and not books.is_part(f)


def ordered(a: Figure, b: Figure) -> Pair | None:
    """The pair of two amounts of money in different currencies, as the market quotes them."""
    one, other = a.quantity.unit, b.quantity.unit
    if not (is_money(one) and is_money(other)) or one == other:
        return None
    base = next((c for c in rates.BASES if c in (one, other)), one)
    return Pair(b, a) if base == one else Pair(a, b)


def _printed_pairs(books: Books) -> Iterator[Pair]:
    """Amounts and their equivalents: in one sentence, or in one table row for one thing."""
    by_id = books.evidence.by_id
    for f in books.levels:
        mate = by_id.get(f.equivalent or "")
        pair = ordered(f, mate) if mate and mate.kind == "level" else None
        if pair and not _is_price(books, f):
            yield pair
    for figures in books.by_context.values():
        cells = [f for f in figures if is_money(f.quantity.unit) and f.kind == "level" and books.row(f)]
        if cells and _is_price(books, cells[0]):
            continue
        for i, a in enumerate(cells):
            for b in cells[i + 1 :]:
                pair = ordered(a, b)
                if pair and not b.equivalent and not a.equivalent and _one_thing(books, a, b):
                    yield pair


def _is_price(books: Books, f: Figure) -> bool:
    """Is a cell the price of a currency, as its table is of rates? Millions are an amount even there."""
    return bool(books.row(f)) and not f.quantity.scale and bool(_OF_RATES.search(books.spoken_of(f)))


def _one_thing(books: Books, a: Figure, b: Figure) -> bool:
    same = a.period is b.period or same_time(a.period, b.period)
    return same and a.flow == b.flow and set(a.entities) == set(b.entities) and a.item == b.item


def _against_time(books: Books, same: list[Pair]) -> Finding | None:
    """What is wrong with a pair that is printed in one or more places."""
    pair = same[0]
    period = next((p.quoted.period or p.base.period for p in same if p.quoted.period or p.base.period), None)
    printed = next((d for p in same if (d := books.documents[p.quoted.span.document].date)), None)
    when = _days(period, pair, printed)
    if when is None:
        return None
    mean = _of_documents(books, pair, period) or rates.average_rate(pair.base.quantity.unit, _unit(pair), *when)
    mean = mean or _far_from_all(books, pair)
    if mean is None or pair.rate.meets(Reach(mean.quantity.value, mean.quantity.value).widened(_NEAR)):
        return None
    if when[0] != (period and period.start) and _held(books, pair):
        return None
    if pair.quoted.status in AHEAD and pair.rate.widened(_OUTSIDE).meets(
        Reach(mean.quantity.value, mean.quantity.value)
    ):
        return None
    return _finding(books, same, mean, period, printed)


def _unit(pair: Pair) -> str:
    return pair.quoted.quantity.unit


def _days(period: Period | None, pair: Pair, printed: date | None) -> tuple[date, date] | None:
    """The days whose rates an amount should be converted at: its time if that is past, else the day it was printed."""
    ahead = pair.quoted.status in AHEAD or pair.base.status in AHEAD
    past = period is not None and not ahead and (printed is None or period.end <= printed)
    if past and period and (period.end - period.start).days <= _LONG:
        return period.start, period.end
    if printed is None or (period is not None and not ahead):
        return None
    return printed.replace(day=1), printed


def _held(books: Books, pair: Pair) -> bool:
    """Do the documents give the very rate of a pair, for whatever day?"""
    unit = f"{_unit(pair)}/{pair.base.quantity.unit}"
    return any(f.kind == "rate" and f.quantity.unit == unit and reach(f).meets(pair.rate) for f in books.figures)


def _of_documents(books: Books, pair: Pair, period: Period | None) -> Operand | None:
    """The rate that a document gives for the very time of a pair, where one does."""
    unit = f"{_unit(pair)}/{pair.base.quantity.unit}"
    for f in books.figures:
        if (
            f.kind == "rate"
            and f.quantity.unit == unit
            and same_time(f.period, period)
            and f.context != pair.base.context
        ):
            return books.operand(f)
    return None


def _far_from_all(books: Books, pair: Pair) -> Operand | None:
    """The rate of the documents that comes nearest, where no reference rate is known and a pair is far from all."""
    unit = f"{_unit(pair)}/{pair.base.quantity.unit}"
    held = [f for f in books.figures if f.kind == "rate" and f.quantity.unit == unit]
    if not held or any(pair.rate.meets(reach(f).widened(_FAR_OFF)) for f in held):
        return None
    return books.operand(min(held, key=lambda f: abs(f.quantity.value - pair.rate.low)))


def _finding(books: Books, same: list[Pair], mean: Operand, period: Period | None, printed: date | None) -> Finding:
    pair = same[0]
    implied = _implied(books, pair)
    at = calculator.convert(books.operand(pair.quoted), mean)
    moved = calculator.percent_change(mean, calculator.carried(implied))
    off = implied.result.value / mean.quantity.value
    slipped = not Decimal(1) / _SLIPPED < off < _SLIPPED
    sentence = (
        f"{upper(books.printed(pair.quoted))} and {books.printed(pair.base)} for {books.about(pair.quoted)} imply "
        f"{implied.shown}, {moved.shown.lstrip('-')} {'above' if off > 1 else 'below'} the rate of "
        f"{period.label if period else printed} ({mean.text.split(' (')[0]}); at that rate it is {at.shown}."
    )
    why = "One of the two has a wrong scale or unit." if slipped else _rate_of_day(books, pair, implied.result.value)
    figures = [f for p in same[:8] for f in (p.quoted, p.base)]
    extra = [mean.figure] if mean.figure else []
    kind: Kind = "unit" if slipped else "conversion"
    severity: Severity = "high" if slipped else "medium"
    return books.finding(kind, severity, sentence, [*figures, *extra], at, why, (), (implied, moved))


def _implied(books: Books, pair: Pair) -> Calculation:
    """The rate of a pair in the way in which the market quotes it, however far a misprint has moved one of the two."""
    quoted, base = books.operand(pair.quoted), books.operand(pair.base)
    made = calculator.implied_rate(quoted, base)
    return made if made.result.unit == f"{_unit(pair)}/{pair.base.quantity.unit}" else calculator.per_unit(quoted, base)


def _rate_of_day(books: Books, pair: Pair, implied: Decimal) -> str:
    """Says so where the rate used is that of the time at which a document that prints one of the two was written."""
    told = {(f.quantity.unit, f.quantity.value) for f in (pair.quoted, pair.base)}
    printing = {f.span.document for f in books.levels if (f.quantity.unit, f.quantity.value) in told}
    found = []
    for document in (books.documents[id] for id in sorted(printing)):
        rate = rates.reference_rate(pair.base.quantity.unit, _unit(pair), document.date) if document.date else None
        if rate and document.date:
            found.append((abs(implied / rate.quantity.value - 1), document.date, document.title))
    off, nearest, _ = min(found, default=(Decimal(1), date.min, ""))
    if off < _OF_THE_DAY:
        same = [(day, title) for _, day, title in found if (day.year, day.month) == (nearest.year, nearest.month)]
        day, title = min(same)  # who wrote first
        return f"The rate used is that of {day:%B %Y}, when “{title}” was written, not that of the time it is about."
    return "The rate used belongs to another time, or one of the two amounts is misprinted."


def _irreconcilable(books: Books, same: list[Pair]) -> Finding | None:
    """A finding where two sources' values of one thing lie outside all rates of their time."""
    pair, period = same[0], same[0].quoted.period
    if period is None:
        return None
    found = rates.rates_between(pair.base.quantity.unit, _unit(pair), period.start, period.end)
    if not found or pair.rate.meets(Reach(min(found), max(found)).widened(_OUTSIDE)):
        return None
    implied = _implied(books, pair)
    off = implied.result.value / (sum(found, Decimal(0)) / len(found))
    claims = list(dict.fromkeys(f for p in same for f in (p.quoted, p.base)))[:_MOST_TOLD]
    if not Decimal(1) / _ELSEWHERE < off < _ELSEWHERE:
        return _of_a_part(books, pair, claims)
    unit = pair.base.quantity.unit
    mean = rates.average_rate(unit, _unit(pair), period.start, period.end)
    if mean is None:
        return None
    moved = calculator.percent_change(mean, calculator.carried(implied))
    sentence = (
        f"For {books.about(pair.quoted)}, {books.whose(pair.quoted)} gives {books.printed(pair.quoted)} and "
        f"{books.whose(pair.base)} {books.printed(pair.base)}; both would hold only at {implied.shown}, "
        f"{moved.shown.lstrip('-')} {'above' if off > 1 else 'below'} the average rate of {period.label} ("
        f"{mean.text.split(' (')[0]})."
    )
    why = "The two sources count different things, or one of the two is misprinted."
    return books.finding("conversion", "medium", sentence, claims, implied, why, (), (moved,))


def _of_a_part(books: Books, pair: Pair, claims: list[Figure]) -> Finding | None:
    """A value far from the whole that it is given for, where another document gives it for a partner."""
    for f, whole in ((pair.quoted, pair.base), (pair.base, pair.quoted)):
        twins = [
            g
            for g in books.by_unit[f.quantity.unit, f.flow]
            if g.quantity.value == f.quantity.value and g.entities and not f.entities and same_time(g.period, f.period)
        ]
        if twins:
            sentence = (
                f"{books.printed(f)} is given as {books.about(f)}, which would be far from {books.printed(whole)}; "
                f"elsewhere it is {books.about(twins[0])} alone ({books.whose(twins[0])})."
            )
            why = f"The value of {', '.join(twins[0].entities)} was probably taken for the whole."
            return books.finding("subject", "high", sentence, [f, *twins[:_MOST_TOLD], *claims], None, why)
    return None

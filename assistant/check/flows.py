"""Exports, imports and trade of one time against one another, and parts of a year against the whole of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant import calculator
from assistant.check.books import AHEAD, FLOWS, Books, listed, same_time, upper
from assistant.check.finding import Finding
from assistant.check.reach import Reach, reach
from assistant.check.values import agree, digits
from index.types import Figure

_MOST_OF_A_YEAR, _A_MONTH = 150, 25
_MOST_TOLD = 6
_FAR = Decimal("1.6")
_SAID = {
    "export": re.compile(r"(?i)export|\bgoods\b"),
    "import": re.compile(r"(?i)import|\bgoods\b"),
    "trade": re.compile(r"(?i)\b(?:trade|turnover|two-way|commerce)\b"),
    "balance": re.compile(r"(?i)\b(?:balance|deficit|surplus|net|gap)\b"),
}
"""Words without which an amount is not told to go one way ("Russian goods"), both ways, or to be the difference."""
_SPLIT = re.compile(
    r"(?i)\b(?:with|of which|made up of|split into|that is)\b.*?\b(?:exports?\b.*\bimports?|imports?\b.*\bexports?)\b"
)
Group = list[Figure]


def balances(books: Books) -> Iterator[Finding]:
    """Trade that is not exports and imports together, and balances that are not their difference."""
    for figures in books.by_document.values():
        levels = [f for f in figures if _flowing(books, f)]
        for f in levels:
            if f.flow in ("trade", "balance"):
                yield from _flow(books, f, levels)


def times(books: Books) -> Iterator[Finding]:
    """Values of a part of a year that exceed the value given for the whole of it."""
    groups: dict[tuple[str, str], Group] = defaultdict(list)
    for f in books.levels:
        if f.flow in FLOWS and f.period and f.status not in AHEAD and books.tells_time(f) and not books.is_part(f):
            groups[f.quantity.unit, f.flow].append(f)
    for group in groups.values():
        above: dict[Decimal, tuple[Group, Group]] = {}
        for whole in group:
            for part in (f for f in group if _within(f, whole) and books.same_subject(f, whole)):
                if reach(part).low > reach(whole).high and part.quantity.value < whole.quantity.value * _FAR:
                    wholes, parts = above.setdefault(whole.quantity.value, ([], []))
                    wholes.append(whole)
                    parts.append(part)
        for wholes, parts in above.values():
            yield _time_finding(books, list(dict.fromkeys(wholes)), list(dict.fromkeys(parts)))
        yield from _unchanged_values(books, group)


def _flowing(books: Books, f: Figure) -> bool:
    kinds = ("level", "change") if f.flow == "balance" else ("level",)  # "leaving a gap of $16 million"
    known = f.kind in kinds and f.quantity.unit not in ("count", "percent") and f.period is not None
    return known and f.status not in AHEAD and f.qualifier in ("exact", "over", "about") and not books.is_part(f)


def _flow(books: Books, f: Figure, levels: Sequence[Figure]) -> Iterator[Finding]:
    """Checks one trade value or balance against the exports and imports of its time in the same document."""
    if not _SAID[f.flow].search(books.spoken_of(f)) and not _split(books, f):
        return
    if f.flow == "trade" and books.row(f) and books.scopes.is_no_flow(f):  # production, under a title on trade
        return
    same = [g for g in levels if g.quantity.unit == f.quantity.unit and same_time(g.period, f.period)]
    same = [g for g in same if _alike(books, f, g)]
    out = [g for g in same if g.flow == "export" and _SAID["export"].search(books.spoken_of(g))]
    into = [g for g in same if g.flow == "import" and _SAID["import"].search(books.spoken_of(g))]
    near = [(a, b) for a in out for b in into if a.context == b.context] or [(a, b) for a in out for b in into]
    if not near or any(_flow_reach(f, a, b).meets(reach(f)) for a, b in near):
        return
    a, b = min(near, key=lambda p: abs(_flow_reach(f, *p).low - f.quantity.value))
    if f.flow == "trade":
        made = calculator.total((books.operand(a), books.operand(b)))
        said = f"Exports of {books.printed(a)} and imports of {books.printed(b)} make {made.shown}"
    else:
        made = calculator.difference(books.operand(a), books.operand(b), absolute=True)
        said = f"Exports of {books.printed(a)} and imports of {books.printed(b)} are {made.shown} apart"
    label = f.period.label if f.period else ""
    together = a.context == f.context
    if not together and not Decimal("0.5") < made.result.value / f.quantity.value < 2:
        return
    over = reach(b).low > reach(f).high and f.flow == "trade"
    more = "; the imports alone exceed it" if over else ""
    sentence = f"{said}, not the {books.printed(f)} that {books.whose(f)} gives as {f.flow} for {label}{more}."
    yield books.finding("total", "high", sentence, [f], made, _why_apart(books, f, a), [a, b])


def _why_apart(books: Books, f: Figure, a: Figure) -> str:
    if books.whose(f) == books.whose(a):
        return "One of the three is misprinted, or they cover different months or goods."
    return f"{upper(books.whose(f))} and {books.whose(a)} cover different months or goods."


def _split(books: Books, f: Figure) -> bool:
    """Does the sentence of an amount split it right away: "gives $8.1 billion, with exports of ... and imports of"?"""
    return bool(_SPLIT.search(books.documents[f.span.document].text[f.span.end : f.context.end]))


def _alike(books: Books, f: Figure, g: Figure) -> bool:
    same = set(g.item) <= {*f.item, *books.topic(f), *books.topic(g)} if books.row(f) else set(f.item) == set(g.item)
    return books.partners(f) == books.partners(g) and same


def _flow_reach(f: Figure, out: Figure, into: Figure) -> Reach:
    if f.flow == "trade":
        return reach(out) + reach(into)
    gap = reach(into) - reach(out)
    return gap if gap.high > 0 else reach(out) - reach(into)


def _within(part: Figure, whole: Figure) -> bool:
    a, b = part.period, whole.period
    if a is None or b is None or a.same_as(b) or not (b.start <= a.start and a.end <= b.end):
        return False
    return (a.end - a.start).days > _A_MONTH and (b.end - b.start).days < 370


def _unchanged_values(books: Books, group: Group) -> Iterator[Finding]:
    """Full years whose value is that of most of their months, one finding for each pair of values."""
    exact = [f for f in group if f.qualifier == "exact" and digits(f) > 1]
    told: dict[tuple[Decimal, object], tuple[Group, Group]] = {}
    for whole in exact:
        for part in exact:
            if (
                _within(part, whole)
                and _shorter(part, whole)
                and agree(part, whole)
                and books.same_subject(part, whole)
            ):
                wholes, parts = told.setdefault((whole.quantity.value, part.period), ([], []))
                wholes.append(whole)
                parts.append(part)
    for wholes, parts in told.values():
        yield _unchanged(books, list(dict.fromkeys(wholes)), list(dict.fromkeys(parts)))


def _shorter(part: Figure, whole: Figure) -> bool:
    a, b = part.period, whole.period
    if a is None or b is None:
        return False
    days = (a.end - a.start).days
    return days > _MOST_OF_A_YEAR and (b.end - b.start).days - days > _A_MONTH


def _unchanged(books: Books, wholes: Group, parts: Group) -> Finding:
    """A full year whose value is that of some of its months."""
    whole, part = wholes[0], parts[0]
    a, b = (f.period.label if f.period else "" for f in (part, whole))
    sentence = (
        f"{books.printed(whole)} is given for all of {b} ({books.whose(whole)}), but it is what "
        f"{books.whose(part)} gives for {a} alone ({books.printed(part)})."
    )
    why = f"The value called that of {b} probably leaves out the months after {a}."
    return books.finding("subject", "medium", sentence, wholes[:_MOST_TOLD], None, why, parts[:_MOST_TOLD])


def _time_finding(books: Books, wholes: Group, parts: Group) -> Finding:
    whole, part = wholes[0], max(parts, key=lambda f: f.quantity.value)
    made = calculator.difference(books.operand(part), books.operand(whole))
    a, b = (f.period.label if f.period else "" for f in (part, whole))
    sentence = (
        f"{upper(books.printed(part))} for {a} ({books.whose(part)}) is more than the {books.printed(whole)} given for "
        f"all of {b} ({books.whose(whole)}), by {made.shown}."
    )
    why = f"{listed([books.whose(whole), books.whose(part)])} count different months or goods."
    return books.finding("total", "high", sentence, parts[:_MOST_TOLD], made, why, wholes[:_MOST_TOLD])

"""One thing with several values, and one value with several things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from assistant import calculator
from assistant.check import reasons
from assistant.check.books import AHEAD, FLOWS, Books, listed, upper
from assistant.check.finding import Finding, Severity
from assistant.check.reach import reach, slack
from assistant.types import Calculation
from index import lexicon
from index.errors import CalculationError
from index.types import Figure, Span
from index.units import SCALES, TIMES, is_money

Group = list[Figure]

_FARTHEST = Decimal(12)
"""Values farther apart than this many times are of two things, unless a scale slipped."""
_FAR, _GRAVE = Decimal("1.5"), Decimal("1.1")
SLIPS = {
    Decimal(10): "ten",
    Decimal(100): "a hundred",
    Decimal(1000): "a thousand",
    Decimal(10**4): "ten thousand",
    Decimal(10**5): "a hundred thousand",
    Decimal(10**6): "a million",
}
"""The powers of ten by which a scale or a decimal point slips, in words."""
_DIGITS = re.compile(r"\D")
_MOST_TOLD = 6
_SHORT = 2
"""Digits of a number that may have been cut off rather than rounded."""
_TELLING = 3
"""Significant digits from which two equal numbers are hardly chance."""


def conflicts(books: Books) -> Iterator[Finding]:
    """Things for which the documents give values that no rounding reconciles, the value most told first."""
    for bucket in _buckets(books):
        lead, *others = clusters(bucket)
        apart = [c for c in others if _contradicts(books, lead, c)]
        if apart:
            yield _conflict(books, lead, apart)


def _contradicts(books: Books, lead: Group, other: Group) -> bool:
    """Is another value of a thing near enough to be of it, or different by what a slip makes?"""
    a, b = lead[0], other[0]
    return _near_enough(books, lead, other) or bool(slip(a, b)) or one_digit_apart(books, a, b)


def doubles(books: Books) -> Iterator[Finding]:
    """Values that stand for one thing in one place and for another elsewhere, where each is told of only one."""
    equal: dict[tuple[str, Decimal, str], Group] = defaultdict(list)
    for f in books.levels:
        if _telling(f) and books.sure_of_time(f):
            equal[f.quantity.unit, f.quantity.value, f.flow].append(f)
    for figures in equal.values():
        subjects: list[Group] = []
        for f in figures:
            home = next((g for g in subjects if not _differs(books, g[0], f)), None)
            if home is None:
                subjects.append([f])
            else:
                home.append(f)
        for one, other in combinations(subjects, 2):
            if not _two_rows(books, one, other):
                yield _double(books, one, other)


def slip(a: Figure, b: Figure) -> Decimal:
    """The power of ten by which two figures with the same digits differ, 0 where it is no such slip."""
    big, small = sorted((a.quantity.value, b.quantity.value), reverse=True)
    if small <= 0:
        return Decimal(0)
    return next((s for s in SLIPS if small * s == big), Decimal(0))


def one_digit_apart(books: Books, a: Figure, b: Figure) -> bool:
    """Are two figures of three and more digits written alike but for one digit?"""
    one, other = (_DIGITS.sub("", books.documents[f.span.document].quote(f.span)) for f in (a, b))
    if len(one) != len(other) or len(one) < _TELLING or a.quantity.value.adjusted() != b.quantity.value.adjusted():
        return False
    return sum(x != y for x, y in zip(one, other, strict=True)) == 1


def _buckets(books: Books) -> Iterator[Group]:
    """Figures of one thing, two and more."""
    groups: dict[tuple[object, ...], list[Group]] = defaultdict(list)
    for f in books.figures:
        if not _comparable(books, f):
            continue
        place = books.row(f)
        when = (f.period.start, f.period.end) if f.period else (place[0].number, f.span.document) if place else None
        key = (f.quantity.unit, f.kind, f.flow, when, f.status in AHEAD)
        home = next((g for g in groups[key] if _belongs(books, f, g)), None)
        if home is None:
            groups[key].append([f])
        else:
            home.append(f)
    return (g for buckets in groups.values() for g in buckets if len(g) > 1)


def _comparable(books: Books, f: Figure) -> bool:
    """Is a figure told so that another value for it would be a contradiction?"""
    if f.period is None:
        place = books.row(f)
        return bool(place and f.kind == "level" and any(books.labels(place[0], place[1], place[2])))
    if f.kind not in ("level", "change", "share", "rate"):
        return False
    if f.quantity.unit == "count" and not (f.flow and f.kind == "level" and digits(f) >= _TELLING):
        return False
    if f.kind == "change" and not f.flow:
        return False
    if f.quantity.unit in TIMES and not books.row(f):
        return False
    return books.sure_of_time(f) and not books.is_part(f)


def _near_enough(books: Books, lead: Group, other: Group) -> bool:
    """Are two values near enough to be of one thing: of one document, of a named place, or not far apart?"""
    apart = _apart(lead[0], other[0])
    if apart <= _FAR:
        return True
    if any(books.is_enumerated(f) for f in (lead[0], other[0])):
        return False
    headings = {(f.span.document, f.locator.heading) for f in lead} & {
        (f.span.document, f.locator.heading) for f in other
    }
    bound = bool(lead[0].flow) or all(map(books.row, (lead[0], other[0])))
    named = any(map(books.names_places, lead)) and any(map(books.names_places, other))
    return apart <= _FARTHEST and bound and bool(headings or named)


def _belongs(books: Books, figure: Figure, group: Group) -> bool:
    near = [g for g in group if _apart(figure, g) <= _FARTHEST or slip(figure, g)]
    return any(books.same_thing(figure, g) for g in near) and not any(_one_breath(figure, g) for g in group)


def _one_breath(a: Figure, b: Figure) -> bool:
    """Do two figures stand in one sentence, or two changes in one document, without being two sources' versions?"""
    if a.kind == b.kind == "change" and a.span.document == b.span.document:
        return not (a.sources and b.sources and a.sources != b.sources)
    return a.context == b.context and not (a.sources and b.sources and a.sources != b.sources)


def clusters(figures: Group) -> list[Group]:
    """The values told, each with its figures, those told by most documents first."""
    found: list[Group] = []
    for f in sorted(figures, key=lambda f: (-digits(f), f.id)):
        home = next((c for c in found if agree(c[0], f)), None)
        if home is None:
            found.append([f])
        else:
            home.append(f)
    return sorted(found, key=lambda c: (-len({f.span.document for f in c}), -len(c), c[0].id))


def agree(a: Figure, b: Figure) -> bool:
    """Can two figures be one value: does either round to the other?"""
    exact = reach(a).overlaps(reach(b, loose=True)) or reach(a, loose=True).overlaps(reach(b))
    return (
        exact if a.qualifier == b.qualifier == "exact" else exact or reach(a, loose=True).overlaps(reach(b, loose=True))
    )


def _cut_off(short: Figure, exact: Figure) -> bool:
    """Is a number of two digits the beginning of a longer one: $68 billion of $68.72 billion?"""
    if digits(short) != _SHORT or digits(exact) <= _SHORT or short.quantity.unit != exact.quantity.unit:
        return False
    step = slack(short.quantity, loose=True) * 2
    return Decimal(0) <= exact.quantity.value - short.quantity.value < step


def digits(figure: Figure) -> int:
    """Significant digits of a figure, zeros at the end not counted."""
    return len(figure.quantity.value.normalize().as_tuple().digits)


def _apart(a: Figure, b: Figure) -> Decimal:
    low, high = sorted((a.quantity.value, b.quantity.value))
    return high / low


def _conflict(books: Books, lead: Group, others: list[Group]) -> Finding:
    """One finding for a thing, with every value told of it; the sum compares the two farthest from each other."""
    a, b = lead[0], max((c[0] for c in others), key=lambda f: _apart(lead[0], f))
    powers = [p for c in others if (p := slip(a, c[0]))]
    values = "; ".join(_told(books, c) for c in others)
    sentence = f"{upper(books.about(a))}: {_told(books, lead)}, but {values}. Rounding does not explain the difference."
    severity: Severity = "high" if powers or _apart(a, b) > _GRAVE else "medium"
    if all(_cut_off(c[0], a) or _cut_off(a, c[0]) for c in others):
        severity = "low"
    why, because = why_apart(books, a, b, powers[0] if powers else Decimal(0))
    return books.finding(
        "unit" if powers else "values",
        severity,
        sentence,
        _one_a_document(lead),
        difference(books, a, b),
        why,
        [f for c in others for f in _one_a_document(c)],
        because=because,
    )


def _told(books: Books, cluster: Group) -> str:
    names = list(dict.fromkeys(books.whose(f) for f in cluster))[:2]
    return f"{books.printed(cluster[0])} ({listed(names)})"


def _one_a_document(cluster: Group) -> list[Figure]:
    first: dict[str, Figure] = {}
    for f in cluster:
        first.setdefault(f.span.document, f)
    return list(dict.fromkeys((*first.values(), *cluster)))[:_MOST_TOLD]


def difference(books: Books, a: Figure, b: Figure) -> Calculation | None:
    """By how much two figures differ; for amounts as a percentage of the second."""
    try:
        if a.quantity.unit in ("percent", "percentage_point"):
            return calculator.difference(books.operand(a), books.operand(b), absolute=True)
        return calculator.percent_change(books.operand(b), books.operand(a))
    except CalculationError:
        return None


def why_apart(books: Books, a: Figure, b: Figure, power: Decimal = Decimal(0)) -> tuple[str, tuple[Span, ...]]:
    """The likeliest reason for two values of one thing, and the sentence of the documents that tells it, if any."""
    if power:
        slipped = (
            f"The digits are the same and the scale differs {SLIPS[power]} times, so one of the two is a slip of unit."
        )
        return slipped, ()
    if reason := reasons.told(books, (a, b)):
        return reasons.said(books, *reason), (reason[1],)
    return _likeliest(books, a, b), ()


def _likeliest(books: Books, a: Figure, b: Figure) -> str:
    if _cut_off(a, b) or _cut_off(b, a):
        return "The shorter number is the longer one cut off rather than rounded."
    if one_digit_apart(books, a, b):
        return "The two are written alike but for one digit, so one of them is probably a misprint."
    if {a.status, b.status} & {"provisional"}:
        return "One of them is provisional, so the other is probably its revision."
    if books.whose(a) == books.whose(b):
        return f"Both go back to {books.whose(a)}, so one is probably a revision or a misprint."
    return f"{upper(books.whose(a))} and {books.whose(b)} may count differently; the documents do not say how."


def _telling(figure: Figure) -> bool:
    least = _TELLING if is_money(figure.quantity.unit) or figure.quantity.places else _TELLING + 1
    return digits(figure) >= least and figure.period is not None and figure.flow in (*FLOWS, "")


def _double(books: Books, one: Group, other: Group) -> Finding:
    a, b = one[0], other[0]
    what = _differs(books, a, b)
    why = f"The same number stands for another {what}, so one of the two is probably assigned wrongly."
    sentence = (
        f"{books.printed(a)} is given for {books.about(a)} ({books.whose(a)}) and for {books.about(b)} "
        f"({books.whose(b)})."
    )
    return books.finding("subject", "medium", sentence, one[:_MOST_TOLD], None, why, other[:_MOST_TOLD])


def _differs(books: Books, a: Figure, b: Figure) -> str:
    """In what two figures of one value differ: `year` or `partner`; "" where in nothing, or in more than one thing."""
    if not _one_matter(books, a, b):
        return ""
    time = a.period is not None and b.period is not None and not a.period.same_as(b.period)
    place = bool(a.entities) and bool(b.entities) and not set(a.entities) & set(b.entities)
    if time == place:
        return ""
    if place:
        return "partner"
    return "period" if books.partners(a) == books.partners(b) else ""


def _one_matter(books: Books, a: Figure, b: Figure) -> bool:
    """May two equal values be one assigned twice: goods that go one way, or told in words that they share?"""
    if a.flow:
        return True
    said = " ".join((*a.entities, *b.entities, books.printed(a), books.printed(b)))
    unsaid = {*SCALES, *(t.stem for t in lexicon.tokens(said))}
    return any(s.isalpha() and s not in unsaid for s in {*a.item, *a.own} & {*b.item, *b.own})


def _two_rows(books: Books, one: Group, other: Group) -> bool:
    """Are all of them rows of one table, which happen to have one value?"""
    tables = [books.row(f) for f in (*one, *other)]
    return all(tables) and len({id(place[0]) for place in tables if place}) == 1

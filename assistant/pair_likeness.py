"""How likely two figures are the operands of what a question asks to be computed, as numbers that fitted weights weigh.

Each ordered pair of candidates under an operation becomes a row of features between about -1 and 1, named in `PLAIN`;
those of `CROSSED` are repeated for each operation, since a part and its whole are told by other signs than a value and
the same value a year before. Nothing here decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.bind import MOST_RARE, RAREST, Evidence
from assistant.fitting import fits_unit
from assistant.likeness import Asked, Surroundings, kind_of_unit, surroundings
from index import lexicon
from index.types import Figure
from index.units import dimension

Key = TypeVar("Key", bound=Hashable)
Features = NDArray[np.float64]
"""(n_pairs, n_features)"""

OPERATIONS = ("share", "change", "difference", "ratio", "sum", "price", "rate", "product", "growth")
"""What is computed from two figures. Operands in order: part and whole; old and new; larger and smaller; two parts;
value and amount; more and fewer of two currencies; amount and what it is multiplied by; present and later value of a
yearly growth."""

PLAIN = (
    "operation",
    "operation_read",
    "unit_fits",
    "unit_other",
    "score_mean",
    "score_least",
    "score_most",
    "covered_bound",
    "covered_context",
    "covered",
    "rarest_missing",
    "name_missing",
    "places_held",
    "places_missing",
    "periods_held",
    "periods_missing",
    "numbers_held",
    "numbers_missing",
    "flow_same",
    "flow_other",
    "flow_missing",
    "bound",
    "same_kind",
    "in_context",
    "crowded",
    "last",
    "places_apart",
    "periods_apart",
    "asked_unit",
    "small",
)
CROSSED = (
    "said_first",
    "said_second",
    "unsaid_first",
    "unsaid_second",
    "in_sentence",
    "in_section",
    "in_document",
    "in_column",
    "in_row",
    "same_places",
    "place_first",
    "place_second",
    "same_item",
    "same_period",
    "earlier",
    "later",
    "year_apart",
    "timeless",
    "future_first",
    "future_second",
    "apart",
    "far_apart",
    "named_in_order",
    "score_first",
    "largest_first",
    "largest_second",
)
FEATURES = (*PLAIN, *(f"{operation}:{name}" for operation in OPERATIONS for name in CROSSED))
_FUTURE = ("target", "projected")
_WIDEST = 6.0
"""Scores this far below the best candidate's say no more."""
_SMALL = 31
"""Numbers up to this are often days, places in a list or parts of a name."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two candidates in the order of an operation's operands; indices into the candidates."""

    operation: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class _Side:
    """What is known of one candidate."""

    figure: Figure
    around: Surroundings
    bound: frozenset[str]
    context: frozenset[str]
    every: frozenset[str]
    words: frozenset[str]
    score: float
    last: bool
    largest: bool
    crowd: int
    unsaid: Mapping[str, float]


def pairs(figures: Sequence[Figure], best: int) -> Iterator[Pair]:
    """The pairs that an operation can be worked out of, by the units and sizes; one of them is of the first `best`."""
    sizes = [f.quantity.base[0] for f in figures]
    for i, a in enumerate(figures):
        for j, b in enumerate(figures):
            if i != j and min(i, j) < best:
                yield from (Pair(name, i, j) for name in _possible(a, b, sizes[i], sizes[j]))


def may_be_computed(a: Figure, b: Figure) -> bool:
    """Is there an operation, either way round, that pairs of these two figures are weighed for?"""
    x, y = a.quantity.base[0], b.quantity.base[0]
    return any(_possible(a, b, x, y)) or any(_possible(b, a, y, x))


def _possible(a: Figure, b: Figure, x: Decimal, y: Decimal) -> Iterator[str]:
    """The operations that take the figures `a` and `b` in this order; `x` and `y` are their sizes in base units."""
    kinds = kind_of_unit(a), kind_of_unit(b)
    if x <= 0 or y <= 0:
        return
    if a.quantity.measures_same_as(b.quantity):
        if x == y:
            return
        percent = kinds[0] == "percent"
        if not percent and x < y:
            yield "share"
        yield "change"
        if x > y:
            yield from ("difference", "ratio")
            if not percent:
                yield "sum"
        if not percent and not _is_before(b, a) and (_is_before(a, b) or b.status in _FUTURE):
            yield "growth"
    elif kinds == ("money", "money") and x > y:
        yield "rate"
    elif kinds[0] == "money" and kinds[1] in ("mass", "count", "length", "other"):
        yield "price"
    if kinds[1] == "percent" != kinds[0] or (kinds[1] == "price" and _pays_for(b, a)):
        yield "product"


def _pays_for(price: Figure, amount: Figure) -> bool:
    below = price.quantity.unit.partition("/")[2]
    return below == amount.quantity.unit or dimension(below) == dimension(amount.quantity.unit)


def _is_before(a: Figure, b: Figure) -> bool:
    return bool(a.period and b.period and a.period.end < b.period.end)


def features(
    evidence: Evidence,
    asked: Asked,
    read: str,
    chances: Mapping[str, float],
    figures: Sequence[Figure],
    scores: Sequence[float],
    last: frozenset[str],
    found: Sequence[Pair],
) -> Features:
    """A row of `FEATURES` for each pair.

    Args:
        evidence: the corpus's figures.
        asked: the question.
        read: the operation that the rules read in the question, one of `OPERATIONS` or "".
        chances: how likely each operation is what the question asks.
        figures: the candidates.
        scores: how well each answers the question by itself.
        last: ids of the figures of the last answer.
        found: the pairs.
    """
    if not found:
        return np.zeros((0, len(FEATURES)))
    top = max(scores, default=0.0)
    sides = [_side(evidence, asked, f, (s - top) / _WIDEST, f.id in last) for f, s in zip(figures, scores, strict=True)]
    named = {t.stem: t.start for t in reversed(list(lexicon.tokens(asked.text)))}

    def of_operation(name: str, first: int) -> Iterator[float]:
        yield math.log(chances.get(name, 0.0) + 1e-3) / 4
        yield float(read == name)
        yield from _result(asked, name, figures[first])

    # Many pairs share what is worked out; each is worked out once, and only then set into the rows.
    told = _each([(p.operation, p.first) for p in found], lambda key: of_operation(*key))
    ends = [(p.first, p.second) for p in found]
    both = _each([(min(e), max(e)) for e in ends], lambda e: _of_both(asked, sides[e[0]], sides[e[1]]))
    crossed = _each(ends, lambda e: _crossed(asked, sides[e[0]], sides[e[1]], named))
    rows = np.zeros((len(found), len(FEATURES)))
    rows[:, : len(PLAIN)] = np.hstack([told, both])
    operations = np.array([OPERATIONS.index(p.operation) for p in found])
    for k in range(len(OPERATIONS)):
        start = len(PLAIN) + k * len(CROSSED)
        rows[operations == k, start : start + len(CROSSED)] = crossed[operations == k]
    return rows


def _each(keys: Sequence[Key], work: Callable[[Key], Iterable[float]]) -> Features:
    """A row of numbers for each key; those of equal keys are worked out once."""
    known = {key: [*work(key)] for key in dict.fromkeys(keys)}
    return np.array([known[key] for key in keys])


def _side(evidence: Evidence, asked: Asked, figure: Figure, score: float, last: bool) -> _Side:
    around = surroundings(evidence, figure)
    bound = frozenset(asked.said((*figure.own, *figure.item)))
    context = bound | asked.said(around.context)
    every = context | asked.said(around.around)
    words = frozenset((*figure.own, *figure.item))
    column = evidence.index.column(figure)
    largest = len(column) > 2 and all(f.quantity.value <= figure.quantity.value for f in column)
    crowd = sum(f.quantity.unit == figure.quantity.unit for f in evidence.index.beside(figure))
    unsaid = {w: evidence.weight(w) for w in words if not asked.said((w,)) and not w.startswith("@")}
    return _Side(figure, around, bound, context, every, words, max(-1.0, score), last, largest, crowd, unsaid)


def _of_both(asked: Asked, a: _Side, b: _Side) -> Iterator[float]:
    """The features of `PLAIN` that depend neither on the operation nor on the order of the two."""
    yield (a.score + b.score) / 2
    yield min(a.score, b.score)
    yield max(a.score, b.score)
    yield asked.share(a.bound | b.bound)
    yield asked.share(a.context | b.context)
    held = a.every | b.every
    yield asked.share(held)
    lacking = asked.stems.keys() - held
    yield max((asked.stems[s] for s in lacking), default=0.0) / RAREST
    yield max((asked.stems[s] for s in lacking if s in asked.names), default=0.0) / RAREST
    yield from _held(asked, a, b)
    yield from _flows(asked, a.figure, b.figure)
    yield float(a.figure.bound and b.figure.bound)
    yield float(a.figure.kind == b.figure.kind)
    yield float(a.figure.context == b.figure.context)
    yield min(1.0, max(a.crowd, b.crowd) / 6)
    yield float(a.last or b.last)
    yield from _apart(asked, a.figure, b.figure)
    money = asked.request.unit.partition("/")[0]
    yield float(bool(money) and money in (a.figure.quantity.unit, b.figure.quantity.unit))
    yield float(min(a.figure.quantity.value, b.figure.quantity.value) <= _SMALL)


def _apart(asked: Asked, a: Figure, b: Figure) -> Iterator[float]:
    """Is each of two places, or times, that the question names that of one of the figures?"""
    places, times = asked.request.places, asked.request.periods
    mine, other = set(a.entities) & set(places), set(b.entities) & set(places)
    yield float(len(places) > 1 and bool(mine and other) and mine != other)
    held = [next((k for k, p in enumerate(times) if f.period and f.period.same_as(p)), None) for f in (a, b)]
    yield float(len(times) > 1 and None not in held and held[0] != held[1])


def _held(asked: Asked, a: _Side, b: _Side) -> Iterator[float]:
    """What the question names besides words, and whether one of the two is of it: places, times, numbers."""
    request, both = asked.request, (a, b)
    own = {e for s in both for e in s.figure.entities}
    around = {e for s in both for e in (*s.figure.background, *s.around.places)}
    wanted = set(request.places)
    yield len(wanted & own) / len(wanted) if wanted else 0.5
    yield len(wanted - own - around) / len(wanted) if wanted else 0.0
    times = request.periods
    fitting = [any(s.figure.period is not None and s.figure.period.same_as(p) for s in both) for p in times]
    around_times = [any(q.same_as(p) for s in both for q in s.around.periods) for p in times]
    yield sum(fitting) / len(times) if times else 0.5
    yield sum(not (f or r) for f, r in zip(fitting, around_times, strict=True)) / len(times) if times else 0.0
    digits = asked.digits
    text = f"{a.around.text} {b.around.text}"
    share = sum(d in text for d in digits) / len(digits) if digits else 0.0
    yield share
    yield 1 - share if digits else 0.0


def _flows(asked: Asked, a: Figure, b: Figure) -> Iterator[float]:
    wanted = asked.request.flow
    yield float(a.flow == b.flow)
    yield float(bool(a.flow and b.flow) and a.flow != b.flow)
    yield float(bool(wanted) and wanted not in (a.flow, b.flow))


def _result(asked: Asked, operation: str, a: Figure) -> Iterator[float]:
    """Does what comes out measure what the question wants?"""
    unit = asked.request.unit
    if not unit:
        yield from (0.0, 0.0)
        return
    if operation in ("share", "change", "growth"):
        fits = unit in ("percent", "percentage_point")
    elif operation in ("ratio",):
        fits = unit in ("ratio", "count")
    elif operation in ("price", "rate"):
        fits = "/" in unit or unit.startswith(("per ", "rate"))
    else:
        fits = fits_unit(a, unit)
    yield float(fits)
    yield float(not fits)


def _crossed(asked: Asked, a: _Side, b: _Side, named: Mapping[str, int]) -> Iterator[float]:
    """The features of `CROSSED`; `named` says where in the question each word stands first."""
    x, y = a.figure, b.figure
    only_a, only_b = a.bound - b.bound, b.bound - a.bound
    yield asked.share(only_a)
    yield asked.share(only_b)
    yield _unsaid(a, b)
    yield _unsaid(b, a)
    yield from _nearness(x, y)
    yield from _same_thing(x, y)
    yield from _order_of_times(x, y)
    yield float(x.status in _FUTURE)
    yield float(y.status in _FUTURE)
    gap = _log_ratio(x, y)
    yield min(1.0, abs(gap) / 3)
    yield float(abs(gap) > 2.5)
    yield _order_of_naming(named, only_a, only_b)
    yield a.score - b.score
    yield float(a.largest)
    yield float(b.largest)


def _log_ratio(a: Figure, b: Figure) -> float:
    """Of the amounts where they measure the same, else nothing."""
    if not a.quantity.measures_same_as(b.quantity):
        return 0.0
    return math.log(float(a.quantity.base[0]) / float(b.quantity.base[0]))


def _unsaid(one: _Side, other: _Side) -> float:
    """How telling the words are that one figure has before the other, and the question does not say."""
    weights = [weight for w, weight in one.unsaid.items() if w not in other.words]
    return min(1.0, max(weights, default=0.0) / MOST_RARE / 2)


def _nearness(a: Figure, b: Figure) -> Iterator[float]:
    together = a.span.document == b.span.document
    cells = bool(a.label and b.label)
    yield float(a.context == b.context and not cells)
    yield float(together and a.locator.heading == b.locator.heading and a.context != b.context)
    yield float(together and a.locator.heading != b.locator.heading)
    yield float(together and cells and a.label == b.label and a.context != b.context)
    yield float(cells and a.context == b.context)


def _same_thing(a: Figure, b: Figure) -> Iterator[float]:
    mine, other = set(a.entities), set(b.entities)
    yield float(mine == other)
    yield float(bool(mine - other))
    yield float(bool(other - mine))
    yield float(set(a.item) == set(b.item))


def _order_of_times(a: Figure, b: Figure) -> Iterator[float]:
    p, q = a.period, b.period
    yield float(bool(p and q and p.same_as(q)))
    yield float(_is_before(a, b))
    yield float(_is_before(b, a))
    year = bool(p and q and p.kind == q.kind and abs((p.end - q.end).days) in (365, 366))
    yield float(year)
    yield float(p is None or q is None)


def _order_of_naming(at: Mapping[str, int], only_a: frozenset[str], only_b: frozenset[str]) -> float:
    """1 where the question names what tells the first before what tells the second, -1 the other way round."""
    first = min((at[s] for s in only_a if s in at), default=None)
    second = min((at[s] for s in only_b if s in at), default=None)
    if first is None or second is None or first == second:
        return 0.0
    return 1.0 if first < second else -1.0


def wants(read: str) -> str:
    """The operation of `OPERATIONS` that an operation of a question comes to, "" where it is another."""
    return _READ.get(read, "")


_READ = {
    "share": "share",
    "change": "change",
    "difference": "difference",
    "ratio": "ratio",
    "implied_rate": "rate",
    "cagr": "growth",
    "required_rate": "growth",
    "points": "change",
    "convert": "product",
    "sum": "sum",
}

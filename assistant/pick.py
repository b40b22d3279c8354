"""Chooses one figure among those that fit a request, and says which others tell the same or contradict it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.bind import NEAR_TIE, Evidence, Match
from assistant.query import Request
from index.types import Figure
from index.units import is_money

_WHOLE_YEARS = ("fiscal_year", "year")
_FUTURE = ("target", "projected")
_MOST_TOGETHER = 30
"""Matches of each request that are tried together."""
_NOT_FAR_OFF = 0.3
"""How much less than the best a match may score to be tried together with others."""
_LONGEST = 1_000_000
"""No figure stands further into its document."""
_ABOUT = Decimal("0.005")
"""Share of a value that "about" allows."""
_FAR = Decimal("1.5")
"""A value so many times another is not another opinion of it."""


@dataclass(frozen=True, slots=True)
class Pick:
    """The chosen figure, those that give the same value, and those that give another for the same thing."""

    figure: Figure
    same: tuple[Figure, ...] = ()
    rivals: tuple[Figure, ...] = ()
    score: float = 0.0


def pick(evidence: Evidence, request: Request, *, prefer: Figure | None = None, decisive: bool = True) -> Pick | None:
    """The figure a request means, or None; with `decisive` off, the first of several that fit alike.

    Among the best matches: the latest period where none is asked for, the value told most often, the figure nearest
    to `prefer` (same document, same table) where several are told equally often.
    """
    matches = evidence.find(request)
    if not matches:
        return None
    groups = _groups(_pool(matches, request))
    if decisive and _ambiguous(groups):
        return None
    best = max(
        groups, key=lambda g: (_documents(g), max(m.score for m in g), _nearness(g, prefer), -_order(g, evidence))
    )
    chosen = max(
        best,
        key=lambda m: (_nearness([m], prefer), m.figure.quantity.places or 0, _is_primary(m.figure, evidence), m.score),
    )
    others = [g[0].figure for g in groups if g is not best]
    rivals = [f for f in others if _same_thing(f, chosen.figure) and not _far_apart(f, chosen.figure)]
    return Pick(chosen.figure, tuple(m.figure for m in best if m is not chosen), tuple(rivals), chosen.score)


def _pool(matches: Sequence[Match], request: Request) -> list[Match]:
    """The matches that may be meant: about as good as the best, of the latest period, of one unit."""
    if request.status != "future":
        matches = [m for m in matches if m.figure.status not in _FUTURE] or matches
    pool = [m for m in matches if matches[0].score - m.score <= NEAR_TIE]
    if not request.periods:
        pool = _furthest_goal(matches, pool) if request.status == "future" else _latest(pool)
    return _one_unit(pool) if request.unit in ("", "money", "amount") else pool


def _furthest_goal(matches: Sequence[Match], pool: list[Match]) -> list[Match]:
    """The targets that lie furthest ahead, which are the ones still open; the pool where its best has no date."""
    ahead = [
        (m.figure.period.end, m)
        for m in matches
        if m.figure.status in _FUTURE and matches[0].score - m.score <= 3 * NEAR_TIE and m.figure.period
    ]
    if not ahead or not pool[0].figure.period:
        return pool
    last = max(end for end, _ in ahead)
    return [m for end, m in ahead if end == last]


def pick_all(
    evidence: Evidence, requests: Sequence[Request], *, prefer: Figure | None = None, one_measure: bool = True
) -> tuple[Pick, ...] | None:
    """One figure for each request, in their order, chosen together: of one unit, period, item and source.

    None where a request has no figure. With `one_measure` off the units may differ, as for a price from value and
    volume. Figures of one period are taken where none is asked for.
    """
    found = [evidence.find(r, limit=_MOST_TOGETHER) for r in requests]
    if not all(found):
        return None
    close = [tuple(m for m in ms if ms[0].score - m.score <= _NOT_FAR_OFF) for ms in found]
    best: tuple[float, int, list[Match]] | None = None
    for anchor in close[0]:
        chosen = _company(evidence, anchor, requests, close, prefer, one_measure)
        if chosen is None:
            continue
        worth = _worth(chosen, requests, close[0], prefer)
        period = anchor.figure.period
        recency = period.end.toordinal() if period and period.kind in _WHOLE_YEARS else 0
        if best is None or (round(worth, 2), recency) > (round(best[0], 2), best[1]):
            best = (worth, recency, chosen)
    if best is None:
        return None
    return tuple(_with_rivals(m, ms) for m, ms in zip(best[2], close, strict=True))


def _company(
    evidence: Evidence,
    anchor: Match,
    requests: Sequence[Request],
    found: Sequence[Sequence[Match]],
    prefer: Figure | None,
    one_measure: bool,
) -> list[Match] | None:
    """The anchor and the match of each further request that goes with it best; None where one has none."""
    chosen = [anchor]
    for request, matches in zip(requests[1:], found[1:], strict=True):
        taken = {m.figure.id for m in chosen}
        fitting = [
            m
            for m in matches
            if m.figure.id not in taken
            and (not one_measure or m.figure.quantity.measures_same_as(anchor.figure.quantity))
        ]
        if not fitting:
            return None
        worths = [
            (round(_together(anchor, m, request, requests[0]), 3), _nearness([m], prefer), -_position(evidence, m))
            for m in fitting
        ]
        chosen.append(fitting[worths.index(max(worths))])
    return chosen


def _worth(
    chosen: Sequence[Match], requests: Sequence[Request], anchors: Sequence[Match], prefer: Figure | None
) -> float:
    """How well figures chosen together answer: scores, what they have in common, money first, told by many."""
    anchor, *others = chosen
    unit = anchor.figure.quantity.unit
    worth = anchor.score
    worth += sum(_together(anchor, m, r, requests[0]) for m, r in zip(others, requests[1:], strict=True))
    worth += 0.05 * min(2, _nearness([anchor], prefer)) + (0.04 if is_money(unit) else -0.1 if unit == "percent" else 0)
    told = {m.figure.span.document for m in anchors if agrees(m.figure, anchor.figure)}
    return worth + 0.06 * min(2, len(told) - 1)


def _together(anchor: Match, m: Match, request: Request, first: Request) -> float:
    """How well two figures go into one calculation: their scores, and period, item, kind and source in common."""
    a, b = anchor.figure, m.figure
    score = m.score
    if not request.periods or not first.periods:
        score += 0.25 if a.period and b.period and a.period.same_as(b.period) else -0.1
    score += 0.12 if set(a.item) == set(b.item) else -0.08 * len(set(a.item) ^ set(b.item)) / 3
    score += 0.1 if a.span.document == b.span.document else 0.0
    section = a.span.document == b.span.document and a.locator.heading == b.locator.heading
    score += 0.06 if section or a.context == b.context else 0.0
    score += 0.06 if a.quantity.unit == b.quantity.unit else -0.05
    return score + (0.05 if set(a.sources) & set(b.sources) else 0.0)


def _position(evidence: Evidence, m: Match) -> int:
    """Sorts by document, then by place in it."""
    return evidence.order[m.figure.span.document] * _LONGEST + m.figure.span.start


def _with_rivals(m: Match, matches: Sequence[Match]) -> Pick:
    """A match with those that tell the same and those that contradict it."""
    near = [
        x.figure
        for x in matches
        if x is not m
        and m.score - x.score <= NEAR_TIE
        and _same_thing(x.figure, m.figure)
        and x.figure.quantity.unit == m.figure.quantity.unit
    ]
    same = tuple(f for f in near if agrees(f, m.figure))
    return Pick(m.figure, same, tuple(f for f in near if not agrees(f, m.figure)), m.score)


def _latest(pool: list[Match]) -> list[Match]:
    """The matches of the latest period reported, whole years before parts of them."""
    dated = [m for m in pool if m.figure.period and m.figure.period.kind != "horizon"]
    if not dated:
        return pool
    whole = [m for m in dated if m.figure.period and m.figure.period.kind in _WHOLE_YEARS] or dated
    end = max(m.figure.period.end for m in whole if m.figure.period)
    latest = [m for m in whole if m.figure.period and m.figure.period.end == end]
    least = max(x.score for x in latest)
    undated = [m for m in pool if m.figure.period is None and m.score >= least]
    return latest + [m for m in undated if len(_groups([m, latest[0]])) == 1]


def _one_unit(pool: list[Match]) -> list[Match]:
    """Matches of one unit: that of the best match, or the one told most where several are as good."""
    counts = Counter(m.figure.quantity.unit for m in pool)
    top = {m.figure.quantity.unit for m in pool if m.score >= pool[0].score - 0.005}
    unit = max(top, key=lambda u: (counts[u], is_money(u), u))
    return [m for m in pool if m.figure.quantity.unit == unit]


def _groups(pool: Iterable[Match]) -> list[list[Match]]:
    """Matches with the same value, rounding allowed; the most exact value leads its group."""
    groups: list[list[Match]] = []
    for m in sorted(pool, key=lambda m: (-(m.figure.quantity.places or 0), -m.score)):
        home = next((g for g in groups if agrees(g[0].figure, m.figure)), None)
        if home is None:
            groups.append([m])
        else:
            home.append(m)
    return groups


def agrees(a: Figure, b: Figure) -> bool:
    """Do two figures print the same value, each allowed its rounding and what "about" allows?"""
    if not a.quantity.measures_same_as(b.quantity):
        return False
    x, y = a.quantity.base[0], b.quantity.base[0]
    if a.upper or b.upper:
        ends = (a.upper or a.quantity).base[0], (b.upper or b.quantity).base[0]
        return x == y and ends[0] == ends[1]
    slack = a.quantity.half_ulp() + b.quantity.half_ulp()
    if a.qualifier != "exact" or b.qualifier != "exact":
        slack = max(slack, abs(max(x, y, key=abs)) * _ABOUT)
    return abs(x - y) <= slack


def _far_apart(a: Figure, b: Figure) -> bool:
    """Do two values differ by more than revisions and definitions do, so that they must be of different things?"""
    if not a.quantity.measures_same_as(b.quantity):
        return True
    low, high = sorted(abs(f.quantity.base[0]) for f in (a, b))
    return high > low * _FAR


def _same_thing(a: Figure, b: Figure) -> bool:
    """Do two figures of different value claim to be of the same thing, so that they disagree?"""
    if (a.period is None) != (b.period is None) or (a.period and b.period and not a.period.same_as(b.period)):
        return False
    return set(a.entities) == set(b.entities) and a.flow == b.flow and a.status == b.status and a.kind == b.kind


def _ambiguous(groups: list[list[Match]]) -> bool:
    """Do several values fit with nothing to choose between them: three or more, or two in one row or sentence?

    One value told by more documents than any other is chosen all the same. Values that different places give for one
    thing disagree, and are told as such: that is not a choice between things.
    """
    if len(groups) < 2:
        return False
    told = sorted((_documents(g) for g in groups), reverse=True)
    scores = sorted((max(m.score for m in g) for g in groups), reverse=True)
    if told[0] > told[1] or scores[0] - scores[1] > 0.02:
        return False
    if len(groups) >= 3:
        leads = [g[0].figure for g in groups]
        apart = len({f.context for f in leads}) == len(leads)
        one = all(_same_thing(f, leads[0]) and set(f.item) == set(leads[0].item) for f in leads)
        return not (apart and one)
    a, b = groups[0][0].figure, groups[1][0].figure
    if _far_apart(a, b) and set(a.item) != set(b.item):
        return True
    return a.context == b.context and a.period == b.period and a.entities == b.entities


def _documents(group: list[Match]) -> int:
    """How many documents tell a value, counted up to three."""
    return min(3, len({m.figure.span.document for m in group}))


def _nearness(group: Sequence[Match], prefer: Figure | None) -> int:
    """How near the nearest of a group stands: 3 in one sentence or row, 2 section, 1 document, else 0."""
    beside = [m.figure for m in group if prefer and m.figure.span.document == prefer.span.document]
    if prefer is None or not beside:
        return 0
    if any(f.context == prefer.context for f in beside):
        return 3
    return 2 if any(f.locator.heading == prefer.locator.heading for f in beside) else 1


def _is_primary(figure: Figure, evidence: Evidence) -> int:
    """An article outweighs notes about it; prose and notes outweigh a bare data file."""
    document = evidence.documents[figure.span.document]
    return 2 if document.kind == "article" else 0 if document.media_type == "text/csv" else 1


def _order(group: list[Match], evidence: Evidence) -> int:
    """The place of its first document in the corpus."""
    return min(evidence.order[m.figure.span.document] for m in group)

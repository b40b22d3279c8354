"""Chooses one figure among those that fit a request, and says which others tell the same or contradict it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.bind import NEAR_TIE, Evidence, Match
from assistant.query import Request
from index.types import Figure
from index.units import is_money

_WHOLE_YEARS = ("fiscal_year", "year")


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
    if request.status != "future":
        matches = tuple(m for m in matches if m.figure.status not in ("target", "projected")) or matches
    pool = [m for m in matches if matches[0].score - m.score <= NEAR_TIE]
    if not request.periods and request.status == "future":
        ahead = [m for m in matches if m.figure.status in ("target", "projected") and matches[0].score - m.score <= 3 * NEAR_TIE and m.figure.period]
        if ahead and pool[0].figure.period:  # the goal that lies furthest ahead is the one still open
            end = max(m.figure.period.end for m in ahead if m.figure.period)
            pool = [m for m in ahead if m.figure.period and m.figure.period.end == end]
    elif not request.periods:
        pool = _latest(pool)
    if not request.unit or request.unit in ("money", "amount"):
        pool = _one_unit(pool, evidence)
    groups = _groups(pool)
    if decisive and _ambiguous(groups):
        return None
    best = max(
        groups, key=lambda g: (_documents(g), max(m.score for m in g), _nearness(g, prefer), -_order(g, evidence))
    )
    chosen = max(
        best,
        key=lambda m: (_nearness([m], prefer), m.figure.quantity.places or 0, _is_primary(m.figure, evidence), m.score),
    )
    rivals = [m.figure for g in groups if g is not best for m in g[:1] if _same_thing(m.figure, chosen.figure)]
    return Pick(chosen.figure, tuple(m.figure for m in best if m is not chosen), tuple(rivals), chosen.score)


def pick_all(evidence: Evidence, requests: Sequence[Request], *, prefer: Figure | None = None, one_measure: bool = True) -> list[Pick] | None:
    """One figure for each request, chosen together: one unit, one period where none is asked for, one item, one source.

    None where a request has no figure. With `one_measure` off the units may differ, as for a price from value and volume.
    """
    found = [evidence.find(r, limit=30) for r in requests]
    if not all(found):
        return None
    found = [tuple(m for m in ms if ms[0].score - m.score <= 0.3) for ms in found]
    best: tuple[float, float, list[Match]] | None = None
    for anchor in found[0]:
        chosen = [anchor]
        for request, matches in zip(requests[1:], found[1:], strict=True):
            fitting = [m for m in matches if (not one_measure or m.figure.quantity.measures_same_as(anchor.figure.quantity)) and m.figure.id not in {c.figure.id for c in chosen}]
            if not fitting:
                break
            chosen.append(max(fitting, key=lambda m: (round(_together(anchor, m, request, requests[0]), 3), _nearness([m], prefer), -_position(evidence, m))))
        if len(chosen) < len(requests):
            continue
        worth = anchor.score + sum(_together(anchor, m, r, requests[0]) for m, r in zip(chosen[1:], requests[1:], strict=True))
        worth += 0.05 * min(2, _nearness([anchor], prefer)) + 0.04 * (is_money(anchor.figure.quantity.unit)) - (0.1 if anchor.figure.quantity.unit == "percent" else 0)
        worth += 0.06 * min(2, len({m.figure.span.document for m in found[0] if agrees(m.figure, anchor.figure)}) - 1)
        recency = anchor.figure.period.end.toordinal() if anchor.figure.period and anchor.figure.period.kind in _WHOLE_YEARS else 0
        if best is None or (round(worth, 2), recency) > (round(best[0], 2), best[1]):
            best = (worth, recency, chosen)
    if best is None:
        return None
    return [_with_company(evidence, m, ms) for m, ms in zip(best[2], found, strict=True)]


def _together(anchor: Match, m: Match, request: Request, first: Request) -> float:
    """How well two figures go into one calculation: their scores, and period, item, kind and source in common."""
    a, b = anchor.figure, m.figure
    score = m.score
    if not request.periods or not first.periods:
        score += 0.25 if a.period and b.period and a.period.same_as(b.period) else -0.1
    score += 0.12 if set(a.item) == set(b.item) else -0.08 * len(set(a.item) ^ set(b.item)) / 3
    score += 0.1 if a.span.document == b.span.document else 0.0
    score += 0.06 if a.context == b.context or (a.locator.heading == b.locator.heading and a.span.document == b.span.document) else 0.0
    score += 0.06 if a.quantity.unit == b.quantity.unit else -0.05
    return score + (0.05 if set(a.sources) & set(b.sources) else 0.0)


def _position(evidence: Evidence, m: Match) -> int:
    return list(evidence.documents).index(m.figure.span.document) * 1_000_000 + m.figure.span.start


def _with_company(evidence: Evidence, m: Match, matches: Sequence[Match]) -> Pick:
    """A match with those that tell the same and those that contradict it."""
    near = [x for x in matches if x is not m and m.score - x.score <= NEAR_TIE and _same_thing(x.figure, m.figure) and x.figure.quantity.unit == m.figure.quantity.unit]
    return Pick(m.figure, tuple(x.figure for x in near if agrees(x.figure, m.figure)), tuple(x.figure for x in near if not agrees(x.figure, m.figure)), m.score)


def _latest(pool: list[Match]) -> list[Match]:
    """The matches of the latest period reported, whole years before parts of them."""
    dated = [m for m in pool if m.figure.period and m.figure.period.kind != "horizon"]
    if not dated:
        return pool
    whole = [m for m in dated if m.figure.period and m.figure.period.kind in _WHOLE_YEARS] or dated
    end = max(m.figure.period.end for m in whole if m.figure.period)
    latest = [m for m in whole if m.figure.period and m.figure.period.end == end]
    undated = [m for m in pool if m.figure.period is None and m.score >= max(x.score for x in latest)]
    return latest + [m for m in undated if _groups([m, latest[0]]) and len(_groups([m, latest[0]])) == 1]


def _one_unit(pool: list[Match], evidence: Evidence) -> list[Match]:
    """Matches of one unit: that of the best match, or the one told most where several are as good."""
    counts: Counter[str] = Counter()
    for m in pool:
        counts[m.figure.quantity.unit] += 1
    top = [m for m in pool if m.score >= pool[0].score - 0.005] or pool
    unit = max((m.figure.quantity.unit for m in top), key=lambda u: (counts[u], is_money(u), u))
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
        slack = max(slack, abs(max(x, y, key=abs)) * Decimal("0.005"))
    return abs(x - y) <= slack


def _same_thing(a: Figure, b: Figure) -> bool:
    """Do two figures of different value claim to be of the same thing, so that they disagree?"""
    if (a.period is None) != (b.period is None) or (a.period and b.period and not a.period.same_as(b.period)):
        return False
    return set(a.entities) == set(b.entities) and a.flow == b.flow and a.status == b.status and a.kind == b.kind


def _ambiguous(groups: list[list[Match]]) -> bool:
    """Do several values fit with nothing to choose between them: three or more, or two in one row or sentence?

    One value told by more documents than any other is chosen all the same.
    """
    if len(groups) < 2:
        return False
    told = sorted((_documents(g) for g in groups), reverse=True)
    scores = sorted((max(m.score for m in g) for g in groups), reverse=True)
    if told[0] > told[1] or scores[0] - scores[1] > 0.02:
        return False
    if len(groups) >= 3:
        return True
    a, b = groups[0][0].figure, groups[1][0].figure
    return a.context == b.context and a.period == b.period and a.entities == b.entities


def _documents(group: list[Match]) -> int:
    return min(3, len({m.figure.span.document for m in group}))


def _nearness(group: list[Match], prefer: Figure | None) -> int:
    if prefer is None:
        return 0
    best = 0
    for m in group:
        if m.figure.span.document == prefer.span.document:
            best = max(best, 1)
            if m.figure.locator.heading == prefer.locator.heading:
                best = max(best, 2)
            if m.figure.context == prefer.context:
                best = max(best, 3)
    return best


def _is_primary(figure: Figure, evidence: Evidence) -> int:
    """An article outweighs notes about it; prose and notes outweigh a bare data file."""
    document = evidence.documents[figure.span.document]
    return 2 if document.kind == "article" else 0 if document.media_type == "text/csv" else 1


def _order(group: list[Match], evidence: Evidence) -> int:
    return min(list(evidence.documents).index(m.figure.span.document) for m in group)

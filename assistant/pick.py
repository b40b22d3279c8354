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


def pick(evidence: Evidence, request: Request, *, prefer: Figure | None = None) -> Pick | None:
    """The figure a request means, or None.

    Among the best matches: the latest period where none is asked for, the value told most often, the figure nearest
    to `prefer` (same document, same table) where several are told equally often.
    """
    matches = evidence.find(request)
    if not matches:
        return None
    pool = [m for m in matches if matches[0].score - m.score <= NEAR_TIE]
    if not request.periods:
        pool = _latest(pool)
    if not request.unit or request.unit in ("money", "amount"):
        pool = _one_unit(pool, evidence)
    groups = _groups(pool)
    best = max(
        groups, key=lambda g: (_documents(g), max(m.score for m in g), _nearness(g, prefer), -_order(g, evidence))
    )
    chosen = max(
        best,
        key=lambda m: (_nearness([m], prefer), m.figure.quantity.places or 0, _is_primary(m.figure, evidence), m.score),
    )
    rivals = [m.figure for g in groups if g is not best for m in g[:1] if _same_thing(m.figure, chosen.figure)]
    return Pick(chosen.figure, tuple(m.figure for m in best if m is not chosen), tuple(rivals), chosen.score)


def pick_all(evidence: Evidence, requests: Sequence[Request], *, prefer: Figure | None = None) -> list[Pick] | None:
    """One figure for each request, all in one unit where that can be; None where one has none."""
    units = _units(evidence, requests)
    best: list[Pick] | None = None
    for unit in units:
        picks = _pick_each(evidence, [replace(r, unit=unit) for r in requests], prefer)
        if picks and (best is None or sum(p.score for p in picks) > sum(p.score for p in best) + 0.1):
            best = picks
    return best or _pick_each(evidence, requests, prefer)


def _pick_each(evidence: Evidence, requests: Sequence[Request], prefer: Figure | None) -> list[Pick] | None:
    """The requests answered in turn; one without a period takes that of the first."""
    out: list[Pick] = []
    for request in requests:
        near = prefer or (out[0].figure if out else None)
        first = next((p.figure.period for p in out if p.figure.period), None)
        found = None
        if not request.periods and first is not None and request.status != "future":
            found = pick(evidence, replace(request, periods=(first,)), prefer=near)
        found = found or pick(evidence, request, prefer=near)
        if found is None:
            return None
        out.append(found)
    return out


def _units(evidence: Evidence, requests: Sequence[Request]) -> list[str]:
    """Units in which every request has a match, those of the first request's best matches first."""
    if not requests:
        return []
    wanted = [r.unit for r in requests]
    if any(w and not w.islower() and w not in ("money", "amount") for w in wanted):
        return [next(w for w in wanted if w)]
    counts: Counter[str] = Counter()
    order: list[str] = []
    for request in requests:
        found = dict.fromkeys(m.figure.quantity.unit for m in evidence.find(request)[:12])
        counts.update(found.keys())
        order += [u for u in found if u not in order]
    return [u for u in order if counts[u] == len(requests)]


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

"""Computes a printed share, change or multiple again, from the amounts that the same document gives for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import calculator
from assistant.context import Context
from assistant.query import Request
from assistant.types import Calculation
from index.types import Figure

_BEFORE, _AFTER = 450, 200
"""Characters before and after a claim within which amounts of its section may be what it is about."""
_MOST_WHOLES = 400
_NO_AMOUNT = ("count", "year", "day", "month", "percent", "ratio")
_STARTS_FROM = re.compile(r"\b(?:up|down) from (?:about |around |some )?$|\bagainst (?:about |around )?$", re.I)
"""Stands before the value that a change starts from, though it is told after the one it leads to."""
_LOOK_BACK = 24


def recompute(c: Context, claim: Figure) -> Calculation | None:
    """A printed share or change, computed again from amounts in its own sentence or from the totals it refers to.

    Raises:
        CalculationError: the calculation has no result.
    """
    beside = _beside(c, claim)
    if claim.kind == "share":
        return _share(c, claim, beside)
    ends = _ends(c, claim, beside)
    if ends is None:
        return None
    start, end = c.operand(ends[0]), c.operand(ends[1])
    return calculator.ratio(end, start) if claim.quantity.unit == "ratio" else calculator.percent_change(start, end)


def _beside(c: Context, claim: Figure) -> list[Figure]:
    """The amounts of the claim's own sentence; where it has no two, those of prose around it."""
    amounts = [
        f
        for f in c.evidence.index.of(claim.span.document)
        if f.id != claim.id and f.kind in ("level", "rate") and f.quantity.unit not in _NO_AMOUNT
    ]
    same = [f for f in amounts if f.context == claim.context]
    if len(same) >= 2:
        return same
    return [
        f
        for f in amounts
        if f.locator.heading == claim.locator.heading
        and f.locator.row is None
        and -_BEFORE < f.span.start - claim.span.start < _AFTER
    ]


def _share(c: Context, claim: Figure, beside: Sequence[Figure]) -> Calculation | None:
    """The amount nearest to the claim over a larger one beside it, else over the total it is a part of."""
    for part in sorted(beside, key=lambda f: abs(f.span.start - claim.span.start)):
        whole = next((f for f in beside if _larger(f, part)), None) or _whole(c, part, claim)
        if whole is not None:
            return calculator.share(c.operand(part), c.operand(whole))
    return None


def _larger(whole: Figure, part: Figure) -> bool:
    return whole.quantity.measures_same_as(part.quantity) and whole.quantity.base[0] > part.quantity.base[0]


def _whole(c: Context, part: Figure, claim: Figure) -> Figure | None:
    """The total that a claimed share is of: same flow, period, unit, and told by the same source where it is."""
    request = Request(flow=part.flow, periods=(part.period,) if part.period else (), unit=part.quantity.unit)
    restricted = {*part.item, *claim.item}
    totals = [
        m.figure
        for m in c.evidence.find(request, limit=_MOST_WHOLES, ranging=True)
        if not m.figure.entities
        and m.figure.id != part.id
        and m.figure.status == "reported"
        and m.figure.kind == "level"
        and m.figure.quantity.base[0] > part.quantity.base[0]
        and restricted.issuperset(m.figure.item)
    ]
    same_document = [f for f in totals if f.span.document == part.span.document]
    same_source = [f for f in same_document if set(f.sources) & set(claim.sources)]
    told = same_source or same_document or totals
    return max(told, key=lambda f: (f.quantity.places or 0, -f.span.start), default=None)


def _ends(c: Context, claim: Figure, beside: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The two amounts beside a claimed growth that are nearest to it: its start and its end.

    Amounts of two periods come before amounts of one, and lead from the earlier to the later.
    """
    pairs = [
        (a, b)
        for a in beside
        for b in beside
        if a.span.start < b.span.start
        and a.quantity.measures_same_as(b.quantity)
        and a.equivalent != b.id
        and a.flow == b.flow
    ]
    dated = [
        (a, b) if a.period.end < b.period.end else (b, a)
        for a, b in pairs
        if a.period and b.period and not a.period.same_as(b.period)
    ]
    if not pairs:
        return None
    at = claim.span.start
    a, b = min(dated or pairs, key=lambda p: abs(p[0].span.start - at) + abs(p[1].span.start - at))
    before = c.evidence.documents[claim.span.document].text[max(0, b.span.start - _LOOK_BACK) : b.span.start]
    return (b, a) if _STARTS_FROM.search(before) else (a, b)

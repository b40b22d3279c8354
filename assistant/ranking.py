"""Rankings by size: the largest, the third, the one behind Germany, the whole list; and which year was the best."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context
from assistant.draft import Draft
from assistant.families import (
    MOST_SEEN,
    REST,
    Family,
    families,
    items_ranged_over,
    name_of,
    ranged_over,
    telling,
)
from assistant.figure_index import column_of
from assistant.larger import larger_of_two, names_two
from assistant.patterns import only
from assistant.query import Request
from assistant.ranking_change import asks_for_change, ranked_by_change
from assistant.vocabulary import pattern
from index.names import places
from index.types import Figure, Period

_NEAR_TIE = 0.08
"""Families whose scores are this close are as good; the latest and largest of them is ranked."""
_MOST_MEMBERS = 6
"""Members up to which a larger family is the better one."""
_MOST_LISTED, _MOST_DATES = 8, 6
_LENGTHS = (1, 7, 31, 92, 184, 370, 100_000)
"""Days that tell days, weeks, months, quarters, halves and years apart."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NEIGHBOUR = re.compile(r"\b(behind|after|below|ahead of|before|above|next to|follow\w*)\s+(?:the )?", re.I)
_AHEAD = re.compile(r"ahead|before|above", re.I)
_UNIT_OF_TIME = "year|quarter|month|day|week|season|half"
_WHEN = pattern(
    r"\b(?:which|what|in what|in which|on which|on what)(?: [\w-]+){0,2}? "
    rf"(?:{_UNIT_OF_TIME}|date|sale|auction|session)s?\b",
    r"^\W*(?:and )?when\b",
    rf"\b(?:strongest|weakest|best|worst|busiest|highest|lowest|\w+est) (?:{_UNIT_OF_TIME})\b",
)
"""Asks for the time at which something was the most or the least."""
_TIME_WORD = only(r"(?:sale|auction|session|week|month|day|table|\w+est)s?")


def strictly(c: Context) -> Draft | None:
    """A place in a ranking, the neighbour of a member, or the whole list; by size, or by growth where that is asked.

    Only figures that meet the request to the letter are set in order.

    Raises:
        CalculationError: a member grew from nothing.
    """
    if names_two(c):
        return larger_of_two(c)
    return _ranked_by_time(c) or _ranked_members(c)


def _ranked_by_time(c: Context) -> Draft | None:
    """Which year, month or day had the highest or lowest value of one measure."""
    series = _best_series(c) if _WHEN.search(c.query.text) else ()
    place = max(c.query.rank, 1)
    if place > len(series):
        return None
    order = sorted(series, key=lambda f: (f.quantity.base[0], f.id), reverse=c.query.descending)
    figure = order[place - 1]
    draft = Draft(c.evidence)
    label = figure.period.label if figure.period else ""
    draft.say(f"{label}: {draft.printed(figure)}, {_ordinal(place)} of {len(order)}.", [figure])
    told = order[:_MOST_DATES]
    shown = "; ".join(f"{f.period.label if f.period else ''} {draft.printed(f)}" for f in told)
    draft.say(f"In order: {shown}.", told)
    draft.result = draft.operand(figure)
    return draft


def _best_series(c: Context) -> tuple[Figure, ...]:
    """One measure's figures for periods of one length: those that cover the question best, then the most."""
    request = c.query.request
    terms = tuple(t for t in telling(request.terms) if not _TIME_WORD.match(t.word))
    unit = "" if request.unit in ("percent", "count", "time") else request.unit
    request = replace(request, kind="", terms=terms, unit=unit, periods=_span(c.query.periods))
    groups: dict[tuple[object, ...], dict[object, Figure]] = defaultdict(dict)
    for match in c.evidence.find(request, limit=MOST_SEEN, ranging=True):
        f = match.figure
        if f.period is None or f.status not in ("reported", "provisional"):
            continue
        if (f.quantity.unit == "percent" and not unit) or (f.entities and f.flow and not request.places):
            continue
        place = (f.span.document, f.locator.heading, column_of(f))
        measure = (f.quantity.unit, f.flow, f.kind, f.entities, _length(f.period))
        groups[(*place, *measure)].setdefault((f.period.start, f.period.end), f)
    series = [tuple(g.values()) for g in groups.values() if len(g) >= 2]

    def worth(figures: tuple[Figure, ...]) -> tuple[float, int, str]:
        coverage = sum(c.evidence.coverage(terms, f)[0] for f in figures) / len(figures)
        return round(coverage, 2), len(figures), figures[0].id

    return max(series, key=worth, default=())


def _span(asked: Sequence[Period]) -> tuple[Period, ...]:
    """The stretch from the first of several periods to the last; one period as it is."""
    if len(asked) < 2:
        return tuple(asked)
    return (Period(min(p.start for p in asked), max(p.end for p in asked), "", "range"),)


def _length(period: Period) -> int:
    """The least of the usual lengths that a period does not reach."""
    days = (period.end - period.start).days
    return next(n for n in _LENGTHS if days < n)


def _ranked_members(c: Context) -> Draft | None:
    """Places or items in order of size, or of growth where the question asks for that."""
    query, request = c.query, c.query.request
    neighbour = _NEIGHBOUR.search(query.text)
    anchor = _anchor(c, neighbour.end()) if neighbour else ""
    others = tuple(p for p in request.places if p != anchor)
    unit = query.unit or ("" if request.unit in ("count", "percent") else request.unit)
    base = replace(request, kind="", places=() if anchor else others, unit=unit)
    wanted = items_ranged_over(query.text) if others else ranged_over(query.text)
    if asks_for_change(c):
        draft = ranked_by_change(c, base, wanted)
        if draft:
            return draft
    found = _best_family(c, base, wanted, (anchor,) if anchor else ())
    if found is None:
        return None
    largest_first = query.descending or bool(anchor)
    members = [f for f in found.members if not REST.match(f.label)] or found.members
    order = sorted(members, key=lambda f: (f.quantity.base[0], f.id), reverse=largest_first)
    names = [name_of(c.evidence, f, found.by) for f in order]
    if len(set(names)) < len(names):
        return None  # what they differ in is not known
    if neighbour and anchor:
        return _beside(c, order, names, anchor, ahead=bool(_AHEAD.match(neighbour[1])))
    return in_order(c, order, names) if query.top or query.rank == 0 else placed(c, order, names, query.rank)


def _anchor(c: Context, end: int) -> str:
    """The foreign place that follows "behind" or "ahead of", whose words end at `end`; "" where none does."""
    named = (p.name for p in places(c.query.text, any_case=True) if p.start >= end - 1)
    return next((name for name in named if name != c.evidence.home), "")


def _best_family(c: Context, base: Request, wanted: str, ranging: Sequence[str]) -> Family | None:
    """The family to rank: of the last question's period first for a follow-up, of what is ranged over first."""
    options = [base]
    if not base.periods and c.last and c.query.follow_up and c.last.query.request.periods:
        options.insert(0, replace(base, periods=c.last.query.request.periods))
    for request in options:
        for differing in dict.fromkeys((wanted, "")):
            found = families(c.evidence, request, differing, ranging)
            if found:
                return _best(found, dated=bool(request.periods))
    return None


def _best(found: Sequence[Family], *, dated: bool) -> Family:
    """Among the best fitting the latest, where no period is asked for, then the largest."""
    top = [f for f in found if found[0].score - f.score < _NEAR_TIE]
    return max(top, key=lambda f: (0 if dated else f.end, min(len(f.members), _MOST_MEMBERS), f.score))


def _beside(c: Context, order: Sequence[Figure], names: Sequence[str], anchor: str, *, ahead: bool) -> Draft | None:
    """The member next before or after the anchor, which may be the first or the last."""
    at = next((i for i, f in enumerate(order) if anchor in f.entities), None)
    if at is None:
        return None
    place = at + (0 if ahead else 2)
    if 1 <= place <= len(order) and not (c.query.top or c.query.rank == 0):
        return placed(c, order, names, place)
    if 1 <= place <= len(order):
        return in_order(c, order, names)
    draft = Draft(c.evidence)
    draft.say(f"{anchor} is {'first' if ahead else 'last'} of the {len(order)} given.", [order[at]])
    return draft


def in_order(c: Context, order: Sequence[Figure], names: Sequence[str]) -> Draft:
    """All members in order, or as many as the question asks for and there are."""
    top = c.query.top
    draft = Draft(c.evidence)
    chosen = order[:top] if top else order
    short = f"The documents rank only {len(order)}: " if top > len(order) else ""
    draft.say(f"{short}{_listing(draft, chosen, names)}.", chosen)
    draft.result = draft.operand(chosen[0])
    return draft


def placed(c: Context, order: Sequence[Figure], names: Sequence[str], place: int) -> Draft | None:
    """The member at a place, 1 for the first, and the list; None where the list is not as long."""
    if not 1 <= place <= len(order):
        return None
    figure = order[place - 1]
    draft = Draft(c.evidence)
    what = draft.described(figure)
    about = f" ({what})" if what else ""
    draft.say(f"{names[place - 1]}: {draft.printed(figure)}{about}, {_ordinal(place)} of {len(order)}.", [figure])
    told = order[:_MOST_LISTED]
    draft.say(f"In order: {_listing(draft, told, names)}.", told)
    draft.result = draft.operand(figure)
    return draft


def _listing(draft: Draft, order: Sequence[Figure], names: Sequence[str]) -> str:
    return "; ".join(f"{n} {draft.printed(f)}" for f, n in zip(order, names, strict=False))


def _ordinal(place: int) -> str:
    return _ORDINALS[place - 1] if place <= len(_ORDINALS) else f"number {place}"

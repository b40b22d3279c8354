"""Two figures set against each other: difference, multiple, change in per cent and in percentage points."""

from __future__ import annotations

from dataclasses import replace

from assistant import calculator
from assistant.carry_over import period_shift
from assistant.context import Context
from assistant.draft import Draft
from assistant.from_to import from_to
from assistant.lookup import is_sure, lookup
from assistant.pairs import Pair, both, last_and_before, pair, two_answers, two_of_last
from assistant.patterns import words
from assistant.pick import pick
from assistant.query import Request
from assistant.saying import named, said, said_change, tell
from assistant.siblings import told_apart
from assistant.vocabulary import pattern
from index import periods

_FITS_INTO = pattern(r"\b(?:size of|as (?:big|large) as|make up|go into)\b", r"\bfit in")
"""How many of the first named go into the second."""
_HOW_MANY_TIMES = words("how many times")
_AS_NAMED = pattern(r"\bsmaller", r"\blower", r"\b(?:less|fraction)\b", r"\bas a multiple of\b")
"""The first named is set over the second, though it may be the smaller one."""


def difference(c: Context) -> Draft | None:
    """How far one figure is above or below another.

    Raises:
        UnitMismatchError: the two measure different things.
    """
    if c.query.request.flow == "balance" and len(c.query.places) < 2:
        draft = lookup(replace(c, query=c.query.with_request(kind="level")))
        if draft is not None:
            return draft
    found = pair(c)
    if not found:
        return None
    a, b = found
    if a.quantity.unit == b.quantity.unit == "percent" or (c.query.unit == "percent" and a.figure and b.figure):
        return said_change(c, b, a)  # "how much more is that than in May, in per cent?"
    done = calculator.difference(a, b, absolute=True)
    return said(c, done, f"the difference between {named(c, a)} and {named(c, b)}")


def ratio(c: Context) -> Draft | None:
    """How many times one figure is another: the larger over the smaller, unless a fraction is asked for.

    Raises:
        UnitMismatchError: the two measure different things.
        UndefinedResultError: the smaller is zero.
    """
    found = _with_year_before(c) or pair(c)
    if not found:
        return None
    a, b = found
    text = c.query.text
    smaller = a.quantity.measures_same_as(b.quantity) and a.quantity.base[0] < b.quantity.base[0]
    fits_into = _FITS_INTO.search(text) and not _HOW_MANY_TIMES.search(text)
    if fits_into or (smaller and not _AS_NAMED.search(text)):
        a, b = b, a
    return said(c, calculator.ratio(a, b), f"{named(c, a)} against {named(c, b)}")


def change(c: Context) -> Draft | None:
    """The percentage by which a figure grew or fell: computed from the two values, else as printed.

    Raises:
        UndefinedResultError: the start is zero or below.
    """
    own = c.own
    pointing = c.query.follow_up and not own.places and not own.flow and not c.names_subject
    found = (_said_before(c) if pointing else None) or _two_periods(c)
    computed = None if found else _against_year_before(c)
    if computed and computed[0].figure and computed[1].figure:
        start, end = computed[0].figure, computed[1].figure
        if start.context == end.context or start.span.document == end.span.document:
            found = computed
    if found:
        return said_change(c, *found)
    printed = pick(c.evidence, replace(c.query.request, kind="change", unit=""), prefer=c.near)
    if printed and is_sure(c, printed):
        return tell(c, printed)
    found = computed or (two_answers(c) if c.query.follow_up else None)
    return said_change(c, *found) if found else None


def _said_before(c: Context) -> Pair | None:
    """The two values that a follow-up points at."""
    if period_shift(c.query.text) is not None or c.own.periods:
        return last_and_before(c)
    return two_answers(c) or two_of_last(c) or last_and_before(c)


def _two_periods(c: Context) -> Pair | None:
    """The values of the first two periods that the question names, the earlier first."""
    if len(c.query.periods) < 2:
        return None
    request = _any_kind(c)
    ends = sorted(c.query.periods[:2], key=lambda p: p.end)
    return both(c, [replace(request, periods=(p,)) for p in ends], prefer=c.near)


def _against_year_before(c: Context) -> Pair | None:
    """The values of the one period asked for and of the same a year before, the earlier first."""
    request = _any_kind(c)
    if len(c.query.periods) >= 2 or len(request.periods) != 1 or request.periods[0].kind == "day":
        return None
    end = request.periods[0]
    before = replace(request, periods=(periods.shift(end, -1),))
    found = both(c, [before, replace(request, periods=(end,))], prefer=c.near)
    figures = [o.figure for o in found or () if o.figure]
    return None if len(figures) == 2 and told_apart(c.evidence, *figures) else found


def _with_year_before(c: Context) -> Pair | None:
    """The value of the one period asked for and that of a year before, where the question names that."""
    before = c.conversation.topic
    again = before.text if before and c.query.notes.get("repeated") else ""
    shifts = period_shift(c.query.text) is not None or period_shift(again) is not None
    return _against_year_before(c) if shifts else None


def _any_kind(c: Context) -> Request:
    """What is asked for as a level, in the unit named or of the measure told ("tonnage"), a change being no unit."""
    measure = c.query.request.unit
    return replace(c.query.request, kind="", unit=c.query.unit or ("" if measure in ("percent", "ratio") else measure))


def points(c: Context) -> Draft | None:
    """The change of a share in percentage points: of two periods, of a move told in prose, or as printed.

    Raises:
        UnitMismatchError: what is found are no percentages.
    """
    request = replace(c.query.request, kind="share", unit="percent")
    if len(c.query.periods) >= 2:
        ends = sorted(c.query.periods[:2], key=lambda p: p.end)
        picks = both(c, [replace(request, periods=(p,)) for p in ends])
        if picks:
            return said_change(c, *picks)
    for wanted in (request, replace(request, periods=())):
        for match in c.evidence.find(wanted):
            ends_told = from_to(c.evidence, match.figure)
            if ends_told:
                return said_change(c, c.operand(ends_told[0]), c.operand(ends_told[1]))
    stated = pick(c.evidence, replace(request, kind="change", unit="percentage_point"))
    if stated:
        return tell(c, stated)
    found = pair(replace(c, query=c.query.with_request(kind="share", unit="percent")))
    return said_change(c, found[1], found[0]) if found else None

"""Checks what a question claims, a multiple, a share or a change, against the documents' figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from assistant import calculator
from assistant.agreement import without_doubt
from assistant.carry_over import period_shift, points_at_one
from assistant.comparing import change
from assistant.context import Context
from assistant.direction import turned
from assistant.draft import Draft
from assistant.identity import identify
from assistant.paired import likeliest
from assistant.pairs import Pair, both, last_and_before, pair, two_answers
from assistant.patterns import words
from assistant.pick import pick
from assistant.query import Term
from assistant.recompute import recompute
from assistant.saying import named
from assistant.shares import computed_share
from assistant.targets import level_and_target
from assistant.types import Calculation
from index import periods
from index.errors import CalculationError
from index.numbers import NUMBER_WORDS, Mention
from index.types import Figure

_CLAIMED = ("percent", "ratio", "percentage_point")
_GIVES = {"percent": ("share", "change", "growth"), "ratio": ("ratio",), "percentage_point": ("change",)}
"""Operations whose result may be claimed in a unit."""
_MOST_PRINTED = 4
"""Printed claims that are tried, the likeliest first."""
_MOST_DATES = 200
_SINCE = words("since", "from", "compared (?:with|to)", "against", "over", "than")
_OF_WHOLE = words("of", "share", "accounts?", "makes? up", "for")
_IN_YEARS = re.compile(r"\b(?:in|over|within|during) (?:the )?(?:last |past )?(\w+) (?:years?|seasons?)\b", re.I)
_TENTH, _TWENTIETH = Decimal("0.1"), Decimal("0.05")
_ROUNDING, _ROUGH_ROUNDING = Decimal("0.5"), Decimal("1.5")
"""Percentage points by which a claim in whole per cent may be off, said plainly and said with "about"."""


@dataclass(frozen=True, slots=True)
class Check:
    """What the calculator gets for a claim, and the figure that prints the claim where one does."""

    done: Calculation
    printed: Figure | None = None


Checker: TypeAlias = Callable[[Context, Mention], Check | None]


def verify(c: Context) -> Draft | None:
    """Does what is claimed follow from the figures it is about, or is a number what the question says it is?"""
    claim = next((m for m in c.query.given if m.quantity.unit in _CLAIMED), None)
    if claim is None:
        return identify(c)
    checkers: tuple[Checker, ...] = (_multiple, _moved_since, _printed_claim, _share, _of_said, _change, _chosen)
    for checker in checkers:
        try:
            check = checker(c, claim)
        except CalculationError:
            continue
        if check is not None:
            return _verdict(c, claim, check)
    return None


def _multiple(c: Context, claim: Mention) -> Check | None:
    """A claimed multiple: the later or future value over the present one."""
    if claim.quantity.unit != "ratio":
        return None
    ends = _two_periods(c) or _since(c) or _target_and_level(c) or _over_years(c) or _named(c)
    if ends is None or not ends[0].quantity.measures_same_as(ends[1].quantity):
        return None
    return Check(calculator.ratio(ends[1], ends[0]))


def _two_periods(c: Context) -> Pair | None:
    """The values of the first two periods that the question names, the earlier first."""
    if len(c.query.periods) < 2:
        return None
    request = replace(c.query.request, kind="", unit="amount")
    ends = sorted(c.query.periods[:2], key=lambda p: p.end)
    return both(c, [replace(request, periods=(p,)) for p in ends])


def _since(c: Context) -> Pair | None:
    """The value of the one period asked for and the latest one of the same measure after it."""
    request = replace(c.query.request, kind="level", unit="amount")
    if len(request.periods) != 1 or not _SINCE.search(c.query.text):
        return None
    start = request.periods[0]
    found = (m.figure for m in c.evidence.find(replace(request, periods=()), limit=_MOST_DATES))
    later = {
        (f.period.start, f.period.end): f.period
        for f in found
        if f.status in ("reported", "provisional")
        and f.period
        and f.period.kind == start.kind
        and f.period.end > start.end
    }
    for period in sorted(later.values(), key=lambda p: p.end, reverse=True):
        ends = both(c, [request, replace(request, periods=(period,))])
        if ends:
            return ends
    return None


def _target_and_level(c: Context) -> Pair | None:
    """The present level and the target for it, where the question or the last answer speaks of one."""
    used = c.last.figures if c.last else ()
    if c.query.request.status != "future" and not any(f.status in ("target", "projected") for f in used):
        return None
    start, target, _ = level_and_target(c)
    return (start, target) if start and target else None


def _over_years(c: Context) -> Pair | None:
    """The value so many years before the latest one, and the latest: "doubled in three seasons"."""
    said = _IN_YEARS.search(c.query.text)
    count = NUMBER_WORDS.get(said[1].lower(), 0) or (int(said[1]) if said[1].isdigit() else 0) if said else 0
    if not count:
        return None
    terms = tuple(t for t in c.query.request.terms if not t.hard or c.evidence.occurs(t.stem))
    request = replace(c.query.request, kind="level", unit="amount", terms=terms)
    latest = pick(c.evidence, request)
    if latest is None or latest.figure.period is None:
        return None
    when = periods.shift(latest.figure.period, -int(count))
    request = replace(request, unit=latest.figure.quantity.unit, periods=(when,))
    before = pick(c.evidence, request, prefer=latest.figure)
    return (c.operand(before.figure), c.operand(latest.figure)) if before else None


def _named(c: Context) -> Pair | None:
    """The two amounts that the question or the conversation sets against each other, the smaller first."""
    query = c.query
    two_sides = len(query.places) >= 2 or len(query.periods) >= 2 or len(query.items) == 2
    found = pair(c) if two_sides or query.follow_up else None
    if found is None:
        return None
    a, b = found
    return (a, b) if a.quantity.base[0] <= b.quantity.base[0] else (b, a)


def _printed_claim(c: Context, claim: Mention) -> Check | None:
    """A claim the documents print, recomputed from the amounts that stand beside it."""
    terms = without_doubt(c.query.request.terms)
    printed = [
        (_relevance(c, f, terms), f)
        for f in c.evidence.index.in_units({claim.quantity.unit} & {"percent", "ratio"})
        if _equal(f, claim)
    ]
    printed.sort(key=lambda scored: (-scored[0], scored[1].id))
    for relevance, figure in printed[:_MOST_PRINTED]:
        if terms and relevance < 0.5:
            break
        done = recompute(c, figure)
        if done is not None:
            return Check(done, figure)
    return None


def _equal(figure: Figure, claim: Mention) -> bool:
    """Does a figure print the number claimed, each allowed its rounding?"""
    a, b = figure.quantity, claim.quantity
    slack = max(a.half_ulp(), b.half_ulp(), Decimal("0.01"))
    return a.unit == b.unit and abs(a.value - b.value) <= slack


def _relevance(c: Context, figure: Figure, terms: Sequence[Term]) -> float:
    """How much of what the question says belongs to a figure, about 1 for all of it."""
    if not terms:
        return 0.5
    got, _, hard = c.evidence.coverage(terms, figure)
    around = (*figure.entities, *figure.background)
    places = [p for p in c.query.request.places if p not in around]
    return got - 0.1 * len(hard) - 0.3 * len(places)


def _share(c: Context, claim: Mention) -> Check | None:
    """A claimed share, computed from part and whole."""
    if claim.quantity.unit != "percent" or not _OF_WHOLE.search(c.query.text):
        return None
    done = computed_share(c)
    return Check(done) if done else None


def _change(c: Context, claim: Mention) -> Check | None:
    """A claimed change in per cent, computed from the values at both ends."""
    draft = change(c) if claim.quantity.unit == "percent" else None
    return Check(draft.calculations[-1]) if draft and draft.calculations else None


def _moved_since(c: Context, claim: Mention) -> Check | None:
    """A claimed change of what was said, "a third more than the year before", from the values of both years."""
    pointing = c.query.follow_up and points_at_one(c.query.text) and period_shift(c.query.text) is not None
    ends = last_and_before(c) if pointing and claim.quantity.unit == "percent" and not c.own.places else None
    return Check(calculator.percent_change(*ends)) if ends else None


def _of_said(c: Context, claim: Mention) -> Check | None:
    """A claimed part or change, from the last two answers, where the question names nothing else that is held."""
    own = c.own
    if claim.quantity.unit != "percent" or own.places or own.flow or own.periods or not c.conversation.turns:
        return None
    ends = two_answers(c)
    if ends is None:
        return None
    if _OF_WHOLE.search(c.query.text):
        return Check(calculator.share(*sorted(ends, key=lambda o: o.quantity.base[0])))
    return Check(calculator.percent_change(*ends))


def _chosen(c: Context, claim: Mention) -> Check | None:
    """The calculation that the question most likely means, where it gives what is claimed."""
    done = likeliest(c, _GIVES.get(claim.quantity.unit, ()))
    return Check(done) if done and done.result.unit == claim.quantity.unit else None


def _verdict(c: Context, claim: Mention, check: Check) -> Draft:
    """Yes, roughly or no, with what the calculator gets."""
    done = check.done
    percent = claim.quantity.unit == "ratio" and done.result.unit == "percent"
    wanted = abs(claim.quantity.to("percent").value if percent else claim.quantity.value)
    got = abs(done.result.value)
    wrong_way = done.operation == "percent_change" and turned(c.query.text, done.result.value)
    fits = not wrong_way and abs(got - wanted) <= _slack(claim, check.printed, wanted)
    roughly = not fits and not wrong_way and abs(got - wanted) <= _TENTH * wanted
    word = "Yes" if fits else "Roughly" if roughly else "No"
    shown = done.shown.lstrip("-−")
    if done.operation == "percent_change":
        shown += " less" if done.result.value < 0 else " more"
    draft = Draft(c.evidence)
    operands = " and ".join(named(c, o) for o in done.operands)
    draft.say(f"{word}: {shown}, by {operands}.", [check.printed] if check.printed else [], calculations=[done])
    if roughly:
        draft.say(f"That is {'a little more' if got > wanted else 'a little less'} than claimed.")
    draft.result = calculator.carried(done)
    return draft


def _slack(claim: Mention, printed: Figure | None, wanted: Decimal) -> Decimal:
    """How far the truth may be from a claim that holds: its rounding, more where it is said with "about"."""
    quantity = claim.quantity
    percent = quantity.unit == "percent"
    slack = quantity.half_ulp() if quantity.places is not None else _TWENTIETH * wanted
    if claim.qualifier != "exact" or (printed and printed.qualifier != "exact"):
        slack = max(slack, _ROUGH_ROUNDING if percent else _TENTH * wanted)
    return max(slack, _ROUNDING) if percent else slack

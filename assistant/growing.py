"""Growth: the yearly rate between two values or to a target, where a rate leads, how long it takes, what if."""

from __future__ import annotations

from dataclasses import replace

from assistant import calculator
from assistant.context import Context
from assistant.draft import Draft
from assistant.lookup import is_likely
from assistant.patterns import only, words
from assistant.pick import pick, pick_all
from assistant.query import Request, Term
from assistant.saying import named, said
from assistant.targets import find_target, is_amount, level_and_target, without_goal_words, years
from assistant.types import Operand
from index.numbers import Mention
from index.types import Period
from index.units import is_money

_LESS = (
    r"f[ae]ll\w*", r"shr[aiu]nk\w*", r"declin\w+", r"drop\w*", r"decreas\w+", r"los[est]\w*",
    "less", "lower", "fewer", "cut", "down(?! to)",
)  # fmt: skip
_LESSENED = words(*_LESS)
_DIFFERENCE_ALONE = words(
    r"los[est]\w*", r"gain\w*", "extra", "additional", "more would", r"miss\w*", "how much (?:more|less)",
    "difference", "save",
)  # fmt: skip
"""Asks for the per cent of an amount, not for what the amount becomes."""
_OUTCOME_WORD = only(
    r"los[est]\w*", r"gain\w*", r"mean\w*", r"cost\w*", "left", r"earn\w*", r"miss\w*", r"happen\w*"
)  # fmt: skip
"""Words of a "what if" that the figure itself does not carry."""
_DOUBLED, _TRIPLED = words(r"doubl\w*"), words(r"tripl\w*")
_YEARLY = words("(?:per|a|each|every) (?:year|annum)")
_CHANGES = ("percent_change", "ratio", "growth_multiple")
_GROWTHS = ("projection", "cagr", "required_rate", "years_needed")


def required_rate(c: Context) -> Draft | None:
    """The yearly growth that leads from the present level to a target.

    Raises:
        CalculationError: the level is not above zero.
    """
    start, target, span = level_and_target(c)
    if not (start and target and span):
        return None
    done = calculator.required_rate(start, target, span)
    return said(c, done, f"a year for {span.text}, from {named(c, start)} to {named(c, target)}")


def cagr(c: Context) -> Draft | None:
    """The compound yearly growth between two values, else to a target.

    Raises:
        CalculationError: the first value is not above zero, or no time lies between them.
    """
    return _between_periods(c) or of_last_change(c) or required_rate(c)


def _between_periods(c: Context) -> Draft | None:
    """From the first to the last period that the question names, which may lie ahead."""
    if len(c.query.periods) < 2:
        return None
    terms = without_goal_words(c.query.request)
    request = replace(c.query.request, kind="", unit=c.query.unit, terms=terms)
    first, *_, final = sorted(c.query.periods, key=lambda p: p.end)
    start = replace(request, periods=(first,), status="")
    end = replace(request, periods=(final,))
    for last in (end, replace(end, status="future")):
        picks = pick_all(c.evidence, [start, last], prefer=c.near)
        if picks:
            a, b = c.operands(picks)
            return _compound(c, a, b, years(final.end.year - first.end.year, origin="question"))
    return None


def of_last_change(c: Context) -> Draft | None:
    """Between the two dated values of the last answer's change."""
    done = c.last.calculations[-1] if c.last and c.last.calculations else None
    if done is None or done.operation not in _CHANGES:
        return None
    dated = [(o.figure.period.end, o) for o in done.operands[:2] if o.figure and o.figure.period]
    if len(dated) < 2:
        return None
    (began, a), (ended, b) = sorted(dated, key=lambda d: d[0])
    count = ended.year - began.year
    return _compound(c, a, b, years(count)) if count > 0 else None


def _compound(c: Context, start: Operand, end: Operand, span: Operand) -> Draft:
    done = calculator.cagr(start, end, span)
    return said(c, done, f"a year over {span.text}, from {named(c, start)} to {named(c, end)}")


def projection(c: Context) -> Draft | None:
    """Where a level gets to at a yearly rate, after the years or by the year that the question gives.

    Raises:
        CalculationError: the rate is a fall of 100 per cent or more.
    """
    percent, span = _first(c, "percent"), _first(c, "year")
    if percent is None:
        return None
    asked = (p for p in c.query.periods if p.kind in ("year", "fiscal_year"))
    end = next(asked, None) if span is None else None
    start = _start(c, end)
    if start is None:
        return None
    time = c.given(span) if span else _years_until(start, end)
    if time is None:
        return None
    rate = _signed(c, percent)
    done = calculator.projection(start, rate, time)
    moving = "falling" if rate.quantity.value < 0 else "growing"
    return said(c, done, f"{named(c, start)} {moving} by {rate.text} a year for {time.text}")


def _first(c: Context, unit: str) -> Mention | None:
    """The first number of a unit that the question gives."""
    return next((m for m in c.query.given if m.quantity.unit == unit), None)


def _start(c: Context, end: Period | None) -> Operand | None:
    """What grows: money that the question gives, the figure it names (of any period where `end` is one), the last."""
    money = [m for m in c.query.given if is_money(m.quantity.unit)]
    if money:
        return c.printed_or_given(money[0])
    request = replace(_present(c), unit=c.query.unit)
    if end is not None:
        request = replace(request, periods=())
    if request.terms or request.places or request.flow:
        found = pick(c.evidence, request, prefer=c.near)
        if found:
            return c.operand(found.figure)
    return c.last.result if c.last else None


def _present(c: Context) -> Request:
    """The request for a level, of any status and kind; "the next five years" is not its period."""
    request = c.query.request
    when = tuple(p for p in request.periods if p.kind != "horizon")
    return replace(request, kind="", status="", periods=when)


def _years_until(start: Operand, end: Period | None) -> Operand | None:
    if end is None or start.figure is None or start.figure.period is None:
        return None
    return years(end.end.year - start.figure.period.end.year, origin="question")


def _signed(c: Context, percent: Mention) -> Operand:
    """The user's rate, negative where the question speaks of a fall."""
    rate = c.given(percent)
    if not _LESSENED.search(c.giving):
        return rate
    return replace(rate, quantity=replace(rate.quantity, value=-rate.quantity.value))


def years_needed(c: Context) -> Draft | None:
    """How many years a level needs to reach a target at a yearly rate.

    Raises:
        CalculationError: the rate leads away from the target.
    """
    before, rate = _last_growth(c)
    rate = _rate(c) or rate or _last_percent(c) or _printed_rate(c)
    if rate is None:
        return None
    start, target = _start_and_goal(c, before)
    if start is None or target is None:
        return None
    done = calculator.years_needed(start, target, rate)
    return said(c, done, f"from {named(c, start)} to {named(c, target)} at {rate.text} a year")


def _last_growth(c: Context) -> tuple[Operand | None, Operand | None]:
    """The start of the last answer's growth, and its rate, given or computed."""
    done = c.last.calculations[-1] if c.last and c.last.calculations else None
    if done is None or done.operation not in _GROWTHS:
        return None, None
    rate = next((o for o in done.operands if o.quantity.unit == "percent"), None)
    if rate is None and done.result.unit == "percent":
        rate = calculator.carried(done)
    return done.operands[0], rate


def _rate(c: Context) -> Operand | None:
    percent = _first(c, "percent")
    return c.given(percent) if percent else None


def _last_percent(c: Context) -> Operand | None:
    last = c.last.result if c.last else None
    return last if last and last.quantity.unit == "percent" else None


def _printed_rate(c: Context) -> Operand | None:
    found = pick(c.evidence, replace(c.query.request, kind="change", unit="percent"))
    return c.operand(found.figure) if found else None


def _start_and_goal(c: Context, before: Operand | None) -> tuple[Operand | None, Operand | None]:
    """The present level and what it is to reach: an amount given, twice or three times itself, or a printed target."""
    request = replace(_present(c), unit="", periods=())
    amounts = [m for m in c.query.given if is_amount(m)]
    times = 2 if _DOUBLED.search(c.query.text) else 3 if _TRIPLED.search(c.query.text) else 0
    if times and not amounts:
        start = before or _operand(c, request)
        return start, _multiple(start, times) if start else None
    ahead = None if amounts else find_target(c, replace(request, status="future"))
    target = c.given(amounts[-1]) if amounts else c.operand(ahead) if ahead else None
    if target is None:
        return None, None
    if before is not None and before.quantity.measures_same_as(target.quantity):
        return before, target
    level = replace(request, unit=target.quantity.unit, terms=without_goal_words(request))
    return _operand(c, level), target


def _operand(c: Context, request: Request) -> Operand | None:
    found = pick(c.evidence, request, prefer=c.near)
    return c.operand(found.figure) if found else None


def _multiple(start: Operand, times: int) -> Operand:
    product = replace(start.quantity, value=start.quantity.value * times, places=None)
    return Operand(f"{times} × {start.text}", product, origin="calculation")


def what_if(c: Context) -> Draft | None:
    """An amount some per cent larger or smaller than it is, or that difference alone.

    Raises:
        CalculationError: the calculation has no result.
    """
    percent = _first(c, "percent")
    if percent is None:
        return None
    if _YEARLY.search(c.giving) and _first(c, "year"):
        return projection(c)
    base = _base(c)
    if base is None or base.quantity.unit in ("percent", "ratio"):
        return None
    rate = c.given(percent)
    if _DIFFERENCE_ALONE.search(c.giving):
        return said(c, calculator.part_from_share(rate, base), f"{rate.text} of {named(c, base)}")
    less = bool(_LESSENED.search(c.giving))
    done = calculator.scale_by_percent(base, rate, "less" if less else "more")
    return said(c, done, f"{named(c, base)} {'less' if less else 'plus'} {rate.text}")


def _base(c: Context) -> Operand | None:
    """The amount that a "what if" changes: the figure it names, else the last result of a follow-up."""
    request = _present(c)
    kept: tuple[Term, ...] = tuple(t for t in request.terms if not _OUTCOME_WORD.match(t.word))
    unit = c.query.unit or ("amount" if request.unit not in ("", "percent") else "")
    if request.places or request.terms or request.flow:
        found = pick(c.evidence, replace(request, unit=unit, terms=kept), prefer=c.near)
        if found:
            return c.operand(found.figure) if is_likely(c, found.figure) else None
    return c.last.result if c.last and c.query.follow_up else None

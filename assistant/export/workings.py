"""Workings of an export: what a formula gives, and whether each step and the result say the same."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_CEILING, Decimal

from assistant import rates
from assistant.export.held import SMALL, tokens
from assistant.export.record import GIVEN, Working
from assistant.expression import evaluate
from index.errors import BriefError
from index.units import SCALES

YEARS = range(1900, 2100)
_EXPONENT = re.compile(r"\^\(?(?:1/)?(\d+)")
_RATE = re.compile(rf"{re.escape(rates.SOURCE)}, (\S+?)(?: to (\S+?))?\)$")
_UNIT = re.compile(r"([\d.]+) ([A-Z]{3})/([A-Z]{3})")
_SPANS = range(1, 60)
_PARTS = (Decimal(1), Decimal(100), Decimal("0.01"))


def working(w: Working, held: set[Decimal]) -> tuple[list[Decimal], list[tuple[str, str]]]:
    """The values that a working computes, and what in it does not hold."""
    try:
        made = evaluate(w.expression)
    except BriefError:
        return [], [("The formula cannot be computed", w.expression)]
    given = _rates(w)
    problems = [
        ("A number of the formula is in no quote", f"{t} in {w.expression}")
        for t in tokens(w.expression)
        if t not in given and not _given(t, held, w.expression)
    ]
    between = {t for step in made.working for t in tokens(step)}
    values = [made.result.value, made.result.base[0], *between, *given]
    if not any(rounds_to(v, t) for t in tokens(w.shown) for v in values):
        problems.append(("The result is not what the formula gives", f"{w.shown} for {w.expression}"))
    told = set(tokens(w.expression)) | given | between | {Decimal(0), Decimal(1), Decimal(100)}
    told.add(made.result.base[0].to_integral_value(ROUND_CEILING))  # so many whole years
    for step in w.steps:
        if step.startswith(GIVEN):
            problems += [] if given else [("The reference rate is another", step)]
        elif not _step_holds(step, told, values):
            problems.append(("A step does not hold", step))
        told |= set(tokens(step))
    years = map(Decimal, _EXPONENT.findall(w.expression))
    steps = (t for t in (*tokens(w.expression), *between) if len(t.as_tuple().digits) > SMALL)
    return [made.result.value, made.result.base[0], *given, *years, *steps], problems


def _rates(w: Working) -> set[Decimal]:
    """The reference rates that a working states, where they are those of the bank for the days it names."""
    found: set[Decimal] = set()
    for step in w.steps:
        match = _RATE.search(step) if step.startswith(GIVEN) else None
        for value, quote, base in _UNIT.findall(w.expression) if match else ():
            rate = _rate(match, base, quote) if match else None
            if rate == Decimal(value) and rounds_to(rate, tokens(step)[0]):
                found.add(rate)
    return found


def _rate(match: re.Match[str], base: str, quote: str) -> Decimal | None:
    """The reference rate of a day, or the average of the days from one to another."""
    try:
        first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2]) if match[2] else None
    except ValueError:
        return None
    made = rates.average_rate(base, quote, first, last) if last else rates.reference_rate(base, quote, first)
    return made.quantity.value if made else None


def _given(token: Decimal, held: set[Decimal], expression: str) -> bool:
    """Is a number of a formula one of the documents, a number of years between two of them, or one of arithmetic?"""
    if token in held or token in (0, 1, 100) or any(token == h / s for h in held for s in SCALES.values()):
        return True
    years = {h for h in held if h in YEARS}
    terms = expression.count("+") + 1
    return token == terms or (token in _SPANS and any(y + token in years for y in years))


def _step_holds(step: str, told: set[Decimal], values: list[Decimal]) -> bool:
    """Are the numbers on the left of a step known by then, and is the one on the right what they give?"""
    left, sign, right = (part.strip() for part in step.replace("≈", "=").partition(" = "))
    known = all(any(_same(t, k) for k in told) for t in tokens(left))
    if not sign:
        return known or all(any(rounds_to(v, t) for v in values) or t in told for t in tokens(step))
    right = right.partition(";")[0]
    try:
        made = evaluate(left.replace("÷", "/").replace("×", "*"))
    except BriefError:
        return known and all(t in told or any(rounds_to(v, t) for v in values) for t in tokens(right))
    exact = (made.result.value, made.result.base[0])
    return known and all(
        any(rounds_to(v, t) or (_near(v, t) and any(rounds_to(w, t) for w in values)) for v in exact)
        for t in tokens(right)
    )


def _near(value: Decimal, token: Decimal) -> bool:
    """Is a printed number what rounded numbers give instead of the exact ones: less than a hundredth off?"""
    return abs(abs(value) - token) * 100 <= token


def _same(token: Decimal, known: Decimal) -> bool:
    """Are two numbers one, perhaps in another scale, or one the other cut to fewer digits?"""
    return token == known or (len(token.as_tuple().digits) > 4 and _rounded(known, token))


def rounds_to(value: Decimal, token: Decimal) -> bool:
    """Is a printed number a value, rounded to its own digits, in any scale or as a percentage?"""
    value = abs(value)
    for scale in SCALES.values():
        for part in _PARTS:
            exact = value * part / scale
            if exact == token:
                return True
            if token and _rounded(exact, token):
                return True
    return False


def _rounded(exact: Decimal, token: Decimal) -> bool:
    shown = token.as_tuple()
    exponent = int(shown.exponent)
    half = Decimal(5).scaleb(exponent - 1)
    if len(shown.digits) < 2 and exponent >= 0:  # one digit alone is told as it is
        return exact == token
    if abs(exact - token) <= half and (len(shown.digits) >= 2 or exponent < 0):
        return True
    plain = token.normalize()
    if int(plain.as_tuple().exponent) > exponent and len(plain.as_tuple().digits) >= 3:  # 1,370 for 1,374
        return abs(exact - token) <= Decimal(5).scaleb(int(plain.as_tuple().exponent) - 1)
    return False

"""Drafts of the usual form: one figure as printed, or one result and how it comes about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant import calculator
from assistant.context import Context
from assistant.draft import Draft
from assistant.pick import Pick
from assistant.types import Calculation, Operand
from index.types import Figure

_MOST_RIVALS = 3
_STATUS = {"target": ", a target", "projected": ", a projection", "provisional": ", provisional"}
"""What is said after a value that is not settled."""


def tell(c: Context, found: Pick, *, unit: str = "") -> Draft:
    """A figure as printed, with its equivalent in another currency, and who gives another value for the same.

    Args:
        c: the question; where it asks for a unit, the equivalent is left out.
        found: the figure and its rivals.
        unit: the unit asked for, where it is not the question's own.
    """
    draft = Draft(c.evidence)
    figure = found.figure
    value = draft.printed(figure)
    twin = c.twin(figure)
    if twin and not (unit or c.query.unit):
        value = f"{value} ({draft.printed(twin)})"
    what = draft.described(figure)
    draft.say(f"{value}{_STATUS.get(figure.status, '')}{f': {what}' if what else ''}.", [figure])
    draft.result = draft.operand(figure)
    for rival in found.rivals[:_MOST_RIVALS]:
        who = rival.attribution or c.evidence.documents[rival.span.document].publisher
        said_by = f" by {who}" if who else ""
        draft.say(f"Another value for the same is given{said_by}: {draft.printed(rival)}.", [rival])
    return draft


def said(c: Context, done: Calculation, how: str, *, absolute: bool = False, resting: Iterable[Figure] = ()) -> Draft:
    """One result, then how it comes about; with `absolute` the sign is left to the words of `how`.

    `resting` are the figures behind an earlier result that is computed with.
    """
    draft = Draft(c.evidence)
    shown = done.shown.lstrip("-−") if absolute else done.shown
    draft.say(f"{shown}: {how}.", resting, calculations=[done])
    draft.result = calculator.carried(done)
    return draft


def said_change(c: Context, start: Operand, end: Operand) -> Draft:
    """By how much a value is up or down, in per cent; a percentage in percentage points.

    Raises:
        CalculationError: the start is zero or below, or the two measure different things.
    """
    compute = calculator.percentage_point_change if start.quantity.unit == "percent" else calculator.percent_change
    done = compute(start, end)
    word = "up" if done.result.value > 0 else "down" if done.result.value < 0 else "no change"
    return said(c, done, f"{word} from {named(c, start)} to {named(c, end)}", absolute=True)


def about(c: Context, operand: Operand) -> str:
    """What an operand is about, in parentheses after a space; "" where it is no figure or nothing is known of it."""
    what = Draft(c.evidence).described(operand.figure) if operand.figure else ""
    return f" ({what})" if what else ""


def named(c: Context, operand: Operand) -> str:
    """An operand with what it is about."""
    return operand.text + about(c, operand)


def listed(c: Context, operands: Iterable[Operand]) -> str:
    """Operands with what they are about, between commas."""
    return ", ".join(named(c, o) for o in operands)


def restated(done: Calculation, unit: str) -> Calculation:
    """A calculation whose result is given in another unit of its measure, the conversion its last step of working.

    Raises:
        UnitMismatchError: the unit measures something else.
    """
    changed = calculator.in_unit(calculator.carried(done), unit)
    working = (*done.working, *changed.working)
    return replace(
        changed, operation=done.operation, expression=done.expression, operands=done.operands, working=working
    )

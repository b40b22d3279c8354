"""The same again: "And Germany?", "and the year before?", "same for consumables", "and the other way round?"."""

from __future__ import annotations

from dataclasses import replace

from assistant import calculator
from assistant.bind import Evidence
from assistant.carry_over import period_shift
from assistant.context import Context
from assistant.conversation import Turn
from assistant.draft import Draft
from assistant.fitting import fits_unit
from assistant.flows import OPPOSITE
from assistant.patterns import words
from assistant.pick import Pick, agrees
from assistant.referents import other_words
from assistant.saying import named, restated, said, said_change, tell
from assistant.siblings import Swap, alike
from assistant.types import Calculation, Operand
from index import lexicon
from index.types import Figure
from index.units import is_money

_MOST_RIVALS = 2
_RANGING = frozenset({"sum", "average", "median", "minimum", "maximum", "rank", "remainder", "weighted_average"})
"""Operations over a whole family of figures, which one new place does not move."""
_REVERSED = words(
    "other way",
    r"in return(?=\W*$)",
    "vice versa",
    "opposite direction",
    "(?:in|the) reverse",
    "other direction",
)
_PART_OF_IT = words("of (?:that|this|it|those|these|them|which)")
"""Asks for a part of what was said."""
_PRINTED = ("lookup", "convert")
"""Operations that ask for a figure as it is."""


def again(c: Context) -> Draft | None:
    """What was just said, for another place, period, row or unit; None where the question asks for more than that.

    Every figure of the last answer is replaced by the one that differs from it in that respect alone.

    Raises:
        CalculationError: the calculation has no result for the other figures.
    """
    last = c.last
    if last is None or not c.query.follow_up or c.conversation.turns[-1] is not last:
        return None
    subject = c.subject
    if subject and c.query.operation in (*_PRINTED, "passage") and _REVERSED.search(c.query.text):
        return _reversed(c, subject)
    if subject is None or not (c.query.operation == last.query.operation or _asks_for_one(c)):
        return None
    swap = _swap(c, last, subject)
    if swap is None or swap.is_empty:
        return None
    in_result = not last.calculations or _answers_in(c.own.unit, last.calculations[-1].result.unit)
    if last.calculations and in_result:
        return _repeated(c, last, subject, swap)
    if not last.figures:
        return None
    other = _moved_figure(c, subject, swap)
    return tell(c, Pick(other, rivals=_contradicting(c.evidence, other))) if other else None


def unfit(c: Context, draft: Draft) -> bool:
    """Is what was found for a follow-up not what it can mean: of no such place, or what was said last once more?"""
    return c.query.follow_up and (_of_another_place(c, draft) or _said_once_more(c, draft))


def no_amount(c: Context, draft: Draft) -> bool:
    """Does a follow-up ask for an amount of money in its own words, and is what was found a percentage or a ratio?"""
    own = c.own.unit
    done = draft.calculations[-1].result.unit if draft.calculations else ""
    return bool(own) and (own == "money" or is_money(own)) and done in ("percent", "ratio")


def _of_another_place(c: Context, draft: Draft) -> bool:
    """Is the same asked again for another place, and nothing said that is bound to it?"""
    asked = set(c.own.places) if c.query.notes.get("repeated") else set()
    return bool(asked and draft.figures) and not any(asked & set(f.entities) for f in draft.figures)


def _said_once_more(c: Context, draft: Draft) -> bool:
    """Is something else asked for, and the figure of the last answer found again?"""
    figure = draft.result.figure if draft.result and not draft.calculations else None
    before = c.last.result.figure if c.last and c.last.result else None
    if figure is None or before is None or not (figure == before or figure.quantity.base == before.quantity.base):
        return False
    if _PART_OF_IT.search(c.query.text):
        return True
    held = {*figure.own, *figure.item, *figure.frame, *(t.stem for t in lexicon.tokens(figure.attribution))}
    return any(t.hard and not t.speaker and t.stem not in held for t in c.own.terms)


def _asks_for_one(c: Context) -> bool:
    """Does a question ask for one figure as it is: a printed one, or an average price, which is one too?"""
    price = "/" in c.own.unit or c.own.unit.startswith("per ")
    return c.query.operation in _PRINTED or (c.query.operation == "average" and price)


def _answers_in(wanted: str, unit: str) -> bool:
    """May a result in a unit answer where another is wanted: no rupees where dollars are, which became rupees?"""
    return not (is_money(wanted) and is_money(unit) and wanted != unit)


def _reversed(c: Context, figure: Figure) -> Draft | None:
    """The imports where exports were said, and the other way round."""
    flow = OPPOSITE.get(figure.flow, "")
    other = alike(c.evidence, figure, Swap(flow=flow)) if flow else None
    return tell(c, Pick(other)) if other else None


def _moved_figure(c: Context, figure: Figure, swap: Swap) -> Figure | None:
    """The figure that differs from what was said in what is swapped, in the currency that is wanted if any is."""
    twin = c.twin(figure)
    if twin and twin.quantity.unit == swap.unit:
        rest = replace(swap, unit="")
        return None if rest.is_empty else alike(c.evidence, twin, rest)
    return alike(c.evidence, figure, swap)


def _swap(c: Context, last: Turn, figure: Figure) -> Swap | None:
    """What the question replaces of what was said of a figure; None where it says more than can be replaced."""
    own, text = c.own, c.query.text
    if c.query.given or len(own.places) > 1 or own.total:
        return None
    shift = period_shift(text)
    return Swap(
        place=next((p for p in own.places if p not in figure.entities), ""),
        periods=own.periods,
        years=shift,
        flow=own.flow if own.flow != figure.flow and figure.flow else "",
        unit=_other_unit(own.unit, last, figure),
        stems=other_words(c, figure),
    )


def _other_unit(unit: str, last: Turn, figure: Figure) -> str:
    """The unit or class of units that a question names, where what was said is in none such."""
    said = replace(figure, quantity=last.calculations[-1].result) if last.calculations else figure
    return "" if fits_unit(said, unit) or fits_unit(figure, unit) else unit


def _contradicting(evidence: Evidence, figure: Figure) -> tuple[Figure, ...]:
    """The first figures that give another value for exactly the same."""
    rivals = (
        f
        for f in evidence.index.placed(figure.entities, figure.flow, figure.item)
        if f.id != figure.id
        and f.bound
        and f.quantity.unit == figure.quantity.unit
        and f.kind == figure.kind
        and f.status == figure.status
        and f.entities == figure.entities
        and f.item == figure.item
        and f.period
        and figure.period
        and f.period.same_as(figure.period)
        and not agrees(f, figure)
    )
    return tuple(rivals)[:_MOST_RIVALS]


def _repeated(c: Context, last: Turn, subject: Figure, swap: Swap) -> Draft | None:
    """The last calculation over other figures; None where one of them is not held."""
    done = last.calculations[-1]
    function = calculator.OPERATIONS.get(done.operation)
    if function is None or done.operation in _RANGING or swap.flow or swap.unit:
        return None
    operands = []
    for operand in done.operands:
        moved = _moved(c, operand, subject, swap, alone=len(done.operands) == 1)
        if moved is None:
            return None
        operands.append(moved)
    before = [o.figure.id for o in done.operands if o.figure]
    after = [o.figure.id for o in operands if o.figure]
    if before == after or len(set(after)) < len(after):
        return None
    if done.operation == "percent_change":
        return said_change(c, operands[0], operands[1])
    result = _in_same_unit(function(*operands), done)
    return said(c, result, " and ".join(named(c, o) for o in operands))


def _moved(c: Context, operand: Operand, subject: Figure, swap: Swap, *, alone: bool) -> Operand | None:
    """An operand of the last calculation as the question wants it; None where the documents do not give it.

    A figure that is bound to no place, such as a total, has none to replace, unless it stands alone; one of another
    row than the figure the calculation is about keeps its row.
    """
    figure = operand.figure
    if figure is None:
        return operand
    of_subject = figure.context == subject.context or set(figure.item) == set(subject.item)
    swap = replace(
        swap,
        place=swap.place if figure.entities or alone else "",
        stems=swap.stems if of_subject else (),
    )
    if swap.is_empty:
        return operand
    other = alike(c.evidence, figure, swap)
    return c.operand(other) if other else None


def _in_same_unit(result: Calculation, done: Calculation) -> Calculation:
    """A result in the unit that the last one was told in, such as dollars a kilogram, where it can be."""
    if result.result.unit == done.result.unit or not result.result.measures_same_as(done.result):
        return result
    return restated(result, done.result.unit)

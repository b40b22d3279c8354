"""The same again: "And Germany?", "and the year before?", "and the other way round?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import calculator
from assistant.bind import Evidence
from assistant.carry_over import period_shift, short_year
from assistant.context import Context
from assistant.conversation import Turn
from assistant.draft import Draft
from assistant.patterns import words
from assistant.pick import Pick, agrees
from assistant.saying import named, restated, said, said_change, tell
from assistant.types import Calculation, Operand
from index import periods
from index.types import Figure, Period

_MOST_RIVALS = 2
_TELLING = 1.5
"""Weight from which a word tells two figures apart."""
_RANGING = frozenset({"sum", "average", "median", "minimum", "maximum", "rank", "remainder", "weighted_average"})
"""Operations over a whole family of figures, which one new place does not move."""
_OPPOSITE = {"export": "import", "import": "export"}
_REVERSED = words(
    "other way a?round",
    "vice versa",
    "opposite direction",
    "(?:in|the) reverse",
    "other direction",
)


@dataclass(frozen=True, slots=True)
class Swap:
    """What a follow-up puts in the place of what was said: a place, periods, or so many years later."""

    place: str = ""
    periods: tuple[Period, ...] = ()
    years: int | None = None

    def when(self, figure: Figure) -> tuple[Period, ...]:
        """The periods a figure is wanted for; empty for its own."""
        if self.years is not None and figure.period:
            return (periods.shift(figure.period, self.years),)
        return self.periods


def again(c: Context) -> Draft | None:
    """What was just said, for another place or period; None where the question asks for more than that.

    Every figure of the last answer is replaced by the one that differs from it in that respect alone.

    Raises:
        CalculationError: the calculation has no result for the other figures.
    """
    last = c.last
    if last is None or not c.query.follow_up or c.conversation.turns[-1] is not last:
        return None
    figure = last.result.figure if last.result else None
    if figure and _REVERSED.search(c.query.text):
        return _reversed(c, figure)
    swap = _swap(c, figure)
    if swap is None or c.query.operation not in ("lookup", last.query.operation):
        return None
    if last.calculations:
        return _repeated(c, last, swap)
    if not (last.figures and figure):
        return None
    other = alike(c.evidence, figure, swap)
    return tell(c, Pick(other, rivals=_contradicting(c.evidence, other))) if other else None


def _reversed(c: Context, figure: Figure) -> Draft | None:
    """The imports where exports were said, and the other way round."""
    flow = _OPPOSITE.get(figure.flow, "")
    other = alike(c.evidence, figure, Swap(), flow=flow) if flow else None
    return tell(c, Pick(other)) if other else None


def _swap(c: Context, figure: Figure | None) -> Swap | None:
    """What the question replaces, where it replaces a place, a period or both and says nothing else."""
    own, text = c.own, c.query.text
    shift = period_shift(text)
    when = own.periods
    if shift is None and not when and figure and figure.period:
        when = short_year(text, (figure.period,))
    says_more = c.names_subject or own.flow or own.unit.isupper() or c.query.given or len(own.places) > 1
    if says_more or not (own.places or when or shift is not None):
        return None
    return Swap(next(iter(own.places), ""), when, shift)


def alike(evidence: Evidence, figure: Figure, swap: Swap, *, flow: str = "", any_status: bool = False) -> Figure | None:
    """The figure that differs from another in place or period alone; the nearest one where several do.

    Args:
        evidence: the corpus.
        figure: what was said.
        swap: in what the other differs.
        flow: the flow of the other, where it is another one.
        any_status: a target may stand for a reported level, and the other way round.
    """
    found = [
        f
        for f in evidence.index.placed(
            (swap.place,) if swap.place else (*figure.entities, *figure.background), flow or figure.flow
        )
        if f.id != figure.id
        and f.bound
        and _same_measure(f, figure, flow or figure.flow)
        and (any_status or f.status == figure.status)
        and _same_places(f, figure, swap)
        and _same_time(f, figure, swap.when(figure))
        and not _told_apart(evidence, f, figure)
    ]
    return max(found, key=lambda f: _closeness(f, figure)) if found else None


def _same_measure(a: Figure, b: Figure, flow: str) -> bool:
    return a.quantity.unit == b.quantity.unit and a.kind == b.kind and a.flow == flow


def _same_places(other: Figure, figure: Figure, swap: Swap) -> bool:
    if swap.place:
        return set(other.entities) == {swap.place}
    return set(other.entities) == set(figure.entities) and set(other.background) == set(figure.background)


def _same_time(other: Figure, figure: Figure, wanted: Sequence[Period]) -> bool:
    if wanted:
        return bool(other.period and any(other.period.same_as(w) for w in wanted))
    if other.period is None or figure.period is None:
        return other.period is figure.period
    return other.period.same_as(figure.period)


def _told_apart(evidence: Evidence, a: Figure, b: Figure) -> bool:
    """Does a word that tells something, and is not the corpus's own topic, restrict only one of them?"""
    return any(not evidence.is_topic(s) and evidence.weight(s) > _TELLING for s in set(a.item) ^ set(b.item))


def _closeness(other: Figure, figure: Figure) -> tuple[bool, bool, bool, int, str]:
    """How near a figure stands to another: document, section, column; then the most exact."""
    return (
        other.span.document == figure.span.document,
        other.locator.heading == figure.locator.heading,
        _column(other) == _column(figure),
        other.quantity.places or 0,
        other.id,
    )


def _column(figure: Figure) -> str:
    return figure.label.rpartition(" / ")[2]


def _contradicting(evidence: Evidence, figure: Figure) -> tuple[Figure, ...]:
    """The first figures that give another value for exactly the same."""
    rivals = (
        f
        for f in evidence.index.placed(figure.entities, figure.flow, figure.item)
        if f.id != figure.id
        and f.bound
        and _same_measure(f, figure, figure.flow)
        and f.status == figure.status
        and f.entities == figure.entities
        and f.item == figure.item
        and f.period
        and figure.period
        and f.period.same_as(figure.period)
        and not agrees(f, figure)
    )
    return tuple(rivals)[:_MOST_RIVALS]


def _repeated(c: Context, last: Turn, swap: Swap) -> Draft | None:
    """The last calculation over other figures; None where one of them is not held."""
    done = last.calculations[-1]
    function = calculator.OPERATIONS.get(done.operation)
    if function is None or done.operation in _RANGING:
        return None
    operands = []
    for operand in done.operands:
        moved = _moved(c, operand, swap, alone=len(done.operands) == 1)
        if moved is None:
            return None
        operands.append(moved)
    before = [o.figure.id for o in done.operands if o.figure]
    if before == [o.figure.id for o in operands if o.figure]:
        return None
    if done.operation == "percent_change":
        return said_change(c, operands[0], operands[1])
    result = _in_same_unit(function(*operands), done)
    return said(c, result, " and ".join(named(c, o) for o in operands))


def _moved(c: Context, operand: Operand, swap: Swap, *, alone: bool) -> Operand | None:
    """An operand of the last calculation as the question wants it; None where the documents do not give it.

    A figure that is bound to no place, such as a total, has none to replace, unless it stands alone.
    """
    if operand.figure is None:
        return operand
    placed = bool(swap.place) and (bool(operand.figure.entities) or alone)
    dated = bool(swap.periods) or swap.years is not None
    if not (placed or dated):
        return operand
    other = alike(c.evidence, operand.figure, swap if placed else replace(swap, place=""))
    if other is not None:
        return c.operand(other)
    return c.operand(operand.figure) if swap.place and not operand.figure.entities and not placed else None


def _in_same_unit(result: Calculation, done: Calculation) -> Calculation:
    """A result in the unit that the last one was told in, such as dollars a kilogram, where it can be."""
    if result.result.unit == done.result.unit or not result.result.measures_same_as(done.result):
        return result
    return restated(result, done.result.unit)

"""Sums over figures that were picked by hand: what is added, compared or grown, and what to be careful about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from markupsafe import Markup

from assistant import calculator
from assistant.types import Answer, Calculation, Operand
from assistant.ui import text as t
from assistant.ui.chart import KINDS, chart_pane
from assistant.ui.library import Library
from assistant.ui.markup import picked_link, plain
from assistant.ui.working import working_pane
from index.errors import BriefError, CalculationError
from index.types import Figure, Period
from index.units import Quantity

MOST = 60
"""Figures that can be picked at once; a chart of more could not be read."""
_SAME_LENGTH = 2
"""Days by which two periods of one length may differ: leap years."""


def picked_pane(operation: str, ids: Sequence[str], library: Library) -> Markup | None:
    """The pane for picked figures: a working or a chart; None where nothing like it can be made.

    Args:
        operation: a key of `COMPUTE` or of `chart.KINDS`; comes from the browser, as do the ids.
        ids: of the figures, in the order they were picked.
        library: what is held.
    """
    figures = [f for id in dict.fromkeys(ids[:MOST]) if (f := library.figure(id))]
    link = picked_link(operation, [f.id for f in figures])
    if not figures or operation not in (*COMPUTE, *KINDS):
        return None
    try:
        if operation in KINDS:
            return chart_pane(operation, figures, library, link)
        calculation = compute(operation, figures, library)
    except BriefError as error:
        form = (
            '<section class="pane" aria-label="{0}" data-link="{1}">'
            '<p class="kicker">{0}</p><p class="fault" role="status">{2}</p></section>'
        )
        return Markup(form).format(t.PICK_OPERATIONS[operation], link, plain(str(error)))
    held = Answer("", "answered", (), calculations=(calculation,), figures=tuple(figures))
    return working_pane(held, 0, 0, library, link, cautions(figures, library))


def compute(operation: str, figures: Sequence[Figure], library: Library) -> Calculation:
    """One sum over the figures.

    Raises:
        CalculationError: they are too few or too many, not of one unit, or not of periods that can be compared.
    """
    for figure in figures:
        if figure.upper is not None:
            raise CalculationError(t.PICK_RANGE.format(value=library.value(figure)))
    return COMPUTE[operation](figures, library)


def cautions(figures: Sequence[Figure], library: Library) -> tuple[str, ...]:
    """What a reader should know before trusting a sum over these figures, one sentence each."""
    found = [t.CAUTION_UNBOUND.format(value=library.value(f)) for f in figures if not f.bound]
    periods = {(f.period.start, f.period.end) if f.period else None for f in figures}
    measures = {(library.measure(f), f.kind) for f in figures}
    statuses = {f.status for f in figures}
    found += [t.CAUTION_PERIODS] if len(periods) > 1 else []
    found += [t.CAUTION_MEASURES] if len(measures) > 1 else []
    found += [t.CAUTION_STATUS] if len(statuses) > 1 else []
    if any(f.qualifier != "exact" for f in figures):
        found.append(t.CAUTION_ABOUT)
    return tuple(found)


def _operand(figure: Figure, library: Library) -> Operand:
    _, own, _ = library.context(figure)
    return Operand(own, figure.quantity, figure=figure)


def _two(figures: Sequence[Figure]) -> tuple[Figure, Figure]:
    if len(figures) != 2:
        raise CalculationError(t.PICK_TWO)
    return figures[0], figures[1]


def _by_size(figures: Sequence[Figure], library: Library) -> tuple[Operand, Operand]:
    """(larger, smaller)."""
    first, second = calculator.ranked([_operand(f, library) for f in _two(figures)])
    return first, second


def _by_time(figures: Sequence[Figure]) -> tuple[tuple[Figure, Period], tuple[Figure, Period]]:
    """(earlier, later), each with its period; both periods as long as each other."""
    dated = [(f, f.period) for f in _two(figures) if f.period]
    if len(dated) != 2 or dated[0][1].same_as(dated[1][1]):
        raise CalculationError(t.PICK_PERIODS)
    (first, one), (second, other) = sorted(dated, key=lambda d: d[1].start)
    if abs((one.end - one.start) - (other.end - other.start)).days > _SAME_LENGTH:
        raise CalculationError(t.PICK_LENGTHS.format(first=one.label, second=other.label))
    return (first, one), (second, other)


def _several(figures: Sequence[Figure], library: Library) -> list[Operand]:
    if len(figures) < 2:
        raise CalculationError(t.PICK_SEVERAL)
    if any(f.kind in ("change", "multiple", "rate") for f in figures):
        raise CalculationError(t.PICK_LEVELS)
    return [_operand(f, library) for f in figures]


def _share(figures: Sequence[Figure], library: Library) -> Calculation:
    whole, part = _by_size(figures, library)
    return calculator.share(part, whole)


def _growth(figures: Sequence[Figure], library: Library) -> Calculation:
    (first, _), (second, _) = _by_time(figures)
    return calculator.percent_change(_operand(first, library), _operand(second, library))


def _cagr(figures: Sequence[Figure], library: Library) -> Calculation:
    (first, one), (second, other) = _by_time(figures)
    years = other.start.year - one.start.year
    if years < 1 or (one.start.month, one.start.day) != (other.start.month, other.start.day):
        raise CalculationError(t.PICK_YEARS)
    words = t.PICK_SPAN.format(years=years, first=one.label, second=other.label)
    span = Operand(words, Quantity(Decimal(years), "year"), origin="periods")
    return calculator.cagr(_operand(first, library), _operand(second, library), span)


COMPUTE: dict[str, Callable[[Sequence[Figure], Library], Calculation]] = {
    "sum": lambda figures, library: calculator.total(_several(figures, library)),
    "average": lambda figures, library: calculator.average(_several(figures, library)),
    "difference": lambda figures, library: calculator.difference(*_by_size(figures, library), absolute=True),
    "share": _share,
    "multiple": lambda figures, library: calculator.ratio(*_by_size(figures, library)),
    "growth": _growth,
    "cagr": _cagr,
}
"""What can be computed of picked figures. None depends on the order in which they were picked."""

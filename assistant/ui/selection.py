"""Sums over figures that were picked by hand: what is added, compared or grown, and what to be careful about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from markupsafe import Markup

from assistant import calculator
from assistant.types import Answer, Calculation, Operand
from assistant.ui import text as t
from assistant.ui.chart import KINDS, chart_pane
from assistant.ui.comparison import EACH, comparison_pane, in_time, operand_of
from assistant.ui.library import Library
from assistant.ui.markup import picked_link, plain
from assistant.ui.working import working_pane
from index.errors import BriefError, CalculationError
from index.types import Figure
from index.units import Quantity

OVER_TIME = ("growth", "cagr")
MOST = 60
"""Figures that can be picked at once; a chart of more could not be read."""


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
    warned = cautions(figures, library, over_time=operation in OVER_TIME)
    try:
        if operation in KINDS:
            return chart_pane(operation, figures, library, link)
        if operation in EACH and len(figures) > 2:
            return comparison_pane(operation, _computable(figures, library), library, link, warned)
        calculation = compute(operation, figures, library)
    except BriefError as error:
        form = (
            '<section class="pane" aria-label="{0}" data-link="{1}">'
            '<p class="kicker">{0}</p><p class="fault" role="status">{2}</p></section>'
        )
        return Markup(form).format(t.PICK_OPERATIONS[operation], link, plain(str(error)))
    held = Answer("", "answered", (), calculations=(calculation,), figures=tuple(figures))
    ends = (t.CAUTION_ENDS,) if operation == "cagr" and len(figures) > 2 else ()
    return working_pane(held, 0, 0, library, link, (*ends, *warned))


def compute(operation: str, figures: Sequence[Figure], library: Library) -> Calculation:
    """One sum over the figures.

    Raises:
        CalculationError: they are too few or too many, not of one unit, or not of periods that can be compared.
    """
    return COMPUTE[operation](_computable(figures, library), library)


def _computable(figures: Sequence[Figure], library: Library) -> Sequence[Figure]:
    for figure in figures:
        if figure.upper is not None:
            raise CalculationError(t.PICK_RANGE.format(value=library.value(figure)))
    return figures


def cautions(figures: Sequence[Figure], library: Library, *, over_time: bool = False) -> tuple[str, ...]:
    """What a reader should know before trusting a sum over these figures, one sentence each.

    Args:
        figures: that were picked.
        library: what is held.
        over_time: whether the sum compares periods, so that they have to differ.
    """
    found = [t.CAUTION_UNBOUND.format(value=library.value(f)) for f in figures if not f.bound]
    periods = {(f.period.start, f.period.end) if f.period else None for f in figures}
    measures = {(library.measure(f), f.kind) for f in figures}
    statuses = {f.status for f in figures}
    found += [t.CAUTION_PERIODS] if len(periods) > 1 and not over_time else []
    found += [t.CAUTION_MEASURES] if len(measures) > 1 else []
    found += [t.CAUTION_STATUS] if len(statuses) > 1 else []
    if any(f.qualifier != "exact" for f in figures):
        found.append(t.CAUTION_ABOUT)
    return tuple(found)


def _by_size(figures: Sequence[Figure], library: Library) -> tuple[Operand, Operand]:
    """(larger, smaller)."""
    if len(figures) != 2:
        raise CalculationError(t.PICK_SEVERAL)
    first, second = calculator.ranked([operand_of(f, library) for f in figures])
    return first, second


def _several(figures: Sequence[Figure], library: Library) -> list[Operand]:
    if len(figures) < 2:
        raise CalculationError(t.PICK_SEVERAL)
    if any(f.kind in ("change", "multiple", "rate") for f in figures):
        raise CalculationError(t.PICK_LEVELS)
    return [operand_of(f, library) for f in figures]


def _share(figures: Sequence[Figure], library: Library) -> Calculation:
    whole, part = _by_size(figures, library)
    return calculator.share(part, whole)


def _growth(figures: Sequence[Figure], library: Library) -> Calculation:
    (first, _), *_, (second, _) = in_time(figures)
    return calculator.percent_change(operand_of(first, library), operand_of(second, library))


def _cagr(figures: Sequence[Figure], library: Library) -> Calculation:
    (first, one), *_, (second, other) = in_time(figures)
    years = other.start.year - one.start.year
    if years < 1 or (one.start.month, one.start.day) != (other.start.month, other.start.day):
        raise CalculationError(t.PICK_YEARS)
    words = t.PICK_SPAN.format(years=years, first=one.label, second=other.label)
    span = Operand(words, Quantity(Decimal(years), "year"), origin="periods")
    return calculator.cagr(operand_of(first, library), operand_of(second, library), span)


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

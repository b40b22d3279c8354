"""More than two picked figures, each compared with the same thing: their sum, the smallest, the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from markupsafe import Markup

from assistant import calculator
from assistant.types import Calculation, Operand
from assistant.ui import text as t
from assistant.ui.library import Library
from assistant.ui.markup import figure_link, joined, plain, words
from assistant.ui.working import cautions_html
from index.errors import CalculationError
from index.types import Figure, Period

_SAME_LENGTH = 2
"""Days by which two periods of one length may differ: leap years."""

Rows = list[tuple[Figure, Calculation]]


def comparison_pane(
    operation: str, figures: Sequence[Figure], library: Library, link: str, cautions: Sequence[str]
) -> Markup:
    """The pane: one row a figure, with its result and how it was computed.

    Args:
        operation: a key of `EACH`.
        figures: more than two.
        library: what is held.
        link: what opens the pane.
        cautions: what a reader should know before trusting the results.

    Raises:
        CalculationError: they are not of one unit, or not of periods that can be compared.
    """
    rows, whole = EACH[operation](figures, library)
    head = joined(Markup('<th scope="col">{}</th>').format(n) for n in (t.RESULT, t.VALUE, t.ABOUT, t.FORMULA))
    form = (
        '<section class="pane working" aria-label="{0}" data-link="{1}"><p class="kicker">{0}</p><h2>{2}</h2>{3}'
        '<div class="table" tabindex="0"><table><thead><tr>{4}</tr></thead><tbody>{5}</tbody></table></div></section>'
    )
    title = t.COMPARED[operation].format(whole=library.say(whole))
    body = joined(_row(figure, calculation, library) for figure, calculation in rows)
    return Markup(form).format(t.PICK_OPERATIONS[operation], link, plain(title), cautions_html(cautions), head, body)


def _row(figure: Figure, calculation: Calculation, library: Library) -> Markup:
    form = (
        '<tr><td class="value">{}</td><td><a class="held" href="{}">{}</a></td><td>{}</td>'
        '<td><code dir="ltr">{}</code></td></tr>'
    )
    return Markup(form).format(
        words(library.say(calculation.shown)),
        figure_link(figure.id),
        words(library.value(figure)),
        words(library.about(figure)),
        plain(calculation.expression),
    )


def operand_of(figure: Figure, library: Library) -> Operand:
    """A figure as it enters a sum, as printed."""
    _, own, _ = library.context(figure)
    return Operand(own, figure.quantity, figure=figure)


def in_time(figures: Sequence[Figure]) -> list[tuple[Figure, Period]]:
    """The figures with their periods, the earliest first.

    Raises:
        CalculationError: there are less than two, one has no period, two have the same, or they are not equally long.
    """
    dated = sorted(((f, f.period) for f in figures if f.period), key=lambda d: d[1].start)
    same = any(a.same_as(b) for (_, a), (_, b) in pairwise(dated))
    if len(dated) < 2 or len(dated) != len(figures) or same:
        raise CalculationError(t.PICK_PERIODS)
    for (_, one), (_, other) in pairwise(dated):
        if abs((one.end - one.start) - (other.end - other.start)).days > _SAME_LENGTH:
            raise CalculationError(t.PICK_LENGTHS.format(first=one.label, second=other.label))
    return dated


def _shares(figures: Sequence[Figure], library: Library) -> tuple[Rows, str]:
    if any(f.kind in ("change", "multiple", "rate") for f in figures):
        raise CalculationError(t.PICK_LEVELS)
    total = calculator.total([operand_of(f, library) for f in figures])
    whole = Operand(total.shown, total.result, origin="calculation")
    return [(f, calculator.share(operand_of(f, library), whole)) for f in figures], total.shown


def _multiples(figures: Sequence[Figure], library: Library) -> tuple[Rows, str]:
    *larger, smallest = _by_size(figures, library)
    return [(f, calculator.ratio(operand_of(f, library), operand_of(smallest, library))) for f in larger], (
        library.value(smallest)
    )


def _differences(figures: Sequence[Figure], library: Library) -> tuple[Rows, str]:
    largest, *smaller = _by_size(figures, library)
    top = operand_of(largest, library)
    rows = [(f, calculator.difference(top, operand_of(f, library), absolute=True)) for f in smaller]
    return rows, library.value(largest)


def _growths(figures: Sequence[Figure], library: Library) -> tuple[Rows, str]:
    steps = pairwise(f for f, _ in in_time(figures))
    return [(b, calculator.percent_change(operand_of(a, library), operand_of(b, library))) for a, b in steps], ""


def _by_size(figures: Sequence[Figure], library: Library) -> list[Figure]:
    """The largest first."""
    return [o.figure for o in calculator.ranked([operand_of(f, library) for f in figures]) if o.figure]


EACH: dict[str, Callable[[Sequence[Figure], Library], tuple[Rows, str]]] = {
    "share": _shares,
    "multiple": _multiples,
    "difference": _differences,
    "growth": _growths,
}
"""What is computed for each of several figures, and what they are compared with."""

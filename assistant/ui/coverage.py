"""Which periods the documents hold for which subjects, measures or documents, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from assistant.ui import text as t
from assistant.ui.figures_page import FILTERS
from assistant.ui.library import Library
from assistant.ui.markup import cover_link, joined, words
from index.types import Figure, Period

COVERED = (t.FILTER_SUBJECT, t.FILTER_MEASURE, t.FILTER_DOCUMENT)
"""What coverage is shown by."""
DEEPEST = 10
"""Figures from which on a cell is coloured no deeper."""
ROWS, COLUMNS = 40, 24
"""The subjects and the periods with most figures; the rest is told as a number."""


def coverage_table(by: str, figures: Sequence[Figure], library: Library) -> Markup:
    """How many figures there are of each value of a filter in each period; each number leads to them.

    Args:
        by: a key of `figures_page.FILTERS`.
        figures: those to count.
        library: what is held.
    """
    placed = [(row, f.period) for f in figures if (row := FILTERS[by](f, library)) and f.period]
    if not placed:
        return Markup('<p class="hint" role="status">{}</p>').format(t.NO_FIGURES)
    rows = [row for row, _ in Counter(row for row, _ in placed).most_common(ROWS)]
    periods = _columns([period for _, period in placed])
    held = Counter((row, period.label) for row, period in placed)
    left = len(figures) - sum(held[row, label] for row in rows for label in periods)
    head = joined(Markup('<th scope="col">{}</th>').format(words(name)) for name in (by, *periods))
    body = joined(_row(by, row, periods, held) for row in rows)
    form = (
        '<p class="count" role="status">{}</p><div class="table tall" tabindex="0" role="region" aria-label="{}">'
        '<table class="coverage"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    )
    return Markup(form).format(t.COVERAGE_COUNT.format(left=left), t.COVERAGE, head, body)


def _columns(periods: Sequence[Period]) -> list[str]:
    """The labels of the most frequent periods, the earliest first."""
    first = {p.label: p for p in periods}
    most = [label for label, _ in Counter(p.label for p in periods).most_common(COLUMNS)]
    return sorted(most, key=lambda label: (first[label].start, first[label].end))


def _row(by: str, row: str, periods: Sequence[str], held: Counter[tuple[str, str]]) -> Markup:
    cells = joined(_cell(by, row, label, held[row, label]) for label in periods)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(words(row), cells)


def _cell(by: str, row: str, label: str, count: int) -> Markup:
    if not count:
        return Markup("<td></td>")
    form = '<td class="some" style="--held: {}"><a href="{}" aria-label="{}">{}</a></td>'
    said = t.COVERAGE_CELL.format(count=count, subject=row, period=label)
    return Markup(form).format(min(count, DEEPEST), cover_link(by, row, label), said, count)

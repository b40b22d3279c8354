"""The figure that differs from another in what a follow-up replaces, and in nothing else.

A table is a grid: of a cell the same column in another row, the same row in another year or unit. In prose it is the
figure of the same section; a place or a period is also found in other documents, where all else is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.bind import Evidence
from assistant.families import TOTAL
from assistant.fitting import fits_unit
from index import lexicon, numbers, periods
from index.types import Figure, Period

_TELLING = 1.5
"""Weight from which a word tells two figures apart."""
_RATES = ("level", "rate")
"""Kinds that another unit may turn into each other: a value, a mass, a price."""


@dataclass(frozen=True, slots=True)
class Swap:
    """What a follow-up puts in the place of what was said.

    Attributes:
        place: a place; "" for the same.
        periods: any of these; empty for the same.
        years: so many years later.
        flow: a flow; "" for the same.
        unit: a unit or class of units; "" for the same.
        stems: words of another row, column or speaker.
    """

    place: str = ""
    periods: tuple[Period, ...] = ()
    years: int | None = None
    flow: str = ""
    unit: str = ""
    stems: tuple[str, ...] = ()

    def when(self, figure: Figure) -> tuple[Period, ...]:
        """The periods a figure is wanted for; empty for its own."""
        if self.years is not None and figure.period:
            return (periods.shift(figure.period, self.years),)
        return self.periods

    @property
    def is_empty(self) -> bool:
        """Is nothing replaced?"""
        return self == Swap()


def alike(evidence: Evidence, figure: Figure, swap: Swap, *, any_status: bool = False) -> Figure | None:
    """The figure that differs from another in what is swapped alone; None where there is none, or no telling which.

    Args:
        evidence: the corpus.
        figure: what was said.
        swap: in what the other differs.
        any_status: a target may stand for a reported level, and the other way round.
    """
    found = _of_table(evidence, figure, swap, any_status) if _row(figure) is not None else None
    if found is not None:
        return found
    if swap.stems or swap.unit:
        return _of_section(evidence, figure, swap, any_status)
    return _elsewhere(evidence, figure, swap, any_status)


def _row(figure: Figure) -> int | None:
    return figure.locator.row


def _of_table(evidence: Evidence, figure: Figure, swap: Swap, any_status: bool) -> Figure | None:
    """The cell of the same table that is meant: the one whose labels say least that nobody asked for."""
    cells = [
        f
        for f in evidence.index.of(figure.span.document)
        if _row(f) is not None
        and f.locator.heading == figure.locator.heading
        and (_fits(f, figure, swap, any_status) or _fits(f, figure, _in_column(f, figure, swap), any_status))
        and _is_named(f, figure, swap)
    ]
    return _one(cells, [_unasked(evidence, f, figure, swap) for f in cells])


def _in_column(cell: Figure, figure: Figure, swap: Swap) -> Swap:
    """The swap with the unit of a column that it names: "the fee" after so many days."""
    row, column = _labels(cell)
    named = swap.stems and not swap.unit and all(_says(s, column) for s in swap.stems)
    return replace(swap, unit=cell.quantity.unit) if named and row == _labels(figure)[0] else swap


def total_of(evidence: Evidence, part: Figure) -> Figure | None:
    """The cell of a total in the column of a part; None where the table has none, or two that differ."""
    _, column = _labels(part)
    totals = [
        f
        for f in evidence.index.of(part.span.document)
        if f.locator.row is not None
        and f.locator.heading == part.locator.heading
        and TOTAL.search(f.label.rpartition(" / ")[0])
        and _labels(f)[1] == column
        and f.quantity.unit == part.quantity.unit
        and _same_time(f, part, ())
        and f.quantity.base[0] > part.quantity.base[0]
    ]
    return _one(totals, [0.0] * len(totals)) if part.locator.row is not None else None


def _of_section(evidence: Evidence, figure: Figure, swap: Swap, any_status: bool) -> Figure | None:
    """The figure of the same section of prose to which all the words belong, or the unit where it alone is swapped."""
    near = [
        f
        for f in evidence.index.of(figure.span.document)
        if _row(f) is None
        and _row(figure) is None
        and f.locator.heading == figure.locator.heading
        and _fits(f, figure, swap, any_status)
        and (swap.stems or f.context == figure.context)
        and all(_says(s, (*f.own, *f.item)) for s in swap.stems)
    ]
    return _one(near, [0.0] * len(near))


def _elsewhere(evidence: Evidence, figure: Figure, swap: Swap, any_status: bool) -> Figure | None:
    """The nearest figure of the whole corpus of the same measure and item."""
    around = (swap.place,) if swap.place else (*figure.entities, *figure.background)
    found = [
        f
        for f in evidence.index.placed(around, swap.flow or figure.flow)
        if _fits(f, figure, swap, any_status) and not told_apart(evidence, f, figure)
    ]
    return max(found, key=lambda f: _closeness(f, figure)) if found else None


def _one(figures: Sequence[Figure], costs: Sequence[float]) -> Figure | None:
    """The figure of least cost; None where others of that cost give another value."""
    if not figures:
        return None
    least = min(costs)
    best = [f for f, cost in zip(figures, costs, strict=True) if cost <= least]
    alone = all(f.quantity.base == best[0].quantity.base for f in best)
    return best[0] if alone else None


def _fits(other: Figure, figure: Figure, swap: Swap, any_status: bool) -> bool:
    """Is a figure another one than what was said, and the same in all that is not swapped but its words?"""
    if other.id == figure.id or not other.bound or other.flow != (swap.flow or figure.flow):
        return False
    if not (any_status or swap.periods) and other.status != figure.status:
        return False
    if swap.unit:
        same_measure = fits_unit(other, swap.unit) and other.kind in _RATES
    else:
        same_measure = other.quantity.unit == figure.quantity.unit and other.kind == figure.kind
    return same_measure and _same_places(other, figure, swap) and _same_time(other, figure, swap.when(figure))


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


def _is_named(cell: Figure, figure: Figure, swap: Swap) -> bool:
    """Does a cell stand in a row and a column that the swap names, or in those of the figure?"""
    row, column = _labels(cell)
    old_row, old_column = _labels(figure)
    words = (*row, *column)
    if not all(_says(s, words) or (_says(s, cell.frame) and _says(s, figure.frame)) for s in swap.stems):
        return False
    same_row = row == old_row or bool(swap.place)
    same_column = column == old_column or bool(swap.unit)
    in_row = any(_says(s, row) for s in swap.stems)
    in_column = any(_says(s, column) for s in swap.stems)
    if swap.stems and not (in_row or in_column):
        return False
    return (same_row or in_row) and (same_column or in_column)


def _labels(cell: Figure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stems of a cell's row label and column heading, without times, units and scales."""
    row, _, column = cell.label.rpartition(" / ")
    return _words(row), _words(column)


def _words(label: str) -> tuple[str, ...]:
    when = periods.read(label)
    return tuple(
        t.stem
        for t in lexicon.tokens(label)
        if not any(p.start <= t.start < p.end for p in when)
        and not t.word[0].isdigit()
        and not numbers.unit_of(t.word)
        and not numbers.unit_of(t.word.lower())
        and t.stem not in _SCALES
    )


_SCALES = frozenset(lexicon.stem(w) for w in "million billion thousand crore lakh bn mn cr rs us".split())


def _says(stem: str, words: Sequence[str]) -> bool:
    """Is a word, or one that means the same, among some?"""
    return stem in words or any(s in words for s in lexicon.synonyms(stem))


def _unasked(evidence: Evidence, cell: Figure, figure: Figure, swap: Swap) -> float:
    """Weight of the words of a cell's labels that nobody asked for, and of those of the figure that it lacks."""
    new, old = ({*row, *column} for row, column in (_labels(cell), _labels(figure)))
    named = {s for stem in swap.stems for s in (stem, *lexicon.synonyms(stem))}
    placed = {*_words(swap.place)}
    extra = new - old - named - placed
    lost = set() if swap.stems or swap.place else old - new
    return sum(0.1 + evidence.weight(s) for s in (*extra, *lost))


def told_apart(evidence: Evidence, a: Figure, b: Figure) -> bool:
    """Does a word that tells something, and is not the corpus's own topic, restrict only one of them?"""
    return any(not evidence.is_topic(s) and evidence.weight(s) > _TELLING for s in set(a.item) ^ set(b.item))


def _closeness(other: Figure, figure: Figure) -> tuple[bool, bool, bool, int, str]:
    """How near a figure stands to another: document, section, column; then the most exact."""
    return (
        other.span.document == figure.span.document,
        other.locator.heading == figure.locator.heading,
        other.label.rpartition(" / ")[2] == figure.label.rpartition(" / ")[2],
        other.quantity.places or 0,
        other.id,
    )

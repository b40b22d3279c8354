"""Figures by what can be looked up: document, unit and value, words and places, flow and period."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.fitting import fits_time
from assistant.query import Request
from index.types import Figure, Period, Span

Rows = NDArray[np.int32]
"""Places of figures in the corpus's order, ascending."""


class FigureIndex:
    """All figures of a corpus. Immutable; thread-safe. What is found is always in the corpus's order."""

    def __init__(self, figures: Sequence[Figure], words: Sequence[Iterable[str]]) -> None:
        """Indexes the figures.

        Args:
            figures: by document and place.
            words: for each figure the stems that may be asked for, and the places as `@` and their name.
        """
        self.figures = tuple(figures)
        self._documents: dict[str, list[int]] = defaultdict(list)
        for row, figure in enumerate(self.figures):
            self._documents[figure.span.document].append(row)
        self._rows = _postings(words)
        self._flow = np.array([f.flow for f in self.figures] or [""])
        self._bound = np.array([f.bound for f in self.figures], np.bool_)
        numbers: dict[Period | None, int] = {}
        self._period = np.array([numbers.setdefault(f.period, len(numbers)) for f in self.figures], np.int32)
        self._periods = tuple(numbers)

    def of(self, document: str) -> list[Figure]:
        """The figures of one document."""
        return [self.figures[row] for row in self._documents.get(document, ())]

    def within(self, spans: Iterable[Span]) -> list[Figure]:
        """The figures whose own words lie in one of some spans."""
        rows = {
            row
            for span in spans
            for row in self._documents.get(span.document, ())
            if span.start <= self.figures[row].span.start and self.figures[row].span.end <= span.end
        }
        return [self.figures[row] for row in sorted(rows)]

    def beside(self, figure: Figure) -> list[Figure]:
        """The figures of the same sentence or row, the figure itself among them."""
        return [self.figures[row] for row in self._contexts.get(figure.context, ())]

    def column(self, figure: Figure) -> list[Figure]:
        """The cells of the table column that a figure stands in, itself among them; none for a figure in prose."""
        return [self.figures[row] for row in self._columns.get(_place(figure), ())] if figure.label else []

    def valued(self, unit: str, value: Decimal, slack: Decimal = Decimal(0)) -> list[Figure]:
        """The figures in a unit whose value differs from `value` by at most `slack`."""
        values, rows = self._values.get(unit, ((), ()))
        found = rows[bisect_left(values, value - slack) : bisect_right(values, value + slack)]
        return [self.figures[row] for row in sorted(found)]

    def in_units(self, units: Iterable[str]) -> list[Figure]:
        """The figures in one of some units."""
        rows = (row for unit in units for row in self._values.get(unit, ((), ()))[1])
        return [self.figures[row] for row in sorted(rows)]

    def placed(self, places: Iterable[str], flow: str, stems: Iterable[str] = ()) -> list[Figure]:
        """The figures of a flow to which all of some places and stems belong."""
        rows = self.all_of([word] for word in (*(f"@{place}" for place in places), *stems))
        return [self.figures[row] for row in rows[self._flow[rows] == flow]]

    def worth(self, value: Decimal) -> list[Figure]:
        """The figures of this value in base units, whichever these are."""
        return [self.figures[row] for row in self._worth.get(value, ())]

    def rows(self, word: str) -> Rows:
        """Where the figures are that a word, or an `@` and a place, belongs to."""
        return self._rows.get(word, _NONE)

    def all_of(self, groups: Iterable[Iterable[str]], among: Rows | None = None) -> Rows:
        """The figures to which at least one word of each group belongs; of all, or `among` some."""
        found = among
        for group in groups:
            rows = [self.rows(word) for word in group]
            either = rows[0] if len(rows) == 1 else np.unique(np.concatenate([*rows, _NONE]))
            found = either if found is None else np.intersect1d(found, either, assume_unique=True)
        return found if found is not None else np.arange(len(self.figures), dtype=np.int32)

    def any_of(self, words: Iterable[str]) -> Rows:
        """The figures to which at least one of the words belongs."""
        return np.unique(np.concatenate([_NONE, *(self.rows(word) for word in words)]))

    def possible(self, rows: Rows, request: Request, *, ranging: bool) -> Rows:
        """Those among some figures that flow, period and binding do not keep from answering a request.

        Each period is looked at once, however many figures have it.
        """
        if not len(rows):
            return rows
        keep = self._bound[rows]
        if request.flow:
            flow = self._flow[rows]
            keep &= (flow == request.flow) | (flow == "")
        if request.periods:
            fits = np.array([fits_time(request, period, ranging=ranging) for period in self._periods], np.bool_)
            keep &= fits[self._period[rows]]
        return rows[keep]

    @cached_property
    def _contexts(self) -> dict[Span, list[int]]:
        found: dict[Span, list[int]] = defaultdict(list)
        for row, figure in enumerate(self.figures):
            found[figure.context].append(row)
        return dict(found)

    @cached_property
    def _columns(self) -> dict[tuple[str, ...], list[int]]:
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for row, figure in enumerate(self.figures):
            if figure.label:
                found[_place(figure)].append(row)
        return dict(found)

    @cached_property
    def _values(self) -> dict[str, tuple[tuple[Decimal, ...], tuple[int, ...]]]:
        """For each unit the values in ascending order, and whose they are."""
        found: dict[str, list[tuple[Decimal, int]]] = defaultdict(list)
        for row, figure in enumerate(self.figures):
            found[figure.quantity.unit].append((figure.quantity.value, row))
        pairs = {unit: sorted(of) for unit, of in found.items()}
        return {unit: (tuple(v for v, _ in of), tuple(row for _, row in of)) for unit, of in pairs.items()}

    @cached_property
    def _worth(self) -> dict[Decimal, list[int]]:
        found: dict[Decimal, list[int]] = defaultdict(list)
        for row, figure in enumerate(self.figures):
            found[figure.quantity.base[0]].append(row)
        return dict(found)


_NONE: Rows = np.empty(0, np.int32)


def column_of(figure: Figure) -> str:
    """The heading of the column that a table cell stands in; "" for figures in prose."""
    return figure.label.rsplit(" / ", 1)[-1]


def _place(figure: Figure) -> tuple[str, ...]:
    """The table column that a cell stands in."""
    return figure.span.document, figure.locator.heading, column_of(figure), figure.quantity.unit


def _postings(words: Sequence[Iterable[str]]) -> dict[str, Rows]:
    """For each word the figures that it belongs to, in the memory of four bytes each."""
    found: dict[str, list[int]] = defaultdict(list)
    for row, of in enumerate(words):
        for word in {*of}:
            found[word].append(row)
    return {word: np.array(rows, np.int32) for word, rows in found.items()}

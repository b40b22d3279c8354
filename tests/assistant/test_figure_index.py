"""The index of figures finds what reading all of them finds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import numpy as np
import pytest

from assistant.bind import Match
from assistant.query import Request, Term
from index.types import Period, Span


def year(number):
    return Period(date(number, 1, 1), date(number, 12, 31), str(number), "year")


def words(*stems):
    return tuple(Term(stem, stem) for stem in stems)


def by_reading_all(evidence, request, ranging):
    found = [evidence._match(request, f, ranging) for f in evidence.figures]
    return {m.figure.id for m in found if isinstance(m, Match)}


REQUESTS = [
    Request(words(*stems), places=places, flow=flow, periods=periods)
    for stems, places, flow, periods in product(
        [(), ("cinnamon",), ("pepper", "price"), ("2023",), ("#A",)],
        [(), ("Peru",), ("Peru", "Japan")],
        ["", "export", "import"],
        [(), (year(2023),), (year(2022), year(2015))],
    )
]


@pytest.mark.parametrize("ranging", [False, True])
def test_what_is_found_is_what_reading_every_figure_finds(spices, ranging):
    some = 0
    for request in REQUESTS:
        candidates = {spices.figures[i].id for i in spices._candidates(request)}
        expected = by_reading_all(spices, request, ranging) & candidates
        assert {m.figure.id for m in spices.find(request, limit=1000, ranging=ranging)} == expected, request
        some += len(expected)
    assert some > 20


def test_figures_are_found_by_document_span_and_sentence(spices):
    for figure in spices.figures:
        held = spices.index.of(figure.span.document)
        assert held == [f for f in spices.figures if f.span.document == figure.span.document]
        assert spices.index.beside(figure) == [f for f in spices.figures if f.context == figure.context]
        assert figure in spices.index.within([figure.context])
    assert spices.index.of("nothing") == spices.index.within([Span("nothing", 0, 9)]) == []


def test_figures_are_found_by_value_in_their_order(spices):
    for figure in spices.figures:
        unit, value = figure.quantity.unit, figure.quantity.value
        exact = [f for f in spices.figures if f.quantity.unit == unit and f.quantity.value == value]
        assert spices.index.valued(unit, value) == exact
        near = [f for f in spices.figures if f.quantity.unit == unit and abs(f.quantity.value - value) <= value]
        assert spices.index.valued(unit, value, abs(value)) == near
        base = figure.quantity.base[0]
        assert spices.index.worth(base) == [f for f in spices.figures if f.quantity.base[0] == base]
    assert spices.index.valued("nothing", Decimal(1)) == spices.index.worth(Decimal("-7.5")) == []


def test_figures_are_found_by_unit_and_by_place_and_flow(spices):
    units = {f.quantity.unit for f in spices.figures}
    assert spices.index.in_units(units) == list(spices.figures)
    placed = spices.index.placed(("Peru",), "export")
    assert placed == [f for f in spices.figures if "Peru" in (*f.entities, *f.background) and f.flow == "export"]
    assert placed and spices.index.placed(("Atlantis",), "export") == []


def test_words_that_no_figure_has_find_none(spices):
    assert not len(spices.index.any_of(["zzz"])) and not len(spices.index.all_of([["zzz"], ["cinnamon"]]))
    assert len(spices.index.all_of(())) == len(spices.figures)
    nothing = spices.index.possible(np.empty(0, np.int32), replace(REQUESTS[0], flow="export"), ranging=False)
    assert not len(nothing)

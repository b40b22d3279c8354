"""Which of several fitting figures is chosen, and when none is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.pick import agrees, pick, pick_all
from assistant.query import Request, Term
from index.types import Period
from index.units import Quantity


def year(number):
    return Period(date(number, 1, 1), date(number, 12, 31), str(number), "year")


CINNAMON = Request((Term("cinnamon", "cinnamon"),), flow="export", unit="USD")
PEPPER = Request((Term("pepper", "pepper"),), flow="export")


def millions(found):
    return found.figure.quantity.value / 1_000_000


def test_the_latest_period_is_meant_where_none_is_asked_for(spices):
    assert millions(pick(spices, CINNAMON)) == 250
    assert millions(pick(spices, replace(CINNAMON, periods=(year(2022),)))) == 200


def test_a_value_that_two_places_tell_is_one_and_another_value_is_a_rival(spices):
    assert len(pick(spices, CINNAMON).same) == 1
    found = pick(spices, replace(CINNAMON, places=("Mexico",), periods=(year(2023),)))
    assert millions(found) == 90
    assert [f.quantity.value / 1_000_000 for f in found.rivals] == [88]


def test_the_document_of_the_last_answer_decides_between_equals(spices):
    request = replace(CINNAMON, places=("Mexico",), periods=(year(2023),))
    near = next(f for f in spices.figures if f.span.document == "trade.md")
    assert millions(pick(spices, request, prefer=near)) == 88


TIED = "# Salt\n\nExports of salt were $5 million, $6 million and $7 million in 2023.\n"


def test_several_values_that_fit_alike_are_no_answer(evidence_over):
    evidence = evidence_over({"salt.md": TIED})
    request = Request((Term("salt", "salt"),), flow="export", unit="USD", periods=(year(2023),))
    assert len(evidence.find(request)) == 3
    assert pick(evidence, request) is None


def test_a_target_is_meant_only_where_the_question_looks_ahead(spices):
    cloves = Request((Term("clove", "cloves"),), flow="export")
    assert millions(pick(spices, cloves)) == 50
    assert millions(pick(spices, replace(cloves, status="future"))) == 80


def test_figures_chosen_together_are_of_one_period_where_none_is_asked_for(spices):
    both = pick_all(spices, [replace(CINNAMON, places=("Peru",)), replace(CINNAMON, places=("United States",))])
    assert [millions(p) for p in both] == [25, 45]


def test_nothing_is_chosen_together_where_one_is_not_held(spices):
    assert pick_all(spices, [replace(CINNAMON, places=("Peru",)), replace(CINNAMON, places=("Japan",))]) is None


def test_figures_of_different_measures_go_together_only_where_that_is_asked_for(spices):
    weight = replace(CINNAMON, unit="metric_ton")
    assert pick_all(spices, [CINNAMON, weight]) is None
    value, volume = pick_all(spices, [CINNAMON, weight], one_measure=False)
    assert (millions(value), volume.figure.quantity.value) == (250, 16_000)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (("176.2", 1, "exact"), ("176.23", 2, "exact"), True),
        (("176.2", 1, "exact"), ("176.4", 1, "exact"), False),
        (("75", 0, "about"), ("75.3", 1, "exact"), True),
        (("75", 0, "about"), ("77", 0, "exact"), False),
    ],
)
def test_values_agree_within_their_rounding_and_what_about_allows(spices, left, right, same):
    def figure(value, places, qualifier):
        return replace(spices.figures[0], quantity=Quantity(Decimal(value), "USD", places=places), qualifier=qualifier)

    assert agrees(figure(*left), figure(*right)) is same


def test_values_of_different_measures_never_agree(spices):
    dollars, tonnes = (replace(spices.figures[0], quantity=Quantity(Decimal(5), u)) for u in ("USD", "metric_ton"))
    assert not agrees(dollars, tonnes)

"""Which figures a request may be answered by: all constraints met, and nothing said that the figure denies."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.fitting import fits_unit
from assistant.query import Request, Term
from index.types import Period
from index.units import Quantity


def year(number):
    return Period(date(number, 1, 1), date(number, 12, 31), str(number), "year")


def term(stem, *, hard=True):
    return Term(stem, stem, hard)


CINNAMON = Request((term("cinnamon"),), flow="export", periods=(year(2023),))


def values(evidence, request, **options):
    return [m.figure.quantity.value / 1_000_000 for m in evidence.find(request, **options)]


def reasons(evidence, request):
    return {r.figure.quantity.value / 1_000_000: r.reason for r in evidence.rejected(request)}


def test_a_place_asked_for_must_be_the_figures_own(spices):
    assert values(spices, replace(CINNAMON, places=("Peru",))) == [25]
    assert values(spices, replace(CINNAMON, places=("Japan",))) == []


def test_a_figure_of_one_place_is_none_for_all(spices):
    assert 90 not in values(spices, CINNAMON)
    assert reasons(spices, CINNAMON)[90] == "place"


def test_a_ranking_takes_the_figures_of_every_place(spices):
    assert {90, 45, 25} <= set(values(spices, replace(CINNAMON, unit="USD"), ranging=True))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"flow": "import"}, "flow"),
        ({"periods": (year(2015),)}, "period"),
        ({"unit": "metric_ton"}, "unit"),
        ({"kind": "share"}, "kind"),
        ({"terms": (term("cinnamon"), term("saffron"))}, "terms"),
    ],
)
def test_what_differs_in_one_respect_is_rejected_for_it(spices, change, reason):
    request = replace(CINNAMON, places=("Peru",), **change)
    assert values(spices, request) == []
    assert reasons(spices, request)[25] == reason


def test_a_soft_word_only_helps(spices):
    terms = (term("cinnamon"), term("shipped", hard=False))
    assert values(spices, replace(CINNAMON, places=("Peru",), terms=terms)) == [25]
    assert spices.find(replace(CINNAMON, places=("Peru",), terms=terms))[0].missing == ("shipped",)


def test_a_unit_and_a_year_alone_mean_nothing_in_particular(spices):
    assert spices.find(Request(periods=(year(2023),), unit="USD")) == ()


def test_a_figure_more_special_than_the_request_is_not_its_answer(evidence_over):
    text = "# Imports of devices\n\nImports of infrared thermometers from abroad were $5 million in 2023.\n"
    other = "# Imports of cereals\n\nImports of wheat were $70 million in 2023.\n"
    evidence = evidence_over({"a.md": text, "b.md": other})
    request = Request((term("wheat"),), flow="import", periods=(year(2023),))
    assert values(evidence, request) == [70]
    assert values(evidence, replace(request, terms=())) == []


def test_a_figure_that_is_not_surely_bound_is_never_computed_with(spices, evidence_over):
    figure = spices.find(replace(CINNAMON, places=("Peru",)))[0].figure
    from assistant.bind import Evidence

    doubtful = Evidence(tuple(spices.documents.values()), (), [replace(figure, bound=False)])
    assert doubtful.find(replace(CINNAMON, places=("Peru",))) == ()
    assert [r.reason for r in doubtful.rejected(replace(CINNAMON, places=("Peru",)))] == ["terms"]


def test_what_is_counted_must_be_the_noun_that_is_asked_for(evidence_over):
    evidence = evidence_over({"event.md": "# The event\n\nThe event drew 70 makers and some investors in 2023.\n"})
    asked = Request((term("event"),), unit="count", counted=("maker",))
    assert [m.figure.quantity.value for m in evidence.find(asked)] == [70]
    assert evidence.find(replace(asked, counted=("visitor",))) == ()


def test_the_country_that_most_documents_are_about_is_home(spices, evidence_over):
    assert spices.home == "Sri Lanka"
    texts = {
        "a.md": "# Tea of Kenya\n\nTea.\n",
        "b.md": "# Rice of India\n\nRice.\n",
        "c.md": "# Tin of Bolivia\n\nTin.\n",
    }
    assert evidence_over({**texts, "d.md": "# Wine of Chile\n\nWine.\n"}).home == ""


@pytest.mark.parametrize(
    ("unit", "wanted", "fits"),
    [
        ("USD", "", True),
        ("USD", "USD", True),
        ("USD", "money", True),
        ("USD", "INR", False),
        ("USD", "amount", True),
        ("percent", "amount", False),
        ("year", "amount", False),
        ("percentage_point", "percent", True),
        ("metric_ton", "kilogram", True),
        ("metric_ton", "mass", True),
        ("metric_ton", "volume", False),
        ("metric_ton", "physical", True),
        ("USD", "physical", False),
        ("count", "count", True),
        ("percent", "count", False),
        ("USD/metric_ton", "per metric_ton", True),
        ("USD/metric_ton", "USD", False),
        ("USD/metric_ton", "price", True),
        ("INR/USD", "price", False),
        ("INR/USD", "rate", True),
        ("INR/USD", "USD/INR", True),
        ("INR/USD", "EUR/INR", False),
        ("INR/USD", "rate of INR", True),
        ("INR/USD", "rate of EUR", False),
        ("day", "time", True),
        ("kilometer", "length", True),
    ],
)
def test_a_unit_answers_itself_its_class_and_units_of_its_dimension(spices, unit, wanted, fits):
    figure = replace(spices.figures[0], quantity=Quantity(spices.figures[0].quantity.value, unit))
    assert fits_unit(figure, wanted) is fits

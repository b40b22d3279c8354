from datetime import date
from decimal import Decimal

import pytest

from assistant import rates
from index.errors import CalculationError

D = Decimal


def test_a_rate_names_its_source_and_its_date():
    rate = rates.reference_rate("USD", "INR", date(2024, 4, 22))
    assert rate.origin == "reference rate" and rate.figure is None
    assert rate.quantity.unit == "INR/USD"
    assert D(83) < rate.quantity.value < D(84)
    assert "European Central Bank" in rate.text and "2024-04-22" in rate.text


def test_the_euro_is_both_base_and_quote():
    direct = rates.reference_rate("EUR", "USD", date(2024, 4, 22)).quantity
    inverse = rates.reference_rate("USD", "EUR", date(2024, 4, 22)).quantity
    assert direct.unit == "USD/EUR" and float(direct.value * inverse.value) == pytest.approx(1, rel=1e-5)


def test_the_weekend_has_the_rate_of_friday_and_says_so():
    sunday = rates.reference_rate("USD", "INR", date(2024, 4, 21))
    assert "2024-04-19" in sunday.text
    assert sunday.quantity == rates.reference_rate("USD", "INR", date(2024, 4, 19)).quantity


@pytest.mark.parametrize(
    ("base", "quote", "day"),
    [
        ("USD", "KES", date(2024, 4, 22)),  # the bank lists no Kenyan shilling
        ("USD", "RUB", date(2024, 4, 22)),  # nor the rouble since March 2022
        ("USD", "INR", date(1998, 1, 1)),  # before the first rate
        ("USD", "INR", date(2199, 1, 1)),
    ],
)
def test_there_is_no_rate_rather_than_a_stale_one(base, quote, day):
    assert rates.reference_rate(base, quote, day) is None


@pytest.mark.parametrize(
    ("value", "source", "goal", "unit"),
    [
        ("83.4", "INR", "USD", "INR/USD"),
        ("83.4", "USD", "INR", "INR/USD"),
        ("0.012", "USD", "INR", "USD/INR"),
        ("1.08", "EUR", "USD", "USD/EUR"),
        ("0.92", "USD", "EUR", "EUR/USD"),
        ("0.65", "AUD", "USD", "USD/AUD"),
        ("160", "EUR", "JPY", "JPY/EUR"),
        ("130", "KES", "USD", "KES/USD"),  # not in the table: as the market quotes it
    ],
)
def test_a_bare_rate_is_read_in_the_direction_that_fits(value, source, goal, unit):
    assert rates.quoted_as(D(value), source, goal) == unit


def test_a_bare_rate_between_unknown_currencies_is_not_guessed():
    with pytest.raises(CalculationError, match="per what"):
        rates.quoted_as(D("1.55"), "KES", "INR")

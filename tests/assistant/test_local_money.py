"""A name that several countries use for money means that of the documents, else that of the country at home."""

import pytest

from assistant.local_money import with_nation
from assistant.units_wanted import unit_named, unit_wanted


@pytest.mark.parametrize(
    ("typed", "held", "home", "unit"),
    [
        ("in pesos?", {"PHP", "USD"}, "", "PHP"),
        ("how many pounds is that", {"EGP", "USD"}, "Egypt", "EGP"),
        ("and in rupees", {"USD"}, "Pakistan", "PKR"),
        ("what is that in kroner", {"USD"}, "Norway", "NOK"),
        ("in francs", {"XOF", "EUR"}, "Senegal", "XOF"),
        ("in pesos", {"MXN"}, "Mexico", "MXN"),
        ("in Mexican pesos", {"PHP"}, "Philippines", "MXN"),
        ("in dollars", {"USD", "AUD"}, "Australia", "USD"),
        ("in dollars", {"AUD"}, "Australia", "AUD"),
    ],
)
def test_a_shared_name_is_told_by_the_documents_or_by_home(typed, held, home, unit):
    assert unit_named(with_nation(typed, frozenset(held), home)) == unit


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Rs 500 to dollars", "LKR 500 to dollars"), ("500 kr a tonne", "500 kr a tonne"), ("no money", "no money")],
)
def test_a_shared_sign_is_told_too(typed, meant):
    assert with_nation(typed, frozenset({"LKR"}), "Sri Lanka") == meant


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("in taka?", "BDT"),
        ("how many ringgit was that", "MYR"),
        ("total bill, in yuan", "CNY"),
        ("value in zloty", "PLN"),
        ("birr?", "ETB"),
        ("avg usd/brl 2023", "BRL/USD"),
        ("how many naira did you get for a dollar", "NGN/USD"),
        ("what did one euro cost in forints", "HUF/EUR"),
        ("baht per dollar at year end", "THB/USD"),
        ("taka-dollar rate", "BDT/USD"),
        ("the dollar-rand rate", "ZAR/USD"),
    ],
)
def test_any_currency_may_be_asked_for(typed, unit):
    assert unit_wanted(typed, "lookup") == unit

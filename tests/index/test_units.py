from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import UnitMismatchError
from index.units import Quantity, dimension, factor, rounded, unit_name

D = Decimal
values = st.decimals(min_value=D("-1e12"), max_value=D("1e12"), places=4)
CONVERTIBLE = [
    ("kilometer", "mile"), ("metric_ton", "kilogram"), ("month", "year"), ("week", "day"), ("bcm", "meter**3"),
    ("oil_barrel", "liter"), ("hectare", "foot**2"), ("terawatt_hour", "MMBtu"), ("quintal", "pound"),
    ("percentage_point", "basis_point"), ("percent", "ratio"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "unit", "base"),
    [
        ("2e10", "INR", (D("2e10"), "INR")),
        ("12", "month", (D(1), "years")),
        ("1461", "day", (D(4), "years")),
        ("7200", "kilometer", (D(7200000), "meter")),
        ("3", "metric_ton", (D(3000), "kilogram")),
        ("26.2", "percent", (D("26.2"), "percent")),
        ("2.27", "percentage_point", (D("2.27"), "percent")),
        ("25", "basis_point", (D("0.25"), "percent")),
        ("83.4", "INR/USD", (D("83.4"), "INR/USD")),
        ("5", "INR/month", (D(60), "INR/year")),
        ("319.79", "KES/kilogram", (D("319.79"), "KES/kilogram")),
        ("319790", "KES/metric_ton", (D("319.79"), "KES/kilogram")),
        ("90", "USD/(1000*meter**3)", (D("0.09"), "USD/meter**3")),
        ("70", "count", (D(70), "count")),
    ],
)
def test_base_units_are_those_of_the_contract(value, unit, base):
    assert Quantity(D(value), unit).base == base


def test_twelve_months_are_exactly_one_year_and_a_mile_is_a_mile_again():
    assert Quantity(D(12), "month").to("year").value == 1
    assert Quantity(D("1609.344"), "meter").to("mile").value == 1
    assert factor("mile", "kilometer") * factor("kilometer", "mile") == 1


@pytest.mark.parametrize(("unit", "to"), CONVERTIBLE)
@settings(deadline=None)
@given(value=values)
def test_a_conversion_there_and_back_is_the_same_amount(unit, to, value):
    back = Quantity(value, unit).to(to).to(unit)
    assert back.unit == unit
    assert abs(back.value - value) <= abs(value) * D("1e-25")


@settings(deadline=None)
@given(value=values)
def test_conversions_are_linear(value):
    one = Quantity(D(1), "metric_ton").to("pound").value
    assert abs(Quantity(value, "metric_ton").to("pound").value - value * one) <= abs(value) * D("1e-20")


@pytest.mark.parametrize(
    ("left", "right"),
    [("INR", "USD"), ("percent", "percentage_point"), ("kilogram", "kilometer"), ("count", "percent"),
     ("INR/USD", "INR"), ("INR/USD", "USD/INR"), ("TEU", "count")],
)  # fmt: skip
def test_different_measures_are_not_converted(left, right):
    with pytest.raises(UnitMismatchError) as caught:
        Quantity(D(1), left).to(right)
    assert (caught.value.left, caught.value.right) == (left, right)


def test_every_currency_is_a_dimension_of_its_own():
    assert len({dimension(code) for code in ("INR", "USD", "EUR", "KES", "RUB")}) == 5


def test_half_of_the_last_written_digit_is_what_rounding_may_hide():
    assert Quantity(D("6256800000"), "INR", "crore", places=2).half_ulp() == 50000
    assert Quantity(D(70), "count", places=0).half_ulp() == 0
    assert Quantity(D(70), "INR").half_ulp() == 0


def test_units_are_named_above_and_below_the_stroke():
    assert unit_name({"KES": 1, "kilogram": Fraction(-1)}) == "KES/kilogram"
    assert unit_name({"year": -1}) == "1/year"
    assert unit_name({"meter": 2, "second": -2}) == "meter**2/second**2"
    assert unit_name({}) == ""


def test_rounding_takes_halves_to_the_even_digit():
    assert (rounded(D("0.125"), 2), rounded(D("0.135"), 2)) == (D("0.12"), D("0.14"))

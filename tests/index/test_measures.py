"""Measures of trade as documents print them."""

import pytest

from index import captions
from index.format import show
from index.numbers import read


@pytest.mark.parametrize(
    ("text", "unit", "value", "shown"),
    [
        ("98.5 US cents a pound", "USD/pound", "0.985", "98.5 US cents per pound"),
        ("210 cents/lb", "USD/pound", "2.10", "210 US cents per pound"),
        ("14 euro cents per kWh", "EUR/kilowatt_hour", "0.14", "14 euro cents per kWh"),
        ("75 pence", "GBP", "0.75", "75 pence"),
        ("640 l/s", "liter/second", "640", "640 litres per second"),
        ("2.4 million barrels a day", "oil_barrel/day", "2400000", "2.4 million barrels per day"),
        ("$31.20 per dozen", "USD/dozen", "31.20", "$31.20 per dozen"),
        ("$6.10 a bushel", "USD/bushel", "6.10", "$6.10 per bushel"),
        ("$2,400 an ounce", "USD/troy_ounce", "2400", "$2,400 per troy ounce"),
        ("500 lb", "pound", "500", "500 pounds"),
        ("15 short tons", "short_ton", "15", "15 short tons"),
        ("90 km²", "kilometer**2", "90", "90 square kilometres"),
        ("3.2 tcf", "tcf", "3.2", "3.2 tcf"),
    ],
)
def test_amounts_are_read_and_written_in_their_measure(text, unit, value, shown):
    (m,) = read(text)
    assert (m.quantity.unit, float(m.quantity.value), show(m.quantity)) == (unit, float(value), shown)


@pytest.mark.parametrize(
    ("heading", "unit", "scale"),
    [
        ("US cents a pound", "USD/pound", "cent"),
        ("Price, cents/lb", "USD/pound", "cent"),
        ("US$ a dozen", "USD/dozen", ""),
        ("Inflow (l/s)", "liter/second", ""),
        ("US$ per troy ounce", "USD/troy_ounce", ""),
        ("Per cent", "percent", ""),
    ],
)
def test_headings_give_the_measure_of_their_column(heading, unit, scale):
    caption = captions.read(heading)
    assert (caption.unit, caption.scale) == (unit, scale)


def test_a_dozen_is_twelve_and_a_pound_is_what_it_weighs():
    price = read("$24 per dozen")[0].quantity.base
    assert (float(price[0]), price[1]) == (2.0, "USD/count")
    weight = read("1,000 lb")[0].quantity
    assert round(float(weight.to("kilogram").value), 2) == 453.59

"""Headings and captions give the unit of the numbers under them."""

import pytest

from index.captions import Caption, read


@pytest.mark.parametrize(
    ("heading", "unit", "scale"),
    [
        ("(t)", "metric_ton", ""),
        ("2020/21 (t)", "metric_ton", ""),
        ("Imports (bcm)", "bcm", ""),
        ("Value (million EUR)", "EUR", "million"),
        ("KSh million", "KES", "million"),
        ("US$m", "USD", "million"),
        ("Rs. cr", "INR", "crore"),
        ("Exports ('000 tonnes)", "metric_ton", "thousand"),
        ("Product groups, 2024, US$ million", "USD", "million"),
        ("value usd thousand", "USD", "thousand"),
        ("russia pipeline mcm", "mcm", ""),
        ("Days at sea", "day", ""),
        ("thousand bags", "count", "thousand"),
        ("growth (% y/y)", "percent", ""),
        ("US dollars per euro", "USD/EUR", ""),
        ("Forints per euro", "HUF/EUR", ""),
    ],
)
def test_a_heading_gives_unit_and_scale(heading, unit, scale):
    assert read(heading) == Caption(unit, scale)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("US$ per kg", "USD/kilogram"),
        ("EUR/MWh", "EUR/megawatt_hour"),
        ("USD per bag", "USD/sack"),
        ("Average price, US$ per 50 kg bag", "USD/sack"),
        ("average usd per 50kg bag", "USD/sack"),
        ("$/t", "USD/metric_ton"),
        ("Price per kg (US$)", "USD/kilogram"),
        ("Rate, EUR per tractor", "EUR"),
    ],
)
def test_a_price_is_for_one_of_something(heading, unit):
    assert read(heading) == Caption(unit, "", True)


@pytest.mark.parametrize("heading", ["Month", "Year", "Bags sold", "KES per 100 kg bale", "m", "Share of total", ""])
def test_a_heading_without_a_unit_gives_none(heading):
    assert read(heading).unit in ("", "KES")

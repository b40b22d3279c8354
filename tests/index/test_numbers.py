"""Numbers are read back as they were written."""

from decimal import Decimal

import pytest

from index.numbers import read


def one(text):
    (mention,) = read(text)
    return mention


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12 billion KSh", 12 * 10**9, "KES"),
        ("5 million €", 5 * 10**6, "EUR"),
        ("20 TEU", 20, "TEU"),
        ("two thirds of the total", Decimal(200) / 3, "percent"),
        ("fallen by two thirds", Decimal(200) / 3, "percent"),
        ("up by a third", Decimal(100) / 3, "percent"),
        ("3 dozen", 36, "count"),
        ("a dozen", 12, "count"),
        ("$206.00 a bag", 206, "USD/sack"),
        ("US$ 41,500 per day", 41500, "USD/day"),
        ("EUR 2.50 per MWh", Decimal("2.5"), "EUR/megawatt_hour"),
        ("3.5 kt", Decimal("3.5"), "kilotonne"),
        ("4.1 Mt", Decimal("4.1"), "megatonne"),
        ("500 MT", 500, "metric_ton"),
        ("1\u00a0234\u00a0567 tonnes", 1234567, "metric_ton"),
        ("371.9 forints per euro", Decimal("371.9"), "HUF/EUR"),
    ],
)
def test_quantities_are_read_with_their_unit(text, value, unit):
    quantity = one(text).quantity
    assert (quantity.value, quantity.unit) == (value, unit)


def test_a_scale_letter_without_money_stays_a_count():
    assert one("900m").quantity.value == 900


def test_a_bag_of_coffee_is_not_one_of_cement():
    assert one("$206 a bag").quantity.base == (206, "USD/sack")

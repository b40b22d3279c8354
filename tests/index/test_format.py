import importlib.util
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import measures
from index.format import group, money_words, show, significant
from index.numbers import read
from index.units import SCALES, Quantity, currencies

D = Decimal
SCORER = Path(__file__).parents[1] / "acceptance" / "score.py"


def quoted(value, unit, scale="", places=0, noun=""):
    return Quantity(D(value) * SCALES[scale], unit, scale, noun, places)


WRITTEN = [
    (quoted("1374.3", "INR", "crore", 1), "Rs 1,374.3 crore"),
    (quoted("75", "USD", "million"), "$75 million"),
    (quoted("239.8", "USD", "million", 1), "$239.8 million"),
    (quoted("26.2", "percent", places=1), "26.2%"),
    (quoted("2.27", "percentage_point", places=2), "2.27 percentage points"),
    (quoted("3.19", "ratio", places=2), "3.19 times"),
    (quoted("12.2", "year", places=1), "12.2 years"),
    (quoted("1", "year"), "1 year"),
    (quoted("7200", "kilometer"), "7,200 km"),
    (quoted("83.42", "INR/USD", places=2), "83.42 rupees per US dollar"),
    (quoted("70", "count", noun="manufacturers"), "70 manufacturers"),
    (quoted("12.5", "KES", "billion", 1), "KSh 12.5 billion"),
    (quoted("3.4", "EUR", "billion", 1), "€3.4 billion"),
    (quoted("2000", "metric_ton"), "2,000 tonnes"),
    (quoted("135", "bcm"), "135 bcm"),
    (quoted("319.79", "KES/kilogram", places=2), "319.79 shillings per kg"),
    (quoted("2.15", "USD/kilogram", places=2), "$2.15 per kg"),
    (quoted("70", "RUB", "billion"), "70 billion roubles"),
    (quoted("5", "AED", "million"), "AED 5 million"),
    (quoted("2500", "count", "billion"), "2,500 billion"),
    (quoted("-5", "USD", "million"), "-$5 million"),
    (quoted("16.50", "percent", places=2), "16.50%"),
    (Quantity(D("13743200000"), "INR"), "Rs 1,374 crore"),
    (Quantity(D("2.5e12"), "INR"), "Rs 2.5 lakh crore"),
    (Quantity(D("239808153.47"), "USD"), "$239.8 million"),
    (Quantity(D("1e9"), "INR/year"), "Rs 100 crore per year"),
    (Quantity(D("0.0000123456"), "ratio"), "0.00001235 times"),
    (Quantity(D(70123), "count"), "70,123"),
    (Quantity(D(0), "USD"), "$0"),
]


@pytest.mark.parametrize(("quantity", "text"), WRITTEN, ids=[t for _, t in WRITTEN])
def test_quantities_are_written_as_people_write_them(quantity, text):
    assert show(quantity) == text


@pytest.mark.parametrize(("quantity", "text"), WRITTEN, ids=[t for _, t in WRITTEN])
def test_the_scorer_reads_what_is_written(quantity, text):
    spec = importlib.util.spec_from_file_location("acceptance_score", SCORER)
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    [amount] = score.amounts(text)
    if quantity.unit.split("/")[0] in score.SPELLINGS and not quantity.unit.endswith("/year"):
        assert score.convert(1, amount.unit, quantity.unit.replace("/kilogram", "/kg")) is not None
    [own] = read(text) or [None]
    assert own is None or amount.value == pytest.approx(float(abs(own.quantity.value)))


def test_rupees_are_grouped_the_indian_way_only_where_asked():
    q = quoted("1234567.50", "INR", places=2)
    assert show(q, style="indian") == "Rs 12,34,567.50"
    assert show(q) == "Rs 1,234,567.50"
    assert show(quoted("1234567", "USD"), style="indian") == "$1,234,567"


def test_a_sign_of_letters_stands_apart_from_the_amount():
    assert show(quoted("366000000000", "IDR")) == "Rp 366,000,000,000"


def test_as_written_neither_rounds_nor_scales():
    assert show(Quantity(D("6256812345"), "INR"), style="as written") == "Rs 6,256,812,345"
    assert show(Quantity(D("2.123456789"), "ratio"), style="as written") == "2.123456789 times"


def test_digits_asked_for_are_significant_ones():
    assert show(Quantity(D("26.1640"), "percent"), digits=3) == "26.2%"
    assert show(Quantity(D("13743200000"), "INR", "crore"), digits=3) == "Rs 1,370 crore"
    assert show(quoted("625.68", "INR", "crore", 2), digits=2) == "Rs 630 crore"


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=D("-1e40"), max_value=D("1e40")),
       st.sampled_from(["INR", "USD", "percent", "ratio", "count", "KES/kilogram"]))  # fmt: skip
def test_there_is_never_an_exponent(value, unit):
    text = show(Quantity(value, unit))
    assert "E" not in text.replace("KES", "").replace("KSh", "")


@settings(deadline=None)
@given(
    st.integers(1, 10**9),
    st.integers(0, 4),
    st.sampled_from(["INR", "USD", "EUR", "GBP", "KES", "JPY", "RUB", "CNY", "AED", "CAD", "percent", "kilometer",
                     "metric_ton", "bcm", "INR/USD", "KES/kilogram", "USD/metric_ton", "percentage_point"]),
    st.sampled_from(["", "thousand", "lakh", "million", "crore", "billion", "lakh crore", "trillion"]),
)  # fmt: skip
def test_what_is_written_is_read_back(digits, places, unit, scale):
    scale = scale if unit in currencies() else ""
    q = quoted(D(digits).scaleb(-places), unit, scale, places)
    [mention] = read(show(q))
    assert (mention.quantity.value, mention.quantity.unit) == (q.value, unit)


def test_every_currency_has_a_name_and_a_way_to_be_written():
    for code in currencies():
        assert show(Quantity(D(5), code)).strip("5 ")
        assert all(money_words(code))


def test_grouping_leaves_short_numbers_alone():
    assert (group("999"), group("1000"), group("-1234567.89"), group("0.5")) == ("999", "1,000", "-1,234,567.89", "0.5")
    assert (group("100000", indian=True), group("999", indian=True)) == ("1,00,000", "999")


def test_significant_digits_of_zero_and_of_a_carry():
    assert significant(D(0), 3) == 0
    assert significant(D("0.9996"), 3) == 1


@pytest.mark.parametrize("unit", sorted({*measures.PER_UNITS.values()}))
def test_a_price_for_any_measure_is_written_so_that_it_is_read_back(unit):
    price = Quantity(D("281.4"), f"USD/{unit}", places=1)
    assert [m.quantity.base for m in read(show(price))] == [price.base]


@pytest.mark.parametrize("unit", ["mcm", "bcm", "metric_ton", "liter", "oil_barrel"])
def test_an_amount_of_any_measure_is_written_so_that_it_is_read_back(unit):
    amount = Quantity(D("12.5"), unit, places=1)
    assert [m.quantity.base for m in read(show(amount))] == [amount.base]

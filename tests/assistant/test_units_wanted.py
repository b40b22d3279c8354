"""The unit of the answer: named in the question, or of the class that would answer it."""

import pytest

from assistant.units_wanted import unit_class, unit_named, unit_wanted


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("What was that in rupees?", "INR"),
        ("How many dollars did it fetch?", "USD"),
        ("Give it in crore.", "INR"),
        ("How long is it in km?", "kilometer"),
        ("The value in euros, please", "EUR"),
        ("What is the dollar value?", "USD"),
        ("How many rupees to the dollar?", "INR/USD"),
        ("What is a dollar worth in shillings?", "KES/USD"),
        ("USD/INR in March?", "INR/USD"),
        ("EURUSD?", "USD/EUR"),
        ("What were exports?", ""),
        ("How do dollars reach the bank?", ""),
        ("Was it $5 million in dollars or so, or euros?", "USD"),
    ],
)
def test_a_question_names_its_unit(question, unit):
    assert unit_named(question) == unit


@pytest.mark.parametrize(
    ("question", "operation", "expected"),
    [
        ("What was the exchange rate?", "lookup", "rate"),
        ("What exchange rate do rupees have?", "lookup", "rate of INR"),
        ("What share do they hold?", "lookup", "percent"),
        ("How long is the pipeline?", "lookup", "length"),
        ("How long did it take?", "lookup", "time"),
        ("How far is the port?", "lookup", "length"),
        ("What tariff applies?", "lookup", ""),
        ("How many people work there?", "lookup", "count"),
        ("What tonnage was shipped?", "lookup", "mass"),
        ("What volume was sold?", "lookup", "physical"),
        ("What price did it fetch?", "lookup", "price"),
        ("What does one tractor cost?", "lookup", "per count"),
        ("What did it cost per kg?", "lookup", "per kilogram"),
        ("What was it worth?", "lookup", "money"),
        ("How many mills are there?", "lookup", "count"),
        ("How much more did it cost?", "difference", "money"),
        ("How many tonnes more?", "difference", "physical"),
        ("How is it computed per year?", "working", ""),
        ("What is in rupees?", "convert", ""),
    ],
)
def test_words_ask_for_a_class_of_units(question, operation, expected):
    assert unit_class(question, operation) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did it cost per kg in shillings?", "KES/kilogram"),
        ("What did it cost per kg?", "per kilogram"),
        ("How many rupees to the dollar was the exchange rate?", "INR/USD"),
        ("What was the budget in dollars?", "USD"),
        ("What was the budget?", "money"),
        ("What premium was taken on rupee settlements?", ""),
        ("What were the exports worth in dollars?", "USD"),
        ("What is the dollar worth in rupees?", "INR/USD"),
        ("And by value?", "money"),
    ],
)
def test_a_rate_comes_before_a_unit_and_a_unit_before_its_class(question, expected):
    assert unit_wanted(question, "lookup") == expected


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("coffee price June 2025 cents/lb?", "USD/pound"),
        ("sugar, US cents a pound", "USD/pound"),
        ("yuan per tonne in Q1", "CNY/metric_ton"),
        ("what do shirts fetch, $ per dozen", "USD/dozen"),
        ("euro/kg for cocoa butter", "EUR/kilogram"),
        ("gold, $/oz at year end", "USD/troy_ounce"),
        ("power sold to Malawi in 2023, GWh", "gigawatt_hour"),
        ("how much water goes through the canal? l/s", "liter/second"),
        ("size of the free zone, hectares", "hectare"),
        ("boxes handled by the port - TEU", "TEU"),
        ("how many bushels did they harvest", "bushel"),
        ("output in kt", "kilotonne"),
        ("plant size in MW?", "megawatt"),
    ],
)
def test_units_are_read_wherever_a_question_puts_them(typed, unit):
    assert unit_named(typed) == unit


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("price of a shirt per dozen", "per dozen"),
        ("what is paid per bushel", "per bushel"),
        ("cost per lb of cotton", "per pound"),
        ("average price of one ounce, per ounce", "per troy_ounce"),
        ("levy per cubic metre", "per meter**3"),
    ],
)
def test_a_price_is_for_the_measure_that_is_named(typed, unit):
    assert unit_class(typed, "lookup") == unit


@pytest.mark.parametrize(
    "typed", ["exports in 5 years", "the first day", "what changed in a year", "who signed, and when"]
)
def test_a_measure_of_time_or_none_is_no_unit_asked_for(typed):
    assert unit_named(typed) in ("", "year") and "/" not in unit_named(typed)


def test_a_unit_that_is_named_comes_before_the_price_of_one_thing():
    assert unit_wanted("how long does a container wait at the quay? days", "lookup") == "day"
    assert unit_wanted("price of a container in dollars", "lookup") == "USD/TEU"

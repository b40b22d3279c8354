import re
from decimal import Decimal
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from assistant import calculator as calc
from assistant.calculator import given
from assistant.expression import evaluate
from assistant.types import Operand
from index import numbers
from index.errors import CalculationError, UndefinedResultError, UnitMismatchError
from index.types import Figure, Span
from index.units import Quantity

D = Decimal


def typed(text):
    [mention] = numbers.read(text)
    return given(text, mention.quantity)


def plain(value, unit="count"):
    value = D(str(value))
    return given(str(value), Quantity(value, unit, places=max(0, -value.as_tuple().exponent)))


def printed(text):
    """An operand that a document holds."""
    operand = typed(text)
    span = Span("a.md", 0, len(text))
    return Operand(text, operand.quantity, figure=Figure(f"a.md#{text}", span, span, operand.quantity), citation=1)


def as_fraction(quantity):
    value, unit = quantity.base
    return value / 100 if unit == "percent" else value


def holds(step):
    """Is a line of working true as it stands, to the digits that it shows?"""
    left, sign, right = re.fullmatch(r"(.*?) ([=≈]) ([^;]*)(?:; .*)?", step).groups()
    a, b = as_fraction(evaluate(left).result), as_fraction(evaluate(right).result)
    return a == b if sign == "=" else abs(a - b) <= abs(a) * D("1e-5")


NOW, TARGET = printed("Rs 625.68 crore"), printed("Rs 2,000 crore")

# Operation, result in base units and what is shown, worked by hand or with a pocket calculator.
SUMS = {
    "sum": (calc.total([printed("$668.9 million"), printed("$176.2 million")]), "845100000", "$845.1 million"),
    "sum of different scales": (calc.total([printed("$3.2bn"), printed("$900 million")]), "4100000000", "$4.1 billion"),
    "difference": (calc.difference(printed("Rs 690.99 crore"), NOW), "653100000", "Rs 65.31 crore"),
    "behind": (calc.difference(NOW, printed("Rs 690.99 crore"), absolute=True), "653100000", "Rs 65.31 crore"),
    "ratio": (calc.ratio(TARGET, NOW), "3.196522", "3.2 times"),
    "share": (calc.share(printed("$75 million"), printed("$668.9 million")), "11.21244", "11.2%"),
    "share of counts": (calc.share(plain(40), plain(320)), "12.5", "12.5%"),
    "whole": (calc.whole_from_share(NOW, printed("6%")), "104280000000", "Rs 10,400 crore"),
    "part": (calc.part_from_share(printed("15%"), printed("$176.2 million")), "26430000", "$26.4 million"),
    "remainder": (calc.remainder(printed("100%"), [printed("60%"), printed("11%")]), "29", "29%"),
    "average": (calc.average([plain(3), plain(5), plain(9)]), "5.666667", "5.667"),
    "weighted": (calc.weighted_average([plain(10, "percent"), plain(20, "percent")], [plain(3), plain(1)]), "12.5",
                 "12.5%"),
    "median, odd": (calc.median([plain(9), plain(3), plain(5)]), "5", "5"),
    "median, even": (calc.median([plain(9), plain(3), plain(5), plain(10)]), "7", "7"),
    "minimum": (calc.minimum([TARGET, NOW]), "6256800000", "Rs 625.68 crore"),
    "maximum": (calc.maximum([NOW, TARGET]), "20000000000", "Rs 2,000 crore"),
    "rank": (calc.rank(plain(5), [plain(3), plain(9), plain(5)]), "2", "2"),
    "percent change": (calc.percent_change(plain(80), plain(92)), "15", "15%"),
    "fall": (calc.percent_change(plain(200), plain(150)), "-25", "-25%"),
    "points": (calc.percentage_point_change(printed("1.31%"), printed("3.58%")), "2.27", "2.27 percentage points"),
    "shift": (calc.shift_by_points(plain(4, "percent"), typed("25 basis points")), "4.25", "4.25%"),
    "cagr": (calc.cagr(NOW, TARGET, plain(5)), "26.16403", "26.2%"),
    "cagr in months": (calc.cagr(plain(100), plain(121), typed("24 months")), "10", "10%"),
    "required": (calc.required_rate(NOW, TARGET, typed("5 years")), "26.16403", "26.2%"),
    "projection": (calc.projection(NOW, plain(10, "percent"), plain(5)), "10076638968", "Rs 1,008 crore"),
    "years": (calc.years_needed(NOW, TARGET, plain(10, "percent")), "12.19244", "12.2 years"),
    "to dollars": (calc.convert(TARGET, typed("83.4 INR/USD")), "239808153.48", "$239.8 million"),
    "to rupees": (calc.convert(printed("$75 million"), typed("83.4 INR/USD")), "6255000000", "Rs 626 crore"),
    "implied": (calc.implied_rate(printed("$75 million"), NOW), "83.424", "83.4 rupees per US dollar"),
    "per unit": (calc.per_unit(typed("KSh 12 billion"), typed("40 million kg")), "300", "300 shillings per kg"),
    "price": (calc.product(typed("319.79 KES/kg"), typed("2 tonnes")), "639580", "KSh 639,580"),
    "less": (calc.scale_by_percent(typed("Rs 100 crore"), typed("15%"), "less"), "850000000", "Rs 85 crore"),
    "more": (calc.scale_by_percent(plain(50), typed("12%")), "56", "56"),
    "split": (calc.even_split(typed("1,374.32 crore"), typed("5 years")), "2748640000", "274.864 crore"),
    "miles": (calc.in_unit(typed("7,200 km"), "mile"), "7200000", "4,474 miles"),
    "per cent": (calc.in_unit(plain("0.125"), "percent"), "12.5", "12.5%"),
    "rescale": (calc.rescale(typed("2.5 lakh crore"), "billion"), "2500000000000", "2,500 billion"),
    "power": (calc.power(plain(2), plain(10)), "1024", "1,024"),
    "quotient": (calc.quotient(typed("Rs 600 crore"), typed("5 years")), "1200000000", "Rs 120 crore per year"),
}  # fmt: skip


@pytest.mark.parametrize("name", SUMS)
def test_worked_sums_come_out(name):
    result, value, shown = SUMS[name]
    assert float(result.result.base[0]) == pytest.approx(float(value), rel=1e-6)
    assert result.shown == shown


@pytest.mark.parametrize("name", SUMS)
def test_the_expression_reads_back_to_the_same_value(name):
    result = SUMS[name][0]
    again = evaluate(result.expression)
    assert as_fraction(again.result) == pytest.approx(as_fraction(result.result), rel=D("1e-40"))
    loose = {"percent", "ratio", "count"}
    ours, theirs = result.result.base[1], again.result.base[1]
    assert ours == theirs or {ours, theirs} <= loose


@pytest.mark.parametrize("name", SUMS)
def test_every_line_of_working_is_true_and_the_last_one_gives_the_result(name):
    result = SUMS[name][0]
    assert result.working and all(holds(step) for step in result.working), result.working
    if result.operation != "years_needed":  # its last line lands on the amount that is reached
        last = re.split(" [=≈] ", result.working[-1])[-1].split(";")[0]
        assert as_fraction(evaluate(last).result) == pytest.approx(as_fraction(result.result), rel=D("1e-5"))


def test_the_operands_stand_in_the_order_of_the_expression():
    assert [o.text for o in calc.cagr(NOW, TARGET, plain(5)).operands] == ["Rs 2,000 crore", "Rs 625.68 crore", "5"]
    assert calc.difference(NOW, TARGET, absolute=True).operands == (TARGET, NOW)


def test_the_working_of_a_long_growth_says_the_whole_years():
    working = calc.years_needed(NOW, TARGET, plain(10, "percent")).working
    assert "13 whole years" in working[-1] and "^13" in working[-1]
    assert "1 whole year " in calc.years_needed(plain(100), plain(110), plain(10, "percent")).working[-1]
    assert calc.years_needed(plain(5), plain(5), plain(10, "percent")).shown == "0 years"


def test_an_earlier_result_is_carried_without_rounding():
    third = calc.quotient(plain(1), plain(3))
    whole = calc.product(calc.carried(third), plain(3))
    assert whole.expression == "(1 / 3) * 3" and whole.result.value == 1


def test_the_first_is_said_to_be_behind_or_ahead():
    assert calc.difference(NOW, TARGET, absolute=True).working[0].endswith("behind")
    assert calc.difference(TARGET, NOW, absolute=True).working[0].endswith("ahead")
    assert ";" not in calc.difference(NOW, NOW, absolute=True).working[0]


@pytest.mark.parametrize(
    ("calculation", "shown", "rounding"),
    [
        (lambda: calc.total([printed("$3 billion"), printed("$668.9 million")]), "$3.67 billion", "3 significant"),
        (lambda: calc.total([printed("Rs 1,234.56 crore"), printed("Rs 1.11 crore")]), "Rs 1,235.67 crore", "Exact"),
        (lambda: calc.ratio(printed("$3 billion"), printed("$7.123 billion")), "0.421 times", "3 significant"),
        (lambda: calc.product(printed("$668.92 million"), printed("1.2345 times")), "$825.8 million", "4 significant"),
        (lambda: calc.product(plain("12.34"), plain("56.78")), "700.6652", "Exact"),
        (lambda: calc.quotient(plain(1000000), plain(3)), "333,333", "6 significant"),
        (lambda: calc.average([plain(70), plain(75)]), "72.5", "Exact"),
    ],
)
def test_no_more_digits_are_shown_than_the_operands_carry(calculation, shown, rounding):
    result = calculation()
    assert result.shown == shown and rounding in result.rounding


MISMATCHES = {
    "currencies added": lambda: calc.total([NOW, typed("$5 million")]),
    "currencies compared": lambda: calc.ratio(NOW, typed("$5 million")),
    "currencies in a share": lambda: calc.share(NOW, typed("$5 million")),
    "per cent and points": lambda: calc.total([plain(5, "percent"), plain(2, "percentage_point")]),
    "per cent and a number": lambda: calc.total([plain(5, "percent"), plain(2)]),
    "mass and length": lambda: calc.difference(typed("5 kg"), typed("3 km")),
    "growth between currencies": lambda: calc.cagr(NOW, typed("$75 million"), plain(5)),
    "wrong rate": lambda: calc.convert(typed("KSh 5 billion"), typed("83.4 INR/USD")),
    "no rate": lambda: calc.convert(NOW, typed("83.4 kg")),
    "rate of one currency": lambda: calc.implied_rate(NOW, TARGET),
    "rate of a mass": lambda: calc.implied_rate(NOW, typed("5 kg")),
    "price per itself": lambda: calc.per_unit(NOW, TARGET),
    "points of amounts": lambda: calc.percentage_point_change(plain(40), plain(45)),
    "points on an amount": lambda: calc.shift_by_points(NOW, plain(2, "percentage_point")),
    "years in crore": lambda: calc.projection(NOW, plain(10, "percent"), TARGET),
    "rate in crore": lambda: calc.projection(NOW, TARGET, plain(5)),
    "power of money": lambda: calc.power(NOW, plain(2)),
    "points times money": lambda: calc.product(plain(2, "percentage_point"), NOW),
    "median": lambda: calc.median([NOW, typed("$5 million")]),
    "weights": lambda: calc.weighted_average([NOW, TARGET], [typed("5 kg"), typed("3 km")]),
    "kilometres in kilograms": lambda: calc.in_unit(typed("5 km"), "kilogram"),
}


@pytest.mark.parametrize("name", MISMATCHES)
def test_units_that_do_not_fit_are_refused(name):
    with pytest.raises(UnitMismatchError) as caught:
        MISMATCHES[name]()
    assert caught.value.left and caught.value.right
    assert str(caught.value).endswith(".") and ";" in str(caught.value) and "_" not in str(caught.value)


UNDEFINED = {
    "growth from zero": lambda: calc.percent_change(plain(0), plain(5)),
    "growth from below zero": lambda: calc.percent_change(plain(-5), plain(5)),
    "cagr from below zero": lambda: calc.cagr(plain(-5), plain(5), plain(3)),
    "cagr to below zero": lambda: calc.cagr(plain(5), plain(-5), plain(3)),
    "cagr in no time": lambda: calc.cagr(plain(5), plain(6), plain(0)),
    "multiple of zero": lambda: calc.growth_multiple(plain(0), plain(5)),
    "ratio to zero": lambda: calc.ratio(plain(5), plain(0)),
    "share of zero": lambda: calc.share(plain(5), plain(0)),
    "zero share": lambda: calc.whole_from_share(plain(5), plain(0, "percent")),
    "division by zero": lambda: calc.quotient(plain(5), plain(0)),
    "split in zero": lambda: calc.even_split(plain(5), plain(0)),
    "price of nothing": lambda: calc.per_unit(NOW, plain(0, "kilogram")),
    "no weights": lambda: calc.weighted_average([plain(1), plain(2)], [plain(1), plain(-1)]),
    "logarithm of zero": lambda: calc.years_needed(plain(0), plain(5), plain(7, "percent")),
    "growing away": lambda: calc.years_needed(plain(100), plain(50), plain(7, "percent")),
    "not growing": lambda: calc.years_needed(plain(100), plain(150), plain(0, "percent")),
    "losing all": lambda: calc.years_needed(plain(100), plain(50), plain(-100, "percent")),
    "root of a negative": lambda: calc.power(plain(-4), plain("0.5")),
    "power of zero": lambda: calc.power(plain(0), plain(-1)),
    "rate of zero": lambda: calc.convert(NOW, plain(0, "INR/USD")),
    "rate from nothing": lambda: calc.implied_rate(NOW, plain(0, "USD")),
}


@pytest.mark.parametrize("name", UNDEFINED)
def test_what_has_no_result_is_refused_in_one_sentence(name):
    with pytest.raises(UndefinedResultError, match=r"^[A-Z][^.]*[;,][^.]*\.$"):
        UNDEFINED[name]()


def test_other_mistakes_say_what_to_do():
    with pytest.raises(CalculationError, match="at least one number"):
        calc.total([])
    with pytest.raises(CalculationError, match="one weight per value"):
        calc.weighted_average([plain(1)], [])
    with pytest.raises(CalculationError, match="at most 1000 years"):
        calc.projection(plain(1), plain(1, "percent"), plain(1001))
    with pytest.raises(CalculationError, match="too many digits"):
        calc.power(plain(10), plain(61))
    with pytest.raises(CalculationError, match="too large"):
        calc.product(plain("1e40"), plain("1e40"))
    with pytest.raises(CalculationError, match="not a percentage"):
        calc.part_from_share(plain(15), NOW)


def test_amounts_of_one_measure_in_different_units_are_brought_together():
    assert calc.total([typed("2 tonnes"), typed("500 kg")]).shown == "2.5 tonnes"
    assert calc.ratio(typed("1 tonne"), typed("500 kg")).result.value == 2
    assert calc.ranked([typed("900 kg"), typed("1 tonne")])[0].text == "1 tonne"


numerals = st.decimals(min_value=D("0.01"), max_value=D("1e9"), places=2)


def exactly(value):
    return Fraction(value)


@settings(deadline=None)
@forall(st.lists(numerals, min_size=1, max_size=8))
def test_sums_and_averages_agree_with_fractions(values):
    operands = [plain(v, "USD") for v in values]
    whole = sum(map(exactly, values))
    assert exactly(calc.total(operands).result.value) == whole
    assert float(calc.average(operands).result.value) == pytest.approx(float(whole / len(values)), rel=1e-14)


@settings(deadline=None)
@forall(numerals, numerals)
def test_shares_and_wholes_are_inverse(part, whole):
    share = calc.share(plain(part, "INR"), plain(whole, "INR"))
    back = calc.whole_from_share(plain(part, "INR"), calc.carried(share))
    assert back.result.value == pytest.approx(whole, rel=D("1e-45"))


@settings(deadline=None)
@forall(numerals, numerals, numerals)
def test_converting_there_and_back_is_the_same_amount(amount, above, below):
    rate = calc.implied_rate(plain(above, "INR"), plain(below, "USD"))
    there = calc.convert(plain(amount, "INR"), calc.carried(rate))
    back = calc.convert(calc.carried(there), calc.carried(rate))
    assert back.result.unit == "INR" and back.result.value == pytest.approx(amount, rel=D("1e-45"))
    assert rate.result.value >= 1


@settings(deadline=None)
@forall(numerals, numerals, st.integers(1, 60))
def test_cagr_agrees_with_an_independent_computation(start, end, years):
    with mpmath.workdps(40):
        expected = (mpmath.mpf(str(end)) / mpmath.mpf(str(start))) ** (mpmath.mpf(1) / years) * 100 - 100
        got = calc.cagr(plain(start, "INR"), plain(end, "INR"), plain(years)).result.value
        assert abs(mpmath.mpf(str(got)) - expected) <= mpmath.mpf("1e-25") * (100 + abs(expected))


@settings(deadline=None)
@forall(numerals, st.decimals(min_value=D("0.1"), max_value=D(50), places=1), st.integers(1, 40))
def test_projecting_and_timing_growth_are_inverse(start, rate, years):
    grown = calc.projection(plain(start, "INR"), plain(rate, "percent"), plain(years))
    with mpmath.workdps(40):
        expected = mpmath.mpf(str(start)) * (1 + mpmath.mpf(str(rate)) / 100) ** years
        assert mpmath.almosteq(mpmath.mpf(str(grown.result.value)), expected, 1e-30)
    timed = calc.years_needed(plain(start, "INR"), calc.carried(grown), plain(rate, "percent"))
    assert timed.result.value == pytest.approx(D(years), rel=D("1e-30"))


@settings(deadline=None)
@forall(numerals, numerals)
def test_a_change_applied_to_the_start_gives_the_end(start, end):
    change = calc.percent_change(plain(start), plain(end))
    assert calc.scale_by_percent(plain(start), calc.carried(change)).result.value == pytest.approx(end, rel=D("1e-40"))


@settings(deadline=None)
@forall(st.lists(numerals, min_size=1, max_size=9))
def test_the_median_lies_between_the_least_and_the_largest(values):
    operands = [plain(v) for v in values]
    low, middle, high = (f(operands).result.value for f in (calc.minimum, calc.median, calc.maximum))
    assert low <= middle <= high and sum(v <= middle for v in values) * 2 >= len(values)


def test_a_sum_of_earlier_results_is_as_precise_as_the_least_precise_of_them():
    first = calc.share(printed("$75 million"), printed("$668.9 million"))  # 11.212...%, shown as 11.2%
    second = calc.share(printed("$176.2 million"), printed("$668.9 million"))  # 26.341...%, shown as 26.3%
    assert calc.total([calc.carried(first), calc.carried(second)]).shown == "37.6%"
    converted = calc.convert(printed("Rs 2,000 crore"), printed("83.4 rupees per dollar"))  # a rate of three digits
    whole = calc.total([calc.carried(converted), printed("$668.94 million")])
    assert (whole.shown, whole.rounding) == ("$909 million", "Rounded to 3 significant digits.")
    assert calc.total([calc.carried(whole), printed("$5.25 million")]).shown == "$914 million"


def test_a_sum_of_earlier_results_of_typed_numbers_stays_exact():
    first, second = evaluate("12.345% of 1,000"), evaluate("1.5 * 3.25")
    assert calc.total([calc.carried(first), calc.carried(second)]).shown == "128.325"

"""Numbers are read back as they were written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.numbers import parse_plain, read

QUALIFIED = {
    "about": "about",
    "around": "about",
    "over": "over",
    "more than": "over",
    "under": "under",
    "up to": "up to",
    "nearly": "almost",
}


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
        ("up by almost a quarter", Decimal(25), "percent"),
        ("by more than a tenth", Decimal(10), "percent"),
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


# What is written is read back: the writers below know nothing of the reader.

SIGNS = {
    "Rs ": "INR", "₹": "INR", "INR ": "INR", "US$": "USD", "US$ ": "USD", "$": "USD", "USD ": "USD", "€": "EUR",
    "EUR ": "EUR",
    "RUB ": "RUB", "KSh ": "KES", "£": "GBP",
}  # fmt: skip
WORDS = {
    " rupees": "INR", " dollars": "USD", " euros": "EUR", " roubles": "RUB", " RUB": "RUB", " shillings": "KES",
    " pounds": "GBP",
    " KSh": "KES", " USD": "USD", " tonnes": "metric_ton", " kg": "kilogram", " bcm": "bcm", " days": "day",
    " per cent": "percent",
    "%": "percent", " percentage points": "percentage_point", " times": "ratio",
}  # fmt: skip
SCALED = {
    "": 1, " thousand": 10**3, " lakh": 10**5, " million": 10**6, " crore": 10**7, " Cr": 10**7, " billion": 10**9,
    " bn": 10**9,
    "bn": 10**9, " lakh crore": 10**12, " trillion": 10**12,
}  # fmt: skip
COUNTED = ("units", "people", "manufacturers", "bags of coffee")


def indian(number):
    head, tail = str(number)[:-3], str(number)[-3:]
    groups = [head[max(0, i - 2) : i] for i in range(len(head), 0, -2)][::-1]
    return ",".join([*groups, tail]) if head else tail


amounts = st.builds(
    lambda whole, places, digits: Decimal(whole) + Decimal(digits % 10**places).scaleb(-places),
    st.integers(1, 99_999), st.integers(0, 2), st.integers(0, 99),
)  # fmt: skip
grouping = st.sampled_from([str, lambda n: f"{n:,}"])
leads = st.sampled_from(["", "It was ", "Exports reached about ", "(", "a total of "])
tails = st.sampled_from(["", ".", ", up on the year", ")", " in all", "; more followed"])


@given(amounts, grouping, st.sampled_from(sorted(SIGNS)), st.sampled_from(sorted(SCALED)), leads, tails)
def test_money_is_read_back_with_sign_and_scale(amount, group, sign, scale, lead, tail):
    written = f"{sign}{group(amount)}{scale}"
    mention = one(f"{lead}{written}{tail}")
    assert (mention.quantity.value, mention.quantity.unit) == (amount * SCALED[scale], SIGNS[sign])
    assert (mention.start, mention.end) == (len(lead), len(lead) + len(written))
    assert mention.quantity.places == max(0, -amount.as_tuple().exponent)


@given(amounts, grouping, st.sampled_from(sorted(WORDS)), leads, tails)
def test_units_are_read_back_from_the_words_after(amount, group, word, lead, tail):
    mention = one(f"{lead}{group(amount)}{word}{tail}")
    assert (mention.quantity.value, mention.quantity.unit) == (amount, WORDS[word])


@given(amounts, st.sampled_from([" basis points", " bps"]))
def test_basis_points_are_hundredths_of_percentage_points(amount, word):
    quantity = one(f"{amount}{word}").quantity
    assert (quantity.value, quantity.unit) == (amount / 100, "percentage_point")


@given(st.integers(1, 10**12))
def test_indian_and_western_grouping_are_one_number(number):
    assert one(f"Rs {indian(number)}").quantity.value == one(f"Rs {number:,}").quantity.value == number


@given(st.integers(3000, 10**9), st.sampled_from(COUNTED))
def test_counts_are_bare_and_keep_their_value(number, noun):
    mention = one(f"over {number:,} {noun}")
    assert (mention.quantity.value, mention.quantity.unit, mention.qualifier) == (number, "count", "over")
    assert mention.bare


@given(
    st.integers(1, 60),
    st.integers(1, 39),
    st.sampled_from(["-", "–", " to "]),
    st.sampled_from(["per cent", "million dollars", "tonnes"]),
)
def test_a_range_has_two_ends_of_one_unit(low, more, join, unit):
    mention = one(f"{low}{join}{low + more} {unit}")
    assert mention.upper is not None
    assert mention.quantity.unit == mention.upper.unit
    assert mention.upper.value * low == mention.quantity.value * (low + more)


@given(st.integers(1, 12), st.sampled_from(sorted(QUALIFIED)), st.sampled_from(sorted(SIGNS)))
def test_qualifiers_stand_before_the_number(number, word, sign):
    assert one(f"It cost {word} {sign}{number} million").qualifier == QUALIFIED[word]


@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    mentions = read(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.start for a, b in zip(mentions, mentions[1:], strict=False))


@given(st.sampled_from(["in 1998", "the 21st", "ISO 13485", "Decree 102", "Order 14", "HS 9018", "COVID-19"]))
def test_years_and_names_are_no_quantities(text):
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "value"), [("13 315.0", "13315.0"), ("-4 708.0", "-4708.0"), ("1 234 567", "1234567")]
)
def test_thousands_parted_by_spaces_are_one_number_of_a_cell(text, value):
    assert parse_plain(text)[0] == Decimal(value)


@pytest.mark.parametrize("text", ["2019 500", "12 34", "1 2345", "10 20 30"])
def test_numbers_beside_each_other_are_no_thousands(text):
    assert parse_plain(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "values"),
    [
        (
            "From Darwin it is 8 days; from Ras Laffan 15; through Panama 24 and by way of the Cape 37.",
            "day",
            "8 15 24 37",
        ),
        ("Yield: grade one about 88 per cent, busheling 95, shredded 92.", "percent", "88 95 92"),
        ("The berth is 540 nautical miles away, from Mumbai 870.", "nautical_mile", "540 870"),
        ("Germany took 12.3 million tonnes, Italy 5.4 and Spain 3.2.", "metric_ton", "12300000 5400000 3200000"),
        ("Sales came to $45 million (12 per cent more), abroad 30.", "USD", "45000000 30000000"),
    ],
)
def test_the_items_of_a_list_have_the_unit_of_the_first(text, unit, values):
    assert [str(int(m.quantity.value)) for m in read(text) if m.quantity.unit == unit] == values.split()


@pytest.mark.parametrize(
    "text",
    [
        "It shipped 12 tonnes, and the index stood at 45.",
        "Freight is 5 tonnes a wagon, Chapter 90.",
        "It sold 5 tonnes in all, in May 17.",
        "It sold 5 tonnes, Boeing 7,370.",
        "It took 45 tonnes. Italy 30.",
    ],
)
def test_a_number_of_another_statement_has_no_unit_of_an_earlier_one(text):
    assert [m.quantity.unit for m in read(text)].count("metric_ton") == 1


def test_numbers_in_letters_run_to_ninety_nine():
    (mention,) = read("Twenty-nine hulls were diverted.")
    assert mention.quantity.value == 29
    assert mention.bare

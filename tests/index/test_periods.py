"""Periods are read from the ways in which trade documents write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.periods import MONTH_NAMES, calendar_year, contains, fiscal_year, part, read, shift


def one(text, reference=None, year=None):
    (mention,) = read(text, reference, year)
    return mention.period


def days(text, **given):
    period = one(text, **given)
    return period.start.isoformat(), period.end.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "2023/24", "2023-24", "2023/2024", "FY24", "FY 2023-24", "FY2023/24", "FY 23-24", "fiscal 2024",
        "23/24 season", "2023/24 season",
        "season 2023/24", "season 23/24", "in 23/24", "coffee year 2023/24", "gas year 2023/24", "crop year 2023/24",
        "the 2023-24 marketing year", "average, coffee year 2023/24",
    ],
)  # fmt: skip
def test_all_spellings_of_a_year_across_two_are_one_period(text):
    assert one(text).same_as(fiscal_year(2023))


def test_a_season_is_shown_as_one():
    assert one("the 2023/24 season").label == "2023/24"
    assert shift(one("coffee year 2023/24"), -1).label == "2022/23"
    assert shift(one("FY 2023-24"), -1).label == "FY 2022-23"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("end of 2024", "2024-12-31", "2024-12-31"),
        ("end-2024", "2024-12-31", "2024-12-31"),
        ("the end of Sept 2024", "2024-09-30", "2024-09-30"),
        ("end of FY 2022-23", "2023-03-31", "2023-03-31"),
        ("mid-2023", "2023-07-01", "2023-07-01"),
        ("early 2025", "2025-01-01", "2025-03-31"),
        ("late 2023", "2023-10-01", "2023-12-31"),
        ("Sept 2024", "2024-09-01", "2024-09-30"),
        ("Feb 2025", "2025-02-01", "2025-02-28"),
        ("winter 2024/25", "2024-10-01", "2025-03-31"),
        ("summer 2025", "2025-06-01", "2025-08-31"),
        ("first quarter 2025", "2025-01-01", "2025-03-31"),
        ("first quarter of 2025", "2025-01-01", "2025-03-31"),
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("Q3-2024", "2024-07-01", "2024-09-30"),
        ("Q3 FY24", "2023-10-01", "2023-12-31"),
        ("H1 2024", "2024-01-01", "2024-06-30"),
        ("1 Oct 2024", "2024-10-01", "2024-10-01"),
        ("2024-10", "2024-10-01", "2024-10-31"),
        ("10/2024", "2024-10-01", "2024-10-31"),
        ("Jan-Aug 2025", "2025-01-01", "2025-08-31"),
        ("2021-2024", "2021-01-01", "2024-12-31"),
        ("the three months to June 2025", "2025-04-01", "2025-06-30"),
        ("average 2023", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_period_covers_its_days(text, start, end):
    assert days(text) == (start, end)


@pytest.mark.parametrize(
    "text", ["ratio of 3/4", "a score of 23/24 votes", "24/7", "2023/25", "in 11/13", "Decree 102"]
)
def test_what_is_no_period_is_none(text):
    assert read(text) == ()


def test_relative_years_count_from_the_reference_date():
    assert one("last year", date(2025, 3, 19)).same_as(calendar_year(2024))
    assert one("last fiscal year", date(2025, 3, 19)).same_as(fiscal_year(2023))


def test_months_without_a_year_take_the_given_one():
    assert days("April to December", year=fiscal_year(2022)) == ("2022-04-01", "2022-12-31")
    assert days("January to March", year=fiscal_year(2022)) == ("2023-01-01", "2023-03-31")


dates = st.dates(date(1950, 1, 1), date(2090, 12, 31))
years = st.integers(1950, 2090)
MONTH_FORMS = st.sampled_from(["{0.day} {1} {0.year}", "{1} {0.day}, {0.year}", "{0:%Y-%m-%d}", "{0.day} {2} {0.year}"])


@given(dates, MONTH_FORMS)
def test_a_day_is_read_back(day, form):
    written = form.format(day, MONTH_NAMES[day.month - 1], MONTH_NAMES[day.month - 1][:3])
    assert days(f"on {written}.") == (day.isoformat(), day.isoformat())


@given(
    years,
    st.sampled_from(
        ["FY {0}-{1:02d}", "FY{2}", "{0}/{1:02d}", "fiscal {2}", "{0}-{1:02d}", "{0}/{2}", "the {0}/{1:02d} season"]
    ),
)
def test_a_fiscal_year_is_read_back(first, form):
    assert one(form.format(first, (first + 1) % 100, first + 1)).same_as(fiscal_year(first))


@given(years, st.integers(1, 12), st.integers(1, 12), st.sampled_from(["{0} to {1} {2}", "{0}-{1} {2}"]))
def test_months_of_a_year_are_read_back_in_order(year, first, last, form):
    period = one(form.format(MONTH_NAMES[first - 1], MONTH_NAMES[last - 1], year))
    assert period.start.year == (year if first <= last else year - 1)
    assert (period.start.month, period.end.month, period.end.year) == (first, last, year)
    assert period.start.day == 1 and (period.end + timedelta(days=1)).day == 1


@given(years, st.integers(1, 4), st.sampled_from(["Q{0} {1}", "{1}-Q{0}", "{1} Q{0}", "Q{0} of {1}"]))
def test_a_quarter_is_read_back(year, quarter, form):
    period = one(form.format(quarter, year))
    assert (period.start, period.end.month) == (date(year, 3 * quarter - 2, 1), 3 * quarter)


@given(dates, st.integers(-30, 30))
def test_a_shift_there_and_back_is_none(day, by):
    for period in (
        fiscal_year(day.year),
        calendar_year(day.year),
        one(f"Q2 {day.year}"),
        one(f"{MONTH_NAMES[day.month - 1]} {day.year}"),
    ):
        assert shift(shift(period, by), -by).same_as(period)
        assert contains(period, period)


@given(years, years)
def test_a_part_lies_within_its_year(year, other):
    for whole in (fiscal_year(year), calendar_year(year)):
        for name in ("Jan", "Q3", "April-June", "Dec."):
            found = part(name, whole)
            assert found is not None and contains(whole, found)
    assert part(f"March {other}", calendar_year(year)) is None
    assert part("Tonnes", calendar_year(year)) is None


@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    mentions = read(text, date(2025, 3, 19), fiscal_year(2024))
    assert all(0 <= m.start < m.end <= len(text) and m.period.start <= m.period.end for m in mentions)

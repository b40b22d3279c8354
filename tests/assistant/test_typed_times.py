"""Times as people type them are those that they mean, and other numbers stay."""

from datetime import date

import pytest

from assistant.typed_times import spelled_out
from index import periods

TODAY = date(2025, 9, 30)


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("steel output 21-22", ["FY 2021-22"]),
        ("tea exports in 23/24?", ["2023/24"]),
        ("q4'24 imports of rice", ["Q4 2024"]),
        ("2Q25 vs 2Q24", ["Q2 2025", "Q2 2024"]),
        ("sales, Q1 24", ["Q1 2024"]),
        ("H2 23 turnover", ["H2 2023"]),
        ("24Q3 arrivals", ["Q3 2024"]),
        ("9M24 sales", ["January to September 2024"]),
        ("Q1-Q3 2024 total", ["January to September 2024"]),
        ("price in Mar-24", ["March 2024"]),
        ("catch of '22", ["2022"]),
        ("CY23 imports", ["2023"]),
        ("stocks at year end 2023", ["31 December 2023"]),
        ("calendar 2024 shipments", ["2024"]),
    ],
)
def test_short_forms_are_written_out(typed, labels):
    assert [p.period.label for p in periods.read(spelled_out(typed, TODAY))] == labels


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("rice in the first six months of this year", ["January to June 2025"]),
        ("steel, first half of last year", ["H1 2024"]),
        ("what broke down this summer", ["summer 2025"]),
        ("Q2 2025 against the same quarter a year earlier", ["Q2 2025", "Q2 2024"]),
        ("imports Jan-Sep 2024 and same months 2023", ["January to September 2024", "January to September 2023"]),
        ("March 2025 and the same period of last year", ["March 2025", "March 2024"]),
    ],
)
def test_what_is_relative_is_counted_from_the_newest_document(typed, labels):
    assert [p.period.label for p in periods.read(spelled_out(typed, TODAY))] == labels


@pytest.mark.parametrize(
    "typed",
    [
        "10-11 per cent",
        "23-24 tonnes a day",
        "a ratio of 12/13",
        "on pages 23-24",
        "5 years ago",
        "Q4 5 million",
        "it grows 5% a year, how much is it five years from now",
        "the same period",
        "",
    ],
)
def test_other_numbers_stay(typed):
    assert spelled_out(typed, TODAY) == typed


def test_a_wish_for_some_years_ahead_names_no_year():
    assert spelled_out("what do growers hope to earn ten years from now", TODAY).endswith("in the coming years")


def test_without_a_day_nothing_is_counted():
    assert spelled_out("what happened this summer", None) == "what happened this summer"

"""When a document's fiscal years and seasons begin."""

from __future__ import annotations

from datetime import date

import pytest

from index import periods
from index.dates import FiscalCalendar, fiscal_year
from index.fiscal import calendar_of


@pytest.mark.parametrize(
    ("text", "fiscal", "season"),
    [
        ("The fiscal year runs from July to June.", 7, 0),
        ("Exports in FY24 (July 2023 to June 2024) rose.", 7, 0),
        ("Wool clip, 2022/23 (October-September)", 0, 10),
        ("Marketing years (1 August to 31 July) are used throughout.", 0, 8),
        ("A coffee year begins on 1 October.", 0, 10),
        ("Our financial year ends on 30 June.", 7, 0),
        ("Exports from April to December rose.", 0, 0),
        ("The year 2023 (January to December) was dry.", 0, 0),
        ("The first half (April to September) was dry.", 0, 0),
        ("Deliveries in gas year 2022/23.", 0, 10),
    ],
)
def test_a_document_may_say_when_its_years_begin(text: str, fiscal: int, season: int) -> None:
    assert calendar_of(text) == FiscalCalendar(fiscal, season)


def test_the_governments_year_of_the_home_country_counts_where_the_document_says_nothing() -> None:
    assert calendar_of("Exports rose in FY24.", "Pakistan").fiscal == 7
    assert calendar_of("Exports rose in FY24.", "India").fiscal == 4
    assert calendar_of("In this bank the fiscal year runs from April to March.", "Pakistan").fiscal == 4


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("FY24", date(2023, 7, 1), date(2024, 6, 30)),
        ("2023-24", date(2023, 7, 1), date(2024, 6, 30)),
        ("the second quarter of FY24", date(2023, 10, 1), date(2023, 12, 31)),
        ("the 2023/24 season", date(2023, 10, 1), date(2024, 9, 30)),
        ("the fiscal year ended June 30, 2024", date(2023, 7, 1), date(2024, 6, 30)),
        ("the fiscal year ended 31 March 2024", date(2023, 4, 1), date(2024, 3, 31)),
        ("last fiscal year", date(2023, 7, 1), date(2024, 6, 30)),
    ],
)
def test_periods_are_read_by_the_documents_calendar(text: str, start: date, end: date) -> None:
    read = periods.read(text, date(2024, 8, 5), calendar=FiscalCalendar(fiscal=7, season=10))
    assert [(p.period.start, p.period.end) for p in read] == [(start, end)]


def test_a_fiscal_year_is_the_calendar_year_where_the_government_has_it_so() -> None:
    read = periods.read("FY2023", calendar=calendar_of("", "Brazil"))
    assert [(p.period.start, p.period.end) for p in read] == [(date(2023, 1, 1), date(2023, 12, 31))]


def test_fiscal_years_of_one_name_are_the_same_whenever_they_begin() -> None:
    assert fiscal_year(2023).same_as(fiscal_year(2023, 7))
    assert not fiscal_year(2023).same_as(fiscal_year(2022, 7))

"""Stretches of time: years, parts of years, days, and what lies where."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.types import Period

FISCAL_START = 4
"""Month in which a fiscal year begins where nothing says otherwise."""


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """The months in which a document's fiscal years and its seasons (of coffee, of gas) begin; 0 is not known."""

    fiscal: int = 0
    season: int = 0

    def across(self, *, season: bool = False) -> int:
        """The month in which a year across two calendar years begins, `FISCAL_START` where neither is known."""
        first, second = (self.season, self.fiscal) if season else (self.fiscal, self.season)
        return next((month for month in (first, second) if month > 1), FISCAL_START)


NOMINAL = FiscalCalendar()
"""The calendar of a question: it names a fiscal year and does not say when that begins."""

MONTHS = {m: i for i, names in enumerate((
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"),
    ("december", "dec")), 1) for m in names}  # fmt: skip
MONTH_NAMES = ("January February March April May June July August September October November December").split()


def fiscal_year(first: int, start: int = FISCAL_START) -> Period:
    """The fiscal year that begins in a month of a calendar year: 2022 gives FY 2022-23."""
    end = date(first + 1, start, 1) - timedelta(days=1)
    return Period(date(first, start, 1), end, f"FY {first}-{(first + 1) % 100:02d}", "fiscal_year")


def calendar_year(year: int) -> Period:
    """A calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), str(year), "year")


def month_range(y1: int, m1: int, y2: int, m2: int) -> Period:
    """From the first day of one month to the last day of another."""
    start, end = date(y1, m1, 1), date(y2, m2, monthrange(y2, m2)[1])
    if (y1, m1) == (y2, m2):
        return Period(start, end, f"{MONTH_NAMES[m1 - 1]} {y1}", "month")
    first = f"{MONTH_NAMES[m1 - 1]} " + ("" if y1 == y2 else f"{y1} ")
    return Period(start, end, f"{first}to {MONTH_NAMES[m2 - 1]} {y2}", "range")


def day(value: date) -> Period:
    """One day."""
    return Period(value, value, f"{value.day} {MONTH_NAMES[value.month - 1]} {value.year}", "day")


def shift(period: Period, years: int) -> Period:
    """The same stretch some years later (earlier when negative): FY 2022-23 by -1 is FY 2021-22."""
    if period.kind == "fiscal_year":
        other = fiscal_year(period.start.year + years, period.start.month)
        return replace(other, label=other.label[3:].replace("-", "/")) if "/" in period.label else other
    if period.kind == "year":
        return calendar_year(period.start.year + years)
    if period.kind == "day":
        return day(same_day(period.start, years))
    if period.kind in ("month", "range", "quarter", "half"):
        s, e = period.start, period.end
        return month_range(s.year + years, s.month, e.year + years, e.month)
    start, end = same_day(period.start, years), same_day(period.end, years)
    return Period(start, end, f"{start.isoformat()} to {end.isoformat()}", period.kind)


def contains(outer: Period, inner: Period) -> bool:
    """Does one period lie within the other?"""
    return outer.start <= inner.start and inner.end <= outer.end


def same_day(value: date, years: int) -> date:
    """The same day some years later, the last of February for the 29th."""
    target = value.year + years
    return value.replace(year=target, day=min(value.day, monthrange(target, value.month)[1]))


def place(a: int, b: int, whole: Period) -> Period:
    """Months a to b inside a fiscal or calendar year, by that year's own order of months."""
    first = whole.start.year

    def at(month: int) -> int:
        return first + 1 if whole.kind == "fiscal_year" and month < whole.start.month else first

    y1, y2 = at(a), at(b)
    if (y2, b) < (y1, a):
        y2 += 1
    return month_range(y1, a, y2, b)


def part_of(whole: Period, part: int, months: int, kind: str, label: str) -> Period:
    """The n-th part of a year, in parts of so many months."""
    index = whole.start.month - 1 + (part - 1) * months
    y1, m1 = whole.start.year + index // 12, index % 12 + 1
    last = index + months - 1
    y2, m2 = whole.start.year + last // 12, last % 12 + 1
    made = month_range(y1, m1, y2, m2)
    return Period(made.start, made.end, f"{label} {whole.label}", kind)

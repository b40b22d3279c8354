"""Reads the time that words name: fiscal and calendar years, halves, quarters, months, days, ranges, horizons.

`FY23`, `FY 2022-23`, `2022-23` and `2022/23` are one period; it begins in April unless a document's calendar says
otherwise. Relative words ("last year", "a year earlier") are read against a reference period or date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from index.dates import (
    FISCAL_START,
    MONTH_NAMES,
    MONTHS,
    NOMINAL,
    FiscalCalendar,
    calendar_year,
    contains,
    day,
    fiscal_year,
    month_range,
    part_of,
    place,
    same_day,
    shift,
)
from index.numbers import NUMBER_WORDS
from index.types import Period

__all__ = [
    "FISCAL_START",
    "MONTHS",
    "MONTH_NAMES",
    "PeriodMention",
    "calendar_year",
    "contains",
    "day",
    "fiscal_year",
    "horizons",
    "month_range",
    "part",
    "read",
    "shift",
    "with_year",
]

_M = r"(?P<{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_Y = r"(?P<{0}>(?:19|20)\d\d)"
_YEAR_NAME = r"(?:gas|marketing|crop|coffee|cocoa|tea|sugar|cotton|wheat|harvest|water|academic) years?|seasons?"
_FY_WORD = rf"(?:FYs?|F\.Y\.|fiscal(?: years?)?|financial years?|{_YEAR_NAME})"
_SPAN = r"(?P<{0}>(?:19|20)\d\d)\s?[-–/]\s?(?P<{1}>(?:19|20)?\d\d)"
_ORD = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4, "final": 4}
_COUNT = "|".join(list(NUMBER_WORDS) + [r"\d{1,2}"])


_NUMBERED = re.compile(r"\b[A-Z]\w+ (?:No\.? ?)?\d+(?:/| of )(?:19|20)\d\d(?![-–/]?\d)")
"""The year in the name of a law, "Regulation 41/2022", "Order 14 of 2025", is no period."""


_TIME_WORD = re.compile(
    r"(?i)\d|" + "|".join(rf"\b{m[:3]}" for m in MONTH_NAMES) + r"|\b(?:last|next|this|previous|past|current|coming|"
    r"following|first|second|third|fourth|final|year|quarter|half|month|season|winter|summer|spring|autumn|[QH][1-4])"
)
"""A text without any of these names no time: most texts need no further look."""


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period and where it stands: `text[start:end]`. `year_given` is false for "April to December" alone."""

    start: int
    end: int
    period: Period
    year_given: bool = True


@lru_cache(maxsize=8192)  # headings and labels are read again for each figure under them
def read(
    text: str, reference: date | None = None, year: Period | None = None, calendar: FiscalCalendar = NOMINAL
) -> tuple[PeriodMention, ...]:
    """All periods that a text names, in order, without overlaps, the longest reading first.

    Args:
        text: prose, a heading, a table cell or a question.
        reference: the date that "last year" and "in the next five years" are counted from.
        year: the year that months without a year belong to, from a heading or column.
        calendar: when the years begin that run across two calendar years.
    """
    if not _TIME_WORD.search(text):
        return ()
    found: list[PeriodMention] = []
    at = _At(reference, year, calendar)
    names = [m.span() for m in _NUMBERED.finditer(text)]
    for pattern, make in _RULES:
        for m in pattern.finditer(text):
            if any(p.start < m.end() and m.start() < p.end for p in found):
                continue
            if any(start <= m.start() and m.end() <= end for start, end in names):
                continue
            try:
                made = make(m, at)
            except ValueError:  # 31 February, month 13: no period
                continue
            if made is not None:
                found.append(PeriodMention(m.start(), m.end(), made[0], made[1]))
    return tuple(sorted(found, key=lambda p: p.start))


def with_year(mention: PeriodMention, year: Period) -> Period:
    """A month range without a year, placed in a year: April to December in FY 2022-23."""
    p = mention.period
    return place(p.start.month, p.end.month, year)


def part(text: str, year: Period) -> Period | None:
    """The part of a year that a text names and nothing else: "Jan", "Q2", "April-June"; None for anything else."""
    name = text.strip().rstrip(".")
    if name.lower() in MONTHS:
        return place(_month(name), _month(name), year)
    named = [m for m in read(name, None, year) if m.end - m.start == len(name) and not re.search(r"\d{4}", name)]
    return named[0].period if named and contains(year, named[0].period) else None


def _month(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


def _two_digit(first: str, second: str) -> int | None:
    """The second year of "2022-23" or "1999-2000" when it follows the first, else None."""
    year = int(second) if len(second) == 4 else int(first[:2] + second)
    if len(second) == 2 and year < int(first):
        year += 100
    return year if year == int(first) + 1 else None


Made = tuple[Period, bool] | None


@dataclass(frozen=True, slots=True)
class _At:
    """What a text is read against: a date, the year of months without one, and when fiscal years begin."""

    reference: date | None
    year: Period | None
    calendar: FiscalCalendar


def _date(m: re.Match[str], at: _At) -> Made:
    return day(date(int(m["y"]), _month(m["m"]), int(m["d"]))), True


def _iso(m: re.Match[str], at: _At) -> Made:
    return day(date(int(m["y"]), int(m["n"]), int(m["d"]))), True


def _day_month(m: re.Match[str], at: _At) -> Made:
    base = at.year.start.year if at.year and at.year.kind == "year" else at.reference.year if at.reference else None
    return (day(date(base, _month(m["m"]), int(m["d"]))), False) if base else None


def _months_fy(m: re.Match[str], at: _At) -> Made:
    first, last = _month(m["a"]), _month(m["b"] or m["a"])
    if m["cy"] and first > last and m.start("a") < m.start("cy"):  # "November to March 2024" ends in 2024
        return month_range(int(m["cy"]) - 1, first, int(m["cy"]), last), True
    whole = _whole(m, replace(at, year=None))
    return (place(first, last, whole), True) if whole else None


def _months_years(m: re.Match[str], at: _At) -> Made:
    return month_range(int(m["y"]), _month(m["a"]), int(m["z"]), _month(m["b"])), True


def _between_months(m: re.Match[str], at: _At) -> Made:
    """The stretch between two months, where no move from the one to the other is told."""
    moved = _MOVED.search(m.string, max(0, m.start() - _SAID_BEFORE), m.start())
    return None if moved or m["a"].lower()[:3] == m["b"].lower()[:3] else _months_years(m, at)


def _months_year(m: re.Match[str], at: _At) -> Made:
    a, b, y = _month(m["a"]), _month(m["b"]), int(m["y"])
    return month_range(y if a <= b else y - 1, a, y, b), True


def _month_year(m: re.Match[str], at: _At) -> Made:
    y, a = int(m["y"]), _month(m["a"])
    return month_range(y, a, y, a), True


def _months_only(m: re.Match[str], at: _At) -> Made:
    if m["a"].islower() or m["b"].islower():
        return None
    a, b = _month(m["a"]), _month(m["b"])
    return (place(a, b, at.year), False) if at.year else None


def _month_only(m: re.Match[str], at: _At) -> Made:
    month = _month(m["a"])
    return (place(month, month, at.year), False) if at.year else None


def _fiscal(m: re.Match[str], at: _At) -> Period | None:
    """A year across two: "FY 2022-23", or a season such as "2022/23"."""
    if not _two_digit(m["y"], m["z"]):
        return None
    return fiscal_year(int(m["y"]), at.calendar.across(season=_is_season(m)))


def _is_season(m: re.Match[str]) -> bool:
    """Is a year across two written as that of a crop, of coffee or of gas, rather than as a fiscal year?"""
    if re.search(r"(?i)\bF\.?Y|fiscal|financial", m[0]):
        return False
    return "/" in m[0] or bool(re.search(rf"(?i)\b(?:{_YEAR_NAME})\b", m[0]))


def _short_fiscal(digits: str, at: _At) -> Period:
    """FY23 and FY2023 end in 2023; where the fiscal year is the calendar year, they are that."""
    end = int(digits) if len(digits) == 4 else 2000 + int(digits)
    return calendar_year(end) if at.calendar.fiscal == 1 else fiscal_year(end - 1, at.calendar.across())


def _fy_span(m: re.Match[str], at: _At) -> Made:
    made = _fiscal(m, at)
    if made and "/" in m[0] and _is_season(m):
        made = replace(made, label=f"{made.start.year}/{made.end.year % 100:02d}")  # a season, shown as it is written
    return (made, True) if made else None


def _fy_short(m: re.Match[str], at: _At) -> Made:
    return _short_fiscal(m["fy"], at), True


def _short_span(m: re.Match[str], at: _At) -> Made:
    first, second = 2000 + int(m["p"]), 2000 + int(m["q"])
    if second != first + 1:
        return None
    fiscal = "FY" in m[0].upper()
    made = fiscal_year(first, at.calendar.across(season=not fiscal))
    return (made if fiscal else replace(made, label=f"{first}/{m['q']}")), True


def _season(m: re.Match[str], at: _At) -> Made:
    """Reads "23/24 season", "in 23/24": two digits each, of this century."""
    return _short_span(m, at) if 10 <= int(m["p"]) <= 50 else None


def _winter(m: re.Match[str], at: _At) -> Made:
    """The winter half of a year that runs across two: October to March."""
    whole = _fiscal(m, at)
    if whole is None:
        return None
    first = whole.start.year
    made = month_range(first, 10, first + 1, 3)
    return replace(made, label=f"winter {first}/{(first + 1) % 100:02d}"), True


def _end_of(m: re.Match[str], at: _At) -> Made:
    """Reads "end of 2024", "end-March 2024", "end of FY 2022-23": the last day."""
    if m["z"] or m["fy"]:
        whole = _fiscal(m, at) if m["z"] else _short_fiscal(m["fy"], at)
    else:
        month = _month(m["a"]) if m["a"] else 12
        whole = month_range(int(m["cy"]), month, int(m["cy"]), month)
    return (day(whole.end), True) if whole else None


def _mid(m: re.Match[str], at: _At) -> Made:
    """Reads "mid-2023" is a moment, the middle of the year; "mid-May 2023" of the month."""
    month, first = (_month(m["a"]), 15) if m["a"] else (7, 1)
    return replace(day(date(int(m["y"]), month, first)), label=f"mid-{m[0][4:]}"), True


def _part_named(m: re.Match[str], at: _At) -> Made:
    """Reads "early 2025" is its first quarter, "late 2025" its last; summer, spring and autumn are three months."""
    word, y = m["w"].lower(), int(m["y"])
    first = {"early": 1, "late": 10, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}[word]
    return replace(month_range(y, first, y, first + 2), label=f"{word} {y}"), True


def _month_number(m: re.Match[str], at: _At) -> Made:
    """A month in digits, "2024-10" or "10/2024"."""
    return month_range(int(m["y"]), int(m["n"]), int(m["y"]), int(m["n"])), True


def _years(m: re.Match[str], at: _At) -> Made:
    """Reads "2021-2024": several calendar years; "2022-2023" is a fiscal year, which is read before."""
    first, last = int(m["y"]), int(m["z"])
    if not first < last <= first + 60:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31), f"{first} to {last}", "range"), True


def _year_ended(m: re.Match[str], at: _At) -> Made:
    y, a = int(m["y"]), _month(m["a"] or m["b"])
    if a == 12:
        return calendar_year(y), True
    if m["w"] or a == at.calendar.across() - 1:
        return fiscal_year(y - 1, a + 1), True
    return month_range(y - 1, a + 1, y, a), True


def _whole(m: re.Match[str], at: _At) -> Period | None:
    """The year that "Q3 FY24", "first half of 2023" or a lone "Q3" is part of."""
    if m["z"]:
        return _fiscal(m, at)
    if m["fy"]:
        return _short_fiscal(m["fy"], at)
    return calendar_year(int(m["cy"])) if m["cy"] else at.year


def _quarter(m: re.Match[str], at: _At) -> Made:
    part = int(m["q"]) if m["q"] else _ORD[m["o"].lower()]
    whole = _whole(m, at)
    return (part_of(whole, part, 3, "quarter", f"Q{part}"), True) if whole and 1 <= part <= 4 else None


def _half(m: re.Match[str], at: _At) -> Made:
    part = int(m["q"]) if m["q"] else min(_ORD[m["o"].lower()], 2)
    whole = _whole(m, at)
    return (part_of(whole, part, 6, "half", f"H{part}"), True) if whole and 1 <= part <= 2 else None


def _first_months(m: re.Match[str], at: _At) -> Made:
    raw = m["n"].lower()
    months = NUMBER_WORDS.get(raw) or int(raw)
    whole = _whole(m, at)
    if not whole or not 1 <= months <= 12:
        return None
    part = part_of(whole, 1, months, "range", "")
    return month_range(part.start.year, part.start.month, part.end.year, part.end.month), True


def _months_to(m: re.Match[str], at: _At) -> Made:
    raw = (m["n"] or "twelve").lower()
    months = NUMBER_WORDS.get(raw) or int(raw)
    y, b = int(m["y"]), _month(m["b"])
    index = y * 12 + b - months
    return (month_range(index // 12, index % 12 + 1, y, b), True) if 1 <= months <= 36 else None


def _horizon(m: re.Match[str], at: _At) -> Made:
    raw = m["n"].lower()
    years = NUMBER_WORDS.get(raw) or int(raw)
    if at.reference is None:
        return None
    return Period(at.reference, same_day(at.reference, years), f"the next {raw} years", "horizon"), True


def _relative(m: re.Match[str], at: _At) -> Made:
    if at.reference is None:
        return None
    word = m["w"].lower()
    step = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1}[word]
    if m["f"]:
        start = at.calendar.across()
        if at.calendar.fiscal == 1:
            return calendar_year(at.reference.year + step), True
        return fiscal_year(at.reference.year - (at.reference.month < start) + step, start), True
    return calendar_year(at.reference.year + step), True


def _calendar(m: re.Match[str], at: _At) -> Made:
    return calendar_year(int(m["y"])), True


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.$₹€£])(?:{pattern})(?![\w])", re.I)


_A, _B, _MON = (_M.format(name) for name in ("a", "b", "m"))
_YEAR, _LAST, _CY = (_Y.format(name) for name in ("y", "z", "cy"))
_ACROSS = _SPAN.format("y", "z")
_FY = r"FY ?(?P<fy>(?:19|20)?\d\d)"
_WHOLE = rf"(?:{_ACROSS}|{_FY}|{_CY})"
_OF_YEAR = rf"(?:(?:,? ?|-)(?:of |in |for )?(?:the )?(?:{_FY_WORD} ?)?{_WHOLE})"
_AFTER = "|".join(rf"(?<=\b{word} )" for word in ("in", "by", "for", "since", "of", "from", "to"))
_MOVED = re.compile(
    r"(?i)\b(?:r[io]se|risen|grow\w*|grew|f[ae]ll\w*|chang\w+|increas\w+|decreas\w+|declin\w+|dropp?\w*|differ\w*|"
    r"compar\w+|how much (?:more|less)|per ?cent\w*|times)\b|%"
)
"""Words that tell of a move from one time to another."""
_SAID_BEFORE = 80
"""Characters before two months in which such a word stands."""
_RULES = (
    (_rule(rf"(?P<w>fiscal |financial )?years? (?:ended|ending|to) (?:on )?"
           rf"(?:\d{{1,2}} {_A}|{_B}(?: \d{{1,2}})?),? {_YEAR}"), _year_ended),
    (_rule(rf"{_YEAR}-(?P<n>\d\d)-(?P<d>\d\d)"), _iso),
    (_rule(rf"(?P<d>\d{{1,2}})[./](?P<n>\d{{1,2}})[./]{_YEAR}"), _iso),
    (_rule(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MON},? {_YEAR}"), _date),
    (_rule(rf"{_MON} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}"), _date),
    (_rule(rf"{_A},? {_YEAR} ?(?:to|[-–]|through|until|till) ?{_B},? {_LAST}"), _months_years),
    (_rule(rf"between {_A},? {_YEAR} and {_B},? {_LAST}"), _between_months),
    (_rule(rf"(?:{_FY_WORD}? ?{_ACROSS}|{_FY}|{_CY}),? ?\(? ?"
           rf"{_A} ?(?:to|[-–]|through) ?{_B} ?\)?(?! ?\d)"), _months_fy),
    (_rule(rf"{_A} ?(?:to|[-–]|through|until) ?{_B}(?: period)?{_OF_YEAR}"), _months_fy),
    (_rule(rf"(?:the )?end(?: of |-)(?:the )?(?:(?:{_FY_WORD} ?)?{_ACROSS}|{_FY}|"
           rf"(?:{_A},? (?:of )?)?(?:calendar )?{_CY})"), _end_of),
    (_rule(rf"mid(?:-| |dle of )(?:{_A},? )?{_YEAR}"), _mid),
    (_rule(rf"winter(?: of)? {_ACROSS}"), _winter),
    (_rule(rf"(?P<w>early|late|spring|summer|autumn|fall)(?: (?:of|in))? {_YEAR}(?![-–/]\d)"), _part_named),
    (_rule(rf"(?:(?P<n>{_COUNT}) months|(?:the |one )?year) (?:to|ending(?: in)?|ended(?: in)?|up to|through) "
           rf"{_B},? {_YEAR}"), _months_to),
    (_rule(rf"(?:the )?(?:Q(?P<q>[1-4])|(?P<o>{'|'.join(_ORD)}) quarter){_OF_YEAR}?"), _quarter),
    (_rule(rf"{_WHOLE}[ ,-]*Q(?P<q>[1-4])(?P<o>)"), _quarter),
    (_rule(rf"{_WHOLE}[ ,-]*H(?P<q>[12])(?P<o>)"), _half),
    (_rule(rf"(?:the )?(?:H(?P<q>[12])|(?P<o>first|second|last|1st|2nd)[ -]half){_OF_YEAR}?"), _half),
    (_rule(rf"(?:{_FY_WORD} ?)?{_WHOLE},? (?:the )?first (?P<n>{_COUNT}) months"), _first_months),
    (_rule(rf"(?:the )?first (?P<n>{_COUNT}) months{_OF_YEAR}?"), _first_months),
    (_rule(r"(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven)-month(?P<y>)(?P<z>)(?P<fy>)(?P<cy>)"),
     _first_months),
    (_rule(rf"{_FY_WORD} ?{_ACROSS}"), _fy_span),
    (_rule(_ACROSS), _fy_span),
    (_rule(r"(?:FY|fiscal(?: year)?|financial year) ?['’]?(?P<fy>(?:19|20)?\d\d)(?![-–/]\d)"), _fy_short),
    (_rule(r"(?:FY ?)(?P<p>\d\d)[-–/](?P<q>\d\d)"), _short_span),
    (_rule(rf"(?:{_FY_WORD}) ?(?P<p>\d\d)/(?P<q>\d\d)"), _season),
    (_rule(rf"(?P<p>\d\d)[-–/](?P<q>\d\d)(?= (?:{_YEAR_NAME})\b)"), _season),
    (re.compile(rf"(?:{_AFTER}|^)(?P<p>\d\d)/(?P<q>\d\d)(?![\w/]|[.,]\d| [a-z]+s\b)", re.I), _season),
    (_rule(rf"{_A} ?(?:to|[-–]|through) ?{_B},? {_YEAR}"), _months_year),
    (_rule(rf"{_A},? (?:of )?{_YEAR}"), _month_year),
    (_rule(rf"{_A} ?(?:to|[-–]|through) ?{_B}"), _months_only),
    (_rule(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MON}(?! \d)"), _day_month),
    (re.compile(rf"(?:(?<=\bIn )|{_AFTER})(?P<a>{'|'.join(MONTH_NAMES)})\b(?! ?\d| to\b)"), _month_only),
    (_rule(rf"(?:(?:in|over|within|during) )?(?:the )?(?:next|coming|following) (?P<n>{_COUNT}) years"), _horizon),
    (_rule(r"(?P<w>last|previous|past|this|current|next) (?P<f>fiscal|financial|FY)(?: year)?"), _relative),
    (_rule(r"(?P<f>)(?P<w>last|this|next) year"), _relative),
    (_rule(rf"{_YEAR}-(?P<n>0[1-9]|1[0-2])(?![-\d])"), _month_number),
    (_rule(rf"(?P<n>0?[1-9]|1[0-2])/{_YEAR}"), _month_number),
    (_rule(rf"{_YEAR} ?[-–] ?{_LAST}"), _years),
    (_rule(rf"(?:CY ?|calendar (?:year )?)?{_YEAR}(?![-–/,.]\d)"), _calendar),
)  # fmt: skip


def horizons(text: str, reference: date | None) -> Sequence[Period]:
    """The spans of years ahead that a text names ("in the next five years"), as periods from the reference date."""
    return [m.period for m in read(text, reference) if m.period.kind == "horizon"]

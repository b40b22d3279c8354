"""Which period a number of a sentence covers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index import periods
from index.clauses import Clause, Sentence
from index.frame import Frame
from index.periods import PeriodMention
from index.status import looks_ahead
from index.types import Period

_EARLIER = re.compile(
    r"(?i)\b(?:a year (?:earlier|before|ago)|(?:the )?(?:year|previous year) before|"
    r"the (?:previous|preceding|prior) year|year-ago|one year (?:earlier|before)|last year's|from the year before)\b"
)
_FROM = re.compile(r"(?i)\b(?:up|down|rise|fall) from\s+(?:about |around |some |nearly )?$")
_BASE = re.compile(
    r"(?i)\b(?:above|below|than|against|compared (?:with|to)|versus|up from|"
    r"down from)\s+(?:about |the )?$"
)
_COMPARED = re.compile(
    r"(?i)(?:\b(?:than|above|below|against|versus|vs\.?|compared (?:with|to)|relative to) |"
    r"(?:%|\b(?:per ?cent|points?|times|up|down|rise|fall|increase|decrease|drop|decline|growth|change)) "
    r"(?:from|on|over) )"
    r"(?:in |for |during |that (?:in|of|for) |those (?:in|of) |"
    r"the (?:\w+ )?(?:level|figure|total|value|period|record|peak|average|result|volume)s? "
    r"(?:of|in|for|seen in|from) )?"
    r"(?:the )?(?:whole (?:of )?)?(?:calendar )?$"
)
_STARTS = re.compile(r"(?i)\bfrom\s+(?:about |around |some |nearly )?$")
_ABOUT = re.compile(r"(?i)\b(?:reports?|article|note|piece|story|bulletin) (?:on|about) (?:the )?$")
_PAPER_OF = re.compile(r"(?i)\b(?:material|paper|data|document|release|note|report|article|letter) (?:from|of|dated) $")
_SAID_IN = re.compile(r"(?i)\b(?:quoted|printed|published|reported|said|given|told|announced|as of) (?:in|on|at) $")
_WRITING = re.compile(
    r"(?i) (?:[\w'’-]+ ){0,2}?(?:reports?|articles?|brief|letter|piece|release|interview|editorial|note|"
    r"statement|story|"
    r"bulletin|speech)\b"
)
_WROTE = re.compile(
    r"(?i),? (?:\w+ )?(?:gave|said|reported|put|quoted|wrote|printed|told|described|spoke|was quoting|were quoting|"
    r"was quoted)\b"
)
_MONTH = re.compile(rf"(?<!May )\b(?:{'|'.join(m for m in periods.MONTH_NAMES if m not in ('March', 'May'))})\b")
_COMPARING = ("percent", "percentage_point", "ratio")
"""Units of changes."""
_LONG = ("fiscal_year", "year", "range", "quarter", "half", "horizon")


def read(text: str, before: str, frame: Frame) -> tuple[PeriodMention, ...]:
    """The periods of a sentence; months take the year of the sentence, of the one before it or of the section."""
    return periods.read(text, frame.date, _year(text, before, frame), frame.calendar)


def _year(text: str, before: str, frame: Frame) -> Period | None:
    for part in (text, before):
        named = [
            m.period for m in periods.read(part, calendar=frame.calendar) if m.year_given and m.period.kind != "horizon"
        ]
        whole = [p for p in named if p.kind in ("fiscal_year", "year")]
        if named:
            return whole[0] if whole else periods.calendar_year(named[0].start.year)
    return frame.period if frame.period and frame.period.kind in ("fiscal_year", "year") else None


def covered(text: str, when: Sequence[PeriodMention]) -> tuple[PeriodMention, ...]:
    """The periods that say what numbers cover, and not when something was said or printed."""
    return tuple(w for w in when if (w.period.kind != "day" or w.year_given) and not _said_then(text, w))


def period_of(sentence: Sentence, clause: Clause) -> tuple[Period | None, bool]:
    """(period of a number, whether the text leaves no doubt about it).

    It is named after the number in its clause, else before it, else it is that of the number before, of the sentence,
    of the sentence before, of the section.
    """
    own = _of_the_clause(sentence, clause)
    if own:
        return _earlier(sentence, clause, own), True
    if clause.last is not None and clause.last.period is not None:
        period = _earlier(sentence, clause, clause.last.period)
        opens = _STARTS.search(
            sentence.text[: clause.mention.start]
        )  # where a second rise began: "..., from 0.4 to 1.7"
        return period, not (opens and period.same_as(clause.last.period))
    others, bases = _named_elsewhere(sentence)
    change = clause.mention.quantity.unit in _COMPARING
    if len(others) == 1 and (change or not bases) and not _all_of_bases(sentence):
        return next(iter(others.values())), True
    if len(others) > 1 or (others and bases):
        return None, False
    if _months_without_year(sentence.text, sentence.named):
        return None, False
    main = sentence.carried.main
    ahead = looks_ahead(clause.text)
    if main and (sentence.carried.facets or not (clause.mention.bare or ahead)):
        return main, len(sentence.named) == len(sentence.when)
    return (None if ahead else sentence.frame.period), True


def _of_the_clause(sentence: Sentence, clause: Clause) -> Period | None:
    mention, left, right = clause.mention, clause.left, clause.right
    months = [w for w in sentence.when if not w.year_given and w.period.kind == "range" and w.start < mention.start]
    covering = [w for w in sentence.when if not is_base(sentence.text, w)]
    after = [w for w in covering if mention.end <= w.start < right]
    year = next((w for w in after if w.period.kind in ("fiscal_year", "year")), None)
    if months and year:  # "April to December at Rs 17,557 crore in FY22"
        return periods.with_year(months[-1], year.period)
    change = mention.quantity.unit in _COMPARING
    if change and (span := _from_to(sentence.text, sentence.when, left, right)):
        return span
    if after:
        return after[0].period
    before = [w for w in covering if left <= w.start < mention.start]
    return ([w for w in before if w.period.kind in _LONG] or before)[-1].period if before else None


def _named_elsewhere(sentence: Sentence) -> tuple[dict[tuple[date, date], Period], bool]:
    """The periods of a sentence, days left out, and whether some of them are only compared with."""
    found = [w for w in sentence.when if w.period.kind != "day"]
    covering = [w for w in found if not is_base(sentence.text, w)]
    return {(w.period.start, w.period.end): w.period for w in covering}, len(covering) < len(found)


def is_base(text: str, when: PeriodMention) -> bool:
    """Is a period what something is compared with, as in "12% more than in 2022", "up 5% on 2023"?"""
    if not _COMPARED.search(text[max(0, when.start - 80) : when.start]):
        return False
    return not re.match(r" ?(?:to|until|till|through|and|[-–])\b", text[when.end : when.end + 9])


def _all_of_bases(sentence: Sentence) -> bool:
    """Do all periods of a sentence belong to what its numbers are compared with ("20 per cent above Rs 5 in 2020")?"""
    return all(
        any(
            b.mention.end <= w.start < b.right and _BASE.search(sentence.text[: b.mention.start])
            for b in sentence.clauses
        )
        for w in sentence.when
    )


def _months_without_year(text: str, when: Sequence[PeriodMention]) -> bool:
    """Does a sentence name a month whose year nobody gives?"""
    loose = _MONTH.finditer(text)
    return any(not any(w.start <= m.start() < w.end for w in when) for m in loose)


def _from_to(text: str, when: Sequence[PeriodMention], left: int, right: int) -> Period | None:
    """The stretch of a change: "rose 88 per cent from FY 2018-19 to FY 2024-25"."""
    for a, b in zip(when, when[1:], strict=False):
        opens = re.search(r"(?i)\b(?:from|between) (?:the )?$", text[: a.start])
        if left <= a.start and b.end <= right and opens and text[a.end : b.start].strip() in ("to", "and"):
            return Period(a.period.start, b.period.end, f"{a.period.label} to {b.period.label}", "range")
    return None


def _earlier(sentence: Sentence, clause: Clause, period: Period) -> Period:
    """The year before, for the number that "up from" or "a year earlier" sets against the last one."""
    last, m, text = clause.last, clause.mention, sentence.text
    if last is None or last.period is None or not period.same_as(last.period) or last.period.kind == "horizon":
        return period
    set_against = _EARLIER.search(text[m.end : clause.right + 30]) or _FROM.search(text[: m.start])
    return periods.shift(last.period, -1) if set_against else period


def _said_then(text: str, when: PeriodMention) -> bool:
    """Is a period when something was said or printed, rather than what the number covers?"""
    before, after = text[: when.start], text[when.end : when.end + 60]
    if _ABOUT.search(before):
        return True
    if (when.period.end - when.period.start).days > 100:
        return False
    said = _SAID_IN.search(before) or _PAPER_OF.search(before)
    return bool(_WRITING.match(after) or _WROTE.match(after[:30]) or said)

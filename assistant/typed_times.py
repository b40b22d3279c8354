"""Times as people type them, written out: "Q3 25", "23-24", "9M25", "same months of last year", "this summer".

What is relative is counted from the day of the newest document: a brief speaks of its own time, whenever it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from index import periods
from index.dates import MONTH_NAMES
from index.numbers import NUMBER_WORDS

_MONTHS = "|".join(m[:3] for m in MONTH_NAMES)
_AMOUNT = (
    r"(?! ?(?:%|per ?cent|percent|million|billion|thousand|crore|lakh|trillion|bn\b|mn\b|m\b|k\b|t\b|tonnes?|kg\b|"
    r"points?))"
)
_END = (
    r"(?=\W*$|\s*[?,.;:)!]|\s+(?:in|vs\.?|versus|and|or|to|for|from|was|were|is|are|did|compared|than|by|against|"
    r"on|at|"
    r"season|crop|marketing|fiscal|financial|year|value|figures?|total|exports?|imports?|output|prices?|sales|as|with|"
    r"please|then|up|down|over|how|what|which|per (?!cent))\b)"
)
_NUMBERED = re.compile(
    r"(?i)\b(?:pages?|pp?\.|decree|orders?|nos?\.?|numbers?|rules?|articles?|sections?|rates?|ratio|chapters?|headings?|"
    r"lines?|phase|lots?|grades?|class|hs|iso|between|from|age[ds]?|score|split|items?|tables?|rows?)(?: of)? $"
)
"""What a number of two parts stands behind that is no year."""
_HOPES = re.compile(
    r"(?i)\b(?:hop\w+|want\w*|aim\w*|plan\w*|targets?|goals?|expect\w*|forecast\w*|aspir\w+|"
    r"dream\w*|foresee\w*)\b"
)


def spelled_out(text: str, today: date | None) -> str:
    """A question with its times as the reader of periods knows them.

    Args:
        text: the question.
        today: the day of the newest document; without it what is relative stays as it is.

    >>> spelled_out("copper Q3 25 vs same quarter 2024", date(2025, 11, 1))
    'copper Q3 2025 vs Q3 2024'
    """
    for pattern, write in _SHORT:
        text = pattern.sub(write, text)
    if today is not None:
        text = _relative(text, today)
    return _same_part(text)


def _century(digits: str) -> str:
    return f"20{digits}" if int(digits) < 60 else f"19{digits}"


def _across(m: re.Match[str]) -> str:
    """Two years in two digits each, where the second follows the first: "23-24", "24/25"."""
    first, second = int(m["a"]), int(m["b"])
    if _NUMBERED.search(m.string[: m.start()]):
        return m[0]
    return f"20{m['a']}{m['sign']}{m['b']}" if second == first + 1 and 10 <= first < 50 else m[0]


def _part(m: re.Match[str]) -> str:
    letter, part, year = m["p"].upper(), m["n"], m["y"]
    fiscal = "FY" if m.groupdict().get("fy") else ""
    return f"{letter}{part} {fiscal}{_century(year) if len(year) == 2 and not fiscal else year}"


def _months_so_far(m: re.Match[str]) -> str:
    count = next((word for word, n in NUMBER_WORDS.items() if n == int(m["n"])), m["n"])
    fiscal = "FY" if m["fy"] else ""
    year = m["y"] if len(m["y"]) == 4 or fiscal else _century(m["y"])
    return f"first {count} months of {fiscal}{year}"


def _quarters(m: re.Match[str]) -> str:
    """Several quarters of a calendar year as months: "Q1-Q3 2025"."""
    first, last = int(m["a"]), int(m["b"])
    year = m["y"] if len(m["y"]) == 4 else _century(m["y"])
    return f"{MONTH_NAMES[3 * first - 3]} to {MONTH_NAMES[3 * last - 1]} {year}" if first < last else m[0]


_YEAR = r"(?P<y>(?:19|20)\d\d|\d\d)"
_NO_MORE = rf"(?![\d%]|[-/.,]\d){_AMOUNT}"
_SHORT: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str], ...] = tuple(
    (re.compile(pattern, re.I), write)
    for pattern, write in (
        (rf"\bQ(?P<a>[1-4]) ?(?:-|–|to|through) ?Q(?P<b>[1-4]),?(?: of)? ?['’]?{_YEAR}{_NO_MORE}", _quarters),
        (rf"\b(?P<p>[QH])(?P<n>[1-4]) ?(?P<fy>FY) ?['’]?{_YEAR}{_NO_MORE}", _part),
        (rf"\b(?P<p>[QH])(?P<n>[1-4])(?: of | in | ?[-/] ?| ?['’]| )?{_YEAR}{_NO_MORE}", _part),
        (rf"\b(?P<n>[1-4])(?P<p>[QH]) ?(?:(?P<fy>FY) ?)?['’]?{_YEAR}{_NO_MORE}", _part),
        (r"\b(?P<y>\d\d)[ -]?(?P<p>Q)(?P<n>[1-4])\b", _part),
        (rf"\b(?P<n>[69]|11)M ?(?P<fy>FY)? ?['’]?{_YEAR}{_NO_MORE}", _months_so_far),
        (rf"(?<![\w/.,-])(?P<a>\d\d)(?P<sign>[-/–])(?P<b>\d\d)(?![\w/%]|[-.,]\d){_AMOUNT}{_END}", _across),
        (rf"\b({_MONTHS})[a-z]*[-'’ ]?['’](?P<y>\d\d)\b", lambda m: f"{m[1]} {_century(m['y'])}"),
        (rf"\b({_MONTHS})-(?P<y>\d\d)\b(?!-)", lambda m: f"{m[1]} {_century(m['y'])}"),
        (r"(?<![\w’'])['’](?P<y>\d\d)(?![\d’']|s\b)", lambda m: _century(m["y"])),
        (r"\bCY ?['’]?(?P<y>\d\d)\b", lambda m: _century(m["y"])),
        (r"\b(?:at |by )?(?:the )?(?:year[- ]?end|close|end of the year|eoy)(?: of| in|,)? ((?:19|"
         r"20)\d\d)\b(?![-/]\d)", r"end of \1"),
        (r"\b((?:19|20)\d\d) year[- ]end\b", r"end of \1"),
        (r",?\s*\b(?:in |over |for )?(?:all (?:four|4) quarters|all (?:twelve|12) months|the (?:whole|full|entire) "
         r"(?:calendar |fiscal )?year(?= (?:19|20)\d\d))(?: together| combined| of| in)?", ""),
        (r"\bcalendar (?:year )?((?:19|20)\d\d)\b", r"\1"),
    )
)  # fmt: skip

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
_SEASON = re.compile(rf"(?i)\b(?P<w>this|last|past|next) (?P<s>{'|'.join(_SEASONS)})\b")
_PART_OF = re.compile(
    r"(?i)\b(?P<lead>(?:first|last|second|third|fourth|nine|six|three) (?:\w+ )?(?:months?|quarter|half)|[QH][1-4]|"
    rf"(?:{'|'.join(MONTH_NAMES)}|{_MONTHS})(?:\.? ?(?:to|-|–) ?(?:{'|'.join(MONTH_NAMES)}|{_MONTHS}))?)"
    r"(?P<of>,? (?:of |in )?)(?P<w>this|last|next|the current|the present|the previous) year\b"
)
_SAME_AS_LAST = re.compile(
    r"(?i)\b(?:the )?same (?:months?|period|quarters?|half|weeks?|stretch|time|span|days?)"
    r"(?: (?:of|in|for))?(?: the)? (?P<when>(?:19|20)\d\d|last year|(?:a|one|the) year (?:earlier|before|ago)|"
    r"(?:previous|preceding|prior) year)\b"
)
_FROM_NOW = re.compile(
    rf"(?i)\b(?:in )?(?:{'|'.join(NUMBER_WORDS)}|\d+) years?(?:['’]s?|s['’])? (?:from now|from today|hence|ahead|time|"
    r"down the (?:road|line)|on)\b"
)


def _relative(text: str, today: date) -> str:
    """What is counted from today: this summer, the first nine months of this year, five years from now."""
    steps = {"last": -1, "past": -1, "the previous": -1, "next": 1}

    def season(m: re.Match[str]) -> str:
        over = today.month >= _SEASONS[m["s"].lower()] + 3
        year = today.year + (0 if m["w"].lower() in ("last", "past") and over else steps.get(m["w"].lower(), 0))
        return f"{m['s']} {year}"

    def part(m: re.Match[str]) -> str:
        return f"{m['lead']}{m['of']}{today.year + steps.get(m['w'].lower(), 0)}"

    text = _PART_OF.sub(part, _SEASON.sub(season, text))
    wishes = _HOPES.search(text) and not re.search(r"\d|%|per ?cent", _FROM_NOW.sub("", text))
    return _FROM_NOW.sub("in the coming years", text) if wishes else text


def _same_part(text: str) -> str:
    """The same months of another year, as those that the question names before or after."""
    m = _SAME_AS_LAST.search(text)
    if m is None:
        return text
    named = [p for p in periods.read(text) if p.year_given and not (m.start() <= p.start < m.end())]
    parts = [p for p in named if p.period.kind in ("month", "range", "quarter", "half")]
    if len(parts) != 1:
        return text
    first = parts[0].period
    year = int(m["when"]) if m["when"].isdigit() else first.start.year - 1
    step = year - first.start.year
    other = periods.shift(first, step)
    label = f"{text[parts[0].start : parts[0].end]}".replace(str(first.start.year), str(year))
    told = label if periods.read(label) and periods.read(label)[0].period.same_as(other) else other.label
    return f"{text[: m.start()]}{told}{text[m.end() :]}"

"""When the fiscal years and seasons of a document begin: as it says itself, else as its home country has it."""

from __future__ import annotations

import re
from functools import lru_cache

from index.dates import MONTH_NAMES, MONTHS, FiscalCalendar

_BY_MONTH = {
    4: "India|Japan|United Kingdom|Canada|South Africa|Hong Kong|Singapore|Kuwait|Botswana|Namibia|Jamaica",
    7: "Pakistan|Bangladesh|Kenya|Uganda|Tanzania|Rwanda|Ethiopia|Egypt|Australia|New Zealand|Nepal|Bhutan|Mauritius",
    10: "United States|Thailand|Haiti",
    1: "China|Russia|Germany|France|Italy|Spain|Netherlands|Belgium|Poland|Romania|Turkey|Brazil|Argentina|Chile|Peru|"
    "Colombia|Mexico|South Korea|Taiwan|Indonesia|Malaysia|Philippines|Vietnam|Sri Lanka|Saudi Arabia|Israel|"
    "United Arab Emirates|Ukraine|Kazakhstan|Norway|Sweden|Denmark|Finland|Switzerland|Austria|Portugal|Greece|Ghana|"
    "Nigeria|Ivory Coast|Morocco|Tunisia|Algeria|Senegal|Ecuador|European Union",
}  # fmt: skip
"""Month in which the government's year begins, for countries whose trade offices report by it."""

_COUNTRIES = {name: month for month, names in _BY_MONTH.items() for name in names.split("|")}

_MONTH = rf"(?:{'|'.join(MONTH_NAMES)}|{'|'.join(m[:3] for m in MONTH_NAMES)})\.?"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?)?"
_DAY_AFTER = r"(?: \d{1,2}(?:st|nd|rd|th)?)?"
_TO = r"\s?(?:to|through|until|till|and|[-–])\s?"
_STRETCH = (
    rf"{_DAY}(?P<a>{_MONTH}){_DAY_AFTER}(?:,? \d{{4}})?{_TO}(?:the end of |end )?"
    rf"{_DAY}(?P<b>{_MONTH}){_DAY_AFTER}(?:,? \d{{4}})?"
)
_NAME = (
    r"(?P<name>(?:FY ?(?:\d{4}|\d\d)?|(?:[a-z]+ )?years?|seasons?|campaigns?)"
    r"(?: (?:20)?\d\d[-/–](?:20)?\d\d)?|20\d\d[-/–](?:20)?\d\d)"
)
_DECLARED = (
    re.compile(rf"(?i)\b{_NAME},? ?[(\[,] ?{_STRETCH} ?[)\],]"),
    re.compile(
        rf"(?i)\b{_NAME}(?:,| here| in [A-Z]\w+)? (?:which )?(?:runs?|lasts?|extends?|goes|covers?|is counted|is|"
        rf"means?|are counted|are) (?:always )?(?:from |between )?{_STRETCH}"
    ),
    re.compile(
        rf"(?i)\b{_NAME}(?:,| here| in [A-Z]\w+)? (?:which )?(?:begins?|starts?|beginning|starting)(?: always)? "
        rf"(?:on |in |from )?(?:the )?{_DAY}(?P<a>{_MONTH})(?P<b>)"
    ),
    re.compile(
        rf"(?i)\b{_NAME}(?:,| here| in [A-Z]\w+)? (?:which )?(?:ends?|ending|ended|closes?)(?: always)? "
        rf"(?:on |in |at the end of )?(?:the )?(?P<a>){_DAY}(?P<b>{_MONTH})(?! \d{{4}}| \d{{1,2}},? \d{{4}})"
    ),
)
_SEASONS = {"coffee": 10, "cocoa": 10, "gas": 10, "sugar": 10, "cotton": 8}
"""Month in which a year begins that a whole trade counts by, wherever it is written of."""
_SEASON = re.compile(rf"(?i)\b({'|'.join(_SEASONS)}) (?:year|season)s?\b")
_ORDINARY = re.compile(
    r"(?i)^(?:the|an?|in|calendar|same|previous|first|last|next|this|that|one|each|every|coming|following|\d+) "
)


@lru_cache(maxsize=256)
def calendar_of(text: str, home: str = "") -> FiscalCalendar:
    """The calendar of a document.

    Args:
        text: the document's whole text; "the fiscal year runs from July to June", "coffee years (October to
            September)" and the like declare when a year begins.
        home: the country whose trade it describes, whose government's year counts where the text declares none.

    >>> calendar_of("Coffee year 2022/23 (October-September)")
    FiscalCalendar(fiscal=0, season=10)
    """
    fiscal = season = 0
    for pattern in _DECLARED:
        for m in pattern.finditer(text):
            start = _start(m["a"], m["b"])
            name = m["name"].lower()
            if not start or _ORDINARY.match(name):
                continue
            if re.match(r"fy|fiscal|financial|budget|government|company|business", name) or re.search(r"\d-\d", name):
                fiscal = fiscal or start
            elif "/" in name or re.search(r"\w year|season|campaign", name):
                season = season or start
    named = _SEASON.search(text)
    if not season and named:
        season = _SEASONS[named[1].lower()]
    return FiscalCalendar(fiscal or _COUNTRIES.get(home, 0), season)


def _start(first: str, last: str) -> int:
    """The month in which a year begins that runs from one month to another; 0 where the two are no year."""
    a, b = (MONTHS.get(name.lower().rstrip("."), 0) for name in (first or "", last or ""))
    if a and b:
        return a if b % 12 == a - 1 else 0
    return a or b % 12 + 1

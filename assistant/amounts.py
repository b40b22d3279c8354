"""Reads the amounts out of an answer the way a strict reader would: for grading, not for answering.

Kept apart from the readers that build answers on purpose: a grader that shares their code shares their mistakes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

SCALES = {
    **dict.fromkeys(("k", "thousand"), 1e3),
    "lakh": 1e5,
    **dict.fromkeys(("m", "mn", "million"), 1e6),
    **dict.fromkeys(("cr", "crore"), 1e7),
    **dict.fromkeys(("b", "bn", "billion"), 1e9),
    "thousand crore": 1e10,
    **dict.fromkeys(("tn", "trillion", "lakh crore"), 1e12),
}
_DAY = 86400
_YEAR = 365.25 * _DAY
UNITS = {
    **dict.fromkeys(("count", "ratio", "dimensionless", "people", ""), ("number", 1.0)),
    "percent": ("number", 0.01),
    "years": ("time", _YEAR),
    "months": ("time", _YEAR / 12),
    "weeks": ("time", 7 * _DAY),
    "days": ("time", _DAY),
    "hours": ("time", 3600),
    "seconds": ("time", 1),
    "kg": ("mass", 1),
    "tonnes": ("mass", 1e3),
    "m3": ("volume", 1),
    "bcm": ("volume", 1e9),
    "m": ("length", 1),
    "km": ("length", 1e3),
    "miles": ("length", 1609.344),
    "nautical miles": ("length", 1852),
}
"""Unit to (dimension, size); a unit that is not listed, such as a currency, is a dimension of its own."""

CURRENCIES = {
    "USD": r"US\$|\$|USD|(?:US )?dollars?",
    "INR": r"₹|Rs\.?|INR|rupees?",
    "EUR": r"€|EUR|euros?",
    "GBP": r"£|GBP|pounds?",
    "RUB": r"₽|RUB|rou?bles?",
    "KES": r"KES|KSh|shillings?",
}
SPELLINGS = {
    **CURRENCIES,
    "percent": r"%|per ?cent|(?:percentage[ _-])?points?|pp",
    "ratio": r"times|fold|[x×](?!\w)",
    "years": r"years?",
    "months": r"months?",
    "weeks": r"weeks?",
    "days": r"(?:working )?days?",
    "hours": r"hours?",
    "seconds": r"seconds?",
    "kg": r"kg|kilograms?|kilos?",
    "tonnes": r"tonnes?|tons?",
    "bcm": r"bcm",
    "m3": r"m3|m³|met(?:re|er) ?\*\* ?3|cubic met(?:re|er)s?",
    "km": r"km|kilomet(?:re|er)s?",
    "nautical miles": r"nautical miles?",
    "miles": r"miles?",
    "m": r"met(?:re|er)s?",
}
"""Unit to how it is written, in answers and as a `base_unit`."""

_TEENS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
NUMBER_WORDS = {word: n for n, word in enumerate(f"{_TEENS} eighteen nineteen twenty".split(), 2)}

_CURRENCY = "|".join(CURRENCIES.values())
_PER = "|".join(SPELLINGS[name] for name in ("USD", "EUR", "kg", "tonnes"))
_AMOUNT = re.compile(
    rf"(?:(?<![a-z])(?P<currency>{_CURRENCY})\s?|(?<![\w.,])(?<![a-z][-/]))"
    rf"(?P<number>\d+(?:,\d{{2,3}})*(?:\.\d+)?|\b(?:{'|'.join(NUMBER_WORDS)})\b)"
    r"(?:(?P<letter>[kmb]\b)"
    r"|\s?-?(?P<scale>(?:(?:lakh|thousand) crore|lakh|crore|cr|thousand|million|mn|billion|bn|trillion|tn)s?\b))?"
    rf"(?:\s?-?(?P<unit>{'|'.join(SPELLINGS.values())})(?!\w))?"
    rf"(?:\s?(?:per|/|to the|to an?|an?)\s?(?P<per>{_PER})(?!\w))?",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
_NAMED = r"(?i:decree|resolution|order|decision|regulation|iso|icmed|no\.|hs|class|heading|chapter|page|row)"
_NO_AMOUNT = re.compile(
    "|".join(
        (
            r"\(source: [^)]*\)",
            r"\b\d{4}-\d\d-\d\d\b",
            r"\b(?:FY ?\d{2,4}(?:[-–/]\d{2,4})?|(?:19|20)\d\d[-–/]\d\d)\b",  # spans of years
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}}\b)?",
            rf"\b{_MONTH} \d{{1,2}}\b(?:,? \d{{4}}\b)?",
            r"\b\d+(?:st|nd|rd|th)\b",
            rf"\b{_NAMED} \d[\d./:-]*",  # Decree 102
        )
    )
)
_YEAR_NUMBER = re.compile(r"(?:19|20)\d\d")
_ABBREVIATION = re.compile(r"\b(Rs|No|vs|approx|Mr|Mrs|Dr|St|Co|Ltd|Inc|ca|cf|e\.g|i\.e|U\.S|[A-Z])\.(?=\s)")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9₹$€£])|\n+")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number read in a text: its value with the scale word applied, and its unit, "" for none."""

    value: float
    unit: str
    in_words: bool = False


def unit_name(text: str) -> str:
    """The name used here for a unit, however it is spelled: `rupees` is INR, `INR/USD` is `INR per USD`."""
    numerator, *denominator = re.split(r" per |(?<=\w) ?/ ?", text.strip(), maxsplit=1)
    if denominator:
        return f"{unit_name(numerator)} per {unit_name(denominator[0])}"
    spelled = (name for name, spelling in SPELLINGS.items() if re.fullmatch(spelling, numerator, re.IGNORECASE))
    return next(spelled, numerator)


def convert(value: float, unit: str, to: str) -> float | None:
    """The value in the unit `to`, None where the two measure different things: (1, "km", "m") is 1000."""
    dimension, size = _measure(unit)
    wanted, base = _measure(to)
    return value * size / base if dimension == wanted else None


def _measure(unit: str) -> tuple[tuple[str, ...], float]:
    """(dimensions of the parts of a unit, its size)."""
    parts = [UNITS.get(part, (part, 1.0)) for part in unit_name(unit).split(" per ")]
    size = parts[0][1] / (parts[1][1] if len(parts) == 2 else 1)
    return tuple(dimension for dimension, _ in parts), size


def plain(text: str) -> str:
    """The text without citation markers and Markdown emphasis."""
    return re.sub(r"\s*\[\^?\d+(?:, ?\d+)*\]|\*\*|__|`", "", text)


def first_sentence(text: str) -> str:
    """The first full sentence, with a bare "Yes." before it and without a bold run-in heading."""
    heading = re.match(r"\W*\*\*([^*]+[.:])\*\*\s+(?=\S)", text)
    if heading and not read_amounts(heading[1]):
        text = text[heading.end() :]
    sentences = _SENTENCE_END.split(_ABBREVIATION.sub(r"\1", plain(text)).strip())
    full = (n for n, s in enumerate(sentences, 1) if len(s.split()) > 2 or re.search(r"\d", s))
    return " ".join(sentences[: next(full, None)])


def read_amounts(text: str) -> list[Amount]:
    """Every amount of a text, in order; in a range such as 10-12 per cent both ends get the unit."""
    text = _NO_AMOUNT.sub(lambda match: "#" * len(match.group()), text)
    found: list[Amount] = []
    before: re.Match[str] | None = None
    for match in _AMOUNT.finditer(text):
        amount, size = _amount(match)
        if _YEAR_NUMBER.fullmatch(match["number"]) and not amount.unit and size == 1:
            continue
        if before and _joins_range(text[before.end() : match.start()], before):
            low, unit = found[-1], amount.unit or found[-1].unit
            amount = replace(amount, unit=unit)
            found[-1] = replace(low, value=low.value * size, unit=low.unit or unit)
        if amount.unit and match["per"]:
            amount = replace(amount, unit=f"{amount.unit} per {unit_name(match['per'])}")
        found.append(amount)
        before = match
    return found


def _amount(match: re.Match[str]) -> tuple[Amount, float]:
    """(the amount of one match, the size of its scale word)."""
    number = match["number"].lower()
    scale = (match["scale"] or match["letter"] or "").lower().removesuffix("s")
    size = SCALES[scale] if scale else 1
    value = NUMBER_WORDS.get(number) or float(number.replace(",", ""))
    return Amount(value * size, unit_name(match["currency"] or match["unit"] or ""), number in NUMBER_WORDS), size


def _joins_range(gap: str, before: re.Match[str]) -> bool:
    """Do the words between two numbers make a range of them? The lower end carries no scale or unit behind it."""
    return not before["scale"] and not before["unit"] and gap.strip() in ("-", "–", "to")


def compatible(candidates: list[Amount], unit: str) -> list[Amount]:
    """The amounts that could answer in this unit, in order: only those of the most explicit spelling present."""
    bare = [a for a in candidates if not a.unit]
    stated = [a for a in candidates if a.unit and convert(1, a.unit, unit) is not None]
    if " per " in unit:
        upper = [a for a in candidates if a.unit == unit_name(unit.split(" per ")[0])]
        return stated or [Amount(a.value, unit) for a in upper or bare]
    if unit in ("percent", "ratio"):
        exact = [a for a in stated if a.unit == unit]
        return exact or stated or (bare if unit == "ratio" else [])
    return bare if UNITS.get(unit, ("",))[0] == "number" else stated

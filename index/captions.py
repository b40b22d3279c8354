"""The unit that a heading, a caption or a unit cell gives for its numbers: "Rs crore", "2020/21 (t)", "EUR/MWh"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from index import periods
from index.measures import (
    PER_UNITS,
    UNIT_WORDS,
    currency_words,
    hundredth_of,
    iso_codes,
    money,
    per_unit,
    scale_name,
    unit_of,
)
from index.money import SMALL_CODES, signs
from index.units import TIMES, currencies

_LOWER_ISO = rf"{SMALL_CODES}|ksh|rs|tk|rmb"
_SCALE = (
    r"lakh crores?|crores?|cr\.?|lakhs?|(?:in )?millions?|mn|mln|mio|billions?|bn|thousands?|['’]?000s?|"
    r"trillions?|tn|m|k|(?:(?:US|euro)[ -]?)?cents?|¢|pence|paise"
)
_SCALE_NAMES = {
    "'000": "thousand",
    "’000": "thousand",
    "000": "thousand",
    "k": "thousand",
    "m": "million",
    "cr": "crore",
}
_WEAK = re.compile(r"(?i)m|k|t|x|ha|times|mt|an?|000|(?:day|week|month|year|hour)s?")
"""What one word at the end of a heading does not make a unit, though in brackets it does."""
_NOUN = r"[a-z]+(?:[ -][a-z]+)?"


_PER = re.compile(rf"\bper ({'|'.join(PER_UNITS)})s?\b", re.I)


@dataclass(frozen=True, slots=True)
class Caption:
    """A unit, its scale word, and whether each number is for one of something ("EUR per tractor")."""

    unit: str = ""
    scale: str = ""
    each: bool = False


@cache
def _phrase() -> re.Pattern[str]:
    """A whole text that is a unit and nothing else; case matters only where it tells units apart."""
    cash = rf"{signs()}|(?-i:{iso_codes()})|{_LOWER_ISO}|{currency_words()}"
    units = "|".join(UNIT_WORDS)
    per = "|".join(f"{p}" for p in PER_UNITS)
    below = rf"(?P<belowcash>{cash})|(?P<below>{per})s?|(?P<time>month|week|year|annum)|(?P<noun>{_NOUN})"
    return re.compile(
        rf"(?:in )?(?:(?P<cash>{cash})[ .]*)?(?:(?P<scale>{_SCALE})[ .]*)?(?:of )?(?:(?P<cash2>{cash})|"
        rf"(?P<unit>{units}))?"
        rf"(?:(?: ?(?:per|/) ?| (?:an?|to the) )(?:{below}))?", re.I,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def read(text: str) -> Caption:
    """The unit that a heading or caption gives; an empty one where it gives none.

    >>> read("Value (million EUR)")
    Caption(unit='EUR', scale='million', each=False)
    """
    rate = re.search(r"(?i)\b(?P<a>[\w$€£₹]+(?: dollars)?) (?:per|to the) (?P<b>[\w$€£]+(?: dollar)?)", text)
    if rate:
        upper, lower = unit_of(rate["a"]), unit_of(rate["b"])
        if upper in currencies() and lower in currencies() and upper != lower:
            return Caption(f"{upper}/{lower}")
    for phrase in _phrases(text):
        found = _phrase().fullmatch(phrase.strip())
        caption = _caption(found) if found else None
        if caption and not re.search(rf"(?i)\b(?:per|an?|each) (?:\d+ )?{re.escape(phrase)}", text):
            return _per(caption, text)
    lasting = re.match(r"(?i)(day|week|month|year|hour)s (?:at|in|on|to|from|for|of|by)\b", text)
    if lasting:  # "Days at sea"
        return Caption(lasting[1].lower())
    scaled = re.search(rf"(?i)(?:[(\[]|, )(?:in )?({_SCALE})[)\]]?$", text.strip())
    if scaled:  # "Visitors (million)"
        raw = scaled[1].lower().removeprefix("in ").rstrip("s.")
        return Caption("count", _SCALE_NAMES.get(raw) or scale_name(raw))
    counted = re.search(r"(?i)(?<!\w)(thousand|million|['’]?000)s? (?:of )?[a-z]+$", text)
    if counted:  # "'000 bags"
        return Caption("count", _SCALE_NAMES.get(counted[1].lower(), counted[1].lower()))
    if re.search(r"(?i)(?:^|[,(] ?)(?:units|pieces|number|no\.|heads|persons)\)?$", text):
        return Caption("count")
    if re.search(r"(?i)%|\bper ?cent\b|\bpct\b", text):
        return Caption("percent")
    return Caption()


def is_unit(text: str) -> bool:
    """Is a text a unit and nothing else?

    >>> is_unit("Rs crore"), is_unit("Rs crore of tea sold")
    (True, False)
    """
    found = _phrase().fullmatch(text.strip())
    return bool(found and _caption(found))


def _per(caption: Caption, text: str) -> Caption:
    """Adds what stands under a price from elsewhere in the heading: "Price per kg (US$)"."""
    below = _PER.search(text) if caption.unit in currencies() and not caption.each else None
    return Caption(f"{caption.unit}/{per_unit(below[1])}", caption.scale, True) if below else caption


def _phrases(text: str) -> Iterator[str]:
    """The parts of a heading that may be a unit, likeliest first: brackets, after a comma or "in", all, its ends."""
    clean = text.rstrip(":. ")
    for m in reversed(periods.read(clean)):
        clean = (clean[: m.start] + clean[m.end :]).strip(" ,")
    yield from reversed(re.findall(r"[(\[]([^()\[\]]+)[)\]]", clean))
    clean = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", clean).strip()
    parts = [p.split() for p in re.split(r"[,;:] |\bin |\bof which ", clean) if p.strip()]
    for part in reversed(parts):
        yield " ".join(part)
    yield clean
    for part in reversed(parts):
        for n in range(min(4, len(part) - 1), 0, -1):
            windows = [part[-n:], *(part[i : i + n] for i in range(len(part) - n))] if n > 1 else [part[-1:], part[:1]]
            yield from (" ".join(p) for p in windows if n > 1 or not _WEAK.fullmatch(p[0]))


def _caption(m: re.Match[str]) -> Caption | None:
    """One match as a unit; None where it is a scale alone or nothing."""
    raw = (m["scale"] or "").lower().removeprefix("in ").rstrip("s.")
    scale = _SCALE_NAMES.get(raw) or (scale_name(raw) if raw else "")
    cash = m["cash"] or m["cash2"]
    unit = (unit_of(cash) or money(cash) or "") if cash else (unit_of(m["unit"]) or "") if m["unit"] else ""
    if m["cash"] and (m["cash2"] or m["unit"]):
        return None
    if scale == "cent" and not unit:
        unit = hundredth_of(m["scale"])
    if not unit or unit in TIMES and (m["below"] or m["noun"] or raw or not m[0].lower().rstrip(")").endswith("s")):
        return None
    if m["belowcash"] and scale == "cent" and m["belowcash"].lower() == "pound":
        return Caption(f"{unit}/pound", scale, True)  # cents are paid for a weight
    if m["belowcash"]:
        below = unit_of(m["belowcash"]) or money(m["belowcash"])
        return Caption(f"{unit}/{below}", scale) if below and below != unit else None
    if m["below"] and unit in currencies():
        return Caption(f"{unit}/{per_unit(m['below'])}", scale, True)
    return Caption(unit, scale, bool(m["noun"] or m["below"]))

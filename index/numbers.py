"""Reads numbers with their currency, scale and unit out of text: the one reader of numbers in the project.

It covers what trade documents write: `$668.9 million`, `US$ 3.4bn`, `Rs 625.68 crore`, `₹2,000 crore`, `1.2 lakh
crore`, `1,00,000`, `60 per cent`, `10-12 per cent`, `2.3 percentage points`, `25 basis points`, `3.2 times`,
`tenfold`, `83.42 rupees per dollar`, `319.79 shillings a kilo`, `17.8 million tonnes`, `over 70 manufacturers`.
Years, dates, fiscal years, ordinals, and names that contain a number ("Decree 102", "ISO 13485") are not quantities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from index.carried import carried
from index.measures import (
    CURRENCY_SIGNS,
    FRACTIONS,
    GROWTH_WORDS,
    NUMBER_WORDS,
    PER_UNITS,
    QUALIFIERS,
    SCALE_WORDS,
    UNIT_WORDS,
    currency_words,
    hundredth_of,
    iso_codes,
    money,
    per_unit,
    scale_name,
    sign,
    unit_of,
)
from index.money import SMALL_CODES, signs, signs_after
from index.types import Qualifier
from index.units import DIMENSIONLESS, SCALES, Quantity, currencies

__all__ = ["CURRENCY_SIGNS", "NUMBER_WORDS", "PER_UNITS", "Mention", "currencies", "parse_plain", "read", "unit_of"]

_QUALIFIER = {
    k: re.compile(rf"(?:^|[\s(])(?:{p})\s*{'' if k in ('over', 'under') else '(?:the |a )?'}$", re.I)
    for k, p in QUALIFIERS.items()  # "below the $30 billion of 2022" compares, and does not qualify
}
_PLUS = re.compile(r"\s?\+|\s+(?:or|and) (?:more|above|over)\b|-plus\b", re.I)

_NUM = r"(?:\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\d.])\.\d+)"
_SPACED = re.compile(r"[-+]?\d{1,3}(?:[ \u202f]\d{3})+(?:\.\d+)?")
"""A number whose thousands are parted by spaces, as in the tables of many countries."""
_LOWER_ISO = rf"{SMALL_CODES}|ksh|rs|tk|rmb"
_WORD_NUM = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_SCALE = "|".join(SCALE_WORDS.values())
_SIGN = signs()


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(UNIT_WORDS)
    per = "|".join(PER_UNITS)
    gap = "[ \u00a0]"
    number = rf"(?P<num>{_NUM}|(?<![\w-])(?:{_WORD_NUM})(?![\w]))(?!(?:st|nd|rd|th)\b)(?![\w]*\d)"
    before = rf"{_SIGN}|(?-i:\b(?:{iso_codes()})\b)|\b(?:{_LOWER_ISO})\b"
    sign = rf"(?P<minus>[-−](?=[\d$₹€£R]))?(?:(?P<sign>{before}){gap}?)?(?P<minus2>[-−](?=\d))?"
    scale = rf"(?:[ \u00a0-]?(?P<scale>{_SCALE})(?!\w))?"
    codes = rf"(?-i:{iso_codes()}|{SMALL_CODES}|KShs?|Rs)"
    cash = rf"(?P<money>{currency_words()}|{codes})(?!\w)|(?P<after>{signs_after()})(?! ?[\d\w])"
    unit = rf"(?:[ \u00a0-]?(?:{cash}|(?P<unit>{units})(?!\w)))?"
    below = rf"(?P<permoney>(?:US )?{currency_words()}|(?-i:{iso_codes()})|US\$|\$|€|£)|(?P<perunit>{per})"
    each = rf"(?:/{gap}?|(?:per|to the|to an?|an?|for an?|for each){gap})"  # "tonnes at" is not tonnes a t
    over = rf"(?:{gap}?{each}(?:{below})(?!\w))?"
    return re.compile(rf"(?<![\w.,/]){sign}{number}{scale}{unit}{over}", re.I)


_PERCENT_WORD_NUM = re.compile(rf"\b({_WORD_NUM})-?fold\b", re.I)
_GROWTH = re.compile(rf"\b(?:{'|'.join(GROWTH_WORDS)})\b", re.I)
_FRACTIONS = "|".join(sorted(FRACTIONS, key=len, reverse=True))
_NEARLY = r"(?:(?:almost|nearly|about|around|roughly|some|over|more than|less than|at least|well over) )?"
_FRACTION = re.compile(rf"\b(?P<part>{_FRACTIONS})(?= of\b)|\bby {_NEARLY}(?P<change>{_FRACTIONS})(?![\w-])", re.I)
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th)\b", re.I)
_IDENTIFIER = re.compile(
    r"\b(?:No\.?|Nos\.?|HS|HSN|ISO|IEC|EN|Code|Chapter|Heading|Article|Section|Rule|Rules|Decree|Order|"
    r"Resolution|Decision|"
    r"Regulation|Directive|Act|Law|Class|Category|Page|Row|Table|Figure|Note|Route|Line|Lot|Phase|Annex|"
    r"Schedule|Version|Flight|Berth|Notice|Circular|Proclamation|Notification|Form|Step|Annexure)"
    r"s?\.? (?:No\.? ?)?$"
)
_LIST_JOIN = re.compile(r"^\s?(?:-|–|—|to|or|and)\s?(?:US)?$", re.I)
_GOES_ON = re.compile(r"\s+[a-z(\d]|[,;:)]")
"""What follows a full stop that ends an abbreviation and no sentence."""
_LEADING_CAPITAL = re.compile(r"(?:^|[\s(“\"])([A-Z][\w’'-]*)\s$")
_NOT_NAMES = frozenset(
    "About Around Over Under Nearly Almost Roughly Approximately Some In On At By From To Of For With The A An "
    "And Or But "
    "Only Just Exactly Another All Both Between Up Down More Less Than Is Was Were Are Has Had Have As Its "
    "Their Total Rs KSh "
    "Since Until Till After Before Within Against January February March April May June July August September "
    "October November December".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity as it stands in a text: `text[start:end]` is the number with its currency, scale and unit.

    Attributes:
        quantity: value in base scale; the lower end of a range. Unit `count` where none is written.
        upper: upper end of a range, else None.
        qualifier: "exact", "about", "over", "under", "up to" or "almost".
        in_words: written in letters ("two", "tripled").
        bare: neither currency, scale nor unit stands with it: a count, an index, or a table cell.
    """

    start: int
    end: int
    quantity: Quantity
    upper: Quantity | None = None
    qualifier: Qualifier = "exact"
    in_words: bool = False
    bare: bool = False


def read(text: str, skip: Sequence[tuple[int, int]] = ()) -> tuple[Mention, ...]:
    """All quantities of a text, in order, without overlaps.

    Args:
        text: prose, a table cell or a question.
        skip: (start, end) stretches that are no quantities, such as the dates that `periods.read` found.

    >>> [(m.quantity.value, m.quantity.unit) for m in read("Rs 625.68 crore (around $75 million)")]
    [(Decimal('6256800000.00'), 'INR'), (Decimal('75000000'), 'USD')]
    """
    found: list[Mention] = []
    for match in _pattern().finditer(text):
        if any(s < match.end("num") and match.start("num") < e for s, e in skip):
            continue
        mention = _mention(text, match)
        if mention is not None:
            found.append(mention)
    spoken = _words(text)
    found = [m for m in found if not (m.in_words and m.bare and _inside(m, spoken))]  # "two" of "two thirds of"
    found += [m for m in spoken if not _inside(m, found)]
    found.sort(key=lambda m: m.start)
    return tuple(_qualified(text, m) for m in carried(text, _ranges(text, _dozens(text, found))))


def _inside(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(o.start < mention.end and mention.start < o.end for o in others)


def _dozens(text: str, found: list[Mention]) -> list[Mention]:
    """Multiplies "3 dozen" out."""
    out: list[Mention] = []
    for m in found:
        if (
            out
            and m.bare
            and text[m.start : m.end].lower() == "dozen"
            and not text[out[-1].end : m.start].strip()
            and out[-1].bare
        ):
            q = out[-1].quantity
            out[-1] = replace(out[-1], end=m.end, quantity=replace(q, value=q.value * m.quantity.value))
        else:
            out.append(m)
    return out


def parse_plain(text: str) -> tuple[Decimal, int] | None:
    """(value, decimals) of a text that is one bare number, as in a table: "27,818" and "27 818" are (27818, 0)."""
    stripped = text.strip().replace("−", "-").replace("\u00a0", "")
    if _SPACED.fullmatch(stripped):
        stripped = stripped.replace(" ", "").replace("\u202f", "")
    if not re.fullmatch(rf"[-+]?{_NUM}", stripped):
        return None
    number = stripped.replace(",", "")
    return Decimal(number), len(number.partition(".")[2])


def _mention(text: str, m: re.Match[str]) -> Mention | None:
    """One match as a mention; None where it is a year, an ordinal, a name or an index."""
    raw, scale, in_words = m["num"], scale_name(m["scale"]) if m["scale"] else "", not m["num"][-1].isdigit()
    unit = _unit(m)
    end = m.end()
    if m["scale"] and len(m["scale"]) == 1 and not m["sign"] and m["scale"] in "mbk" and not m["money"]:
        if text[m.end("num") : m.start("scale")].strip() or (m["scale"] == "m" and not m["unit"]):
            scale, end = "", m.end("num")  # "40 m" is metres or nothing, not 40 million
    bare = unit == "count" and not scale
    if bare:
        end = m.end("num")
        if _is_name_or_year(text, m, in_words):
            return None
    if text[end - 1] == "." and not _GOES_ON.match(text, end):
        end -= 1  # the full stop of the sentence, not that of "Cr."
    start = m.start("minus") if m["minus"] else m.start("sign") if m["sign"] else m.start("num")
    if unit == "ratio" and m["unit"] and m["unit"].lower() in "x×" and in_words:
        return None
    value, places = _value(raw)
    if m["minus"] or m["minus2"]:
        value = -value
    if unit == "basis_point":
        value, unit, places = value / 100, "percentage_point", places + 2
    if scale == "hundred" and not in_words:
        scale = ""
    total = value * SCALES[scale]
    return Mention(start, end, Quantity(total, unit, scale, places=places), in_words=in_words, bare=bare)


def _unit(m: re.Match[str]) -> str:
    """Unit of a match: currency sign or word, physical unit, and what stands under it."""
    unit = "count"
    if m["sign"]:
        unit = CURRENCY_SIGNS.get(m["sign"]) or CURRENCY_SIGNS.get(m["sign"].capitalize()) or sign(m["sign"])
    elif m["money"] or m["after"]:
        unit = money(m["money"] or m["after"]) or "count"
    elif m["unit"]:
        unit = next(u for p, u in UNIT_WORDS.items() if re.fullmatch(p, m["unit"], re.I))
    cents = bool(m["scale"]) and scale_name(m["scale"]) == "cent"
    if cents and unit == "count":
        unit = hundredth_of(m["scale"])
    if cents and m["permoney"] and re.fullmatch("pounds?", m["permoney"], re.I):
        return f"{unit}/pound"  # cents are paid for a weight
    if m["permoney"]:
        below = money(m["permoney"]) or CURRENCY_SIGNS.get(m["permoney"].upper(), "USD")
        if unit == "count" or (unit in currencies() and unit != below):
            return f"{unit}/{below}"
    elif m["perunit"] and unit not in DIMENSIONLESS:
        return f"{unit}/{per_unit(m['perunit'])}"
    return unit


def _value(raw: str) -> tuple[Decimal, int]:
    """(value, decimals written) of digits or a number word."""
    if not raw[-1].isdigit():
        return Decimal(NUMBER_WORDS[raw.lower()]), 0
    number = re.sub(r"[,\u00a0\u202f]", "", raw)
    return Decimal(number), len(number.partition(".")[2])


def _is_name_or_year(text: str, m: re.Match[str], in_words: bool) -> bool:
    """Is a bare number a year, part of a name, or the word "one" used as a pronoun?"""
    raw, before, after = m["num"], text[max(0, m.start() - 40) : m.start("num")], text[m.end("num") : m.end("num") + 14]
    if in_words:
        return raw.lower() in {"one", "zero"} or bool(re.match(r"-(?!year|month|day|week|fold)", after))
    if re.fullmatch(r"(?:1[89]|20|21)\d\d", raw) and not re.match(
        r"\s?(?:units|pieces|people|jobs|firms|companies)\b", after
    ):
        return True
    if re.match(r"[/:]\d|[-–]\d{2,}[-–]\d|\.\d+\.", after) or re.search(r"\d[/:]$|[A-Za-z]-$|#$", before):
        return True
    if _IDENTIFIER.search(before):
        return True
    name = _LEADING_CAPITAL.search(before)
    return bool(name and name[1] not in _NOT_NAMES and not re.match(r"\s+[a-z]", after))


def _words(text: str) -> list[Mention]:
    """Quantities without digits: tenfold, tripled, two-thirds of."""
    found = [
        Mention(m.start(), m.end(), Quantity(Decimal(NUMBER_WORDS[m[1].lower()]), "ratio"), in_words=True)
        for m in _PERCENT_WORD_NUM.finditer(text)
    ]
    found += [
        Mention(m.start(), m.end(), Quantity(Decimal(GROWTH_WORDS[m[0].lower()]), "ratio"), in_words=True)
        for m in _GROWTH.finditer(text)
    ]
    found += [
        Mention(*m.span(m.lastgroup or 0), Quantity(FRACTIONS[m[m.lastgroup or 0].lower()], "percent"), in_words=True)
        for m in _FRACTION.finditer(text)
    ]
    return found


def _ranges(text: str, found: list[Mention]) -> list[Mention]:
    """Joins "10-12 per cent" and "between $200 and $300 million" into one mention; hands units to the left end."""
    out: list[Mention] = []
    for mention in found:
        before = out[-1] if out else None
        gap = text[before.end : mention.start] if before else ""
        join = _LIST_JOIN.match(gap) if before else None
        if (
            before
            and join
            and before.upper is None
            and (not mention.bare or before.bare or gap.strip() in ("-", "–", "—"))
        ):
            word = gap.strip().lower()
            opening = text[max(0, before.start - 12) : before.start].lower()
            from_to = word == "to" and re.search(r"\bfrom\s+(?:\w+ )?$", opening)
            is_range = (
                word in "-–—"
                or (word == "to" and not from_to)
                or (word == "and" and re.search(r"between\s+$", opening))
            )
            mention = _money_range(before, mention)
            left = _inherit(before, mention)
            if word == "or":
                is_range = False
            if left is not None and is_range and left.quantity.value <= mention.quantity.value:
                out[-1] = Mention(
                    before.start,
                    mention.end,
                    left.quantity,
                    mention.quantity,
                    in_words=mention.in_words,
                    bare=mention.bare,
                )
                continue
            if left is not None and from_to:
                out[-1] = left
        out.append(mention)
    return out


def _money_range(left: Mention, right: Mention) -> Mention:
    """The right end of "Rs 5-10 crore" with the currency of the left end, whose scale stands only on the right."""
    if left.quantity.unit in currencies() and not left.quantity.scale and right.quantity.unit == "count":
        return replace(right, quantity=replace(right.quantity, unit=left.quantity.unit), bare=False)
    return right


def _inherit(left: Mention, right: Mention) -> Mention | None:
    """The left end of "2 to 3 billion dollars" with the unit and scale of the right end; None where units differ."""
    if left.quantity.unit == right.quantity.unit and left.quantity.scale == right.quantity.scale:
        return left
    q = left.quantity
    priced = right.quantity.unit.startswith(q.unit + "/") and not q.scale  # "$480 to $520 a tonne"
    if q.unit not in ("count", right.quantity.unit) and not priced:
        return None
    if right.bare and q.unit in currencies():
        return None
    value, scale = q.value, q.scale
    if not q.scale and right.quantity.scale and abs(q.value) < 10000:
        scale = right.quantity.scale
        value = q.value * SCALES[scale]
    return replace(left, quantity=replace(q, value=value, unit=right.quantity.unit, scale=scale), bare=False)


def _qualified(text: str, m: Mention) -> Mention:
    """Adds the qualifier that stands before ("over 70") or after ("70+") the number."""
    before, after = text[max(0, m.start - 30) : m.start], text[m.end : m.end + 12]
    if _PLUS.match(after):
        return replace(m, qualifier="over")
    for name, pattern in reversed(_QUALIFIER.items()):
        if pattern.search(before):
            return replace(m, qualifier=name)
    return m

"""What the columns of a table are for, and what their headings say of the numbers under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import captions, facets, lexicon, numbers, periods, when
from index.captions import Caption
from index.facets import Facets
from index.frame import Frame, without_marks
from index.types import Document, Period, Table
from index.units import TIMES, currencies

_SOURCE = re.compile(
    r"(?i)^(?:source|sources|reported by|who says|origin(?=$| of the (?:figure|number|data))|outlet|publisher|said by|"
    r"quoted by|reporter|according to|provider|agency)\b"
)
_PERIOD = re.compile(r"(?i)\b(?:year|period|date|when|as of|month|quarter|season|window|fy|week|end date|years?)\b")
_SKIP = re.compile(
    r"(?i)(?:\b|_)(?:url|link|id|no|rank|codes?|hs ?\d*|hsn|hts|htsus|cn ?[68]|sitc|cpc|isic|naics|taric|tnved|row|sl|"
    r"serial|position|ref|reference|key|chapter|tariff (?:line|item|heading)|heading|subheading|imo|gln|ean|barcode|"
    r"invoice|permit|licen[cs]e|docket|(?:bill|declaration|container|batch|lot|contract|registration|voucher) "
    r"(?:no\.?|number|id)|phone|telephone|postcode|zip)(?:\b|_|$)|^#$"
)
_NOTE = re.compile(r"(?i)^(?:notes?|remarks?|comments?|features?|main features)$")
_PLAIN_UNIT = r"units?|measure unit|uom|currency"
_UNIT = re.compile(
    rf"(?i)^(?:{_PLAIN_UNIT}|(?:quantity|value|amount|price|volume|weight|figure) units?|"
    r"units? of (?:quantity|value|amount|price|volume|weight|figure))$"
)
_STATUS = re.compile(r"(?i)^(?:status|basis|data status|flag)$")
_CLASS = re.compile(r"(?i)\b(?:class|size|range|band|bracket|grade|category|type)\b")
_NAME = re.compile(r"(?:[A-Z][\w.&’'-]* )+[A-Z][\w.&’'-]*")
_ABSENT = re.compile(
    r"(?i)^\s*(?:-|–|—|\.\.\.?|n/?a\.?|nil|none|not (?:given|available|stated|quoted|seen|known|shown|published|"
    r"reported|"
    r"applicable|disclosed|found|yet .*)|no (?:data|figure)|unknown|see .*)\s*$"
)
_SCALES = (
    "million",
    "mn",
    "mln",
    "billion",
    "bn",
    "thousand",
    "crore",
    "lakh",
    "value",
    "amount",
    "price",
    "in",
    "per",
)
SOME_YEAR = periods.fiscal_year(2000)
"""Months alone are periods too; their year stands elsewhere."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and what it is for.

    Attributes:
        role: label, text, value, period, source, unit, status, note or skip.
        caption: the unit that its heading gives.
        told_apart: stems that tell it from other columns of the same unit ("of which LNG, bcm").
    """

    text: str
    role: str
    facets: Facets
    period: Period | None
    caption: Caption
    told_apart: tuple[str, ...] = ()


def columns_of(document: Document, number: int, frame: Frame) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    table = document.tables[number]
    headings, below = _headings(table)
    out = []
    for i, heading in enumerate(headings):
        cells = [row[i].text for row in table.rows[below:] if i < len(row)]
        out.append(_column(heading, [c for c in cells if c.strip() and not is_absent(c)], frame))
    if out and not any(c.role in ("label", "period") for c in out):
        out[0] = replace(out[0], role="label")
    return _told_apart(_dated(out))


def _headings(table: Table) -> tuple[tuple[str, ...], int]:
    """The headings of a table, and how many of its first rows belong to them.

    A heading over several columns leaves the cells after it empty, and the row below tells these apart:
    "2022 | | 2023 |" over "kt | USD million | kt | USD million".
    """
    top = [_heading(c.text) for c in table.columns]
    below = [_heading(c.text) for c in table.rows[0]] if table.rows else []
    spanned = len(top) == len(below) and any(b and (not t or top.count(t) > 1) for t, b in zip(top, below, strict=True))
    words = [b for b in below[1:] if b]
    if not spanned or len(words) < 2 or any(numbers.read(b) or periods.part(b, SOME_YEAR) for b in below):
        return tuple(top), 0
    for i in range(2, len(top)):
        top[i] = top[i] or top[i - 1]
    return tuple(", ".join(filter(None, pair)) for pair in zip(top, below, strict=True)), 1


def _dated(columns: Sequence[Column]) -> list[Column]:
    """Gives a share or change that stands right of dated columns the period of the last of them."""
    out: list[Column] = []
    for column in columns:
        before = [c.period for c in out if c.role == "value" and c.period]
        if column.role == "value" and column.caption.unit == "percent" and not column.period and before:
            column = replace(column, period=max(before, key=lambda p: p.end))
        out.append(column)
    return out


def is_plain_unit(heading: str) -> bool:
    """Is a column of units named for no other column?"""
    return re.fullmatch(_PLAIN_UNIT, heading, re.I) is not None


def is_absent(text: str) -> bool:
    """Does a cell say that there is nothing to say?"""
    return bool(_ABSENT.match(text))


def _heading(raw: str) -> str:
    """A column heading as words: `value_rs_crore` is "value rs crore"; source marks left out."""
    text = without_marks(raw).strip()
    if "_" not in text or not re.fullmatch(r"[\w ]+", text):
        return text
    words = text.replace("_", " ").split()
    for i, word in enumerate(words):  # `value_nok_million`: a currency stands beside its scale or at the end
        beside = words[max(0, i - 1) : i] + words[i + 1 : i + 2]
        if i and word.upper() in currencies() and (i == len(words) - 1 or any(w in _SCALES for w in beside)):
            words[i] = word.upper()
    return " ".join(words)


def _column(text: str, values: Sequence[str], frame: Frame) -> Column:
    caption = captions.read(text)
    role = _role(text, values, caption)
    named = [
        m.period
        for m in periods.read(text, calendar=frame.calendar)
        if m.year_given
        and (m.period.kind not in ("day", "month") or caption.unit or not _words_beside(text))
        and not when.is_base(text, m)
    ]
    return Column(text, role, facets.read(text, frame.home, text.islower()), named[0] if named else None, caption)


def _role(text: str, values: Sequence[str], caption: Caption) -> str:
    numeric = sum(is_quantity(v) for v in values)
    plain = sum(numbers.parse_plain(without_marks(v)) is not None for v in values)
    if _SOURCE.match(text) and not _are_places(values):
        return "source"
    if _STATUS.match(text) and not plain:
        return "status"
    if _UNIT.match(text) and plain <= len(values) / 2:
        return "unit"
    if _SKIP.search(text) and not caption.unit:
        link = "url" in text.lower() or "link" in text.lower()
        return "skip" if link or numeric > len(values) / 2 or not values else "label"
    if not caption.unit and _are_codes(values):
        return "skip"
    if _NOTE.match(text):
        return "note"
    if _is_period(text, values, numeric):
        return "period"
    if _CLASS.search(text) and not caption.unit and not plain:
        return "label"
    wordy = _mostly_words(values)
    if values and numeric >= len(values) / 2 and not wordy:
        return "value"
    return "text" if wordy and numeric and any(numbers.read(v) for v in values) else "label"


def _are_places(values: Sequence[str]) -> bool:
    """Are cells places and nothing else: where goods come from, and not who says so?"""
    whole = sum(any(p.end - p.start == len(v.strip()) for p in facets.read(v.strip()).places) for v in values)
    return whole > len(values) / 2


def _are_codes(values: Sequence[str]) -> bool:
    """Are numbers names of things: all of one length with a nought in front, or counted on one by one?"""
    plain = [v.strip() for v in values]
    if len(plain) < 3 or not all(re.fullmatch(r"\d+", v) for v in plain):
        return False
    if len(set(map(len, plain))) == 1 and len(plain[0]) > 1 and any(v.startswith("0") for v in plain):
        return True
    return all(int(b) - int(a) == 1 for a, b in zip(plain, plain[1:], strict=False)) and not _year_like(plain)


def _year_like(values: Sequence[str]) -> bool:
    return all(re.fullmatch(r"(?:19|20)\d\d", v) for v in values)


def _is_period(text: str, values: Sequence[str], numeric: int) -> bool:
    dated = sum(bool(periods.read(v, None, SOME_YEAR)) and not _without_periods(v) for v in values)
    loosely = sum(bool(periods.read(v, None, SOME_YEAR)) for v in values)
    half = len(values) / 2
    return bool(values) and (dated > half or (bool(_PERIOD.search(text)) and loosely >= half and numeric <= half))


def is_quantity(text: str) -> bool:
    """Is a cell one quantity, with or without unit, qualifier and source mark?"""
    clean = without_marks(text).strip()
    if numbers.parse_plain(clean):
        return True
    found = numbers.read(clean, [(p.start, p.end) for p in periods.read(clean)])
    return len(found) >= 1 and len(lexicon.content(clean)) <= 8


def _mostly_words(values: Sequence[str]) -> bool:
    return sum(len(lexicon.content(without_marks(v))) >= 5 for v in values) > len(values) / 2


def _words_beside(text: str) -> list[str]:
    """Content words of a heading besides its periods and its unit: then a day or month there is when it was said."""
    money = ("crore", "million", "billion", "lakh", "us")
    return [w for w in _without_periods(text) if numbers.unit_of(w) is None and w.lower() not in money]


def _without_periods(text: str) -> list[str]:
    """Content words of a cell left when its periods are taken out."""
    out = text
    for m in reversed(periods.read(text, None, SOME_YEAR)):
        out = out[: m.start] + " " + out[m.end :]
    return [t.word for t in lexicon.content(out)]


def section_caption(frame: Frame) -> Caption:
    """The unit that the lead or a heading gives for a whole table; the units of numbers there are not meant."""
    for text in frame.texts[:2]:
        for m in reversed(numbers.read(text, [(p.start, p.end) for p in periods.read(text)])):
            text = text[: m.start] + "_" * (m.end - m.start) + text[m.end :]
        caption = captions.read(text[-160:])
        if caption.unit and caption.unit not in TIMES and (caption.scale or _ends_in_unit(text)):
            return caption
    return Caption()


def _ends_in_unit(text: str) -> bool:
    return bool(re.search(r"(?i)(?:\(|, |, in |in |^)[^\s,()]{1,12}[\w )]*:?$", text.strip()))


def _told_apart(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Marks columns of one unit by the words in which their headings differ."""
    values = [c for c in columns if c.role == "value"]
    out = []
    for column in columns:
        rivals = [c for c in values if c is not column and c.caption.unit == column.caption.unit]
        words: tuple[str, ...] = ()
        named = any(_NAME.fullmatch(c.text) for c in (column, *rivals))  # columns of who says so tell no item
        if column.role == "value" and rivals and not column.facets.places and not named:
            common = frozenset.intersection(*(c.facets.stems for c in (column, *rivals)))
            stems = [t.stem for t in lexicon.content(_bare(column)) if t.stem not in common]
            words = tuple(s for s in dict.fromkeys(stems) if s not in lexicon.light_stems())
        out.append(replace(column, told_apart=words))
    return tuple(out)


def _bare(column: Column) -> str:
    """A heading without its unit, its periods and its flows."""
    text = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", column.text)
    text = text.split(",")[0] if "," in text else text
    taken = [(m.start, m.end) for m in periods.read(text, None, SOME_YEAR)]
    taken += [(f.start, f.end) for f in facets.read(text).flows]
    for start, end in sorted(taken, reverse=True):
        text = text[:start] + " " + text[end:]
    return " ".join(w for w in text.split() if numbers.unit_of(w) is None)

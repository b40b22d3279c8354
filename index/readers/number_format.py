"""Says a spreadsheet's stored value as the sheet shows it: percent, currency sign, thousands, dates."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_PLACES = re.compile(r"[0#?][0#?,]*(?:\.([0#?]+))?(,*)")
_SIGNS = "$€£¥₹₽"
_KEPT = Decimal("0.005")
"""How much of a value may be hidden by the decimals shown before all of it is said."""


def shown(value: object, form: str) -> str:
    """A cell's words; `form` is its number format, such as `0.0%` or `[$₹-4009]#,##0.00`.

    >>> shown(0.1615, "0.00%")
    '16.15%'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date | time | timedelta):
        return _day(value, form)
    if isinstance(value, int | float | Decimal):
        try:
            return _number(Decimal(repr(value) if isinstance(value, float) else str(value)), form)
        except (InvalidOperation, ValueError):
            return str(value)
    return str(value)


def _number(value: Decimal, form: str) -> str:
    if not value.is_finite():
        return ""
    before, after, percent, thousands, places = _pattern(form, value < 0)
    size = abs(value) * 100 if percent else abs(value)
    size = size.scaleb(-3 * thousands)
    exact = _plain(round(size, 12) if size < 10**12 else size)
    if places is not None:
        rounded = round(size, places)
        if size and abs(rounded - size) / size <= _KEPT:
            exact = format(rounded, "f")
    if re.search(r"[0#],[0#]", form):
        whole, point, rest = exact.partition(".")
        exact = f"{int(whole):,}{point}{rest}"
    minus = "-" if value < 0 and size else ""
    return f"{minus}{before}{exact}{'%' if percent else ''}{after}"


def _plain(value: Decimal) -> str:
    """A number without exponent and without zeros behind the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1024)
def _pattern(form: str, negative: bool) -> tuple[str, str, bool, int, int | None]:
    """What a format puts before and after a number; whether it is a percentage; thousands left out; decimals."""
    sections = _sections(form)
    section = sections[1] if negative and len(sections) > 1 else sections[0]
    if not section or section.lower() == "general" or "E" in section or "@" in section:
        return "", "", False, 0, None
    section = _CURRENCY.sub(lambda m: f'"{m[1]}"', section)
    section = re.sub(r"\[[^\]]*\]|_.|\*.", "", section)
    literals = _QUOTED.sub(lambda m: "\0" * len(m[1] or m[2] or ""), section)
    bare = _QUOTED.sub("", section)
    body = _PLACES.search(bare)
    if body is None or "/" in bare:
        return "", "", False, 0, None
    thousands = len(body[0]) - len(body[0].rstrip(","))
    at = _PLACES.search(_QUOTED.sub(lambda m: "x" * len(m[0]), section))
    before = _words(section[: at.start()]) if at else ""
    after = _words(section[at.end() :]) if at else ""
    places = len(body[1]) if body[1] else 0
    before += " " if before[-1:].isalpha() or before[-1:] == "." else ""
    after = f" {after}" if len(after) > 1 else after
    return before, after, "%" in literals, thousands, places


def _sections(form: str) -> list[str]:
    """The parts of a format for positive, negative and other values."""
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', form or "")


def _words(part: str) -> str:
    """The words and currency signs of a part of a format; brackets and dashes that only mark a loss are left out."""
    text = _QUOTED.sub(lambda m: m[1] or m[2] or "", part)
    return "".join(c for c in text if c.isalpha() or c in _SIGNS or c in " .").strip()


def _day(value: date | time | timedelta, form: str) -> str:
    """A date as far as its format shows it: `Apr 2023` for `mmm-yy`, `2023` for `yyyy`, else the day."""
    if not isinstance(value, date):
        return str(value)
    if isinstance(value, datetime) and (value.hour or value.minute) and re.search(r"(?i)h", form):
        return value.isoformat(" ", "minutes")
    letters = _QUOTED.sub("", re.sub(r"\[[^\]]*\]", "", form)).lower()
    if "d" in letters or not letters or letters == "general":
        return value.strftime("%Y-%m-%d")
    if "m" in letters and "y" in letters:
        return value.strftime("%b %Y")
    return value.strftime("%Y") if "y" in letters else value.strftime("%Y-%m-%d")

"""Makes lies of true sentences, by rule: another number, subject, year or unit. None of them is true anywhere."""

import re

from index import numbers, periods
from index.names import places

OTHERS = ("Japan", "Vietnam", "Morocco", "Peru")
UNITS = (
    ("million", "billion"), ("billion", "million"), ("crore", "lakh"), ("$", "€"), ("per cent", "percentage points"),
    ("%", " percentage points"), (" kt", " t"), ("tonnes", "bags"), ("Rs", "US$"),
)  # fmt: skip


def other_numbers(text):
    """The sentence with one of its numbers changed: a digit, or by some per cent."""
    when = [(p.start, p.end) for p in periods.read(text)]
    for m in numbers.read(text, when):
        written = text[m.start : m.end]
        digits = re.search(r"\d[\d,]*(?:\.\d+)?", written)
        if not digits:
            continue
        value = digits[0]
        first = str((int(value[0]) + 2) % 10 or 3)
        for made in (first + value[1:], swapped(value), value[:-1] + str((int(value[-1]) + 4) % 10)):
            if made != value:
                at = m.start + digits.start()
                yield text[:at] + made + text[at + len(value) :]


def swapped(value):
    """The digits of a number with two of them changed round."""
    spots = [i for i, c in enumerate(value) if c.isdigit()]
    for a, b in zip(spots, spots[1:], strict=False):
        if value[a] != value[b] and value[b] != "0":
            return value[:a] + value[b] + value[a + 1 : b] + value[a] + value[b + 1 :]
    return value


def other_subjects(text, home):
    """The sentence told of another country."""
    for p in places(text):
        if p.name == home or p.adjective:
            continue
        for other in (o for o in OTHERS if o not in text):
            yield text[: p.start] + other + text[p.end :]


def other_years(text):
    """The sentence told of another year."""
    for m in re.finditer(r"\b(20\d\d)([-/]\d\d)?\b", text):
        for shift in (-3, 4):
            year = int(m[1]) + shift
            tail = f"{m[2][0]}{(year + 1) % 100:02d}" if m[2] else ""
            yield text[: m.start()] + f"{year}{tail}" + text[m.end() :]


def other_units(text):
    """The sentence in another unit or scale."""
    for unit, other in UNITS:
        at = text.find(unit)
        if at >= 0 and re.search(r"\d", text) and not (unit == "$" and text[at - 2 : at] == "US"):
            yield text[:at] + other + text[at + len(unit) :]


def made_of(text, home):
    """(kind, lie) of every sort that a sentence allows."""
    quoted = "“" in text
    kinds = {"number": other_numbers(text), "year": other_years(text), "unit": other_units(text)}
    if not quoted:
        kinds["subject"] = other_subjects(text, home)
    for kind, found in kinds.items():
        for lie in found:
            yield ("quote" if quoted and kind in ("number", "unit") else kind), lie

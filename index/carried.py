"""Numbers whose unit stands with an earlier one: "from Darwin it is 8 days; from Ras Laffan 15; from the Cape 37"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from index.units import SCALES

if TYPE_CHECKING:
    from index.numbers import Mention

_ITEM = re.compile(
    r"(?:[,;]|,? and|,? but)\s+(?P<gap>(?:[^\W\d][^\d,;.:()|\n]*?)\s)(?P<num>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    r"(?=\s*(?:[,;)]|\.(?:\s|$)|$)|\s+and\s+(?:[a-z]+\s)*[A-Za-z])"
)
_STATES = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|"
    r"rose|fell|grew|came|went|stood|stands?|reached|took|made|said|says|became|becomes?|means?|than)\b"
)
_NOT_BEFORE = frozenset(
    "at by of in on to no nos number numbers day week month year quarter page line phase stage grade type class group "
    "article section chapter heading rule form act annex table figure row note item lot route terminal gate hall zone "
    "unit version category step level berth flight room box code point paragraph clause model series size "
    "january february march april may june july august september october november december".split()
)
"""Words after which a bare number is a name, a date or the end of a statement of its own."""
_ASIDE = re.compile(r"\s*\([^()]*\)|(?: (?!and\b|but\b)[a-z]+){1,2}(?=[,;])")
_MOST_WORDS = 7
_FAR = 200
"""How many times larger or smaller than the first number of a list one of its others may be."""


def carried(text: str, found: Sequence[Mention]) -> list[Mention]:
    """The mentions of a text, with those that have their unit, and scale, from the item of the list before them.

    An item is what stands between commas, semicolons or "and", ends with its number and states nothing of its own.
    """
    out = {m.start: m for m in found}
    for first in found:
        if not first.bare and first.quantity.unit != "ratio" and first.upper is None and not first.in_words:
            for start, end, raw in _items(text, first):
                inside = [m for m in out.values() if m.start < end and start < m.end]
                if any(not m.bare for m in inside):
                    break
                for m in inside:
                    del out[m.start]
                out[start] = _with_unit(first, start, end, raw)
    return sorted(out.values(), key=lambda m: m.start)


def _items(text: str, first: Mention) -> Iterator[tuple[int, int, str]]:
    """Where the numbers of the items stand that follow a mention directly, one after another."""
    at = first.end
    if text.count("(", 0, at) > text.count(")", 0, at):
        return  # what stands in parentheses goes on only there
    while item := _ITEM.match(text, _after_aside(text, at)):
        words = item["gap"].lower().split()
        if len(words) > _MOST_WORDS or words[-1].rstrip(".") in _NOT_BEFORE or _STATES.search(item["gap"]):
            return
        if not _alike(first, item["num"]):
            return
        at = item.end("num")
        yield item.start("num"), at, item["num"]


def _after_aside(text: str, at: int) -> int:
    """The place after a parenthesis that follows, or after a word or two ("540 miles away")."""
    aside = _ASIDE.match(text, at)
    return aside.end() if aside else at


def _alike(first: Mention, raw: str) -> bool:
    """May a number be of the unit of another: no year, and of a size that a list would hold?"""
    if re.fullmatch(r"(?:19|20)\d\d", raw):
        return False
    value, known = Decimal(raw.replace(",", "")), abs(first.quantity.value) / SCALES[first.quantity.scale]
    if first.quantity.unit == "percent" and value > 100:
        return False
    return bool(value and known) and known / _FAR <= value <= known * _FAR


def _with_unit(first: Mention, start: int, end: int, raw: str) -> Mention:
    number = raw.replace(",", "")
    places = len(number.partition(".")[2])
    value = Decimal(number) * SCALES[first.quantity.scale]
    return replace(
        first, start=start, end=end, quantity=replace(first.quantity, value=value, places=places), qualifier="exact"
    )

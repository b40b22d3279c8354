"""What a ranking question ranges over: places, things or periods, and how long these are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.families import ranged_over
from assistant.patterns import words
from assistant.vocabulary import pattern

Over = Literal["place", "item", "period", ""]

_TIMES = (
    (words("months?"), 28, 31),
    (words("quarters?"), 89, 93),
    (words("half", "halves"), 180, 185),
    (words("years?", "seasons?"), 360, 370),
    (words("days?", "dates?", "sales?", "auctions?", "sessions?"), 1, 3),
    (words("weeks?"), 5, 8),
)
"""How a stretch of time is called, and how many days it may have."""
_UNIT = "months?|quarters?|years?|seasons?|days?|dates?|weeks?|sales?|auctions?|sessions?"
_WHEN = pattern(
    r"\b(?:which|what|best|worst|second|third|record|\w+est)\b(?: [\w-]+){0,3}? " rf"(?P<unit>{_UNIT}|half)\b",
    r"^\W*(?:the )?(?P<first>months?|quarters?|years?|seasons?|weeks?|sale)\b(?! (?:of|over))",
    r"\b(?:order|rank|sort) the (?P<every>months|quarters|years|seasons|weeks)\b",
    r"\b(?P<when>when)\b",
)


@dataclass(frozen=True, slots=True)
class Ranging:
    """What a question ranges over; `shortest` and `longest` are the days that its periods have, 0 where it is open."""

    over: Over = ""
    shortest: int = 0
    longest: int = 0

    def fits(self, days: int) -> bool:
        """Is a period of the length that is asked for? True where none is."""
        return not self.longest or self.shortest <= days <= self.longest


def ranging_of(text: str) -> Ranging:
    """What a question ranges over.

    >>> ranging_of("Which month was the weakest?")
    Ranging(over='period', shortest=28, longest=31)
    """
    when = _WHEN.search(text)
    if not when:
        return Ranging(ranged_over(text))
    unit = next((v for v in when.groupdict().values() if v), "")
    return next((Ranging("period", low, high) for said, low, high in _TIMES if said.search(unit)), Ranging("period"))

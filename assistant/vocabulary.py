"""Words of questions as parts of patterns: growing and falling, per cent, every year, currencies.

Patterns about questions are put together from these, so that a word learnt is learnt everywhere.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast

from index import money


def one_of(words: str) -> str:
    """A group of alternatives from a list set apart by commas; each may itself be a pattern.

    >>> one_of("per cent, %")
    '(?:per cent|%)'
    """
    return f"(?:{'|'.join(words.split(', '))})"


def pattern(*alternatives: str) -> re.Pattern[str]:
    """A pattern that ignores case, from its alternatives in order; compiled when it is first used.

    Those with every currency in them take a second to compile all together, for which no start has to wait.
    """
    return cast("re.Pattern[str]", _Compiled("|".join(alternatives)))


class _Compiled:
    """Passes on whatever a pattern is asked for."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._source, re.IGNORECASE)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)


ANY = r"[^?]*"
"""Anything within the same question."""

# "Who won" names no money, and pounds of weight are read by what stands around them.
_NAMES = rf"(?:(?!won\b){money.words()}|{money.SMALL_CODES}|{money.signs()}|Rs|KSh|Tk|RMB)"
CURRENCY = rf"{_NAMES}"
"""A currency by its name, code or sign."""

GROW = one_of(
    r"gr[eo]w\w*, ris(?:e|es|en|ing), rose, increas\w+, climb\w*, jump\w*, go(?:ne|es|ing)? up, went up, "
    r"expand\w*, soar\w*, widen\w*, improv\w+, swell\w*, surg\w+"
)
"""To become more, in any form."""

FALL = one_of(
    r"f[ae]ll\w*, drop\w*, declin\w+, decreas\w+, collaps\w+, shr[aiu]nk\w*, slump\w*, sh?l[iu]p\w*, plung\w+, "
    r"go(?:ne|es|ing)? down, went down, contract(?:ed|ing)?, narrow\w*, los[est]\w*, cut\b, halv\w+, slid\w*"
)
"""To become less, in any form."""

MOVE = rf"(?:{GROW}|{FALL}|chang\w+|mov\w+|develop(?:ed)?|evolve\w*)"
"""To become more or less."""

PERCENT = one_of("per ?cent, percent, %, pct")

YEARLY = (
    rf"(?:{one_of('per, a, each, every')} {one_of('year, yr, annum')}|annual(?:ly)?|yearly|year[- ]on[- ]year|p\.?a\.?)"
)
"""Once a year."""

"""Which place in an order a question asks for: the largest, the third, the top five, the whole list."""

from __future__ import annotations

from typing import NamedTuple

from assistant.vocabulary import one_of, pattern
from index.numbers import NUMBER_WORDS


class Rank(NamedTuple):
    """`place` 1 is the first, 0 the whole list or its first `top`; `descending`: the largest first."""

    place: int = 1
    top: int = 0
    descending: bool = True


_COUNT = rf"(\d+|{one_of('two, three, four, five, six, seven, eight, nine, ten')})"
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6, "runner-up": 2, "runner up": 2,
}  # fmt: skip
_NOT_A_PLACE = r"(?! (?:half|quarter|months?|time|nine|ten|eleven|six|three|week|year|of all))"
_PLACES = tuple((pattern(rf"\b{word}\b{_NOT_A_PLACE}"), place) for word, place in _ORDINALS.items())

# "from the largest to the smallest" is one direction, said by its beginning.
_DOWN_TO = pattern(
    r"\b((?:big|larg|high|great)\w*|most|top) (?:one )?(?:first )?(?:to|down to|through|and on to|before) "
    r"(?:the )?(?:small|low|least)\w*"
)
_SMALL = one_of(
    "smallest, lowest, least, fewest, shortest, slowest, cheapest, cheaper, smaller, lower, shorter, slower, "
    "lightest, less, ascending, minimum, weakest, emptiest, nearest, closest, quietest, poorest"
)
_ASCENDING = pattern(rf"\b{_SMALL}\b")
_OF_THE_SMALLER = pattern(r"\b(?:smaller|lower|shorter|cheaper|less|minor)\b(?=.*\b(?:most|largest|biggest|highest)\b)")
"""Says which ones are meant, not which come first."""
_TOP = pattern(
    rf"\b(?:top|largest|biggest|smallest|highest|lowest|first|last|leading|main)[ -]{_COUNT}\b",
    rf"\b{_COUNT} (?:largest|biggest|smallest|highest|lowest|top|main|leading|most|best)\b",
    rf"^(?:and |name |list |the )*{_COUNT} \w+(?: \w+)? (?:that|which|who|with)\b.*\b(?:most|least|\w{{3,}}est)\b",
)
_LIST = pattern(
    r"\bin order\b",
    r"\brank(?:ing)?\b(?! (?:right|just|did|does|do|is|was|has))",
    r"\branked (?:by|according|from|on)\b|,\s*ranked\b",
    r"\b(?:cheap|dear|small|larg|big|high|low|heav|strong|weak)(?:i?e|ge)?st first\b",
    r"\border (?:by|them|the)",
    r"\bsort\b",
    r"(?:^|[,;:.]|\b(?:please|and|or|now|you|to|just|me|then))\W*list\b",
)
_ONE_RANK = pattern(r"\bwhat rank\b")
_NUMBER = pattern(r"\b(?:number|no\.) ?(one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b")


_PLACE = pattern(
    r"\b(?!(?:latest|newest|rest|best known|interest|request|harvest|invest|west|test|east|forest|honest)\b)"
    r"[a-z]{3,}est\b(?! (?:of|figures?|numbers?|reports?|news))",
    r"\b(?:most|least|fewest|peak\w*|record|runner-up|number (?:one|two|three|four|five|six))\b",
    rf"\b(?:second|third|fourth|fifth|sixth)\b{_NOT_A_PLACE}",
)


def asks_for_a_place(text: str) -> bool:
    """Does a question name a place in an order: the weakest month, the third destination, the record year?"""
    return bool(_PLACE.search(text))


def rank_of(text: str) -> Rank:
    """The place in an order that a question asks for; the first where it says none.

    >>> rank_of("Which are the three smallest?")
    Rank(place=0, top=3, descending=False)
    """
    words = _DOWN_TO.sub(r"\1 first", text.lower())
    descending = not _ASCENDING.search(_OF_THE_SMALLER.sub("", words))
    m = _TOP.search(words)
    if m:
        return Rank(0, _count(next(filter(None, m.groups()))), descending)
    if _LIST.search(words) and not _ONE_RANK.search(words):
        return Rank(0, 0, descending)
    m = _NUMBER.search(words)
    place = _count(m[1]) if m else next((place for said, place in _PLACES if said.search(words)), 1)
    return Rank(place, 0, descending)


def _count(word: str) -> int:
    return int(NUMBER_WORDS.get(word, 0) or word)

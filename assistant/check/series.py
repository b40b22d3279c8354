"""Two rows of values of one series that agree but for a few: a table and its copy, or a table and a sentence.

That a column stands for the same as another need not be told by its title: values for the same partners, goods and
times that are equal to the digit show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from assistant.check import reasons
from assistant.check.books import AHEAD, Books, upper
from assistant.check.finding import Finding
from assistant.check.values import agree, difference, digits, one_digit_apart, slip
from assistant.scope import item
from index.types import Figure

_EQUAL, _TELLING = 2, 3
"""Equal values that make two rows one series, and digits that each of these has at least."""
Key = tuple[object, ...]
Series = dict[Key, Figure]


def copies(books: Books) -> Iterator[Finding]:
    """Values that differ between two rows of one series."""
    for one, other in combinations(list(_series(books)), 2):
        shared = one.keys() & other.keys()
        if len(shared) <= _EQUAL:
            continue
        pairs = [(one[k], other[k]) for k in one if k in shared]
        equal = [(a, b) for a, b in pairs if a.quantity.value == b.quantity.value and digits(a) >= _TELLING]
        wrong = [(a, b) for a, b in pairs if not agree(a, b)]
        if len(equal) >= _EQUAL and len(wrong) < len(equal):
            for a, b in wrong:
                yield _finding(books, a, b)


def _series(books: Books) -> Iterator[Series]:
    """The values of each column, and of each sentence that tells several, by what they are of."""
    held: dict[Key, list[Figure]] = defaultdict(list)
    for f in books.levels:
        if f.period is None or f.status in AHEAD or books.is_second(f):
            continue
        place = books.row(f)
        where = ("column", f.span.document, place[0].number, place[2]) if place else ("sentence", f.context)
        held[where].append(f)
    for figures in held.values():
        by_key: dict[Key, list[Figure]] = defaultdict(list)
        for f in figures:
            by_key[_key(books, f)].append(f)
        series = {k: fs[0] for k, fs in by_key.items() if len(fs) == 1}
        if len(series) > _EQUAL:
            yield series


def _key(books: Books, f: Figure) -> Key:
    """What a value is of, without what its whole document is about."""
    own = item(f) - books.topic(f)
    when = (f.period.start, f.period.end) if f.period else None
    return f.quantity.unit, f.flow, frozenset(f.entities), own, when


def _finding(books: Books, a: Figure, b: Figure) -> Finding:
    one, other = (f"{books.printed(f)} ({books.whose(f)})" for f in (a, b))
    sentence = f"{upper(books.about(a))}: {one}, but {other}; the other values of the two series agree."
    told = reasons.told(books, (a, b))
    why = "One of the two is misprinted, or one was revised alone."
    if told:
        why = reasons.said(books, *told)
    elif one_digit_apart(books, a, b) or slip(a, b):
        why = "The two are written alike but for one digit, so one of them is probably a misprint."
    because = (told[1],) if told else ()
    return books.finding("values", "high", sentence, [a], difference(books, a, b), why, [b], because=because)

"""Terms that two documents give in the same words with another number: "80 per cent of the annual volume"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from assistant.check import reasons
from assistant.check.books import AHEAD, Books
from assistant.check.finding import Finding
from assistant.check.reach import reach
from assistant.check.values import difference
from index import lexicon
from index.types import Figure

_AFTER = re.compile(r"^ (?:of|for|per|a|an|in|on) [^.,;:|()]{3,60}")
_WORDS, _LEAST, _MOST = 2, 2, 3
"""Words after a number that are read, how many there have to be, and figures that may share them."""
_FAR = Decimal("1.6")
Key = tuple[str, str, frozenset[str]]


def terms(books: Books) -> Iterator[Finding]:
    """Figures without a time whose following words are the same in two documents, and whose numbers are not."""
    held: dict[Key, list[Figure]] = defaultdict(list)
    for f in books.figures:
        if f.period is None and f.kind in ("share", "level", "rate") and f.status not in AHEAD and not f.upper:
            words = _following(books, f)
            if len(words) >= _LEAST:
                held[f.quantity.unit, f.kind, words].append(f)
    for (_, _, words), figures in held.items():
        if len(figures) <= _MOST:
            for a, b in combinations(figures, 2):
                if _differ(books, a, b, words):
                    yield _finding(books, a, b)


def _following(books: Books, f: Figure) -> frozenset[str]:
    """Stems of the words right after a number, within its sentence or cell."""
    text = books.documents[f.span.document].text[f.span.end : f.context.end]
    match = _AFTER.match(text)
    return frozenset(t.stem for t in lexicon.content(match[0])[:_WORDS] if t.stem.isalpha()) if match else frozenset()


def _differ(books: Books, a: Figure, b: Figure, words: frozenset[str]) -> bool:
    """Do two documents tell one thing with different numbers: more of their words than those that follow are shared?"""
    if a.span.document == b.span.document or reach(a).meets(reach(b)):  # terms are not rounded
        return False
    low, high = sorted((a.quantity.value, b.quantity.value))
    one, other = (
        {t.stem for t in lexicon.content(books.documents[f.span.document].quote(f.context)) if t.stem.isalpha()}
        for f in (a, b)
    )
    return high / low <= _FAR and bool((one & other) - words)


def _finding(books: Books, a: Figure, b: Figure) -> Finding:
    one, other = (" ".join(books.documents[f.span.document].quote(f.context).split()) for f in (a, b))
    sentence = (
        f"{books.printed(a)} ({books.whose(a)}) and {books.printed(b)} ({books.whose(b)}) are told in the same words: "
        f"“{one}” But: “{other}”"
    )
    why = "One of the two is out of date or wrong."
    reason = reasons.told(books, (a, b))
    if reason:
        why = reasons.said(books, *reason)
    because = (reason[1],) if reason else ()
    return books.finding("values", "medium", sentence, [a], difference(books, a, b), why, [b], because=because)

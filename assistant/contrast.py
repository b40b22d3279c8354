"""What tells a figure from those beside it, in the words of a question, as numbers.

Two numbers of one sentence share its words, its place and its time. What differs is which words are said of the one and
which of the other: "$1,150 to Jeddah, against $2,900 to Hamburg".
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from assistant.bind import RAREST
from index import lexicon
from index.types import Figure

CONTRAST = (
    "own_names",
    "own_names_missing",
    "rival_says",
    "alone_says",
    "asked_of_own",
    "asked_of_column",
    "asked_of_row",
    "column_asked",
    "name_near",
    "after_near",
    "before_near",
)
_NEAR = 40
"""Characters over which a word's nearness to a number fades."""


def contrast(
    figure: Figure,
    says: Mapping[str, set[str]],
    beside: Sequence[Figure],
    weights: Mapping[str, float],
    names: Collection[str],
    gaps: Sequence[tuple[set[str], int]],
) -> Iterator[float]:
    """The features of `CONTRAST`, in their order.

    Args:
        figure: the candidate.
        says: the stems of the question that a stem says, or means.
        beside: the figures of its sentence or row, itself among them.
        weights: the telling stems of the question, and how telling each is.
        names: those of them that are names.
        gaps: words of its sentence that the question says: which of its stems, and how many characters after the
            number (negative: before it).
    """
    total = sum(weights.values()) or 1.0
    own = _said(figure, says)
    mine = own & weights.keys()
    named = [weights[s] for s in weights if s in names]
    yield sum(weights[s] for s in mine if s in names) / (sum(named) or 1.0)
    yield max((weights[s] for s in names if s in weights and s not in mine), default=0.0) / RAREST
    others = [_said(f, says) & weights.keys() for f in beside if f.id != figure.id and f.span != figure.span]
    yield max((sum(weights[s] for s in other - mine) for other in others), default=0.0) / total
    yield sum(weights[s] for s in mine if not any(s in other for other in others)) / total if others else 0.0
    words = [s for s in (*figure.own, *figure.item) if s.isalpha()]
    yield sum(bool(says.get(s)) for s in words) / len(words) if words else 0.0
    row, _, column = figure.label.rpartition(" / ") if figure.label else ("", "", "")
    for part in (column, row):
        stems = _stems(part)
        yield sum(bool(says.get(s)) for s in stems) / len(stems) if stems else 0.0
    asked = {x for s in _stems(column) for x in says.get(s, ())} & weights.keys()
    yield sum(weights[s] for s in asked) / total
    yield max((_nearness(gap) for stems, gap in gaps if stems & set(names)), default=0.0)
    yield max((_nearness(gap) for _, gap in gaps if gap >= 0), default=0.0)
    yield max((_nearness(gap) for _, gap in gaps if gap < 0), default=0.0)


def _said(figure: Figure, says: Mapping[str, set[str]]) -> set[str]:
    return {stem for word in (*figure.own, *figure.item) for stem in says.get(word, ())}


@lru_cache(maxsize=16384)
def _stems(label: str) -> tuple[str, ...]:
    """The stems of a heading's words; the same headings stand over many cells."""
    return tuple(t.stem for t in lexicon.tokens(label) if not lexicon.is_stop(t) and not t.word[0].isdigit())


def _nearness(gap: int) -> float:
    return math.exp(-abs(gap) / _NEAR)

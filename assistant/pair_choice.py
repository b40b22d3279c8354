"""Chooses the operation and the two figures that a question most likely wants computed, and says how sure that is.

    question ──► how likely each operation is (from its vector and the rules' reading)
             ──► best figures ──► ordered pairs under each operation ──► likeness ──► the best, and its chance

The weights are in `pair_weights.json`; `tests/pairs/fit.py` makes them from questions whose operands are known, and
says how sure the model is on a topic that it was not fitted on. Like the choice of one figure it is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import fitted, likeness, pair_likeness
from assistant.bind import Evidence
from assistant.figure_choice import Ranking, alike
from assistant.fitted import Vector
from assistant.pair_likeness import OPERATIONS, Pair
from assistant.query import Query
from index import lexicon
from index.types import Figure

CLASSES = (*OPERATIONS, "none")
"""What a question may want: one of the operations, or nothing computed from two figures."""
_OTHERS = ("lookup", "passage", "verify_share", "average", "table", "rank")
"""Further operations that the rules may read, which the chances of a calculation depend on."""
BEST = 24
"""Figures that pairs are made of, by themselves the best answers to the question."""
_ACCOMPANIED, _MOST = 8, 44
"""How many of them bring along what stands beside them, and how many there are with these at most."""
_ASKED = 0.1
"""How likely the question has to want a calculation at all; of those that are told, none is below 0.9."""
_WORD = re.compile(r"[a-z]+|[%$€£₹]|\d+")
_MISSING = [pair_likeness.FEATURES.index(name) for name in ("places_missing", "periods_missing")]
"""Columns that tell of a place or time in the question which neither figure is of."""
_SCALE = 3.0
"""What the question's vector is multiplied by before its operation is told."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """The likeliest calculation.

    Attributes:
        operation: one of `OPERATIONS`.
        operands: the two figures in its order.
        chance: how likely the operation and both figures are what the question wants, 0 to 1.
    """

    operation: str
    operands: tuple[Figure, Figure]
    chance: float


def wordings(text: str) -> set[str]:
    """The words of a question and what follows what, numbers as `#`, by which its operation may be told."""
    found = ["#" if w[0].isdigit() else lexicon.stem(w) if len(w) > 3 else w for w in _WORD.findall(text.lower())]
    return {*found, *(f"{a} {b}" for a, b in pairwise(found))}


def operation_features(query: Query, vector: Vector, words: Sequence[str]) -> Vector:
    """What tells the operation: the question's vector, the rules' reading, the unit asked for, some words."""
    said = wordings(query.text)
    read, unit = pair_likeness.wants(query.operation), query.request.unit
    told = [float(read == name) for name in OPERATIONS]
    told += [float(query.operation == name) for name in _OTHERS]
    told += [float(unit == "percent"), float("/" in unit or unit.startswith("per "))]
    row: Vector = np.r_[vector * _SCALE, told, 1.0, [float(w in said) for w in words]]
    return row


def operations(query: Query, vector: Vector) -> dict[str, float]:
    """How likely each of `CLASSES` is what a question wants."""
    z = operation_features(query, vector, _weights()["words"]) @ _weights()["operations"]
    return dict(zip(CLASSES, map(float, fitted.softmax(z)), strict=True))


def choose(
    evidence: Evidence, query: Query, ranking: Ranking, vector: Vector, last: Sequence[Figure]
) -> Pairing | None:
    """The likeliest calculation over two figures; None where hardly any is asked for, or there is no pair.

    Args:
        evidence: the corpus's figures.
        query: the question.
        ranking: the candidates for it.
        vector: the question's embedding, (dim,).
        last: the figures of the last answer, which a follow-up may point at.
    """
    chances = operations(query, vector)
    if 1 - chances["none"] < _ASKED:
        return None
    figures, scores = candidates(evidence, ranking, last if query.follow_up else ())
    found = list(pair_likeness.pairs(figures, BEST))
    if not found:
        return None
    rows = rows_of(evidence, query, chances, figures, scores, last, found)
    weights = _weights()
    marks = rows @ weights["score"]
    best = int(np.argmax(marks))
    if any(rows[best][column] > 0 for column in _MISSING):
        return None
    x = confidence_features(query, chances, rows, marks, figures, found)
    pair = found[best]
    return Pairing(pair.operation, (figures[pair.first], figures[pair.second]), fitted.chance(x, weights["chance"]))


def candidates(evidence: Evidence, ranking: Ranking, last: Sequence[Figure]) -> tuple[list[Figure], list[float]]:
    """The best figures, those of the last answer, and what stands beside and above the very best, with their scores.

    A whole, or the same a year before, often shares too few words with the question to be among the best itself.
    """
    held = {f.id: s for f, s in zip(ranking.figures, ranking.scores, strict=True)}
    lowest = min(ranking.scores, default=0.0)
    best = list(ranking.figures[:BEST])
    beside = [f for figure in best[:_ACCOMPANIED] for f in companions(evidence, figure)]
    unique = {f.id: f for f in (*best, *last, *beside)}
    figures = list(unique.values())[:_MOST]
    return figures, [held.get(f.id, lowest) for f in figures]


def companions(evidence: Evidence, figure: Figure) -> Iterator[Figure]:
    """The figures of the same sentence or row, and of a table column the largest: its total, where it has one."""
    yield from evidence.index.beside(figure)
    column = evidence.index.column(figure)
    if column:
        yield max(column, key=lambda f: f.quantity.value)


def rows_of(
    evidence: Evidence,
    query: Query,
    chances: dict[str, float],
    figures: Sequence[Figure],
    scores: Sequence[float],
    last: Sequence[Figure],
    found: Sequence[Pair],
) -> NDArray[Any]:
    """The features of pairs."""
    asked = likeness.Asked(evidence, query, (), {})
    read = pair_likeness.wants(query.operation)
    said_last = frozenset(f.id for f in last)
    return pair_likeness.features(evidence, asked, read, chances, figures, scores, said_last, found)


def confidence_features(
    query: Query,
    chances: dict[str, float],
    rows: NDArray[Any],
    marks: Vector,
    figures: Sequence[Figure],
    found: Sequence[Pair],
) -> Vector:
    """What tells whether the best pair is right: its lead, what agrees with it, the question, its own likeness."""
    best = int(np.argmax(marks))
    same = np.array([_is_same(figures, found[best], p) for p in found])
    told = [
        *fitted.standing(marks, same),
        float(marks[best]) / 10,
        chances[found[best].operation],
        chances["none"],
        float(pair_likeness.wants(query.operation) == found[best].operation),
        float(query.follow_up),
        min(len(query.request.terms), 6) / 6,
        float(bool(query.request.periods)),
        float(bool(query.given)),
    ]
    return np.concatenate([told, rows[best][: len(pair_likeness.PLAIN)]])


def _is_same(figures: Sequence[Figure], a: Pair, b: Pair) -> bool:
    """Do two pairs come to the same, told elsewhere or more roughly?"""
    if a.operation != b.operation:
        return False
    return alike(figures[a.first], figures[b.first]) and alike(figures[a.second], figures[b.second])


@cache
def _weights() -> dict[str, Any]:
    """The fitted weights, read once."""
    return fitted.read("pair_weights.json", pair_likeness.FEATURES)

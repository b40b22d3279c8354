"""Chooses the figure that a question most likely means, and says how sure that is, with weights fitted on questions.

    question ──► kind of unit that would answer (from its vector)
             ──► candidates ──► likeness ──► score ──► the best, and the chance that it is right

The weights are in `figure_weights.json`; `tests/ranking/fit.py` makes them from the question sets under `tests/` and
says how sure the model is on a topic that it was not fitted on. It is linear: what speaks for a figure can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import fitted, likeness
from assistant.bind import Evidence
from assistant.fitted import Vector
from assistant.operations import asks_for_a_quantity
from assistant.query import Query
from index.types import Figure, Hit
from index.units import is_money

KINDS = ("money", "price", "percent", "time", "mass", "length", "count", "ratio", "other")
"""What a question may want to be answered in; see `likeness.kind_of_unit`."""
ROUGHLY = Decimal("0.012")
"""Values that differ by no more of themselves are one, told more or less roughly."""
MODEL = "all-MiniLM-L6-v2/"
"""The embedding model that the weights are fitted for, as its name begins."""
PASSAGES = 12
"""Passages whose figures are looked at."""
_SCALE = 3.0
"""What the question's vector is multiplied by before its kind of unit is told."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates for a question, best first.

    Attributes:
        figures: best first.
        scores: theirs, descending; comparable within one question only.
        chance: how likely the first is the figure asked for, 0 to 1.
    """

    figures: tuple[Figure, ...] = ()
    scores: tuple[float, ...] = ()
    chance: float = 0.0

    @property
    def best(self) -> Figure | None:
        """The likeliest figure; None where there is no candidate."""
        return self.figures[0] if self.figures else None

    def agrees(self, figure: Figure) -> bool:
        """Is a figure the likeliest, or does it say the same amount?"""
        return self.best is not None and alike(self.best, figure)


def alike(a: Figure, b: Figure) -> bool:
    """Do two figures say the same amount, one of them perhaps more roughly, or in another currency?"""
    (x, unit), (y, other) = a.quantity.base, b.quantity.base
    if unit != other:
        bound = (a.flow, a.entities, a.period) == (b.flow, b.entities, b.period)
        twins = a.equivalent == b.id or b.equivalent == a.id or (a.context == b.context and bound and a.kind == b.kind)
        return is_money(unit) and is_money(other) and twins
    return abs(x - y) <= ROUGHLY * max(abs(x), abs(y))


def is_fitted_for(model: str) -> bool:
    """Were the weights fitted with vectors of this embedding model?"""
    return model.startswith(MODEL)


def rank(
    evidence: Evidence,
    query: Query,
    search: Callable[[str, int], tuple[Hit, ...]],
    embed: Callable[[str], NDArray[Any]],
) -> Ranking:
    """The candidates for a question, best first."""
    text = likeness.wording(query)
    hits = search(text, PASSAGES)
    figures = likeness.candidates(evidence, query, hits)
    if not figures:
        return Ranking()
    weights = _weights()
    rows = likeness.features(evidence, query, figures, hits, kinds(np.asarray(embed(text), np.float64)))
    scores = rows @ weights["score"]
    order = np.argsort(-scores, kind="stable")
    x = confidence_features(query, rows, scores, figures)
    ordered = tuple(float(scores[i]) for i in order)
    return Ranking(tuple(figures[i] for i in order), ordered, fitted.chance(x, weights["chance"]))


def kinds(vector: Vector) -> dict[str, float]:
    """How likely each kind of unit answers a question with this vector, (dim,)."""
    z = np.r_[vector * _SCALE, 1.0] @ _weights()["kinds"]
    return dict(zip(KINDS, map(float, fitted.softmax(z)), strict=True))


def confidence_features(query: Query, rows: NDArray[Any], scores: Vector, figures: Sequence[Figure]) -> Vector:
    """What tells whether the best candidate is right: its lead, what agrees with it, the question, its own likeness."""
    best = int(np.argmax(scores))
    same = np.array([alike(f, figures[best]) for f in figures])
    request = query.request
    told = [
        *fitted.standing(scores, same),
        float(scores[best]) / 10,
        float(asks_for_a_quantity(query.text)),
        float(bool(request.unit)),
        float(bool(request.periods)),
        min(len(request.terms), 6) / 6,
        float(query.operation == "lookup"),
        float(query.follow_up),
        float(likeness.asks_for_words(query.text)),
    ]
    return np.concatenate([told, rows[best]])


@cache
def _weights() -> dict[str, Any]:
    """The fitted weights, read once."""
    return fitted.read("figure_weights.json", likeness.FEATURES)

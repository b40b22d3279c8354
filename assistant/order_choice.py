"""Chooses what a ranking question sets in order, and says how sure that is, with weights fitted on questions.

    question ──► orderings of the tables and lists found ──► likeness ──► score ──► the best, and the chance it is right

The weights are in `order_weights.json`; `tests/ranks/fit.py` makes them from the questions in `tests/ranks` and says
how sure the model is on a topic that it was not fitted on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import fitted, likeness, order_likeness
from assistant.bind import Evidence
from assistant.figure_choice import PASSAGES, Ranking, kinds
from assistant.fitted import Vector
from assistant.order_types import Choice, Ordering
from assistant.orderings import orderings
from assistant.query import Query
from index.types import Hit

NEAR_FIGURES = 40
"""The likeliest figures whose tables and lists are looked at."""
CONFIDENCE = (
    *("alike", "doubtful", "names", "lead", "score", "rank", "follow_up", "periods", "terms", "not_strict"),
    *order_likeness.FEATURES,
)
"""The names of what the chance goes by, in order."""
_DOUBTFUL = 0.7
"""Share of the likelihood below which the best is much in doubt."""


def choose(
    evidence: Evidence,
    query: Query,
    ranking: Ranking,
    search: Callable[[str, int], tuple[Hit, ...]],
    embed: Callable[[str], NDArray[Any]],
    strict: frozenset[str] = frozenset(),
) -> Choice:
    """The likeliest ordering for a question; `strict` are the ids of the figures that the strict search orders."""
    found, rows = weighed(evidence, query, ranking, search, embed, strict)
    if not found:
        return Choice()
    weights = _weights()
    scores = rows @ weights["score"]
    x = confidence_features(query, found, rows, scores, strict)
    return Choice(found[int(np.argmax(scores))], fitted.chance(x, weights["chance"]))


def weighed(
    evidence: Evidence,
    query: Query,
    ranking: Ranking,
    search: Callable[[str, int], tuple[Hit, ...]],
    embed: Callable[[str], NDArray[Any]],
    strict: frozenset[str] = frozenset(),
) -> tuple[list[Ordering], order_likeness.Features]:
    """What the question may set in order, with a row of features for each."""
    text = likeness.wording(query)
    hits = search(text, PASSAGES)
    near = [(h.passage.span.document, h.passage.span.start) for h in hits]
    near += [(h.passage.span.document, h.passage.span.end - 1) for h in hits]
    near += [(f.span.document, f.span.start) for f in ranking.figures[:NEAR_FIGURES]]
    near += [(f.span.document, f.span.start) for id in sorted(strict) if (f := evidence.by_id.get(id)) is not None]
    found = orderings(evidence, query, near)
    likely = kinds(np.asarray(embed(text), np.float64))
    return found, order_likeness.features(evidence, query, found, hits, ranking, likely, strict)


def confidence_features(
    query: Query, found: Sequence[Ordering], rows: NDArray[Any], scores: Vector, strict: frozenset[str]
) -> Vector:
    """What tells whether the best is right: its lead, what tells the same, the question, its own likeness."""
    best = int(np.argmax(scores))
    alike, lead = fitted.standing(scores, np.array([o.answer == found[best].answer for o in found]))
    named, _ = fitted.standing(scores, np.array([_names(o) == _names(found[best]) for o in found]))
    told = [
        alike,
        max(0.0, _DOUBTFUL - alike),
        named,
        lead,
        float(scores[best]) / 10,
        float(query.operation == "rank"),
        float(query.follow_up),
        float(bool(query.request.periods)),
        min(len(query.request.terms), 6) / 6,
        float(not strict),
    ]
    return np.concatenate([told, rows[best]])


def _names(ordering: Ordering) -> tuple[str, ...]:
    return tuple(name for name, _ in ordering.answer)


@cache
def _weights() -> dict[str, Any]:
    """The fitted weights, read once."""
    return fitted.read("order_weights.json", order_likeness.FEATURES)

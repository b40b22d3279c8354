"""What the linear models share whose weights are fitted on questions: reading these, and what they make likely.

The models are `assistant.figure_choice`, `assistant.pair_choice` and `assistant.order_choice`; `tests/fitting.py` fits.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
_WIDEST = 5.0
"""A lead beyond this says no more."""


def read(name: str, features: Sequence[str]) -> dict[str, Any]:
    """The weights in a file of this package: arrays, and lists of words as they are.

    Raises:
        ValueError: they were fitted for other features; fit them anew.
    """
    held = json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    if held.pop("features") != list(features):
        raise ValueError(f"{name} was fitted for other features; fit it anew (see CONTRIBUTING.md).")
    return {k: tuple(v) if k == "words" else np.array(v, np.float64) for k, v in held.items()}


def softmax(z: Vector) -> Vector:
    """The likelihoods that scores stand for, along the last axis."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    found: Vector = e / e.sum(axis=-1, keepdims=True)
    return found


def chance(features: Vector, weights: Vector) -> float:
    """How likely something is, 0 to 1; the first weight is the constant."""
    return round(1 / (1 + float(np.exp(-(weights[0] + features @ weights[1:])))), 4)


def standing(scores: Vector, same: NDArray[np.bool_]) -> tuple[float, float]:
    """(the likelihood of the best and all that is the `same`, its lead over the rest from 0 to 1)."""
    rest = scores[~same]
    lead = min(_WIDEST, float(scores.max() - rest.max())) if len(rest) else _WIDEST
    return float(softmax(scores)[same].sum()), lead / _WIDEST

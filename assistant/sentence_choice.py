"""Which sentences answer a question, and how sure that is: two small linear models over what speaks for a sentence.

Their weights, in `sentence_weights.json`, are fitted on labelled questions by `tests/passages/fit.py`, which also tells
what a topic gets that the fit has not seen.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.sentences import Unit
from assistant.signs import KINDS, SIGNS, Asked, Window
from index import lexicon

Array = NDArray[np.float64]

_ASKED = ("who", "when", "why", "definition")
GROUNDS = (
    *("score", "probable", "margin", "own", "alike", "frame", "near", "section", "nowhere", "new_nouns", "new_others"),
    *("verb", "no_verb", "no_place", "no_name", "no_number", "no_when", "weakest", "weak_nouns", "sentence", "density"),
    *("rarest", "row", "absence", "new_number", "novel", "place", "number", "when", "when_else", "few", "quantity"),
    *("held", "unheld", "no_kind", "idle", "idle_case"),
    *(f"held_{k}" for k in _ASKED),
    *(f"asks_{k}" for k in _ASKED),
)
"""The names of what the sureness of an answer goes by, in order."""

_LEVEL = {
    "own": 1.0, "alike": 0.8, "frame": 0.7, "lead": 0.7, "before": 0.5, "after": 0.4, "section": 0.2, "nowhere": 0.0
}  # fmt: skip
_WEAK = 0.3
_NUMBERED = re.compile(r"\b[A-Z][\w.]*[ -](\d+)\b(?![/.,-]\d)")
_CASES = (("who",), ("when",), ("why",), ("where",), ("how",))
"""Questions about something that is done: where that is not said, nothing is answered."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A window with its score."""

    window: Window
    score: float


@cache
def weights() -> dict[str, Any]:
    """The fitted weights by name: `rank`, `sure`, and the constant of `sure`."""
    path = Path(__file__).parent / "sentence_weights.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@cache
def _vector(model: str) -> Array:
    names = SIGNS if model == "rank" else GROUNDS
    table = weights()[model]
    return np.array([float(table.get(name, 0.0)) for name in names])


def ranked(asked: Asked, windows: Sequence[Window], bonus: Mapping[int, float] | None = None) -> list[Ranked]:
    """The windows, best first; of equals the earliest. `bonus` is added for windows that begin with a sentence."""
    if not windows:
        return []
    signs = np.array([asked.signs(w) for w in windows])
    scores = signs @ _vector("rank")
    if bonus:
        scores = scores + np.array([max(bonus.get(u.index, 0.0) for u in w) for w in windows])
    order = sorted(
        range(len(windows)), key=lambda i: (-round(float(scores[i]), 6), windows[i][0].index, len(windows[i]))
    )
    return [Ranked(windows[i], float(scores[i])) for i in order]


def sureness(asked: Asked, found: Sequence[Ranked], at: int = 0) -> float:
    """The probability that one of the ranked windows answers the question."""
    z = float(grounds(asked, found, at) @ _vector("sure")) + float(weights()["constant"])
    return 1 / (1 + math.exp(-z))


def lost_names(asked: Asked, window: Sequence[Unit]) -> tuple[int, int]:
    """How many names and places of the question no document has, and how many others the window is not about."""
    where = asked.covered(tuple(window))
    names = [w for w in asked.words if w.name or w.stem.startswith("@")]
    unknown = sum(not w.known for w in names)
    return unknown, sum(w.known and _LEVEL[where[w.stem]] < _WEAK for w in names)


def is_misnumbered(asked: Asked, window: Sequence[Unit]) -> bool:
    """Does the question name a thing by its number ("Decree 1875"), and the window not speak of that number?"""
    numbers = {lexicon.stem(n) for n in _NUMBERED.findall(asked.query.text)}
    where = asked.covered(tuple(window))
    return any(w.stem in numbers and w.known and _LEVEL[where.get(w.stem, "nowhere")] < _WEAK for w in asked.words)


def is_idle(asked: Asked, window: Window) -> bool:
    """Does a question ask who or why something is done, and the window not say that it is?"""
    where = asked.covered(window)
    said = [_LEVEL[where.get(w.stem, "nowhere")] >= _WEAK for w in asked.words if w.done]
    return asked.kinds[:1] in _CASES and not all(said)


def grounds(asked: Asked, found: Sequence[Ranked], at: int = 0) -> Array:
    """What the sureness of the window at a place goes by, in the order of `GROUNDS`."""
    window = found[at].window
    signs = dict(zip(SIGNS, asked.signs(window).tolist(), strict=True))
    inside = {u.index for u in window}
    scores = np.array([r.score for r in found])
    shares = np.exp(scores - scores.max())
    beside = np.array([not inside.isdisjoint(u.index for u in r.window) for r in found])
    rest = scores[~beside]
    fits = {k: signs[f"is_{k}"] for k in KINDS}
    held = max(-1.0, sum(fits.values())) / 2
    first = asked.kinds[0] if asked.kinds else ""
    values = {
        **signs,
        "score": found[at].score / 10,
        "probable": float(shares[beside].sum() / shares.sum()),
        "margin": float(min(1.0, (found[at].score - rest.max()) / 5)) if len(rest) else 1.0,
        "near": signs["before"] + signs["after"] + signs["lead"],
        "held": held,
        "unheld": float(bool(asked.kinds) and held <= 0),
        "no_kind": float(not asked.kinds),
        "few": 1 / max(1, len(asked.words)),
        "quantity": float(asked.query.operation != "passage"),
        **_coverage(asked, window),
        **{f"held_{k}": fits[k] if k == first else 0.0 for k in _ASKED},
        **{f"asks_{k}": float(k == first) for k in _ASKED},
    }
    return np.array([values[name] for name in GROUNDS])


def _coverage(asked: Asked, window: Window) -> dict[str, float]:
    """How the words of the question are covered: those that no document has, and the weakest."""
    where = asked.covered(window)
    total = sum(w.weight for w in asked.words) or 1.0
    level = {w.stem: _LEVEL[where.get(w.stem, "nowhere")] for w in asked.words}
    verbs = [level[w.stem] for w in asked.words if w.verb]
    idle = any(level[w.stem] < _WEAK for w in asked.words if w.done)
    lost = {
        "no_place": [w for w in asked.words if w.stem.startswith("@")],
        "no_name": [w for w in asked.words if w.name],
        "no_number": [w for w in asked.words if w.stem[0].isdigit()],
    }
    telling = [level[w.stem] for w in asked.words if w.noun]
    return {
        **{name: float(any(level[w.stem] < _WEAK for w in words)) for name, words in lost.items()},
        "idle": float(idle),
        "idle_case": float(is_idle(asked, window)),
        "no_when": float(bool(asked.times(window)) and not asked.names_time(window)),
        "new_nouns": sum(w.weight for w in asked.words if w.noun and not w.known) / total,
        "new_others": sum(w.weight for w in asked.words if not w.noun and not w.known) / total,
        "no_verb": sum(v < _WEAK for v in verbs) / len(verbs) if verbs else 0.0,
        "weakest": min(telling, default=0.5),
        "weak_nouns": sum(w.weight for w in asked.words if w.noun and level[w.stem] < _WEAK) / total,
    }

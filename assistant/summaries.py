"""A document's main points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.query import Term
from assistant.sentences import Sentences, Unit
from index import lexicon
from index.figures import SOURCE_MARK
from index.types import Document


def summary(document: Document, sentences: Sentences, terms: Sequence[Term], count: int = 4) -> tuple[Unit, ...]:
    """The sentences that say most of what the whole says, not its first lines, in their order.

    Greedy choice by the weight of words newly covered: words weigh by how often this document uses them; figures,
    conditions and the question's own words count for more.
    """
    units = [u for u in sentences.units if u.span.document == document.id]
    units = [u for u in units if u.kind in ("paragraph", "item")] or units[:count]
    frequency = Counter(s for u in units for s in u.own)
    title = {t.stem for t in lexicon.content(document.title)}
    asked = {t.stem for t in terms}

    def worth(stem: str) -> float:
        base = (frequency[stem] if frequency[stem] > 1 else 0.4) * min(3.0, sentences.evidence.weight(stem))
        return base * (1.6 if stem in title else 1.0) * (1.8 if stem in asked else 1.0)

    def gain(u: Unit) -> float:
        fresh = sum(worth(s) for s in u.own - covered)
        return fresh / (8 + len(u.own)) * _importance(u)

    chosen: list[Unit] = []
    covered: set[str] = set()
    while units and len(chosen) < count:
        best = max(units, key=lambda u: (gain(u), -u.index))
        chosen.append(best)
        covered |= best.own
        units.remove(best)
    return tuple(sorted(chosen, key=lambda u: u.index))


def _importance(unit: Unit) -> float:
    """Key figures and conditions are what a summary is for."""
    text = SOURCE_MARK.sub("", unit.text)
    amount = bool(re.search(r"(?:[$€£₹%]|\b(?:per cent|percent|crore|million|billion|tonnes|bcm)\b)", text))
    number = bool(re.search(r"\d", text))
    condition = bool(re.search(r"(?i)\bif\b|\bprovided\b|\bunless\b", text))
    return 1.0 + (0.35 if number else 0.0) + (0.25 if amount else 0.0) + (0.15 if condition else 0.0)

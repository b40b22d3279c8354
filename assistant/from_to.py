"""Reads the two ends of a move in prose: "from 1.27 per cent to 3.54 per cent"."""

from __future__ import annotations

import re

from assistant.bind import Evidence
from index.types import Figure

_BEFORE = 20
"""Characters before a figure in which "from" is looked for."""
_FROM = re.compile(r"\bfrom (?:about |around |nearly |some )?$", re.I)
_TO = re.compile(r"[^.;]{0,30}?\bto (?:about |around |nearly |some |over )?$", re.I)


def from_to(evidence: Evidence, figure: Figure) -> tuple[Figure, Figure] | None:
    """The start and the end of a move when a figure is one of them, both in one sentence and one unit."""
    text = evidence.documents[figure.span.document].text
    for other in evidence.index.beside(figure):
        if other.quantity.unit != figure.quantity.unit or other.id == figure.id:
            continue
        first, second = sorted((figure, other), key=lambda f: f.span.start)
        before = text[max(0, first.span.start - _BEFORE) : first.span.start]
        if _FROM.search(before) and _TO.match(text[first.span.end : second.span.start]):
            return first, second
    return None

"""Reads a sentence of a draft by the reader of the documents, as part of a document titled with the question.

That is how the reader of the answer reads it: what the sentence leaves out is taken from the sentence before it, or
from the question. Its figures are then set beside those of the documents, facet by facet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index import facets, numbers, periods
from index.figures import extract
from index.names import Place, places
from index.periods import PeriodMention
from index.types import Block, Document, Figure, Span

_DOCUMENT = "draft"
_BACK = re.compile(
    r"(?i)(?:this|that|these|those|it|its|they|their|he|she|his|her|both|such|here|there|then|followed|up|down|"
    r"the (?:figure|total|value|amount|share|rate|same|former|latter|rest|target|country|two|first|second))\b"
)
"""How a sentence begins that leans on the one before it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says.

    Attributes:
        text: the sentence, without markers and markup.
        figures: its numbers, bound as a reader of the answer would bind them; spans are offsets into `text`.
        places: the places that it names itself.
        periods: the times that it names itself.
        flow: the flow that it names itself, "" where it names none or several.
        before: the sentence said before it, "" for the first.
    """

    text: str
    figures: tuple[Figure, ...]
    places: tuple[Place, ...]
    periods: tuple[PeriodMention, ...]
    flow: str
    before: str = ""

    @property
    def points_back(self) -> bool:
        """Does the sentence lean on the one before it?"""
        return bool(self.before and _BACK.match(self.text))

    def said(self, figure: Figure) -> str:
        """The words of a number in the sentence."""
        return self.text[figure.span.start : figure.span.end]


def read(text: str, question: str, before: Sequence[str], home: str, today: date | None) -> Reading:
    """Reads one sentence.

    Args:
        text: the sentence.
        question: the title of the answer.
        before: the sentences said before it, which it may point back to.
        home: the country whose trade the documents describe; "" for none.
        today: the date of the document that it is read against, for "last year" and "the next five years".
    """
    last = before[-1] if before else ""
    document, offset = _document(text, question, last, today)
    found = []
    for figure in extract(document, home):
        start, end = figure.span.start - offset, figure.span.end - offset
        if start >= 0:
            found.append(replace(figure, span=Span(_DOCUMENT, start, end)))
    flows = {f.name for f in facets.read(text, home).flows}
    named = tuple(periods.read(text, today))
    found = [f for f in found if not any(p.start <= f.span.start and f.span.end <= p.end for p in named)]
    return Reading(text, tuple(found), places(text), named, flows.pop() if len(flows) == 1 else "", last)


def _document(text: str, question: str, last: str, today: date | None) -> tuple[Document, int]:
    """(the answer so far as a document, where the sentence begins in it)."""
    offset = len(last) + 1 if last else 0
    body = f"{last} {text}" if last else text
    spans = ((0, len(last)), (offset, len(body))) if last else ((0, len(body)),)
    block = Block("paragraph", 0, len(body), sentences=spans)
    return Document(_DOCUMENT, question, body, "text/plain", "", date=today, blocks=(block,)), offset


def amounts(text: str, named: Sequence[PeriodMention] | None = None) -> tuple[numbers.Mention, ...]:
    """The numbers of a text; years, dates and other times, as `named` if given, are none."""
    when = [(p.start, p.end) for p in (periods.read(text) if named is None else named)]
    return tuple(m for m in numbers.read(text, when) if not any(a <= m.start and m.end <= b for a, b in when))

"""Decides what reaches the user: no quote that is not exact, no number without a bound source or a calculation.

The verifier knows nothing of how a draft was made. It reads every sentence again and traces each number in it to a
figure cited by that sentence, to the words of a quote it cites, to a calculation it rests on, or to the question.
What cannot be traced is not said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.bind import Evidence
from assistant.draft import Draft
from assistant.query import Query
from assistant.types import Calculation, Citation, Sentence
from index import numbers, periods
from index.figures import SOURCE_MARK
from index.types import Span
from index.units import Quantity

_ORDINAL_OF = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|number \d+) of \d+\b")
_COUNTED = re.compile(r"(?i)\b(?:give|only|all|of the|in|over|for) (\d+)\b(?= (?:values|documents?|given|years)|:)|^All \d+:")


def verify(draft: Draft, query: Query, evidence: Evidence) -> Draft:
    """The draft without what cannot be traced; `left_out` counts the sentences dropped.

    Args:
        draft: changed in place and returned.
        query: its given numbers may be repeated.
        evidence: the documents, for checking quotes.
    """
    sound = {c.marker for c in draft.citations if _exact(c, evidence)}
    kept: list[Sentence] = []
    for sentence in draft.sentences:
        if all(m in sound for m in sentence.citations) and _traced(sentence, draft, query, evidence):
            kept.append(sentence)
        else:
            draft.left_out += 1
    if draft.left_out and kept:
        kept.append(Sentence("Something was left out that could not be traced to a source."))
    draft.sentences = kept
    return draft


def _exact(citation: Citation, evidence: Evidence) -> bool:
    document = evidence.documents.get(citation.span.document)
    return document is not None and 0 <= citation.span.start < citation.span.end and document.quote(citation.span) == citation.quote


def _traced(sentence: Sentence, draft: Draft, query: Query, evidence: Evidence) -> bool:
    """Has every number of a sentence a source?"""
    text = _COUNTED.sub(" ", _ORDINAL_OF.sub(" ", sentence.text))
    said = read_numbers(text)
    if not said:
        return True
    if any(_plain(sentence.text) in _plain(c.quote) for c in draft.citations if c.marker in sentence.citations):
        return True  # the document's own words
    calculations = [draft.calculations[i] for i in sentence.calculations]
    computed = [q for c in calculations for q in _numbers_of(c)]
    allowed = list(computed)
    allowed += [m.quantity for m in numbers.read(query.text)]
    quotes = " ".join(c.quote for c in draft.citations if c.marker in sentence.citations)
    spans = [c.span for c in draft.citations if c.marker in sentence.citations]
    figures = [f for f in evidence.figures if any(_within(f.span, s) for s in spans)]
    allowed += [q for f in figures for q in (f.quantity, f.upper) if q]
    digits = {d.replace(",", "") for d in re.findall(r"\d[\d,]*(?:\.\d+)?", quotes)}
    return all(_known(q, allowed) or _known(q, computed, Decimal("0.005")) or (not raw[0].isdigit() and raw.lower() in quotes.lower()) or (raw.replace(",", "") in digits and _unit_stands(q, figures)) for raw, q in said)


def _plain(text: str) -> str:
    """Words and numbers alone, so that a quoted sentence can be found in its source."""
    return " ".join(re.findall(r"[^\W_]+(?:[.,]\d+)*", SOURCE_MARK.sub(" ", text).lower()))


def read_numbers(text: str) -> list[tuple[str, Quantity]]:
    """(digits, quantity) of every number said in a sentence; years and dates are none."""
    when = periods.read(text)
    found = []
    for m in numbers.read(text, [(p.start, p.end) for p in when]):
        if m.in_words and m.bare:
            continue
        for raw, q in zip(re.findall(r"\d[\d,]*(?:\.\d+)?", text[m.start : m.end]) or [text[m.start : m.end]], (m.quantity, m.upper or m.quantity), strict=False):
            found.append((raw, q))
    return found


def _numbers_of(c: Calculation) -> list[Quantity]:
    out = [c.result, *(o.quantity for o in c.operands)]
    out += [m.quantity for text in (c.shown, *(o.text for o in c.operands)) for m in numbers.read(text)]
    return [*out, *(replace(q, value=-q.value) for q in out)]


def _known(said: Quantity, allowed: list[Quantity], rounding: Decimal = Decimal("0.0005")) -> bool:
    """Is a number said equal to one that is allowed, in the same unit, but for rounding on the page?"""
    for q in allowed:
        if said.unit == q.unit or {said.unit, q.unit} <= {"percent", "percentage_point"} or said.unit == "count" and q.unit == "count":
            slack = max(said.half_ulp(), rounding * abs(q.value))
            if abs(abs(said.value) - abs(q.value)) <= slack:
                return True
        elif said.unit == "count" and abs(said.value) == abs(q.value):
            return True
        elif said.measures_same_as(q) and abs(abs(said.base[0]) - abs(q.base[0])) <= Decimal("0.001") * abs(q.base[0]):
            return True
    return False


def _unit_stands(said: Quantity, figures: list) -> bool:  # type: ignore[type-arg]
    """A number found only as digits in a quote must not carry a unit that the quote's figures deny."""
    return said.unit == "count" or not figures or any(f.quantity.unit == said.unit for f in figures)


def _within(inner: Span, outer: Span) -> bool:
    return inner.document == outer.document and outer.start <= inner.start and inner.end <= outer.end

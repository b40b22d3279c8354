"""Decides what reaches the user: no quote that is not exact, no number without a bound source or a calculation.

The verifier knows nothing of how a draft was made. It computes every calculation again, reads every sentence again and
traces what it says (see `assistant.tracing`); what cannot be traced is not said, and what nothing said rests on is not
cited.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from logging import getLogger

from assistant.bind import Evidence
from assistant.draft import Draft
from assistant.expression import evaluate
from assistant.query import Query
from assistant.tracing import Ground, read_numbers, untraced
from assistant.types import Calculation, Citation, Operand, Sentence
from index.errors import CalculationError
from index.types import Span
from index.units import Quantity

logger = getLogger(__name__)

__all__ = ["read_numbers", "verify"]

LEFT_OUT = Sentence("Something was left out that could not be traced to a source.")
CLOSE = Decimal("1e-9")
"""How far apart a result and its repetition may lie, relative to their size: the last digits of a root."""
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def verify(draft: Draft, query: Query, evidence: Evidence) -> Draft:
    """The draft without what cannot be traced, and without what nothing that is left rests on.

    A sentence that rests on nothing of its own is dropped with the sentence before it that it comments on.

    Args:
        draft: changed in place and returned; `left_out` counts the sentences dropped.
        query: its given numbers may be repeated.
        evidence: the documents, for checking quotes and figures.
    """
    exact = {c.marker: c for c in draft.citations if _is_exact(c, evidence)}
    sound = {i: c for i, c in enumerate(draft.calculations) if _is_sound(c, exact)}
    kept: list[Sentence] = []
    for sentence in draft.sentences:
        comment = not (sentence.citations or sentence.calculations)
        if draft.left_out and comment or not _stands(sentence, kept, exact, sound, query, evidence):
            draft.left_out += 1
        else:
            kept.append(sentence)
    if draft.left_out:
        logger.info("%d of %d sentences were left out", draft.left_out, len(draft.sentences))
    draft.sentences = [*kept, LEFT_OUT] if draft.left_out and kept else kept
    _drop_unused(draft)
    return draft


def _stands(
    sentence: Sentence,
    before: Collection[Sentence],
    exact: Mapping[int, Citation],
    sound: Mapping[int, Calculation],
    query: Query,
    evidence: Evidence,
) -> bool:
    """Does all that a sentence names exist, and all that it says rest on it, or on what was said before?"""
    if not (exact.keys() >= {*sentence.citations} and sound.keys() >= {*sentence.calculations}):
        return False
    citations = tuple(exact[m] for m in sentence.citations)
    figures = tuple(evidence.index.within(c.span for c in citations))
    named = {i for s in (*before, sentence) for i in s.calculations}
    return not untraced(sentence, Ground(citations, figures, tuple(sound[i] for i in sorted(named)), query))


def _is_exact(citation: Citation, evidence: Evidence) -> bool:
    """Is a quote the words of its span, to the character?"""
    document, span = evidence.documents.get(citation.span.document), citation.span
    return document is not None and 0 <= span.start < span.end and document.quote(span) == citation.quote


def _is_sound(calculation: Calculation, exact: Mapping[int, Citation]) -> bool:
    """Are the operands what they claim to be, does the expression hold them alone, and does it give the result?"""
    operands = calculation.operands
    if not all(_is_figure(o, exact) for o in operands if o.figure or o.citation is not None):
        return False
    held = {d for o in operands for d in _digits(f"{o.text} {o.quantity.value:f}")}
    held |= {"1", "100", str(len(operands))}  # a growth rate's one, a percentage's hundred, an average's count
    if not _digits(calculation.expression) <= held:
        return False
    try:
        again = evaluate(calculation.expression).result
    except CalculationError:
        return False
    return _is_same(again, calculation.result)


def _digits(text: str) -> set[str]:
    """The numbers of a text as digits, without thousands marks and closing zeros of decimals."""
    plain = (digits.replace(",", "") for digits in _DIGITS.findall(text))
    return {digits.rstrip("0").rstrip(".") if "." in digits else digits for digits in plain}


def _is_figure(operand: Operand, exact: Mapping[int, Citation]) -> bool:
    """Is an operand that names a source the figure that stands there?"""
    figure, citation = operand.figure, exact.get(operand.citation or 0)
    if figure is None or citation is None:
        return False
    return _within(figure.span, citation.span) and operand.quantity in (figure.quantity, figure.upper)


def _is_same(again: Quantity, held: Quantity) -> bool:
    """Are two results the same amount; plain numbers, ratios and percentages compare as what they stand for?"""
    (a, unit), (b, other) = (_plain(*q.base) for q in (again, held))
    return unit == other and abs(a - b) <= CLOSE * max(abs(a), abs(b))


def _plain(value: Decimal, unit: str) -> tuple[Decimal, str]:
    if unit == "percent":
        return value / 100, ""
    return value, "" if unit in ("ratio", "count") else unit


def _within(inner: Span, outer: Span) -> bool:
    return inner.document == outer.document and outer.start <= inner.start and inner.end <= outer.end


def _drop_unused(draft: Draft) -> None:
    """Drops calculations, citations and figures that no sentence rests on, and numbers the others anew, in order."""
    used = sorted({i for s in draft.sentences for i in s.calculations})
    calculations = [draft.calculations[i] for i in used]
    named = {m for s in draft.sentences for m in s.citations}
    named |= {o.citation for c in calculations for o in c.operands if o.citation is not None}
    cited = [c for c in draft.citations if c.marker in named]
    marker = {c.marker: i for i, c in enumerate(cited, 1)}
    place = {i: at for at, i in enumerate(used)}
    draft.citations = [replace(c, marker=marker[c.marker]) for c in cited]
    draft.calculations = [
        replace(c, operands=tuple(replace(o, citation=o.citation and marker[o.citation]) for o in c.operands))
        for c in calculations
    ]
    draft.sentences = [
        replace(
            s,
            citations=tuple(marker[m] for m in s.citations),
            calculations=tuple(place[i] for i in s.calculations),
        )
        for s in draft.sentences
    ]
    draft.figures = [f for f in draft.figures if any(_within(f.context, c.span) for c in cited)]

"""The value types of answering. Built once, complete, and frozen.

Figure ──► Operand ──► Calculation ──► Sentence ──► Answer
             Span  ──► Citation    ──►
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from index.types import Figure, Locator, Source, Span
from index.units import Quantity

AnswerStatus = Literal["answered", "not_in_corpus", "needs_clarification"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words of a document. `sources` are what the document itself cites for them."""

    marker: int
    span: Span
    quote: str
    title: str
    locator: Locator
    publisher: str = ""
    date: str = ""
    url: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Operand:
    """A number that enters a calculation: a figure of a document, a number the user gave, or an earlier result.

    `text` is it as printed or typed. Exactly one of `figure` (from a document) or `origin` (`"question"`,
    `"calculation"`, `"reference rate"`) says where it comes from. `citation` is the marker of its source.
    `last_digit` is, for an earlier result that rests on figures, the power of ten of its last digit to be trusted.
    """

    text: str
    quantity: Quantity
    figure: Figure | None = None
    origin: str = ""
    citation: int | None = None
    last_digit: int | None = None


@dataclass(frozen=True, slots=True)
class Calculation:
    """A computed quantity with everything needed to redo it by hand.

    Attributes:
        operation: `cagr`, `share`, `ratio`, `difference`, `sum`, `convert`, ... (see `assistant.calculator`).
        expression: the arithmetic with numbers in place, as the calculator itself reads it.
        operands: in the order of the expression.
        working: the steps, one line each, readable aloud.
        result: exact; what people are shown is `shown`.
        shown: the result rounded for people ("26.2%", "Rs 1,374 crore").
        rounding: how `shown` was rounded, in words.
    """

    operation: str
    expression: str
    operands: tuple[Operand, ...]
    working: tuple[str, ...]
    result: Quantity
    shown: str
    rounding: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, without markers, with what it rests on.

    `citations` are markers into `Answer.citations`; `calculations` indices into `Answer.calculations`.
    """

    text: str
    citations: tuple[int, ...] = ()
    calculations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user gets.

    `nearest` are figures the documents hold that come closest, for a declined question. `understood` says how the
    question was read. `receipt` holds what a replay needs: id, corpus hash, settings. `drafted` says which language
    model had a part in it, and how much of its draft was kept; empty without one.
    """

    question: str
    status: AnswerStatus
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    figures: tuple[Figure, ...] = ()
    nearest: tuple[Figure, ...] = ()
    understood: dict[str, Any] = field(default_factory=dict)
    receipt: dict[str, str] = field(default_factory=dict)
    timings_ms: dict[str, float] = field(default_factory=dict)
    id: str = ""
    drafted: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The answer as plain text with markers: `Germany: $176.2 million [1].`"""
        return " ".join(_with_markers(s) for s in self.sentences)

    def as_json(self, id: str | None = None) -> dict[str, Any]:
        """The answer as section 4 of the design fixes it; fields are added, none renamed."""
        model = {"model": self.drafted} if self.drafted else {}
        return {
            "id": id if id is not None else self.id,
            "question": self.question,
            "answer": self.text,
            "status": self.status,
            "citations": [_citation(c) for c in self.citations],
            "calculations": [_calculation(c) for c in self.calculations],
            "understood": self.understood,
            "receipt": self.receipt,
            "timings_ms": self.timings_ms,
        } | model


def _with_markers(sentence: Sentence) -> str:
    """Puts the markers before the closing punctuation of the sentence, or at the end of its last line."""
    if not sentence.citations:
        return sentence.text
    marks = "".join(f"[{m}]" for m in sentence.citations)
    text = sentence.text.rstrip()
    if text.endswith("|"):  # a table: markers on a line of their own
        return f"{text}\n\n{marks}"
    if text and text[-1] in ".!?:":
        return f"{text[:-1]} {marks}{text[-1]}"
    return f"{text} {marks}"


def _citation(c: Citation) -> dict[str, Any]:
    return {
        "marker": c.marker,
        "document": c.span.document,
        "title": c.title,
        "quote": c.quote,
        "start": c.span.start,
        "end": c.span.end,
        "locator": c.locator.as_json(),
        "publisher": c.publisher,
        "date": c.date,
        "url": c.url,
        "sources": [
            {"id": s.id, "publisher": s.publisher, "title": s.title, "date": s.date, "url": s.url} for s in c.sources
        ],
    }


def _calculation(c: Calculation) -> dict[str, Any]:
    value, unit = c.result.base
    return {
        "operation": c.operation,
        "expression": c.expression,
        "working": list(c.working),
        "value": float(c.result.value),
        "unit": c.result.unit,
        "shown": c.shown,
        "rounding": c.rounding,
        "base_value": float(value),
        "base_unit": unit,
        "operands": [_operand(o) for o in c.operands],
    }


def _operand(o: Operand) -> dict[str, Any]:
    value, unit = o.quantity.base
    return {
        "text": o.text,
        "base_value": float(value),
        "base_unit": unit,
        "citation": o.citation,
        "origin": "document" if o.figure else o.origin,
        "figure": o.figure.id if o.figure else None,
        "period": o.figure.period.label if o.figure and o.figure.period else None,
    }

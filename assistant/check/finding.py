"""What the audit of documents finds: one claim, what speaks against it, and both spans."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.records import calculation_record
from assistant.types import Calculation, Citation
from index.types import Span

Kind = Literal[
    "conversion", "growth", "share", "total", "rank", "list", "date", "period", "unit", "values", "subject", "noted"
]
Severity = Literal["high", "medium", "low"]
ORDER: tuple[Severity, ...] = ("high", "medium", "low")
KINDS: dict[Kind, str] = {
    "unit": "A unit or scale that slipped",
    "total": "Totals and parts",
    "growth": "Growth and multiples",
    "share": "Shares",
    "conversion": "Conversions and exchange rates",
    "values": "One thing, several values",
    "subject": "One value, several things",
    "rank": "Rankings",
    "list": "Lists and their length",
    "period": "Goals and periods",
    "date": "Dates that cannot be",
    "noted": "Doubts that the documents state themselves",
}
"""Every kind of finding with its heading, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One of the statements that a finding sets against another.

    Attributes:
        text: the number or words as printed.
        span: exactly these words.
        citation: marker of the sentence or row they stand in.
        side: 0 for what is in doubt and what agrees with it, 1 for what speaks against it.
    """

    text: str
    span: Span
    citation: int
    side: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the documents that does not hold.

    Attributes:
        sentence: what a person would write about it.
        claims: the statements involved, the one in doubt first.
        citations: the sentences and rows that hold the claims, marked from 1.
        calculation: what the calculator gets, None where nothing is computed.
        others: further sums that the sentence gives results of.
        explanation: the likeliest reason, in one sentence; "" where the documents hold none.
    """

    kind: Kind
    severity: Severity
    sentence: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    calculation: Calculation | None = None
    explanation: str = ""
    others: tuple[Calculation, ...] = ()
    id: str = field(default="", compare=False)

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that name the finding as long as what it says does not change."""
        spans = [f"{c.span.document}:{c.span.start}:{c.span.end}" for c in self.claims]
        return hashlib.sha256("\n".join((self.kind, self.sentence, *spans)).encode()).hexdigest()[:12]

    def as_json(self) -> dict[str, Any]:
        """The finding as plain values; calculations and citations are written as in an answer."""
        return {
            "id": self.id or self.digest,
            "kind": self.kind,
            "severity": self.severity,
            "sentence": self.sentence,
            "explanation": self.explanation,
            "claims": [
                {
                    "text": c.text,
                    "document": c.span.document,
                    "start": c.span.start,
                    "end": c.span.end,
                    "citation": c.citation,
                    "side": c.side,
                }
                for c in self.claims
            ],
            "citations": [citation_record(c) for c in self.citations],
            "calculation": calculation_record(self.calculation) if self.calculation else None,
            "others": [calculation_record(c) for c in self.others],
        }


def citation_record(c: Citation) -> dict[str, Any]:
    """A citation with its exact place."""
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
        "sources": [{"id": s.id, "publisher": s.publisher, "title": s.title, "date": s.date} for s in c.sources],
    }

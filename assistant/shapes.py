"""What other programs get back, as schemas: the JSON of the command line, described field by field.

They are published (OpenAPI, MCP) and tested against what is really given; nothing is built from them. Fields may be
added, so a program should pass over those that it does not know.
"""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """Anything that is given."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)


Item = TypeVar("Item", bound=Shape)


class Listed(Shape, Generic[Item]):
    """Some results, and how many more there are."""

    results: list[Item]
    left_off: int
    """How many more there are after these."""


class LocatorShape(Shape):
    """Where words stand in the file; what does not apply is null or empty."""

    page: int | None
    row: int | None
    heading: str
    slide: int | None
    sheet: str | None
    cell: str | None


class SourceShape(Shape):
    """What a document itself names as its source."""

    id: str
    publisher: str
    title: str
    date: str
    url: str


class CitationShape(Shape):
    """Exact words of a document."""

    marker: int
    """The number in brackets by which the answer refers to it."""
    document: str
    """The document's id: its path within the corpus."""
    title: str
    quote: str
    """The document's own words, from `start` to `end` of its text."""
    start: int
    end: int
    locator: LocatorShape
    publisher: str
    date: str
    url: str
    sources: list[SourceShape]


class OperandShape(Shape):
    """A number that was computed with."""

    text: str
    """As it is printed or was typed."""
    base_value: float
    base_unit: str
    citation: int | None
    """The marker of the citation that it stands in."""
    origin: str
    """`document`, `question`, `calculation` or `reference rate`."""
    figure: str | None
    period: str | None


class CalculationShape(Shape):
    """A computed value, with all that is needed to compute it again."""

    operation: str
    expression: str
    working: list[str]
    value: float
    unit: str
    shown: str
    """The value as it is shown to people, rounded."""
    rounding: str
    base_value: float
    """The value in `base_unit`, unscaled: Rs 2,000 crore is 20000000000 INR."""
    base_unit: str
    operands: list[OperandShape]


class AnswerShape(Shape):
    """An answer, with the words and the sums that it rests on."""

    id: str
    """A digest of the answer: the same over the same documents."""
    question: str
    answer: str
    """Text with markers such as [1] for the citations."""
    status: Literal["answered", "not_in_corpus", "needs_clarification"]
    citations: list[CitationShape]
    calculations: list[CalculationShape]
    understood: dict[str, Any]
    """How the question was read."""
    receipt: dict[str, str]
    """What a replay needs: the hash of the documents, and the model."""
    timings_ms: dict[str, float]


class HitShape(Shape):
    """A passage that was found."""

    document: str
    title: str
    quote: str
    start: int
    end: int
    locator: LocatorShape
    headings: list[str]
    score: float
    """Higher is better."""
    why: dict[str, float]


class FigureShape(Shape):
    """A printed number, and what it is bound to."""

    id: str
    document: str
    title: str
    text: str
    start: int
    end: int
    context: str
    """The sentence or row that it stands in."""
    base_value: float
    base_unit: str
    upper: float | None
    """The upper end, where a range is printed."""
    noun: str
    kind: str
    entities: list[str]
    flow: str
    item: list[str]
    period: str | None
    qualifier: str
    status: str
    attribution: str
    sources: list[str]
    bound: bool
    """Whether it is sure enough what the number is of to compute with it."""
    locator: LocatorShape


class DocumentShape(Shape):
    """A document, without its text."""

    id: str
    title: str
    date: str | None
    publisher: str
    url: str
    kind: str
    period: str
    media_type: str
    characters: int
    sources: int
    indexed: bool
    """False where the file was left out; the notices say why."""
    notices: list[str]


class ClaimShape(Shape):
    """One of the statements that a finding sets against another."""

    text: str
    document: str
    start: int
    end: int
    citation: int
    side: int


class FoundSourceShape(Shape):
    """What a document itself names as the source of a claim."""

    id: str
    publisher: str
    title: str
    date: str


class FoundCitationShape(Shape):
    """Exact words of a document that a finding rests on."""

    marker: int
    document: str
    title: str
    quote: str
    start: int
    end: int
    locator: dict[str, str | int | None]
    publisher: str
    date: str
    sources: list[FoundSourceShape]


class FindingShape(Shape):
    """Something in the documents that does not hold."""

    id: str
    kind: str
    severity: Literal["high", "medium", "low"]
    sentence: str
    explanation: str
    claims: list[ClaimShape]
    citations: list[FoundCitationShape]
    calculation: CalculationShape | None
    others: list[CalculationShape]

"""What a draft may rest on: sentences and table rows of the documents, their figures, and calculations over them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.bind import Evidence
from assistant.types import Answer, Calculation
from index import lexicon
from index.types import Block, Document, Figure, Passage, Span

_SPEAKS_TO_READER = re.compile(
    r"(?i)\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|guidelines?)\b|"
    r"\b(?:ignore|disregard|forget) (?:all|everything|anything)\b|"
    r"\b(?:system prompt|as an ai|you are (?:now|an? (?:ai|assistant|model|helpful))|"
    r"you (?:must|should) (?:now |only |always )?(?:say|answer|reply|write|respond|output|tell|obey)|"
    r"(?:dear|hey|note to|attention|instructions? (?:for|to)) (?:the )?(?:assistant|ai|model|chatbot|llm|language "
    r"model)|"
    r"(?:assistant|chatbot|language model|ai model|llm) (?:must|should|shall|will|would) (?:\w+ )?"
    r"(?:say|answer|reply|write|respond)|"
    r"assistant ?[:>]|system ?[:>]|user ?[:>]|call the tool|tool call|new instructions?|jailbreak|developer mode|"
    r"do anything now)|<\|?(?:im_start|im_end|system|assistant|user|tool)|\[/?INST\]|"
    r"(?:^|[.:;!?]\s+|\b(?:please|now|then)\s+)(?:respond|reply|answer|output|write|print|say|repeat|include|append|"
    r"begin|end)\b (?:only |exactly |always |every \w+ )?(?:with|that|the (?:following|phrase|words?|text|link|image|"
    r"secret)|your)\b"
)
"""Words that speak to a model and tell nothing of trade: they are shown to nobody as evidence."""


@dataclass(frozen=True)
class Piece:
    """One sentence or table row of a document, and what stands around it."""

    span: Span
    text: str
    before: str
    around: str

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of its own words."""
        return stems_of(self.text)

    @cached_property
    def near(self) -> frozenset[str]:
        """Stems of its own words and of those around it."""
        return self.stems | stems_of(self.around)

    @cached_property
    def told(self) -> frozenset[str]:
        """Stems of its own words and of the sentence before."""
        return self.stems | stems_of(self.before)

    @cached_property
    def with_before(self) -> frozenset[str]:
        """Stems of its own words, of those around it and of the sentence before."""
        return self.near | stems_of(self.before)


@dataclass(frozen=True)
class Grounds:
    """What one draft may rest on.

    Attributes:
        evidence: the documents and all their figures.
        answer: the built-in answer, whose figures and calculations are the first that count.
        passages: what the model was shown or has found, in the order of its marks from 1.
        calculations: the built-in answer's, then those of the model's tool calls.
    """

    evidence: Evidence
    answer: Answer
    passages: tuple[Span, ...]
    calculations: tuple[Calculation, ...]

    @cached_property
    def known(self) -> frozenset[str]:
        """Ids of the figures that the built-in answer is about, with their equivalents."""
        operands = (o.figure for c in self.answer.calculations for o in c.operands if o.figure)
        shown = [f for f in self.answer.figures if self._is_said(f)]
        ids = {f.id for f in (*shown, *operands)}
        return frozenset(ids | {f.equivalent for f in (*shown,) if f.equivalent})

    def _is_said(self, figure: Figure) -> bool:
        printed = self.evidence.documents[figure.span.document].quote(figure.span)
        return printed in " ".join(s.text for s in self.answer.sentences)

    @cached_property
    def shown(self) -> tuple[Piece, ...]:
        """The sentences and rows of what was shown, in order; what speaks to a model is left out."""
        return self._within((*(c.span for c in self.answer.citations), *self.passages))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Those that were shown, then all others of the same documents."""
        spans = (*(c.span for c in self.answer.citations), *self.passages)
        documents = (self.evidence.documents[id] for id in dict.fromkeys(s.document for s in spans))
        return self._within((*spans, *(Span(d.id, 0, len(d.text)) for d in documents)))

    def _within(self, spans: Iterable[Span]) -> tuple[Piece, ...]:
        documents = self.evidence.documents
        return tuple({p.span: p for span in spans for p in pieces(documents[span.document], span)}.values())

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of these documents."""
        return tuple(self.evidence.index.within(p.span for p in self.pieces))

    def words(self, figure: Figure) -> frozenset[str]:
        """Stems that may be said of a figure: of its sentence or row, its headings, its document and who says it."""
        document = self.evidence.documents[figure.span.document]
        heads = (document.title, document.publisher, figure.locator.heading)
        names = (*map(quiet, heads), quiet(figure.attribution), quiet(figure.label))
        frame = figure.frame if all(map(quiet, (document.title, figure.locator.heading or "-"))) else ()
        sources = (f"{s.publisher} {s.title}" for i in figure.sources if (s := document.source(i)))
        text = " ".join((document.quote(figure.context), *names, *sources, *figure.entities, *figure.background))
        return stems_of(text) | {*figure.own, *figure.near, *figure.item, *frame}


def column(figure: Figure, document: Document) -> str:
    """The heading of the column that a figure of a table stands in; "" for one of a sentence."""
    for block in document.blocks:
        if block.table is not None and block.start <= figure.span.start < block.end:
            heads = document.tables[block.table].columns
            cell = next((c for c in document.cells(block) if c.start <= figure.span.start < c.end), None)
            return heads[cell.column].text if cell and cell.column < len(heads) else ""
    return ""


def pieces(document: Document, span: Span) -> Iterable[Piece]:
    """The sentences and rows of a document within a span, whole."""
    previous = ""
    for block in document.blocks:
        for start, end in _units(block):
            text = document.text[start:end]
            if start < span.end and span.start < end and not speaks_to_reader(text):
                heads = document.tables[block.table].columns if block.table is not None else ()
                over = (document.title, document.publisher, *block.headings, *(c.text for c in heads))
                around = " ".join(map(quiet, over))
                yield Piece(Span(document.id, start, end), text, previous, around)
            previous = text if block.kind in ("paragraph", "item") else ""


def _units(block: Block) -> Sequence[tuple[int, int]]:
    if block.kind in ("heading", "header", "metadata"):
        return ()
    return block.sentences or ((block.start, block.end),)


def speaks_to_reader(text: str) -> bool:
    """Does a text tell a model what to do, rather than anybody anything?"""
    return bool(_SPEAKS_TO_READER.search(text))


def quiet(text: str) -> str:
    """A title, a heading or a name; "" where it speaks to a model."""
    return "" if speaks_to_reader(text) else text


def stems_of(text: str) -> frozenset[str]:
    """Stems of all words of a text."""
    return frozenset(t.stem for t in lexicon.tokens(text))


def shown(answer: Answer, hits: Iterable[Passage], most: int) -> tuple[Span, ...]:
    """What a model is shown: what the built-in answer cites, then passages found for the question."""
    spans = [c.span for c in answer.citations]
    for passage in hits:
        if not any(passage.span.overlaps(s) for s in spans[: len(answer.citations)]):
            spans.append(passage.span)
    return tuple(dict.fromkeys(spans))[:most]

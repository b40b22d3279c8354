"""Puts an answer together: sentences in the order they are said, what they cite, and their calculations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.bind import Evidence
from assistant.query import Request
from assistant.types import AnswerStatus, Calculation, Citation, Operand, Sentence
from index import lexicon, numbers
from index.figures import SOURCE_MARK
from index.format import show
from index.types import Document, Figure, Locator, Span
from index.units import is_money

_FLOWS = {
    "export": ("exports", "to"),
    "import": ("imports", "from"),
    "trade": ("trade", "with"),
    "balance": ("balance", "with"),
}
"""How a flow is said, and how its partner is joined to it."""


_TONNES = re.compile(r"(?<=\d) ?(t|kt|Mt)$")
_SPELLED = {"t": "tonnes", "kt": "thousand tonnes", "Mt": "million tonnes"}
"""Signs that are read aloud as words."""


class Draft:
    """An answer in the making. Markers are given in the order in which spans are first cited."""

    def __init__(self, evidence: Evidence) -> None:
        """An empty draft over a corpus."""
        self.evidence = evidence
        self.status: AnswerStatus = "answered"
        self.sentences: list[Sentence] = []
        self.citations: list[Citation] = []
        self.calculations: list[Calculation] = []
        self.figures: list[Figure] = []
        self.nearest: list[Figure] = []
        self.result: Operand | None = None
        self.reading: Request | None = None
        self.left_out = 0

    def cite(self, span: Span, locator: Locator | None = None, marks: Sequence[str] = ()) -> int:
        """The marker of a span, cited once however often it is used; `marks` are the sources that apply to it."""
        held = next((c.marker for c in self.citations if c.span == span), None)
        if held is not None:
            return held
        document = self.evidence.documents[span.document]
        quote = document.quote(span)
        marked = (id.strip() for mark in SOURCE_MARK.findall(quote) for id in mark.split(","))
        ids = dict.fromkeys((*marks, *marked))
        self.citations.append(
            Citation(
                marker=len(self.citations) + 1,
                span=span,
                quote=quote,
                title=document.title,
                locator=locator or locate(document, span),
                publisher=document.publisher,
                date=document.date.isoformat() if document.date else "",
                url=document.url,
                sources=tuple(s for i in ids if (s := document.source(i))),
            )
        )
        return len(self.citations)

    def cite_figure(self, figure: Figure) -> int:
        """The marker of the sentence or row that a figure stands in."""
        if figure not in self.figures:
            self.figures.append(figure)
        return self.cite(figure.context, figure.locator, figure.sources)

    def say(
        self,
        text: str,
        figures: Iterable[Figure] = (),
        spans: Iterable[Span] = (),
        calculations: Iterable[Calculation] = (),
    ) -> None:
        """Adds one sentence with what it rests on."""
        markers: list[int | None] = [*map(self.cite_figure, figures), *map(self.cite, spans)]
        indices = []
        for calculation in calculations:
            operands = tuple(
                replace(o, citation=self.cite_figure(o.figure)) if o.figure else o for o in calculation.operands
            )
            markers += [o.citation for o in operands]
            self.calculations.append(replace(calculation, operands=operands))
            indices.append(len(self.calculations) - 1)
        self.sentences.append(Sentence(text, tuple(dict.fromkeys(m for m in markers if m)), tuple(indices)))

    def operand(self, figure: Figure) -> Operand:
        """A figure as an operand, in the document's words."""
        return Operand(self.printed(figure), figure.quantity, figure)

    def printed(self, figure: Figure) -> str:
        """A figure's value as people read it: the document's words, with the unit that a table heading gives."""
        words = " ".join(self.evidence.documents[figure.span.document].quote(figure.span).split())
        q = figure.quantity
        read = numbers.read(words)
        bare = not any(c.isalpha() or c in "%$₹€£" for c in words)
        unsaid = not read or read[0].quantity.unit != q.unit  # the unit stands in a heading or a column
        if unsaid and q.unit != "count":
            text = show(q, style="as written")
            if figure.upper:
                text = f"{text} to {show(figure.upper, style='as written')}"
        else:
            text = _TONNES.sub(lambda m: f" {_SPELLED[m[1]]}", words)
        if q.unit == "count" and bare and q.noun and not text.endswith(q.noun):
            text = f"{text} {q.noun}"
        return _qualified(figure, text)

    def described(self, figure: Figure, *, period: bool = True) -> str:
        """What a figure is about, in words: "exports to Russia, medical devices, FY 2022-23"."""
        parts = []
        flow, joined = _FLOWS.get(figure.flow, ("", ""))
        place = " and ".join(figure.entities[:2])
        if flow and (is_money(figure.quantity.unit) or figure.kind in ("share", "change")):
            parts.append(f"{flow} {joined} {place}" if place else flow)
        elif place:
            parts.append(place)
        words = self._item_words(figure)
        if words:
            parts.append(words)
        if period and figure.period:
            parts.append(figure.period.label)
        return ", ".join(parts)

    def _item_words(self, figure: Figure) -> str:
        """The restricting words of a figure as the document writes them."""
        if not figure.item or figure.quantity.noun:
            return ""
        document = self.evidence.documents[figure.span.document]
        texts = [figure.label, document.quote(figure.context), figure.locator.heading, document.title]
        out = []
        for s in figure.item[:5]:
            word = next((t.word for text in texts for t in lexicon.tokens(text) if t.stem == s), "")
            if word:
                out.append(word if word.isupper() else word.lower())
        return " ".join(dict.fromkeys(out))


def locate(document: Document, span: Span) -> Locator:
    """Where a span is: page, sheet and cell, row, heading."""
    for block in document.blocks:
        if block.start <= span.start < block.end:
            cell = next((c for c in document.cells(block) if c.start <= span.start < c.end), None)
            return block.locator(document.title, cell)
    return Locator(heading=document.title)


def _qualified(figure: Figure, text: str) -> str:
    """The value with what the document says of its exactness: "over 70 manufacturers"."""
    return text if figure.qualifier == "exact" else f"{figure.qualifier} {text}"

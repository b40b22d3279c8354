"""The documents and figures at hand, found by id and said in words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy

from assistant.ui import text as t
from assistant.ui.markup import is_web_address
from assistant.ui.numerals import Numerals, in_style
from assistant.ui.pictures import Draw
from index import captions
from index.format import show
from index.lexicon import tokens
from index.load import Notice
from index.types import Document, Figure, Span

BETWEEN_CELLS = " · "


class Library:
    """What the panes and tables show: documents and figures by id, and figures in a reader's words."""

    def __init__(
        self,
        documents: Sequence[Document],
        figures: Sequence[Figure] = (),
        passages: Mapping[str, int] | None = None,
        notices: Sequence[Notice] = (),
        draw: Draw = lambda document, page: None,
        near: Callable[[str], Sequence[Span]] = lambda question: (),
    ) -> None:
        """A library of these documents and of the figures found in them.

        Args:
            documents: by id.
            figures: found in them.
            passages: how many each document has, by its id.
            notices: what was odd about which file.
            draw: draws a page of one of them.
            near: finds the passages that are most like a question, best first.
        """
        self.documents = tuple(documents)
        self.figures = tuple(figures)
        self.passages = dict(passages or {})
        self.style: Numerals = "as written"
        self.draw, self.near = draw, near
        self._documents_by_id = {d.id: d for d in self.documents}
        self._figures_by_id = {f.id: f for f in self.figures}
        held = {d.id for d in self.documents}
        self.left_out = tuple(n for n in notices if n.document and n.document not in held)
        self._words: dict[str, dict[str, str]] = {}
        self._measures: dict[str, str] = {}

    def in_style(self, style: Numerals) -> Library:
        """The same library, with numbers said in a style."""
        if style == self.style:
            return self
        other = copy(self)
        other.style = style
        return other

    def say(self, text: str) -> str:
        """A text of ours with its amounts in the reader's style; what it quotes stays as it is."""
        return in_style(text, self.style)

    def value(self, figure: Figure) -> str:
        """A figure with what qualifies it, in the reader's style: `about $75 million`, `10% to 12%`."""
        value = show(figure.quantity)
        if figure.upper is not None:
            value = t.RANGE.format(low=value, high=show(figure.upper))
        return self.say(f"{t.QUALIFIERS[figure.qualifier]} {value}".strip())

    def document(self, id: str) -> Document | None:
        """The document of this id, or None."""
        return self._documents_by_id.get(id)

    def figure(self, id: str) -> Figure | None:
        """The figure of this id, or None."""
        return self._figures_by_id.get(id)

    def title(self, figure: Figure) -> str:
        """The title of the document that a figure is from."""
        document = self.document(figure.span.document)
        return document.title if document else figure.span.document

    def measure(self, figure: Figure) -> str:
        """What is measured, in the document's words: `medical device exports`, `Implants (imports)`.

        A figure of a table is named by its headings, without those that name its subject, period or unit.
        """
        if figure.id not in self._measures:  # asked of all figures at once, after every answer
            self._measures[figure.id] = self._measured(figure)
        return self._measures[figure.id]

    def _measured(self, figure: Figure) -> str:
        if said := self._headings(figure):
            flow = t.FLOWS.get(figure.flow, figure.flow)
            named = figure.flow and figure.flow in said.lower()
            return said if named or not flow else t.FLOW_OF_HEADING.format(heading=said, flow=flow)
        return self.goods(figure) or figure.label

    def goods(self, figure: Figure) -> str:
        """What is traded and which way, or either: `medical device exports`."""
        flow = t.FLOWS.get(figure.flow, figure.flow)
        item = " ".join(word for stem in figure.item if (word := self._word(figure, stem)))
        return t.FLOW_OF_ITEM.format(flow=flow, item=item) if flow and item else flow or item

    def _headings(self, figure: Figure) -> str:
        """The row and column headings of a figure that say what it measures; empty where none does."""
        parts = (", ".join(_telling(part, figure)) for part in figure.label.split(" / "))
        return " / ".join(filter(None, parts))

    def about(self, figure: Figure) -> str:
        """Subject, measure, period and, where it is not simply reported, the status."""
        period = figure.period.label if figure.period else ""
        status = "" if figure.status == "reported" else t.STATUSES[figure.status]
        parts = (", ".join(figure.entities[:2]), self.measure(figure), period, status)
        return " · ".join(part for part in parts if part)

    def context(self, figure: Figure) -> tuple[str, str, str]:
        """The sentence or row it stands in: (before, the figure itself, after), in the document's words."""
        document = self.document(figure.span.document)
        if document is None:
            return "", self.value(figure), ""
        text, context, span = document.text, figure.context, figure.span
        if pieces := self.cells(span):
            before = BETWEEN_CELLS.join(text[a : min(b, span.start)] for a, b in pieces if a < span.start)
            after = BETWEEN_CELLS.join(text[max(a, span.end) : b] for a, b in pieces if b > span.end)
            before += BETWEEN_CELLS if any(a == span.start for a, _ in pieces) and before else ""
            after = BETWEEN_CELLS + after if any(b == span.end for _, b in pieces) and after else after
            return before, text[span.start : span.end], after
        start, end = min(context.start, span.start), max(context.end, span.end)
        return text[start : span.start], text[span.start : span.end], text[span.end : end]

    def beginning(self, span: Span, most: int) -> str:
        """How a passage begins, in one line; a row cell by cell."""
        document = self.document(span.document)
        text = document.text if document else ""
        cells = self.cells(Span(span.document, span.start, span.start))
        said = BETWEEN_CELLS.join(text[a:b] for a, b in cells) or text[span.start : span.end]
        said = " ".join(said.split())
        return said if len(said) <= most else f"{said[:most].rstrip()}…"

    def cells(self, span: Span) -> list[tuple[int, int]]:
        """(start, end) of the cells of the row that a span stands in, without addresses; none outside tables."""
        document = self.document(span.document)
        blocks = document.blocks if document else ()
        at = bisect_right(blocks, span.start, key=lambda block: block.start) - 1
        if document is None or at < 0 or span.end > blocks[at].end:
            return []
        cells = ((c.start, c.end) for c in document.cells(blocks[at]) if c.text)
        return [(a, b) for a, b in cells if not is_web_address(document.text[a:b].strip())]

    def _word(self, figure: Figure, stem: str) -> str:
        """How the figure's sentence, else its document, writes the word of a stem; empty where it does not."""
        document = self.document(figure.span.document)
        if document is None:
            return ""
        near = [k.word for k in tokens(document.quote(figure.context)) if k.stem == stem]
        return min(near, key=len, default=self._vocabulary(document).get(stem, "")).lower()

    def _vocabulary(self, document: Document) -> dict[str, str]:
        """Stem to the shortest word of the document that has it, which is the singular where there is one."""
        if document.id not in self._words:
            longest_first = sorted(tokens(document.text), key=lambda k: -len(k.word))
            self._words[document.id] = {k.stem: k.word for k in longest_first}
        return self._words[document.id]


_GENERIC = frozenset({"amount", "figure", "number", "value"})
"""Headings that say no more than that numbers stand beneath them."""


def _telling(heading: str, figure: Figure) -> Iterator[str]:
    """The parts of a heading that tell more than a figure's subject, period, flow and unit do."""
    known = {figure.flow, *(name.lower() for name in figure.entities)}
    period = figure.period.label.lower() if figure.period else ""
    for part in re.split(r"[;,] ", heading):
        bare = part.strip().lower()
        of_unit = bare.removeprefix("value ")
        if bare and not (bare in known or bare in period or bare in _GENERIC or captions.is_unit(of_unit)):
            yield part.strip()

"""The documents and figures at hand, found by id and said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy

from assistant.ui import text as t
from assistant.ui.numerals import Numerals, in_style
from index.format import show
from index.lexicon import tokens
from index.load import Notice
from index.types import Document, Figure


class Library:
    """What the panes and tables show: documents and figures by id, and figures in a reader's words."""

    def __init__(
        self,
        documents: Sequence[Document],
        figures: Sequence[Figure] = (),
        passages: Mapping[str, int] | None = None,
        notices: Sequence[Notice] = (),
    ) -> None:
        """A library of these documents and of the figures found in them.

        Args:
            documents: by id.
            figures: found in them.
            passages: how many each document has, by its id.
            notices: what was odd about which file.
        """
        self.documents = tuple(documents)
        self.figures = tuple(figures)
        self.passages = dict(passages or {})
        self.style: Numerals = "as written"
        self._documents_by_id = {d.id: d for d in self.documents}
        self._figures_by_id = {f.id: f for f in self.figures}
        held = {d.id for d in self.documents}
        self.left_out = tuple(n for n in notices if n.document and n.document not in held)
        self._words: dict[str, dict[str, str]] = {}

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
        """What is measured, in the document's words: `exports of medical devices`, `Implants / Rs crore`."""
        if figure.label:
            return figure.label
        flow = t.FLOWS.get(figure.flow, figure.flow)
        item = " ".join(word for stem in figure.item if (word := self._word(figure, stem)))
        return t.FLOW_OF_ITEM.format(flow=flow, item=item) if flow and item else flow or item

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
        start, end = min(context.start, span.start), max(context.end, span.end)
        return text[start : span.start], text[span.start : span.end], text[span.end : end]

    def _word(self, figure: Figure, stem: str) -> str:
        """How the figure's sentence, else its document, writes the word of a stem; empty where it does not."""
        document = self.document(figure.span.document)
        if document is None:
            return ""
        near = next((k.word for k in tokens(document.quote(figure.context)) if k.stem == stem), "")
        return (near or self._vocabulary(document).get(stem, "")).lower()

    def _vocabulary(self, document: Document) -> dict[str, str]:
        """Stem to the first word of the document that has it."""
        if document.id not in self._words:
            self._words[document.id] = {k.stem: k.word for k in reversed(tokens(document.text))}
        return self._words[document.id]

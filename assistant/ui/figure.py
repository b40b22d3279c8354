"""A figure in words: its value with its qualifier, and what it is about."""

from __future__ import annotations

from assistant.ui import text as t
from index.format import Style, show
from index.types import Document, Figure


def figure_words(figure: Figure, style: Style = "international") -> str:
    """The value as the document has it: `about $75 million`, `10% to 12%`."""
    value = show(figure.quantity, style=style)
    if figure.upper is not None:
        value = f"{value} to {show(figure.upper, style=style)}"
    return f"{t.QUALIFIERS[figure.qualifier]} {value}".strip()


def measure_words(figure: Figure) -> str:
    """What is measured: `exports, medical devic`; the label the index gave it where there is one."""
    if figure.label:
        return figure.label
    flow = t.FLOWS.get(figure.flow, figure.flow)
    return ", ".join(part for part in (flow, " ".join(figure.item)) if part)


def about_figure(figure: Figure) -> str:
    """Subject, measure, period and, where it is not simply reported, the status."""
    period = figure.period.label if figure.period else ""
    status = "" if figure.status == "reported" else t.STATUSES[figure.status]
    parts = (", ".join(figure.entities[:2]), measure_words(figure), period, status)
    return " · ".join(part for part in parts if part)


def context_words(figure: Figure, document: Document) -> tuple[str, str, str]:
    """The sentence or row it stands in: (before, the figure itself, after), in the document's words."""
    text, context, span = document.text, figure.context, figure.span
    start, end = min(context.start, span.start), max(context.end, span.end)
    return text[start : span.start], text[span.start : span.end], text[span.end : end]

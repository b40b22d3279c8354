"""What the documents do hold, beneath an answer that declines: figures, else the passages that are most like it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from assistant.types import Answer
from assistant.ui import text as t
from assistant.ui.library import Library
from assistant.ui.markup import figure_link, joined, spot_link, words

FIGURES_SHOWN, PASSAGES_SHOWN = 6, 2
WORDS_SHOWN = 140
"""Characters of a passage, as many as tell whether it is worth opening."""


def nearest_html(answer: Answer, library: Library) -> Markup:
    """What is near, each a click from its words; nothing where the answer itself cites it already."""
    figures = [f for f in answer.nearest if not any(f.span.overlaps(c.span) for c in answer.citations)]
    form = '<li><a class="held" href="{}">{}</a> {}</li>'
    if figures:
        return _listed(
            Markup(form).format(figure_link(f.id), words(library.value(f)), words(library.about(f)))
            for f in figures[:FIGURES_SHOWN]
        )
    if answer.status != "not_in_corpus" or answer.citations:
        return Markup("")
    return _listed(
        Markup(form).format(spot_link(span), words(document.title), words(library.beginning(span, WORDS_SHOWN)))
        for span in library.near(answer.question)[:PASSAGES_SHOWN]
        if (document := library.document(span.document))
    )


def _listed(items: Iterable[Markup]) -> Markup:
    form = '<div class="nearest"><p class="label">{}</p><ul>{}</ul></div>'
    listed = joined(items)
    return Markup(form).format(t.NEAREST, listed) if listed else Markup("")

"""Example questions, offered only where the documents at hand really answer them."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.ui import text as t
from assistant.ui.library import Library
from index.types import Figure

SHOWN = 4
TRIED_FIGURES = 40


def answerable(assistant: Assistant, library: Library, shown: int = SHOWN) -> list[str]:
    """The first few of the prepared questions, then of questions made from the figures, that get an answer."""
    made = (q for f in library.figures[:TRIED_FIGURES] if (q := question_about(f, library)))
    found: list[str] = []
    for question in (*t.EXAMPLE_QUESTIONS, *dict.fromkeys(made)):
        if len(found) == shown:
            break
        if assistant.ask(question).status == "answered":
            found.append(question)
    return found


def question_about(figure: Figure, library: Library) -> str:
    """A question that the figure answers; empty where it is not bound to enough to ask for it."""
    if figure.label or not (figure.bound and figure.entities and figure.flow and figure.period):
        return ""
    return t.QUESTION_ABOUT.format(
        measure=library.measure(figure), subject=figure.entities[0], period=figure.period.label
    )

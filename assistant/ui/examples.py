"""Example questions, offered only where the documents at hand really answer them."""

from __future__ import annotations

from collections.abc import Callable

from assistant.assistant import Assistant
from assistant.types import Answer
from assistant.ui import text as t
from assistant.ui.library import Library
from index.types import Figure

SHOWN = 4
TRIED_FIGURES = 40


def answerable(assistant: Assistant, library: Library, shown: int = SHOWN) -> list[str]:
    """The first few of the prepared questions, then of questions made from the figures, that get their answer."""
    prepared = [(question, is_answered) for question in t.EXAMPLE_QUESTIONS]
    made = ((q, rests_on(f)) for f in library.figures[:TRIED_FIGURES] if (q := question_about(f, library)))
    found: list[str] = []
    for question, is_meant in (*prepared, *made):
        if len(found) == shown:
            break
        if question not in found and is_meant(assistant.ask(question)):
            found.append(question)
    return found


def question_about(figure: Figure, library: Library) -> str:
    """A question that the figure answers; empty where it is not bound to enough to ask for it."""
    if not (figure.bound and figure.entities and figure.flow and figure.period):
        return ""
    goods = library.goods(figure)
    return t.QUESTION_ABOUT.format(
        goods=goods[:1].upper() + goods[1:], subject=figure.entities[0], period=figure.period.label
    )


def is_answered(answer: Answer) -> bool:
    """Does an answer answer?"""
    return answer.status == "answered"


def rests_on(figure: Figure) -> Callable[[Answer], bool]:
    """Does an answer give this figure, or one of the same thing?"""

    def is_meant(answer: Answer) -> bool:
        same = (figure.entities[:1], figure.flow, figure.item)
        return (
            is_answered(answer)
            and not answer.calculations
            and any((f.entities[:1], f.flow, f.item) == same and same_time(f, figure) for f in answer.figures)
        )

    return is_meant


def same_time(one: Figure, other: Figure) -> bool:
    """Are two figures of the same period, or both of none?"""
    if one.period is None or other.period is None:
        return one.period is other.period
    return one.period.same_as(other.period)

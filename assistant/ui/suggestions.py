"""Follow-up questions to offer beneath an answer: only such as get an answer, and the one they are meant to get."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.assistant import Assistant, Conversation
from assistant.types import Answer
from assistant.ui import text as t
from assistant.ui.examples import question_about
from assistant.ui.library import Library
from assistant.ui.markup import ask_link, joined, words
from index.format import money_words
from index.types import Figure
from index.units import is_money

SHOWN = 3
TRIED = 9
OF_A_KIND = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, and what its answer has to rest on to be the one meant."""

    question: str
    is_meant: Callable[[Answer], bool]


def suggestions(
    assistant: Assistant,
    answer: Answer,
    conversation: Conversation,
    library: Library,
    go_on: Callable[[], bool] = lambda: True,
) -> tuple[str, ...]:
    """The first few follow-ups that are answered as they are meant; the conversation itself is left as it is.

    Args:
        assistant: answers them, to see whether it can.
        answer: what they follow.
        conversation: what they lean on.
        library: what is held.
        go_on: asked before each is tried; finding them takes longer than the answer did, and must keep nobody waiting.
    """
    found: list[str] = []
    asked = {turn.query.text.casefold() for turn in conversation.turns}
    for number, candidate in enumerate(_candidates(answer, library)):
        if len(found) == SHOWN or number == TRIED or not go_on():
            break
        if candidate.question.casefold() in asked or candidate.question in found:
            continue
        tried = assistant.ask(candidate.question, Conversation(list(conversation.turns)))
        if tried.status == "answered" and candidate.is_meant(tried):
            found.append(candidate.question)
    return tuple(found)


def suggestions_html(questions: Sequence[str]) -> str:
    """Questions that can be asked next with one click."""
    items = joined(
        Markup('<a class="act" href="{}">{}</a>').format(ask_link(question), words(question)) for question in questions
    )
    form = '<nav class="follow" aria-label="{0}"><span class="label">{0}</span>{1}</nav>'
    return str(Markup(form).format(t.FOLLOW, items)) if items else ""


def _candidates(answer: Answer, library: Library) -> Iterator[Candidate]:
    """What a reader may want to know next, most useful first."""
    if answer.status != "answered":
        for figure in answer.nearest:
            if question := question_about(figure, library):
                yield Candidate(question, _rests_on(figure))
        return
    operands = [o.figure for c in answer.calculations for o in c.operands if o.figure]
    figures = list(answer.figures) or operands
    if len(figures) == 1 and not answer.calculations:
        yield from _about_one(figures[0], library)
    elif answer.calculations and operands and is_money(answer.calculations[-1].result.unit):
        yield from _in_other_money(answer.calculations[-1].result.unit, library)


def _about_one(figure: Figure, library: Library) -> Iterator[Candidate]:
    """After a single figure: other places, other times, its share, another currency; a few of each."""
    siblings = [f for f in library.figures if f.id != figure.id and _is_sibling(f, figure)]
    elsewhere = (f for f in siblings if f.entities[:1] != figure.entities[:1] and _same_time(f, figure))
    then = (f for f in siblings if f.entities == figure.entities and f.period and not _same_time(f, figure))
    places = {f.entities[0]: f for f in elsewhere if figure.entities and f.entities}
    for other in list(places.values())[:OF_A_KIND]:
        yield Candidate(t.FOLLOW_PLACE.format(place=other.entities[0]), _rests_on(other))
    for other in list(then)[:OF_A_KIND]:
        if other.period:
            yield Candidate(t.FOLLOW_PERIOD.format(period=other.period.label), _rests_on(other))
    if figure.kind == "level" and is_money(figure.quantity.unit):
        yield Candidate(t.FOLLOW_SHARE, lambda a: any(c.operation == "share" for c in a.calculations))
        yield from _in_other_money(figure.quantity.unit, library)


def _is_sibling(other: Figure, figure: Figure) -> bool:
    """Does another figure measure the same, elsewhere or at another time?"""
    return (
        other.bound
        and (other.flow, other.item, other.kind, other.quantity.unit, other.label, other.status)
        == (figure.flow, figure.item, figure.kind, figure.quantity.unit, figure.label, figure.status)
        and bool(figure.flow or figure.label)
    )


def _same_time(one: Figure, other: Figure) -> bool:
    if one.period is None or other.period is None:
        return one.period is other.period
    return one.period.same_as(other.period)


def _in_other_money(unit: str, library: Library) -> Iterator[Candidate]:
    """The same in the currency that the documents use most besides its own."""
    others = [f.quantity.unit for f in library.figures if is_money(f.quantity.unit) and f.quantity.unit != unit]
    if others:
        code = max(sorted(set(others)), key=others.count)
        question = t.FOLLOW_MONEY.format(currency=money_words(code)[1])
        yield Candidate(question, lambda a: any(c.result.unit == code for c in a.calculations))


def _rests_on(figure: Figure) -> Callable[[Answer], bool]:
    """Does an answer give this figure, or one that says the same?"""

    def is_meant(answer: Answer) -> bool:
        same = (figure.entities[:1], figure.flow, figure.item, figure.quantity.unit)
        return not answer.calculations and any(
            (f.entities[:1], f.flow, f.item, f.quantity.unit) == same and _same_time(f, figure) for f in answer.figures
        )

    return is_meant

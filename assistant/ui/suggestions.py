"""Follow-up questions to offer beneath an answer: only such as get an answer, and the one they are meant to get."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from assistant.assistant import Assistant, Conversation
from assistant.types import Answer, Calculation
from assistant.ui import text as t
from assistant.ui.examples import question_about, rests_on, same_time
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
        go_on: asked before each is looked for, which takes longer than the answer did and must keep nobody waiting.
    """
    found: list[str] = []
    asked = {turn.query.text.casefold() for turn in conversation.turns}
    candidates = islice(_candidates(answer, library), TRIED)
    while len(found) < SHOWN and go_on() and (candidate := next(candidates, None)):
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
        yield from _about_each(answer.nearest, library)
    elif answer.calculations:
        yield from _after_a_sum(answer.calculations[-1], library)
    elif len(answer.figures) == 1:
        yield from _about_one(answer.figures[0], library)
    elif len({f.entities for f in answer.figures}) > 1:
        yield _SHARE
    else:
        yield from _about_each(_near(answer, library), library)


def _after_a_sum(calculation: Calculation, library: Library) -> Iterator[Candidate]:
    """After a computed result: the same for other places, how many times that is, other money, what went into it."""
    figures = [o.figure for o in calculation.operands if o.figure]
    if calculation.operation == "share" and figures:
        for other in _elsewhere(figures[0], library):
            question = t.FOLLOW_PLACE.format(place=other.entities[0])
            yield Candidate(question, _computes(calculation.operation, other))
    if calculation.operation in ("cagr", "required_rate", "percent_change"):
        yield Candidate(t.FOLLOW_TIMES, lambda a: any(c.operation == "ratio" for c in a.calculations))
    if figures and is_money(calculation.result.unit):
        yield from _in_other_money(calculation.result.unit, library)
    yield from _about_each(figures, library)


def _about_each(figures: Iterable[Figure], library: Library) -> Iterator[Candidate]:
    for figure in figures:
        if question := question_about(figure, library):
            yield Candidate(question, rests_on(figure))


def _near(answer: Answer, library: Library) -> list[Figure]:
    """The figures of the document that an answer quotes, those nearest to the quote first."""
    quoted = answer.citations[0].span if answer.citations else None
    held = [f for f in library.figures if quoted and f.span.document == quoted.document]
    return sorted(held, key=lambda f: abs(f.span.start - quoted.start) if quoted else 0)


def _about_one(figure: Figure, library: Library) -> Iterator[Candidate]:
    """After a single figure: other places, other times, its share, another currency; a few of each."""
    for other in _elsewhere(figure, library):
        yield Candidate(t.FOLLOW_PLACE.format(place=other.entities[0]), rests_on(other))
    for other in _at_other_times(figure, library):
        if other.period:
            yield Candidate(t.FOLLOW_PERIOD.format(period=other.period.label), rests_on(other))
    if figure.kind == "level" and is_money(figure.quantity.unit):
        yield _SHARE
        yield from _in_other_money(figure.quantity.unit, library)


def _elsewhere(figure: Figure, library: Library) -> list[Figure]:
    """A few figures of the same thing at the same time, each of another place."""
    others = [f for f in library.figures if _is_sibling(f, figure, library) and same_time(f, figure)]
    places = {f.entities[0]: f for f in others if f.entities and f.entities[:1] != figure.entities[:1]}
    return list(places.values())[:OF_A_KIND] if figure.entities else []


def _at_other_times(figure: Figure, library: Library) -> list[Figure]:
    """A few figures of the same thing and place at other times."""
    others = (f for f in library.figures if _is_sibling(f, figure, library) and f.entities == figure.entities)
    return [f for f in others if f.period and not same_time(f, figure)][:OF_A_KIND]


def _is_sibling(other: Figure, figure: Figure, library: Library) -> bool:
    """Does another figure measure the same, elsewhere or at another time?"""

    def measured(f: Figure) -> tuple[object, ...]:
        return f.flow, f.item, f.kind, f.quantity.unit, library.measure(f), f.status

    return other.bound and other.id != figure.id and measured(other) == measured(figure) and bool(measured(figure)[4])


def _in_other_money(unit: str, library: Library) -> Iterator[Candidate]:
    """The same in the currency that the documents use most besides its own."""
    others = [f.quantity.unit for f in library.figures if is_money(f.quantity.unit) and f.quantity.unit != unit]
    if others:
        code = max(sorted(set(others)), key=others.count)
        question = t.FOLLOW_MONEY.format(currency=money_words(code)[1])
        yield Candidate(question, lambda a: any(c.result.unit == code for c in a.calculations))


def _computes(operation: str, figure: Figure) -> Callable[[Answer], bool]:
    """Does an answer compute the same of this figure, or of one that says the same?"""

    def is_meant(answer: Answer) -> bool:
        sums = (c for c in answer.calculations if c.operation == operation)
        operands = ({o.figure.entities[:1] for o in c.operands if o.figure} for c in sums)
        return any(figure.entities[:1] in places and len(places) > 1 for places in operands)

    return is_meant


_SHARE = Candidate(t.FOLLOW_SHARE, lambda a: any(c.operation == "share" for c in a.calculations))

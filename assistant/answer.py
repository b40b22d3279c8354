"""One question to one answer, in five steps: understand, search, compute, compose, verify.

Figures first: where a question is about numbers, a figure bound to exactly what is asked, or a calculation over such
figures, is the answer. Passages second. Where neither has evidence the question is declined, with what is held.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace

from assistant import decline, fulfilment, question, solve, verify, words
from assistant.carry_over import SAME_AGAIN, continued, dated, is_incomplete, names_subject, readings, repeated, settled
from assistant.choices import choices
from assistant.conversation import Conversation, Turn, points_at_nothing
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.expression import evaluate, is_typed
from assistant.last_answer import about_last
from assistant.notation import carried
from assistant.operations import asks_for_a_quantity
from assistant.query import Query, Request
from assistant.rewording import reworded
from assistant.types import Answer, Sentence
from assistant.vocabulary import pattern
from index import lexicon
from index.errors import CalculationError
from index.units import is_money

MAX_QUESTION = 2_000
"""Characters of a question that are read; longer ones are refused in one sentence."""

_IN_PERCENT = ("share", "change", "cagr", "points", "required_rate")
_ASKS_FOR_WORDS = pattern(
    r"\b(?:who|whom|whose|why|where|when|which|describe|explain)\b",
    r"\bhow (?:do|does|did|is|are|was|were|can)\b",
)


class Timer:
    """Milliseconds spent in each stage."""

    def __init__(self) -> None:
        """Starts counting."""
        self._start = self._last = time.perf_counter()
        self.spent: dict[str, float] = dict.fromkeys(("understand", "embed", "search", "compose", "verify"), 0.0)

    def lap(self, stage: str) -> None:
        """Adds the time since the last lap to a stage."""
        now = time.perf_counter()
        self.spent[stage] += (now - self._last) * 1000
        self._last = now

    def done(self) -> dict[str, float]:
        """All stages and the total, rounded to a microsecond."""
        return {k: round(v, 3) for k, v in self.spent.items()} | {"total": round((self._last - self._start) * 1000, 3)}


def answer(desk: Desk, text: str, conversation: Conversation | None = None) -> Answer:
    """Answers one question in its conversation, which remembers it; without one it stands alone."""
    conversation = conversation if conversation is not None else Conversation()
    with conversation.lock:
        timer = Timer()
        clean = " ".join(text.split())
        refused = _refusal(clean)
        if refused:
            timer.lap("understand")
            return Answer(text, "needs_clarification", (Sentence(refused),), timings_ms=timer.done())
        query = _understand(desk, clean, conversation)
        timer.lap("understand")
        draft = _draft(desk, query, conversation, timer)
        if fulfilment.passes_over(query, draft):
            draft = decline.decline(desk.evidence, query, desk.sentences)
        timer.lap("compose")
        verified = verify.verify(draft, query, desk.evidence)
        if verified.status == "answered" and not verified.sentences:
            verified = decline.decline(desk.evidence, query, None)
        _remember(conversation, query, verified)
        timer.lap("verify")
        return _answer(text, query, verified, timer)


def _refusal(text: str) -> str:
    """Why a question cannot be read, in one sentence; "" where it can."""
    if not re.search(r"\w", text):
        return "Ask a question in words, such as “What share of the exports went to Germany?”."
    if len(text) > MAX_QUESTION:
        return f"The question has {len(text):,} characters; ask it in at most {MAX_QUESTION:,}."
    return ""


def _understand(desk: Desk, text: str, conversation: Conversation) -> Query:
    """Reads the question, and fills in from the conversation what a follow-up leaves out.

    `notes` keep the question's own request: what it says itself is not the same as what it takes over.
    """
    query = question.understand(reworded(text, desk.evidence), desk.evidence.home)
    previous = conversation.topic
    query = dated(query, previous) if previous else query
    query = replace(query, notes={"own_terms": names_subject(query.request), "own_request": query.request})
    if previous is None:
        return replace(query, follow_up=False)
    if not (query.follow_up or is_incomplete(query)):
        return query
    filled = replace(continued(query, previous), follow_up=True)
    filled = replace(filled, notes={**filled.notes, "readings": readings(query, filled, *conversation.topics)})
    says_little = len(lexicon.content(filled.text)) <= 4 and not asks_for_a_quantity(filled.text)
    says_little = says_little or bool(SAME_AGAIN.search(filled.text))
    if previous.operation in _IN_PERCENT and is_money(filled.unit):
        return filled  # "and in dollars?" asks for no percentage again
    return repeated(filled, previous) if filled.operation == "lookup" and says_little else filled


def _draft(desk: Desk, query: Query, conversation: Conversation, timer: Timer) -> Draft:
    """The answer before verification: the first reading of the question that the documents have evidence for."""
    draft = (
        _typed(desk, query)
        or about_last(desk, query, conversation)
        or words.summary(desk, query, conversation)
        or words.metadata(desk, query, conversation)
        or words.premise(desk, query)
        or words.conflict(desk, query, conversation)
        or words.in_words(desk, query, conversation)
    )
    if draft is not None:
        return draft
    if points_at_nothing(query, conversation.turns):
        return decline.decline(desk.evidence, query, desk.sentences)
    if query.operation not in ("passage", "summary"):
        timer.lap("compose")
        context = solve.Context(query, desk.evidence, conversation, *choices(desk, conversation))
        draft = solve.solve(context)
        timer.lap("search")
        if draft is None and words.asks_whether_one(query):
            draft = words.differing(desk, query)
        if draft is not None:
            return draft
        if _needs_figure(query):
            return decline.decline(desk.evidence, query, desk.sentences)
    timer.lap("compose")
    found = words.passage(desk, query, conversation)
    timer.lap("search")
    return found or decline.decline(desk.evidence, query, desk.sentences)


def _needs_figure(query: Query) -> bool:
    """Would words alone not answer?"""
    r = query.request
    if query.operation != "lookup":
        return query.operation not in ("table", "rank", "conflict")
    if (r.unit or r.periods) and not _ASKS_FOR_WORDS.search(query.text):
        return True
    return asks_for_a_quantity(query.text) or (bool(r.places) and query.follow_up)


def _typed(desk: Desk, query: Query) -> Draft | None:
    """A sum with all its numbers in the question; None where the question is none."""
    if not is_typed(query.text):
        return None
    try:
        done = evaluate(query.text)
    except CalculationError:
        return None
    draft = Draft(desk.evidence)
    draft.say(f"{done.shown}.", calculations=[done])
    draft.result = carried(done)
    return draft


def _remember(conversation: Conversation, query: Query, draft: Draft) -> None:
    """Adds what was asked and what the answer rests on to the conversation."""
    figure = draft.result.figure if draft.result and draft.status == "answered" else None
    in_words = draft.status == "answered" and not (draft.figures or draft.calculations)
    tried: tuple[Request, ...] = query.notes.get("readings", ())
    reading = tried[0] if in_words and tried else draft.reading  # words are about the topic and what is added to it
    conversation.add(
        Turn(
            query,
            settled(query, conversation.topic, figure, reading),
            tuple(draft.figures),
            tuple(c.span for c in draft.citations),
            tuple(draft.calculations),
            draft.result,
            answered=draft.status == "answered",
        )
    )


def _answer(text: str, query: Query, draft: Draft, timer: Timer) -> Answer:
    """The verified draft as a value."""
    return Answer(
        question=text,
        status=draft.status,
        sentences=tuple(draft.sentences),
        citations=tuple(draft.citations),
        calculations=tuple(draft.calculations),
        figures=tuple(draft.figures),
        nearest=tuple(draft.nearest),
        understood=query.as_json(),
        timings_ms=timer.done(),
    )

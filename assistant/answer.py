"""One question to one answer, in five steps: understand, search, compute, compose, verify.

Figures first: where a question is about numbers, a figure bound to exactly what is asked, or a calculation over such
figures, is the answer. Passages second. Where neither has evidence the question is declined, with what is held.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace

from assistant import decline, question, solve, typing_errors, verify, words
from assistant.conversation import Conversation, Turn
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.expression import evaluate, is_typed
from assistant.query import Query
from assistant.types import Answer, AnswerStatus, Sentence
from index import lexicon
from index.errors import CalculationError
from index.units import is_money
from index.types import Span

MAX_QUESTION = 2_000
"""Characters of a question that are read; longer ones are refused in one sentence."""
_SAID = re.compile(r"(?i)\bwho (?:said|says|gave|gives|claims?|claimed|told|stated|quoted|expects?|expected|predict\w*|reported|reports|set|put)\b|\bsays who\b|\baccording to whom\b|\bwhose (?:figure|number|words|claim|estimate|forecast|target|statement)\b")


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
    """Answers one question in its conversation."""
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
    """Reads the question, and fills in from the conversation what a follow-up leaves out."""
    mended = typing_errors.mend(text, desk.evidence)
    query = question.understand(mended, desk.evidence.home)
    own = query.request
    notes = {"own_terms": bool([t for t in own.terms if t.hard]), "own_request": own}
    query = replace(query, notes=notes)
    previous = conversation.topic
    if previous is not None and (query.follow_up or _incomplete(query)):
        merged = question.merged(query, previous, desk.evidence.home, question.period_shift(mended))
        if query.operation == "lookup" and is_money(query.unit) and query.request.unit == query.unit and question.says_pronoun(mended) and not (own.places or own.flow or own.periods or any(t.hard for t in own.terms)):
            merged = replace(merged, operation="convert")  # "how much was that in dollars?"
        return _inherit_operation(replace(merged, notes=notes, follow_up=True), previous)
    return replace(query, follow_up=False) if previous is None else query


def _incomplete(query: Query) -> bool:
    r = query.request
    return not any(t.hard for t in r.terms) and not (r.places and r.flow) and query.operation not in ("summary", "typed")


def _inherit_operation(query: Query, previous: Query) -> Query:
    """"And Germany's?" repeats what was done before; a new operation replaces it."""
    if query.operation != "lookup" or question.is_question_of_quantity(query.text) or len(lexicon.content(query.text)) > 4:
        return query
    repeatable = ("share", "change", "convert", "implied_rate", "cagr", "points", "rank", "table", "what_if", "projection", "lookup")
    if previous.operation in repeatable and previous.operation != "convert":
        changed = query.with_request(kind=query.request.kind or previous.request.kind, unit=query.request.unit or previous.request.unit)
        given = query.given or (previous.given if previous.operation in ("what_if", "projection") else ())
        return replace(changed, operation=previous.operation, unit=query.unit or previous.unit, given=given, periods=query.request.periods if len(previous.periods) < 2 else previous.periods)
    return query


def _draft(desk: Desk, query: Query, conversation: Conversation, timer: Timer) -> Draft:
    """The answer before verification."""
    context = solve.Context(query, desk.evidence, conversation)
    typed = _typed(desk, query)
    if typed is not None:
        return typed
    for attempt in (_about_last, words.summary, words.metadata):
        draft = attempt(desk, query, conversation)
        if draft is not None:
            return draft
    draft = words.premise(desk, query) or words.conflict(desk, query, conversation) or words.in_words(desk, query, conversation)
    if draft is not None:
        return draft
    if query.operation not in ("passage", "summary"):
        timer.lap("compose")
        draft = solve.solve(context)
        timer.lap("search")
        if draft is not None:
            return draft
        if _needs_figure(query):
            return words.conflict(desk, query, conversation) or decline.decline(desk.evidence, query, desk.sentences)
    timer.lap("compose")
    found = words.passage(desk, query, conversation)
    timer.lap("search")
    return found or decline.decline(desk.evidence, query, desk.sentences)


def _needs_figure(query: Query) -> bool:
    """Would words alone not answer?"""
    if query.operation == "lookup":
        wanted = query.request.unit or query.request.periods
        if wanted and not re.search(r"(?i)\b(?:who|whom|whose|why|where|when|which|describe|explain)\b|\bhow (?:do|does|did|is|are|was|were|can)\b", query.text):
            return True
        return question.is_question_of_quantity(query.text) or (bool(query.request.places) and query.follow_up)
    return query.operation not in ("table", "rank", "conflict")


def _typed(desk: Desk, query: Query) -> Draft | None:
    """A sum with all its numbers in the question."""
    if not is_typed(query.text):
        return None
    try:
        done = evaluate(query.text)
    except CalculationError:
        return None
    draft = Draft(desk.evidence)
    draft.say(f"{done.shown}.", calculations=[done])
    from assistant.calculator import carried

    draft.result = carried(done)
    return draft


def _about_last(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """Who said the last figure, where it stands, how it was computed."""
    last = conversation.last
    if last is None:
        return None
    if query.operation == "working" and last.calculations:
        draft = Draft(desk.evidence)
        done = last.calculations[-1]
        draft.say("; ".join(done.working) + f" ({done.rounding})." if done.rounding else "; ".join(done.working) + ".", calculations=[done])
        draft.result = last.result
        return draft
    if query.operation == "source" and (last.figures or last.spans):
        draft = Draft(desk.evidence)
        spans = [f.context for f in last.figures] or list(last.spans)
        for span in dict.fromkeys(spans):
            document = desk.evidence.documents[span.document]
            marks = [s for f in last.figures if f.context == span for i in f.sources if (s := document.source(i))]
            origin = "; ".join(f"{s.publisher}, “{s.title}”, {s.date}" for s in dict.fromkeys(marks)) or f"{document.publisher}, {document.date or 'no date'}"
            draft.say(f"{document.title}: {origin}.", spans=[span])
        draft.result = last.result
        return draft
    if _SAID.search(query.text) and (question.says_pronoun(query.text) or re.search(r"(?i)\bsays who\b|^\W*(?:and )?who (?:said|says)\W*$", query.text)) and not query.notes.get("own_terms") and (last.figures or last.spans):
        draft = Draft(desk.evidence)
        targets = sorted(last.figures, key=lambda f: f.status == "reported") or []
        for figure in targets[:1]:
            name = _speaker(desk, figure.context)
            draft.say(desk.evidence.documents[figure.span.document].quote(figure.context), [figure], spans=name[:1])
            if name[1:]:
                draft.say(desk.evidence.documents[name[1].document].quote(name[1]), spans=[name[1]])
        if draft.sentences:
            return draft
    return None


def _speaker(desk: Desk, span: Span) -> list[Span]:
    """The sentence before one that says only "he said", which names who."""
    unit = next((u for u in desk.sentences.units if u.span == span), None)
    if unit is None or not re.search(r"(?i)\b(?:he|she|they|the body|it) (?:said|added|noted|told)\b|\b(?:said|added) (?:he|she|they)\b|^this\b|^that\b", unit.text.strip("“\"")):
        return []
    before = desk.sentences.near(unit, -1)
    return [span, before.span] if before else []


def _remember(conversation: Conversation, query: Query, draft: Draft) -> None:
    conversation.add(
        Turn(
            query,
            tuple(draft.figures),
            tuple(c.span for c in draft.citations),
            tuple(draft.calculations),
            draft.result,
            answered=draft.status == "answered",
        )
    )


def _answer(text: str, query: Query, draft: Draft, timer: Timer) -> Answer:
    status: AnswerStatus = draft.status
    return Answer(
        question=text,
        status=status,
        sentences=tuple(draft.sentences),
        citations=tuple(draft.citations),
        calculations=tuple(draft.calculations),
        figures=tuple(draft.figures),
        nearest=tuple(draft.nearest),
        understood=query.as_json(),
        timings_ms=timer.done(),
    )

"""Questions about the last answer: how it was computed, where it stands, who said it."""

from __future__ import annotations

from assistant.carry_over import says_pronoun
from assistant.conversation import Conversation, Turn
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.query import Query
from assistant.vocabulary import one_of, pattern
from index.types import Figure, Span

_SAYING = one_of(
    r"said, says, gave, gives, claims?, claimed, told, stated, quoted, expects?, expected, predict\w*, reported, "
    "reports, set, put"
)
_WHO_SAID = pattern(
    rf"\bwho {_SAYING}\b",
    r"\bsays who\b",
    r"\baccording to whom\b",
    r"\bwhose (?:figure|number|words|claim|estimate|forecast|target|statement)\b",
)
_WHO_SAID_IT = pattern(r"\bsays who\b", r"^\W*(?:and )?who (?:said|says)\W*$")
_NAMELESS = pattern(
    r"\b(?:he|she|they|the body|it) (?:said|added|noted|told)\b",
    r"\b(?:said|added) (?:he|she|they)\b",
    r"^this\b|^that\b",
)


def about_last(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """The answer to a question about the last answer; None where the question is about something else."""
    last = conversation.last
    if last is None:
        return None
    if query.operation == "working" and last.calculations:
        return _working(desk, last)
    if not (last.figures or last.spans):
        return None
    if query.operation == "source":
        return _source(desk, last)
    pointing = says_pronoun(query.text) or _WHO_SAID_IT.search(query.text)
    if _WHO_SAID.search(query.text) and pointing and not query.notes.get("own_terms"):
        return _who_said(desk, last)
    return None


def _working(desk: Desk, last: Turn) -> Draft:
    """The steps of the last calculation again."""
    draft = Draft(desk.evidence)
    done = last.calculations[-1]
    rounded = f" ({done.rounding})" if done.rounding else ""
    draft.say(f"{'; '.join(done.working)}{rounded}.", calculations=[done])
    draft.result = last.result
    return draft


def _source(desk: Desk, last: Turn) -> Draft:
    """The documents behind the last answer, with what they themselves cite for its figures."""
    draft = Draft(desk.evidence)
    for span in dict.fromkeys([f.context for f in last.figures] or last.spans):
        document = desk.evidence.documents[span.document]
        ids = (id for figure in last.figures if figure.context == span for id in figure.sources)
        marks = dict.fromkeys(source for id in ids if (source := document.source(id)))
        cited = "; ".join(f"{s.publisher}, “{s.title}”, {s.date}" for s in marks)
        own = f"{document.publisher}, {document.date or 'no date'}"
        draft.say(f"{document.title}: {cited or own}.", spans=[span])
    draft.result = last.result
    return draft


def _who_said(desk: Desk, last: Turn) -> Draft | None:
    """The sentence of the last answer's figure that says most of who stands behind it: a target before a report."""
    figure = min(last.figures, key=lambda f: f.status == "reported", default=None)
    if figure is None:
        return None
    draft = Draft(desk.evidence)
    before = _sentence_with_name(desk, figure)
    document = desk.evidence.documents[figure.span.document]
    draft.say(document.quote(figure.context), [figure])
    if before:
        draft.say(document.quote(before), spans=[before])
    return draft


def _sentence_with_name(desk: Desk, figure: Figure) -> Span | None:
    """The sentence before one that says only "he said"; None where the figure's own may name who."""
    unit = next((u for u in desk.sentences.units if u.span == figure.context), None)
    if unit is None or not _NAMELESS.search(unit.text.strip('“"')):
        return None
    before = desk.sentences.near(unit, -1)
    return before.span if before else None

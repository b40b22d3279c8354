"""Questions about the last answer: how it was computed, where it stands, who said it."""

from __future__ import annotations

from assistant.carry_over import points_at_one, says_pronoun
from assistant.conversation import Conversation, Turn
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.query import Query
from assistant.vocabulary import one_of, pattern
from index.figures import SOURCE_MARK
from index.types import Document, Figure, Span

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
    if last is None or not (last.figures or last.spans or last.calculations):
        return None
    if not conversation.turns[-1].answered and points_at_one(query.text):
        return None  # what is pointed at was not given
    if query.operation == "working":
        return _working(desk, last)
    if query.operation == "source" and (last.figures or last.spans):
        return _source(desk, last)
    pointing = says_pronoun(query.text) or _WHO_SAID_IT.search(query.text)
    who = _WHO_SAID.search(query.text) and pointing and not query.notes.get("own_terms")
    if who and (last.figures or _WHO_SAID_IT.search(query.text)):
        return _who_said(desk, conversation)
    return None


def _working(desk: Desk, last: Turn) -> Draft | None:
    """The steps of the last calculation again; of a figure that was not computed, where it is printed."""
    draft = Draft(desk.evidence)
    draft.result = last.result
    if last.calculations:
        done = last.calculations[-1]
        rounded = f" ({done.rounding.rstrip('.')})" if done.rounding else ""
        draft.say(f"{'; '.join(done.working)}{rounded}.", calculations=[done])
        return draft
    figure = last.result.figure if last.result else None
    if figure is None:
        return None
    draft.say(f"Nothing was computed: {draft.printed(figure)} is printed so.", [figure])
    return draft


def _source(desk: Desk, last: Turn) -> Draft:
    """The documents behind the last answer, with what they themselves cite for its figures."""
    draft = Draft(desk.evidence)
    for span in dict.fromkeys([f.context for f in last.figures] or last.spans):
        document = desk.evidence.documents[span.document]
        ids = [id for figure in last.figures if figure.context == span for id in figure.sources]
        ids = ids or _cited_around(document, span)
        marks = dict.fromkeys(source for id in ids if (source := document.source(id)))
        cited = "; ".join(f"{s.publisher}, “{s.title}”, {s.date}" for s in marks)
        own = f"{document.publisher}, {document.date or 'no date'}"
        draft.cite(span, marks=ids)
        draft.say(f"{document.title}: {cited or own}.", spans=[span])
    draft.result = last.result
    return draft


def _cited_around(document: Document, span: Span) -> list[str]:
    """The ids of the sources cited for what has no mark of its own: behind it in its paragraph, or for its table."""
    block = next((b for b in document.blocks if b.start <= span.start < b.end), None)
    if block is None:
        return []
    table = document.tables[block.table] if block.table is not None else None
    around = [table.note, table.lead] if table else [(span.end, block.end)]
    for stretch in around:
        mark = SOURCE_MARK.search(document.text[slice(*stretch)]) if stretch else None
        if mark and not table:
            return _ids(mark[1])
        if mark and stretch:
            return [id for listed in SOURCE_MARK.findall(document.text[slice(*stretch)]) for id in _ids(listed)]
    return []


def _ids(listed: str) -> list[str]:
    return [id.strip() for id in listed.split(",")]


def _who_said(desk: Desk, conversation: Conversation) -> Draft | None:
    """The sentence of the last figure that says most of who stands behind it: a target before a report.

    A table says it by its sources. Where the last answer was in words, the figure before it is meant.
    """
    last = next((t for t in reversed(conversation.turns) if t.answered and t.figures), None)
    figure = min(last.figures, key=lambda f: f.status == "reported", default=None) if last else None
    if last is None or figure is None:
        return None
    if figure.locator.row is not None:
        return _source(desk, last)
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

"""Sources that give different dates or terms for one thing, side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant import passages
from assistant.conversation import Conversation
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.passages import Matcher
from assistant.query import Query
from assistant.quoting import quoted
from assistant.sentences import Unit
from index import periods
from index.types import Period

_ASKS = re.compile(
    r"(?i)\b(?:agree\w*|sources?|reports?|dates?|suppos\w+|figures?|documents?|right|one|single|same|everyone|hear\w*|"
    r"sorts?|several|different|true|correct|which|year|day|last)\b"
)
_DATED = re.compile(r"(?i)\b(?:when|dates?|deadlines?|until|which year|what year|day|by when|20\d\d or 20\d\d)\b")
_KINDS = ("day", "horizon", "year", "month", "fiscal_year", "range")
_NEAR = 0.28


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence or row with the dates it gives."""

    score: float
    unit: Unit
    when: tuple[tuple[str, Period], ...]


def conflict(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """The dates that the documents give for one thing, each with its document; None where fewer than two tell it."""
    if not asks_for_dates(query):
        return None
    told = _told(desk, query, conversation)
    if len(told) < 2:
        return None
    draft = Draft(desk.evidence)
    printed: dict[tuple[object, object], str] = {}
    for t in told:
        for words, p in t.when:
            printed.setdefault((p.start, p.end), words)
    spans = [t.unit.span for t in told]
    said = "; ".join(printed.values())
    draft.say(f"Yes, they agree: {said}." if len(printed) == 1 else f"No, the documents differ: {said}.", spans=spans)
    for t in told:
        draft.say(quoted(t.unit, desk), spans=[t.unit.span])
    return draft


def asks_for_dates(query: Query) -> bool:
    """Does a question ask whether sources agree on a date?"""
    several = query.operation == "conflict" or bool(
        re.search(r"(?i)\bone (?:agreed |single )?(?:last )?(?:day|date|year)\b|\ball sorts\b|\b20\d\d or 20\d\d\b", query.text)
    )
    return several and bool(_DATED.search(query.text))


def _told(desk: Desk, query: Query, conversation: Conversation) -> list[_Told]:
    """What answers best and tells a date, best first, one per set of dates and at most four."""
    text = _ASKS.sub(" ", query.text)
    terms = tuple(t for t in passages.question_terms(query) if t.word in text)
    hits = desk.search(query.text, 8)
    matcher = Matcher(desk.sentences, terms)
    scored = []
    for s in passages.ranked(query, matcher, desk.sentences, hits):
        date = desk.evidence.documents[s.unit.span.document].date
        plain = quoted(s.unit)
        when = tuple((plain[p.start : p.end], p.period) for p in periods.read(plain, date) if p.period.kind in _KINDS)
        if when:
            scored.append(_Told(s.score, s.unit, when))
    out: list[_Told] = []
    for t in sorted(scored, key=lambda t: (-round(t.score, 6), t.unit.index)):
        if t.score < scored[0].score - _NEAR or len(out) == 4:
            break
        if not any(_same(t, o) for o in out):
            out.append(t)
    return out


def _same(a: _Told, b: _Told) -> bool:
    return {p.label for _, p in a.when} == {p.label for _, p in b.when} and a.unit.span.document == b.unit.span.document



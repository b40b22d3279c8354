"""One event with two dates: documents that tell of the same thing, known by an amount or a day told beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from assistant.check import reasons
from assistant.check.books import Books
from assistant.check.finding import Finding
from assistant.check.values import digits
from index import lexicon
from index.periods import PeriodMention
from index.types import Block, Document, Period, Span
from index.units import TIMES

_ROLES = {
    "start": re.compile(
        r"(?i)\b(?:appl(?:y|ies|ied)|in force|takes? effect|took effect|effective|starts?|started|begins?|began|opens?|"
        r"opened|introduced|charged)\b"
    ),
    "end": re.compile(
        r"(?i)\b(?:ends?|ended|until|till|expires?|expired|lapses?|dropped|abolished|lifted|repealed|runs? out|ran out|"
        r"lasts?|closes?|stops?|stopped)\b"
    ),
    "signing": re.compile(r"(?i)\b(?:signed|adopted)\b"),
}
_NOT = re.compile(r"(?i)\b(?:not|never|instead|draft)\b")
_BESIDE = 70
"""Characters before a date in which its verb stands."""
_KINDS = ("day", "month", "year")
_LEAST_SHARED, _YEARS_APART = 2, 6
Anchor = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """What starts, ends or is signed at a time.

    Attributes:
        span: the words of the time.
        sentence: in which it is told.
        anchors: amounts and other days of the sentence and the one before it.
        stems: the words of both.
    """

    role: str
    period: Period
    span: Span
    sentence: Span
    anchors: frozenset[Anchor]
    stems: frozenset[str]


def two_dates(books: Books) -> Iterator[Finding]:
    """Events that one document dates otherwise than another."""
    told: dict[tuple[str, Anchor], list[Event]] = defaultdict(list)
    for document in books.documents.values():
        for block in document.blocks:
            if block.kind in ("paragraph", "item"):
                for event in _events(books, document, block):
                    for anchor in event.anchors:
                        told[event.role, anchor].append(event)
    seen = set()
    for events in told.values():
        for a, b in combinations(events, 2):
            key = (a.span, b.span)
            if key not in seen and _differ(a, b):
                seen.add(key)
                yield _finding(books, a, b)


def _events(books: Books, document: Document, block: Block) -> Iterator[Event]:
    """The dated events of a paragraph."""
    for i, (start, end) in enumerate(block.sentences):
        sentence = Span(document.id, start, end)
        mentions = books.times(sentence)
        before = block.sentences[i - 1][0] if i else start
        dated = [m for m in mentions if m.period.kind in _KINDS and m.year_given]
        for m in dated:
            role = _role(document.quote(sentence), m)
            if role:
                window = Span(document.id, before, end)
                anchors = _anchors(books, window, Span(document.id, start + m.start, start + m.end))
                stems = frozenset(t.stem for t in lexicon.content(document.quote(window)) if t.stem.isalpha())
                span = Span(document.id, start + m.start, start + m.end)
                yield Event(role, m.period, span, sentence, anchors, stems)


def _role(text: str, m: PeriodMention) -> str:
    """What happens at a time, by the last verb before it; "" for none, and for what is denied."""
    before = text[max(0, m.start - _BESIDE) : m.start]
    if _NOT.search(before) or re.search(r"[.;:]", before[-_BESIDE // 2 :]):
        return ""
    last = {role: found[-1].start() for role, verbs in _ROLES.items() if (found := list(verbs.finditer(before)))}
    return max(last, key=lambda role: last[role]) if last else ""


def _anchors(books: Books, window: Span, own: Span) -> frozenset[Anchor]:
    """What is told beside a date that hardly anything else shares: amounts of two digits and more, and other days."""
    figures = books.by_place(window)
    found = {
        (f.quantity.base[1], str(f.quantity.base[0].normalize()))
        for f in figures
        if f.kind in ("level", "rate") and digits(f) > 1 and f.quantity.unit not in (*TIMES, "percent", "ratio")
    }
    document = books.documents[window.document]
    for start, end in (s for b in document.blocks if b.start <= window.start < b.end for s in b.sentences):
        if window.start <= start < window.end:
            for m in books.times(Span(window.document, start, end)):
                if m.period.kind == "day" and m.year_given and start + m.start != own.start:
                    found.add(("day", m.period.start.isoformat()))
    return frozenset(found)


def _differ(a: Event, b: Event) -> bool:
    """Are two events of one thing in two documents, at times that have no day in common?"""
    if a.span.document == b.span.document or len(a.stems & b.stems) < _LEAST_SHARED:
        return False
    apart = a.period.start > b.period.end or b.period.start > a.period.end
    return apart and abs(a.period.start.year - b.period.start.year) <= _YEARS_APART


def _finding(books: Books, a: Event, b: Event) -> Finding:
    one, other = (" ".join(books.documents[e.span.document].quote(e.sentence).split()) for e in (a, b))
    sentence = f"Two dates for one {a.role}: “{one}” But: “{other}”"
    why = "One of the two is out of date or wrong."
    reason = reasons.near(books, (a.span, b.span))
    if reason:
        why = reasons.said(books, *reason)
    return books.finding(
        "date", "medium", sentence, [a.span], None, why, [b.span], because=(reason[1],) if reason else ()
    )

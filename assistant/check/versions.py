"""Every value that the documents give for a measure, by source, date, status and scope, and why they differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from assistant.check import values
from assistant.check.books import AHEAD, Books, listed, upper
from assistant.check.finding import citation_record
from assistant.draft import Draft
from assistant.query import Request, Term
from assistant.question import understand
from assistant.records import calculation_record
from assistant.types import Calculation, Citation
from index import lexicon
from index.types import Figure, Span

_MOST = 240
_ALIKE = 0.25
"""Scores this close to the best may be of the same measure."""
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_DOUBT = frozenset(("agre", "differ", "disagre", "valu", "sourc", "document", "say", "give", "figur", "version"))
"""Stems of words that ask about sources and say nothing of the measure."""
Group = list[Figure]


@dataclass(frozen=True, slots=True)
class Version:
    """One value with what is told of it.

    Attributes:
        figure: as printed in one place.
        printed: its value as people read it.
        who: who gives it.
        dated: the date of the source that its document names for it, else of the document; "" for none.
        status: reported, provisional, projected, target or hypothetical.
        scope: what it is of, in words.
        marker: of its citation.
        side: 0 for the value that most documents tell, 1 and up for others, in the order of the versions.
    """

    figure: Figure
    printed: str
    who: str
    dated: str
    status: str
    scope: str
    marker: int
    side: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing at one time with all its values.

    Attributes:
        about: what is measured, with its period.
        versions: those told by most documents first; equal ones beside each other.
        why: the likeliest reason for the difference, "" where they agree or none can be told; for values of another
            scope than those of the measure before, what scope they are of.
        reason: `scope` for such values, else "".
        apart: by how much the two farthest from each other differ, None where they agree.
        citations: the sentences and rows of the versions, and what `why` quotes.
    """

    about: str
    versions: tuple[Version, ...]
    why: str
    apart: Calculation | None
    citations: tuple[Citation, ...]
    reason: str = ""

    @property
    def differ(self) -> bool:
        """Are there several values?"""
        return any(v.side for v in self.versions)

    def as_json(self) -> dict[str, Any]:
        """The measure as plain values."""
        return {
            "about": self.about,
            "differ": self.differ,
            "why": self.why,
            "reason": self.reason,
            "apart": calculation_record(self.apart) if self.apart else None,
            "values": [
                {
                    "text": v.printed,
                    "base_value": float(v.figure.quantity.base[0]),
                    "base_unit": v.figure.quantity.base[1],
                    "source": v.who,
                    "date": v.dated or None,
                    "status": v.status,
                    "scope": v.scope,
                    "period": v.figure.period.label if v.figure.period else None,
                    "document": v.figure.span.document,
                    "citation": v.marker,
                    "side": v.side,
                }
                for v in self.versions
            ],
            "citations": [citation_record(c) for c in self.citations],
        }


def compare(books: Books, words: str) -> tuple[Measure, ...]:
    """What the documents give for the measure that words name: those with several values first, then the best fitting.

    A time in the words restricts it to that; without one, every time for which there is a value is told. Values that
    look alike and are of another scope, as their section or title tells, follow as a measure of their own.
    """
    alike: dict[tuple[object, ...], Group] = defaultdict(list)
    for figure in matching(books, words):
        alike[_thing(figure), books.is_sum(figure)].append(figure)
    families = [_family(books, figures) for figures in alike.values()]
    families.sort(key=lambda f: (not any(m.differ for m in f), -sum(len(m.versions) for m in f)))
    return tuple(m for family in families for m in family)


def _family(books: Books, figures: Group) -> list[Measure]:
    """The measures of figures that look alike, one for each scope: the one most told of first."""
    groups = sorted(books.scopes.groups(figures), key=len, reverse=True)
    lead, *others = (of_one_thing(books, g) for g in groups)
    if books.is_sum(lead.versions[0].figure):
        lead = replace(lead, reason="scope", why="A sum of some values only, as its sentence says.")
    return [lead, *(_beside(books, lead, m, g) for m, g in zip(others, groups[1:], strict=True))]


def _beside(books: Books, lead: Measure, other: Measure, figures: Group) -> Measure:
    """A measure of another scope, with what tells so where its values' own words do not."""
    told = books.partners(lead.versions[0].figure) != books.partners(figures[0])
    if all(f.entities if told else f.item for f in figures):
        return other
    return replace(other, reason="scope", why=_other_scope(books, lead, other))


def _other_scope(books: Books, lead: Measure, other: Measure) -> str:
    """Says of what other scope values are, and what tells it."""
    a, b = lead.versions[0].figure, other.versions[0].figure
    first = f"Another scope than {books.printed(a)}"
    said = f" {other.why}" if other.differ else ""
    if books.partners(a) != books.partners(b):
        whom = listed(sorted(books.partners(b))) if books.partners(b) else "all partners together"
        told = "" if b.entities else f", as “{books.documents[b.span.document].title}” tells"
        return f"{first}: of {whom}{told}.{said}"
    if any(v.figure.context == w.figure.context for v in lead.versions for w in other.versions):
        return f"{first}: one sentence tells both, as values of two things.{said}"
    return f"{first}: “{books.about(b)}” in “{books.documents[b.span.document].title}”.{said}"


def matching(books: Books, words: str) -> tuple[Figure, ...]:
    """The figures that words may mean, best first."""
    evidence = books.evidence
    request = understand(words, evidence.home).request
    terms = tuple(t for t in (*request.terms, *_unread(books, words, request)) if t.stem not in _DOUBT)
    matches = evidence.find(replace(request, terms=terms), limit=_MOST)
    if not any(t.hard for t in terms):
        matches = tuple(m for m in matches if all(evidence.is_topic(s) for s in m.figure.item)) or matches
    best = matches[0].score if matches else 0
    return tuple(m.figure for m in matches if best - m.score <= _ALIKE)


def _unread(books: Books, words: str, request: Request) -> Iterator[Term]:
    """The words that a question would only ask with ("market size"), and that name something here."""
    named = {lexicon.stem(w) for name in (*request.places, books.evidence.home) for w in name.split()}
    known = {*(t.stem for t in request.terms), *named, request.flow, *lexicon.synonyms(request.flow)}
    for token in lexicon.content(words):
        if token.stem.isalpha() and token.stem not in known and books.evidence.occurs(token.stem):
            yield Term(token.stem, token.word)


def of_one_thing(books: Books, figures: Iterable[Figure]) -> Measure:
    """The versions of one thing, side by side."""
    clusters = values.clusters(list(figures))
    draft = Draft(books.evidence)
    lead, *others = (c[0] for c in clusters)
    versions = tuple(_version(books, draft, f, side, lead) for side, c in enumerate(clusters) for f in c)
    why, apart, because = "", None, ()  # type: str, Calculation | None, tuple[Span, ...]
    if others:
        other = max(others, key=lambda f: abs(f.quantity.value - lead.quantity.value))
        why, because = _why(books, lead, other)
        apart = values.difference(books, lead, other)
    for span in because:
        draft.cite(span)
    return Measure(upper(books.about(lead)), versions, why, apart, tuple(draft.citations))


def _thing(f: Figure) -> tuple[object, ...]:
    """What two figures must share to be versions of one thing, or to look so."""
    when = (f.period.start, f.period.end) if f.period else None
    return f.quantity.unit, f.kind, f.flow, when, f.status in AHEAD


def _version(books: Books, draft: Draft, f: Figure, side: int, lead: Figure) -> Version:
    titled = books.partners(f) == books.partners(lead)
    about = books.about(f, titled=titled)
    marker = draft.cite_figure(f)
    return Version(f, books.printed(f), books.whose(f), _dated(books, f), f.status, about, marker, side)


def _dated(books: Books, f: Figure) -> str:
    document = books.documents[f.span.document]
    named = (d[0] for i in f.sources if (s := document.source(i)) and (d := _DATE.match(s.date)))
    own = document.date.isoformat() if document.date and not f.sources else ""
    return next(named, own)


def _why(books: Books, a: Figure, b: Figure) -> tuple[str, tuple[Span, ...]]:
    """Why two values differ: what they are of, else what the documents tell, else what is likeliest."""
    if set(a.item) != set(b.item) and not books.same_subject(a, b):
        return f"They are not of the same: “{books.about(a)}” and “{books.about(b)}”.", ()
    return values.why_apart(books, a, b, values.slip(a, b))

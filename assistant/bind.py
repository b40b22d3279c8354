"""Finds the figures that a request means: every constraint of the request met, nothing said that the figure denies.

A figure is a candidate when the request's places, flow, period, unit and kind agree with its own and every hard term
of the request is covered by words that belong to it. It loses where it is *more special* than the request: "imports"
is not answered by "imports of thermometers". Nearness alone never binds.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.figure_index import FigureIndex, Rows
from assistant.fitting import fits_kind, fits_period, fits_places, fits_unit
from assistant.query import Request, Term
from index import facets, lexicon
from index.names import ADJECTIVES, GROUPINGS
from index.types import Document, Figure, Passage
from index.units import currencies

_OWN, _NEAR, _WHO, _FRAME, _TOPIC, _DOCUMENT, _SYNONYM = 1.0, 0.9, 0.85, 0.8, 0.75, 0.6, 0.92
"""How closely a word belongs to a figure: its own, its sentence's, its speaker's, a heading's, the corpus's topic's,
its document's; and what a word of the same meaning counts for."""
ACCEPT = 0.6
"""Least share of a request's term weight that a figure's words must cover."""
NEAR_TIE = 0.06
"""Scores this close are read as the same figure, told again."""
_NOTHING_ASKED = 0.8
"""Coverage of a request that has no hard terms."""
_SOFT, _MOST_SOFT = 0.02, 0.06
"""What a soft term adds to the coverage where it is met, and all of them at most."""
RAREST = 7.0
"""Weight of a word that the corpus does not have, whatever its size."""
_TOO_SPECIAL = 0.2
_TOPIC_SHARE, _COMMON_SHARE = 3, 10
"""A word of every third passage is the corpus's topic; one of every tenth is common in it."""
_LIGHT = 1.2
"""Weight up to which a restricting word that nobody asked for does not make a figure more special."""
RARE, MOST_RARE = 5.2, 4
"""Weight from which a figure's own word that nobody asked for tells against it, for at most so many words."""


@dataclass(frozen=True, slots=True)
class Match:
    """A figure that fits a request. `score` is at most about 1; `missing` are soft terms that nothing covers."""

    figure: Figure
    score: float
    coverage: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a figure that shares words with a request does not fit it.

    `reason` is `place`, `flow`, `period`, `unit`, `kind` or `terms`, the first that is found.
    """

    figure: Figure
    reason: str
    score: float


class Evidence:
    """All figures of a corpus, findable by what they are about. Immutable after construction; thread-safe."""

    def __init__(self, documents: Sequence[Document], passages: Sequence[Passage], figures: Sequence[Figure]) -> None:
        """Indexes figures and counts words; `passages` give the word frequencies."""
        self.documents = {d.id: d for d in documents}
        self.order = {d.id: i for i, d in enumerate(documents)}
        self.figures = tuple(figures)
        self.by_id = {f.id: f for f in self.figures}
        self.words: Counter[str] = Counter()
        self._df: Counter[str] = Counter()
        self._titled: set[str] = set()
        self._common: set[str] = set()
        self._count_words(passages)
        self._n = max(1, len(passages))
        self._weights: dict[str, float] = {}
        content = cache(lambda said_by: frozenset(t.stem for t in lexicon.content(said_by)))  # few speak, and often
        self._who: dict[str, frozenset[str]] = {f.id: content(self._said_by(f)) for f in self.figures}
        self._speaking: frozenset[str] = frozenset().union(*self._who.values())
        self.home = _home(documents)
        self.today = max((d.date for d in documents if d.date), default=None)
        self.currencies = frozenset(part for f in self.figures for part in f.quantity.unit.split("/")) & currencies()
        self._adjectives = frozenset(lexicon.stem(w) for w in (self.home, *ADJECTIVES.get(self.home, "").split()) if w)
        self.index = FigureIndex(self.figures, [self._words(f) for f in self.figures])
        self._names = {d.id: _names(d) for d in documents}

    def _words(self, figure: Figure) -> set[str]:
        """What a figure is found by: the stems that belong to it, however closely, and its places."""
        places = ("@" + name for name in (*figure.entities, *figure.background))
        return {*figure.own, *figure.item, *figure.near, *figure.frame, *self._who[figure.id], *places}

    def _count_words(self, passages: Sequence[Passage]) -> None:
        """Counts the passages that hold a stem, and how often each word is written anywhere."""
        for p in passages:
            found = lexicon.tokens(f"{' '.join(p.headings)} {p.text}")
            self._df.update({t.stem for t in found})
            self._titled.update(t.stem for t in found if t.word[:1].isupper() and t.word[1:].islower())
            self._common.update(t.stem for t in found if not t.word[0].isupper())
            self.words.update(t.word.lower() for t in found)
        for d in self.documents.values():
            for text in (f"{d.title} {d.publisher}", *(f"{s.publisher} {s.title}" for s in d.sources)):
                self.words.update(t.word.lower() for t in lexicon.tokens(text))

    def weight(self, stem: str) -> float:
        """How much a word tells: high for rare words, near 0 for those of every passage."""
        known = self._weights.get(stem)
        if known is None:
            known = RAREST * math.log(1 + self._n / (0.5 + self._df[stem])) / math.log(1 + 2 * self._n)
            self._weights[stem] = known
        return known

    def knows(self, stem: str) -> bool:
        """Does the word, or one that means the same, occur in the corpus at all?"""
        return self._df[stem] > 0 or any(self._df[s] > 0 for s in lexicon.synonyms(stem))

    def occurs(self, stem: str) -> bool:
        """Does the very word occur in the corpus?"""
        return self._df[stem] > 0

    def is_name(self, stem: str) -> bool:
        """Is a word always written with a capital: part of a company's, a mine's or a brand's name?"""
        return stem in self._titled and stem not in self._common

    def speaks(self, stem: str) -> bool:
        """Is a word part of the name of somebody who gives figures?"""
        return stem in self._speaking

    def _said_by(self, figure: Figure) -> str:
        """Who says it: attribution, the sources it cites, the document's publisher and kind."""
        document = self.documents[figure.span.document]
        cited = (s.publisher for i in figure.sources if (s := document.source(i)))
        return " ".join((figure.attribution, document.publisher, document.kind, *cited))

    def find(self, request: Request, *, limit: int = 40, ranging: bool = False) -> tuple[Match, ...]:
        """The figures that fit a request, best first; of equals, the latest.

        `ranging` also takes figures more special than the request: the members that a ranking ranges over.
        """
        rows = self.index.possible(self._covered(request), request, ranging=ranging)
        fitting = (f for i in rows if not self._misfit(request, f := self.figures[i], ranging))
        found = (self._match(request, f, ranging) for f in fitting)
        matches = [m for m in found if isinstance(m, Match)]
        matches.sort(key=lambda m: (-m.score, _recency(m.figure), m.figure.id))
        return tuple(matches[:limit])

    def rejected(self, request: Request, *, limit: int = 12) -> tuple[Rejection, ...]:
        """The figures that come nearest without fitting, most alike first."""
        found = (self._match(request, self.figures[i]) for i in self._candidates(request))
        misfits = [r for r in found if isinstance(r, Rejection)]
        misfits.sort(key=lambda r: (-r.score, r.figure.id))
        return tuple(misfits[:limit])

    def _candidates(self, request: Request) -> Rows:
        """Figures that carry every place asked for, or else share a word with the request; in document order."""
        if request.places:
            return self.index.all_of([f"@{p}"] for p in request.places)
        if any(t.hard for t in request.terms):
            return self.index.any_of({s for t in request.terms for s in (t.stem, *lexicon.synonyms(t.stem))})
        # a unit and a year alone mean nothing in particular; an exchange rate is named by its two currencies
        rate = "/" in request.unit or request.unit.startswith("rate of ")
        return self.index.all_of(()) if request.flow or rate else self.index.any_of(())

    def _covered(self, request: Request) -> Rows:
        """The candidates without those that lack a hard term, where only the words of a figure can have it."""
        groups = [[t.stem, *lexicon.synonyms(t.stem)] for t in request.terms if t.hard]
        needed = [g for g in groups if not self.is_topic(g[0]) and not any(map(self._is_elsewhere, g))]
        return self.index.all_of(needed, self._candidates(request))

    def _is_elsewhere(self, stem: str) -> bool:
        """May a word belong to a figure without being among its words: in its sentence, or in its whole document?"""
        return stem.startswith("#") or stem[0].isdigit() or self._is_common(stem)

    def _is_common(self, stem: str) -> bool:
        """Is a word one of those who speak, or of every tenth passage?"""
        return stem in self._speaking or self._df[stem] * _COMMON_SHARE >= self._n

    def _match(self, request: Request, figure: Figure, ranging: bool = False) -> Match | Rejection:
        coverage, missing, hard = self.coverage(request.terms, figure)
        special = 0.0 if ranging else self.special(request, figure)
        score = coverage - special
        reason = self._misfit(request, figure, ranging)
        if reason:
            return Rejection(figure, reason, score + (0.3 if reason == "period" else 0))  # asked of another time
        if request.unit == "count" and not self._counts(request, figure):
            return Rejection(figure, "terms", score - 0.2)
        if hard or coverage < ACCEPT or special > _TOO_SPECIAL or not figure.bound:
            return Rejection(figure, "terms", score - 0.3 * len(hard))
        for adjustment in self._adjustments(request, figure):
            score += adjustment
        return Match(figure, round(score, 4), coverage, missing)

    def _misfit(self, request: Request, figure: Figure, ranging: bool) -> str:
        """Why a figure cannot be what is asked for, by all but its words; "" where it can."""
        if not fits_places(request, figure, self.home, ranging=ranging):
            return "place"
        strict = ranging or request.flow == "balance" or request.kind in ("share", "change")
        if request.flow and request.flow != figure.flow and (figure.flow or strict):
            return "flow"
        if not fits_period(request, figure, ranging=ranging):
            return "period"
        if not fits_unit(figure, request.unit):
            return "unit"
        if not fits_kind(request, figure):
            return "kind"
        if request.flow and not figure.flow:
            named = {request.flow, *lexicon.synonyms(request.flow)} & {*figure.own, *figure.near}
            return "" if named else "flow"
        return ""

    def _adjustments(self, request: Request, figure: Figure) -> Iterator[float]:
        """What makes a fitting figure less or more likely to be the one that is meant."""
        if request.flow and not figure.flow:
            yield -0.12
        if (request.status == "future") != (figure.status in ("target", "projected")):
            yield -0.3
        if not request.periods and figure.period and figure.period.kind in ("range", "month", "quarter", "half"):
            yield -0.08
        if figure.background and self.home and figure.background[0] != self.home and not request.places:
            yield -0.1
        if figure.entities and not request.places and figure.entities[0] in GROUPINGS:
            yield -0.1
        if figure.item and not any(t.hard for t in request.terms) and all(self.is_topic(s) for s in figure.item):
            yield 0.05  # what the corpus is about
        if any(p not in figure.entities for p in request.places):
            yield -0.05
        if figure.qualifier in ("under", "up to"):
            yield -0.08  # a limit, not a value
        if figure.qualifier != "exact":
            yield -0.01

    def coverage(self, terms: Sequence[Term], figure: Figure) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
        """(share of the hard terms' weight covered, soft terms missing, hard terms missing).

        Soft terms only add: a verb that the document does not use says nothing against its figure. Words of the
        corpus's own topic, found in every third passage, need not be repeated with each figure.
        """
        total = got = bonus = 0.0
        missing: list[str] = []
        hard: list[str] = []
        named = any(self.is_name(s) for s in (*figure.item, *figure.own))
        for term in terms:
            level = self.level(term.stem, figure)
            others = named and level == _NEAR and self._is_of_another_clause(term.stem, figure)
            if others:
                level = 0.0  # its sentence names this one too, but the figure is of another
            if not term.hard:
                bonus += _SOFT * level
                if level == 0.0:
                    missing.append(term.word)
                continue
            if level == 0.0 and not others and self._is_said_by_topic(term, terms, figure):
                level = _TOPIC
            weight = max(1.0, self.weight(term.stem))
            total += weight
            got += weight * level
            if level == 0.0:
                hard.append(term.word)
        return (got / total if total else _NOTHING_ASKED) + min(bonus, _MOST_SOFT), tuple(missing), tuple(hard)

    def _is_of_another_clause(self, stem: str, figure: Figure) -> bool:
        """Does a name stand in the sentence of a figure only across a semicolon, where something else is told?"""
        if not self.is_name(stem):
            return False
        sentence = self.documents[figure.span.document].quote(figure.context)
        at = figure.span.start - figure.context.start
        start, end = sentence.rfind(";", 0, at) + 1, (sentence.find(";", at) + 1 or len(sentence) + 1) - 1
        spots = [t.start for t in lexicon.tokens(sentence) if t.stem == stem]
        return bool(spots) and not any(start <= spot < end for spot in spots)

    def _is_said_by_topic(self, term: Term, terms: Sequence[Term], figure: Figure) -> bool:
        """Is a word of the topic said by another one: "medical devices" where the document says "devices"?"""
        others = (t for t in terms if t.hard and t is not term and self.is_topic(t.stem))
        return self.is_topic(term.stem) and any(self.level(t.stem, figure) for t in others)

    def _counts(self, request: Request, figure: Figure) -> bool:
        """Does a figure count what is asked for: the noun beside it, in the row label or the column heading?

        "Over 70 Indian manufacturers alongside some Russian investors" counts no investors and no Russians.
        """
        if request.counted and not any(self.level(s, figure) >= _OWN * _SYNONYM for s in request.counted):
            return False
        missing = [p for p in request.places if p not in figure.entities]
        return not (missing and self.home and figure.label == "" and self._adjectives & {*figure.own})

    def is_topic(self, stem: str) -> bool:
        """Is a word one of the corpus's own topic, said in every third passage or more?"""
        return self._df[stem] * _TOPIC_SHARE >= self._n

    def level(self, stem: str, figure: Figure) -> float:
        """How closely a word belongs to a figure, 0 where it does not."""
        best = self._plain_level(stem, figure)
        if best < _OWN:
            for s in lexicon.synonyms(stem):
                best = max(best, _SYNONYM * self._plain_level(s, figure))
        return best

    def _plain_level(self, stem: str, figure: Figure) -> float:
        if stem in figure.own or stem in figure.item:
            return _OWN
        if stem in figure.near:
            return _NEAR
        if stem in self._who[figure.id]:
            return _WHO
        if stem in figure.frame:
            return _FRAME
        document = self.documents[figure.span.document]
        if stem.startswith("#"):  # a letter or number in a name, as written
            named = f"{figure.label} {document.quote(figure.context)} {figure.locator.heading}"
            return _OWN if re.search(rf"(?<!\w){re.escape(stem[1:])}(?!\w)", named) else 0.0
        if stem in self._names[document.id] and self._is_common(stem):
            return _DOCUMENT
        if stem[0].isdigit():
            return _NEAR if re.search(rf"(?<![\w.,]){re.escape(stem)}(?!\w)", document.quote(figure.context)) else 0.0
        return 0.0

    def special(self, request: Request, figure: Figure) -> float:
        """How much more special the figure is than the request: weight of its restricting words nobody asked for."""
        asked = {s for t in request.terms for s in (t.stem, *lexicon.synonyms(t.stem))}
        extra = sum(max(0.0, self.weight(s) - _LIGHT) for s in figure.item if s not in asked)
        total = sum(self.weight(t.stem) for t in request.terms) + sum(self.weight(s) for s in figure.item) + 2.0
        unasked = () if figure.label else (s for s in figure.own if s not in asked and s not in figure.item)
        rare = sum(self.weight(s) > RARE for s in unasked)
        return 0.02 * min(rare, MOST_RARE) + 0.75 * extra / total


def _recency(figure: Figure) -> int:
    """Sorts figures of later periods first, those without one last."""
    return -figure.period.end.toordinal() if figure.period else 0


def _home(documents: Sequence[Document]) -> str:
    """The country that the corpus is about: that of two or of a third of its documents, and of half that have one."""
    homes = Counter(home for d in documents if (home := facets.home_of(d.title, d.text)))
    if not homes:
        return ""
    best, count = homes.most_common(1)[0]
    many = count >= 2 or count * 3 >= len(documents)
    return best if many and count * 2 >= homes.total() else ""


def _names(document: Document) -> frozenset[str]:
    """Stems of names with a capital inside, such as OECD, which may stand anywhere in a document and mean it all."""
    words = lexicon.tokens(document.text)
    return frozenset(t.stem for t in words if t.word[0].isupper() and any(c.isupper() for c in t.word[1:]))

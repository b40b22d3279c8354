"""Finds the figures that a request means: every constraint of the request met, nothing said that the figure denies.

A figure is a candidate when the request's places, flow, period, unit and kind agree with its own and every hard term
of the request is covered by words that belong to it. It loses where it is *more special* than the request: "imports"
is not answered by "imports of thermometers". Nearness alone never binds.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.query import Request, Term
from index import facets, lexicon
from index.names import ADJECTIVES, GROUPINGS
from index.periods import contains
from index.types import Document, Figure, Passage, Period
from index.units import dimension, is_money

_OWN, _NEAR, _WHO, _FRAME, _TOPIC, _DOCUMENT, _SYNONYM = 1.0, 0.9, 0.85, 0.8, 0.75, 0.6, 0.92
ACCEPT = 0.6
"""Least share of a request's term weight that a figure's words must cover."""
_RAREST = 7.0  # weight of a word that the corpus does not have, whatever its size
NEAR_TIE = 0.06
"""Scores this close are read as the same figure, told again."""

_CLASSES = {
    "time": {"[time]"}, "length": {"[length]"}, "mass": {"[mass]"}, "volume": {"[length] ** 3"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """A figure that fits a request. `score` is at most about 1; `missing` are soft terms that nothing covers."""

    figure: Figure
    score: float
    coverage: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a figure that shares words with a request does not fit: `place`, `period`, `flow`, `unit`, `kind`, `terms`."""

    figure: Figure
    reason: str
    score: float


class Evidence:
    """All figures of a corpus, findable by what they are about. Immutable after construction; thread-safe."""

    def __init__(self, documents: Sequence[Document], passages: Sequence[Passage], figures: Sequence[Figure]) -> None:
        """Indexes figures and counts words; `passages` give the word frequencies."""
        self.documents = {d.id: d for d in documents}
        self.figures = tuple(figures)
        self.by_id = {f.id: f for f in self.figures}
        self._df: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        for p in passages:
            found = lexicon.tokens(f"{' '.join(p.headings)} {p.text}")
            self._df.update({t.stem for t in found})
            self.words.update(t.word.lower() for t in found)
        for d in documents:
            self.words.update(t.word.lower() for t in lexicon.tokens(f"{d.title} {d.publisher}"))
            self.words.update(t.word.lower() for s in d.sources for t in lexicon.tokens(f"{s.publisher} {s.title}"))
        self._n = max(1, len(passages))
        self._who = {f.id: self._speakers(f) for f in self.figures}
        homes = Counter(facets.home_of(d.title, d.text) for d in documents)
        told = sum(n for h, n in homes.items() if h)
        best = next((h for h, _ in homes.most_common() if h), "")
        self.home = best if best and (homes[best] >= 2 or homes[best] * 3 >= len(documents)) and homes[best] * 2 >= told else ""
        self._adjectives = frozenset(lexicon.stem(w) for w in (self.home, *ADJECTIVES.get(self.home, "").split()) if w)
        self._speaking: frozenset[str] = frozenset().union(*self._who.values()) if self._who else frozenset()
        self._posting: dict[str, set[int]] = defaultdict(set)
        for i, f in enumerate(self.figures):
            for s in {*f.own, *f.item, *f.near, *f.frame, *self._who[f.id]}:
                self._posting[s].add(i)
            for name in (*f.entities, *f.background):
                self._posting["@" + name].add(i)
        # names of bodies and people may stand anywhere in the document whose figure they stand behind
        self._documents = {d.id: frozenset(t.stem for t in lexicon.tokens(d.text) if t.word[0].isupper() and any(c.isupper() for c in t.word[1:])) for d in documents}

    def weight(self, stem: str) -> float:
        """How much a word tells: high for rare words, near 0 for those of every passage."""
        return _RAREST * math.log(1 + self._n / (0.5 + self._df[stem])) / math.log(1 + 2 * self._n)

    def knows(self, stem: str) -> bool:
        """Does the word, or one that means the same, occur in the corpus at all?"""
        return self._df[stem] > 0 or any(self._df[s] > 0 for s in lexicon.synonyms(stem))

    def occurs(self, stem: str) -> bool:
        """Does the very word occur in the corpus?"""
        return self._df[stem] > 0

    def _speakers(self, figure: Figure) -> frozenset[str]:
        """Stems of who says it: attribution, the sources it cites, the document's publisher and kind."""
        document = (
            self.documents[figure.document_id]
            if hasattr(figure, "document_id")
            else self.documents[figure.span.document]
        )
        parts = [figure.attribution, document.publisher, document.kind]
        parts += [s.publisher for i in figure.sources if (s := document.source(i))]
        return frozenset(t.stem for t in lexicon.content(" ".join(parts)))

    def find(self, request: Request, *, limit: int = 40, ranging: bool = False) -> tuple[Match, ...]:
        """The figures that fit a request, best first.

        `ranging` also takes figures more special than the request: the members that a ranking ranges over.
        """
        found = (self._match(request, self.figures[i], ranging) for i in self._candidates(request))
        matches = [m for m in found if isinstance(m, Match)]
        matches.sort(key=lambda m: (-m.score, self._recency(m.figure), m.figure.id))
        return tuple(matches[:limit])

    def rejected(self, request: Request, *, limit: int = 12) -> tuple[Rejection, ...]:
        """The figures that come nearest without fitting, most alike first."""
        out = [
            r for i in self._candidates(request) if isinstance(r := self._match(request, self.figures[i]), Rejection)
        ]
        out.sort(key=lambda r: (-r.score, r.figure.id))
        return tuple(out[:limit])

    def _candidates(self, request: Request) -> Iterable[int]:
        """Figures that carry every place asked for, or else share a word with the request."""
        sets = [self._posting.get("@" + p, set()) for p in request.places]
        if sets:
            return sorted(set.intersection(*sets))
        found: set[int] = set()
        for term in request.terms:
            for s in (term.stem, *lexicon.synonyms(term.stem)):
                found |= self._posting.get(s, set())
        if any(t.hard for t in request.terms):
            return sorted(found)
        # a unit and a year alone mean nothing in particular; an exchange rate is named by its two currencies
        return range(len(self.figures)) if request.flow or "/" in request.unit or request.unit.startswith("rate of ") else ()

    def _match(self, request: Request, figure: Figure, ranging: bool = False) -> Match | Rejection:
        coverage, missing, hard = self.coverage(request.terms, figure)
        special = 0.0 if ranging else self._special(request, figure)
        score = coverage - special
        if not _places_fit(request, figure, self.home, ranging):
            return Rejection(figure, "place", score)
        strict = ranging or request.flow == "balance" or request.kind in ("share", "change")
        if request.flow and request.flow != figure.flow and (figure.flow or strict):
            return Rejection(figure, "flow", score)
        if request.periods and not any(_covers_period(p, figure.period) or (ranging and figure.period and contains(p, figure.period)) for p in request.periods):
            return Rejection(figure, "period", score + 0.3)
        if not fits_unit(figure, request.unit):
            return Rejection(figure, "unit", score)
        if not _fits_kind(figure, request):
            return Rejection(figure, "kind", score)
        if request.flow and not figure.flow and not ({request.flow, *lexicon.synonyms(request.flow)} & {*figure.own, *figure.near}):
            return Rejection(figure, "flow", score)
        if request.unit == "count" and not self._counts(request, figure):
            return Rejection(figure, "terms", score - 0.2)
        if hard or coverage < ACCEPT or special > 0.2 or not figure.bound:
            return Rejection(figure, "terms", score - 0.3 * len(hard))
        if request.flow and not figure.flow:
            score -= 0.12
        future = figure.status in ("target", "projected")
        if (request.status == "future") != future:
            score -= 0.3
        if not request.periods and figure.period and figure.period.kind in ("range", "month", "quarter", "half"):
            score -= 0.08
        if figure.background and self.home and figure.background[0] != self.home and not request.places:
            score -= 0.1
        if figure.entities and not request.places and figure.entities[0] in GROUPINGS:
            score -= 0.1
        if figure.item and not any(t.hard for t in request.terms) and all(self.is_topic(s) for s in figure.item):
            score += 0.05  # what the corpus is about
        if any(p not in figure.entities for p in request.places):
            score -= 0.05
        if figure.qualifier in ("under", "up to"):
            score -= 0.08  # a limit, not a value
        if figure.qualifier != "exact":
            score -= 0.01
        return Match(figure, round(score, 4), coverage, missing)

    def coverage(self, terms: Sequence[Term], figure: Figure) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
        """(share of the hard terms' weight covered, soft terms missing, hard terms missing).

        Soft terms only add: a verb that the document does not use says nothing against its figure. Words of the
        corpus's own topic, found in every third passage, need not be repeated with each figure.
        """
        total = got = bonus = 0.0
        missing: list[str] = []
        hard: list[str] = []
        for term in terms:
            level = self._level(term.stem, figure)
            if not term.hard:
                bonus += 0.02 * level
                if level == 0.0:
                    missing.append(term.word)
                continue
            w = max(1.0, self.weight(term.stem))
            if level == 0.0 and self.is_topic(term.stem) and any(self._level(t.stem, figure) for t in terms if t.hard and t is not term and self.is_topic(t.stem)):
                level = _TOPIC  # "medical devices" where the document says "devices"
            total += w
            got += w * level
            if level == 0.0:
                hard.append(term.word)
        return (got / total if total else 0.8) + min(bonus, 0.06), tuple(missing), tuple(hard)

    def _counts(self, request: Request, figure: Figure) -> bool:
        """Does a figure count what is asked for: the noun beside it, in the row label or the column heading?

        "Over 70 Indian manufacturers alongside some Russian investors" counts no investors and no Russians.
        """
        if request.counted and not any(self._level(s, figure) >= _OWN * _SYNONYM for s in request.counted):
            return False
        missing = [p for p in request.places if p not in figure.entities]
        return not (missing and self.home and figure.label == "" and self._adjectives & {*figure.own})

    def is_topic(self, stem: str) -> bool:
        """Is a word one of the corpus's own topic, said in every third passage or more?"""
        return self._df[stem] * 3 >= self._n

    def _level(self, stem: str, figure: Figure) -> float:
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
        if stem[0] == "#":
            named = f"{figure.label} {self.documents[figure.span.document].quote(figure.context)} {figure.locator.heading}"
            return _OWN if re.search(rf"(?<![\w]){re.escape(stem[1:])}(?![\w])", named) else 0.0
        if stem in self._documents[figure.span.document] and (stem in self._speaking or self._df[stem] * 10 >= self._n):
            return _DOCUMENT
        if stem[0].isdigit():
            words = self.documents[figure.span.document].quote(figure.context)
            return _NEAR if re.search(rf"(?<![\w.,]){re.escape(stem)}(?![\w])", words) else 0.0
        return 0.0

    def _special(self, request: Request, figure: Figure) -> float:
        """How much more special the figure is than the request: weight of its restricting words that nobody asked for."""
        asked = {t.stem for t in request.terms}
        asked |= {s for t in request.terms for s in lexicon.synonyms(t.stem)}
        extra = [s for s in figure.item if s not in asked]
        total = sum(self.weight(t.stem) for t in request.terms) + sum(self.weight(s) for s in figure.item) + 2.0
        rare = sum(1 for s in figure.own if s not in asked and s not in figure.item and self.weight(s) > 5.2 and not figure.label)
        return 0.02 * min(rare, 4) + 0.75 * sum(max(0.0, self.weight(s) - 1.2) for s in extra) / total

    @staticmethod
    def _recency(figure: Figure) -> float:
        return -figure.period.end.toordinal() if figure.period else 0.0


def _places_fit(request: Request, figure: Figure, home: str, ranging: bool = False) -> bool:
    """All places asked for belong to the figure, and it is bound to none besides them."""
    around = {*figure.entities, *figure.background}
    if any(p not in around for p in request.places):
        return False
    if request.home and home and figure.background and home not in around:
        return False
    if ranging:
        return True
    foreign = [e for e in figure.entities if e != home]
    if not request.places:
        return not foreign or (request.flow == "" and figure.flow == "" and all(e in GROUPINGS for e in foreign))
    titled = [b for b in figure.background if b != home]
    if not foreign and len(titled) >= 2 and len(request.places) < len(titled):
        return False  # a title that names two places does not say which one a figure is about
    extra = [e for e in foreign if e not in request.places]
    if not extra:
        return True
    return all(e in GROUPINGS for e in extra) or foreign[0] in request.places and figure.kind != "level"


def _covers_period(asked: Period, given: Period | None) -> bool:
    if given is None:
        return False
    if asked.same_as(given):
        return True
    if given.kind == "horizon" or asked.kind == "horizon":
        return asked.kind == given.kind or abs((asked.end - given.end).days) < 366 and asked.kind == "year"
    return asked.kind in ("year", "fiscal_year", "month") and given.kind == "day" and contains(asked, given)


def fits_unit(figure: Figure, wanted: str) -> bool:
    """Does a figure's unit answer a wanted unit or class of units?"""
    unit = figure.quantity.unit
    if not wanted:
        return True
    if wanted == "money":
        return is_money(unit)
    if wanted == "percent":
        return unit in ("percent", "percentage_point")
    if wanted == "count":
        return unit == "count" and "/" not in unit
    if wanted.startswith("per "):
        return unit.endswith("/" + wanted[4:])
    if wanted == "physical":
        return "/" not in unit and dimension(unit) in ("[mass]", "[length] ** 3", "[mass] * [length] ** 2 / [time] ** 2")
    if wanted == "price":
        return is_money(unit.split("/")[0]) and ("/" not in unit or not is_money(unit.split("/")[1]))
    if wanted == "rate":
        return "/" in unit
    if wanted.startswith("rate of "):
        return wanted[8:] in unit.split("/") and "/" in unit
    if wanted == "amount":
        return is_money(unit) or (
            unit not in ("percent", "percentage_point", "ratio") and "/" not in unit and dimension(unit) != "[time]"
        )
    if wanted in _CLASSES:
        return "/" not in unit and dimension(unit) in _CLASSES[wanted]
    if wanted == unit:
        return True
    if "/" in wanted and unit == "/".join(reversed(wanted.split("/"))):
        return is_money(wanted.split("/")[0])  # "INR/USD" and "USD/INR" are said for one rate
    if is_money(wanted) or is_money(unit) or "/" in wanted + unit:
        return False
    return dimension(wanted) == dimension(unit)


def _fits_kind(figure: Figure, request: Request) -> bool:
    if request.kind in ("share", "change"):
        return (
            figure.quantity.unit in ("percent", "percentage_point")
            and figure.kind in (request.kind, "level")
            or (request.kind == "change" and figure.kind == "multiple")
        )
    if request.kind == "multiple":
        return figure.kind == "multiple"
    if request.unit == "percent":
        return True
    if request.kind == "level":
        return figure.kind in ("level", "rate") and figure.quantity.unit not in ("percent", "percentage_point")
    return True
